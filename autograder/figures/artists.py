"""Lines, points and colours of Matplotlib's artists as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

from autograder.figures.matplotlib_compat import marker_outline
from autograder.figures.parts import MOST_NUMBERS, Line, Points, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.cm import ScalarMappable
    from matplotlib.collections import LineCollection, PathCollection
    from matplotlib.lines import Line2D
    from matplotlib.transforms import Transform

Place = dict[str, Any]  # zorder and order: how far in front something lies


def line_of(line: Line2D, place: Place) -> Line:
    """A line with its places, in the data's coordinates."""
    x, y = map(_filled, line.get_data(orig=False))
    return Line(
        x=x[:MOST_NUMBERS], y=y[:MOST_NUMBERS], label=short(line.get_label()), **stroke(line), **place
    )


def line_of_segment(vertices: np.ndarray, collection: LineCollection, place: Place) -> Line:
    """One line of a collection."""
    x, y = np.array(vertices[:MOST_NUMBERS], float).T[:2]
    return Line(
        x=x,
        y=y,
        label=short(collection.get_label()),
        color=as_hex(collection.get_edgecolor()),
        linestyle="-",
        **place,
    )


def points_of_scatter(ax: Axes, collection: PathCollection, place: Place) -> Points:
    """The points of a scatter."""
    collection.update_scalarmappable()
    xy = _filled(collection.get_offsets())[:MOST_NUMBERS]
    xy = _in_data(ax, collection.get_offset_transform(), xy)
    n = len(xy)
    faces, edges = rgba(collection.get_facecolor()), rgba(collection.get_edgecolor())
    shapes = [_number_of(path.vertices) for path in collection.get_paths()]
    return Points(
        xy=xy,
        colors=repeated(faces if len(faces) else np.zeros((1, 4)), n),
        edges=repeated(edges if len(edges) else np.zeros((1, 4)), n),
        sizes=repeated(np.array(collection.get_sizes(), float), n),
        shapes=repeated(np.array(shapes, float), n),
        label=short(collection.get_label()),
        **place,
    )


def points_of_line(line: Line2D, place: Place) -> Points:
    """The markers of a line of which nothing else is seen."""
    xy = np.column_stack(line.get_data(orig=False)).astype(float)[:MOST_NUMBERS]
    if line.get_markevery() is not None:
        return Points(xy=xy[:0], **place)
    shape = _number_of(marker_outline(line))
    face = rgba(line.get_markerfacecolor(), line.get_alpha())
    edge = rgba(line.get_markeredgecolor(), line.get_alpha())
    n, size = len(xy), np.full(1, line.get_markersize() ** 2, float)
    return Points(
        xy=xy,
        colors=repeated(face, n),
        edges=repeated(edge, n),
        sizes=repeated(size, n),
        shapes=repeated(np.full(1, shape, float), n),
        label=short(line.get_label()),
        **place,
    )


def _filled(numbers: Any) -> np.ndarray:
    """Numbers with nan where they are masked."""
    return np.ma.filled(np.ma.asarray(numbers, float), np.nan)


def _number_of(outline: Any) -> int:
    """A number that tells one shape of markers from another."""
    return crc32(np.round(outline, 6).tobytes())


def stroke(artist: Any) -> dict[str, Any]:
    """Colour, line style and marker of a line, or as much of them as an artist has."""
    if hasattr(artist, "get_marker"):
        style, marker = str(artist.get_linestyle()), str(artist.get_marker())
        style, marker = ("" if name in ("None", "none", " ", "") else name for name in (style, marker))
        return {"color": as_hex(artist.get_color()), "linestyle": style, "marker": marker}
    if hasattr(artist, "get_facecolor"):
        return {"color": as_hex(artist.get_facecolor())}
    return {}


def repeated(rows: np.ndarray, n: int) -> np.ndarray:
    """Rows taken round and round until there are n, as Matplotlib does with the colours of a collection."""
    return rows[np.arange(n) % len(rows)]


def _in_data(ax: Axes, transform: Transform, xy: np.ndarray) -> np.ndarray:
    """Places given in an artist's own coordinates, in the data's."""
    if transform == ax.transData or len(xy) == 0:
        return np.array(xy, float)
    return (transform - ax.transData).transform(xy)


def rgba_of_grid(mappable: ScalarMappable, values: Any) -> np.ndarray:
    """RGBA (rows, columns, 4) of a grid of values, or of a grid of colours."""
    colors = np.asarray(mappable.to_rgba(values), float)
    alpha = mappable.get_alpha()  # type: ignore[attr-defined]  # every mappable that is drawn has one
    if alpha is not None:
        colors = colors.copy()
        colors[..., 3] = alpha
    return colors


def rgba(colors: Any, alpha: float | None = None) -> np.ndarray:
    """Colours of any kind as an array (n, 4)."""
    from matplotlib.colors import to_rgba_array

    return np.array(to_rgba_array(colors, alpha)[:MOST_NUMBERS], float)


def as_hex(color: Any) -> str:
    """A colour, or the first of several, as text: "#rrggbbaa"."""
    from matplotlib.colors import to_hex

    colors = rgba(color)
    return to_hex(colors[0], keep_alpha=True) if len(colors) else ""
