#!/usr/bin/env python3
"""Records what the C library's `log` gives for 20 million numbers, into stream_log.txt.

    python3 Tests/Fixtures/make_stream_log.py

To be run where glibc takes its variant for processors with fused multiply-add, as NumPy's normals are made with it: on
any x86-64 processor since 2013, or on arm64. A line is a block of a million numbers drawn with
`numpy.random.RandomState(7)`: its kind (`unit`, the numbers themselves, or `near`, numbers around 1) and the sum of the
bits of the logarithms, each times an odd number, modulo 2^64.
"""

import math
from pathlib import Path

import numpy as np

BLOCK = 1_000_000
stream = np.random.RandomState(7)
odd = 2 * np.arange(BLOCK, dtype=np.uint64) + 1
lines = []
for block in range(20):
    kind = "near" if block % 4 == 3 else "unit"
    x = stream.random_sample(BLOCK)
    x = 0.9375 + x * 0.14 if kind == "near" else np.maximum(x, 2.0**-53)
    # math.log calls the C library's; NumPy's own vector code is another.
    logarithms = np.array([math.log(value) for value in x])
    lines.append(f"{kind} {int((logarithms.view(np.uint64) * odd).sum()):016x}")
(Path(__file__).resolve().parent / "stream_log.txt").write_text("\n".join(lines) + "\n")
