"""Records what NumPy's legacy generator draws, for the tests of the random stream.

Run with NumPy 2:  python3 make_numpy_stream.py > numpy_stream.txt

Every line is one draw, in the order in which the generator makes them: the kind, its arguments, and the values. Real
numbers stand as the 16 hexadecimal digits of their bits. `seed` starts the generator again.
"""

import struct

import numpy as np


def bits(values):
    return " ".join(struct.pack(">d", value).hex() for value in np.ravel(values))


def words(values):
    return " ".join(str(int(value)) for value in values)


for seed in (0, 1, 8, 42, 12345, 2**31, 2**32 - 1):
    np.random.seed(seed)
    print("seed", seed)
    print("rand 200", ":", bits(np.random.rand(200)))
    print("randn 301", ":", bits(np.random.randn(301)))
    # The normal value kept by the odd number above survives everything but a seed.
    print("rand 3", ":", bits(np.random.rand(3)))
    print("choice 10 20", ":", words(np.random.choice(10, 20)))
    print("choice 1 5", ":", words(np.random.choice(1, 5)))
    print("choice 8000 30", ":", words(np.random.choice(8000, 30)))
    print("randn 2", ":", bits(np.random.randn(2)))
    print("sample 50 10", ":", words(np.random.choice(50, 10, replace=False)))
    print("permutation 40", ":", words(np.random.permutation(40)))
    print("permutation 1", ":", words(np.random.permutation(1)))
    order = np.arange(33)
    np.random.shuffle(order)
    print("shuffle 33", ":", words(order))
    print("rand 2", ":", bits(np.random.rand(2)))
    print("randn 1", ":", bits(np.random.randn(1)))
    np.random.seed(seed)
    print("seed", seed)
    print("randn 2", ":", bits(np.random.randn(2)))
