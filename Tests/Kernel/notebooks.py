"""Notebooks that Jupyter runs by the kernel have the outputs of those that nbrun runs."""

import glob
import json
import os
import shutil
import subprocess
import sys

nbrun, work = sys.argv[1:3]
folder = os.path.join(work, "notebooks")
shutil.copytree("notebooks", folder)
os.chdir(folder)


def outputs(path):
    """What the cells of a notebook show, without the numbers of executions."""
    with open(path) as file:
        cells = json.load(file)["cells"]
    return [
        [{name: value for name, value in output.items() if name not in ("metadata", "execution_count")}
         for output in cell["outputs"]]
        for cell in cells if cell["cell_type"] == "code"
    ]


failures = 0
names = [name[:-4] for name in sorted(glob.glob("*.nnb")) if name != "mnist.nnb"]
exported = [f"{name}.ipynb" for name in names]
for name in names:
    subprocess.run([nbrun, "export", f"{name}.nnb", "-o", f"{name}.ipynb"], check=True)
# The converter as users start it.
run = subprocess.run(
    [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--inplace", "--log-level=ERROR",
     "--ExecutePreprocessor.timeout=100"] + exported, capture_output=True, text=True)
if run.returncode != 0:
    sys.exit(f"nbconvert fails: {run.stderr[-2000:]}")
for name in names:
    subprocess.run([nbrun, "run", "-q", f"{name}.nnb", "-o", f"{name}-batch.ipynb"], check=True)
    by_kernel, by_run = outputs(f"{name}.ipynb"), outputs(f"{name}-batch.ipynb")
    for number, (one, other) in enumerate(zip(by_kernel, by_run, strict=True), 1):
        if one != other:
            failures += 1
            print(f"{name}, cell {number}: {json.dumps(one)[:600]}\n  and not {json.dumps(other)[:600]}")
print(f"kernel: {len(names)} notebooks run by nbconvert, {failures} cells differ")
sys.exit(failures > 0)
