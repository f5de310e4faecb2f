"""The work of compare.py as it is written in NumPy, PyTorch and JAX. Run as `peers.py PEER WORK ARGUMENTS...` it prints the
median of the seconds a step took; each measurement is a process of its own, because thread counts are fixed when one
starts."""

import statistics
import sys
import time

SHAPE = (784, 200, 200, 10)


def median_time(work, repeats, steps):
    work(steps)
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work(steps)
        times.append((time.perf_counter() - start) / steps)
    return statistics.median(times)


def numpy_xor_training():
    """The article's network, and a function that makes a number of steps and gives the outputs."""
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
            y = e / e.sum(axis=1, keepdims=True)
            g = (y - t) / 4
            dh = g @ w2.T * h * (1 - h)
            w2 -= 0.01 * (h.T @ g)
            b2 -= 0.01 * g.sum(axis=0)
            w1 -= 0.01 * (x.T @ dh)
            b1 -= 0.01 * dh.sum(axis=0)
        return y

    return work


def numpy_xor():
    return median_time(numpy_xor_training(), 5, 500)


def numpy_process():
    return numpy_xor_training()(60_000)


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


def torch_network():
    import torch

    torch.manual_seed(8)
    modules = []
    for index, (i, o) in enumerate(zip(SHAPE, SHAPE[1:])):
        modules += [torch.nn.Linear(i, o)] + ([torch.nn.ReLU()] if index < len(SHAPE) - 2 else [])
    return torch.nn.Sequential(*modules)


def torch_step(precision, batch, threads):
    import torch

    torch.set_num_threads(threads)
    dtype = getattr(torch, precision)
    net = torch_network().to(dtype)
    x = torch.rand(batch, SHAPE[0], dtype=dtype)
    return median_time(torch_steps(net, x, torch.arange(batch) % SHAPE[-1]), 9, 20)


def torch_epoch(threads):
    """The pictures in one tensor, and for every step an index of 100 rows of a permutation."""
    import torch

    x, t = torch.rand(60_000, SHAPE[0]), torch.arange(60_000) % SHAPE[-1]
    return torch_epoch_time(threads, lambda: ((x[rows], t[rows]) for rows in torch.randperm(len(x)).split(100)))


def torch_loader_epoch(threads):
    import torch

    data = torch.utils.data.TensorDataset(torch.rand(60_000, SHAPE[0]), torch.arange(60_000) % SHAPE[-1])
    return torch_epoch_time(threads, lambda: torch.utils.data.DataLoader(data, batch_size=100, shuffle=True))


def torch_epoch_time(threads, batches):
    import torch

    torch.set_num_threads(threads)
    net = torch_network()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
    loss = torch.nn.CrossEntropyLoss()
    start = time.perf_counter()
    for x, t in batches():
        optimizer.zero_grad()
        loss(net(x), t).backward()
        optimizer.step()
    return time.perf_counter() - start


def jax_sweep(runs, units, steps):
    """So many XOR trainings at once, 2-units-1 with ReLU, each step a vector of all."""
    import jax
    import jax.numpy as jnp
    import numpy as np

    jax.config.update("jax_enable_x64", True)
    x, t = jnp.array([[0, 0], [0, 1], [1, 0], [1, 1.0]]), jnp.array([[0], [1], [1], [0.0]])
    rng = np.random.RandomState(0)
    weights = [
        (jnp.array(rng.randn(runs, i, o) * (2 / i) ** 0.5), jnp.zeros((runs, o))) for i, o in ((2, units), (units, 1))
    ]

    def loss(layers):
        (w1, b1), (w2, b2) = layers
        return jnp.mean((jax.nn.relu(x @ w1 + b1) @ w2 + b2 - t) ** 2)

    def training(layers):
        def step(layers, _):
            return jax.tree_util.tree_map(lambda p, g: p - 0.1 * g, layers, jax.grad(loss)(layers)), None

        layers, _ = jax.lax.scan(step, layers, None, length=steps)
        return loss(layers)

    all_trainings = jax.jit(jax.vmap(training))
    return median_time(lambda _: jax.block_until_ready(all_trainings(weights)), 5, 1) / runs / steps


def numpy_product(precision, m, k, n):
    import numpy as np

    rng = np.random.default_rng(8)
    a, b = rng.random((m, k)).astype(precision), rng.random((k, n)).astype(precision)
    y = np.empty((m, n), precision)

    def work(steps):
        for _ in range(steps):
            np.matmul(a, b, out=y)

    return median_time(work, 9, max(1, 100_000_000 // (m * k * n)))


if __name__ == "__main__":
    peer, kind, *rest = sys.argv[1:]
    arguments = [int(argument) if argument.isdigit() else argument for argument in rest]
    print(globals()[f"{peer}_{kind}"](*arguments))
