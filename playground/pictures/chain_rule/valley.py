"""The loss of one neuron over its two weights."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np

from playground import show, style
from playground.figures import legend_below

X, BIAS, TARGET = np.array([1.0, 1.5]), 0.5, 0.2


def landscape(sigmoid: Callable, neuron_grads: Callable) -> None:
    """Bands of equal loss over (w₁, w₂), and from nine places an arrow along minus the gradient.

    Parameters
    ----------
    sigmoid, neuron_grads : your functions; an arrow is −3 dw, and it is drawn to its true length
    """
    side = np.linspace(-3, 3, 121)
    w1, w2 = np.meshgrid(side, side)
    loss = (sigmoid(w1 * X[0] + w2 * X[1] + BIAS) - TARGET) ** 2
    fig, ax = plt.subplots(figsize=(6.6, 5.2))
    filled = ax.contourf(w1, w2, loss, levels=13, cmap="YlGnBu_r", vmin=-0.35)
    fig.colorbar(filled, label="loss L", shrink=0.85)
    floor = (np.log(TARGET / (1 - TARGET)) - BIAS - X[0] * side) / X[1]  # there a = y
    ax.plot(side, floor, color="black", linestyle="--", linewidth=1.4, label="floor of the valley: L = 0")
    starts = np.array([(p, q) for p in (-2.0, 0.0, 2.0) for q in (-2.0, 0.0, 2.0)])
    steps = np.array([-3 * np.asarray(neuron_grads(X, w, BIAS, TARGET)[0]) for w in starts])
    ax.scatter(starts[:, 0], starts[:, 1], s=30, color=style.COLORS[1], edgecolors="white", zorder=3)
    ax.quiver(
        *starts.T,
        *steps.T,
        angles="xy",
        scale_units="xy",
        scale=1,
        color=style.COLORS[1],
        width=0.008,
        zorder=4,
    )
    box = {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 2}
    ax.text(2.9, 2.5, "saturated: high and flat", ha="right", bbox=box)
    ax.set(title="Minus the gradient points downhill (arrows: −3 dw)", xlabel="$w_1$", ylabel="$w_2$")
    ax.set(aspect="equal", xlim=(-3, 3), ylim=(-3, 3))
    legend_below(fig, ax)
    ax.grid(False)
    alt = "Bands of loss. Arrows cross them towards the floor of a valley; where it is flat they are short."
    show(fig, alt=alt)
