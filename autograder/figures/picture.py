"""A whole figure as plain data, and back from data that may come from anywhere."""

import typing
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from typing import Any

import numpy as np

from autograder.figures.parts import MOST_ARTISTS, Entry, Line, Panel, Points, Region, numbers, short
from autograder.figures.similarity import alike


@dataclass(eq=False)
class Picture:
    """What a figure shows. `legend` and `texts` are those of the figure itself.

    `beside` counts the other figures that the same call made and left open.
    """

    title: str = ""
    xlabel: str = ""
    ylabel: str = ""
    size: np.ndarray = numbers()
    panels: list[Panel] = field(default_factory=list)
    legend: list[Entry] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    beside: int = 0

    def labels(self, i: int) -> tuple[str, str]:
        """(xlabel, ylabel) of panel i; where it has none, of panels that share its axis, or of the figure."""
        return self._label(i, "xlabel", "shares_x"), self._label(i, "ylabel", "shares_y")

    def _label(self, i: int, label: str, shares: str) -> str:
        groups = [
            min(j, getattr(panel, shares)) if getattr(panel, shares) >= 0 else j
            for j, panel in enumerate(self.panels)
        ]
        twins = [getattr(panel, label) for panel, group in zip(self.panels, groups) if group == groups[i]]
        return next(
            (text for text in (getattr(self.panels[i], label), *twins, getattr(self, label)) if text.strip()),
            "",
        )

    def __eq__(self, other: object) -> bool:
        return alike(self, other) if isinstance(other, Picture) else NotImplemented

    __hash__ = None  # type: ignore[assignment]  # equal pictures need not have equal numbers

    def __repr__(self) -> str:
        return f"a figure of {len(self.panels)} panel{'s' * (len(self.panels) != 1)}"

    def to_dict(self) -> dict[str, Any]:
        """Only numbers, strings, lists, dicts and arrays."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Any) -> "Picture":
        """The picture that `to_dict` came from; TypeError, ValueError or KeyError where it cannot be one."""
        return _restored(cls, data)


def _restored(kind: Any, data: Any) -> Any:
    """Data as the kind of thing that a field asks for: nothing is taken over unconverted."""
    if isinstance(kind, type) and is_dataclass(kind):
        return _sound(kind(**{f.name: _restored(f.type, data[f.name]) for f in fields(kind)}))
    if typing.get_origin(kind) is list:
        (of,) = typing.get_args(kind)
        return [_restored(of, one) for one in list(data)[:MOST_ARTISTS]]
    if kind is np.ndarray:
        return np.array(data, dtype=float)
    return short(data) if kind is str else kind(data)


def _sound(thing: Any) -> Any:
    """The thing, if the shapes of its arrays fit each other."""
    if not _fits(thing):
        raise ValueError(f"the arrays of a {type(thing).__name__} do not fit each other")
    return thing


def _fits(thing: Any) -> bool:
    if isinstance(thing, Line):
        return thing.x.ndim == 1 and thing.x.shape == thing.y.shape
    if isinstance(thing, Points):
        n = len(thing.xy)
        colors = thing.colors.shape == thing.edges.shape == (n, 4)
        return thing.xy.shape == (n, 2) and colors and thing.sizes.shape == thing.shapes.shape == (n,)
    if isinstance(thing, Region):
        colors = thing.colors.ndim == 3 and thing.colors.shape[2] == 4 and thing.colors.size > 0
        return thing.extent.shape == (4,) and colors
    if isinstance(thing, Panel):
        limits = thing.xlim.shape == thing.ylim.shape == (2,)
        return limits and thing.background.shape == thing.position.shape == (4,)
    return True
