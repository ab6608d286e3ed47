"""What one gradient costs."""

import time
from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np

from playground import datasets, show, style
from playground.pictures.backprop.measured import drawn, in_a_row, numerical_grads

WIDTHS = [2, 4, 8, 16, 24]


def cost_of_a_gradient(
    forward: Callable, numerical_gradient: Callable, loss_and_grads: Callable | None = None
) -> None:
    """Seconds for one gradient against the parameters of the network, beside one forward pass.

    Parameters
    ----------
    forward, numerical_gradient : your functions; any number made of the scores serves as the loss
    loss_and_grads : yours, once you have it: a third curve
    """
    X, y = datasets.moons(n=100, noise=0.1, seed=0)
    networks = [drawn([2, width, width, 2], seed=0, spread=0.5) for width in WIDTHS]
    sizes = [len(in_a_row(params)) for params in networks]

    def number(params):
        return np.mean(forward(X, params)[0] ** 2)

    by_numbers = [
        _seconds(lambda p=p: numerical_grads(numerical_gradient, number, p), times=2) for p in networks
    ]
    one_pass = [_seconds(lambda p=p: number(p)) for p in networks]

    fig, ax = plt.subplots(figsize=(7, 4))
    ax.loglog(sizes, by_numbers, "o-", color=style.COLORS[1], label="numerical gradient")
    if loss_and_grads:
        yours = [_seconds(lambda p=p: loss_and_grads(X, y, p)) for p in networks]
        ax.loglog(sizes, yours, "^-", color=style.COLORS[2], label="your loss_and_grads")
    ax.loglog(sizes, one_pass, "s--", color=style.COLORS[0], label="one forward pass")
    ax.set(title="What one gradient costs", xlabel="parameters of the network", ylabel="seconds")
    ax.set(xticks=sizes, xticklabels=sizes)
    ax.minorticks_off()
    ax.legend(loc="center right")
    times = f"{by_numbers[-1] / one_pass[-1]:.0f}"
    alt = f"With {sizes[-1]} parameters a numerical gradient takes {times} times as long as one forward pass."
    if loss_and_grads:
        faster, passes = by_numbers[-1] / yours[-1], f"{yours[-1] / one_pass[-1]:.1f}"
        print(f"{sizes[-1]} parameters: yours is {faster:.0f} times as fast as the numerical gradient,")
        print(f"and takes as long as {passes} forward passes")
        alt += f" Your loss_and_grads takes as long as {passes} passes."
    show(fig, alt=alt)


def _seconds(run, times=30):
    """How long one call takes, the best of several: the least disturbed by what else the computer does."""
    best = np.inf
    for _ in range(times):
        start = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - start)
    return best
