"""A network as it is drawn on a board: units in columns, a line for each weight."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from playground import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

APART = 2.6  # from layer to layer; units of one layer are 1 apart
POSITIVE, NEGATIVE, NONE = (style.COLORS[0], "-"), (style.COLORS[1], "--"), ("#767676", ":")
BELOW = style.COLORS[8]


def network(
    ax: "Axes",
    units: Sequence[Sequence[Any]],
    lines: Sequence[NDArray] | None = None,
    *,
    numbers: Sequence[NDArray] | None = None,
    below: Sequence[list[Any] | None] | None = None,
    layers: Sequence[str] = (),
) -> None:
    """Draw a network with a number on each unit.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    units : for each layer, the inputs first, what stands on its units: numbers or texts
    lines : list of array (d_in, d_out), optional
        How thick the lines are, relative to the largest, and of which sign: positive are solid, negative
        dashed, zeros dotted. Plain lines without it.
    numbers : list of array (d_in, d_out), optional
        Numbers that are written on the lines, near the unit where each begins.
    below : for each layer a second number for its units, or None
    layers : what stands under each column
    """
    place = [_column(layer, len(column)) for layer, column in enumerate(units)]
    for layer in range(len(units) - 1):
        _lines(ax, place[layer], place[layer + 1], lines and lines[layer], _largest(lines))
        if numbers is not None:
            _numbers(ax, place[layer], place[layer + 1], numbers[layer])
    for layer, column in enumerate(units):
        second = (below[layer] if below else None) or [None] * len(column)
        for spot, first, other in zip(place[layer], column, second):
            _unit(ax, spot, first, other)
    _frame(ax, max(map(len, units)), len(units), layers)


def _column(layer, count):
    return [(APART * layer, (count - 1) / 2 - unit) for unit in range(count)]


def _largest(lines):
    return max((float(np.abs(one).max()) for one in lines), default=1.0) or 1.0 if lines else 1.0


def _lines(ax, left, right, values, largest):
    for k, (x0, y0) in enumerate(left):
        for j, (x1, y1) in enumerate(right):
            value = 0.0 if values is None else float(values[k, j])
            color, dashes = _look(value) if values is not None else (NONE[0], "-")
            width = 1.0 if abs(value) < 1e-12 else 0.8 + 4.5 * abs(value) / largest
            ax.plot([x0, x1], [y0, y1], dashes, color=color, linewidth=width, zorder=1)


def _look(value):
    return NONE if abs(value) < 1e-12 else POSITIVE if value > 0 else NEGATIVE


def _numbers(ax, left, right, values):
    """On its line, clear of the unit: lines cross at a third, and above the next unit stand its words."""
    for (k, j), value in np.ndenumerate(values):
        (x0, y0), (x1, y1) = left[k], right[j]
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1.8}  # a dash beside it is no minus
        at = (x0 + 0.22 * (x1 - x0), y0 + 0.22 * (y1 - y0))
        ax.text(*at, _text(value), ha="center", va="center", fontsize=8, bbox=box, zorder=2)


def _unit(ax, spot, first, second):
    x, y = spot
    ax.scatter([x], [y], s=1500, color="white", edgecolor="black", zorder=3, clip_on=False)
    lift = 0.0 if second is None else 0.09
    ax.text(x, y + lift, _text(first), ha="center", va="center", zorder=4)
    if second is not None:
        ax.text(x, y - 0.14, _text(second), ha="center", va="center", fontsize=8, color=BELOW, zorder=4)


def _text(value):
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".").replace("-", "−")


def _frame(ax, tallest, count, layers):
    ax.set(xlim=(-0.6, APART * (count - 1) + 0.6), ylim=(-tallest / 2 - 0.1, tallest / 2 + 0.1), yticks=[])
    ax.set(xticks=[APART * layer for layer in range(count)])
    ax.set_xticklabels(layers or [""] * count)
    ax.tick_params(length=0)
    ax.grid(False)
    ax.spines[:].set_visible(False)
