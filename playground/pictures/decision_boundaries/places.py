"""A grid of places, and the labels on it."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import ListedColormap
from numpy.typing import NDArray

from playground import datasets, scatter, show, slide, style
from playground.figures import legend_below


def three_parts(X: NDArray) -> NDArray:
    """2 within 0.9 of the place (0, −1); elsewhere 1 on the left and 0 on the right."""
    return np.where(np.hypot(X[:, 0], X[:, 1] + 1) < 0.9, 2, np.where(X[:, 0] < 0, 1, 0))


def places(make_grid: Callable) -> None:
    """The learner's grid over a few points, each place with its row and column, row 1 marked."""
    X = np.array([[0.0, 10.0], [1.5, 20.0], [3.0, 12.0]])
    xx, yy = make_grid(X, resolution=4, margin=1.0)
    fig, ax = plt.subplots(figsize=(6.4, 3.8))
    ax.plot(*X.T, "*", color=style.COLORS[0], markersize=13, label="the points of X")
    ax.plot(xx.ravel(), yy.ravel(), "o", color="#777777", markersize=5, label="places")
    ax.plot(xx[1], yy[1], "s", color=style.COLORS[1], markersize=8, label="row 1")
    for (i, j), x in np.ndenumerate(xx):
        ax.annotate(f"[{i}, {j}]", (x, yy[i, j]), (6, 5), textcoords="offset points", fontsize=9)
    ax.set(title="make_grid(X, resolution=4, margin=1)", xlabel="xx", ylabel="yy")
    ax.margins(0.14)
    legend_below(fig, ax)
    show(
        fig,
        alt="Sixteen places in four rows over three points. Row 1 is the second from below: its places "
        "have the same height, and their column number grows to the right.",
    )


def try_resolution(make_grid: Callable, predict_grid: Callable) -> None:
    """The labels of a formula on the learner's grid, a cell for each place; a slider for their number."""
    X, y = datasets.blobs(120, noise=0.5, classes=3, seed=0)

    def draw(resolution):
        xx, yy = make_grid(X, resolution=int(resolution))
        labels = predict_grid(three_parts, xx, yy)
        fig, ax = plt.subplots(figsize=(4.4, 4.2))
        ax.pcolormesh(xx, yy, labels, cmap=ListedColormap(style.COLORS), vmin=0, vmax=9, alpha=0.35)
        scatter(ax, X, y)
        count = labels.size
        ax.set(title=f"{count} places, {count} labels", xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
        ax.grid(False)
        return fig, f"Three regions in {count} cells, points on top; more cells, finer borders."

    slide(draw, start={"resolution": 10}, resolution=[4, 10, 25, 60, 200])
