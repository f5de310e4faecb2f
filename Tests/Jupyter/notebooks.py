#!/usr/bin/env python3
"""Takes notebooks to Jupyter's format and back, and edits them there: python3 notebooks.py PROGRAM FOLDER"""

import copy
import glob
import os
import shutil
import subprocess
import sys

import nbformat

nbrun, folder = sys.argv[1:]
mistakes = []
environment = {name: value for name, value in os.environ.items() if name != "CI"}


def run(*arguments, status=0):
    done = subprocess.run([nbrun, *arguments], capture_output=True, env=environment)
    if done.returncode != status:
        raise SystemExit(f"nbrun {' '.join(arguments)}: status {done.returncode}\n{done.stderr.decode()}")
    return done.stdout, done.stderr.decode()


def check(holds, what):
    if not holds:
        mistakes.append(what)


def saved(notebook, name="saved.ipynb"):
    """Writes a notebook as JupyterLab does, and gives its path."""
    path = os.path.join(folder, name)
    nbformat.write(notebook, path)
    return path


def imported(notebook):
    return run("import", saved(notebook))[0]


def kept(path):
    """The bytes of a notebook, or those of a report without its output blocks."""
    with open(path, "rb") as file:
        lines = file.read().splitlines(keepends=True)
    result, depth = [], 0
    for line in lines:
        if line.startswith(b"<!-- nnb:output"):
            depth = 1
            # The blank line before a block after a cell was there for it.
            if result and not result[-1].strip():
                result.pop()
        if not depth:
            result.append(line)
        if line.startswith(b"<!-- /nnb:output"):
            depth = 0
    return b"".join(result)


# There and back.
paths = sorted(glob.glob("notebooks/*.nnb") + glob.glob("notebooks/*.md") + glob.glob("Tests/Fixtures/failing/*.nnb"))
refused = 0
for path in paths:
    done = subprocess.run([nbrun, "export", path], capture_output=True, env=environment)
    if done.returncode == 2:
        # Its headers have mistakes.
        refused += 1
        continue
    notebook = nbformat.reads(done.stdout.decode(), as_version=4)
    nbformat.validate(notebook)
    with open(saved(notebook), "rb") as file:
        check(file.read() == done.stdout, f"{path}: Jupyter lays the file out in another way")
    back = imported(notebook)
    expected = open(path, "rb").read() if path.endswith(".nnb") else kept(path)
    check(back == expected, f"{path}: other bytes came back")
    for cell in notebook.cells:
        # An editor that knows no names for cells, runs them, and marks them for itself.
        del cell["id"]
        cell.metadata["editable"] = True
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [nbformat.v4.new_output("stream", text="x")], 7
    notebook.nbformat_minor = 4
    check(imported(notebook) == expected, f"{path}: other bytes came back from another editor")
    notebook.nbformat_minor = 5
check(len(paths) - refused > 100 and refused < 30, f"{refused} of {len(paths)} notebooks were refused")

# Edits.
text = b"# Small\n\n~~~nnb first\nseed 1\ndata xor\n~~~\n\n```nnb expect=error\ntrain 5\n```\n\nThe end.\n"
path = os.path.join(folder, "small.nnb")
with open(path, "wb") as file:
    file.write(text)
original = nbformat.reads(run("export", path)[0].decode(), as_version=4)
check(original.cells[1].id == "first" and original.cells[2].metadata.tags == ["raises-exception"], "names and tags")

notebook = copy.deepcopy(original)
notebook.cells.insert(2, nbformat.v4.new_code_cell("show data"))
check(imported(notebook) == text.replace(b"\n```nnb e", b"\n```nnb\nshow data\n```\n\n```nnb e"), "a cell that was inserted")
notebook = copy.deepcopy(original)
del notebook.cells[2]
check(imported(notebook) == text.replace(b"```nnb expect=error\ntrain 5\n```\n\n", b""), "a cell that was removed")
notebook = copy.deepcopy(original)
notebook.cells[1].source += "\nshow data"
check(imported(notebook) == text.replace(b"xor\n", b"xor\nshow data\n"), "a cell that was changed")
notebook = copy.deepcopy(original)
notebook.cells[2].metadata.tags = ["skip-execution"]
check(imported(notebook) == text.replace(b"expect=error", b"skip"), "a cell whose tags were changed")
notebook = copy.deepcopy(original)
notebook.cells[1:2] = [nbformat.v4.new_code_cell("seed 1"), nbformat.v4.new_code_cell("data xor")]
check(
    imported(notebook) == text.replace(b"~~~nnb first\nseed 1\ndata xor\n~~~", b"```nnb\nseed 1\n```\n\n```nnb\ndata xor\n```"),
    "a cell that was split")

