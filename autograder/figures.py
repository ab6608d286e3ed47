"""Describes a Matplotlib figure: what it shows, as a Picture."""

import sys
from zlib import crc32

import numpy as np

from autograder.likeness import agreement
from autograder.picture import MOST_ARTISTS, MOST_NUMBERS, MOST_POLYGONS, NOTHING, RASTER, Entry, Line, Panel, Picture, Points, Region, middles, short

__all__ = ["Picture", "agreement", "describe", "described"]


def described(answer):
    """A Matplotlib figure as its Picture, closed in pyplot; anything else as it is."""
    matplotlib = sys.modules.get("matplotlib.figure")  # a figure cannot be there where Matplotlib is not
    if matplotlib is None or not isinstance(answer, matplotlib.Figure):
        return answer
    picture = describe(answer)
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close(answer)
    return picture


def describe(figure):
    """What a Matplotlib figure shows.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Made with or without pyplot. It is not drawn and not changed.

    Returns
    -------
    Picture
        Sizes are capped; an artist of a kind not known here, or one that cannot be read, is left out.
    """
    axes = figure.axes[:MOST_ARTISTS]
    width, height = figure.get_size_inches()
    return Picture(
        title=short(figure.get_suptitle()),
        xlabel=short(figure.get_supxlabel()),
        ylabel=short(figure.get_supylabel()),
        size=np.array([width, height], float),
        panels=[_panel(ax, axes) for ax in axes],
        legend=[entry for legend in figure.legends[:MOST_ARTISTS] for entry in _entries(legend)],
        texts=[short(text.get_text()) for text in figure.texts[:MOST_ARTISTS]],
    )


def _panel(ax, axes):
    panel = Panel(
        title=short(next(filter(None, (ax.get_title(loc) for loc in ("center", "left", "right"))), "")),
        xlabel=short(ax.get_xlabel()),
        ylabel=short(ax.get_ylabel()),
        xlim=np.array(ax.get_xlim(), float),
        ylim=np.array(ax.get_ylim(), float),
        xscale=short(ax.get_xscale()),
        yscale=short(ax.get_yscale()),
        position=np.array(ax.get_position().bounds, float),
        background=_rgba(ax.get_facecolor())[0],
        twin_of=_first(axes, ax, lambda other: other in ax._twinned_axes.get_siblings(ax)),
        shares_x=_first(axes, ax, lambda other: ax.get_shared_x_axes().joined(ax, other)),
        shares_y=_first(axes, ax, lambda other: ax.get_shared_y_axes().joined(ax, other)),
        colorbar=getattr(ax, "_colorbar", None) is not None or ax.get_label() == "<colorbar>",
        legend=_entries(ax.get_legend()),
        texts=[short(text.get_text()) for text in ax.texts[:MOST_ARTISTS]],
    )
    artists = [artist for artist in ax.get_children() if artist.get_visible()]
    ours = set(map(id, [ax.patch, *ax.spines.values()]))
    artists = [artist for artist in sorted(artists, key=lambda artist: artist.get_zorder()) if id(artist) not in ours]
    for order, artist in enumerate(artists[:MOST_ARTISTS]):
        try:
            _add(panel, ax, artist, order)
        except Exception:  # a picture of the rest is better than none
            continue
    return panel


def _first(axes, ax, related):
    """The number of the first other axes that is related to ax; −1 for none."""
    return next((i for i, other in enumerate(axes) if other is not ax and related(other)), NOTHING)


def _add(panel, ax, artist, order):
    """Add what an artist draws to the panel's lines, points or regions."""
    from matplotlib import collections, contour, image, lines, patches

    place = {"zorder": float(artist.get_zorder()), "order": order}
    if isinstance(artist, lines.Line2D):
        line = _line(artist, place)
        if line.linestyle == "" and line.marker != "":
            panel.points.append(_points_of_line(artist, place))
        panel.lines.append(line)
    elif isinstance(artist, contour.ContourSet):
        if artist.filled:
            panel.regions.append(_region_of_polygons("contourf", _polygons(ax, artist), place))
        else:
            panel.outlines += 1
    elif isinstance(artist, collections.PathCollection):
        panel.points.append(_points(ax, artist, place))
    elif isinstance(artist, image.AxesImage):
        panel.regions.append(_region_of_image(artist, place))
    elif hasattr(artist, "get_coordinates"):  # pcolormesh and pcolor
        panel.regions.append(_region_of_mesh(ax, artist, place))
    elif isinstance(artist, collections.LineCollection):
        panel.lines += [_segment(segment, artist, place) for segment in artist.get_segments()[:MOST_ARTISTS]]
    elif isinstance(artist, (collections.Collection, patches.Patch)):
        polygons = _polygons(ax, artist)
        if any(color[3] > 0 for _, color in polygons):
            panel.regions.append(_region_of_polygons(type(artist).__name__, polygons, place))


