"""Writes numpy_runs.txt: where NumPy arrives with the networks of notebooks/digits.nnb and notebooks/optimizers.nnb, and
with two of noise.

Run with NumPy 2:  python3 Tests/Fixtures/make_numpy_runs.py

Every line is one run: the notebook, the run's name, a colon, and its figures in the order in which `show runs` has them;
of the networks of noise the rows, a colon, the loss after 200 steps, and the sum of the squares of all parameters.
The samples are those of drawn/make_drawn.py, and everything else is written here from the formulas.
"""

import os
import sys

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "drawn"))
import make_drawn  # noqa: E402


def drawn(rows):
    return np.array([[make_drawn.rounded(value) for value in row] for row in rows]) / make_drawn.UNIT


def network(*layers):
    """Weights of each layer from its inputs, outputs and standard deviation, and biases of 0."""
    return [(deviation * np.random.randn(inputs, outputs), np.zeros(outputs)) for inputs, outputs, deviation in layers]


def forward(parameters, inputs):
    """What goes into each layer, and the probabilities."""
    values = [inputs]
    for index, (weights, biases) in enumerate(parameters):
        output = values[-1] @ weights + biases
        if index + 1 < len(parameters):
            values.append(np.maximum(output, 0))
    shares = np.exp(output - output.max(axis=1, keepdims=True))
    return values, shares / shares.sum(axis=1, keepdims=True)


def gradients(parameters, inputs, labels):
    """Those of the mean softmax cross-entropy, weights and biases in turn."""
    values, error = forward(parameters, inputs)
    error[np.arange(len(labels)), labels] -= 1
    error /= len(labels)
    found = []
    for index in reversed(range(len(parameters))):
        found = [values[index].T @ error, error.sum(axis=0)] + found
        error = error @ parameters[index][0].T * (values[index] > 0)
    return found


def assessed(parameters, inputs, labels):
    shares = forward(parameters, inputs)[1]
    loss = -np.log(shares[np.arange(len(labels)), labels]).mean()
    return [float(loss), float((shares.argmax(axis=1) == labels).mean())]


def trained(start, steps, batch, rule, rate):
    """The parameters after some steps; a rule gives the direction from a gradient and what it remembers."""
    flat = [array.copy() for pair in start for array in pair]
    pairs = list(zip(flat[::2], flat[1::2]))
    memory = [{} for _ in flat]
    for step in range(1, steps + 1):
        for array, gradient, kept in zip(flat, gradients(pairs, *batch()), memory):
            array -= rate * rule(gradient, kept, step)
    return pairs


def sgd(gradient, kept, step):
    return gradient


def momentum(gradient, kept, step):
    kept["v"] = 0.9 * kept.get("v", 0) + gradient
    return kept["v"]


def nesterov(gradient, kept, step):
    return gradient + 0.9 * momentum(gradient, kept, step)


def adagrad(gradient, kept, step):
    kept["h"] = kept.get("h", 0) + gradient**2
    return gradient / (np.sqrt(kept["h"]) + 1e-10)


def rmsprop(gradient, kept, step):
    kept["h"] = 0.99 * kept.get("h", 0) + 0.01 * gradient**2
    return gradient / (np.sqrt(kept["h"]) + 1e-8)


def adam(gradient, kept, step):
    kept["m"] = 0.9 * kept.get("m", 0) + 0.1 * gradient
    kept["v"] = 0.999 * kept.get("v", 0) + 0.001 * gradient**2
    return kept["m"] / (1 - 0.9**step) / (np.sqrt(kept["v"] / (1 - 0.999**step)) + 1e-8)


def optimizers():
    inputs = drawn(make_drawn.points("spiral", 300, 3, 0.02, 0))
    labels = np.arange(300) % 3
    np.random.seed(1)
    start = network((2, 24, 1), (24, 24, np.sqrt(2 / 24)), (24, 3, np.sqrt(2 / 27)))
    for rule, rate in [(sgd, 0.3), (momentum, 0.1), (nesterov, 0.1), (adagrad, 0.05), (rmsprop, 0.005), (adam, 0.02)]:
        end = trained(start, 300, lambda: (inputs, labels), rule, rate)
        yield rule.__name__, assessed(end, inputs, labels)


def digits():
    inputs = drawn(make_drawn.digits(2000, 0.1, 0))
    labels = np.arange(2000) % 10
    np.random.seed(8)
    order = np.random.permutation(2000)
    learned, tested = order[:1500], order[1500:]
    np.random.seed(8)
    same = learned[np.random.choice(1500, 10)]
    start = network((64, 32, np.sqrt(2 / 64)), (32, 32, np.sqrt(2 / 32)), (32, 10, np.sqrt(2 / 32)))

    def run(batch):
        end = trained(start, 1000, batch, sgd, 0.1)
        return assessed(end, inputs[learned], labels[learned]) + assessed(end, inputs[tested], labels[tested])

    yield "the same ten", run(lambda: (inputs[same], labels[same]))
    for name, size in [("ten new ones", 10), ("a hundred new ones", 100)]:
        np.random.seed(9)

        def batch():
            chosen = learned[np.random.choice(1500, size)]
            return inputs[chosen], labels[chosen]

        yield name, run(batch)


def noise():
    """784-200-200-10 with ReLU; pixels are uniform, and row i is of class 7 i modulo 10."""
    for rows in (10, 100):
        np.random.seed(3)
        start = []
        for inputs, outputs in [(784, 200), (200, 200), (200, 10)]:
            weights = -0.1 + 0.2 * np.random.rand(inputs, outputs)
            start.append((weights, -0.1 + 0.2 * np.random.rand(outputs)))
        inputs, labels = np.random.rand(rows, 784), np.arange(rows) * 7 % 10
        end = trained(start, 200, lambda: (inputs, labels), sgd, 0.1)
        yield str(rows), [assessed(end, inputs, labels)[0], float(sum((array**2).sum() for pair in end for array in pair))]


def main():
    with open(os.path.join(HERE, "numpy_runs.txt"), "w") as file:
        for notebook in (optimizers, digits, noise):
            for name, figures in notebook():
                file.write(f"{notebook.__name__} {name} : {' '.join(map(repr, figures))}\n")


if __name__ == "__main__":
    main()
