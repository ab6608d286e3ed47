"""A figure as plain data: what a Matplotlib figure shows, in numbers, strings, lists and arrays."""

import sys
import typing
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from zlib import crc32

import numpy as np

RASTER = 64  # a region is sampled at RASTER × RASTER places
MOST_ARTISTS, MOST_NUMBERS, MOST_POLYGONS, MOST_LETTERS = 200, 20_000, 20_000, 1_000
NOTHING = -1


def _numbers():
    return field(default_factory=lambda: np.zeros(0))


@dataclass(eq=False)
class Line:
    """A curve: x and y (n,), and how it is drawn. `order` grows from the back of the picture to its front."""

    x: np.ndarray = _numbers()
    y: np.ndarray = _numbers()
    label: str = ""
    color: str = ""
    linestyle: str = ""
    marker: str = ""
    zorder: float = 0.0
    order: int = 0


@dataclass(eq=False)
class Points:
    """Markers: xy (n, 2); colors and edges (n, 4) in RGBA; sizes (n,) in square points; shapes (n,), a number a marker."""

    xy: np.ndarray = _numbers()
    colors: np.ndarray = _numbers()
    edges: np.ndarray = _numbers()
    sizes: np.ndarray = _numbers()
    shapes: np.ndarray = _numbers()
    label: str = ""
    zorder: float = 0.0
    order: int = 0


@dataclass(eq=False)
class Region:
    """A filled area: RGBA colours (rows, columns, 4) over extent (x0, x1, y0, y1), the first row at y0; alpha is 0 where it is empty."""

    kind: str = ""
    extent: np.ndarray = _numbers()
    colors: np.ndarray = _numbers()
    zorder: float = 0.0
    order: int = 0

    def at(self, xy):
        """RGBA (n, 4) at the places xy (n, 2); zeros outside the extent."""
        x0, x1, y0, y1 = self.extent
        rows, columns = self.colors.shape[:2]
        with np.errstate(all="ignore"):
            j, i = np.floor((xy[:, 0] - x0) / (x1 - x0) * columns), np.floor((xy[:, 1] - y0) / (y1 - y0) * rows)
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
    """What one axes shows. `twin_of` and `shares_x` are numbers of panels (−1: none); `outlines` counts unfilled contours."""

    title: str = ""
    xlabel: str = ""
    ylabel: str = ""
    xlim: np.ndarray = _numbers()
    ylim: np.ndarray = _numbers()
    xscale: str = "linear"
    yscale: str = "linear"
    position: np.ndarray = _numbers()
    background: np.ndarray = _numbers()
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

    def color_at(self, xy):
        """RGB (n, 3) that the regions show at the places xy (n, 2), the ones in front over the ones behind."""
        shown = np.tile(self.background[:3], (len(xy), 1))
        for region in sorted(self.regions, key=lambda region: region.order):
            color = region.at(xy)
            shown = color[:, 3:] * color[:, :3] + (1 - color[:, 3:]) * shown
        return shown

    def all_points(self):
        """The points of all kinds together: xy (n, 2); style (n,), a number for each look; whether all lie on top of the regions, and in view."""
        xy, looks, front = np.zeros((0, 2)), [], True
        back = max((region.order for region in self.regions), default=NOTHING)
        for points in self.points:
            xy = np.concatenate([xy, points.xy])
            looks.append(np.column_stack([points.colors, points.edges, points.sizes, points.shapes]))
            front = front and points.order > back
        style = np.unique(np.concatenate(looks).round(6), axis=0, return_inverse=True)[1].ravel() if looks else np.zeros(0, int)
        inside = [np.all((xy[:, k] >= min(lim)) & (xy[:, k] <= max(lim))) for k, lim in enumerate((self.xlim, self.ylim))]
        return {"xy": xy, "style": style, "on_top": front, "in_view": bool(all(inside))}

    def filled_at(self, xy):
        """Whether some region covers each of the places xy (n, 2)."""
        covered = [region.at(xy)[:, 3] > 0 for region in self.regions]
        return np.any(covered, axis=0) if covered else np.zeros(len(xy), bool)


