"""Describes a Matplotlib figure: what it shows, as a Picture."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.figures.artists import (
    Place,
    line_of,
    line_of_segment,
    points_of_line,
    points_of_scatter,
    rgba,
    stroke,
)
from autograder.figures.matplotlib_compat import are_twins, is_colorbar
from autograder.figures.parts import MOST_ARTISTS, NOTHING, Entry, Panel, short
from autograder.figures.picture import Picture
from autograder.figures.regions import polygons_of, region_of_image, region_of_mesh, region_of_polygons
from autograder.figures.similarity import agreement

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.legend import Legend

__all__ = ["Picture", "agreement", "describe", "described"]


def described(answer: Any) -> Any:
    """A Matplotlib figure as its Picture; anything else as it is."""
    matplotlib: Any = sys.modules.get("matplotlib.figure")  # a figure cannot be there where Matplotlib is not
    return describe(answer) if matplotlib and isinstance(answer, matplotlib.Figure) else answer


def describe(figure: Figure) -> Picture:
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


def _panel(ax: Axes, axes: Sequence[Axes]) -> Panel:
    panel = Panel(
        title=short(next(filter(None, (ax.get_title(loc) for loc in ("center", "left", "right"))), "")),
        xlabel=short(ax.get_xlabel()),
        ylabel=short(ax.get_ylabel()),
        xlim=np.array(ax.get_xlim(), float),
        ylim=np.array(ax.get_ylim(), float),
        xscale=short(ax.get_xscale()),
        yscale=short(ax.get_yscale()),
        position=np.array(ax.get_position().bounds, float),
        background=rgba(ax.get_facecolor())[0],
        twin_of=_first(axes, ax, lambda other: are_twins(ax, other)),
        shares_x=_first(axes, ax, lambda other: ax.get_shared_x_axes().joined(ax, other)),
        shares_y=_first(axes, ax, lambda other: ax.get_shared_y_axes().joined(ax, other)),
        colorbar=is_colorbar(ax),
        legend=_entries(ax.get_legend()),
        texts=[short(text.get_text()) for text in ax.texts[:MOST_ARTISTS]],
    )
    for order, artist in enumerate(_artists(ax)[:MOST_ARTISTS]):
        try:
            _add(panel, ax, artist, order)
        except Exception:  # a picture of the rest is better than none
            continue
    return panel


def _artists(ax: Axes) -> list[Artist]:
    """What is drawn in an axes, from back to front, without its own frame."""
    frame = set(map(id, [ax.patch, *ax.spines.values()]))
    artists = [artist for artist in ax.get_children() if artist.get_visible() and id(artist) not in frame]
    return sorted(artists, key=lambda artist: artist.get_zorder())


def _first(axes: Sequence[Axes], ax: Axes, related: Callable[[Axes], bool]) -> int:
    """The number of the first other axes that is related to ax; −1 for none."""
    return next((i for i, other in enumerate(axes) if other is not ax and related(other)), NOTHING)


def _add(panel: Panel, ax: Axes, artist: Any, order: int) -> None:
    """Add what an artist draws to the panel's lines, points or regions."""
    from matplotlib import collections, contour, image, lines, patches

    place: Place = {"zorder": float(artist.get_zorder()), "order": order}
    if isinstance(artist, lines.Line2D):
        line = line_of(artist, place)
        alone = len(line.x) == 1  # a line of one place has no stroke to draw
        if line.marker and (alone or not line.linestyle):
            panel.points.append(points_of_line(artist, place))
        if not (line.marker and alone):
            panel.lines.append(line)
    elif isinstance(artist, contour.ContourSet):
        if artist.filled:
            panel.regions.append(region_of_polygons("contourf", polygons_of(ax, artist), place))
        else:
            panel.outlines += 1
    elif isinstance(artist, collections.PathCollection):
        panel.points.append(points_of_scatter(ax, artist, place))
    elif isinstance(artist, image.AxesImage):
        panel.regions.append(region_of_image(artist, place))
    elif hasattr(artist, "get_coordinates"):  # pcolormesh and pcolor
        panel.regions.append(region_of_mesh(ax, artist, place))
    elif isinstance(artist, collections.LineCollection):
        panel.lines += [
            line_of_segment(segment, artist, place) for segment in artist.get_segments()[:MOST_ARTISTS]
        ]
    elif isinstance(artist, collections.Collection | patches.Patch):
        polygons = polygons_of(ax, artist)
        if any(color[3] > 0 for _, color in polygons):
            panel.regions.append(region_of_polygons(type(artist).__name__, polygons, place))


def _entries(legend: Legend | None) -> list[Entry]:
    """The lines of a legend, or of None."""
    if legend is None or not legend.get_visible():
        return []
    texts = [short(text.get_text()) for text in legend.get_texts()[:MOST_ARTISTS]]
    handles = [*legend.legend_handles[: len(texts)], *[None] * len(texts)]
    return [Entry(text=text, **stroke(handle)) for text, handle in zip(texts, handles)]
