"""The parts of a figure as plain data: numbers, strings, lists and arrays."""

from dataclasses import dataclass, field
from typing import Any, TypedDict

import numpy as np

MOST_ARTISTS, MOST_NUMBERS, MOST_POLYGONS, MOST_LETTERS = 200, 20_000, 20_000, 1_000
NOTHING = -1  # the number of no panel


def numbers() -> Any:
    """A field that is an array, empty where nothing is said."""
    return field(default_factory=lambda: np.zeros(0))


@dataclass(eq=False)
class Line:
    """A curve: x and y (n,), and how it is drawn. `order` grows from the back of the picture to its front."""

    x: np.ndarray = numbers()
    y: np.ndarray = numbers()
    label: str = ""
    color: str = ""
    linestyle: str = ""
    marker: str = ""
    zorder: float = 0.0
    order: int = 0


@dataclass(eq=False)
class Points:
    """Markers: xy (n, 2), colors and edges (n, 4), sizes (n,) in square points, shapes (n,) as numbers."""

    xy: np.ndarray = numbers()
    colors: np.ndarray = numbers()
    edges: np.ndarray = numbers()
    sizes: np.ndarray = numbers()
    shapes: np.ndarray = numbers()
    label: str = ""
    zorder: float = 0.0
    order: int = 0


@dataclass(eq=False)
class Region:
    """A filled area: RGBA colours (rows, columns, 4) over extent (x0, x1, y0, y1).

    The first row lies at y0; alpha is 0 where it is empty.
    """

    kind: str = ""
    extent: np.ndarray = numbers()
    colors: np.ndarray = numbers()
    zorder: float = 0.0
    order: int = 0

    def at(self, xy: np.ndarray) -> np.ndarray:
        """RGBA (n, 4) at the places xy (n, 2); zeros outside the extent."""
        x0, x1, y0, y1 = self.extent
        rows, columns = self.colors.shape[:2]
        with np.errstate(all="ignore"):
            j = np.floor((xy[:, 0] - x0) / (x1 - x0) * columns)
            i = np.floor((xy[:, 1] - y0) / (y1 - y0) * rows)
        inside = (xy[:, 0] >= x0) & (xy[:, 0] <= x1) & (xy[:, 1] >= y0) & (xy[:, 1] <= y1)
        found = np.zeros((len(xy), 4))
        i, j = (np.clip(k[inside], 0, most - 1).astype(int) for k, most in ((i, rows), (j, columns)))
        found[inside] = self.colors[i, j]
        return found


@dataclass(eq=False)
class Entry:
    """One line of a legend."""

    text: str = ""
    color: str = ""
    linestyle: str = ""
    marker: str = ""


@dataclass(eq=False)
class Panel:
    """What one axes shows.

    `twin_of`, `shares_x` and `shares_y` are numbers of panels; `outlines` counts unfilled contours.
    """

    title: str = ""
    xlabel: str = ""
    ylabel: str = ""
    xlim: np.ndarray = numbers()
    ylim: np.ndarray = numbers()
    xscale: str = "linear"
    yscale: str = "linear"
    position: np.ndarray = numbers()
    background: np.ndarray = numbers()
    twin_of: int = NOTHING
    shares_x: int = NOTHING
    shares_y: int = NOTHING
    colorbar: bool = False
    outlines: int = 0
    lines: list[Line] = field(default_factory=list)
    points: list[Points] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    legend: list[Entry] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def color_at(self, xy: np.ndarray) -> np.ndarray:
        """RGB (n, 3) that the regions show at the places xy (n, 2), those in front over those behind."""
        shown = np.tile(self.background[:3], (len(xy), 1))
        for region in sorted(self.regions, key=lambda region: region.order):
            color = region.at(xy)
            shown = color[:, 3:] * color[:, :3] + (1 - color[:, 3:]) * shown
        return shown

    def all_points(self) -> "AllPoints":
        """The points of all kinds together."""
        xy, looks, front = np.zeros((0, 2)), [], True
        back = max((region.order for region in self.regions), default=NOTHING)
        for points in self.points:
            xy = np.concatenate([xy, points.xy])
            looks.append(np.column_stack([points.colors, points.edges, points.sizes, points.shapes]))
            front = front and points.order > back
        style = (
            np.unique(np.concatenate(looks).round(6), axis=0, return_inverse=True)[1].ravel()
            if looks
            else np.zeros(0, int)
        )
        inside = [
            np.all((xy[:, k] >= min(lim)) & (xy[:, k] <= max(lim)))
            for k, lim in enumerate((self.xlim, self.ylim))
        ]
        return {"xy": xy, "style": style, "on_top": front, "in_view": bool(all(inside))}

    def filled_at(self, xy: np.ndarray) -> np.ndarray:
        """Whether some region covers each of the places xy (n, 2)."""
        covered = [region.at(xy)[:, 3] > 0 for region in self.regions]
        return np.any(covered, axis=0) if covered else np.zeros(len(xy), bool)


class AllPoints(TypedDict):
    """xy (n, 2); style (n,), a number for each look; whether all lie on top of the regions, and in view."""

    xy: np.ndarray
    style: np.ndarray
    on_top: bool
    in_view: bool


def short(text: object) -> str:
    """Text of at most MOST_LETTERS letters."""
    return str(text)[:MOST_LETTERS]
