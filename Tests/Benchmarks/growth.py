#!/usr/bin/env python3
"""Measures how the time of nbrun grows with its work: with cells, commands, layers, rows, mistakes and changed lines.

    python3 Tests/Benchmarks/growth.py                        # builds a release nbrun and measures all
    python3 Tests/Benchmarks/growth.py -n NBRUN               # measures this one
    python3 Tests/Benchmarks/growth.py -n NBRUN layers check  # rows whose name or action contains one of these words

Each row is a notebook that is made in a temporary folder at five sizes, each twice as large as the one before; each is
run twice, and the faster run counts. Seconds are those of the processor, so what else runs on the machine matters little.
The exponent is the slope of the logarithms of the three largest sizes, the time that the program takes to start
subtracted: 1 is time that grows with the work, 2 is time that grows with its square. The exit status is 1 if a row takes
2 s or more at its largest size, or has an exponent above 1.2.
"""

import argparse
import math
import os
import pathlib
import resource
import signal
import subprocess
import sys
import tempfile
import threading

MOST_SECONDS = 2.0
MOST_EXPONENT = 1.2
# A run that takes so long has missed every limit, and larger ones are not tried.
PATIENCE = 30
# Below this the noise of a start is most of what is measured.
LEAST_SECONDS = 0.03

ROOT = pathlib.Path(__file__).resolve().parents[2]


def cell(*lines, header=""):
    return "```nnb" + (" " + header if header else "") + "\n" + "\n".join(lines) + "\n```\n"


def repeated(count, line):
    return [line.format(i=i, j=i % 10) for i in range(count)]


XOR = ["data xor", "layer affine 2 2", "layer sigmoid", "layer affine 2 1", "loss mse"]

ROWS = []


def row(name, largest, lint=0, run=0, check=None, options=(), before_check=None):
    """A notebook of some size: the largest, and the exit statuses that it is to have; None for what is not measured."""

    def add(make):
        ROWS.append((name, largest, make, {"lint": lint, "run": run, "check": check}, list(options), before_check))
        return make

    return add


def cells_of(name, largest, line, before=(), **more):
    row(name, largest, **more)(lambda n: {"a.nnb": cell(*before) * bool(before) + "".join(
        cell(text) for text in repeated(n, line))})


def commands_of(name, largest, line, before=(), **more):
    row(name, largest, **more)(lambda n: {"a.nnb": cell(*before, *repeated(n, line))})


cells_of("cells of let", 20_000, "let a{i} {i}", check=0)
cells_of("cells of show", 20_000, "show loss", ["seed 1", *XOR], check=0)
cells_of("cells with prose", 20_000, "digits {j}\n```\n\nSome *prose* about `it`, and more.\n\n```nnb\nseed {i}", check=0)
commands_of("let", 100_000, "let a{i} {i}", check=0)
commands_of("let and its use", 50_000, "let a{i} {i}\nseed $a{i}", check=0)
commands_of("let again", 100_000, "let a {i}", check=0)
commands_of("show", 20_000, "show loss", ["seed 1", *XOR], check=0)
commands_of("set", 50_000, "set W1[1,2] 0.{i}", ["seed 1", *XOR], check=0)
commands_of("digits", 100_000, "digits {j}", check=0)
commands_of("precision", 100_000, "precision float32", check=0)
commands_of("undo and redo", 20_000, "digits {j}\nundo\nredo", check=0)
row("digits, undone", 50_000, check=0)(lambda n: {"a.nnb": cell(*repeated(n, "digits {j}"), "undo")})
commands_of("seed, undo", 50_000, "seed {i}\nundo", check=0)
commands_of("comments", 100_000, "# a comment {i}", check=0)
commands_of("layers of one size", 100_000, "layer affine 1 1", run=None)
commands_of("layers without sizes", 100_000, "layer relu", ["layer affine 2 2"], run=None)
# A network is one stretch of memory, which every layer that is added to it copies: up to here that is little beside the rest.
commands_of("layers, drawn", 2_000, "layer affine 1 1", check=0)
commands_of("train", 5_000, "train 1 lr 0.1", ["seed 1", *XOR], check=0)
commands_of("keep", 2_000, "keep run{i}", ["seed 1", *XOR, "train 10 lr 0.1"], check=0)
commands_of("keep of one name", 5_000, "keep run", ["seed 1", *XOR, "train 10 lr 0.1"], check=0)
commands_of("expect", 20_000, "expect loss < 10", ["seed 1", *XOR], check=0)
commands_of("lines joined by a backslash", 100_000, "seed \\\n{i}", check=0)


