"""What `nbrun kernel install` writes, and what it leaves alone."""

import json
import os
import shutil
import subprocess
import sys

nbrun, work = sys.argv[1:3]


def install(*options, **environment):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "XDG"))}
    given = {name: value for name, value in (kept | environment).items() if value is not None}
    return subprocess.run([nbrun, "kernel", "install", *options], env=given, capture_output=True, text=True)


def spec(*path):
    with open(os.path.join(work, *path, "kernels", "nbrun", "kernel.json")) as file:
        return json.load(file)


for variables, place in [
    ({"JUPYTER_DATA_DIR": f"{work}/a"}, ["a"]),
    ({"XDG_DATA_HOME": f"{work}/b"}, ["b", "jupyter"]),
    ({"HOME": f"{work}/c"}, ["c", ".local", "share", "jupyter"]),
    ({"JUPYTER_DATA_DIR": "", "HOME": f"{work}/d"}, ["d", ".local", "share", "jupyter"]),
]:
    run = install(**variables)
    assert run.returncode == 0 and run.stdout == "", run
    found = spec(*place)
    assert os.path.isabs(found["argv"][0]) and os.access(found["argv"][0], os.X_OK), found
    assert found["argv"][1:] == ["{connection_file}"] and found["interrupt_mode"] == "message", found
    names = sorted(os.listdir(os.path.join(work, *place, "kernels", "nbrun")))
    assert names == ["kernel.json", "logo-32x32.png", "logo-64x64.png", "logo-svg.svg"], names
    for name, size in [("logo-32x32.png", 32), ("logo-64x64.png", 64)]:
        with open(os.path.join(work, *place, "kernels", "nbrun", name), "rb") as file:
            head = file.read(24)
        assert head[:8] == b"\x89PNG\r\n\x1a\n" and int.from_bytes(head[16:20], "big") == size, head

# What was installed is replaced, with other options; what somebody has changed is not.
os.mkdir(f"{work}/p")
data = f"{work}/p/share/jupyter"
assert install("--prefix", f"{work}/p").returncode == 0
assert install("--prefix", f"{work}/p", "--threads", "2", "--max-memory", "2G", "--allow-path", work).returncode == 0
assert spec("p", "share", "jupyter")["argv"][1:-1] == ["--allow-path", os.path.realpath(work), "--max-memory", "2G", "--threads", "2"]
path = f"{data}/kernels/nbrun/kernel.json"
for changed in ['{"argv": ["x"]}', "", json.dumps(spec("p", "share", "jupyter") | {"env": {"A": "1"}})]:
    with open(path, "w") as file:
        file.write(changed)
    run = install("--prefix", f"{work}/p")
    assert run.returncode == 64 and "--force replaces it" in run.stderr, run
    with open(path) as file:
        assert file.read() == changed
assert install("--prefix", f"{work}/p", "--force").returncode == 0 and "env" not in spec("p", "share", "jupyter")

for options, message in [
    (["--prefix", f"{work}/none"], "--prefix: there is no folder"),
    (["--user", "--prefix", work], "choose one"),
    (["--threads", "0"], "--threads must be from 1 to 64"),
    (["--max-memory", "lots"], "--max-memory is a number with a unit"),
    (["--allow-path", f"{work}/none"], "--allow-path: there is no folder"),
    (["now"], "now"),
]:
    run = install(*options, HOME=f"{work}/e")
    assert run.returncode == 64 and message in run.stderr and not os.path.exists(f"{work}/e"), run
run = install(HOME=None)
assert run.returncode == 64 and "set JUPYTER_DATA_DIR" in run.stderr, run
with open(f"{work}/file", "w") as file:
    file.write("kept")
run = install(JUPYTER_DATA_DIR=f"{work}/file/a")
assert run.returncode == 1 and f"nbrun: error: {work}/file: " in run.stderr, run

# A file that connects nothing.
for text, message in [
    ("", "it is no JSON object"), ("[]", "it is no JSON object"), ("{}", "there is no 'ip' in it"),
    ('{"ip": "127.0.0.1", "shell_port": 0}', "there is no 'shell_port' in it"),
    ('{"ip": "127.0.0.1", "transport": "carrier pigeon"}', "has to be tcp or ipc"),
    ('{"key": "k", "signature_scheme": "hmac-md5"}', "have to be by hmac-sha256"),
]:
    with open(f"{work}/connection.json", "w") as file:
        file.write(text)
    run = subprocess.run([nbrun, "kernel", f"{work}/connection.json"], capture_output=True, text=True)
    assert run.returncode == 64 and message in run.stderr, run
run = subprocess.run([nbrun, "kernel", f"{work}/none.json"], capture_output=True, text=True)
assert run.returncode == 64 and "none.json" in run.stderr, run

# A program without its companion says what to build.
os.mkdir(f"{work}/alone")
shutil.copy(os.path.realpath(nbrun), f"{work}/alone/nbrun")
run = subprocess.run([f"{work}/alone/nbrun", "kernel", "install"], capture_output=True, text=True)
assert run.returncode == 1 and "swift build --product nbrun-kernel" in run.stderr, run
print("kernel: installed where Jupyter looks for it")