@dataclass(eq=False)
class Picture:
    """What a figure shows. `legend` and `texts` are those of the figure itself."""

    title: str = ""
    xlabel: str = ""
    ylabel: str = ""
    size: np.ndarray = _numbers()
    panels: list[Panel] = field(default_factory=list)
    legend: list[Entry] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def labels(self, i):
        """(xlabel, ylabel) of panel i, taken from panels that share its axis, or from the figure, where it has none itself."""
        return self._label(i, "xlabel", "shares_x"), self._label(i, "ylabel", "shares_y")

    def _label(self, i, label, shares):
        groups = [min(j, getattr(panel, shares)) if getattr(panel, shares) >= 0 else j for j, panel in enumerate(self.panels)]
        twins = [getattr(panel, label) for panel, group in zip(self.panels, groups) if group == groups[i]]
        return next((text for text in (getattr(self.panels[i], label), *twins, getattr(self, label)) if text.strip()), "")

    def __eq__(self, other):
        return alike(self, other) if isinstance(other, Picture) else NotImplemented

    __hash__ = None

    def __repr__(self):
        return f"a figure of {len(self.panels)} panel{'s' * (len(self.panels) != 1)}"

    def to_dict(self):
        """Only numbers, strings, lists, dicts and arrays."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data):
        """The picture that `to_dict` came from; TypeError, ValueError or KeyError where it cannot be one."""
        return _restored(cls, data)


def _restored(kind, data):
    """Data as the kind of thing that a field asks for: nothing is taken over unconverted."""
    if is_dataclass(kind):
        return _sound(kind(**{f.name: _restored(f.type, data[f.name]) for f in fields(kind)}))
    if typing.get_origin(kind) is list:
        (of,) = typing.get_args(kind)
        return [_restored(of, one) for one in list(data)[:MOST_ARTISTS]]
    if kind is np.ndarray:
        return np.array(data, dtype=float)
    return _short(data) if kind is str else kind(data)


def _sound(thing):
    """The thing, if the shapes of its arrays fit each other."""
    if isinstance(thing, Line):
        sound = thing.x.ndim == 1 and thing.x.shape == thing.y.shape
    elif isinstance(thing, Points):
        n = len(thing.xy)
        sound = thing.xy.shape == (n, 2) and thing.colors.shape == thing.edges.shape == (n, 4)
        sound = sound and thing.sizes.shape == thing.shapes.shape == (n,)
    elif isinstance(thing, Region):
        sound = thing.extent.shape == (4,) and thing.colors.ndim == 3 and thing.colors.shape[2] == 4 and thing.colors.size
    elif isinstance(thing, Panel):
        sound = thing.xlim.shape == thing.ylim.shape == (2,) and thing.background.shape == thing.position.shape == (4,)
    else:
        sound = True
    if not sound:
        raise ValueError(f"the arrays of a {type(thing).__name__} do not fit each other")
    return thing


# --- what two pictures have in common ------------------------------------------------------------------------


def alike(a, b):
    """Whether two pictures show the same in whatever style: colours, sizes, scales, most wording and the order of panels do not count."""
    return _legend_counts(a) == _legend_counts(b) and _paired(_drawn(a), _drawn(b), _panels_alike)


def _legend_counts(picture):
    return min(2, len(picture.legend) + sum(len(panel.legend) for panel in picture.panels))


def _drawn(picture):
    """The panels, each with whether its x and its y axis is labelled."""
    return [(panel, *map(bool, picture.labels(i))) for i, panel in enumerate(picture.panels) if not panel.colorbar]


def _paired(these, those, alike):
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


def _panels_alike(a, b):
    (a, *a_named), (b, *b_named) = a, b
    return (
        a_named == b_named
        and bool(a.outlines) == bool(b.outlines)
        and not _contradict(a.ylabel.lower(), b.ylabel.lower())
        and _paired(_curves(a), _curves(b), _curves_alike)
        and _points_alike(a, b)
        and _regions_alike(a, b)
    )


def _contradict(one, other):
    """Whether one label says loss and the other accuracy."""
    said = [{word for word in ("loss", "acc") if word in label} for label in (one, other)]
    return len(said[0]) == len(said[1]) == 1 and said[0] != said[1]


def _curves(panel):
    return [line for line in panel.lines if line.linestyle]


def _curves_alike(a, b):
    names = [[word in line.label.lower() for word in ("train", "val")] for line in (a, b) if line.label[:1] not in ("", "_")]
    if a.y.shape != b.y.shape or (len(names) == 2 and names[0] != names[1]):
        return False
    return any(np.allclose(x, y, equal_nan=True) for x, y in ((a.y, b.y), (100 * a.y, b.y), (a.y, 100 * b.y)))  # percent


def _points_alike(a, b):
    a, b = (panel.all_points() for panel in (a, b))
    if a["xy"].shape != b["xy"].shape or a["on_top"] != b["on_top"] or a["in_view"] != b["in_view"]:
        return False
    orders = [np.lexsort(np.round(points["xy"], 9).T) for points in (a, b)]
    near = np.allclose(a["xy"][orders[0]], b["xy"][orders[1]], equal_nan=True)
    return near and agreement(a["style"][orders[0]], b["style"][orders[1]]) == 1


def _regions_alike(a, b):
    if bool(a.regions) != bool(b.regions):
        return False
    if not a.regions:
        return True
    corners = a.all_points()["xy"] if a.points else np.array([region.extent.reshape(2, 2).T for region in a.regions]).reshape(-1, 2)
    (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
    xy = np.stack(np.meshgrid(_middles(x0, x1), _middles(y0, y1)), axis=-1).reshape(-1, 2)
    colors = [np.unique(panel.color_at(xy).round(3), axis=0, return_inverse=True)[1].ravel() for panel in (a, b)]
    return np.mean(a.filled_at(xy) == b.filled_at(xy)) > 0.95 and agreement(*colors) > 0.95


def agreement(a, b):
    """How far two labellings (n,) are the same up to the names of the labels: from 0 to 1, the fraction of places."""
    if len(a) == 0:
        return 1.0
    a, b = (np.unique(codes, return_inverse=True)[1].ravel() for codes in (a, b))
    counts = np.zeros((a.max() + 1, b.max() + 1))
    np.add.at(counts, (a, b), 1)
    return min(counts.max(axis=0).sum(), counts.max(axis=1).sum()) / len(a)


# --- from Matplotlib ---------------------------------------------------------------------------------------


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
        title=_short(figure.get_suptitle()),
        xlabel=_short(figure.get_supxlabel()),
        ylabel=_short(figure.get_supylabel()),
        size=np.array([width, height], float),
        panels=[_panel(ax, axes) for ax in axes],
        legend=[entry for legend in figure.legends[:MOST_ARTISTS] for entry in _entries(legend)],
        texts=[_short(text.get_text()) for text in figure.texts[:MOST_ARTISTS]],
    )


def _panel(ax, axes):
    panel = Panel(
        title=_short(next(filter(None, (ax.get_title(loc) for loc in ("center", "left", "right"))), "")),
        xlabel=_short(ax.get_xlabel()),
        ylabel=_short(ax.get_ylabel()),
        xlim=np.array(ax.get_xlim(), float),
        ylim=np.array(ax.get_ylim(), float),
        xscale=_short(ax.get_xscale()),
        yscale=_short(ax.get_yscale()),
        position=np.array(ax.get_position().bounds, float),
        background=_rgba(ax.get_facecolor())[0],
        twin_of=_first(axes, ax, lambda other: other in ax._twinned_axes.get_siblings(ax)),
        shares_x=_first(axes, ax, lambda other: ax.get_shared_x_axes().joined(ax, other)),
        shares_y=_first(axes, ax, lambda other: ax.get_shared_y_axes().joined(ax, other)),
        colorbar=getattr(ax, "_colorbar", None) is not None or ax.get_label() == "<colorbar>",
        legend=_entries(ax.get_legend()),
        texts=[_short(text.get_text()) for text in ax.texts[:MOST_ARTISTS]],
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
    return Line(x=x[:MOST_NUMBERS], y=y[:MOST_NUMBERS], label=_short(line.get_label()), **_stroke(line), **place)


def _segment(vertices, collection, place):
    x, y = np.array(vertices[:MOST_NUMBERS], float).T[:2]
    return Line(x=x, y=y, label=_short(collection.get_label()), color=_hex(collection.get_edgecolor()), linestyle="-", **place)


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
        label=_short(collection.get_label()),
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
        label=_short(line.get_label()),
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
    i, j = (np.clip(np.searchsorted(edges, _middles(edges[0], edges[-1]), side="right") - 1, 0, len(edges) - 2) for edges in (y, x))
    return Region(kind=kind, extent=extent, colors=np.array(colors[np.ix_(i, j)], float), **place)


def _region_of_polygons(kind, polygons, place):
    """Sample polygons, each a list of rings (a place is inside where an odd number of rings hold it) with its colour."""
    from matplotlib.path import Path

    everything = np.concatenate([ring for rings, _ in polygons for ring in rings])
    low, high = everything.min(axis=0), everything.max(axis=0)
    x, y = _middles(low[0], high[0]), _middles(low[1], high[1])
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
    texts = [_short(text.get_text()) for text in legend.get_texts()[:MOST_ARTISTS]]
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


def _middles(low, high):
    """The middles of RASTER cells between low and high."""
    return low + (np.arange(RASTER) + 0.5) * (high - low) / RASTER


def _edges(centres):
    """The edges (n + 1,) of cells with the centres (n,)."""
    middle = (centres[1:] + centres[:-1]) / 2
    return np.concatenate([[2 * centres[0] - middle[0]], middle, [2 * centres[-1] - middle[-1]]])


def _short(text):
    """Text of at most MOST_LETTERS letters."""
    return str(text)[:MOST_LETTERS]
