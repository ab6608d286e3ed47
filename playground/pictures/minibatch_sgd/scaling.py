"""What a column in another unit does to training, and what standardizing does about it."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np

from playground import datasets, scatter, show, style
from playground.figures import legend_below

SCALE = np.array([1, 20])  # the second column in a unit that is 20 times smaller


def another_unit(loss_and_grads: Callable, init_params: Callable) -> None:
    """The loss over 200 steps: moons as they are, and with x₂ in another unit, at two learning rates."""
    X, y = datasets.moons(200, noise=0.1, seed=0)
    runs = {
        "moons, learning rate 0.5": (X, 0.5, "-"),
        "$x_2$ times 20, learning rate 0.5": (X * SCALE, 0.5, ":"),
        "$x_2$ times 20, learning rate 0.005": (X * SCALE, 0.005, "--"),
    }
    fig, ax = plt.subplots()
    for (label, (X_run, lr, dashes)), color in zip(runs.items(), style.COLORS):
        start = init_params([2, 16, 2], np.random.default_rng(1))
        ax.plot(_losses(loss_and_grads, X_run, y, start, lr), dashes, color=color, label=label)
    ax.set(title="One column in another unit", xlabel="step", ylabel="loss (cross entropy)", yscale="log")
    legend_below(fig, ax)
    show(
        fig,
        alt="Three loss curves. Of the moons as they are it falls steadily. With one column 20 times larger "
        "the same learning rate makes it jump up and jitter far above; a rate small enough for that column "
        "makes it creep.",
    )


def _losses(loss_and_grads, X, y, params, lr):
    """The loss before each of 200 steps, every one with all examples."""
    losses = []
    for _ in range(200):
        loss, grads = loss_and_grads(X, y, params)
        losses.append(loss)
        params = [tuple(p - lr * g for p, g in zip(*pair)) for pair in zip(params, grads)]
    return losses


def before_and_after(standardize: Callable) -> None:
    """The stretched moons, and what the learner's function makes of them."""
    X, y = datasets.moons(200, noise=0.1, seed=0)
    stretched = X * SCALE
    cured, _ = standardize(stretched, stretched[:1])
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4))
    scatter(left, stretched, y)
    left.set(title="before: one column 20 times the other", xlim=(-36, 36), aspect="equal")
    scatter(right, cured, y)
    right.set(title="after: mean 0, std 1", xlim=(-3.6, 3.6), aspect="equal")
    right.legend(loc="lower left")
    for ax in (left, right):
        ax.set(xlabel="$x_1$", ylabel="$x_2$")
    show(
        fig,
        alt="On equal axes. First: stretched moons are a thin upright stripe. Second: after standardizing "
        "both moons are plain to see, centred at 0.",
    )
