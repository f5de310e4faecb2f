#!/usr/bin/env python3
"""Writes elementary.txt: exact values of exp, log, tanh and sigmoid, for ElementaryFunctionTests.

Run it with mpmath 1.3 installed (pip install mpmath); the tests themselves need only its output:

    python3 Tests/Fixtures/make_elementary.py                  writes elementary.txt beside itself
    python3 Tests/Fixtures/make_elementary.py --coefficients   prints the polynomials of elementary.h

Each line holds five fields:

    function  type  input bits  bits of the correctly rounded value  offset

The offset is the exact value minus the rounded one, in units in the last place of the exact value's
binade (of the subnormal spacing below the normal numbers). The word "exact" in its place asks for
exactly these bits: infinities, NaN, zeros, and values such as exp(0) = 1. The output is the same in
every run.
"""

import pathlib
import random
import struct
import sys

import mpmath as mp

mp.mp.prec = 400


class Format:
    """An IEEE format: its name, precision, lowest normal exponent, and struct codes of value and bits."""

    def __init__(self, name, precision, value_code, bits_code):
        self.name, self.precision, self.value_code, self.bits_code = name, precision, value_code, bits_code
        self.width = 8 * struct.calcsize(value_code)
        self.high = 2 ** (self.width - precision - 1) - 1  # the highest exponent, and the bias
        self.low = 1 - self.high
        self.sign = 1 << (self.width - 1)
        self.infinity = (2 * self.high + 1) << (precision - 1)
        self.nan = self.infinity | 1 << (precision - 2)

    def value(self, bits):
        return struct.unpack("<" + self.value_code, struct.pack("<" + self.bits_code, bits))[0]

    def bits(self, value):
        """The bits of the nearest value of the format."""
        return self.round(mp.mpf(value))[0]

    def round(self, exact):
        """The bits of the nearest value, and the exact value's offset from it in its own ulps."""
        if exact == 0:
            return 0, mp.mpf(0)
        sign = self.sign if exact < 0 else 0
        size = abs(exact)
        exponent = max(mp.frexp(size)[1] - 1, self.low)
        unit = mp.mpf(2) ** (exponent - self.precision + 1)
        count = int(mp.nint(size / unit))
        # Significand and exponent fields side by side: a carry out of the one is right in the other.
        bits = count + ((exponent - self.low) << (self.precision - 1))
        offset = size / unit - count
        return (sign | min(bits, self.infinity)), (-offset if sign else offset)


F64 = Format("f64", 53, "d", "Q")
F32 = Format("f32", 24, "f", "I")


def sigmoid(x):
    return 1 / (1 + mp.exp(-x))


FUNCTIONS = {"exp": mp.exp, "log": mp.log, "tanh": mp.tanh, "sigmoid": sigmoid}


def expected(name, form, bits):
    """The expected bits for one input, and the offset field."""
    x = form.value(bits)
    if x != x or (name == "log" and x < 0):
        return form.nan, "exact"
    if abs(x) == float("inf") or x == 0 or (name == "log" and x == 1):
        one, half, infinity = form.bits(1), form.bits(0.5), form.infinity
        at_zero = {"exp": one, "log": form.sign | infinity, "tanh": bits, "sigmoid": half}
        at_infinity = {"exp": infinity, "log": infinity, "tanh": one, "sigmoid": one}
        at_minus_infinity = {"exp": 0, "tanh": form.sign | one, "sigmoid": 0}
        table = at_zero if x == 0 else at_infinity if x > 1 else at_minus_infinity
        return (0 if x == 1 else table[name]), "exact"
    rounded, offset = form.round(FUNCTIONS[name](mp.mpf(x)))
    return rounded, ("exact" if rounded & ~form.sign == form.infinity else f"{float(offset):.4f}")


def neighbours(form, value, reach=1):
    """The bits nearest to a value, and of the numbers up to `reach` places beside it."""
    bits = form.bits(value)
    return [bits + step for step in range(-reach, reach + 1)]


