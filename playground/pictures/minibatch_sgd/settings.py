"""Runs to try: another learning rate and batch size, other data from the same source."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np

from playground import slide
from playground.pictures.minibatch_sgd.runs import draw_history, prepared_moons

TOP = 20  # a loss above it is lost


def try_other_data(
    train: Callable, init_params: Callable, train_val_split: Callable, standardize: Callable
) -> None:
    """The same training on other moons of the same kind, with sliders for their number and their seed."""

    def draw(examples, seed):
        parts = prepared_moons(train_val_split, standardize, int(examples), noise=0.2, seed=int(seed))
        rng = np.random.default_rng(5)
        _, history = train(*parts, init_params([2, 32, 2], rng), 30, 32, 0.2, rng)
        gap = history["val_loss"][-1] - history["train_loss"][-1]
        where = "above" if gap > 0 else "below"
        fig, ax = plt.subplots(figsize=(6, 3.4))
        draw_history([ax], history)
        ax.set(title=f"{len(parts[3])} validation points: {abs(gap):.3f} {where} training", ylim=(0, 0.75))
        return fig, f"Two loss curves; after 30 epochs validation lies {abs(gap):.3f} {where} training."

    slide(draw, start={"examples": 400, "seed": 5}, examples=[100, 400, 3200], seed=list(range(1, 9)))


def try_learning_rate(
    train: Callable, init_params: Callable, train_val_split: Callable, standardize: Callable
) -> None:
    """The loss over 15 epochs on 1500 moons, with sliders for learning rate and batch size."""
    parts = prepared_moons(train_val_split, standardize, 2000, noise=0.1, seed=0)

    def draw(learning_rate, batch_size):
        rng = np.random.default_rng(1)
        start = init_params([2, 32, 2], np.random.default_rng(0))
        with np.errstate(all="ignore"):  # a rate that is too large may overflow: that is what there is to see
            _, history = train(*parts, start, 15, int(batch_size), learning_rate, rng)
        fig, ax = plt.subplots(figsize=(6, 3.4))
        draw_history([ax], history)
        last = history["val_loss"][-1]
        end = f"{last:.3f}" if last < TOP else "above the picture"
        ax.set(title=f"Validation loss at the end: {end}", yscale="log", ylim=(0.0005, TOP))
        ax.set(yticks=[0.001, 0.01, 0.1, 1, 10], yticklabels=["0.001", "0.01", "0.1", "1", "10"])
        if not min(history["train_loss"] + history["val_loss"]) < TOP:
            ax.text(0.5, 0.5, f"all of it above {TOP}", transform=ax.transAxes, ha="center")
        return fig, f"The loss over 15 epochs, on a logarithmic axis; of validation at the end: {end}."

    slide(
        draw,
        start={"learning_rate": 0.3, "batch_size": 32},
        learning_rate=[0.003, 0.03, 0.3, 1, 3, 10, 30],
        batch_size=[8, 32, 128, 1500],
    )
