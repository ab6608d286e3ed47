"""All that leans on private parts of Matplotlib, which says these things nowhere else.

tests/figures/test_matplotlib_compat.py fails where one of them moves.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.image import AxesImage
    from matplotlib.lines import Line2D


def marker_outline(line: Line2D) -> np.ndarray:
    """The vertices (n, 2) of a line's marker: `get_marker` gives its name, which may be any path."""
    marker: Any = line._marker  # type: ignore[attr-defined]
    return marker.get_path().transformed(marker.get_transform()).vertices


def are_twins(ax: Axes, other: Axes) -> bool:
    """Whether `twinx` or `twiny` made one of the other: both lie in the same place, as others may."""
    twins: Any = ax._twinned_axes  # type: ignore[attr-defined]
    return other in twins.get_siblings(ax)


def is_colorbar(ax: Axes) -> bool:
    """Whether it shows the scale of colours of another axes."""
    return getattr(ax, "_colorbar", None) is not None or ax.get_label() == "<colorbar>"


def cells_of(picture: AxesImage) -> tuple[np.ndarray, np.ndarray] | None:
    """The edges, or the centres, of an image's cells where they are not all alike; None where they are."""
    own: Any = picture
    return (own._Ax, own._Ay) if hasattr(own, "_Ax") else None


def write_own_fonts(folder: Path) -> None:
    """Write, as Matplotlib keeps it, a list of the fonts that it brings itself: to look for fonts takes long.

    The name of the file is nowhere told; where another is due, Matplotlib looks for fonts as ever.
    """
    import matplotlib
    from matplotlib import font_manager

    fonts, home = copy.copy(font_manager.fontManager), Path(matplotlib.get_data_path())
    for kind in ("ttflist", "afmlist"):  # of another font the list would tell a path of this machine
        own = [font for font in getattr(fonts, kind) if home in Path(font.fname).parents]
        setattr(fonts, kind, own)
    folder.mkdir()
    font_manager.json_dump(fonts, folder / f"fontlist-v{fonts.__version__}.json")
