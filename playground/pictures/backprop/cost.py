"""What one gradient costs."""

import time
from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np

from playground import datasets, show, style
from playground.figures import legend_below
from playground.pictures.backprop.measured import drawn, in_a_row, numerical_grads

WIDTHS = [2, 4, 8, 16, 24]


def cost_of_a_gradient(
    forward: Callable, numerical_gradient: Callable, loss_and_grads: Callable | None = None
) -> None:
    """What one gradient costs, in forward passes, against the parameters of the network.

    Parameters
    ----------
    forward, numerical_gradient : your functions; any number made of the scores serves as the loss, and the
        passes are counted
    loss_and_grads : yours, once you have it: a second curve, its time beside that of a pass
    """
    X, y = datasets.moons(n=100, noise=0.1, seed=0)
    networks = [drawn([2, width, width, 2], seed=0, spread=0.5) for width in WIDTHS]
    sizes = [len(in_a_row(params)) for params in networks]
    counted = [_passes(forward, numerical_gradient, X, params) for params in networks]

    fig, ax = plt.subplots(figsize=(7, 4))
    ax.loglog(sizes, counted, "o-", color=style.COLORS[1], label="numerical gradient, counted")
    alt = f"With {sizes[-1]} parameters a numerical gradient makes {counted[-1]} forward passes."
    if loss_and_grads:
        yours = [_times_a_pass(forward, loss_and_grads, X, y, params) for params in networks]
        ax.loglog(sizes, yours, "^-", color=style.COLORS[2], label="yours, by the clock")
        alt += f" Your loss_and_grads takes as long as {yours[-1]:.1f}."
    ax.axhline(1, linestyle="--", color=style.COLORS[0], label="one forward pass")
    ax.set(title="What one gradient costs", xlabel="parameters of the network", ylabel="forward passes")
    ax.set(xticks=sizes, xticklabels=sizes, ylim=(0.5, 4000), yticks=[1, 10, 100, 1000])
    ax.set_yticklabels(["1", "10", "100", "1000"])
    ax.minorticks_off()
    ax.annotate(str(counted[-1]), (sizes[-1], counted[-1]), (-8, 6), textcoords="offset points", ha="right")
    legend_below(fig, ax)
    show(fig, alt=alt)


def _passes(forward, numerical_gradient, X, params):
    """How often a numerical gradient runs the network."""
    calls = []

    def number(params):
        calls.append(1)
        return np.mean(forward(X, params)[0] ** 2)

    numerical_grads(numerical_gradient, number, params)
    return len(calls)


def _times_a_pass(forward, loss_and_grads, X, y, params):
    """How many forward passes take as long as the learner's gradient: of each the least disturbed."""
    both, one = (
        [_seconds(run) for _ in range(60)]
        for run in (
            lambda: loss_and_grads(X, y, params),
            lambda: forward(X, params),
        )
    )
    return min(both) / min(one)


def _seconds(run):
    start = time.perf_counter()
    run()
    return time.perf_counter() - start