def _line(line, place):
    x, y = (np.ma.filled(np.ma.asarray(data, float), np.nan) for data in line.get_data(orig=False))
    return Line(x=x[:MOST_NUMBERS], y=y[:MOST_NUMBERS], label=short(line.get_label()), **_stroke(line), **place)


def _segment(vertices, collection, place):
    x, y = np.array(vertices[:MOST_NUMBERS], float).T[:2]
    return Line(x=x, y=y, label=short(collection.get_label()), color=_hex(collection.get_edgecolor()), linestyle="-", **place)


def _points(ax, collection, place):
    """The points of a scatter."""
    collection.update_scalarmappable()
    xy = np.ma.filled(np.ma.asarray(collection.get_offsets(), float), np.nan)[:MOST_NUMBERS]
    xy = _in_data(ax, collection.get_offset_transform(), xy)
    n = len(xy)
    faces, edges = _rgba(collection.get_facecolor()), _rgba(collection.get_edgecolor())
    shapes = [crc32(np.round(path.vertices, 6).tobytes()) for path in collection.get_paths()]
    return Points(
        xy=xy,
        colors=_repeated(faces if len(faces) else np.zeros((1, 4)), n),
        edges=_repeated(edges if len(edges) else np.zeros((1, 4)), n),
        sizes=_repeated(np.array(collection.get_sizes(), float), n),
        shapes=_repeated(np.array(shapes, float), n),
        label=short(collection.get_label()),
        **place,
    )


def _points_of_line(line, place):
    """The markers of a line that is drawn with markers alone."""
    xy = np.column_stack(line.get_data(orig=False)).astype(float)[:MOST_NUMBERS]
    if line.get_markevery() is not None:
        return Points(xy=xy[:0], **place)
    shape = crc32(np.round(line._marker.get_path().transformed(line._marker.get_transform()).vertices, 6).tobytes())
    face, edge = _rgba(line.get_markerfacecolor(), line.get_alpha()), _rgba(line.get_markeredgecolor(), line.get_alpha())
    n, size = len(xy), np.full(1, line.get_markersize() ** 2, float)
    return Points(
        xy=xy,
        colors=_repeated(face, n),
        edges=_repeated(edge, n),
        sizes=_repeated(size, n),
        shapes=_repeated(np.full(1, shape, float), n),
        label=short(line.get_label()),
        **place,
    )


def _region_of_image(picture, place):
    """imshow, pcolorfast and their kin."""
    colors = _rgba_of_grid(picture, picture.get_array())
    x0, x1, y0, y1 = picture.get_extent()
    edges = [np.linspace(low, high, n + 1) for low, high, n in ((x0, x1, colors.shape[1]), (y0, y1, colors.shape[0]))]
    if hasattr(picture, "_Ax"):  # with its own cells: edges, or centres
        edges = [own if len(own) > n else _edges(own) for own, n in ((picture._Ax, colors.shape[1]), (picture._Ay, colors.shape[0]))]
    elif picture.origin == "upper":
        colors = colors[::-1]
    return _region_of_grid("imshow", *edges, colors, place)


def _region_of_mesh(ax, mesh, place):
    mesh.update_scalarmappable()
    corners = np.ma.filled(np.ma.asarray(mesh.get_coordinates(), float), np.nan)
    x, y = corners[0, :, 0], corners[:, 0, 1]
    if not (np.allclose(corners[..., 0], x) and np.allclose(corners[..., 1], y[:, None])):
        return _region_of_polygons("pcolormesh", _polygons(ax, mesh), place)
    values = mesh.get_array()
    if values is None:
        colors = np.reshape(mesh.get_facecolor(), (len(y) - 1, len(x) - 1, 4))
    else:
        colors = _rgba_of_grid(mesh, values if values.ndim > 1 else values.reshape(len(y) - 1, len(x) - 1))
    if colors.shape[1] == len(x):  # gouraud shading has values at the corners
        x, y = _edges(x), _edges(y)
    return _region_of_grid("pcolormesh", x, y, colors, place)


def _region_of_grid(kind, x, y, colors, place):
    """Sample cells with edges x (columns + 1,) and y (rows + 1,), the first row of colours between y[0] and y[1]."""
    if x[0] > x[-1]:
        x, colors = x[::-1], colors[:, ::-1]
    if y[0] > y[-1]:
        y, colors = y[::-1], colors[::-1]
    extent = np.array([x[0], x[-1], y[0], y[-1]], float)
    i, j = (np.clip(np.searchsorted(edges, middles(edges[0], edges[-1]), side="right") - 1, 0, len(edges) - 2) for edges in (y, x))
    return Region(kind=kind, extent=extent, colors=np.array(colors[np.ix_(i, j)], float), **place)


