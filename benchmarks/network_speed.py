"""Seconds to train: our NeuralNetwork, scikit-learn's MLPClassifier and PyTorch, on one core.

    python benchmarks/network_speed.py [--repeats N]

The same data, architecture, batch size, number of epochs and plain gradient steps for all. *On the same work*
each records loss and accuracy on the whole training set after every epoch, as our `history_` promises;
"training alone" leaves that out for all three (what `MLPClassifier.fit` records is a running mean of the
batches). "Products alone" is the floor below which NumPy cannot go: the matrix products of the steps and of
the judging, and nothing else. The best of N runs each, in turn, in seconds of the processor, so that other
programs on the machine disturb little. PyTorch is measured where it is installed.
"""

import argparse
import os
import sys

for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[name] = "1"  # before NumPy is imported

import time
import warnings

import numpy as np
from sklearn.neural_network import MLPClassifier
from told import tell

from autograder.reference import NeuralNetwork, init_params, one_epoch
from playground import datasets

PROBLEMS = [  # name, data, hidden layers, epochs, batch size, solver, learning rate
    ("moons (4, 4)", lambda: datasets.moons(1000), (4, 4), 100, 32, "sgd", 0.1),
    ("moons (64, 64)", lambda: datasets.moons(1000), (64, 64), 50, 32, "sgd", 0.1),
    ("digits (128, 64)", datasets.digits, (128, 64), 20, 64, "sgd", 0.1),
    ("spirals (32, 32), Adam", lambda: datasets.spirals(300), (32, 32), 40, 32, "adam", 0.01),
    ("digits (64,), Adam", datasets.digits, (64,), 25, 64, "adam", 0.01),
]


def ours(X, y, hidden, epochs, batch, solver, lr):
    NeuralNetwork(
        hidden, solver=solver, learning_rate_init=lr, batch_size=batch, max_iter=epochs, random_state=0
    ).fit(X, y)


def steps_alone(X, y, hidden, epochs, batch, solver, lr):
    rng = np.random.default_rng(0)
    params, state = init_params([X.shape[1], *hidden, y.max() + 1], rng), None
    for _ in range(epochs):
        params, state = one_epoch(X, y, params, state, rng, solver=solver, batch_size=batch, lr=lr)


def products_alone(X, y, hidden, epochs, batch, solver, lr):
    rng = np.random.default_rng(0)
    sizes = [X.shape[1], *hidden, y.max() + 1]
    layers = [
        (rng.normal(size=(batch, i)), rng.normal(size=(i, o)), rng.normal(size=(batch, o)))
        for i, o in zip(sizes, sizes[1:])
    ]
    for _ in range(epochs):
        for _ in range(round(len(X) / batch)):
            for i, (a, W, dz) in enumerate(layers):
                a @ W, a.T @ dz, i and dz @ W.T  # forward, dW and, but for the first layer, dX
            for a, W, _ in layers:  # judging
                a @ W


def multilayer(hidden, epochs, batch, solver, lr):
    return MLPClassifier(
        hidden,
        solver=solver,
        momentum=0,
        learning_rate_init=lr,
        batch_size=batch,
        max_iter=epochs,
        n_iter_no_change=epochs + 1,
        tol=0,
        random_state=0,
    )


def scikit_learn_alone(X, y, hidden, epochs, batch, solver, lr):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        multilayer(hidden, epochs, batch, solver, lr).fit(X, y)


def scikit_learn(X, y, hidden, epochs, batch, solver, lr):
    network, classes, rows, history = (
        multilayer(hidden, epochs, batch, solver, lr),
        np.unique(y),
        range(len(y)),
        [],
    )
    for _ in range(epochs):
        p = network.partial_fit(X, y, classes=classes).predict_proba(X)
        history.append((-np.log(p[rows, y].clip(1e-300)).mean(), (p.argmax(axis=1) == y).mean()))


def pytorch(X, y, hidden, epochs, batch, solver, lr, judged=True):
    import torch

    torch.manual_seed(0)
    X, y = torch.from_numpy(X), torch.from_numpy(y)
    sizes = [X.shape[1], *hidden, int(y.max()) + 1]
    layers = [
        layer
        for i, o in zip(sizes, sizes[1:])
        for layer in (torch.nn.Linear(i, o, dtype=X.dtype), torch.nn.ReLU())
    ]
    network, loss, history = torch.nn.Sequential(*layers[:-1]), torch.nn.CrossEntropyLoss(), []
    kind = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}[solver]
    optimizer = kind(network.parameters(), lr=lr, weight_decay=0.0001)
    for _ in range(epochs):
        order = torch.randperm(len(X))
        for start in range(0, len(X), batch):
            rows = order[start : start + batch]
            optimizer.zero_grad()
            loss(network(X[rows]), y[rows]).backward()
            optimizer.step()
        if judged:
            with torch.no_grad():
                scores = network(X)
                history.append((loss(scores, y).item(), (scores.argmax(1) == y).double().mean().item()))


def pytorch_alone(*problem):
    pytorch(*problem, judged=False)


def seconds(trains, problem, repeats):
    """Name → processor time of each run, taken in turn, so that a slow minute meets all alike."""
    _, data, *settings = problem
    X, y = data()
    taken = {name: [] for name in trains}
    for _ in range(repeats):
        for name, train in trains.items():
            started = time.process_time()
            train(X, y, *settings)
            taken[name].append(time.process_time() - started)
    return taken


def contenders():
    found = {
        "ours": ours,
        "scikit-learn": scikit_learn,
        "ours, training alone": steps_alone,
        "scikit-learn, training alone": scikit_learn_alone,
        "products alone": products_alone,
    }
    try:
        import torch

        torch.set_num_threads(1)
        found |= {"PyTorch": pytorch, "PyTorch, training alone": pytorch_alone}
    except ImportError:
        print("PyTorch is not installed: left out", file=sys.stderr)
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    repeats, trains = parser.parse_args().repeats, contenders()
    tell(
        {
            f"{problem[0]}: {name}": ("s", taken)
            for problem in PROBLEMS
            for name, taken in seconds(trains, problem, repeats).items()
        }
    )
