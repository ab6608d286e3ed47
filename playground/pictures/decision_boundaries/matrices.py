"""Which class is taken for which, where one of them is rare."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np

from playground import show
from playground.pictures.decision_boundaries.fitting import Network


def rare_class(fit: Callable[..., Network], confusion_matrix: Callable) -> None:
    """25 of 500 points are of class 1: a network that always says 0, and one that has learned."""
    rng = np.random.default_rng(3)
    y = (np.arange(500) >= 475).astype(int)
    X, X_val = (rng.normal(0, 1, size=(500, 2)) + 2.2 * y[:, None] for _ in range(2))
    net = fit(X, y, X_val, y, width=8, epochs=40, learning_rate=0.1)
    answers = {"always 0": np.zeros(500, dtype=int), "a network of 8 units": net.predict(X_val)}
    fig, axes = plt.subplots(1, 2, figsize=(9, 3.5))
    for ax, (name, called) in zip(axes, answers.items()):
        counts = np.asarray(confusion_matrix(y, called, 2))
        ax.imshow(counts / counts.sum(axis=1, keepdims=True), cmap="Blues", vmin=0, vmax=1.6)
        for (i, j), count in np.ndenumerate(counts):
            ax.text(j, i, str(count), ha="center", va="center", fontsize=15)
        ax.set(title=f"{name}: accuracy {np.mean(called == y):.0%}", xlabel="called", ylabel="is")
        ax.set(xticks=[0, 1], yticks=[0, 1])
        ax.grid(False)
    show(
        fig,
        alt="Two confusion matrices. Calling everything 0 is right for 95 percent of the points and finds "
        f"none of the 25 of class 1; the network finds {counts[1, 1]} of them.",
    )
