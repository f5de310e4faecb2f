"""Reports and their pictures after kills, signals, and runs at once, in the present folder."""
import os, random, signal, subprocess, sys, time

nbrun = sys.argv[1]
PLOTS = 8
random.seed(1)


def notebook(rate, steps=20):
    cell = f"seed 1\ndata xor\nlayer affine 2 3\nlayer tanh\nlayer affine 3 1\nloss mse\ntrain {steps} lr {rate}\n"
    return f"# Rate {rate}\n\n```nnb first\n{cell}```\n\n```nnb plots\n" + "plot loss\n" * PLOTS + "show loss\n```\n"


def write(name, text):
    with open(name, "w") as file:
        file.write(text)


def state(folder="."):
    """The report and its pictures: what belongs together."""
    names = sorted(os.listdir(f"{folder}/r_files")) if os.path.isdir(f"{folder}/r_files") else []
    files = [f"{folder}/r.md"] + [f"{folder}/r_files/{name}" for name in names]
    return {os.path.relpath(name, folder): open(name).read() for name in files if os.path.exists(name)}


def fail(text):
    print("FAILED:", text)
    sys.exit(1)


def run(*arguments, **options):
    return subprocess.run([nbrun, *arguments], capture_output=True, text=True, **options)


def left():
    return [name for name in os.listdir(".") if name.startswith(".nbrun-")]


whole = {}
for rate in (0.5, 0.7):
    write(f"{rate}.nnb", notebook(rate))
    began = time.time()
    assert run(f"{rate}.nnb", "-o", "r.md").returncode == 0
    took = time.time() - began
    whole[rate] = state()
    if len(whole[rate]) != PLOTS + 1:
        fail(f"{len(whole[rate])} files of a report with {PLOTS} pictures")


def which():
    now = state()
    return next((rate for rate, files in whole.items() if files == now), None)


# Killed at any time: the report and all its pictures are those of one run, and the next run removes what was left.
old, changed, mixed = 0.7, 0, 0
for number in range(220):
    new = 1.2 - old
    process = subprocess.Popen([nbrun, f"{new:.1f}.nnb", "-o", "r.md", "-q"], stderr=subprocess.DEVNULL)
    time.sleep(took * random.uniform(0.3, 1.05))
    process.kill()
    process.wait()
    now = which()
    if now is None:
        mixed += 1
        assert run("0.5.nnb", "-o", "r.md").returncode == 0
        now = 0.5
    changed += now != old
    old = now
print(f"220 kills at random: {changed} after the new report was in place, {mixed} with files of both")
# Between two calls of the system it can still be; not in one of 20 runs as when files were renamed one by one.
if mixed > 2:
    fail(f"{mixed} of 220 kills have left files of two runs")
assert run("0.5.nnb", "-o", "r.md").returncode == 0
if left():
    fail(f"left after kills: {left()}")

# Killed at each call that changes a name, where strace can do that.
if subprocess.run(["which", "strace"], capture_output=True).returncode == 0:
    mixed, kills = [], 0
    for call in ("flock", "mkdirat", "renameat2", "renameat", "unlinkat", "linkat", "fchmod", "close"):
        for number in range(1, 60):
            assert run("0.5.nnb", "-o", "r.md", "-q").returncode == 0
            done = subprocess.run(
                ["strace", "-f", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}",
                 nbrun, "0.7.nnb", "-o", "r.md", "-q"], capture_output=True)
            if done.returncode == 0:
                break
            kills += 1
            if which() is None:
                mixed.append(f"{call} {number}")
    print(f"killed at each of {kills} calls: {len(mixed)} with files of both {mixed}")
    if len(mixed) > 1:
        fail(f"killed at the calls {mixed} it leaves files of two runs")
    assert run("0.5.nnb", "-o", "r.md").returncode == 0
    if left():
        fail(f"left after kills: {left()}")
else:
    print("passed over: a kill at each call, for there is no strace")

# Two at once: the last one wins whole, and a file of somebody else stays.
write("r_files/mine.svg", "<svg/>")
whole = {rate: {**files, "r_files/mine.svg": "<svg/>"} for rate, files in whole.items()}
mixed = failed = 0
for pair in range(150):
    both = [subprocess.Popen([nbrun, f"{rate}.nnb", "-o", "r.md", "-q"]) for rate in (0.5, 0.7)]
    failed += sum(process.wait() != 0 for process in both)
    mixed += which() is None
print(f"150 pairs at once: {mixed} with files of both, {failed} failed")
if mixed or failed:
    fail("runs at once disturb each other")

# Signals: the old report stands, the status says which, nothing is left, and a message says where.
write("long.nnb", notebook(0.5, 1_000_000_000))
before = state()
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    for command in (["run", "long.nnb", "-o", "r.md"], ["run", "long.nnb"], ["check", "long.nnb"]):
        write("long.md", notebook(0.5, 1_000_000_000) + "\n<!-- nnb:output -->\n\n<!-- /nnb:output -->\n")
        # Whoever runs this in the background ignores them, and so would the program.
        process = subprocess.Popen(
            [nbrun, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            preexec_fn=lambda: signal.signal(number, signal.SIG_DFL))
        time.sleep(0.4)
        began = time.time()
        process.send_signal(number)
        output, errors = process.communicate(timeout=10)
        if process.returncode != 128 + number or output or time.time() - began > 2:
            fail(f"{command} after {number!r}: status {process.returncode}, {time.time() - began:.1f} s")
        if not errors.startswith("long.nnb:10:1: error: ") or " while this ran" not in errors:
            fail(f"{command} after {number!r} says: {errors}")
        if state() != before or left():
            fail(f"{command} after {number!r} has changed the report, or left {left()}")
print("signals: ok")

# A program that waits for a pipe nobody writes to ends by a second signal, or two seconds after the first.
os.mkfifo("pipe")
keep = os.open("pipe", os.O_RDWR)
write("waits.nnb", "```nnb\nlet table \"t.csv\"\ndata csv $table\n```\n")
process = subprocess.Popen([nbrun, "waits.nnb", "-p", "table=pipe"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
time.sleep(0.5)
process.send_signal(signal.SIGTERM)
process.communicate(timeout=5)
if process.returncode != 143:
    fail(f"while it waits for a pipe, SIGTERM gives {process.returncode}")
os.close(keep)
# Nor does a pipe without a writer keep anything waiting, named as a notebook or by one.
write("names.nnb", "```nnb\ndata csv \"pipe\"\n```\n")
for arguments in (["pipe"], ["names.nnb"], ["check", "pipe"], ["lint", "pipe"]):
    run(*arguments, timeout=5)
print("pipes: ok")
