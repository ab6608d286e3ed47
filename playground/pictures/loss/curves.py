"""What it costs to be wrong: of a probability, of a score, before training."""

from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

from playground import style
from playground.figures import show
from playground.slide import slide
from playground.style import spelled

Function = Callable[..., Any]


def surprise() -> None:
    """Draw what a probability of the true class costs: −log p, and the squared error beside it."""
    p = np.linspace(0.005, 1, 300)
    fig, ax = plt.subplots(figsize=(7.5, 3.8))
    ax.plot(p, -np.log(p), color=style.COLORS[0], linewidth=2.5, label="−log p")
    ax.plot(p, (1 - p) ** 2, "--", color=style.COLORS[1], linewidth=2.5, label="(1 − p)²")
    for x in (0.5, 0.01):
        ax.plot(x, -np.log(x), "o", color="black")
        ax.annotate(f"p = {x}: {-np.log(x):.2f}", (x, -np.log(x)), (10, 6), textcoords="offset points")
    ax.set(
        title="What a probability costs", xlabel="p, the probability given to the true class", ylabel="loss"
    )
    ax.legend()
    show(
        fig,
        alt="−log p falls from very large values near p = 0, through 4.61 at 0.01 and 0.69 at 0.5, to 0 at "
        "p = 1. The squared error (1 − p)² never exceeds 1.",
    )


def try_cross_entropy(cross_entropy: Function) -> None:
    """Move two of three scores of one example, whose true class is 0, and see the loss."""
    steps = np.linspace(-6, 6, 121)

    def draw(score_0, score_2):
        loss = lambda first: float(cross_entropy(np.array([[first, 0.0, score_2]]), np.array([0])))  # noqa: E731
        fig, ax = plt.subplots(figsize=(6, 3.5))
        ax.plot(steps, [loss(one) for one in steps], color=style.COLORS[0], linewidth=2.5)
        ax.plot(score_0, loss(score_0), "o", color="black", markersize=9)
        largest = max(0.0, score_2)
        ax.axvline(largest, color="gray", linestyle=":", label="the largest other score")
        told = f"scores ({spelled(score_0)}, 0, {spelled(score_2)}): loss {loss(score_0):.2f}"
        ax.set(title=told, xlabel="score of the true class, 0", ylabel="cross entropy", ylim=(-0.3, 12))
        ax.legend(loc="upper right")
        return fig, (
            f"For the {told}. Against the score of the true class the loss falls like a straight line of "
            f"slope −1, bends near {spelled(largest)}, and levels off at 0."
        )

    slide(
        draw,
        start={"score_0": 0.0, "score_2": 1.0},
        score_0=[-6.0, -4.0, -2.0, 0.0, 2.0, 4.0, 6.0],
        score_2=[-4.0, -1.0, 1.0, 2.0, 5.0],
    )


def before_training(forward: Function, init_params: Function, cross_entropy: Function) -> None:
    """Draw the loss of untrained networks for 2 to 50 classes beside log k, with two sizes of scores."""
    classes = np.array([2, 3, 5, 10, 20, 50])
    rng = np.random.default_rng(0)
    X = rng.uniform(0, 1, size=(500, 64))
    full, small = [], []
    for k in classes:
        scores, _ = forward(X, init_params([64, 32, int(k)], rng))
        y = rng.integers(0, k, size=500)
        full.append(cross_entropy(scores, y))
        small.append(cross_entropy(0.1 * scores, y))
    fig, ax = plt.subplots(figsize=(7.5, 3.8))
    ax.plot(classes, np.log(classes), "-", color="black", label="log k")
    for values, label, k in ((full, "untrained network", 0), (small, "the same, scores × 0.1", 1)):
        ax.plot(classes, values, style.MARKERS[k], color=style.COLORS[k], markersize=9 - 2 * k, label=label)
    ax.set(
        title="The loss before training", xlabel="number of classes k", ylabel="cross entropy", xscale="log"
    )
    ax.set_xticks(classes, classes)
    ax.minorticks_off()
    ax.legend()
    show(
        fig,
        alt="The loss of untrained networks with 2 to 50 classes lies above the line log k, by 0.1 to 0.5 "
        "here; with scores ten times smaller it lies on the line.",
    )
