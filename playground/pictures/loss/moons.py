"""The network that separates the moons: one of its weights turned, its scores made smaller."""

from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

from playground import datasets, style
from playground.figures import boundary, legend_below
from playground.slide import slide
from playground.style import percent, spelled

Function = Callable[..., Any]
MOON_PARAMS = [  # those of lesson 1
    (np.array([[4.1, 2.8, -3.3], [-0.3, 2.7, 1.7]]), np.array([-4.1, -1.1, -0.9])),
    (np.array([[-4.0, 4.2], [2.9, -2.8], [2.7, -2.7]]), np.array([-2.9, 2.9])),
]


def try_knob(forward: Function) -> None:
    """Turn one weight of the network, and see the share of right labels and the loss on 30 points.

    Parameters
    ----------
    forward : function (X, params) → (scores, cache)
    """
    X, y = (part[:30] for part in datasets.moons(n=200, noise=0.1, seed=4))
    knob = np.linspace(-6, 8, 351)
    shares, losses = np.array([_judged(forward(X, _turned(w))[0], y) for w in knob]).T

    def draw(weight):
        fig, (left, middle, right) = plt.subplots(1, 3, figsize=(9, 3.2))
        labels = lambda points: forward(points, _turned(weight))[0].argmax(axis=1)  # noqa: E731
        boundary(labels, X, y, ax=left, title=f"One weight is {spelled(weight)}")
        share, loss = _judged(forward(X, _turned(weight))[0], y)
        middle.step(knob, shares, where="mid", color=style.COLORS[0])
        middle.plot(weight, share, "o", color="black", markersize=8)
        middle.set(title=f"Share of right labels: {percent(share)}", xlabel="the weight", ylabel="share")
        right.plot(knob, losses, color=style.COLORS[1])
        right.plot(weight, loss, "o", color="black", markersize=8)
        right.set(title=f"The loss of this lesson: {loss:.2f}", xlabel="the weight", ylabel="loss")
        for ax in (middle, right):
            ax.axvline(MOON_PARAMS[1][0][1, 0], color="gray", linestyle=":", label="trained: 2.9")
        legend_below(fig, left, middle)
        return fig, (
            f"With the weight at {spelled(weight)}, {percent(share)} of the labels are right, and the loss "
            f"is {loss:.2f}. The share is a staircase, and the loss a smooth valley "
            "whose floor holds the trained weight, 2.9."
        )

    slide(draw, start={"weight": -4.0}, weight=[float(w) for w in range(-6, 9)])


def _turned(weight):
    first, (W2, b2) = MOON_PARAMS
    W2 = W2.copy()
    W2[1, 0] = weight  # of the last layer: the loss is smooth in it, without the corners that relu makes
    return [first, (W2, b2)]


def _judged(scores, y):
    """The share of right labels, and the loss: from how much the true class leads."""
    lead = np.where(y == 1, 1, -1) * (scores[:, 1] - scores[:, 0])
    return (lead > 0).mean(), np.logaddexp(0, -lead).mean()


def try_sureness(forward: Function, softmax: Function, cross_entropy: Function, accuracy: Function) -> None:
    """Multiply all scores of the network by a factor: its accuracy stays, its loss does not."""
    X, y = datasets.moons(n=200, noise=0.1, seed=4)

    def draw(factor):
        probabilities = lambda points: softmax(factor * forward(points, MOON_PARAMS)[0])  # noqa: E731
        scores = factor * forward(X, MOON_PARAMS)[0]
        told = f"accuracy {accuracy(scores, y):.3f}, loss {cross_entropy(scores, y):.3f}"
        fig, ax = plt.subplots(figsize=(6, 4.1))
        boundary(probabilities, X, y, ax=ax, title=f"scores × {spelled(factor)}: {told}")
        ax.set_aspect("equal")
        legend_below(fig, ax)
        return fig, f"The boundary of the network with its scores times {spelled(factor)}: {told}."

    slide(draw, start={"factor": 1.0}, factor=[0.01, 0.03, 0.1, 0.3, 1.0, 3.0])
