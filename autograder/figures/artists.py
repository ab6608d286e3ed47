"""Lines, points and colours of Matplotlib's artists as plain data."""

from zlib import crc32

import numpy as np

from autograder.figures.picture import MOST_NUMBERS, Line, Points, short


def line_of(line, place):
    """A line with its places, in the data's coordinates."""
    x, y = (np.ma.filled(np.ma.asarray(data, float), np.nan) for data in line.get_data(orig=False))
    return Line(
        x=x[:MOST_NUMBERS], y=y[:MOST_NUMBERS], label=short(line.get_label()), **stroke(line), **place
    )


def line_of_segment(vertices, collection, place):
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


def points_of_scatter(ax, collection, place):
    """The points of a scatter."""
    collection.update_scalarmappable()
    xy = np.ma.filled(np.ma.asarray(collection.get_offsets(), float), np.nan)[:MOST_NUMBERS]
    xy = _in_data(ax, collection.get_offset_transform(), xy)
    n = len(xy)
    faces, edges = rgba(collection.get_facecolor()), rgba(collection.get_edgecolor())
    shapes = [crc32(np.round(path.vertices, 6).tobytes()) for path in collection.get_paths()]
    return Points(
        xy=xy,
        colors=repeated(faces if len(faces) else np.zeros((1, 4)), n),
        edges=repeated(edges if len(edges) else np.zeros((1, 4)), n),
        sizes=repeated(np.array(collection.get_sizes(), float), n),
        shapes=repeated(np.array(shapes, float), n),
        label=short(collection.get_label()),
        **place,
    )


def points_of_line(line, place):
    """The markers of a line of which nothing else is seen."""
    xy = np.column_stack(line.get_data(orig=False)).astype(float)[:MOST_NUMBERS]
    if line.get_markevery() is not None:
        return Points(xy=xy[:0], **place)
    shape = crc32(
        np.round(line._marker.get_path().transformed(line._marker.get_transform()).vertices, 6).tobytes()
    )
    face, edge = (
        rgba(line.get_markerfacecolor(), line.get_alpha()),
        rgba(line.get_markeredgecolor(), line.get_alpha()),
    )
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


def stroke(artist):
    """Colour, line style and marker of a line, or as much of them as an artist has."""
    if hasattr(artist, "get_marker"):
        style, marker = str(artist.get_linestyle()), str(artist.get_marker())
        style, marker = ("" if name in ("None", "none", " ", "") else name for name in (style, marker))
        return {"color": as_hex(artist.get_color()), "linestyle": style, "marker": marker}
    if hasattr(artist, "get_facecolor"):
        return {"color": as_hex(artist.get_facecolor())}
    return {}


def repeated(rows, n):
    """Rows taken round and round until there are n, as Matplotlib does with the colours of a collection."""
    return rows[np.arange(n) % len(rows)]


def _in_data(ax, transform, xy):
    """Places given in an artist's own coordinates, in the data's."""
    return (
        np.array(xy, float)
        if transform == ax.transData or len(xy) == 0
        else (transform - ax.transData).transform(xy)
    )


def rgba_of_grid(mappable, values):
    """RGBA (rows, columns, 4) of a grid of values, or of a grid of colours."""
    colors = np.asarray(mappable.to_rgba(values), float)
    if mappable.get_alpha() is not None:
        colors = colors.copy()
        colors[..., 3] = mappable.get_alpha()
    return colors


def rgba(colors, alpha=None):
    """Colours of any kind as an array (n, 4)."""
    from matplotlib.colors import to_rgba_array

    return np.array(to_rgba_array(colors, alpha)[:MOST_NUMBERS], float)


def as_hex(color):
    """A colour, or the first of several, as text: "#rrggbbaa"."""
    from matplotlib.colors import to_hex

    colors = rgba(color)
    return to_hex(colors[0], keep_alpha=True) if len(colors) else ""
