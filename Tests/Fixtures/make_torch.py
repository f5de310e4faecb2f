"""Writes torch_stream.txt, torch_runs.txt, torch_layers.txt, torch_dropout.txt, torch_activations.txt and
torch_traces.txt: what PyTorch 2.13 (CPU) draws, where its optimisers arrive, where nets with batch normalisation and
dropout do, what functions give, and the gradients by everything in some nets.

    pip install numpy "torch==2.13.0+cpu" --extra-index-url https://download.pytorch.org/whl/cpu
    python3 Tests/Fixtures/make_torch.py [NAME…]      # all, or those named: activations
"""

import itertools
import os
import sys

import numpy
import torch

HERE = os.path.dirname(os.path.abspath(__file__))


def line(*parts):
    return " ".join(str(part) for part in parts) + "\n"


def numbers(tensor):
    return [repr(value) for value in tensor.detach().double().flatten().tolist()]


def stream():
    """A line a draw: its name and arguments, then the values; `seed N` starts anew."""
    for seed in (0, 7, 42, 4294967295):
        yield line("seed", seed)
        for inputs, outputs in ((2, 4), (4, 1), (40, 3)):
            layer = torch.manual_seed(seed) and torch.nn.Linear(inputs, outputs)
            yield line("seed", seed)
            yield line("linear", inputs, outputs, ":", *numbers(layer.weight.T), *numbers(layer.bias))
        torch.manual_seed(seed)
        yield line("seed", seed)
        yield line("uniform", 5, ":", *numbers(torch.empty(5).uniform_(-0.3, 0.7)))
        yield line("normal", 5, ":", *numbers(torch.empty(5).normal_(0, 0.5)))
        yield line("randperm", 20, ":", *torch.randperm(20).tolist())
        yield line("randint", 10, 6, ":", *torch.randint(10, (6,)).tolist())
        yield line("normal", 4, ":", *numbers(torch.empty(4).normal_(0, 0.5)))
        yield line("normal", 16, ":", *numbers(torch.empty(16).normal_(0, 0.5)))
        yield line("normal", 37, ":", *numbers(torch.empty(37).normal_(0, 0.5)))
        loader = torch.utils.data.DataLoader(list(range(11)), batch_size=4, shuffle=True)
        for _ in range(2):
            yield line("epoch", 11, ":", *[row for batch in loader for row in batch.tolist()])


RUNS = {
    "sgd": lambda p: torch.optim.SGD(p, lr=0.1),
    "sgd l2 0.01": lambda p: torch.optim.SGD(p, lr=0.1, weight_decay=0.01),
    "momentum 0.9": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9),
    "nesterov 0.8": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.8, nesterov=True),
    "adagrad": lambda p: torch.optim.Adagrad(p, lr=0.1),
    "rmsprop 0.99": lambda p: torch.optim.RMSprop(p, lr=0.01),
    "rmsprop 0.9 l2 0.1": lambda p: torch.optim.RMSprop(p, lr=0.01, alpha=0.9, weight_decay=0.1),
    "adam": lambda p: torch.optim.Adam(p, lr=0.05),
    "adam l2 0.02": lambda p: torch.optim.Adam(p, lr=0.05, weight_decay=0.02),
    "sgd clip 0.05": lambda p: torch.optim.SGD(p, lr=0.1),
    "momentum 0.9 clip 0.1": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9),
    "sgd step": lambda p: torch.optim.SGD(p, lr=0.1),
    "momentum 0.9 exponential": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9),
    "adam cosine": lambda p: torch.optim.Adam(p, lr=0.05),
}
SCHEDULES = {
    "step": lambda o: torch.optim.lr_scheduler.StepLR(o, 3, 0.5),
    "exponential": lambda o: torch.optim.lr_scheduler.ExponentialLR(o, 0.9),
    "cosine": lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, 10),
}


