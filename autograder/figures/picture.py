"""A figure as plain data: numbers, strings, lists and arrays."""

import typing
from dataclasses import asdict, dataclass, field, fields, is_dataclass

import numpy as np

from autograder.figures.similarity import alike

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
            j, i = (
                np.floor((xy[:, 0] - x0) / (x1 - x0) * columns),
                np.floor((xy[:, 1] - y0) / (y1 - y0) * rows),
            )
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
        groups = [
            min(j, getattr(panel, shares)) if getattr(panel, shares) >= 0 else j
            for j, panel in enumerate(self.panels)
        ]
        twins = [getattr(panel, label) for panel, group in zip(self.panels, groups) if group == groups[i]]
        return next(
            (text for text in (getattr(self.panels[i], label), *twins, getattr(self, label)) if text.strip()),
            "",
        )

    def __eq__(self, other):
        return alike(self, other) if isinstance(other, Picture) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

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
    return short(data) if kind is str else kind(data)


def _sound(thing):
    """The thing, if the shapes of its arrays fit each other."""
    if isinstance(thing, Line):
        sound = thing.x.ndim == 1 and thing.x.shape == thing.y.shape
    elif isinstance(thing, Points):
        n = len(thing.xy)
        sound = thing.xy.shape == (n, 2) and thing.colors.shape == thing.edges.shape == (n, 4)
        sound = sound and thing.sizes.shape == thing.shapes.shape == (n,)
    elif isinstance(thing, Region):
        sound = (
            thing.extent.shape == (4,)
            and thing.colors.ndim == 3
            and thing.colors.shape[2] == 4
            and thing.colors.size
        )
    elif isinstance(thing, Panel):
        sound = thing.xlim.shape == thing.ylim.shape == (
            2,
        ) and thing.background.shape == thing.position.shape == (4,)
    else:
        sound = True
    if not sound:
        raise ValueError(f"the arrays of a {type(thing).__name__} do not fit each other")
    return thing


def short(text):
    """Text of at most MOST_LETTERS letters."""
    return str(text)[:MOST_LETTERS]
