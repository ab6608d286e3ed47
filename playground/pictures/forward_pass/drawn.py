"""A network of sizes [2, 3, 2] with every number on it, small enough to check by hand."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import numpy as np

from playground import diagrams, style
from playground.diagrams.network import APART
from playground.figures import show
from playground.slide import slide
from playground.style import spelled

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WEIGHTS = [np.array([[2.0, 1, -1], [1, -2, 1]]), np.array([[2.0, -1], [1, 3], [-1, 1]])]
BIASES = [np.array([-1.0, 2, 1]), np.array([-3.0, -1])]


def network() -> None:
    """Draw the network with the numbers that the example (1, 2) gives its units; one unit is marked."""
    fig, ax = plt.subplots(figsize=(9, 3.3))
    _draw(ax, [1, 2], sums=[3, -1, 2], passed=[3, 0, 2], scores=[1, -2])
    ax.scatter([APART], [1], s=1900, facecolor="none", edgecolor=style.COLORS[4], linewidth=3)
    ax.set_title("The marked unit: 1 · 2 + 2 · 1 − 1 = 3")
    show(
        fig,
        alt="A network of two inputs, 1 and 2, three hidden units and two scores, with a weight on each "
        "line. The hidden units have the sums 3, −1 and 2 and pass on 3, 0 and 2; the scores are 1 and −2.",
    )


def try_network(forward: Callable[..., Any]) -> None:
    """Move the two inputs of the drawn network, and see what its units pass on.

    Parameters
    ----------
    forward : function (X, params) → (scores, cache)
        The learner's: the numbers on the hidden units come from its cache.
    """

    def draw(x1, x2):
        fig, ax = plt.subplots(figsize=(6.5, 3.5))
        scores, ((_, sums), (passed, _)) = forward(np.array([[x1, x2]]), list(zip(WEIGHTS, BIASES)))
        _draw(ax, [x1, x2], sums[0], passed[0] + 0.0, scores[0])  # 0.0 of −0.0
        told = ", ".join(map(spelled, scores[0]))
        silent = int((np.asarray(passed[0]) == 0).sum())
        ax.set_title(f"scores ({told}); {silent} of 3 hidden units silent")
        return (
            fig,
            f"Inputs {x1:g} and {x2:g}: the scores are {told}; {silent} of 3 hidden units are silent.",
        )

    steps = [-2.0, 0.0, 1.0, 2.0, 4.0]
    slide(draw, start={"x1": 1.0, "x2": 2.0}, x1=steps, x2=steps)


def _draw(ax: "Axes", x, sums, passed, scores) -> None:
    """The units with the numbers that they pass on; above each its bias, and a hidden one's sum."""
    layers = ["inputs", "hidden units", "scores"]
    diagrams.network(ax, [x, passed, scores], WEIGHTS, numbers=WEIGHTS, layers=layers)
    hidden = [f"bias {spelled(b)}, sum {spelled(z)}" for b, z in zip(BIASES[0], sums)]
    last = [f"bias {spelled(b)}" for b in BIASES[1]]
    for layer, told in ((1, hidden), (2, last)):
        for unit, words in enumerate(told):
            at = (APART * layer, (len(told) - 1) / 2 - unit + 0.4)
            box = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}
            ax.text(*at, words, ha="center", va="bottom", fontsize=9, bbox=box)
    ax.set_ylim(-1.5, 1.75)