def runs():
    """Inputs, targets and parameters W1 b1 W2 b2 of a 3-5-2 tanh net, then the parameters after 10 steps of each."""
    torch.manual_seed(3)
    x = torch.randn(7, 3, dtype=torch.float64)
    classes = torch.arange(7) % 2
    start = [torch.randn(*shape, dtype=torch.float64) for shape in ((3, 5), (5,), (5, 2), (2,))]
    yield line("inputs", ":", *numbers(x))
    yield line("start", ":", *[value for p in start for value in numbers(p)])
    for name, make in RUNS.items():
        parameters = [p.clone().requires_grad_() for p in start]
        optimizer = make(parameters)
        schedule = SCHEDULES.get(name.split()[-1], lambda o: None)(optimizer)
        for _ in range(10):
            optimizer.zero_grad()
            hidden = torch.tanh(x @ parameters[0] + parameters[1])
            torch.nn.functional.cross_entropy(hidden @ parameters[2] + parameters[3], classes).backward()
            if "clip" in name:
                torch.nn.utils.clip_grad_norm_(parameters, float(name.split()[-1]))
            optimizer.step()
            if schedule:
                schedule.step()
        yield line(name, ":", *[value for p in parameters for value in numbers(p)])


class Masked(torch.nn.Module):
    """Dropout whose masks are drawn row by row from NumPy's stream, and not from PyTorch's own."""

    def __init__(self, probability, width):
        super().__init__()
        self.probability, self.width = probability, width

    def forward(self, x):
        if not self.training:
            return x
        dropped = torch.from_numpy(numpy.random.rand(len(x), self.width)) < self.probability
        return x * ((~dropped).double() / (1 - self.probability))


NETS = {
    "batch_norm": lambda nn: [nn.Linear(3, 5), nn.BatchNorm1d(5), nn.Tanh(), nn.Linear(5, 2)],
    "batch_norm twice": lambda nn: [
        nn.Linear(3, 5), nn.Tanh(), nn.BatchNorm1d(5, momentum=0.3, eps=1e-3), nn.Linear(5, 2),
        nn.BatchNorm1d(2, momentum=1, eps=0.1)],
    "dropout": lambda nn: [
        nn.Linear(3, 5), nn.Tanh(), Masked(0.5, 5), nn.Linear(5, 4), nn.Sigmoid(), Masked(0.25, 4), nn.Linear(4, 2)],
    "batch_norm and dropout": lambda nn: [
        nn.Linear(3, 5), nn.BatchNorm1d(5), nn.Tanh(), Masked(0.2, 5), nn.Linear(5, 2)],
}
TRAININGS = {
    "sgd": lambda p: torch.optim.SGD(p, lr=0.1),
    "momentum 0.9 batch 3": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9),
    "adam l2 0.02 batch 3": lambda p: torch.optim.Adam(p, lr=0.05, weight_decay=0.02),
}


def batches(rows, size):
    """The rows of each step without end: every row once an epoch, in an order of NumPy's stream, or all of them."""
    while True:
        order = numpy.random.permutation(rows) if size else numpy.arange(rows)
        for start in range(0, rows, size or rows):
            yield torch.from_numpy(order[start : start + (size or rows)])


ACTIVATIONS = {
    "softplus": lambda x: torch.nn.functional.softplus(x, threshold=1000),
    "elu": lambda x: torch.nn.functional.elu(x, alpha=0.7),
}


def activations():
    """Two lines an activation: what it gives for some numbers, and its slope there."""
    x = torch.tensor([-700, -40, -20, -5, -1.5, -1, -0.3, -1e-9, 0, 1e-9, 0.2, 1, 3, 19, 21, 300], dtype=torch.float64)
    yield line("inputs", ":", *numbers(x))
    for name, function in ACTIVATIONS.items():
        inputs = x.clone().requires_grad_()
        outputs = function(inputs)
        outputs.sum().backward()
        yield line(name, ":", *numbers(outputs))
        yield line(name, "slope", ":", *numbers(inputs.grad))