@row("history", 50_000, check=0)
def _(n):
    return {"a.nnb": cell(*repeated(n, "let a{j} {i}")) + cell("history")}


@row("rows in a notebook", 100_000, check=0)
def _(n):
    return {"a.nnb": cell("data rows", *repeated(n, "{i} {j} -> 1"), "end")}


@row("rows of a CSV file", 800_000, check=0)
def _(n):
    return {"a.nnb": cell('data csv "a.csv"'), "a.csv": "\n".join(repeated(n, "{i}.5,{j},1")) + "\n"}


@row("rows shown in full", 50_000, check=0)
def _(n):
    return {"a.nnb": cell('data csv "a.csv"', "show data full"), "a.csv": "\n".join(repeated(n, "{i}.5,{j},1")) + "\n"}


@row("parameters set in a block", 50_000, check=0)
def _(n):
    return {"a.nnb": cell("seed 1", f"layer affine {n} 2", "set W1", *repeated(n, "0.{i} 0.{j}"), "end")}


@row("values expected in a block", 50_000, check=0)
def _(n):
    rows = repeated(n, "0.{i} 0.{j}")
    return {"a.nnb": cell("seed 1", f"layer affine {n} 2", "set W1", *rows, "end", "expect W1", *rows, "end")}


row("cells that fail as they are to", 20_000, check=0)(
    lambda n: {"a.nnb": cell("seed 1") + "".join(cell(f"expect digest = {i}", header="expect=error") for i in range(n))})
