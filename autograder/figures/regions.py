"""Filled regions of a Matplotlib figure, sampled on a raster: images, meshes, contours, patches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.figures.artists import Place, repeated, rgba, rgba_of_grid
from autograder.figures.matplotlib_compat import cells_of
from autograder.figures.parts import MOST_POLYGONS, Region
from autograder.figures.similarity import RASTER, middles

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.image import AxesImage
    from matplotlib.path import Path

Polygons = list[tuple[list[np.ndarray], np.ndarray]]  # (rings, RGBA)


def region_of_image(picture: AxesImage, place: Place) -> Region:
    """imshow, pcolorfast and their kin."""
    colors = rgba_of_grid(picture, picture.get_array())
    x0, x1, y0, y1 = picture.get_extent()
    rows, columns = colors.shape[:2]
    x, y = np.linspace(x0, x1, columns + 1), np.linspace(y0, y1, rows + 1)
    if cells := cells_of(picture):
        x, y = (own if len(own) > n else _edges(own) for own, n in zip(cells, (columns, rows)))
    elif picture.origin == "upper":
        colors = colors[::-1]
    return _region_of_grid("imshow", x, y, colors, place)


def region_of_mesh(ax: Axes, mesh: Any, place: Place) -> Region:
    """pcolormesh and pcolor."""
    mesh.update_scalarmappable()
    corners: np.ndarray = np.ma.filled(np.ma.asarray(mesh.get_coordinates(), float), np.nan)
    x, y = corners[0, :, 0], corners[:, 0, 1]
    if not (np.allclose(corners[..., 0], x) and np.allclose(corners[..., 1], y[:, None])):
        return region_of_polygons("pcolormesh", polygons_of(ax, mesh), place)
    values = mesh.get_array()
    if values is None:
        colors = np.reshape(mesh.get_facecolor(), (len(y) - 1, len(x) - 1, 4))
    else:
        colors = rgba_of_grid(mesh, values if values.ndim > 1 else values.reshape(len(y) - 1, len(x) - 1))
    if colors.shape[1] == len(x):  # gouraud shading has values at the corners
        x, y = _edges(x), _edges(y)
    return _region_of_grid("pcolormesh", x, y, colors, place)


def _region_of_grid(kind: str, x: np.ndarray, y: np.ndarray, colors: np.ndarray, place: Place) -> Region:
    """Sample cells with edges x (columns + 1,) and y (rows + 1,), the first row between y[0] and y[1]."""
    if x[0] > x[-1]:
        x, colors = x[::-1], colors[:, ::-1]
    if y[0] > y[-1]:
        y, colors = y[::-1], colors[::-1]
    extent = np.array([x[0], x[-1], y[0], y[-1]], float)
    i, j = (
        np.clip(np.searchsorted(edges, middles(edges[0], edges[-1]), side="right") - 1, 0, len(edges) - 2)
        for edges in (y, x)
    )
    return Region(kind=kind, extent=extent, colors=np.array(colors[np.ix_(i, j)], float), **place)


def region_of_polygons(kind: str, polygons: Polygons, place: Place) -> Region:
    """Sample polygons; a place is inside where an odd number of a polygon's rings hold it."""
    from matplotlib.path import Path

    everything = np.concatenate([ring for rings, _ in polygons for ring in rings])
    low, high = everything.min(axis=0), everything.max(axis=0)
    x, y = middles(low[0], high[0]), middles(low[1], high[1])
    colors = np.zeros((RASTER, RASTER, 4))
    for rings, color in polygons:
        inside = np.zeros((RASTER, RASTER), bool)
        for ring in rings:
            (j0, i0), (j1, i1) = (
                tuple(map(np.searchsorted, (x, y), corner)) for corner in (ring.min(axis=0), ring.max(axis=0))
            )
            if i0 < i1 and j0 < j1:  # the ring's own rows and columns: most rings are small
                near = np.stack(np.meshgrid(x[j0:j1], y[i0:i1]), axis=-1).reshape(-1, 2)
                inside[i0:i1, j0:j1] ^= Path(ring).contains_points(near).reshape(i1 - i0, j1 - j0)
        colors[inside] = color
    return Region(
        kind=kind, extent=np.array([low[0], high[0], low[1], high[1]], float), colors=colors, **place
    )


def polygons_of(ax: Axes, artist: Any) -> Polygons:
    """The polygons of a filled collection or patch, in data coordinates."""
    if hasattr(artist, "get_paths"):
        artist.update_scalarmappable()
        paths, colors = artist.get_paths()[:MOST_POLYGONS], rgba(artist.get_facecolor())
    else:
        paths, colors = [artist.get_path()], rgba(artist.get_facecolor() if artist.get_fill() else "none")
    colors = repeated(colors if len(colors) else np.zeros((1, 4)), len(paths))
    transform = artist.get_transform()
    transform = None if transform == ax.transData else transform - ax.transData
    found = []
    for path, color in zip(paths, colors):
        rings = _rings(path if transform is None else transform.transform_path(path))
        if rings:
            found.append((rings, color))
    return found


def _rings(path: Path) -> list[np.ndarray]:
    """The closed outlines of a path, as arrays (n, 2)."""
    simple = path.codes is None
    rings: list[Any] = [path.vertices] if simple else path.to_polygons(closed_only=False)
    return [ring for ring in rings if len(ring) >= 3 and np.isfinite(ring).all()]


def _edges(centres: np.ndarray) -> np.ndarray:
    """The edges (n + 1,) of cells with the centres (n,)."""
    middle = (centres[1:] + centres[:-1]) / 2
    return np.concatenate([[2 * centres[0] - middle[0]], middle, [2 * centres[-1] - middle[-1]]])
