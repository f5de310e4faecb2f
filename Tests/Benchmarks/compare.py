"""Times nbrun, NumPy and PyTorch on the same work, one after the other in turns, and prints medians and ratios; then
what optimisers, batches and threads cost, many trainings beside JAX, and how nbrun's time grows with the width, the
batch and the threads.

    swift build -c release --product Benchmark
    swift build -c release --product nbrun
    pip install numpy jax "torch==2.13.0+cpu" --extra-index-url https://download.pytorch.org/whl/cpu
    python3 Tests/Benchmarks/compare.py [ROUNDS]      # any peer may be missing: the tables then say so

Machines are noisy, so only the ratios of one run mean anything. Every figure is the median over the rounds; a ratio is
the median of the rounds' own ratios, because what is measured within one round lies close together.
"""

import math
import os
import statistics
import subprocess
import sys
import time

from peers import SHAPE

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PEERS = {"numpy": "NumPy", "torch": "PyTorch"}
PRODUCTS = ((100, 784, 200), (784, 100, 200), (10, 784, 200), (1024, 1024, 1024))


def built(name):
    path = os.path.join(ROOT, ".build", "release", name)
    if not os.path.exists(path):
        sys.exit(f"{path} is missing: swift build -c release --product {name}")
    return path


def is_installed(peer):
    return subprocess.run([sys.executable, "-c", f"import {peer}"], capture_output=True).returncode == 0


def peer_command(*arguments):
    return [sys.executable, os.path.join(HERE, "peers.py"), *map(str, arguments)]


def nbrun_time(*arguments):
    return float(subprocess.check_output([built("Benchmark"), *map(str, arguments)]))


def peer_time(threads, *arguments):
    limits = {name: str(threads) for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
    return float(subprocess.check_output(peer_command(*arguments), env={**os.environ, **limits}))


def process_time(command):
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, cwd=ROOT)
    return time.perf_counter() - start


def shown(seconds):
    unit, factor = next((u, f) for u, f in (("s", 1), ("ms", 1e3), ("µs", 1e6), ("ns", 1e9)) if seconds * f >= 1 or u == "ns")
    return f"{seconds * factor:.3g} {unit}"


def in_turns(rounds, measures):
    """The times of several measures, a list over the rounds each."""
    times = {name: [] for name in measures}
    for _ in range(rounds):
        for name, measure in measures.items():
            times[name].append(measure())
    return times


def ratio(times, others):
    """The median of the ratios of the same rounds."""
    return statistics.median(time / other for time, other in zip(times, others))


def compare(label, rounds, measures):
    """Prints a row; a peer without a measure has no such program, one that is not installed is named."""
    found = in_turns(rounds, {name: measure for name, measure in measures.items() if name == "nbrun" or is_there[name]})
    medians = {name: shown(statistics.median(times)) for name, times in found.items()}
    cells = [medians.get(peer, "not installed" if peer in measures else "–") for peer in PEERS]
    ratios = [f"{ratio(found[peer], found['nbrun']):.2f}" if peer in found else "" for peer in PEERS]
    print(f"| {label} | {' | '.join([*cells, medians['nbrun'], *ratios])} |", flush=True)


def compare_work(rounds):
    print("| work | NumPy | PyTorch | nbrun | NumPy / nbrun | PyTorch / nbrun |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    compare(
        "XOR, one step, float64", rounds,
        {"nbrun": lambda: nbrun_time("xor")} | {peer: lambda peer=peer: peer_time(1, peer, "xor") for peer in PEERS})
    compare(
        "XOR, 60,000 steps, whole process to finished report", rounds,
        {"nbrun": lambda: process_time([built("nbrun"), "notebooks/xor.nnb"]),
         "numpy": lambda: process_time(peer_command("numpy", "process"))})
    for precision in ("float32", "float64"):
        for batch in (10, 100):
            for threads in (1, 2):
                work = ("step", precision, batch, threads)
                measures = {"nbrun": lambda: nbrun_time(*work, *SHAPE)}
                measures |= {peer: lambda peer=peer: peer_time(threads, peer, *work) for peer in PEERS}
                name = f"784-200-200-10, batch {batch}, {precision}, {threads} thread{'s' * (threads > 1)}"
                compare(name, rounds, measures)
    for peer, label in (("epoch", "batches by index"), ("loader_epoch", "batches by PyTorch's DataLoader")):
        compare(
            f"784-200-200-10, an epoch of 60,000 rows, batch 100, float32, 2 threads, {label}", rounds,
            {"nbrun": lambda: nbrun_time("epoch", 2), "torch": lambda peer=peer: peer_time(2, "torch", peer, 2)})


def compare_products(rounds):
    print("\n| matrix product, 1 thread | OpenBLAS (NumPy) | nbrun | of OpenBLAS's rate |")
    print("| --- | ---: | ---: | ---: |")
    for precision in ("float32", "float64"):
        for shape in PRODUCTS:
            work = ("product", precision, *shape)
            found = in_turns(
                rounds, {"nbrun": lambda: nbrun_time(*work), "numpy": lambda: peer_time(1, "numpy", *work)})
            rates = [
                f"{2 * math.prod(shape) / statistics.median(found[name]) * 1e-9:.1f} GFLOPS" for name in ("numpy", "nbrun")
            ]
            size = "×".join(map(str, shape))
            share = ratio(found["numpy"], found["nbrun"])
            print(f"| {size}, {precision} | {' | '.join(rates)} | {share:.2f} |", flush=True)