cells_of("cells that fail", 20_000, "expect loss < 0", ["seed 1", *XOR], run=1, options=["--on-error", "continue"])
cells_of("cells of unknown words", 50_000, "trian {i}", lint=2, run=None)
commands_of("unknown words", 100_000, "trian {i}", lint=2, run=None)
commands_of("words with a digit more", 100_000, "let a{i}", lint=2, run=None)
commands_of("wrong shapes", 100_000, "layer affine 3 2", ["layer affine 2 2"], lint=2, run=None)
commands_of("unknown names", 100_000, "seed $b{i}", lint=2, run=None)
row("unknown names among many", 100_000, lint=2, run=None)(
    lambda n: {"a.nnb": cell(*repeated(n // 2, "let a{i} 1"), *repeated(n // 2, "seed $b{i}"))})
row("unclosed blocks", 100_000, lint=2, run=None)(lambda n: {"a.nnb": cell(*repeated(n, "repeat 1"))})
row("ends without a block", 100_000, lint=2, run=None)(lambda n: {"a.nnb": cell(*repeated(n, "end"))})
row("headers that are wrong", 50_000, lint=2, run=None)(
    lambda n: {"a.nnb": "".join(cell("seed 1", header=f"same b{i} x=y") for i in range(n))})


def with_report(change):
    """A report of a table, its recorded form changed before it is checked."""

    def make(n):
        return {"a.nnb": cell('data csv "a.csv"', "show data full"), "a.csv": "\n".join(repeated(n, "{i}.5,{j},1")) + "\n"}

    return make, change


def changing(name, largest, change):
    make, change = with_report(change)
    row(name, largest, lint=None, run=None, check=3, before_check=change)(make)


def change_rows(lines):
    return [line.replace(".5000", ".2500") for line in lines]


def change_every_other(lines):
    return [line.replace(".5000", ".2500") if i % 2 else line for i, line in enumerate(lines)]


def change_all(lines):
    start = next(i for i, line in enumerate(lines) if line.startswith("<!-- nnb:output"))
    body = [f"line {i}" for i in range(start + 1, len(lines) - 2)]
    return lines[: start + 1] + body + lines[-2:]


def twice(lines):
    start = next(i for i, line in enumerate(lines) if line.startswith("| --"))
    rows = lines[start + 1 : -2]
    return lines[: start + 1] + rows + rows + lines[-2:]


def move_one(lines):
    return lines[:12] + lines[13:-4] + [lines[12]] + lines[-4:]


def shuffle(lines):
    start = next(i for i, line in enumerate(lines) if line.startswith("| --")) + 1
    rows = lines[start:-2]
    return lines[:start] + [rows[i * 7919 % len(rows)] for i in range(len(rows))] + lines[-2:]


changing("changed rows", 40_000, change_rows)
changing("every other row changed", 40_000, change_every_other)
changing("all lines changed", 40_000, change_all)
changing("a record twice as long", 40_000, twice)
changing("a row that moved", 40_000, move_one)
changing("rows in another order", 40_000, shuffle)

row("lines of prose", 400_000, check=0)(lambda n: {"a.nnb": cell("seed 1") + "\n" + "Some *prose*, and `code`.\n" * n})
row("paragraphs", 100_000, check=0)(lambda n: {"a.nnb": cell("seed 1") + "\n" + "Some *prose*, and `code`.\n\n" * n})
row("list items", 100_000, check=0)(lambda n: {"a.nnb": cell("seed 1") + "\n" + "- an item\n" * n})
row("nested quotes", 1_000, check=0)(lambda n: {"a.nnb": cell("seed 1") + "\n" + "> " * n + "a\n"})
row("one line of prose", 1_000_000, check=0)(lambda n: {"a.nnb": cell("seed 1") + "\n" + "a " * (n // 2) + "\n"})
row("a comment in one line", 1_000_000, check=0)(lambda n: {"a.nnb": cell("seed 1 # " + "a " * (n // 2))})
row("a string in one line", 1_000_000, lint=2, run=None)(lambda n: {"a.nnb": cell('let a "' + "a " * (n // 2) + '"')})
row("an unclosed string", 1_000_000, lint=2, run=None)(lambda n: {"a.nnb": cell('let a "' + "a " * (n // 2))})
row("a word in one line", 1_000_000, lint=2, run=None)(lambda n: {"a.nnb": cell("a" * n)})
row("symbols in one line", 1_000_000, lint=2, run=None)(lambda n: {"a.nnb": cell("<" * n)})
row("characters that mean nothing", 1_000_000, lint=2, run=None)(lambda n: {"a.nnb": cell("%" * n)})
row("numbers in one line", 100_000, lint=2, run=None)(lambda n: {"a.nnb": cell("seed " + "1 " * n)})
row("numbers in one row", 100_000, check=0)(lambda n: {"a.nnb": cell("data rows", "1 " * n + "-> 1", "end")})
row("values of one variable", 10_000)(
    lambda n: {"a.nnb": cell(*XOR, "sweep a " + " ".join(map(str, range(n))), "seed $a", "end")})
row("blocks in blocks", 50_000, lint=2, run=None)(lambda n: {"a.nnb": cell(*["repeat 1"] * n, "seed 1", *["end"] * n)})
row("blocks one after the other", 20_000, check=0)(
    lambda n: {"a.nnb": cell(*["repeat 2\nseed 1\nend"] * n)})
row("commands repeated", 10_000, check=0)(
    lambda n: {"a.nnb": cell(f"repeat {n // 10}\nrepeat 10\nlet a 1\nend\nend")})
row("commands in a block", 50_000, check=0)(
    lambda n: {"a.nnb": cell("repeat 1", *repeated(n, "let a{i} {i}"), "end")})
row("runs of a sweep", 10_000, check=0)(
    lambda n: {"a.nnb": cell("seed 1", *XOR, f"sweep a 1..{n}", "train 1 lr $a", "end", "show sweep")})
row("runs of a sweep by seed", 10_000, check=0)(
    lambda n: {"a.nnb": cell(f"sweep seed 1..{n}", "seed $seed", *XOR, "train 1 lr 1", "end", "show sweep")})
row("runs of a sweep of two names", 10_000, check=0)(
    lambda n: {"a.nnb": cell("seed 1", *XOR, f"sweep a 1..{n // 10} b 1..10", "batch $b", "train 1 lr $a", "end",
                             "show sweep runs")})
row("sweeps", 2_000, check=0)(
    lambda n: {"a.nnb": cell("seed 1", *XOR, *["sweep a 1 2\ntrain 1 lr $a\nend"] * n)})
row("notebooks run by name", 10_000, check=0)(
    lambda n: {"a.nnb": cell(*['run "b.nnb"'] * n), "b.nnb": cell("seed 1", "let a 2")})
row("files of weights saved", 2_000, check=0)(
    lambda n: {"a.nnb": cell("seed 1", *XOR, *repeated(n, 'save "w{j}.safetensors"'))})
row("files of weights named", 20_000, run=None)(
    lambda n: {"a.nnb": cell("seed 1", *XOR, *repeated(n, 'save "w{i}.safetensors"'))})


def timed(command, folder, status):
    """The processor's seconds and the megabytes of a run; no seconds if it did not end in time."""
    child = subprocess.Popen(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE)))
    errors = []
    reader = threading.Thread(target=lambda: errors.append(child.stderr.read()))
    reader.start()
    _, ended, usage = os.wait4(child.pid, 0)
    reader.join()
    child.returncode = os.waitstatus_to_exitcode(ended)
    if child.returncode in (-signal.SIGKILL, -signal.SIGXCPU):
        return None, 0
    if child.returncode != status:
        text = errors[0].decode(errors="replace")[:500]
        raise SystemExit(f"{' '.join(command)} ended with {child.returncode} and not {status}:\n{text}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * (1 if sys.platform == "linux" else 1 / 1024) / 1024


def faster(command, folder, status):
    first = timed(command, folder, status)
    return min(first, timed(command, folder, status)) if first[0] is not None and first[0] < 5 else first


def slope(points):
    """The slope of the line through the logarithms of some points, by least squares."""
    xs, ys = [math.log(x) for x, _ in points], [math.log(y) for _, y in points]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys)) / sum((x - mean_x) ** 2 for x in xs)


def prepare(nbrun, folder, make, size, options, action, before_check):
    """Writes the files of a size; for a check the report too, as it is to be found."""
    for name, text in make(size).items():
        (folder / name).write_text(text)
    if action != "check":
        return True
    (folder / "a.md").unlink(missing_ok=True)
    try:
        subprocess.run([nbrun, "run", "a.nnb", "-o", "a.md", "--figures", "text", "-q", *options], cwd=folder,
                       stdin=subprocess.DEVNULL, capture_output=True, timeout=2 * PATIENCE)
    except subprocess.TimeoutExpired:
        return False
    if before_check:
        lines = (folder / "a.md").read_text().splitlines()
        (folder / "a.md").write_text("\n".join(before_check(lines)) + "\n")
    return True


def measure(nbrun, start, name, largest, make, status, options, before_check, action):
    """One row of the table, and whether it holds the limits."""
    times = []
    megabytes = 0
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        for size in [max(1, largest >> shift) for shift in (4, 3, 2, 1, 0)]:
            if not prepare(nbrun, folder, make, size, options, action, before_check):
                times.append((size, None))
                break
            file = "a.md" if action == "check" else "a.nnb"
            command = [nbrun, action, file] + ([] if action == "lint" else ["-q"]) + (options if action == "run" else [])
            seconds, megabytes = faster(command, folder, status)
            times.append((size, seconds))
            if seconds is None:
                break
    last = times[-1][1]
    points = [(size, seconds - start) for size, seconds in times if seconds is not None and seconds - start > LEAST_SECONDS]
    exponent = slope(points[-3:]) if len(points) > 1 else None
    is_fast = last is not None and last < MOST_SECONDS
    holds = is_fast and (exponent is None or len(points) < 3 or exponent <= MOST_EXPONENT)
    shown = " ".join(f"over {PATIENCE}" if seconds is None else f"{seconds:.2f}" for _, seconds in times)
    return [name, action, f"{times[0][0]:,} to {times[-1][0]:,}", shown,
            "" if exponent is None else f"{exponent:.2f}", f"{megabytes:.0f}", "yes" if holds else "**no**"], holds


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-n", "--nbrun", help="a release nbrun; built here unless said")
    parser.add_argument("words", nargs="*", help="measure the rows whose name or action contains one of these")
    arguments = parser.parse_args()
    nbrun = arguments.nbrun
    if nbrun is None:
        build = ["swift", "build", "--configuration", "release", "--product", "nbrun"]
        subprocess.run(build, cwd=ROOT, check=True, stdout=sys.stderr)
        nbrun = subprocess.run(
            build[:4] + ["--show-bin-path"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip() + "/nbrun"
    nbrun = str(pathlib.Path(nbrun).resolve())

    with tempfile.TemporaryDirectory() as place:
        (pathlib.Path(place) / "a.nnb").write_text(cell("seed 1"))
        start = min(timed([nbrun, "lint", "a.nnb"], place, 0)[0] for _ in range(5))

    print(f"Start of the program: {start:.3f} s.\n")
    print("| what | action | sizes | seconds | exponent | MB | holds |")
    print("| --- | --- | ---: | ---: | ---: | ---: | --- |", flush=True)
    missed = measured = 0
    for name, largest, make, statuses, options, before_check in ROWS:
        for action, status in statuses.items():
            wanted = not arguments.words or any(word in name or word == action for word in arguments.words)
            if status is None or not wanted:
                continue
            cells, holds = measure(nbrun, start, name, largest, make, status, options, before_check, action)
            missed += not holds
            measured += 1
            print("| " + " | ".join(cells) + " |", flush=True)
    if measured == 0:
        sys.exit("no row has one of these words")
    print(f"\n{missed} of the rows miss a limit." if missed else "\nAll rows hold the limits.")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
