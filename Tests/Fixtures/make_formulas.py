#!/usr/bin/env python3
"""Writes formulas.txt: what formulas give by Python's own parser and by NumPy, for FormulaTests and FunctionDataTests.

Run it with NumPy 2; the tests themselves need only its output:

    python3 Tests/Fixtures/make_formulas.py        writes formulas.txt beside itself

The fields of a line are separated by tabs; numbers are hexadecimal, as float.hex writes them:

    formula   text  x1  x2  x3  value      200 random ones, evaluated by Python with ** for ^
    function  name  x  value               NumPy's
    power     x  y  value                  NumPy's x ** y for y that are not whole
    drawn     seed  lower  upper  noise  and then five rows of two inputs, and five normal numbers times the noise
"""

import pathlib
import random

import numpy as np


class Skip(Exception):
    """A value that the language does not take, or of which the bits are no rule."""


class Value(float):
    """A finite float that stays one, whose whole powers are made by the multiplications that the language promises."""

    def __new__(cls, value):
        made = super().__new__(cls, value)
        if not np.isfinite(made):
            raise Skip  # a constant must be finite
        return made

    def __pow__(self, exponent):
        if exponent != int(exponent):
            raise Skip
        count = abs(int(exponent))
        if count == 0:
            return Value(1)
        result = float(self)
        for digit in bin(count)[3:]:
            result *= result
            if digit == "1":
                result *= float(self)
        return Value(1 / result if exponent < 0 else result)

    def __add__(self, other): return Value(float(self) + float(other))
    def __sub__(self, other): return Value(float(self) - float(other))
    def __mul__(self, other): return Value(float(self) * float(other))
    def __truediv__(self, other): return Value(float(self) / float(other))
    def __neg__(self): return Value(-float(self))
    def __pos__(self): return self


def operand(draw, depth):
    """The tokens of one operand."""
    kind = draw.random()
    if depth < 3 and kind < 0.25:
        return ["("] + chain(draw, depth + 1) + [")"]
    if kind < 0.6:
        return [f"x{draw.randint(1, 3)}"]
    return [draw.choice(["2", "3", "0.5", ".25", "1e-1", "7", "10.", "1.5E+1"])]


def chain(draw, depth):
    """The tokens of operands with operators between them, and signs before some."""
    tokens = []
    for place in range(draw.randint(2, 4)):
        if place > 0:
            tokens.append(draw.choice("+-*/"))
        tokens += ["-"] * (draw.random() < 0.25) + ["+"] * (draw.random() < 0.05)
        tokens += operand(draw, depth)
        while draw.random() < 0.25:
            tokens += ["^"] + ["-"] * (draw.random() < 0.2) + [draw.choice(["2", "3", "1", "0"])]
    return tokens


def formulas():
    """Formulas with inputs, and Python's value of each."""
    draw = random.Random(1)
    count = 0
    while count < 200:
        tokens = chain(draw, 0)
        inputs = [draw.choice([-1, 1]) * draw.uniform(0.2, 3) for _ in range(3)]
        names = {f"x{place + 1}": Value(value) for place, value in enumerate(inputs)}
        python = " ".join(
            "**" if token == "^" else f"Value('{token}')" if token[0] in ".0123456789" else token for token in tokens)
        if not any(token in names for token in tokens):
            continue
        try:
            value = float(eval(python, {"Value": Value, **names}))
        except (Skip, ZeroDivisionError, OverflowError):
            continue
        if not np.isfinite(value):
            continue
        count += 1
        yield "formula", "".join(token + " " * draw.randint(0, 1) for token in tokens).strip(), *inputs, value


def functions():
    """Values of functions at random places, and at some that matter."""
    draw = np.random.RandomState(2)
    sigmoid = lambda x: 1 / (1 + np.exp(-np.longdouble(x)))
    # The longer type of NumPy, rounded once, is right to half a unit in the last place.
    table = {
        "sin": np.sin, "cos": np.cos, "tan": np.tan, "exp": np.exp, "log": np.log, "sqrt": np.sqrt, "abs": np.abs,
        "tanh": np.tanh, "sigmoid": sigmoid, "sign": np.sign, "floor": np.floor,
    }
    for name, function in table.items():
        places = np.concatenate([draw.uniform(-10, 10, 40), draw.uniform(-0.5, 0.5, 20), [0.5, 1, 2, -2]])
        if name in ("sin", "cos", "tan"):
            places = np.concatenate([places, draw.uniform(-1e6, 1e6, 20)])
        if name in ("log", "sqrt"):
            places = np.abs(places)
        for x in places:
            yield "function", name, float(x), float(np.float64(function(np.longdouble(x))))


def powers():
    """Powers whose exponents are not whole."""
    draw = np.random.RandomState(3)
    for x, y in zip(draw.uniform(0.01, 20, 60), draw.uniform(-5, 5, 60)):
        yield "power", float(x), float(y), float(np.float64(np.longdouble(x) ** np.longdouble(y)))


def drawn():
    """The inputs and the noise of small data sets."""
    for seed, lower, upper, noise in [(0, -1, 1, 0.1), (7, 0.1, 0.7, 0.5), (4294967295, -3, 1000, 2)]:
        stream = np.random.RandomState(seed)
        inputs, normals = stream.uniform(lower, upper, (5, 2)), stream.normal(0, noise, 5)
        yield "drawn", str(seed), float(lower), float(upper), float(noise), *map(float, inputs.ravel()), *map(
            float, normals)


def main():
    lines = [line for part in (formulas(), functions(), powers(), drawn()) for line in part]
    text = "".join(
        "\t".join(field.hex() if isinstance(field, float) else field for field in line) + "\n" for line in lines)
    (pathlib.Path(__file__).parent / "formulas.txt").write_text(text)


main()
