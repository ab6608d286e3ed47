"""Describes a Matplotlib figure: what it shows, as a Picture."""

import sys

import numpy as np

from autograder.figures.artists import (
    line_of,
    line_of_segment,
    points_of_line,
    points_of_scatter,
    rgba,
    stroke,
)
from autograder.figures.picture import MOST_ARTISTS, NOTHING, Entry, Panel, Picture, short
from autograder.figures.regions import polygons_of, region_of_image, region_of_mesh, region_of_polygons
from autograder.figures.similarity import agreement

__all__ = ["Picture", "agreement", "describe", "described"]


def described(answer):
    """A Matplotlib figure as its Picture; anything else as it is."""
    matplotlib = sys.modules.get("matplotlib.figure")  # a figure cannot be there where Matplotlib is not
    return describe(answer) if matplotlib and isinstance(answer, matplotlib.Figure) else answer


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
        background=rgba(ax.get_facecolor())[0],
        twin_of=_first(axes, ax, lambda other: other in ax._twinned_axes.get_siblings(ax)),
        shares_x=_first(axes, ax, lambda other: ax.get_shared_x_axes().joined(ax, other)),
        shares_y=_first(axes, ax, lambda other: ax.get_shared_y_axes().joined(ax, other)),
        colorbar=getattr(ax, "_colorbar", None) is not None or ax.get_label() == "<colorbar>",
        legend=_entries(ax.get_legend()),
        texts=[short(text.get_text()) for text in ax.texts[:MOST_ARTISTS]],
    )
    artists = [artist for artist in ax.get_children() if artist.get_visible()]
    ours = set(map(id, [ax.patch, *ax.spines.values()]))
    artists = [
        artist for artist in sorted(artists, key=lambda artist: artist.get_zorder()) if id(artist) not in ours
    ]
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
    elif isinstance(artist, (collections.Collection, patches.Patch)):
        polygons = polygons_of(ax, artist)
        if any(color[3] > 0 for _, color in polygons):
            panel.regions.append(region_of_polygons(type(artist).__name__, polygons, place))


def _entries(legend):
    """The lines of a legend, or of None."""
    if legend is None or not legend.get_visible():
        return []
    texts = [short(text.get_text()) for text in legend.get_texts()[:MOST_ARTISTS]]
    handles = [*legend.legend_handles[: len(texts)], *[None] * len(texts)]
    return [Entry(text=text, **stroke(handle)) for text, handle in zip(texts, handles)]
