"""What the gradient of a random handful says about that of all examples, and what it costs."""

import time
from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import LogLocator, NullFormatter

from playground import datasets, show, slide, style


def try_handfuls(loss_and_grads: Callable) -> None:
    """The way down by 40 random handfuls, each an arrow, and by all 2000 examples; a slider for their size.

    The network has no hidden layer, so that two numbers say it all: the weights of x₁ and x₂, those of class
    1 less those of class 0.
    """
    X, y = datasets.moons(2000, noise=0.1, seed=0)
    zeros = [(np.zeros((2, 2)), np.zeros(2))]

    def down(rows):
        (dW, _), *_ = loss_and_grads(X[rows], y[rows], zeros)[1]
        return np.asarray(dW)[:, 0] - np.asarray(dW)[:, 1]

    whole = down(slice(None))

    def draw(examples_in_a_handful):
        rng = np.random.default_rng(0)
        size = int(examples_in_a_handful)
        hands = np.array([down(rng.choice(2000, size, replace=False)) for _ in range(40)])
        near = int(np.sum(hands @ whole > np.cos(np.pi / 6) * _length(hands) * _length(whole)))
        fig, ax = plt.subplots(figsize=(6, 3.8))
        _arrows(ax, hands, color=style.COLORS[0], alpha=0.5, width=0.004, label="40 handfuls")
        _arrows(ax, whole[None], color=style.COLORS[1], width=0.013, label="all 2000 examples")
        ax.set(xlim=(-1.6, 2.4), ylim=(-1.2, 1.2), aspect="equal", title=f"The way down, by {size} of 2000")
        ax.set(xlabel="change of the weight of $x_1$", ylabel="change of the weight of $x_2$")
        ax.text(-1.53, 1.12, f"{near} of 40 within 30°", va="top")
        ax.legend(loc="lower left")
        told = f"{near} of 40 handfuls of {size} point within 30 degrees of all 2000"
        return fig, f"Arrows from one place: {told}."

    slide(draw, examples_in_a_handful=[1, 4, 16, 64, 256, 1000])


def _length(vectors):
    return np.linalg.norm(vectors, axis=-1)


def _arrows(ax, ends, **look):
    zeros = np.zeros(len(ends))
    ax.quiver(zeros, zeros, *ends.T, angles="xy", scale_units="xy", scale=1, zorder=3, **look)


def direction_and_price(loss_and_grads: Callable, init_params: Callable) -> None:
    """How well the gradient of a handful points the way of all 2000 examples, and what it costs."""
    X, y = datasets.moons(2000, noise=0.1, seed=0)
    rng = np.random.default_rng(0)
    start = init_params([2, 32, 2], rng)
    whole = _direction(loss_and_grads(X, y, start))
    sizes = [1, 4, 16, 64, 256, 1024, 2000]
    agreement, price = [], []
    for size in sizes:
        hands = [rng.choice(2000, size, replace=False) for _ in range(50)]
        agreement.append([_direction(loss_and_grads(X[hand], y[hand], start)) @ whole for hand in hands])
        price.append(_microseconds(loss_and_grads, X[:size], y[:size], start))
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6))
    low, middle, high = np.quantile(agreement, [0.1, 0.5, 0.9], axis=1)
    left.fill_between(sizes, low, high, color=style.COLORS[0], alpha=0.2, label="8 of 10 handfuls")
    left.plot(sizes, middle, "o-", color=style.COLORS[0], label="median")
    left.set(title="Does a handful point the right way?", xlabel="examples in the handful")
    left.set(ylabel="cosine of the angle to all 2000", xscale="log", ylim=(min(0, low.min()), 1.05))
    left.legend(loc="lower right")
    right.plot(sizes, price, "s-", color=style.COLORS[1])
    right.set(title="What does one gradient cost?", xlabel="examples in the handful")
    right.set(ylabel="microseconds", xscale="log", yscale="log")
    for axis in (left.xaxis, right.xaxis, right.yaxis):
        _in_plain_numbers(axis)
    show(
        fig,
        alt="Left: the cosine between a handful's gradient and that of all examples rises quickly towards 1 "
        "as the handful grows. Right: the time of one gradient, on logarithmic axes, hardly rises for small "
        "handfuls and in proportion to their size for large ones.",
    )


def _in_plain_numbers(axis):
    """Label a logarithmic axis 1, 10, 100 and so on; 2 and 5 in between where few of these are in view."""
    low, high = axis.get_view_interval()
    axis.set_major_locator(LogLocator(subs=(1.0,) if high > 50 * low else (1.0, 2.0, 5.0)))
    axis.set_major_formatter("{x:g}")
    axis.set_minor_formatter(NullFormatter())


def _direction(answer):
    """The gradient of all parameters as one vector of length 1."""
    flat = np.concatenate([np.ravel(array) for layer in answer[1] for array in layer])
    return flat / np.linalg.norm(flat)


def _microseconds(run, *given, times=15):
    """How long one call takes, the best of several."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        run(*given)
        taken.append(time.perf_counter() - began)
    return 1e6 * min(taken)
