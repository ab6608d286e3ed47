"""A training and a validation part: cut without shuffling, split at random, and what chance does to them."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np

from playground import datasets, scatter, show, slide, style


def sorted_moons(n: int = 200) -> tuple[np.ndarray, np.ndarray]:
    """Moons of which all points of class 0 come first."""
    X, y = datasets.moons(n, noise=0.1, seed=0)
    order = np.argsort(y, kind="stable")
    return X[order], y[order]


def cut_unshuffled() -> None:
    """Moons that are sorted by class, cut after three quarters."""
    X, y = sorted_moons()
    titles = "first three quarters: training", "last quarter: validation"
    _two_parts([(X[:150], y[:150]), (X[150:], y[150:])], titles)
    alt = "The training part holds all of class 0 and half of class 1; the validation part class 1 alone."
    show(plt.gcf(), alt=f"Two scatter plots. {alt}")


def both_parts(train_val_split: Callable) -> None:
    """The sorted moons, split by the learner's function."""
    X, y = sorted_moons()
    X_train, X_val, y_train, y_val = train_val_split(X, y, 0.25, np.random.default_rng(0))
    parts = [(X_train, y_train), (X_val, y_val)]
    titles = [
        f"{name}: {len(y)} points, {np.mean(y):.0%} of class 1"
        for name, (_, y) in zip(("training", "validation"), parts)
    ]
    _two_parts(parts, titles)
    show(plt.gcf(), alt=f"Two scatter plots, each with points of both moons. {'; '.join(titles)}.")


def _two_parts(parts, titles):
    _, axes = plt.subplots(1, 2, figsize=(9, 3.4), sharex=True, sharey=True)
    for ax, part, title in zip(axes, parts, titles):
        scatter(ax, *part)
        ax.set(title=title, xlabel="$x_1$", ylabel="$x_2$")
    axes[0].legend(loc="lower left")


def try_chance(train_val_split: Callable) -> None:
    """How many of the validation part, a quarter, are of class 1 in each of 1000 splits of the same data."""

    def draw(examples):
        X, y = sorted_moons(int(examples))
        rng = np.random.default_rng(0)
        shares = [np.mean(train_val_split(X, y, 0.25, rng)[3]) for _ in range(1000)]
        low, high = np.quantile(shares, [0.05, 0.95])
        size = int(examples) // 4
        fig, ax = plt.subplots(figsize=(6, 3.4))
        step = max(1, round(size / 50)) / size  # shares are counts by size: no bar may hold more of them
        ax.hist(shares, bins=list(np.arange(-step / 2, 1 + step, step)), color=style.COLORS[0])
        ax.axvline(0.5, color="black", linestyle=":", label="all of the data")
        ax.set(title=f"{size} validation points: 9 of 10 splits within {low:.1%} to {high:.1%}")
        ax.set(xlabel="share of class 1 in the validation part", ylabel="splits, of 1000", xlim=(0, 1))
        ax.legend()
        return fig, f"A histogram about one half: nine of ten splits have {low:.1%} to {high:.1%} of class 1."

    slide(draw, start={"examples": 200}, examples=[40, 100, 200, 400, 800, 1600])
