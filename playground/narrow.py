"""A second look of a figure, for a page as narrow as a telephone: its panels stand below each other."""

import math
import re
import textwrap
from typing import TYPE_CHECKING

from playground.figures import names_below

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

WIDTH = 4.1  # inches; a telephone shows them as 345 pixels, and letters of 8 points are then 9 pixels high
PANEL = 2.7  # inches: the height of a panel in a stack


def narrowed(fig: "Figure", like: "Figure | None" = None) -> bool:
    """Lay a figure out anew for a narrow page; False where it has too many panels, and is left as it is.

    Panels are stacked. Tables and diagrams stand two in a row, as do rows of panels with the same axes. It
    gets the height of a narrow one that it is `like`.
    """
    panels = [ax for ax in fig.axes if ax.get_subplotspec()]
    rows, columns = panels[0].get_subplotspec().get_gridspec().get_geometry() if panels else (0, 0)  # type: ignore[union-attr]
    if not 1 <= columns <= (4 if rows == 1 else 2):
        return False
    height, first = fig.get_figheight(), panels[0]
    if columns > 1 and not (rows > 1 and first.get_shared_y_axes().joined(first, panels[1])):
        columns = 2 if columns > 2 and not _has_axis(first) else 1
        above, rows = rows, math.ceil(len(panels) / columns)
        height = rows * min(height / above, PANEL)
        _stack(fig, panels, rows, columns)
    fig.set_size_inches(WIDTH, height)
    for text in fig.texts:
        _break(text, fig.bbox.width)
    room = 0.97 * fig.bbox.width / columns
    for ax in panels:
        if ax.title.get_window_extent().width > room / 2:  # a short one fits, wherever its centre is
            _break(ax.title, room - _off_centre(ax))
    for legend in list(fig.legends):
        legend.remove()
        names_below(fig, legend.legend_handles, [text.get_text() for text in legend.get_texts()])
    if like and len(like.axes) == len(fig.axes):
        fig.set_figheight(like.get_figheight())
    elif any(ax.get_aspect() != "auto" for ax in panels):
        fig.get_layout_engine().execute(fig)  # type: ignore[union-attr]
        slack = [_slack(ax) for ax in panels]
        fig.set_figheight(height - sum(min(slack[i : i + columns]) for i in range(0, len(slack), columns)))
    return True


def _has_axis(ax: "Axes") -> bool:
    """A table or a diagram has none."""
    return ax.axison and ax.spines["bottom"].get_visible()


def _stack(fig, panels, rows, columns):
    """Panels that took name and numbers of their axis from the left one get their own."""
    grid = fig.add_gridspec(rows, columns)
    for k, ax in enumerate(panels):
        ax.set_subplotspec(grid[k // columns, k % columns])
        if _has_axis(ax):
            ax.set_ylabel(ax.get_ylabel() or panels[0].get_ylabel())
            if ax.get_shared_y_axes().joined(ax, panels[0]):
                ax.tick_params(labelleft=True)


def _off_centre(ax: "Axes") -> float:
    """How many pixels a panel's axis takes more on one side than on the other, where its title is as well."""
    taken = ax.get_tightbbox(for_layout_only=True)
    return abs(ax.bbox.x0 - taken.x0 - (taken.x1 - ax.bbox.x1))  # type: ignore[union-attr]


def _break(text: "Text", room: float) -> None:
    """Break the lines of a title that would be cut off, into parts of like length."""
    lines, width = text.get_text().split("\n"), text.get_window_extent().width
    if width > room:
        share = width / room / max(map(len, lines))
        text.set_text("\n".join(_broken(line, math.ceil(share * len(line))) for line in lines))


def _broken(line, parts):
    """A formula stays in one piece."""
    if parts <= 1:
        return line
    whole = re.sub(r"\$[^$]*\$", lambda formula: formula[0].replace(" ", "\0"), line)
    length = math.ceil(1.15 * len(line) / parts) + 2
    return textwrap.fill(whole, length, break_long_words=False, break_on_hyphens=False).replace("\0", " ")


def _slack(ax: "Axes") -> float:
    """By how many inches its place is too high for a panel of fixed proportions."""
    if ax.get_aspect() == "auto":
        return 0.0
    place = ax.get_position(original=True).height * ax.figure.bbox.height
    return max(0.0, place - ax.get_tightbbox().height) / ax.figure.dpi  # type: ignore[union-attr]
