"""Times nbrun, NumPy and PyTorch on the same work, one after the other in turns, and prints medians and ratios.

    swift build -c release --product Benchmark --product nbrun
    pip install numpy "torch==2.13.0+cpu"        # either may be missing: the table then says so
    python3 Tests/Benchmarks/compare.py [ROUNDS]

Machines are noisy, so only the ratios of one run mean anything. Every figure is the median over the rounds.
"""

import os
import statistics
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SHAPE = (784, 200, 200, 10)
PEERS = ("numpy", "torch")


def median_time(work, repeats, steps):
    work(steps)
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work(steps)
        times.append((time.perf_counter() - start) / steps)
    return statistics.median(times)


def numpy_xor():
    import numpy as np

    np.random.seed(42)
    w1, b1, w2, b2 = np.random.rand(2, 4), np.random.randn(4), np.random.rand(4, 2), np.random.randn(2)
    x = np.array([[0, 0], [0, 1], [1, 0], [1, 1.0]])
    t = np.array([[1, 0], [0, 1], [0, 1], [1, 0.0]])

    def work(steps):
        nonlocal w1, b1, w2, b2
        for _ in range(steps):
            h = 1 / (1 + np.exp(-(x @ w1 + b1)))
            a = h @ w2 + b2
            e = np.exp(a - a.max(axis=1, keepdims=True))
            g = (e / e.sum(axis=1, keepdims=True) - t) / 4
            dh = g @ w2.T * h * (1 - h)
            w2 -= 0.01 * (h.T @ g)
            b2 -= 0.01 * g.sum(axis=0)
            w1 -= 0.01 * (x.T @ dh)
            b1 -= 0.01 * dh.sum(axis=0)

    return median_time(work, 5, 500)


def torch_xor():
    import torch

    torch.set_num_threads(1)
    x = torch.tensor([[0, 0], [0, 1], [1, 0], [1, 1.0]], dtype=torch.float64)
    t = torch.tensor([0, 1, 1, 0])
    net = torch.nn.Sequential(torch.nn.Linear(2, 4), torch.nn.Sigmoid(), torch.nn.Linear(4, 2)).double()
    return median_time(torch_steps(net, x, t), 5, 200)


def torch_steps(net, x, t):
    import torch

    optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
    loss = torch.nn.CrossEntropyLoss()

    def work(steps):
        for _ in range(steps):
            optimizer.zero_grad()
            loss(net(x), t).backward()
            optimizer.step()

    return work


def numpy_step(precision, batch, threads):
    import numpy as np

    rng = np.random.default_rng(8)
    layers = [
        [(rng.standard_normal((i, o)) * (2 / i) ** 0.5).astype(precision), np.zeros(o, precision)]
        for i, o in zip(SHAPE, SHAPE[1:])
    ]
    x = rng.random((batch, SHAPE[0])).astype(precision)
    t = np.eye(SHAPE[-1], dtype=precision)[np.arange(batch) % SHAPE[-1]]
    rate = np.dtype(precision).type(0.01)

    def work(steps):
        for _ in range(steps):
            inputs = [x]
            for index, (w, b) in enumerate(layers):
                y = inputs[-1] @ w + b
                inputs.append(np.maximum(y, 0) if index < len(layers) - 1 else y)
            a = inputs.pop()
            e = np.exp(a - a.max(axis=1, keepdims=True))
            g = (e / e.sum(axis=1, keepdims=True) - t) / batch
            for index in reversed(range(len(layers))):
                w, b = layers[index]
                dw, db = inputs[index].T @ g, g.sum(axis=0)
                if index:
                    g = (g @ w.T) * (inputs[index] > 0)
                w -= rate * dw
                b -= rate * db

    return median_time(work, 9, 20)


def torch_step(precision, batch, threads):
    import torch

    torch.set_num_threads(threads)
    torch.manual_seed(8)
    modules = []
    for index, (i, o) in enumerate(zip(SHAPE, SHAPE[1:])):
        modules += [torch.nn.Linear(i, o)] + ([torch.nn.ReLU()] if index < len(SHAPE) - 2 else [])
    dtype = getattr(torch, precision)
    net = torch.nn.Sequential(*modules).to(dtype)
    x = torch.rand(batch, SHAPE[0], dtype=dtype)
    return median_time(torch_steps(net, x, torch.arange(batch) % SHAPE[-1]), 9, 20)


def built(name):
    path = os.path.join(ROOT, ".build", "release", name)
    if not os.path.exists(path):
        sys.exit(f"{path} is missing: swift build -c release --product {name}")
    return path


def run_peer(arguments, threads):
    """Runs one measurement of a peer in a process of its own, because thread counts are fixed when it starts."""
    limits = {name: str(threads) for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
    done = subprocess.run(
        [sys.executable, os.path.abspath(__file__), "peer", *arguments],
        env={**os.environ, **limits}, capture_output=True, text=True)
    return float(done.stdout) if done.returncode == 0 else None


def installed(peer):
    return subprocess.run([sys.executable, "-c", f"import {peer}"], capture_output=True).returncode == 0


def whole_process(command):
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, cwd=ROOT)
    return time.perf_counter() - start


def shown(seconds):
    if seconds is None:
        return "not installed"
    unit, factor = next((u, f) for u, f in (("s", 1), ("ms", 1e3), ("µs", 1e6)) if seconds * f >= 1 or u == "µs")
    return f"{seconds * factor:.3g} {unit}"


def main(rounds):
    benchmark, nbrun = built("Benchmark"), built("nbrun")
    peers = [peer for peer in PEERS if installed(peer)]
    work = [("XOR, one step, float64", ["xor"], 1)]
    for precision in ("float32", "float64"):
        for batch in (10, 100):
            for threads in (1, 2):
                label = f"784-200-200-10, batch {batch}, {precision}, {threads} thread{'s' if threads > 1 else ''}"
                work.append((label, ["step", precision, str(batch), str(threads)], threads))
    print("| work | NumPy | PyTorch | nbrun | NumPy / nbrun | PyTorch / nbrun |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for label, arguments, threads in work:
        times = {"nbrun": []} | {peer: [] for peer in peers}
        for _ in range(rounds):
            widths = [str(width) for width in SHAPE] if arguments[0] == "step" else []
            times["nbrun"].append(float(subprocess.check_output([benchmark, *arguments, *widths])))
            for peer in peers:
                times[peer].append(run_peer([peer, *arguments], threads))
        medians = {name: statistics.median(values) for name, values in times.items()}
        cells = [shown(medians.get(peer)) for peer in PEERS] + [shown(medians["nbrun"])]
        cells += [f"{medians[peer] / medians['nbrun']:.2f}" if peer in medians else "" for peer in PEERS]
        print(f"| {label} | {' | '.join(cells)} |", flush=True)
    process = statistics.median(whole_process([nbrun, "notebooks/xor.nnb"]) for _ in range(rounds))
    print(f"| XOR, whole process to finished report | | | {shown(process)} | | |")


if __name__ == "__main__":
    if sys.argv[1:2] == ["peer"]:
        peer, kind, *rest = sys.argv[2:]
        function = globals()[f"{peer}_{kind}"]
        print(function(rest[0], int(rest[1]), int(rest[2])) if rest else function())
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
