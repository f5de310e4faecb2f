#!/usr/bin/env python3
"""Records what scikit-learn's metrics give for predictions and targets, into regression.txt.

    python3 Tests/Fixtures/make_regression.py        # with scikit-learn 1.4 or later

A case is three lines: `NAME predictions COLUMNS` and `NAME targets COLUMNS` with the values row by row, and `NAME measures`
with rmse, mae and r2 (`uniform_average` for several columns).
"""

from pathlib import Path

import numpy as np
from sklearn.metrics import mean_absolute_error, r2_score, root_mean_squared_error

stream = np.random.RandomState(3)
cases = {
    "one": (stream.normal(size=(9, 1)), stream.normal(size=(9, 1))),
    "close": ((t := stream.normal(5, 2, size=(40, 1))) + stream.normal(0, 0.1, size=(40, 1)), t),
    "several": ((t := stream.normal(0, [1, 10, 0.1], size=(25, 3))) + stream.normal(0, 0.5, size=(25, 3)), t),
    "constant": (stream.normal(size=(6, 1)), np.full((6, 1), 2.5)),
    "constant-right": (np.full((6, 1), 2.5), np.full((6, 1), 2.5)),
    "constant-beside": (stream.normal(size=(6, 2)), np.column_stack([np.full(6, -1.0), stream.normal(size=6)])),
}
lines = []
for name, (predictions, targets) in cases.items():
    for word, values in (("predictions", predictions), ("targets", targets)):
        numbers = " ".join(repr(float(value)) for value in values.ravel())
        lines.append(f"{name} {word} {values.shape[1]}: {numbers}")
    # Over all values: the mean of the squares, and not the mean of each column's root.
    rmse = root_mean_squared_error(targets.ravel(), predictions.ravel())
    measures = (rmse, mean_absolute_error(targets, predictions), r2_score(targets, predictions))
    lines.append(f"{name} measures: {' '.join(repr(float(value)) for value in measures)}")
(Path(__file__).resolve().parent / "regression.txt").write_text("\n".join(lines) + "\n")
