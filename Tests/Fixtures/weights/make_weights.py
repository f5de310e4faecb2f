"""Writes weight files with NumPy and with Python's safetensors, and checks that Python reads what nbrun wrote.

    pip install numpy safetensors
    python3 Tests/Fixtures/weights/make_weights.py
"""

import os

import numpy as np
from safetensors.numpy import load_file, save_file

HERE = os.path.dirname(os.path.abspath(__file__))


def path(name):
    return os.path.join(HERE, name)


VALUES = {
    "W1": np.array([[0.1, -2.5, 1e-310, np.inf], [-0.0, 3.0, -np.inf, 1 / 3]]),
    "b1": np.array([1.5, -7.25, 1e300, 2.0**-1074]),
    "W2": np.arange(8, dtype=np.float64).reshape(4, 2) / 7,
    "b2": np.array([0.5, np.nan]),
}
SINGLE = {name: np.clip(value, -1e30, 1e30).astype(np.float32) for name, value in VALUES.items()}

save_file(VALUES, path("python_f64.safetensors"), metadata={"made": "by \"Python\""})
save_file(SINGLE, path("python_f32.safetensors"))
save_file({"half": np.array([1.5, -65504, 6e-8, np.inf], np.float16), "count": np.array([[1, -2]], np.int64),
           "flags": np.array([True, False])}, path("python_types.safetensors"))
np.savez(path("stored.npz"), **VALUES)
np.savez_compressed(path("deflated.npz"), **SINGLE)
np.savez(path("orders.npz"), big=VALUES["W1"].astype(">f8"), fortran=np.asfortranarray(VALUES["W2"]),
         cube=np.asfortranarray(np.arange(24, dtype=">i4").reshape(2, 3, 4)), scalar=np.float32(2.5))
np.save(path("flat.npy"), np.concatenate([value.ravel() for value in VALUES.values()]))
np.save(path("words.npy"), np.array(["no", "numbers"]))

for name, values in (("nbrun_f64.safetensors", VALUES), ("nbrun_f32.safetensors", SINGLE)):
    if os.path.exists(path(name)):
        loaded = load_file(path(name))
        assert loaded.keys() == values.keys()
        for key, value in values.items():
            assert loaded[key].dtype == value.dtype and loaded[key].shape == value.shape
            assert loaded[key].tobytes() == value.tobytes(), key
        print(name, "is read as it was written")
