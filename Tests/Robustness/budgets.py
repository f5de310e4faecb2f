"""What a run takes of memory and time, in the present folder: too much is refused by a count, and never by a trap."""
import os
import resource
import struct
import subprocess
import sys
import zlib

nbrun = sys.argv[1]
failed = False


def run(arguments, text=None, limit=None):
    """The status, what was said, and the most memory that was resident, in MB."""
    def limited():
        if limit:
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    process = subprocess.Popen(
        [nbrun] + arguments, stdin=subprocess.PIPE, stdout=open("out", "wb"), stderr=open("err", "wb"), preexec_fn=limited)
    process.stdin.write((text or "").encode())
    process.stdin.close()
    _, status, used = os.wait4(process.pid, 0)
    return os.waitstatus_to_exitcode(status), open("err", errors="replace").read(), used.ru_maxrss // 1024


def expect(what, holds, found):
    global failed
    print(f"{'ok  ' if holds else 'FAIL'} {what}: {found}", flush=True)
    failed = failed or not holds


def gzip_of(name, head, zeros):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    with open(name, "wb") as file:
        file.write(packer.compress(head))
        for _ in range(zeros >> 20):
            file.write(packer.compress(bytes(1 << 20)))
        file.write(packer.compress(bytes(zeros & ((1 << 20) - 1))) + packer.flush())


def zip_of(name, member, zeros):
    """An archive of one member whose bytes are zeros behind a head, deflated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packer.compress(member) + b"".join(packer.compress(bytes(1 << 20)) for _ in range(zeros >> 20)) + packer.flush()
    size, check = len(member) + zeros, zlib.crc32(member)
    for _ in range(zeros >> 20):
        check = zlib.crc32(bytes(1 << 20), check)
    entry = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, check, len(data), size, 6, 0)
    with open(name, "wb") as file:
        file.write(b"PK\3\4" + entry + b"W1.npy" + data)
        start = file.tell()
        file.write(b"PK\1\2" + struct.pack("<H", 20) + entry + struct.pack("<HHHII", 0, 0, 0, 0, 0) + b"W1.npy")
        file.write(b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1, 1, file.tell() - start, start, 0))


gzip_of("claims.gz", struct.pack(">BBBBI", 0, 0, 8, 1, 2_000_000_000), 2_000_000_000)
gzip_of("lies.gz", struct.pack(">BBBBI", 0, 0, 8, 1, 1000), 500_000_000)
gzip_of("doubles.gz", struct.pack(">BBBBII", 0, 0, 0x0D, 2, 1000, 60_000), 240_000_000)
head = b"{'descr': '|u1', 'fortran_order': False, 'shape': (629145600,)}"
head = head.ljust(117) + b"\n"
zip_of("bomb.npz", b"\x93NUMPY\1\0" + struct.pack("<H", len(head)) + head, 600 << 20)
with open("commas.csv", "wb") as file:
    file.write(b"," * 200_000_000)
with open("rows.csv", "wb") as file:
    file.write(b"a,b\n" + b"1,2\n" * 10_000_000)

# Within the limit, and the program's own 60 MB.
for name, text in {
    "a gzip that claims 2 GB": 'data idx "claims.gz" "claims.gz"',
    "a gzip that holds more than it says": 'data idx "lies.gz" "lies.gz"',
    "numbers that take more than their file": 'data idx "doubles.gz" "doubles.gz"',
    "200 MB of commas": 'data csv "commas.csv"',
    "10 million rows": 'data csv "rows.csv"',
    "an archive that inflates to 600 MB": 'layer affine 2 2\nload "bomb.npz"',
    "a network of 196 million weights": "layer affine 14000 14000",
    "a pass over a million rows": "data spiral 1000000\nlayer affine 2 1000\nlayer affine 1000 3\nloss mse\ntrain 1",
    "tables one after the other": "data spiral 100000\n" + "show data full\n" * 40,
}.items():
    with open("x.nnb", "w") as file:
        file.write(f"```nnb\n{text}\n```\n")
    limit = 100 if "tables" in name else 300
    status, said, peak = run(["run", "--max-memory", f"{limit}M", "x.nnb"])
    message = said.split("\n")[0]
    expect(name, status in (1, 2) and "error:" in message and peak < limit + 60, f"status {status}, {peak} MB, {message}")

# Whatever the shell allows, there is a report or a message, and never a signal.
script = (
    "seed 1\ndata spiral 50000\nlayer affine 2 20\nlayer relu\nlayer affine 20 3\nloss softmax_cross_entropy\n"
    "train 2 lr 0.1\nshow accuracy\nplot boundary\nshow data full\nshuffle\nsplit test 0.2\nnormalize standard\nkeep a\n"
)
with open("x.nnb", "w") as file:
    file.write(f"```nnb\n{script}```\n")
statuses = {}
for megabytes in range(100, 1200, 50):
    status, said, _ = run(["run", "x.nnb"], limit=megabytes << 20)
    statuses[megabytes] = status
    if status not in (0, 1, 2) or (status and "error:" not in said):
        expect(f"with {megabytes} MB of addresses", False, f"status {status}, {said[-300:]}")
first = min((size for size, status in statuses.items() if status == 0), default=None)
expect(f"{len(statuses)} limits of the shell", first is not None and set(statuses.values()) <= {0, 1, 2}, f"enough from {first} MB on")

# Time.
with open("slow.nnb", "w") as file:
    file.write("```nnb\ndata xor\nlayer affine 2 2\nloss mse\ntrain 1000000000000\n```\n")
status, said, _ = run(["run", "--timeout", "0.5", "slow.nnb", "-o", "slow.md"])
expect("--timeout", status == 124 and "slow.nnb:5:1: error: the time is over" in said, f"status {status}, {said.splitlines()[:1]}")
expect("no report of it", not os.path.exists("slow.md"), "")

sys.exit(failed)
