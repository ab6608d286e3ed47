"""Seconds to train: our NeuralNetwork, scikit-learn's MLPClassifier and PyTorch, on one core.

    python benchmarks/network_speed.py [--repeats N]

The same data, architecture, batch size, number of epochs and plain gradient steps for all; the best of N
runs each, in seconds of the processor, so that other programs on the machine disturb little. Ours also
judges itself on the whole training set after each epoch, as its `history_` promises. The column "steps
alone" leaves that out; "products alone" is the floor below which NumPy cannot go: the matrix products of
the steps and of the judging, and nothing else. PyTorch is measured where it is installed.
"""

import argparse
import os

for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[name] = "1"  # before NumPy is imported

import time
import warnings

import numpy as np
from sklearn.neural_network import MLPClassifier

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


def scikit_learn(X, y, hidden, epochs, batch, solver, lr):
    network = MLPClassifier(
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
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        network.fit(X, y)


def pytorch(X, y, hidden, epochs, batch, solver, lr):
    import torch

    torch.manual_seed(0)
    X, y = torch.from_numpy(X), torch.from_numpy(y)
    sizes = [X.shape[1], *hidden, int(y.max()) + 1]
    layers = [
        layer
        for i, o in zip(sizes, sizes[1:])
        for layer in (torch.nn.Linear(i, o, dtype=X.dtype), torch.nn.ReLU())
    ]
    network, loss = torch.nn.Sequential(*layers[:-1]), torch.nn.CrossEntropyLoss()
    kind = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}[solver]
    optimizer = kind(network.parameters(), lr=lr, weight_decay=0.0001)
    for _ in range(epochs):
        order = torch.randperm(len(X))
        for start in range(0, len(X), batch):
            rows = order[start : start + batch]
            optimizer.zero_grad()
            loss(network(X[rows]), y[rows]).backward()
            optimizer.step()


def seconds(trains, problem, repeats):
    """Processor time of the best of some runs of each, in turn, so that a slow minute meets all alike."""
    _, data, *settings = problem
    X, y = data()
    best = dict.fromkeys(trains, float("inf"))
    for _ in range(repeats):
        for name, train in trains.items():
            started = time.process_time()
            train(X, y, *settings)
            best[name] = min(best[name], time.process_time() - started)
    return best


def contenders():
    found = {
        "ours": ours,
        "steps alone": steps_alone,
        "products alone": products_alone,
        "scikit-learn": scikit_learn,
    }
    try:
        import torch

        torch.set_num_threads(1)
        found["PyTorch"] = pytorch
    except ImportError:
        print("PyTorch is not installed: left out")
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=5)
    repeats, trains = parser.parse_args().repeats, contenders()
    print(f"{'problem':24}" + "".join(f"{name:>22}" for name in trains))
    for problem in PROBLEMS:
        taken = seconds(trains, problem, repeats)
        cells = (f"{s:.3f} s ({s / taken['ours']:.2f} x ours)" for s in taken.values())
        print(f"{problem[0]:24}" + "".join(f"{cell:>22}" for cell in cells), flush=True)
