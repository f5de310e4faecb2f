"""Records files of tensors as Python writes them, and what Python reads in them, for the tests of WeightFiles.

Run with NumPy 2 and safetensors in this folder:  python3 make_weights.py

`values.txt` has a line for each tensor of each file: the file, the name, its precision, its extents (`-` for none),
a colon, and the values as the 16 hexadecimal digits of their bits in double precision. `written.safetensors` is what
our own writer should write; it is put together here byte by byte and then loaded by safetensors.
"""

import io
import json
import struct
import zipfile

import numpy as np
import safetensors
from safetensors.numpy import load_file, save_file

lines = []


def record(file, name, array):
    array = np.asarray(array)
    precision = "single" if array.dtype.kind == "f" and array.dtype.itemsize < 8 else "double"
    shape = "x".join(map(str, array.shape)) or "-"
    bits = " ".join(struct.pack(">d", float(value)).hex() for value in array.ravel(order="C"))
    lines.append(f"{file} {name} {precision} {shape}: {bits}".rstrip())


SPECIAL = [0.0, -0.0, 1.0, -1.5, np.pi, np.inf, -np.inf, np.nan]
TINY = {
    np.float64: [5e-324, -2.2250738585072009e-308, 2.2250738585072014e-308, 1.7976931348623157e308],
    np.float32: [1e-45, -1.1754942e-38, 1.17549435e-38, 3.4028235e38],
    np.float16: [6e-8, -6.098e-05, 6.104e-05, 65504.0],
}


def reals(dtype):
    return np.array(SPECIAL + TINY[dtype], dtype)


def integers(dtype):
    bounds = np.iinfo(dtype)
    return np.array([bounds.min, bounds.max, 0, 1, 100], dtype)


# --- safetensors
tensors = {
    "half": reals(np.float16).reshape(3, 4),
    "single": reals(np.float32).reshape(2, 2, 3),
    "double": reals(np.float64),
    "one": np.array(0.1, np.float64),
    "none": np.zeros((0, 3), np.float32),
    "größe": np.array([1, 2], np.float32),
    "flags": np.array([True, False, True]),
}
for bits in (8, 16, 32, 64):
    tensors[f"i{bits}"] = integers(np.dtype(f"i{bits // 8}"))
    tensors[f"u{bits}"] = integers(np.dtype(f"u{bits // 8}"))
save_file(tensors, "python.safetensors", metadata={"quote\"\n": "\\ü"})
with open("python.safetensors", "rb") as file:
    length = struct.unpack("<Q", file.read(8))[0]
    order = [name for name in json.loads(file.read(length)) if name != "__metadata__"]
for name in order:
    record("python.safetensors", name, load_file("python.safetensors")[name])

# NumPy has no bfloat16: its bits are the upper half of a float32's.
upper = np.array(SPECIAL + [1e-40, 3.38e38], np.float32).view(np.uint32) >> 16
with open("bfloat16.safetensors", "wb") as file:
    halves = upper.astype("<u2")
    brain = safetensors.TensorSpec(
        dtype="bfloat16", shape=[2, 5], data_ptr=halves.ctypes.data, data_len=halves.nbytes)
    file.write(safetensors.serialize({"brain": brain}))
record("bfloat16.safetensors", "brain", (upper << 16).astype(np.uint32).view(np.float32).reshape(2, 5))

# What our writer should write: doubles first in the data, the header in the order given and padded with spaces.
written = [
    ("W1", np.array([[0.5, -0.25, 1e-45], [np.inf, -0.0, 3.5]], np.float32)),
    ("b1", np.array(-2.5, np.float32)),
    ("größe \"\\\n\x01/", np.array([np.pi, 5e-324, -np.inf], np.float64)),
    ("none", np.zeros((0, 4), np.float64)),
]
data, places = b"", {}
for dtype in (np.float64, np.float32):
    for name, array in written:
        if array.dtype == dtype:
            places[name] = [len(data), len(data) + array.nbytes]
            data += array.tobytes()
header = {"__metadata__": {"format": "nbrun"}}
for name, array in written:
    kind = "F32" if array.dtype == np.float32 else "F64"
    header[name] = {"dtype": kind, "shape": list(array.shape), "data_offsets": places[name]}
text = json.dumps(header, separators=(",", ":"), ensure_ascii=False)
text = text.replace("\\n", "\\u000a").encode()
text += b" " * (-len(text) % 8)
with open("written.safetensors", "wb") as file:
    file.write(struct.pack("<Q", len(text)) + text + data)
