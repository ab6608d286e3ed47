"""Four gradients, three of them wrong: how they train, and how each entry compares with the measured one."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np

from playground import datasets, show, style
from playground.exchanged import exchanged
from playground.pictures.backprop.measured import as_pairs, drawn, in_a_row, numerical_grads

X, y = datasets.moons(n=60, noise=0.15, seed=1)
START = drawn([2, 6, 6, 2], seed=7, spread=1.0)


def _versions(loss_and_grads, backward):
    """Letter → loss_and_grads, as it is or with one part exchanged."""

    def shrunk(X, y, params, activation):
        loss, grads = loss_and_grads(X, y, params, activation)
        return loss, [(dW, db / len(X)) for dW, db in grads]

    def shifted(dscores, cache, params, activation="relu"):
        return backward(dscores, [(a, np.tanh(z)) for a, z in cache], params, activation)

    def turned(dscores, cache, params, activation="relu"):
        square = [(W.T if W.shape[0] == W.shape[1] else W, b) for W, b in params]
        return backward(dscores, cache, square, activation)

    return {
        "A": shrunk,
        "B": loss_and_grads,
        "C": exchanged(loss_and_grads, backward=shifted),
        "D": exchanged(loss_and_grads, backward=turned),
    }


def four_curves(loss_and_grads: Callable, backward: Callable) -> None:
    """The loss over 300 steps with four versions of the gradient: your own, and three with a bug.

    Parameters
    ----------
    loss_and_grads, backward : your functions
    """
    fig, ax = plt.subplots(figsize=(7, 4))
    last = {}
    for (letter, version), dashes, color in zip(
        _versions(loss_and_grads, backward).items(), ["-", "--", "-.", ":"], style.COLORS
    ):
        row, losses = in_a_row(START), []
        for _ in range(300):
            loss, grads = version(X, y, as_pairs(row, START), "tanh")
            row = row - 0.3 * in_a_row(grads)
            losses.append(loss)
        ax.plot(losses, dashes, color=color, label=letter, linewidth=2.5)
        last[letter] = losses[-1]
    ax.set(
        title="Four gradients, one of them right", xlabel="step", ylabel="loss (cross entropy)", yscale="log"
    )
    ax.set(yticks=[0.02, 0.05, 0.1, 0.2, 0.5], yticklabels=["0.02", "0.05", "0.1", "0.2", "0.5"])
    ax.minorticks_off()
    ax.legend()
    order = ", ".join(
        f"{letter} {last[letter]:.2g}" for letter in sorted(last, key=lambda letter: last[letter])
    )
    show(fig, alt=f"Four curves of the loss; all fall, and none looks broken. After 300 steps: {order}.")


def four_gradients(loss_and_grads: Callable, backward: Callable, numerical_gradient: Callable) -> None:
    """Each entry of the four gradients against the same entry by numbers.

    Parameters
    ----------
    loss_and_grads, backward, numerical_gradient : your functions
    """
    measured = numerical_grads(numerical_gradient, lambda p: loss_and_grads(X, y, p, "tanh")[0], START)
    fig, axes = plt.subplots(2, 2, figsize=(7.5, 7), sharex=True, sharey=True)
    for ax, (letter, version) in zip(axes.flat, _versions(loss_and_grads, backward).items()):
        _, grads = version(X, y, START, "tanh")
        for layer, (found, right) in enumerate(zip(grads, measured)):
            for part, word in enumerate(["weights", "biases"]):
                look = {"s": 26, "marker": style.MARKERS[layer], "edgecolors": style.COLORS[layer]}
                fill = style.COLORS[layer] if word == "weights" else "none"
                name = f"layer {layer + 1}, {word}"
                ax.scatter(right[part].ravel(), found[part].ravel(), facecolors=fill, label=name, **look)
        ax.axline((0, 0), slope=1, color="gray", linewidth=0.8, zorder=0)
        ax.set(title=letter)
    for ax in axes[1]:
        ax.set(xlabel="numerical gradient")
    for ax in axes[:, 0]:
        ax.set(ylabel="gradient of the version")
    fig.legend(*axes[0, 0].get_legend_handles_labels(), loc="outside lower center", ncols=3)
    alt = (
        "In A the biases lie on a flat line; in B all points lie on the diagonal; in C layers 1 and 2 stray "
        "from it; in D layer 1 is scattered and the others are right."
    )
    show(fig, alt=alt)