def inputs(name, form):
    """The inputs for one function: specials, every exponent, boundaries, and random values between."""
    source = random.Random(f"{name} {form.name}")
    uniform = lambda low, high: form.bits(source.uniform(float(low), float(high)))
    log2, precision = mp.log(2), form.precision
    specials = [0, 1, 2, 3, 1 << (precision - 1), (1 << (precision - 1)) - 1]
    specials += [form.infinity - 1, form.infinity, form.nan, form.infinity + 1, form.nan + 12345]
    chosen = specials + [form.sign | bits for bits in specials]
    for value in (1, 0.5, 2, 0.25, log2, log2 / 2, mp.sqrt(2), mp.sqrt(0.5), mp.e):
        chosen += neighbours(form, value) + neighbours(form, -value)
    # Every exponent in turn (every eighth of a double's), with a random significand.
    for field in range(0, 2 * form.high + 1, 8 if form is F64 else 1):
        fraction = source.getrandbits(precision - 1)
        sign = 0 if name == "log" else source.getrandbits(1) * form.sign
        chosen.append(sign | field << (precision - 1) | fraction)
    chosen += [source.getrandbits(source.randrange(1, precision)) for _ in range(20)]  # subnormal
    if name == "log":
        for power in (4, 8, 12, 16, 20, precision - 2):
            chosen += [form.bits(1 + source.uniform(-1, 1) * 2.0**-power) for _ in range(12)]
        chosen += [uniform(0.6, 1.6) for _ in range(150)]
        for exponent in range(form.low, form.high, form.high // 8):
            chosen += neighbours(form, mp.sqrt(0.5) * mp.mpf(2) ** exponent)
    else:
        scale = mp.mpf(1) / 2 if name == "tanh" else 1  # tanh reduces 2x
        ends = {"tanh": (precision + 1) * log2 / 2, "exp": (form.high + 1) * log2, "sigmoid": (precision + 1) * log2}
        chosen += neighbours(form, ends[name], 3) + neighbours(form, -ends[name], 3)
        for step in list(range(-12, 12)) + [20, 25, 26, 52, 53, 54, -20, -25, -26, -52, -53, -54]:
            chosen += neighbours(form, (step + mp.mpf(1) / 2) * log2 * scale)
        chosen += [uniform(-0.4, 0.4) for _ in range(80)] + [uniform(-4, 4) for _ in range(60)]
        chosen += [uniform(-1.1 * ends[name], 1.1 * ends[name]) for _ in range(60)]
        if name != "tanh":
            smallest = (form.low - precision) * log2  # half the smallest subnormal
            for value in (form.low * log2, smallest, smallest + log2):
                chosen += neighbours(form, value, 3)
            chosen += [uniform(smallest, form.low * log2) for _ in range(40)]
    return list(dict.fromkeys(chosen))


def write(path):
    with open(path, "w") as output:
        for name in FUNCTIONS:
            for form in (F64, F32):
                digits = form.width // 4
                for bits in inputs(name, form):
                    rounded, offset = expected(name, form, bits)
                    output.write(f"{name} {form.name} {bits:0{digits}x} {rounded:0{digits}x} {offset}\n")


def fit(function, weight, low, high, count, form):
    """The polynomial nearest to a function by weighted least squares at Chebyshev's points.

    Coefficients are rounded to the format one by one, the lowest first, and the rest fitted anew.
    Returns them with the largest weighted error."""
    points = [(low + high) / 2 + (high - low) / 2 * mp.cos(mp.pi * (2 * i + 1) / 240) for i in range(120)]
    weights, left = [weight(x) for x in points], [function(x) for x in points]
    rounded = []
    for power in range(count):
        rows = mp.matrix([[w * x**j for j in range(power, count)] for x, w in zip(points, weights)])
        right = mp.matrix([w * y for y, w in zip(left, weights)])
        best = mp.lu_solve(rows.T * rows, rows.T * right)[0]
        rounded.append(mp.mpf(form.value(form.bits(best))))
        left = [y - rounded[-1] * x**power for x, y in zip(points, left)]
    return rounded, max(abs(w * y) for w, y in zip(weights, left))


def print_coefficients():
    reach = mp.log(2) / 2 * mp.mpf("1.0001")
    far = ((mp.sqrt(2) - 1) / (mp.sqrt(2) + 1)) ** 2 * mp.mpf("1.0001")
    exp_part = lambda r: (mp.expm1(r) - r) / r**2
    log_part = lambda z: (2 * mp.atanh(mp.sqrt(z)) / mp.sqrt(z) - 2) / z
    for form, exp_count, log_count in ((F64, 11, 7), (F32, 6, 3)):
        for name, (values, error) in (
            ("exp", fit(exp_part, lambda r: abs(r) / mp.exp(r), -reach, reach, exp_count, form)),
            ("log", fit(log_part, lambda z: z / 2, mp.mpf(0), far, log_count, form)),
        ):
            print(name, form.name, "error 2^" + mp.nstr(mp.log(error, 2), 4))
            print("  " + " ".join(float(value).hex() for value in values))


if __name__ == "__main__":
    if sys.argv[1:] == ["--coefficients"]:
        print_coefficients()
    else:
        write(pathlib.Path(__file__).with_name("elementary.txt"))
