#!/usr/bin/env python3
"""Sets the pictures of a boundary that grows side by side, for the head of the README.

    python3 Tests/Pictures/strip.py           # writes notebooks/growing.svg from the pictures of notebooks/growing.md
    python3 Tests/Pictures/strip.py --check   # says whether it is so already; status 1 if not
"""
import pathlib
import re
import sys

NOTEBOOKS = pathlib.Path(__file__).resolve().parents[2] / "notebooks"
STRIP = NOTEBOOKS / "growing.svg"
PICTURES = [("start-1-1", 0), ("wedges-2-1", 10), ("turning-3-1", 40), ("spirals-4-1", 200)]
SIDE, GAP, FOOT = 210, 13, 46


def frame(svg):
    """The place of the square that a picture's axes enclose: x, y, side."""
    left, top, bottom, right = map(float, re.search(r'class="a" fill="none" d="M(\S+) (\S+)V(\S+)H(\S+)V', svg).groups())
    assert abs((bottom - top) - (right - left)) < 0.01, "the axes enclose no square"
    return left, top, right - left


def strip():
    style, columns, told = "", [], []
    for index, (name, step) in enumerate(PICTURES):
        svg = (NOTEBOOKS / "growing_files" / f"{name}.svg").read_text()
        style = re.search(r"<style>.*?</style>", svg, re.DOTALL).group()
        marks = svg[svg.index("</style>") + len("</style>") : svg.rindex("</svg>")].strip()
        share = float(re.search(r"([0-9.]+) % of", svg).group(1))
        x, y, side = frame(svg)
        left = index * (SIDE + GAP)
        columns.append(
            f'<svg x="{left}" y="0" width="{SIDE}" height="{SIDE}" viewBox="{x:g} {y:g} {side:g} {side:g}">\n{marks}\n</svg>\n'
            f'<text x="{left + SIDE / 2:g}" y="{SIDE + 20}" text-anchor="middle">step {step}</text>\n'
            f'<text x="{left + SIDE / 2:g}" y="{SIDE + 38}" text-anchor="middle">{share:g} of 100 points right</text>'
        )
        told.append(f"{share:g} at step {step}")
    width, height = len(PICTURES) * (SIDE + GAP) - GAP, SIDE + FOOT
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        'font-family="system-ui,sans-serif" font-size="13">\n<title>The boundary of a network while it learns three spirals'
        f"</title>\n<desc>Points on their side of 100: {', '.join(told)}.</desc>\n{style}\n"
    )
    return head + "\n".join(columns) + "\n</svg>\n"


if sys.argv[1:] == ["--check"]:
    if not STRIP.exists() or STRIP.read_text() != strip():
        sys.exit("notebooks/growing.svg is not made of the pictures there are: python3 Tests/Pictures/strip.py")
elif sys.argv[1:]:
    sys.exit(__doc__)
else:
    STRIP.write_text(strip())
