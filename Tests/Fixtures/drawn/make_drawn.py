"""Records the samples that the generators are to draw, by NumPy's legacy generator and Python's own sine and cosine.

Run with NumPy 2:  python3 make_drawn.py > drawn.txt

Every line is one set: shape, samples, classes, noise, seed, the checksum of all its values as multiples of 2^-20, and
the first row with enough to see as such multiples. The checksum begins with the offset basis of FNV-1a in 64 bits; every
value, row by row, as a 64-bit word is put in by exclusive or and a multiplication by the prime.
"""

import math
import pathlib
import re

import numpy as np

UNIT = 2.0**20


def rounded(value):
    """The nearest multiple of 2^-20, halves away from zero."""
    scaled = abs(value * UNIT)
    whole = math.floor(scaled)
    whole += scaled - whole >= 0.5
    return -int(whole) if value < 0 else int(whole)


def points(shape, samples, classes, noise, seed):
    np.random.seed(seed)
    if shape == "blobs":
        centres = [(2 * np.random.rand() - 1, 2 * np.random.rand() - 1) for _ in range(classes)]
    for row in range(samples):
        label, place = row % classes, row // classes
        of_class = len(range(label, samples, classes))
        share = place / (of_class - 1) if of_class > 1 else 0.0
        if shape == "spiral":
            turns = label / classes + 0.64 * share + noise * np.random.randn()
            yield share * math.sin(2 * math.pi * turns), share * math.cos(2 * math.pi * turns)
            continue
        if shape == "moons":
            x, y = math.cos(math.pi * share), math.sin(math.pi * share)
            if label == 1:
                x, y = 1 - x, 0.5 - y
        elif shape == "circles":
            angle = 2 * math.pi * place / of_class
            radius = 0.5 if label else 1.0
            x, y = radius * math.cos(angle), radius * math.sin(angle)
        else:
            x, y = centres[label]
        x += noise * np.random.randn()
        y += noise * np.random.randn()
        yield x, y


def glyphs():
    """The font as it stands in the source: ten glyphs of 7 lines of 5 points."""
    root = pathlib.Path(__file__).resolve().parents[3]
    source = (root / "Sources/Datasets/Generators/Digits.swift").read_text()
    lines = re.findall(r'"([ #]{5})"', source)
    assert len(lines) == 70
    return np.array([[point == "#" for point in line] for line in lines], float).reshape(10, 7, 5)


def digits(samples, noise, seed):
    font = np.pad(glyphs(), ((0, 0), (9, 9), (9, 9)))  # white all around
    np.random.seed(seed)
    for row in range(samples):
        width, height = 0.75 + 0.4 * np.random.rand(), 0.8 + 0.3 * np.random.rand()
        slant = 0.5 * (np.random.rand() - 0.5)
        move_x, move_y = 2 * np.random.rand() - 1, 1.4 * np.random.rand() - 0.7
        brightness = 0.65 + 0.35 * np.random.rand()
        pixels = []
        for line in range(8):
            for column in range(8):
                y = (line - 3.5 - move_y) / height
                x = (column - 3.5 - move_x) / width + slant * y + 2
                y += 3
                left, top = math.floor(x), math.floor(y)
                right, below = x - left, y - top
                (a, b), (c, d) = font[row % 10, top + 9 : top + 11, left + 9 : left + 11]
                upper, lower = a * (1 - right) + b * right, c * (1 - right) + d * right
                ink = (upper * (1 - below) + lower * below) * brightness + noise * np.random.randn()
                pixels.append(min(max(ink, 0.0), 1.0))
        yield pixels


def record(shape, samples, classes, noise, seed, rows):
    rows = [[rounded(value) for value in row] for row in rows]
    checksum = 0xCBF29CE484222325
    for value in (value for row in rows for value in row):
        checksum = ((checksum ^ (value % 2**64)) * 0x100000001B3) % 2**64
    shown = max(rows[: 2 * classes], key=lambda row: sum(value != 0 for value in row))
    print(shape, samples, classes, noise, seed, f"{checksum:016x}", rows.index(shown), *shown)


def main():
    for shape, several in [("spiral", (1, 2, 3, 7)), ("moons", (2,)), ("circles", (2,)), ("blobs", (1, 2, 4))]:
        for classes in several:
            for samples, noise, seed in [(classes + 1, 0.1, 1), (101, 0.0, 0), (300, 0.25, 2**32 - 1)]:
                record(shape, samples, classes, noise, seed, points(shape, samples, classes, noise, seed))
    for samples, noise, seed in [(10, 0.0, 0), (23, 0.1, 1), (200, 0.3, 42)]:
        record("digits", samples, 10, noise, seed, digits(samples, noise, seed))


if __name__ == "__main__":
    main()
