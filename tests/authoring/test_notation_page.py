"""The book's page on notation: what it writes in NumPy is what ours computes."""

import re

import numpy as np

from autograder import lesson as lessons
from autograder import reference

PAGE = (lessons.ROOT / "book" / "notation.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(\w+)`(?:, \$(\w+)\$)? \|.*\| `([^|]+?)`(?: for relu)? \| [^|]+ \|$", re.M)


def test_what_stands_in_numpy_is_what_ours_computes():
    rng = np.random.default_rng(0)
    n, d, k = 5, 3, 4
    X, W, b, z = rng.normal(size=(n, d)), rng.normal(size=(d, k)), rng.normal(size=k), rng.normal(size=(n, k))
    y, dz, y_true, y_pred = rng.integers(k, size=n), *rng.normal(size=(3, n, k))
    given = {"X": X, "W": W, "b": b, "z": z, "y": y, "y_true": y_true, "y_pred": y_pred, "n": n}
    given |= {"dz": dz, "da": dz, "lr": 0.1, "dW": rng.normal(size=(d, k)), "np": np}
    given |= {"Y": reference.one_hot(y, k), "P": reference.softmax(z)}
    dX, dW, db = reference.dense_backward(dz, X, W)
    ours = {
        "dense": reference.dense(X, W, b),
        "relu": reference.relu(z),
        "softmax": reference.softmax(z),
        "log_softmax": reference.log_softmax(z),
        "mse": reference.mse(y_pred, y_true),
        "cross_entropy": reference.cross_entropy(z, y),
        "accuracy": reference.accuracy(z, y),
        "mse_grad": reference.mse_grad(y_pred, y_true),
        "cross_entropy_grad": reference.cross_entropy_grad(z, y),
        "dense_backwarddX": dX,
        "dense_backwarddW": dW,
        "dense_backwarddb": db,
        "activation_backward": reference.activation_backward(dz, z, "relu"),
        "sgd_step": reference.sgd_step([(W, b)], [(given["dW"], b)], 0.1)[0][0],
    }
    rows = {name + part: eval(source, given) for name, part, source in ROW.findall(PAGE)}
    assert rows.keys() == ours.keys()
    for name, answer in rows.items():
        np.testing.assert_allclose(answer, ours[name], err_msg=name)
