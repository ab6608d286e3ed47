"""Handwritten digits: some of them, one at a time with its probabilities, and those that were mistaken."""

from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from numpy.typing import NDArray

from playground import style
from playground.figures import show
from playground.slide import slide


def _draw(ax, x, title):
    ax.imshow(x.reshape(8, 8), cmap="gray_r", vmin=0, vmax=1)
    ax.set_title(title)
    ax.set_axis_off()


def some_digits(X: NDArray, y: NDArray) -> None:
    """Twenty of the digits with their labels, two of each.

    Parameters
    ----------
    X : array (n, 64)
    y : array (n,)
    """
    fig, axes = plt.subplots(2, 10, figsize=(9, 2.3))
    for column, digit in zip(axes.T, np.unique(y)):
        for ax, i in zip(column, np.flatnonzero(y == digit)):
            _draw(ax, X[i], y[i])
    fig.suptitle("Twenty of the training digits, and their labels")
    show(
        fig,
        "Two rows of ten small grey pictures of handwritten digits from 0 to 9, each with its label above.",
    )


def try_one_digit(network: Any, X: NDArray, y: NDArray, n: int = 20) -> None:
    """One digit at a time, and the probability that the network gives each label.

    Parameters
    ----------
    network : fitted classifier with predict_proba and classes_
    X : array (n, 64)
    y : array (n,)
    n : int
        How many there are to choose from: two of the surest, the mistaken ones, the least sure of the others.
    """
    p = network.predict_proba(X)
    surest = np.argsort(-p.max(axis=1), kind="stable")
    right = network.classes_[p.argmax(axis=1)][surest] == y[surest]
    wrong = surest[~right][: n - 2]
    rows = [*surest[right][:2], *wrong, *surest[right][::-1][: n - 2 - len(wrong)]]

    def draw(digit):
        i = rows[digit - 1]
        fig, (left, bars) = plt.subplots(1, 2, figsize=(6.6, 2.8), width_ratios=[1, 2])
        _draw(left, X[i], f"label {y[i]}")
        colors = [style.COLORS[1] if label == y[i] else style.COLORS[0] for label in network.classes_]
        bars.bar([str(label) for label in network.classes_], p[i], color=colors)
        bars.set(title=f"predict says {network.classes_[p[i].argmax()]}, with {p[i].max():.3f}", ylim=(0, 1))
        bars.set(xlabel="classes_ (orange: the label)", ylabel="predict_proba")
        return (
            fig,
            f"A digit labelled {y[i]}; the network gives {network.classes_[p[i].argmax()]} the probability "
            f"{p[i].max():.2f}.",
        )

    slide(draw, digit=range(1, n + 1))


def mistaken(network: Any, X: NDArray, y: NDArray, confusion_matrix: Callable) -> None:
    """Which digits are taken for which, and six of those that are mistaken.

    Parameters
    ----------
    network : fitted classifier
    X, y : arrays (n, 64) and (n,)
    confusion_matrix : the learner's function (y_true, y_pred, n_classes) → counts
    """
    found = np.asarray(network.predict(X))
    counts, wrong = np.asarray(confusion_matrix(y, found, 10)), np.flatnonzero(found != y)
    fig, panels = plt.subplot_mosaic([["m", "m", "0", "1", "2"], ["m", "m", "3", "4", "5"]], figsize=(9, 4.2))
    ax, *small = panels.values()
    ax.imshow(np.log1p(counts), cmap="Blues")
    for i, j in np.argwhere(counts):
        dark = "white" if counts[i, j] > 10 else "black"
        ax.text(j, i, counts[i, j], ha="center", va="center", fontsize=9, color=dark)
    ax.set(title=f"{counts.trace()} of {counts.sum()} right", xlabel="predicted", ylabel="true digit")
    ax.set(xticks=range(10), yticks=range(10))
    ax.grid(False)
    for panel in small:
        panel.set_axis_off()
    for panel, i in zip(small, wrong):
        _draw(panel, X[i], f"{y[i]}, taken for {found[i]}")
    show(
        fig,
        f"Left, a table of true against predicted digits: {counts.trace()} of {counts.sum()} lie on the "
        "diagonal; right, up to six digits that the network takes for another.",
    )