def compare_optimizers(rounds):
    """Steps of XOR by every kind of update and by shuffled batches, over a step of plain descent."""
    print("\n| XOR, one step, float64 | time | of plain descent |")
    print("| --- | ---: | ---: |")
    words = ((), ("momentum",), ("rmsprop",), ("adam",), ("clip",), ("batches",), ("adam", "batches"))
    found = in_turns(3 * rounds, {word: lambda word=word: nbrun_time("xor", *word) for word in words})
    for word in words:
        label = " with ".join(word).replace("batches", "shuffled batches") or "plain descent"
        print(f"| {label} | {shown(statistics.median(found[word]))} | {ratio(found[word], found[()]):.2f} |", flush=True)


def compare_trainings(rounds):
    """Many trainings on two threads: in lock-step beside JAX, and those that cannot go so beside one thread."""
    print("\n| 500 trainings of XOR, 10,000 steps, float64, 2 threads: a step of one | JAX | nbrun | JAX / nbrun |")
    print("| --- | ---: | ---: | ---: |")
    has_jax = is_installed("jax")
    for units, words, remark in ((2, (), ""), (4, (), ""), (4, ("curve",), ", with its curve"), (8, (), ""), (16, (), "")):
        measures = {"nbrun": lambda: nbrun_time("sweep", 500, units, 10_000, 2, *words)}
        if has_jax:
            measures["jax"] = lambda: float(subprocess.check_output(peer_command("jax", "sweep", 500, units, 10_000)))
        found = in_turns(rounds, measures)
        medians = {name: shown(statistics.median(times)) for name, times in found.items()}
        share = f"{ratio(found['jax'], found['nbrun']):.2f}" if has_jax else ""
        print(f"| 2-{units}-1{remark} | {medians.get('jax', 'not installed')} | {medians['nbrun']} | {share} |", flush=True)
    print("\n| 200 trainings of XOR on batches, each alone | 1 thread | 2 threads | 2 threads over half of 1 |")
    print("| --- | ---: | ---: | ---: |")
    found = in_turns(rounds, {n: lambda n=n: nbrun_time("pool", 200, 4, 10_000, n) for n in (1, 2)})
    cells = [shown(statistics.median(found[n])) for n in (1, 2)]
    print(f"| 2-4-1 | {' | '.join(cells)} | {2 * ratio(found[2], found[1]):.2f} |", flush=True)


def busy_loop():
    return subprocess.Popen([sys.executable, "-c", "while True: pass"])


def compare_threads(rounds):
    """What two threads, and sixty-four, cost or gain over one: alone, pinned to one processor, beside a busy loop."""
    nets = ((4, (2, 4, 2)), (32, (64, 32, 10)), (100, (64, 100, 10)), (10, (784, 100, 10)), (100, SHAPE), (1000, (64, 100, 10)))
    print("\n| a step in float64, time over that of one thread | alone, 2 | alone, 64 | on one processor, 2 | beside a busy loop, 2 |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for batch, widths in nets:
        def time_of(threads, pinned=False):
            command = [built("Benchmark"), "step", "float64", *map(str, (batch, threads, *widths))]
            pin = ["taskset", "-c", "0"] if pinned else []
            return float(subprocess.check_output(pin + command))
        cells = []
        for threads, pinned, is_busy in ((2, False, False), (64, False, False), (2, True, False), (2, False, True)):
            other = busy_loop() if is_busy else None
            try:
                found = in_turns(rounds, {n: lambda n=n: time_of(n, pinned) for n in (1, threads)})
            finally:
                if other:
                    other.kill()
                    other.wait()
            cells.append(f"{ratio(found[threads], found[1]):.2f}")
        print(f"| {'-'.join(map(str, widths))}, batch {batch} | {' | '.join(cells)} |", flush=True)


def slope(points):
    """The exponent of the power law through the points, by least squares on the logarithms."""
    x, y = [math.log(a) for a, _ in points], [math.log(b) for _, b in points]
    return statistics.linear_regression(x, y).slope


def show_growth(rounds):
    growths = (
        ("width w of w-w-w, batch 100, 1 thread", (4, 16, 64, 256, 1024), 64, lambda w: (100, 1, w, w, w)),
        ("batch of 784-200-200-10, 1 thread", (1, 10, 100, 1000), 10, lambda batch: (batch, 1, *SHAPE)),
        ("threads, 784-200-200-10, batch 100", (1, 2), 1, lambda threads: (100, threads, *SHAPE)),
    )
    print("\n| a step in float32 against | time | fitted exponent |")
    print("| --- | --- | --- |")
    for label, sizes, fitted_from, work in growths:
        found = in_turns(rounds, {size: lambda size=size: nbrun_time("step", "float32", *work(size)) for size in sizes})
        found = {size: statistics.median(times) for size, times in found.items()}
        times = ", ".join(f"{size}: {shown(found[size])}" for size in sizes)
        exponent = slope([(size, found[size]) for size in sizes if size >= fitted_from])
        print(f"| {label} | {times} | {exponent:.2f} from {fitted_from} on |", flush=True)


if __name__ == "__main__":
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    is_there = {peer: is_installed(peer) for peer in PEERS}
    compare_work(rounds)
    if is_there["numpy"]:
        compare_products(3 * rounds)  # each is short
    else:
        print("\nNumPy is not installed: no comparison of matrix products.")
    compare_optimizers(rounds)
    compare_trainings(rounds)
    compare_threads(rounds)
    show_growth(rounds)
