"""The two moons: what one straight line does to them, and three that bend."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import matplotlib.pyplot as plt
import numpy as np
from numpy.typing import NDArray

from playground.figures import boundary, legend_below, scatter, show
from playground.slide import slide
from playground.style import percent, spelled

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Params = Sequence[tuple[NDArray, NDArray]]


def fitted_line(X: NDArray, y: NDArray) -> None:
    """Draw the points X (n, 2) of the classes y (n,), and a straight line fitted to them by least squares."""
    ones = np.ones((len(X), 1))
    line = np.linalg.lstsq(np.hstack([X, ones]), 2 * y - 1)[0]
    side = lambda points: (points @ line[:2] > -line[2]).astype(int)  # noqa: E731
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.2), sharex=True, sharey=True)
    boundary(
        side, X, y, ax=right, title=f"A straight line fitted to them: {percent(np.mean(side(X) == y))} right"
    )
    scatter(left, X, y)
    left.set(title="Two classes of points", xlabel="$x_1$", ylabel="$x_2$")
    for ax in (left, right):
        ax.set_aspect("equal")
    left.legend(loc="upper right", fontsize=9)
    show(
        fig,
        alt="First: two crescents of points, interlocked. Second: a straight line between them cuts off the "
        "tips of both, which lie on the wrong side.",
    )


def try_line(dense: Callable[..., NDArray], X: NDArray, y: NDArray) -> None:
    """Move the weights and the bias of one unit; where its z is positive it says class 1.

    Parameters
    ----------
    dense : function (X, W, b) → Z
        The learner's.
    X, y : array (n, 2), array (n,)
        Points of two classes.
    """

    def draw(w1, w2, b):
        unit = lambda points: (dense(points, np.array([[w1], [w2]]), np.array([b]))[:, 0] > 0).astype(int)  # noqa: E731
        share = percent(np.mean(unit(X) == y))
        fig, ax = plt.subplots(figsize=(6, 4.1))
        boundary(
            unit,
            X,
            y,
            ax=ax,
            title=f"Weights {spelled(w1)} and {spelled(w2)}, bias {spelled(b)}: {share} right",
        )
        ax.set_aspect("equal")
        legend_below(fig, ax)
        return (
            fig,
            f"The boundary of one unit is a straight line; {share} of the points are on the right side.",
        )

    slide(
        draw, start={"w1": 1.0, "w2": 1.0}, w1=[-1.0, 0.0, 1.0], w2=[-6.0, -3.0, 1.0], b=[-1.0, 0.0, 0.5, 1.0]
    )


def separated(predict: Callable[..., NDArray], params: Params, X: NDArray, y: NDArray) -> None:
    """Draw the line where each hidden unit's z is 0, and the boundary that the whole network makes of them.

    Parameters
    ----------
    predict : function (X, params) → labels
        The learner's.
    params : list of (W, b)
        Two layers, the first for two features.
    X, y : array (n, 2), array (n,)
    """
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6), sharex=True, sharey=True)
    scatter(left, X, y)
    for j, dashes in enumerate(["-", "--", "-."]):
        _hidden_line(left, params[0], j, linestyle=dashes, linewidth=1.6, label=f"unit {j}: z = 0")
        _hidden_line(right, params[0], j, linestyle=":", linewidth=1.2)
        _arrow(left, params[0], j)
    boundary(lambda points: predict(points, params), X, y, ax=right, title="Together they separate the moons")
    left.set(title="Each hidden unit is a line", xlabel="$x_1$", ylabel="$x_2$")
    legend_below(fig, left)
    for ax in (left, right):
        ax.set_aspect("equal")
    show(
        fig,
        alt="First: the moons with three straight lines, one for each hidden unit. Second: the regions "
        "of the network: the boundary bends between the crescents, and no point is on the wrong side.",
    )


def _hidden_line(ax: "Axes", layer: tuple[NDArray, NDArray], j: int, **look) -> None:
    """The line where z of hidden unit j is 0."""
    w, b = layer[0][:, j], layer[1][j]
    ax.axline(-b * w / (w @ w), slope=-w[0] / w[1], color="black", **look)


def _arrow(ax: "Axes", layer: tuple[NDArray, NDArray], j: int) -> None:
    """From the line of hidden unit j to the side where its z is positive."""
    w, b = layer[0][:, j], layer[1][j]
    foot, tip = -b * w / (w @ w), -b * w / (w @ w) + 0.45 * w / np.hypot(*w)
    ax.annotate("", tip, foot, arrowprops={"arrowstyle": "-|>", "color": "black", "shrinkA": 0, "shrinkB": 0})


def try_silent(predict: Callable[..., NDArray], params: Params, X: NDArray, y: NDArray) -> None:
    """Silence one hidden unit: its outgoing weights become zero. The arguments are those of `separated`."""

    def draw(silent):
        (first, (W, b)), unit = params, silent.removeprefix("unit ")
        kept = np.array([[0.0 if str(j) == unit else 1.0] for j in range(len(W))])
        less = lambda points: predict(points, [first, (kept * W, b)])  # noqa: E731
        share = percent(np.mean(less(X) == y))
        fig, ax = plt.subplots(figsize=(6, 4.1))
        boundary(less, X, y, ax=ax, title=f"Silenced: {silent}. {share} right")
        ax.set_aspect("equal")
        legend_below(fig, ax)
        return (
            fig,
            f"The regions of the network, silenced: {silent}; {share} of the points are on the right side.",
        )

    slide(draw, silent=["none", "unit 0", "unit 1", "unit 2"])