loaded = load_file("written.safetensors")
assert sorted(loaded) == sorted(name for name, _ in written)
for name, array in written:
    assert loaded[name].dtype == array.dtype and loaded[name].shape == array.shape
    assert loaded[name].tobytes() == array.tobytes()
with safetensors.safe_open("written.safetensors", "np") as file:
    assert file.metadata() == {"format": "nbrun"}

# --- .npy
grid = np.arange(24).reshape(2, 3, 4)
arrays = {
    "f4": reals(np.float32),
    "f4-big": reals(np.float32).astype(">f4"),
    "f8": reals(np.float64).reshape(3, 4),
    "f8-big": reals(np.float64).astype(">f8"),
    "f2": reals(np.float16),
    "f2-big": reals(np.float16).astype(">f2"),
    "fortran": np.asfortranarray(grid[0].astype(np.float64)),
    "fortran-cube": np.asfortranarray(grid.astype(">i2")),
    "fortran-ones": np.asfortranarray(grid.reshape(1, 4, 1, 6, 1).astype(np.float32)),
    "number": np.array(-7.25),
    "empty": np.zeros((3, 0, 2), np.float32),
    "bool": np.array([[True], [False]]),
}
for bits in (8, 16, 32, 64):
    arrays[f"i{bits}"] = integers(np.dtype(f"<i{bits // 8}"))
    arrays[f"u{bits}"] = integers(np.dtype(f">u{bits // 8}"))
for name, array in arrays.items():
    np.save(f"{name}.npy", array)
    record(f"{name}.npy", name, array)
for major in (2, 3):
    with open(f"version{major}.npy", "wb") as file:
        np.lib.format.write_array(file, grid.astype(np.float32), version=(major, 0))
    record(f"version{major}.npy", f"version{major}", grid.astype(np.float32))

# Refused: fields, objects, and types that are no real numbers.
np.save("refused-fields.npy", np.zeros(2, [("a", "<f4"), ("b", "<i2")]))
np.save("refused-object.npy", np.array([None, 1], object), allow_pickle=True)
np.save("refused-complex.npy", np.array([1j]))
np.save("refused-text.npy", np.array(["a", "bc"]))
np.save("refused-time.npy", np.array(["2020-01-01"], "datetime64[D]"))

# --- .npz
network = {
    "W1": np.linspace(-1, 1, 12).reshape(3, 4),
    "b1": np.zeros(4, np.float32),
    "deep/W2": np.asfortranarray(np.arange(6.0).reshape(2, 3)),
    "steps": np.array(60000),
    "größe": np.array([1.5], np.float16),
}


def record_network(file):
    for name, array in network.items():
        record(file, name, array)


np.savez("stored.npz", **network)
np.savez_compressed("deflated.npz", **network)
np.savez("empty.npz")
record_network("stored.npz")
record_network("deflated.npz")


class Stream(io.RawIOBase):
    """A file that cannot seek: zipfile puts sizes and checksums behind the data then."""

    def __init__(self, path):
        self.file = open(path, "wb")

    def writable(self):
        return True

    def write(self, data):
        return self.file.write(data)


def write_network(archive):
    for name, array in network.items():
        buffer = io.BytesIO()
        np.save(buffer, array)
        member = zipfile.ZipInfo(f"{name}.npy")
        member.compress_type = archive.compression
        archive.writestr(member, buffer.getvalue())


with zipfile.ZipFile(Stream("streamed.npz"), "w", zipfile.ZIP_DEFLATED) as archive:
    write_network(archive)
    archive.comment = b"a comment"
record_network("streamed.npz")

# As archives above 4 GB are written: zipfile takes to ZIP64 where a size or an offset passes this bound.
zipfile.ZIP64_LIMIT = 100
with zipfile.ZipFile("zip64.npz", "w", zipfile.ZIP_STORED) as archive:
    write_network(archive)
record_network("zip64.npz")
zipfile.ZIP64_LIMIT = 2**31 - 1

with zipfile.ZipFile("refused-bzip2.npz", "w", zipfile.ZIP_BZIP2) as archive:
    write_network(archive)

for file in ("stored.npz", "deflated.npz", "streamed.npz", "zip64.npz"):
    with np.load(file) as archive:
        assert all(archive[name].tobytes() == np.asarray(array).tobytes() for name, array in network.items())

with open("values.txt", "w") as file:
    file.write("\n".join(lines) + "\n")
