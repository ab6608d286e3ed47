"""The run that fails at the top of the lesson, and the two data sets that no line can separate."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np

from playground import boundary, datasets, scatter, show, slide


def run_that_fails(train: Callable, init_params: Callable, predict: Callable) -> None:
    """A network without a hidden layer on XOR: its curves, and what it does to the plane."""
    parts = *datasets.xor(300, noise=0.05, seed=0), *datasets.xor(200, noise=0.05, seed=1)
    rng = np.random.default_rng(0)
    params, run = train(*parts, init_params([2, 2], rng), 60, 20, 0.1, rng)
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6))
    left.plot(range(1, 61), run["train_loss"], label="training")
    left.plot(range(1, 61), run["val_loss"], "--", label="validation")
    left.axhline(np.log(2), color="black", linewidth=1, linestyle=":", label="log 2, a guess")
    left.set(title=f"Validation accuracy {run['val_acc'][-1]:.0%}: but why?", xlabel="epoch", ylabel="loss")
    left.set(ylim=(0, None))
    left.legend(loc="lower right")
    boundary(lambda X: predict(X, params), *parts[:2], ax=right, title="What the network does")
    show(
        fig,
        alt="First: training and validation loss stay near log 2 for 60 epochs. Second: the points form a "
        "checkerboard of four quarters, and the network cuts it with one straight line.",
    )


def checkerboards(make_xor: Callable) -> None:
    """The learner's XOR without noise and with noise 0.2."""
    fig, axes = plt.subplots(1, 2, figsize=(9, 3.8))
    for ax, noise in zip(axes, (0.0, 0.2)):
        scatter(ax, *make_xor(300, noise, np.random.default_rng(0)))
        ax.axhline(0, color="black", linewidth=1)
        ax.axvline(0, color="black", linewidth=1)
        ax.set(title=f"XOR, noise {noise:g}", xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
        ax.set(xlim=(-1.6, 1.6), ylim=(-1.6, 1.6))
    axes[1].legend(loc="upper left", bbox_to_anchor=(1, 1))
    show(
        fig,
        alt="Two checkerboards of points. Without noise every quarter holds one class; with noise 0.2 the "
        "classes mix along both axes.",
    )


def try_spirals(make_spirals: Callable) -> None:
    """The learner's spirals, with sliders for the number of arms and for the noise."""

    def draw(arms, noise):
        X, y = make_spirals(100, int(arms), noise, np.random.default_rng(0))
        fig, ax = plt.subplots(figsize=(5.4, 3.9))
        scatter(ax, X, y)
        ax.set(title=f"{arms} classes, noise {noise:g}", xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
        ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
        return fig, f"{arms} spiral arms wound around each other, with noise {noise:g}."

    slide(draw, start={"arms": 3, "noise": 0.0}, arms=[2, 3, 5], noise=[0.0, 0.1, 0.3, 0.6])
