"""One epoch from above: where the parameters go, step by step, over the level lines of the loss."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np

from playground import datasets, show, slide, style
from playground.exchanged import exchanged

LEVELS = [0.325, 0.34, 0.37, 0.4, 0.45, 0.5, 0.6, 0.7, 0.85, 1.0]
NUMBERED = LEVELS[3::2]  # the inner ones are full of steps
PLAIN = [level for level in LEVELS if level not in NUMBERED]
BOX = (-5.2, 1.0, -3.3, 1.2)  # holds the innermost line whole
LOST, PAPER = "it ends outside the picture", {"color": "white", "alpha": 0.85}


def walks(train_epoch: Callable, loss_and_grads: Callable) -> None:
    """One epoch in batches of 256, of 32 and of 1, each as a walk over the same level lines."""
    X, y = _clouds()
    paths = {size: _walk(train_epoch, loss_and_grads, X, y, size, 0.3) for size in (256, 32, 1)}
    levels = _levels(loss_and_grads, X, y)
    fig, axes = plt.subplots(1, 3, figsize=(9, 3.1), sharex=True, sharey=True)
    for ax, (size, path), color in zip(axes, paths.items(), style.COLORS):
        _draw(ax, path, levels, color)
        ax.set(title=f"batches of {size}: {_steps(path)}", xlabel="weight of $x_1$")
    axes[0].set(ylabel="weight of $x_2$")
    show(
        fig,
        alt="Three walks of one epoch, each from a dot to a star. All examples at once: one short step. "
        "Batches of 32: eight steps, fairly straight and several times as far. Batches of 1: 256 steps that "
        "stagger to the bottom, which a cross marks.",
    )


def try_walk(train_epoch: Callable, loss_and_grads: Callable) -> None:
    """The same walk with sliders for batch size and learning rate."""
    X, y = _clouds()
    levels = _levels(loss_and_grads, X, y)

    def draw(batch_size, learning_rate):
        path = _walk(train_epoch, loss_and_grads, X, y, int(batch_size), learning_rate)
        fig, ax = plt.subplots(figsize=(6, 4.3))
        _draw(ax, path, levels, style.COLORS[0])
        ax.set(xlabel="weight of $x_1$", ylabel="weight of $x_2$")
        loss = loss_and_grads(X, y, _params(path[-1]))[0]
        ax.set(title=f"{_steps(path)}, then the loss is {loss:.3f}; at the bottom {_bottom(levels)[2]:.3f}")
        told = f"A walk over level lines: {_steps(path)} in one epoch, to a loss of {loss:.3f}"
        if not _inside(path[-1]):
            ax.text(0.5, 0.04, LOST, transform=ax.transAxes, ha="center", bbox=PAPER, zorder=5)
            told += f"; {LOST}"
        return fig, f"{told}."

    slide(
        draw,
        start={"batch_size": 32, "learning_rate": 0.3},
        batch_size=[1, 4, 16, 32, 64, 256],
        learning_rate=[0.03, 0.1, 0.3, 1, 3, 5],
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
        loss, grads = loss_and_grads(X_batch, y_batch, params, *more)
        return loss, [(dW, np.zeros_like(db)) for dW, db in grads]  # no biases: two numbers are all there is

    epoch = exchanged(train_epoch, loss_and_grads=noting)
    end = epoch(X, y, _params(np.zeros(2)), batch_size, lr, np.random.default_rng(3))
    return np.array([*places, _place(end)])


def _place(params):
    """The weights of class 1 less those of class 0: a new array, for who updates in place."""
    W = np.asarray(params[0][0])
    return W[:, 1] - W[:, 0]


def _levels(loss_and_grads, X, y):
    """What `contour` takes: both axes of a grid, and the loss at each of its places."""
    ws_1, ws_2 = np.linspace(*BOX[:2], 63), np.linspace(*BOX[2:], 46)
    return ws_1, ws_2, np.array([[loss_and_grads(X, y, _params([a, b]))[0] for a in ws_1] for b in ws_2])


def _bottom(levels):
    """The lowest place of the grid, and the loss there."""
    ws_1, ws_2, losses = levels
    row, column = np.unravel_index(np.argmin(losses), losses.shape)
    return ws_1[column], ws_2[row], losses[row, column]


def _right_below(levels):
    """Where the numbers of the level lines stand: to the right below the bottom, where few walks come."""
    ws_1, ws_2, losses = levels
    places = np.array(_bottom(levels)[:2]) + np.linspace(0, 4, 200)[:, None] * [0.8, -0.6]
    columns, rows = np.searchsorted(ws_1, places[:, 0]), np.searchsorted(ws_2, places[:, 1])
    inside = (columns < len(ws_1)) & (rows > 0)
    heights = losses[rows[inside], columns[inside]]
    reached = [int(np.argmax(heights > level)) for level in NUMBERED if heights.max() > level]
    return [tuple(places[place]) for place in reached]


def _draw(ax, path, levels, color):
    look = {"colors": "#777777", "linewidths": 0.7}
    ax.contour(*levels, levels=PLAIN, **look)
    lines = ax.contour(*levels, levels=NUMBERED, **look)  # of their own: Matplotlib 3.9 numbers all of a set
    ax.clabel(lines, fontsize=9, colors="#555555", fmt="%g", manual=_right_below(levels))
    ax.plot(*_bottom(levels)[:2], "x", color=style.COLORS[1], markersize=9, markeredgewidth=2.5, zorder=4)
    ax.plot(*path.T, "o-", color=color, markersize=3, linewidth=1)
    ax.plot(*path[0], "o", color="black", markersize=6)
    ax.plot(*path[-1], "*", color="black", markersize=12)
    ax.set(xlim=BOX[:2], ylim=BOX[2:])
    ax.grid(False)


def _inside(place):
    left, right, bottom, top = BOX
    return left <= place[0] <= right and bottom <= place[1] <= top


def _steps(path):
    return f"{len(path) - 1} step{'s' * (len(path) != 2)}"