def layers():
    """Inputs, then for each net its parameters at the start (W b, gamma beta), and for each training of 10 steps the
    parameters, the running means and variances, and the outputs of an evaluation."""
    torch.manual_seed(5)
    x = torch.randn(8, 3, dtype=torch.float64)
    classes = torch.arange(8) % 2
    yield line("inputs", ":", *numbers(x))

    def transposed(parameters):
        return [value for p in parameters for value in numbers(p.T if p.dim() == 2 else p)]

    for name, make in NETS.items():
        start = torch.nn.Sequential(*make(torch.nn)).double()
        for parameter in start.parameters():
            torch.nn.init.normal_(parameter)
        yield line(name, "start", ":", *transposed(start.parameters()))
        for training, optimize in TRAININGS.items():
            net = torch.nn.Sequential(*make(torch.nn)).double()
            net.load_state_dict(start.state_dict())
            optimizer = optimize(net.parameters())
            numpy.random.seed(8)
            steps = batches(8, int(training.split()[-1]) if "batch" in training else None)
            for rows in itertools.islice(steps, 10):
                optimizer.zero_grad()
                torch.nn.functional.cross_entropy(net(x[rows]), classes[rows]).backward()
                optimizer.step()
            statistics = [b for key, b in net.named_buffers() if "running" in key]
            yield line(name, training, "parameters", ":", *transposed(net.parameters()))
            yield line(name, training, "statistics", ":", *transposed(statistics))
            yield line(name, training, "outputs", ":", *numbers(net.eval()(x)))


DROPPING = {
    "one dropout": lambda nn: [nn.Linear(3, 8), nn.Tanh(), nn.Dropout(0.25), nn.Linear(8, 2)],
    "two dropouts": lambda nn: [
        nn.Linear(3, 8), nn.Dropout(0.1), nn.Tanh(), nn.Linear(8, 5), nn.Dropout(0), nn.Sigmoid(), nn.Dropout(0.5),
        nn.Linear(5, 2)],
}


def dropout():
    """Masks: precision, seed, probability in percent, rows and columns, then what dropout makes of ones and the three
    numbers that are drawn next. Inputs, and for each net, drawn and trained for 50 steps by PyTorch's own generator
    from seed 8 on, all rows at once or those of a DataLoader, its parameters, its outputs in an evaluation, and the
    loss."""
    for name, dtype in (("float32", torch.float32), ("float64", torch.float64)):
        for seed, percent, rows, columns in (
            (0, 50, 1, 1), (1, 9, 5, 7), (42, 10, 3, 37), (42, 90, 37, 3), (7, 0, 2, 3), (4294967295, 20, 40, 33)):
            torch.manual_seed(seed)
            mask = torch.nn.functional.dropout(torch.ones(rows, columns, dtype=dtype), percent / 100)
            yield line(name, seed, percent, rows, columns, ":", *numbers(mask), *numbers(torch.rand(3)))

    x = torch.tensor(
        [[(7 * row + 3 * column) % 11 / 4 - 1 for column in range(3)] for row in range(8)],
        dtype=torch.float64)
    classes = torch.arange(8) % 2
    yield line("inputs", ":", *numbers(x))
    for name, make in DROPPING.items():
        for training, optimize in TRAININGS.items():
            torch.manual_seed(8)
            net = torch.nn.Sequential(*make(torch.nn)).double()
            optimizer = optimize(net.parameters())
            rows = torch.utils.data.TensorDataset(x, classes)
            loader = torch.utils.data.DataLoader(rows, 3, shuffle=True) if "batch" in training else [(x, classes)]
            steps = (batch for _ in itertools.count() for batch in loader)
            for inputs, targets in itertools.islice(steps, 50):
                optimizer.zero_grad()
                torch.nn.functional.cross_entropy(net(inputs), targets).backward()
                optimizer.step()
            yield line(
                name, training, "parameters", ":",
                *[value for p in net.parameters() for value in numbers(p.T if p.dim() == 2 else p)])
            outputs = net.eval()(x)
            yield line(name, training, "outputs", ":", *numbers(outputs))
            yield line(name, training, "loss", ":", *numbers(torch.nn.functional.cross_entropy(outputs, classes)))


