"""Whom does a number reach? In a network, and in a dense layer."""

from collections.abc import Callable
from functools import partial

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.layout_engine import ConstrainedLayoutEngine

from playground import show, slide, style
from playground.diagrams import network, table
from playground.diagrams.graph import spelled
from playground.diagrams.network import APART
from playground.pictures.backprop.measured import drawn


def try_paths(forward: Callable) -> None:
    """Sliders for the layer of one weight and the width: which units feel it, measured by a nudge.

    Parameters
    ----------
    forward : your function; the weight is moved by a millionth, and each unit's z is watched
    """
    start = {"layer": 1, "width": 3}
    slide(partial(_paths, forward), start=start, layer=[1, 2, 3], width=[2, 3, 4])


def _paths(forward, layer, width):
    params = drawn([2, width, width, 2], seed=1, spread=0.8)
    rates = _rates(forward, params, layer - 1)
    lines = [np.outer(left != 0, right != 0).astype(float) for left, right in zip(rates, rates[1:])]
    lines[layer - 1][0, 0] = 1.0
    units = [["$x_1$", "$x_2$"], *rates[1:]]
    count = int(np.prod([np.sum(rate != 0) for rate in rates[layer:]]))
    paths = f"{count} paths" if count > 1 else "one path"

    fig, ax = plt.subplots(figsize=(7, 4.1))
    network(ax, units, lines, layers=["input", "layer 1", "layer 2", "layer 3, scores"])
    _mark(ax, layer, units)
    told = f"A weight of layer {layer} (marked): {paths} to the scores"
    ax.set(title=f"{told}\nOn a unit: how fast its z moves with that weight")
    return fig, f"One weight of layer {layer} is marked; from it {paths} to the two scores, drawn thick."


def _rates(forward, params, layer):
    """How fast the z of each unit moves with the first weight of a layer; zeros for the inputs."""
    x, step = np.array([[1.0, 0.5]]), 1e-6
    moved = [(W.copy(), b) for W, b in params]
    moved[layer][0][0, 0] += step
    before, after = (forward(x, p, "tanh")[1] for p in (params, moved))
    return [np.zeros(2), *(((z - old) / step)[0] for (_, z), (_, old) in zip(after, before))]


def _mark(ax, layer, units):
    """The marked weight runs between the topmost units of its two columns."""
    left, right = ((len(column) - 1) / 2 for column in units[layer - 1 : layer + 1])
    ends = ([APART * (layer - 1), APART * layer], [left, right])
    ax.plot(*ends, color=style.COLORS[4], linewidth=15, alpha=0.6, zorder=0.5, solid_capstyle="butt")


X = np.array([[1.0, 2.0], [4.0, 3.0], [-1.0, 1.0], [2.0, 2.0]])
W = np.array([[1.0, 0.0, 2.0], [-1.0, 3.0, 1.0]])
b = np.zeros(3)
dz = np.array([[1.0, 0.0, -1.0], [1.0, 2.0, 1.0], [0.0, -1.0, 0.0], [2.0, 1.0, 2.0]])


def whom_it_reaches(name: str, dense: Callable, numerical_gradient: Callable) -> None:
    """Tables of a dense layer: one number, the outputs that it reaches, its factors, and the measured sum.

    Parameters
    ----------
    name : "X", "W" or "b", where the number stands
    dense, numerical_gradient : your functions; the loss is the sum of dz * dense(X, W, b), so that dz is its
        gradient by z
    """
    layer = {"X": X, "W": W, "b": b}

    def loss(array):
        return np.sum(dz * dense(*{**layer, name: array}.values()))

    own, factors, reached = MARKS[name]
    sums = np.round(numerical_gradient(loss, layer[name]), 6)
    shown = [
        (layer[name], f"one number\nof {name}", own),
        *factors,
        (dz, "dz of the outputs\nthat it reaches", reached),
    ]
    _tables([*shown, (sums, f"the sum, in d{name}", own)])


# Of each array: which number is asked for; where its factors stand; which dz it reaches.
MARKS: dict[str, tuple] = {
    "X": ({"row": 1, "column": 0}, [(W, "its factors:\na row of W", {"row": 0})], {"row": 1}),
    "W": ({"row": 1, "column": 2}, [(X, "its factors:\na column of X", {"column": 1})], {"column": 2}),
    "b": ({"row": 0, "column": 2}, [], {"column": 2}),
}


def _tables(shown):
    """The tables side by side, and below them the sum of factor times dz."""
    widths = [values.shape[-1] + 0.6 for values, _, _ in shown]
    room = ConstrainedLayoutEngine(rect=(0, 0, 1, 0.92))  # it leaves none for a title above upper ticks
    size = (2.2 * len(shown), 3.9)
    fig, axes = plt.subplots(1, len(shown), figsize=size, width_ratios=widths, layout=room)
    for ax, (values, title, marks) in zip(axes, shown):
        table(ax, values, title, **marks)
    *_, up, total = marked = [_chosen(values, **marks) for values, _, marks in shown]
    factors = marked[1] if len(shown) > 3 else np.ones(len(up))
    words = " + ".join(f"{spelled(f)}·{_in_brackets(one)}" for f, one in zip(factors, up))
    fig.supxlabel(f"factor · dz, added up: {words} = {spelled(total.item())}", fontsize=11)
    titles = "; ".join(title.replace("\n", " ") for _, title, _ in shown)
    show(fig, alt=f"Tables with marks: {titles}. The sum: {words} = {spelled(total.item())}.")


def _chosen(values, row=slice(None), column=slice(None)):
    return np.ravel(np.atleast_2d(values)[row, column])


def _in_brackets(value):
    return f"({spelled(value)})" if value < 0 else spelled(value)
