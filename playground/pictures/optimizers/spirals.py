"""The optimizers on a real problem, three spirals, at one learning rate, at many, and each at its best."""

import functools
import time
from collections.abc import Callable, Mapping

import matplotlib.pyplot as plt
import numpy as np

from playground import datasets, style
from playground.figures import boundary, show
from playground.pictures.optimizers.valley import DASHES
from playground.slide import slide
from playground.where import is_book

NAMES = ("sgd", "momentum", "rmsprop", "adam")
RATES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
SEEDS = range(5)
SIZES = [2, 32, 32, 3]


def _points():
    return datasets.spirals(n=300, noise=0.1, seed=0)


def _run(train_with, init_params, optimizer, lr, epochs, seed):
    """What one training gives: parameters and losses."""
    rng = np.random.default_rng(seed)
    with np.errstate(all="ignore"):  # too large a learning rate overflows; that is part of the picture
        return train_with(optimizer, *_points(), init_params(SIZES, rng), epochs, 32, lr, rng)


# In the book nobody writes train_with anew between two pictures of the same runs.
_seen = functools.cache(_run) if is_book() else _run


def race_on_the_spirals(train_with: Callable, init_params: Callable, rates: Mapping[str, float]) -> None:
    """The loss against epochs, and against seconds: the median of five seeds, with a band around all.

    Parameters
    ----------
    train_with, init_params : the learner's functions
    rates : dict
        "sgd", "momentum", "rmsprop", "adam" → learning rate.
    """
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.8), sharey=True)
    epochs = np.arange(1, 31)
    for i, (name, lr) in enumerate(rates.items()):
        began = time.perf_counter()
        losses = np.array([_run(train_with, init_params, name, lr, 30, seed)[1] for seed in SEEDS])
        seconds = (time.perf_counter() - began) / len(SEEDS)
        _band(left, epochs, losses, i, f"{name}, lr {lr:g}")
        _band(right, epochs / 30 * seconds, losses, i, name)
    left.set(title="By epochs", xlabel="epoch", ylabel="cross entropy on all points")
    right.set(title="The same, by the clock", xlabel="seconds")
    fig.legend(*left.get_legend_handles_labels(), ncols=4, loc="outside lower center")
    show(
        fig,
        "The loss on the spirals against epochs, and against seconds, for four optimizers at the learning "
        "rates " + ", ".join(f"{lr:g} ({name})" for name, lr in rates.items()) + ".",
    )


def _band(ax, x, losses, i, label):
    ax.semilogy(
        x,
        np.median(losses, axis=0),
        DASHES[i],
        marker=style.MARKERS[i],
        markevery=8,
        color=style.COLORS[i],
        label=label,
    )
    ax.fill_between(x, losses.min(axis=0), losses.max(axis=0), color=style.COLORS[i], alpha=0.18, linewidth=0)


def learning_rates(train_with: Callable, init_params: Callable) -> None:
    """A map of the loss after 15 epochs, optimizers by learning rates, the median of five seeds.

    Parameters
    ----------
    train_with, init_params : the learner's functions
    """
    final = np.array([[_median(train_with, init_params, name, lr) for lr in RATES] for name in NAMES])
    fig, ax = plt.subplots(figsize=(8.8, 3.4))
    shades = np.log10(np.clip(np.nan_to_num(final, nan=10.0), 1e-4, 10.0))
    shown = ax.imshow(shades, cmap="cividis_r", aspect="auto")
    _write(ax, final, shades)
    ax.set_xticks(range(len(RATES)), [f"{lr:g}" for lr in RATES])
    ax.set_yticks(range(4), NAMES)
    ax.set(title="Loss after 15 epochs on the spirals (▸ the best of each row)", xlabel="learning rate")
    ax.set(ylabel="optimizer")
    ax.grid(False)
    fig.colorbar(shown, ax=ax, label="log₁₀ of the loss")
    best = ", ".join(f"{RATES[np.nanargmin(row)]:g} for {name}" for name, row in zip(NAMES, final))
    show(
        fig,
        "A map of the loss after fifteen epochs, optimizers by learning rates from 0.001 to 3: the best "
        f"rate is {best}; too large a rate ruins every row.",
        narrow=False,
    )


def _median(train_with, init_params, name, lr):
    return np.median([_seen(train_with, init_params, name, lr, 15, seed)[1][-1] for seed in SEEDS])


def _write(ax, final, shades):
    for (i, j), loss in np.ndenumerate(final):
        mark = "▸ " if loss == np.nanmin(final[i]) else ""
        color = "black" if shades[i, j] < -1.3 else "white"
        ax.text(j, i, f"{mark}{loss:.2g}", ha="center", va="center", color=color)


def try_one_field_of_the_map(train_with: Callable, init_params: Callable, predict: Callable) -> None:
    """The five runs behind a field of the map, to be chosen, and the boundary of the median one.

    Parameters
    ----------
    train_with, init_params, predict : the learner's functions
    """

    def draw(optimizer, learning_rate):
        runs = [_seen(train_with, init_params, optimizer, learning_rate, 15, seed) for seed in SEEDS]
        runs.sort(key=lambda run: np.nan_to_num(run[1][-1], nan=np.inf))
        params, median = runs[len(runs) // 2]
        fig, (left, right) = plt.subplots(1, 2, figsize=(7.2, 3.2))
        for i, (_, losses) in enumerate(runs):
            name = "all five runs" if i == 0 else None
            left.semilogy(range(1, 16), losses, color=style.COLORS[7], linewidth=0.9, label=name)
        left.semilogy(range(1, 16), median, marker="o", label="the median run")
        left.set(title=f"{optimizer}, lr {learning_rate:g}: {median[-1]:.2g}", xlabel="epoch")
        left.set(ylabel="cross entropy", ylim=(1e-4, 1e1))
        left.legend(loc="lower left")
        _boundary(right, params, predict)
        return (
            fig,
            f"{optimizer} at {learning_rate:g}: after 15 epochs the median loss on the spirals is "
            f"{median[-1]:.2g}.",
        )

    start = {"optimizer": "adam", "learning_rate": 0.001}
    slide(draw, start=start, optimizer=NAMES, learning_rate=RATES)


def _boundary(ax, params, predict):
    X, y = _points()
    with np.errstate(all="ignore"):
        right = np.mean(predict(X, params) == y)
        boundary(lambda A: predict(A, params), X, y, ax, title=f"{right:.0%} right", resolution=100)


def trained(params: list, losses: list[float], predict: Callable) -> None:
    """The boundary of a network on the spirals, and what its training came to.

    Parameters
    ----------
    params : list of (W, b)
    losses : list
        The loss after each epoch.
    predict : function (X, params) → labels
    """
    X, y = _points()
    right = np.mean(predict(X, params) == y)
    fig, ax = plt.subplots(figsize=(4.8, 4.2))
    title = f"{len(losses)} epochs: loss {losses[-1]:.2g}, {right:.0%} right"
    boundary(lambda A: predict(A, params), X, y, ax, title=title)
    show(
        fig,
        f"The decision boundary on three spirals after training: {right:.0%} of the points lie in a region "
        "of their own colour.",
    )