LEAKY, ELU = 0.1, 0.7
FUNCTIONS = {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leaky_relu": lambda z: torch.nn.functional.leaky_relu(z, LEAKY),
    "softplus": lambda z: torch.nn.functional.softplus(z, threshold=1000),
    "elu": lambda z: torch.nn.functional.elu(z, ELU),
    "softmax": lambda z: torch.softmax(z, 1),
    "identity": lambda z: z,
}
LOSSES = {
    "softmax_cross_entropy": lambda y, t: -(t * torch.log_softmax(y, 1)).sum() / len(y),
    "mse": lambda y, t: torch.nn.functional.mse_loss(y, t),
    "sse": lambda y, t: ((y - t) ** 2).sum() / 2,
    "binary_cross_entropy": lambda y, t: torch.nn.functional.binary_cross_entropy(y, t),
}
# Widths from the inputs up, the function after each layer, the loss, its reduction, and the rows.
TRACES = [
    ((2, 2, 1), ("sigmoid", "sigmoid"), "sse", "sum", 1),
    ((2, 4, 2), ("sigmoid", "identity"), "softmax_cross_entropy", "mean", 4),
    ((3, 5, 4, 2), ("relu", "tanh", "identity"), "mse", "mean", 7),
    ((4, 3, 3), ("leaky_relu", "softmax"), "mse", "sum", 3),
    ((1, 6, 1), ("tanh", "sigmoid"), "binary_cross_entropy", "mean", 5),
    ((5, 7, 3), ("softplus", "identity"), "softmax_cross_entropy", "sum", 6),
    ((3, 4, 4, 1), ("elu", "sigmoid", "identity"), "sse", "mean", 5),
    ((2, 8, 8, 8, 2), ("relu", "relu", "tanh", "softmax"), "binary_cross_entropy", "sum", 9),
    ((6, 2), ("tanh",), "sse", "sum", 8),
    ((20, 30, 10), ("tanh", "identity"), "softmax_cross_entropy", "mean", 40),
]


def traces():
    """Of each net a line with its widths, functions, loss, reduction and rows; its inputs, targets and loss; and of every
    layer W, b, z, the gradient by z, and those by W and b."""
    torch.manual_seed(11)
    for index, (widths, functions, loss, reduction, rows) in enumerate(TRACES):
        x = torch.randn(rows, widths[0], dtype=torch.float64)
        t = torch.softmax(torch.randn(rows, widths[-1], dtype=torch.float64), 1)
        t = t if widths[-1] > 1 else torch.rand(rows, 1, dtype=torch.float64)
        yield line(
            index, "net", "-".join(map(str, widths)), ",".join(functions), loss, reduction, rows)
        yield line(index, "inputs", ":", *numbers(x))
        yield line(index, "targets", ":", *numbers(t))
        value, tensors = x, []
        for inputs, outputs, function in zip(widths, widths[1:], functions):
            weights = torch.randn(inputs, outputs, dtype=torch.float64, requires_grad=True)
            biases = torch.randn(outputs, dtype=torch.float64, requires_grad=True)
            z = value @ weights + biases
            z.retain_grad()
            tensors.append((weights, biases, z))
            value = FUNCTIONS[function](z)
        shown = LOSSES[loss](value, t)
        yield line(index, "loss", ":", *numbers(shown))
        # The shown loss is a mean over the rows but for sse; the gradient's reduction is one of its own.
        scale = {"mean": 1 / rows, "sum": 1} if loss == "sse" else {"mean": 1, "sum": rows}
        (shown * scale[reduction]).backward()
        for layer, (weights, biases, z) in enumerate(tensors):
            for name, tensor in (
                ("W", weights), ("b", biases), ("z", z), ("delta", z.grad), ("dW", weights.grad), ("db", biases.grad)):
                yield line(index, layer, name, ":", *numbers(tensor))


FILES = {"stream": stream, "runs": runs, "layers": layers, "dropout": dropout, "activations": activations, "traces": traces}
if __name__ == "__main__":
    for name in sys.argv[1:] or FILES:
        with open(os.path.join(HERE, f"torch_{name}.txt"), "w") as file:
            file.writelines(FILES[name]())
