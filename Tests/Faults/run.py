#!/usr/bin/env python3
"""Puts faults into the program, one after the other, and says which of them no test notices.

    python3 Tests/Faults/run.py [PATTERN…] [--list]

A pattern chooses the faults whose name, list or file contains it. The README beside it says how they are written.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
# The copy of the project that the faults are put into. It keeps its own build, so that the next run is quick.
COPY = PROJECT / ".build" / "faults"
# A test that takes longer hangs, and a fault that makes a test hang is noticed.
MOST_SECONDS = 600


class Fault:
    """One fault: a text of a file, what takes its place, and the tests that have to notice it."""

    def __init__(self, block, area):
        heads = {"fault": "", "file": "", "tests": "", "user": ""}
        old, new = [], []
        for line in block:
            if line[:2] in ("- ", "-"):
                old.append(line[2:])
            elif line[:2] in ("+ ", "+"):
                new.append(line[2:])
            else:
                head, colon, value = line.partition(": ")
                if not colon or head not in heads:
                    sys.exit(f"{area}.txt: cannot read '{line}'")
                heads[head] = value
        if not old or not all(heads.values()):
            sys.exit(f"{area}.txt: '{heads['fault']}' needs a name, a file, tests, what a user sees, and an old text")
        self.name, self.file, self.tests, self.user = heads.values()
        self.area, self.old, self.new = area, "\n".join(old), "\n".join(new)

    def is_meant(self, patterns):
        texts = (self.name, self.area, self.file)
        return not patterns or any(pattern in text for pattern in patterns for text in texts)


def faults_of_lists():
    """The faults of all lists, in which blank lines stand between faults and a line with a '#' is a comment."""
    faults = []
    for path in sorted(HERE.glob("*.txt")):
        block = []
        for line in path.read_text().split("\n") + [""]:
            if line.strip() and not line.startswith("#"):
                block.append(line)
            elif block and not line.strip():
                faults.append(Fault(block, path.stem))
                block = []
    return faults


def bring_copy_up_to_date():
    """Gives the copy the files of the project that git knows or would take; files that are the same stay untouched."""
    listing = subprocess.check_output(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=PROJECT)
    wanted = {name for name in listing.decode().split("\0") if name and (PROJECT / name).is_file()}
    if (PROJECT / "Package.resolved").exists():
        wanted.add("Package.resolved")
    for folder, folders, names in os.walk(COPY):
        if Path(folder) == COPY and ".build" in folders:
            folders.remove(".build")
        for path in (Path(folder) / name for name in names):
            if str(path.relative_to(COPY)) not in wanted | {"Package.resolved"}:
                path.unlink()
    for name in wanted:
        source, target = PROJECT / name, COPY / name
        if not target.exists() or target.read_bytes() != source.read_bytes():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    # Packages that were fetched already need not be fetched again. What was built would not be found at another path.
    for name in ("checkouts", "repositories", "workspace-state.json"):
        source, target = PROJECT / ".build" / name, COPY / ".build" / name
        if source.exists() and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copytree(source, target, symlinks=True) if source.is_dir() else shutil.copy(source, target)


def end(process):
    """Ends a process and whatever it has started: tests are in a group of their own, but not in another session."""
    subprocess.run(["pkill", "-KILL", "-s", str(process.pid)])


def run(*command):
    """Runs a command in the copy: its exit status, None if it took too long, and what it has said.

    It is the first of a session, and all of these end with it. Terminals that tests have left behind are closed.
    """
    with tempfile.TemporaryDirectory(prefix="faults-", ignore_cleanup_errors=True) as temporary:
        environment = os.environ | {"TMPDIR": temporary}
        process = subprocess.Popen(
            command, cwd=COPY, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, errors="replace", start_new_session=True)
        try:
            output, _ = process.communicate(timeout=MOST_SECONDS if command[1] == "test" else None)
            status = process.returncode
        except subprocess.TimeoutExpired:
            end(process)
            output, status = process.communicate()[0], None
        except BaseException:
            end(process)
            raise
        for terminal in Path(temporary).glob("*/.tmux"):
            subprocess.run(["tmux", "-S", terminal, "kill-server"], capture_output=True)
    return status, output


def build():
    return run("swift", "build", "--build-tests")


def test(expression):
    """Runs the tests that a regular expression chooses: 'passed', 'failed', or 'no tests' if none was begun."""
    status, output = run("swift", "test", "--skip-build", "--filter", expression)
    # What has crashed says no more than which tests it began; what hangs may not have said that.
    if status is not None and not re.search(r"Test (?!run ).+ started\.|Test run with [1-9]", output):
        return "no tests", output
    return ("passed" if status == 0 else "failed"), output


def verdict(fault):
    """Puts a fault in, builds and tests, and takes it out again, whatever happens."""
    path = COPY / fault.file
    text = path.read_text() if path.exists() else ""
    if text.count(fault.old) != 1:
        return "out of date"
    path.write_text(text.replace(fault.old, fault.new))
    try:
        if build()[0] != 0:
            return "does not build"
        return {"passed": "SURVIVED", "failed": "caught", "no tests": "no tests"}[test(fault.tests)[0]]
    finally:
        path.write_text(text)


def check_unchanged(faults):
    """The tests must pass without a fault, for otherwise they would notice every one; and there must be some."""
    status, output = build()
    if status != 0:
        sys.exit(f"{output}\nthe project does not build without a fault")
    _, listing = run("swift", "test", "list", "--skip-build")
    expressions = sorted({fault.tests for fault in faults})
    for expression in expressions:
        if not re.search(expression, listing):
            sys.exit(f"there is no test '{expression}'")
    result, output = test("|".join(f"({expression})" for expression in expressions))
    if result != "passed":
        sys.exit(f"{output}\nwithout a fault: {result}")


def main():
    patterns = [word for word in sys.argv[1:] if not word.startswith("--")]
    faults = [fault for fault in faults_of_lists() if fault.is_meant(patterns)]
    if "--list" in sys.argv:
        for fault in faults:
            print(f"{fault.area}: {fault.name} ({fault.file})\n    {fault.user}")
    elif not faults:
        sys.exit("there is no such fault")
    else:
        bring_copy_up_to_date()
        check_unchanged(faults)
        caught = 0
        for fault in faults:
            start = time.monotonic()
            result = verdict(fault)
            caught += result == "caught"
            print(f"{result:<15}{time.monotonic() - start:>4.0f} s  {fault.area}: {fault.name}", flush=True)
        print(f"{caught} of {len(faults)} faults caught")
        sys.exit(0 if caught == len(faults) else 1)


if __name__ == "__main__":
    main()
