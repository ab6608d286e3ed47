"""Three bugs of a loss that raise no error."""

from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

from playground import diagrams, style
from playground.figures import show

Function = Callable[..., Any]


def bugs_a_and_b(cross_entropy: Function, softmax: Function) -> None:
    """Draw the learner's loss of one example of two classes, and two with a bug."""
    lead = np.linspace(-20, 20, 201)  # by how much the true class, 0, leads the other one
    losses = {
        "right": cross_entropy,
        "bug A": lambda z, y: cross_entropy(softmax(z), y),
        "bug B": lambda z, y: -np.log(max(softmax(z)[0, 0], 1e-4)),
    }
    fig, ax = plt.subplots(figsize=(7.5, 3.8))
    for (label, loss), dashes, color in zip(losses.items(), ["-", "--", "-."], style.COLORS):
        each = [loss(np.array([[one, 0.0]]), np.array([0])) for one in lead]
        ax.plot(lead, each, dashes, color=color, linewidth=2.5, label=label)
    ax.set(title="Two losses with a bug", xlabel="lead of the true class", ylabel="loss of one example")
    ax.legend()
    show(
        fig,
        alt="The right loss falls with slope −1 and levels off at 0. Bug A stays between 0.31 and 1.31, "
        "flat on both sides. Bug B follows the right loss but is cut off flat at 9.2 on the left.",
    )


def bug_c() -> None:
    """Draw what becomes of predictions (5, 1) minus the truth (5,)."""
    truth = np.arange(5.0)
    difference = truth[:, None] - truth
    fig, axes = plt.subplots(1, 3, figsize=(8.5, 3.6), width_ratios=[1.4, 5.4, 5.4])
    diagrams.table(axes[0], truth[:, None], "predictions\n(5, 1)")
    diagrams.table(axes[1], truth[None], "truth (5,)")
    diagrams.table(axes[2], difference, "predictions − truth (5, 5)")
    axes[1].set_ylim(axes[0].get_ylim())
    axes[1].set_yticks([])  # one axis only: it has no rows
    fig.suptitle(f"Bug C: the mean of the squares is {np.square(difference).mean():g}")
    show(
        fig,
        alt="A column of five predictions minus a row of five true values is a table of 5 by 5 differences. "
        "Only its diagonal is zero; the mean of the squares is 4.",
    )
