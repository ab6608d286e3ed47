"""Three bugs of a forward pass that raise no error, made of the learner's own functions."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np
from numpy.typing import NDArray

from playground import style
from playground.figures import boundary, legend_below, show
from playground.pictures.forward_pass.moons import Params

Function = Callable[..., NDArray]


def bugs_a_and_b(dense: Function, relu: Function, params: Params, X: NDArray, y: NDArray) -> None:
    """Draw the boundaries of two networks with a bug, for points X (n, 2) with labels y (n,)."""
    (W1, b1), (W2, b2) = params
    bugs = {
        "Bug A": lambda points: dense(dense(points, W1, b1), W2, b2).argmax(axis=1),
        "Bug B": lambda points: relu(dense(relu(dense(points, W1, b1)), W2, b2)).argmax(axis=1),
    }
    fig, axes = plt.subplots(1, 2, figsize=(9, 3.4))
    for ax, (title, labels) in zip(axes, bugs.items()):
        boundary(labels, X, y, ax=ax, title=f"{title}: {style.percent(np.mean(labels(X) == y))} right")
        ax.set_aspect("equal")
    legend_below(fig, axes[0])
    show(
        fig,
        alt="Two boundaries on the moons. Bug A: a straight line, with many points on the wrong side. "
        "Bug B: it bends and looks like the right one.",
    )


def bug_b_along_a_line(forward: Callable, relu: Function, softmax: Function, params: Params) -> None:
    """Draw the probability of class 1 straight up through the moons, with bug B and without."""
    x2 = np.linspace(-1.5, 1.5, 200)
    scores = forward(np.column_stack([np.full_like(x2, 0.5), x2]), params)[0]
    fig, ax = plt.subplots(figsize=(7.5, 3.8))
    lines = {"scores as they are": scores, "relu on the scores": relu(scores)}
    for (label, line), dashes, color in zip(lines.items(), ["-", "--"], style.COLORS):
        ax.plot(x2, softmax(line)[:, 1], dashes, color=color, label=label, linewidth=2.5)
    ax.set(
        title="Bug B: the probability along the line $x_1 = 0.5$",
        xlabel="$x_2$",
        ylabel="probability of class 1",
    )
    ax.legend()
    show(
        fig,
        alt="Probability of class 1 along a vertical line. With the scores as they are it falls steeply "
        "from 1 to 0. With relu on the scores it starts at 0.95 and falls less steeply.",
    )


def bug_c(softmax: Function) -> None:
    """Draw the probabilities of an example by itself and, with the bug, beside two others."""
    batch = np.array([[2.0, 1.0, 0.0], [4.0, 0.0, 0.0], [0.0, 0.0, 3.0]])
    bars = {
        "alone": softmax(batch[:1])[0],
        "in the batch, bug C": softmax(batch.T).T[0],
    }  # turned: over the examples
    fig, axes = plt.subplots(1, 2, figsize=(8, 3), sharey=True)
    for ax, (title, p) in zip(axes, bars.items()):
        ax.bar_label(ax.bar(range(3), p, color=style.COLORS[:3], edgecolor="black"), fmt="%.2f")
        ax.set(title=f"{title}: sum {p.sum():.2f}", xlabel="class", xticks=range(3), ylim=(0, 1))
    axes[0].set_ylabel("probability")
    show(
        fig,
        alt="First: the probabilities of one example alone, 0.67, 0.24 and 0.09, with sum 1. Second: with "
        "the bug the class with the largest score gets 0.12, another class 0.58, and the sum is 0.74.",
    )
