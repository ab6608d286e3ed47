"""The regions of a network, with a word where there is no boundary to see."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from playground import boundary
from playground.figures import extent, grid
from playground.pictures.decision_boundaries.fitting import Network

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def regions(ax: "Axes", net: Network, X: NDArray, y: NDArray, title: str) -> None:
    """Draw shades of probability, the boundary and the points; say so where one class wins everywhere."""
    boundary(net, X, y, ax=ax, title=title)
    winners = np.unique(net.predict(grid(extent(X), 100)))
    if len(winners) == 1:
        said = f"no boundary here:\nclass {winners[0]} has the larger\nscore everywhere"
        box = {"facecolor": "white", "edgecolor": "black", "alpha": 0.9, "pad": 3}
        ax.text(0.5, 0.05, said, transform=ax.transAxes, ha="center", fontsize=9, bbox=box, zorder=6)