def _region_of_polygons(kind, polygons, place):
    """Sample polygons, each a list of rings (a place is inside where an odd number of rings hold it) with its colour."""
    from matplotlib.path import Path

    everything = np.concatenate([ring for rings, _ in polygons for ring in rings])
    low, high = everything.min(axis=0), everything.max(axis=0)
    x, y = middles(low[0], high[0]), middles(low[1], high[1])
    colors = np.zeros((RASTER, RASTER, 4))
    for rings, color in polygons:
        inside = np.zeros((RASTER, RASTER), bool)
        for ring in rings:
            (j0, i0), (j1, i1) = (tuple(map(np.searchsorted, (x, y), corner)) for corner in (ring.min(axis=0), ring.max(axis=0)))
            if i0 < i1 and j0 < j1:  # the ring's own rows and columns: most rings are small
                near = np.stack(np.meshgrid(x[j0:j1], y[i0:i1]), axis=-1).reshape(-1, 2)
                inside[i0:i1, j0:j1] ^= Path(ring).contains_points(near).reshape(i1 - i0, j1 - j0)
        colors[inside] = color
    return Region(kind=kind, extent=np.array([low[0], high[0], low[1], high[1]], float), colors=colors, **place)


def _polygons(ax, artist):
    """[(rings, RGBA)] of a filled collection or patch, in data coordinates."""
    if hasattr(artist, "get_paths"):
        artist.update_scalarmappable()
        paths, colors = artist.get_paths()[:MOST_POLYGONS], _rgba(artist.get_facecolor())
    else:
        paths, colors = [artist.get_path()], _rgba(artist.get_facecolor() if artist.get_fill() else "none")
    colors = _repeated(colors if len(colors) else np.zeros((1, 4)), len(paths))
    transform = artist.get_transform()
    transform = None if transform == ax.transData else transform - ax.transData
    found = []
    for path, color in zip(paths, colors):
        rings = _rings(path if transform is None else transform.transform_path(path))
        if rings:
            found.append((rings, color))
    return found


def _rings(path):
    """The closed outlines of a path, as arrays (n, 2)."""
    simple = path.codes is None
    rings = [path.vertices] if simple else path.to_polygons(closed_only=False)
    return [ring for ring in rings if len(ring) >= 3 and np.isfinite(ring).all()]


def _in_data(ax, transform, xy):
    """Places given in an artist's own coordinates, in the data's."""
    return np.array(xy, float) if transform == ax.transData or len(xy) == 0 else (transform - ax.transData).transform(xy)


def _entries(legend):
    """The lines of a legend, or of None."""
    if legend is None or not legend.get_visible():
        return []
    texts = [short(text.get_text()) for text in legend.get_texts()[:MOST_ARTISTS]]
    handles = [*legend.legend_handles[: len(texts)], *[None] * len(texts)]
    return [Entry(text=text, **_stroke(handle)) for text, handle in zip(texts, handles)]


def _stroke(artist):
    """Colour, line style and marker of a line, or as much of them as an artist has."""
    if hasattr(artist, "get_marker"):
        style, marker = str(artist.get_linestyle()), str(artist.get_marker())
        style, marker = ("" if name in ("None", "none", " ", "") else name for name in (style, marker))
        return {"color": _hex(artist.get_color()), "linestyle": style, "marker": marker}
    if hasattr(artist, "get_facecolor"):
        return {"color": _hex(artist.get_facecolor())}
    return {}


def _rgba_of_grid(mappable, values):
    """RGBA (rows, columns, 4) of a grid of values, or of a grid of colours."""
    colors = np.asarray(mappable.to_rgba(values), float)
    if mappable.get_alpha() is not None:
        colors = colors.copy()
        colors[..., 3] = mappable.get_alpha()
    return colors


def _rgba(colors, alpha=None):
    """Colours of any kind as an array (n, 4)."""
    from matplotlib.colors import to_rgba_array

    return np.array(to_rgba_array(colors, alpha)[:MOST_NUMBERS], float)


def _hex(color):
    """A colour, or the first of several, as text: "#rrggbbaa"."""
    from matplotlib.colors import to_hex

    colors = _rgba(color)
    return to_hex(colors[0], keep_alpha=True) if len(colors) else ""


def _repeated(rows, n):
    """Rows taken round and round until there are n, as Matplotlib does with the colours of a collection."""
    return rows[np.arange(n) % len(rows)]


def _edges(centres):
    """The edges (n + 1,) of cells with the centres (n,)."""
    middle = (centres[1:] + centres[:-1]) / 2
    return np.concatenate([[2 * centres[0] - middle[0]], middle, [2 * centres[-1] - middle[-1]]])
