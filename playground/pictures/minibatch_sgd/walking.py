"""One epoch from above: where the parameters go, step by step, over the level lines of the loss."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np

from playground import datasets, show, slide, style
from playground.exchanged import exchanged

LEVELS = 14


def walks(train_epoch: Callable, loss_and_grads: Callable) -> None:
    """One epoch in batches of 256, of 32 and of 1, each as a walk over the same level lines."""
    X, y = _clouds()
    paths = {size: _walk(train_epoch, loss_and_grads, X, y, size, 0.3) for size in (256, 32, 1)}
    box = _around(np.concatenate(list(paths.values())))
    levels = _levels(loss_and_grads, X, y, box)
    fig, axes = plt.subplots(1, 3, figsize=(9, 3.5), sharex=True, sharey=True)
    for ax, (size, path), color in zip(axes, paths.items(), style.COLORS):
        _draw(ax, path, levels, color)
        ax.set(title=f"batches of {size}: {_steps(path)}", xlabel="weight of $x_1$")
    axes[0].set(ylabel="weight of $x_2$")
    show(
        fig,
        alt="Three walks of one epoch, each from a dot to a star. All examples at once: one short step. "
        "Batches of 32: eight steps, fairly straight and several times as far. Batches of 1: 256 steps that "
        "stagger about the bottom.",
    )


def try_walk(train_epoch: Callable, loss_and_grads: Callable) -> None:
    """The same walk with sliders for batch size and learning rate."""
    X, y = _clouds()
    box = (-4.5, 1.0, -3.5, 1.5)
    levels = _levels(loss_and_grads, X, y, box)

    def draw(batch_size, learning_rate):
        path = _walk(train_epoch, loss_and_grads, X, y, int(batch_size), learning_rate)
        fig, ax = plt.subplots(figsize=(5, 4))
        _draw(ax, path, levels, style.COLORS[0])
        ax.set(xlim=box[:2], ylim=box[2:], xlabel="weight of $x_1$", ylabel="weight of $x_2$")
        loss = loss_and_grads(X, y, _params(path[-1]))[0]
        ax.set(title=f"{_steps(path)}, then the loss is {loss:.2f}")
        return fig, f"A walk over level lines: {_steps(path)} in one epoch, to a loss of {loss:.2f}."

    slide(
        draw,
        start={"batch_size": 32, "learning_rate": 0.3},
        batch_size=[1, 4, 16, 32, 64, 256],
        learning_rate=[0.03, 0.1, 0.3, 1, 3],
    )


def _clouds():
    """Two clouds that overlap, in columns of mean 0 and standard deviation 1."""
    X, y = datasets.blobs(256, noise=1.4, classes=2, seed=1)
    return (X - X.mean(axis=0)) / X.std(axis=0), y


def _params(place):
    """No hidden layer, no bias, and class 0 at zero: two weights are left."""
    return [(np.stack([np.zeros(2), place], axis=1), np.zeros(2))]


def _walk(train_epoch, loss_and_grads, X, y, batch_size, lr):
    """The two weights before each step of an epoch and after the last, (steps + 1, 2)."""
    places = []

    def noting(X_batch, y_batch, params, *more):
        places.append(_place(params))
        return loss_and_grads(X_batch, y_batch, params, *more)

    epoch = exchanged(train_epoch, loss_and_grads=noting)
    end = epoch(X, y, _params(np.zeros(2)), batch_size, lr, np.random.default_rng(3))
    return np.array([*places, _place(end)])


def _place(params):
    """The weights of class 1 less those of class 0: a new array, for who updates in place."""
    W = np.asarray(params[0][0])
    return W[:, 1] - W[:, 0]


def _around(places):
    (left, bottom), (right, top) = places.min(axis=0) - 1, places.max(axis=0) + 1
    return left, right, bottom, top


def _levels(loss_and_grads, X, y, box):
    """What `contour` takes: both axes of a grid, and the loss at each of its places."""
    left, right, bottom, top = box
    ws_1, ws_2 = np.linspace(left, right, 40), np.linspace(bottom, top, 40)
    return ws_1, ws_2, [[loss_and_grads(X, y, _params([a, b]))[0] for a in ws_1] for b in ws_2]


def _draw(ax, path, levels, color):
    ax.contour(*levels, levels=LEVELS, colors="#999999", linewidths=0.7)
    ax.plot(*path.T, "o-", color=color, markersize=3, linewidth=1)
    ax.plot(*path[0], "o", color="black", markersize=6)
    ax.plot(*path[-1], "*", color="black", markersize=12)
    ax.grid(False)


def _steps(path):
    return f"{len(path) - 1} step{'s' * (len(path) != 2)}"
