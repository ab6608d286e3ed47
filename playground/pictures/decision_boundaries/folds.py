"""Lines of hidden units, and the boundary that folds where it crosses one of them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import matplotlib.pyplot as plt
import numpy as np
from numpy.typing import NDArray

from playground import datasets, scatter, show, slide, style
from playground.figures import extent
from playground.pictures.decision_boundaries.fitting import Network
from playground.pictures.decision_boundaries.regions import regions

if TYPE_CHECKING:
    from matplotlib.axes import Axes

UNIT, FOLD = style.COLORS[8], style.COLORS[9]


def folds(fit: Callable[..., Network]) -> None:
    """Circles and three relu units: their own lines alone, then with the boundary, which folds on them."""
    net, X, y = _circles(fit, 3)
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 4.1))
    scatter(left, X, y, alpha=0.35)
    draw_units(left, net.params, X, arrows=True)
    box = extent(X)
    left.set(
        xlim=box[:2], ylim=box[2:], xlabel="$x_1$", ylabel="$x_2$", title="Where each unit begins to answer"
    )
    left.grid(False)
    found = _with_units(right, net, X, y, f"The boundary folds there: {_right(net)} right")
    show(
        fig,
        alt="First: three straight lines across two circles of points, each with an arrow to the side "
        f"where its unit is not zero. Second: the boundary of the network is a polygon; its {found} corners "
        "lie on the lines.",
    )


def rings(fit: Callable[..., Network]) -> None:
    """An inner circle, and networks of 1, 2, 3 and 64 units with their lines and folds."""
    fig, axes = plt.subplots(2, 2, figsize=(9, 7.2))
    for ax, width in zip(axes.flat, (1, 2, 3, 64)):
        net, X, y = _circles(fit, width)
        _with_units(ax, net, X, y, f"{width} unit{'s' * (width > 1)}: {_right(net)} right")
    show(
        fig,
        alt="One circle of points inside another. With 1 unit the boundary is a straight line, with 2 it "
        "opens to one side, with 3 it is a closed polygon that folds on the units' lines, with 64 it is "
        "nearly round.",
    )


def _circles(fit, width):
    """A network of so many units on two circles, the best of three starts, and its training points."""
    points, held_out = datasets.circles(200, noise=0.1, seed=0), datasets.circles(200, noise=0.1, seed=1)
    nets = [fit(*points, *held_out, width=width, epochs=150, seed=seed) for seed in (1, 2, 3)]
    return max(nets, key=lambda net: net.history["val_acc"][-1]), *points


def _right(net):
    return f"{net.history['val_acc'][-1]:.0%}"


def try_units(fit: Callable[..., Network]) -> None:
    """A network of few units on circles or XOR: sliders for their number and for the random start."""

    def draw(data, units, random_start):
        make = getattr(datasets, data)
        X, y = make(200, noise=0.1, seed=0)
        net = fit(X, y, *make(200, noise=0.1, seed=1), width=int(units), epochs=80, seed=int(random_start))
        fig, ax = plt.subplots(figsize=(6, 4.4))
        name = f"{units} unit{'s' * (units > 1)} on {data}"
        found = _with_units(ax, net, X, y, f"{name}: {_right(net)} of validation right")
        return (
            fig,
            f"The boundary of {name} has {found} fold{'s' * (found != 1)} in the frame; {_right(net)} right.",
        )

    slide(
        draw,
        start={"units": 3, "random_start": 2},
        data=["circles", "xor"],
        units=[1, 2, 3, 4, 8, 16],
        random_start=[1, 2],
    )


def _with_units(ax: "Axes", net: Network, X: NDArray, y: NDArray, title: str) -> int:
    """Regions, the units' lines and the folds; returns how many folds there are."""
    regions(ax, net, X, y, title)
    return draw_units(ax, net.params, X, net)


def draw_units(ax: "Axes", params: list, X: NDArray, net: Network | None = None, arrows: bool = False) -> int:
    """Draw w·x + b = 0 of each unit of the first hidden layer; a dot where the boundary of `net` crosses it.

    Returns
    -------
    int
        The number of dots.
    """
    box, dots = extent(X), []
    faint = 1.0 if params[0][0].shape[1] <= 8 else 0.3
    for w, b in zip(np.asarray(params[0][0]).T, np.asarray(params[0][1])):
        line = _line(w, b, box)
        ax.plot(*line.T, "--", color=UNIT, linewidth=1.1, alpha=faint, zorder=2)
        if arrows and len(line):
            _arrow(ax, line[len(line) // 2], w)
        if net is not None and len(line):
            dots += [*_crossings(net, line)]
    if dots:
        ax.plot(*np.array(dots).T, "o", color=FOLD, markersize=7, markerfacecolor="#ffd97a", zorder=5)
    return len(dots)


def _line(w, b, box):
    """Places of w·x + b = 0 in the box, from end to end: (n, 2), none where it misses the box."""
    left, right, bottom, top = box
    length = np.hypot(*w)
    if length < 1e-9:
        return np.zeros((0, 2))
    middle = np.array([left + right, bottom + top]) / 2
    nearest = middle - (w @ middle + b) * w / length**2  # of the line to the middle of the box
    reach = np.hypot(right - left, top - bottom)
    places = nearest + np.linspace(-reach, reach, 2001)[:, None] * np.array([-w[1], w[0]]) / length
    inside = (places >= [left, bottom]).all(axis=1) & (places <= [right, top]).all(axis=1)
    return places[inside]


def _arrow(ax, place, w):
    """To the side where the unit is not zero."""
    end = place + 0.28 * w / np.hypot(*w)
    ax.annotate("", end, place, arrowprops={"arrowstyle": "->", "color": UNIT, "shrinkA": 0, "shrinkB": 0})


def _crossings(net, line):
    """Where the label changes along a unit's line."""
    labels = net.predict(line)
    return line[1:][labels[1:] != labels[:-1]]