# Reports: valid, their own records, and the same when they are run again.
shutil.copy("notebooks/iris.csv", folder)
for name in ["small", "xor", "gallery"]:
    source = path if name == "small" else f"notebooks/{name}.nnb"
    report = os.path.join(folder, f"{name}.ipynb")
    run("run", source, "-q", "-o", report)
    before = open(report, "rb").read()
    notebook = nbformat.reads(before.decode(), as_version=4)
    nbformat.validate(notebook)
    check(run("import", report)[0] == open(source, "rb").read(), f"{report}: its text is another one")
    run("check", "-q", report)
    run("run", report, "-q", "-o", report)
    check(open(report, "rb").read() == before, f"{report}: its report is another one")
    kinds = {output.output_type for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs}
    check(kinds == ({"error"} if name == "small" else {"display_data"}), f"{report}: {kinds}")
    # What the Markdown report shows is there, word for word.
    run("run", source, "-q", "--figures", "svg", "-o", os.path.join(folder, f"{name}.md"))
    markdown = open(os.path.join(folder, f"{name}.md")).read()
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            check(data.get("text/markdown", "") in markdown, f"{report}: {data.get('text/markdown')}")
            if "image/svg+xml" in data:
                pictures = glob.glob(os.path.join(folder, f"{name}_files", "*.svg"))
                check(any(open(p).read() == data["image/svg+xml"] for p in pictures), f"{report}: a picture is another one")

report = open(os.path.join(folder, "small.ipynb"), "rb").read()
piped = subprocess.run([nbrun, "--to", "ipynb"], input=report, capture_output=True, env=environment)
check(piped.returncode == 0 and piped.stdout == report, f"a notebook on standard input: {piped.stderr.decode()}")
for copy_of in ["small.ipynb", "small.nnb"]:
    for _ in range(2):
        run("run", os.path.join(folder, copy_of), "-q", "-o", os.path.join(folder, "copy.ipynb"))

# A number that moved is told by its cell, and what only Jupyter counts is none.
notebook = nbformat.read(os.path.join(folder, "small.ipynb"), as_version=4)
notebook.cells[1].execution_count = 99
run("check", "-q", saved(notebook))
failed = notebook.cells[2].outputs[0]
failed.traceback[0] = failed.traceback[0].replace("there", "where")
failed.evalue = "x"
done = run("check", "-q", saved(notebook), status=3)
check("cell 2, output line 1: " in done[1], f"what has changed is not told: {done[1]}")

# Mistakes are told by cell and line.
notebook = copy.deepcopy(original)
notebook.cells[1].source = "seed 1\n  data xxor"
done = run("lint", saved(notebook), status=2)
check("saved.ipynb: cell 1, line 2, column 8: error: " in done[1], f"the place is not told: {done[1]}")

# Nothing that somebody wrote is lost.
run("run", path, "-q", "-o", os.path.join(folder, "small.ipynb"))
notebook = nbformat.read(os.path.join(folder, "small.ipynb"), as_version=4)
notebook.cells[0].source = "# Mine"
mine = saved(notebook, "mine.ipynb")
run("run", path, "-q", "-o", mine, status=64)
run("run", mine, "-q", "-o", mine)
check(nbformat.read(mine, as_version=4).cells[0].source == "# Mine", "an edit was lost")
notebook = nbformat.read(os.path.join(folder, "small.ipynb"), as_version=4)
notebook.cells[0].metadata["tags"] = ["mine"]
run("run", path, "-q", "-o", saved(notebook, "tagged.ipynb"), status=64)
# Numbers of others, and a text that Python alone can hold, read and run into itself.
notebook = nbformat.read(os.path.join(folder, "small.ipynb"), as_version=4)
numbers = "[1.0, 1e5, 12345678901234567890, -0, 0.10]"
notebook.metadata["mine"] = "HERE"
numbered = saved(notebook, "numbered.ipynb")
before = open(numbered).read().replace('"HERE"', numbers)
with open(numbered, "w") as file:
    file.write(before)
run("run", numbered, "-q", "-o", numbered)
after = open(numbered).read()
check("".join(after.split()) == "".join(before.split()), "a number of somebody else was changed")
with open(numbered, "w") as file:
    file.write(before.replace(numbers, r'"\ud800"'))
check(run("import", numbered)[0] == text, "half of a surrogate pair")
run("export", path, "-o", mine, status=64)
run("import", mine, "-o", path, status=64)

# Nonsense.
for content in [b"", b"x", b"\x00", b"[" * 100000, b'{"a": "\\u+123"}', b'{"a": 1,}', b'{"nbformat": 5, "cells": []}', b"\xff\xfe"]:
    bad = os.path.join(folder, "bad.ipynb")
    with open(bad, "wb") as file:
        file.write(content)
    for command in ["import", "run", "lint", "check"]:
        done = run(command, bad, status=2)
        check(done[1].startswith(f"{bad}:") and ": error: it" in done[1] and len(done[1]) < 400, f"{content[:9]}: {done[1]}")
conflict = run("export", path)[0].replace(b"\n", b"\n<<<<<<< HEAD\n", 1)
with open(bad, "wb") as file:
    file.write(conflict)
check(f"{bad}:2:1: error: " in run("lint", bad, status=2)[1], "the place of a conflict is not told")
foreign = nbformat.v4.new_notebook(
    cells=[nbformat.v4.new_code_cell("print(1)")],
    metadata={"kernelspec": {"name": "python3", "language": "python", "display_name": "Python"}})
check("choose the kernel 'nbrun'" in run("run", saved(foreign), status=2)[1], "another language")
check(imported(foreign) == b"```python\nprint(1)\n```\n", "another language")

for mistake in mistakes:
    print(mistake)
print(f"{len(paths) - refused} notebooks, {len(mistakes)} mistakes")
sys.exit(len(mistakes) > 0)
