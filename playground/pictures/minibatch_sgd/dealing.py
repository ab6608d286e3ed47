"""How an epoch deals the examples out."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np

from playground import slide, style

EXAMPLES, EPOCHS = 20, 3


def try_dealing(minibatches: Callable) -> None:
    """20 numbered examples in the order in which three epochs deal them, a box around each batch."""

    def draw(batch_size):
        rng = np.random.default_rng(0)
        X, y = np.arange(EXAMPLES)[:, None], np.arange(EXAMPLES)
        fig, ax = plt.subplots(figsize=(7.6, 2.9))
        for epoch in range(EPOCHS):
            batches = [list(labels) for _, labels in minibatches(X, y, int(batch_size), rng)]
            _row(ax, epoch, batches)
        ax.set(xlim=(-0.3, EXAMPLES + 0.3), ylim=(EPOCHS - 0.2, -0.5), xticks=[], yticks=[0.22, 1.22, 2.22])
        ax.set_yticklabels([f"epoch {epoch + 1}" for epoch in range(EPOCHS)])
        ax.tick_params(length=0)
        ax.grid(False)
        ax.spines[:].set_visible(False)
        sizes = ", ".join(str(len(batch)) for batch in batches)
        ax.set_title(f"Batches of {sizes}" if batch_size > 1 else "Batches of one")
        return (
            fig,
            f"Three rows of 20 numbered cards, each row in an order of its own, in batches of {sizes}.",
        )

    slide(draw, start={"batch_size": 6}, narrow=False, batch_size=[1, 3, 5, 6, 8, 20, 32])


def _row(ax, epoch, batches):
    """One epoch's cards from left to right; batches differ in colour and have a border each."""
    from matplotlib.patches import Rectangle

    at = 0
    for number, batch in enumerate(batches):
        color = style.COLORS[5] if number % 2 else style.COLORS[4]
        box = Rectangle((at + 0.04, epoch - 0.2), len(batch) - 0.08, 0.84, facecolor=color, alpha=0.45)
        box.set(edgecolor="black", linewidth=1.8)
        ax.add_patch(box)
        for place, example in enumerate(batch):
            ax.text(at + place + 0.5, epoch + 0.22, str(int(example)), ha="center", va="center", fontsize=9)
        at += len(batch)
