"""A table of numbers, as arrays are written: rows down, columns across."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MARKED = {"facecolor": "#ffd97a", "linewidth": 2.5, "zorder": 3}
PLAIN = {"facecolor": "white", "linewidth": 0.7, "zorder": 2}


def table(
    ax: "Axes",
    values: ArrayLike,
    title: str = "",
    *,
    row: int | None = None,
    column: int | None = None,
    rows: str = "",
    columns: str = "",
) -> None:
    """Draw an array as a table; a marked row, column or, with both, entry has a colour and a border.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    values : array (n, d) or (d,)
        A nan stays empty. A vector is one row without a number.
    title : str
    row, column : int, optional
        What is marked; counted from 0.
    rows, columns : str
        What the rows and the columns are, as in "example i".
    """
    values = np.asarray(values)
    for (i, j), value in np.ndenumerate(np.atleast_2d(values)):
        chosen = (row, column) != (None, None) and row in (None, i) and column in (None, j)
        told = "" if np.isnan(value) else f"{value:g}".replace("-", "−")
        _cell(ax, i, j, told, MARKED if chosen else PLAIN)
    _frame(ax, *np.atleast_2d(values).shape)
    if values.ndim == 1:
        ax.set(yticks=[])
    ax.set(title=title, xlabel=columns, ylabel=rows)


def _cell(ax, i, j, text, look):
    from matplotlib.patches import Rectangle

    ax.add_patch(Rectangle((j, i), 1, 1, edgecolor="black", **look))
    ax.text(j + 0.5, i + 0.5, text, ha="center", va="center", fontsize=12, zorder=4)


def _frame(ax, n, d):
    """Row and column numbers from 0, square cells, no lines of an axis."""
    ax.set(xlim=(-0.1, d + 0.1), ylim=(n + 0.1, -0.1), aspect="equal")
    ax.set(xticks=np.arange(d) + 0.5, xticklabels=range(d))
    ax.set(yticks=np.arange(n) + 0.5, yticklabels=range(n))
    ax.xaxis.tick_top()
    ax.xaxis.set_label_position("top")
    ax.tick_params(length=0)
    ax.grid(False)
    ax.spines[:].set_visible(False)
