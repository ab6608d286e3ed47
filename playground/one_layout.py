"""One layout for all pictures of a slider: to find it takes half of their time, and nothing jumps."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def settle(figures: Sequence["Figure"], solved: Sequence["Figure"]) -> None:
    """Give the panels of all figures the places that fit in each of the `solved`, which are some of them.

    They fit in the one whose titles take most lines, too, and in all figures where a panel of fixed
    proportions changes its limits: which numbers stand at its axes depends on its width. Figures that are
    not alike in size and number of panels keep their own layouts.
    """
    engines = [fig.get_layout_engine() for fig in figures]
    alike = len({(*fig.get_size_inches(), len(fig.axes), len(fig.texts)) for fig in figures}) == 1
    if len(figures) <= len(solved) or not alike or not all(engines):
        return
    solved = figures if _reshaped(figures) else [*solved, max(figures, key=_lines)]
    for fig in solved:
        fig.get_layout_engine().execute(fig)  # type: ignore[union-attr]
    boxes = np.array([[ax.get_position(original=True).extents for ax in fig.axes] for fig in solved])
    inner = np.concatenate([boxes[..., :2].max(axis=0), boxes[..., 2:].min(axis=0)], axis=1)
    titles = [text.get_position() for text in solved[0].texts]
    for fig in figures:
        fig.set_layout_engine("none")
        for ax, (left, bottom, right, top) in zip(fig.axes, inner):
            ax.set_position((left, bottom, right - left, top - bottom))
            ax.set_in_layout(True)  # for a layout that comes later, a narrow one
        for text, place in zip(fig.texts, titles):
            text.set_position(place)


def _lines(fig: "Figure") -> int:
    """How many lines the titles of a figure take."""
    return max(text.count("\n") for text in [*(ax.get_title() for ax in fig.axes), ""])


def _reshaped(figures: Sequence["Figure"]) -> bool:
    """Whether a panel of fixed proportions has other limits in one figure than in another."""
    panels = zip(*(fig.axes for fig in figures))
    fixed = [those for those in panels if those[0].get_aspect() != "auto"]
    return any(len({tuple(ax.viewLim.extents) for ax in those}) > 1 for those in fixed)
