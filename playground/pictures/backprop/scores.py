"""Probability minus truth."""

from collections.abc import Callable
from functools import partial

import matplotlib.pyplot as plt
import numpy as np

from playground import slide, style


def try_scores(softmax: Callable) -> None:
    """Sliders for the score of class 2 and for the true class: probability, truth, and their difference.

    Parameters
    ----------
    softmax : your function; the scores of classes 0 and 1 are 0 and log 2
    """
    slide(
        partial(_scores, softmax),
        start={"score_of_class_2": 0, "true_class": 2},
        score_of_class_2=[-4, -2, -1, 0, 1, 2, 4, 6],
        true_class=[0, 1, 2],
    )


def _scores(softmax, score_of_class_2, true_class):
    p, truth = (
        softmax(np.array([[0.0, np.log(2.0), score_of_class_2]]))[0],
        (np.arange(3) == true_class).astype(float),
    )
    fig, (left, right) = plt.subplots(1, 2, figsize=(7.5, 3.3))
    left.bar(np.arange(3) - 0.2, p, 0.38, zorder=2, color=style.COLORS[0], label="probability")
    left.bar(np.arange(3) + 0.2, truth, 0.38, zorder=2, color=style.COLORS[4], hatch="//", label="truth")
    left.set(title="What the network says, what is true", xlabel="class", xticks=range(3), ylim=(0, 1.3))
    left.legend(loc="upper left", ncols=2)
    bars = right.bar(np.arange(3), p - truth, 0.5, zorder=2, color=style.COLORS[1])
    right.bar_label(bars, [f"{value:+.2f}".replace("-", "−") for value in p - truth], padding=3)
    right.axhline(0, color="black", linewidth=0.8, zorder=3)
    right.set(title="Their difference: ∂L/∂z", xlabel="class", xticks=range(3), ylim=(-1.25, 1.25))
    told = ", ".join(f"{value:+.2f}" for value in p - truth).replace("-", "−")
    return (
        fig,
        f"With score {score_of_class_2} for class 2 and class {true_class} true, the gradient is {told}.",
    )
