"""What two pictures have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from autograder.figures.parts import Line, Panel
    from autograder.figures.picture import Picture

T = TypeVar("T")
Named = tuple["Panel", bool, bool]  # a panel, and whether its x and its y axis are labelled
RASTER = 64  # regions are looked at in RASTER × RASTER places
SAME = 0.95  # of the places: an edge may be drawn half a cell elsewhere


def alike(a: Picture, b: Picture) -> bool:
    """Whether two pictures show the same, in whatever style.

    Colours, sizes, scales, most wording and the order of panels do not count.
    """
    counts = [(_legend_counts(picture), picture.beside) for picture in (a, b)]
    return counts[0] == counts[1] and _paired(_drawn(a), _drawn(b), _panels_alike)


def _legend_counts(picture: Picture) -> int:
    return min(2, len(picture.legend) + sum(len(panel.legend) for panel in picture.panels))


def _drawn(picture: Picture) -> list[Named]:
    """The panels, each with whether its x and its y axis is labelled."""
    labels = [picture.labels(i) for i in range(len(picture.panels))]
    panels = zip(picture.panels, labels)
    return [(panel, bool(x), bool(y)) for panel, (x, y) in panels if not panel.colorbar]


def _paired(these: Sequence[T], those: Sequence[T], alike: Callable[[T, T], bool]) -> bool:
    """Whether each of these has its own partner among those."""
    if len(these) != len(those):
        return False
    left = list(those)
    for one in these:
        partner = next((i for i, other in enumerate(left) if alike(one, other)), None)
        if partner is None:
            return False
        left.pop(partner)
    return True


def _panels_alike(one: Named, other: Named) -> bool:
    (a, *a_named), (b, *b_named) = one, other
    return (
        a_named == b_named
        and bool(a.outlines) == bool(b.outlines)
        and not _contradict(a.ylabel.lower(), b.ylabel.lower())
        and _paired(_curves(a), _curves(b), _curves_alike)
        and _points_alike(a, b)
        and _regions_alike(a, b)
    )


def _contradict(one: str, other: str) -> bool:
    """Whether one label says loss and the other accuracy."""
    said = [{word for word in ("loss", "acc") if word in label} for label in (one, other)]
    return len(said[0]) == len(said[1]) == 1 and said[0] != said[1]


def _curves(panel: Panel) -> list[Line]:
    return [line for line in panel.lines if line.linestyle]


def _curves_alike(a: Line, b: Line) -> bool:
    names = [
        [word in line.label.lower() for word in ("train", "val")]
        for line in (a, b)
        if line.label[:1] not in ("", "_")
    ]
    if a.y.shape != b.y.shape or (len(names) == 2 and names[0] != names[1]):
        return False
    percent = (100 * a.y, b.y), (a.y, 100 * b.y)
    return any(np.allclose(x, y, equal_nan=True) for x, y in ((a.y, b.y), *percent))


def _points_alike(one: Panel, other: Panel) -> bool:
    a, b = one.all_points(), other.all_points()
    if a["xy"].shape != b["xy"].shape or a["on_top"] != b["on_top"] or a["in_view"] != b["in_view"]:
        return False
    orders = [np.lexsort(np.round(points["xy"], 9).T) for points in (a, b)]
    near = bool(np.allclose(a["xy"][orders[0]], b["xy"][orders[1]], equal_nan=True))
    return near and agreement(a["style"][orders[0]], b["style"][orders[1]]) == 1


def _regions_alike(a: Panel, b: Panel) -> bool:
    if bool(a.regions) != bool(b.regions):
        return False
    if not a.regions:
        return True
    corners = a.all_points()["xy"]
    if not a.points:
        corners = np.array([region.extent.reshape(2, 2).T for region in a.regions]).reshape(-1, 2)
    (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
    xy = np.stack(np.meshgrid(middles(x0, x1), middles(y0, y1)), axis=-1).reshape(-1, 2)
    # a number for each colour: to sort rows of three takes ten times as long
    colors = [np.rint(1000 * panel.color_at(xy)) @ (1, 1e4, 1e8) for panel in (a, b)]
    filled = float(np.mean(a.filled_at(xy) == b.filled_at(xy)))
    return filled > SAME and agreement(*colors) > SAME


def agreement(a: np.ndarray, b: np.ndarray) -> float:
    """In which fraction of places two labellings (n,) are the same up to the labels' names."""
    if len(a) == 0:
        return 1.0
    a, b = (np.unique(codes, return_inverse=True)[1].ravel() for codes in (a, b))
    counts = np.zeros((a.max() + 1, b.max() + 1))
    np.add.at(counts, (a, b), 1)
    return min(counts.max(axis=0).sum(), counts.max(axis=1).sum()) / len(a)


def middles(low: float, high: float) -> np.ndarray:
    """The middles of RASTER cells between low and high."""
    return low + (np.arange(RASTER) + 0.5) * (high - low) / RASTER
