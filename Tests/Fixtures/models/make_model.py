"""Writes a model as Python's safetensors package writes it, and what NumPy predicts with it, for the tests of `load`.

Run with NumPy 2 and safetensors in this folder:  python3 make_model.py
With a file that nbrun has saved, whose network is of affine and tanh layers, and a row of inputs it does the other half by
hand: safetensors reads the file, and NumPy predicts.  python3 make_model.py iris.safetensors 5.0 3.4 1.5 0.2

`python.txt` holds the inputs of two rows and the probabilities for each, with 17 digits.
"""

import json
import sys

import numpy as np
from safetensors import safe_open
from safetensors.numpy import save_file


def predict(metadata, tensors, row):
    """The probabilities of the classes, computed from nothing but the file."""
    for scale in json.loads(metadata["normalize"]):
        offsets, scales = np.array(scale["offsets"]), np.array(scale["scales"])
        row = np.where(scales == 0, 0.0, (row - offsets) / np.where(scales == 0, 1.0, scales))
    index = 0
    for line in metadata["layers"].split("\n"):
        kind = line.split()[1]
        if kind == "affine":
            index += 1
            row = row @ tensors[f"W{index}"] + tensors[f"b{index}"]
        else:
            assert kind == "tanh", kind
            row = np.tanh(row)
    assert metadata["loss"].split()[1] == "softmax_cross_entropy"
    row = np.exp(row - row.max())
    return row / row.sum()


def read(path):
    with safe_open(path, "np") as file:
        return file.metadata(), {name: file.get_tensor(name) for name in file.keys()}


if len(sys.argv) > 1:
    metadata, tensors = read(sys.argv[1])
    for name, text in metadata.items():
        print(f"{name}: {text}")
    print("p:", *(f"{p:.12f}" for p in predict(metadata, tensors, np.array([float(x) for x in sys.argv[2:]]))))
    sys.exit()

random = np.random.default_rng(7)
tensors = {
    "W1": random.normal(size=(3, 4)), "b1": random.normal(size=4), "W2": random.normal(size=(4, 2)),
    "b2": random.normal(size=2),
}
scales = {
    "kind": "standard", "offsets": [0.1, 1 / 3, -1e-300], "scales": [2 / 3, 1.7976931348623157e308, 0],
}
metadata = {
    "format": "nbrun", "version": "1", "precision": "float64", "layers": "layer affine 3 4\nlayer tanh\nlayer affine 4 2",
    "loss": "loss softmax_cross_entropy", "input_names": json.dumps(["länge", "a \"b\"", "重"]),
    "class_names": json.dumps(["nein", "ja"], indent=1), "class_labels": "true", "target_names": json.dumps(["wort"]),
    "normalize": json.dumps([scales]), "note": "what others write beside is passed over",
}
save_file(tensors, "python.safetensors", metadata=metadata)
metadata, tensors = read("python.safetensors")
with open("python.txt", "w") as file:
    for row in [[1.5, -2e307, 7.0], [-0.25, 1e308, 0.0]]:
        numbers = row + list(predict(metadata, tensors, np.array(row)))
        file.write(" ".join(f"{number:.17g}" for number in numbers) + "\n")
