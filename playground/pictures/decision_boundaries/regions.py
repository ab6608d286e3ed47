"""The regions of a network, with a word above where there is no boundary to see."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from playground import boundary
from playground.figures import extent, grid
from playground.pictures.decision_boundaries.fitting import Network

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def regions(ax: "Axes", net: Network, X: NDArray, y: NDArray, title: str) -> None:
    """Draw shades of probability, the boundary, the points; the title says where one class wins all."""
    boundary(net, X, y, ax=ax, title=title + without_boundary(net, X))


def without_boundary(net: Network, X: NDArray) -> str:
    """A line for the title where one class wins all around the points; empty where there is a boundary."""
    winners = np.unique(net.predict(grid(extent(X), 100)))
    return f"\nno boundary: class {winners[0]} everywhere" if len(winners) == 1 else ""
