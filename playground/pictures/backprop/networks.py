"""One error followed back through a small network; what is left of it in deep ones."""

from collections.abc import Callable
from functools import partial

import matplotlib.pyplot as plt
import numpy as np

from playground import datasets, slide, style
from playground.diagrams import network
from playground.diagrams.graph import spelled
from playground.diagrams.network import APART, NEGATIVE, NONE, POSITIVE

# Chosen so that at x = (1, 2) all numbers have few digits and the two scores are equal.
SMALL = [
    (np.array([[0.6, 0.5, 1.0], [0.2, -0.5, 0.5]]), np.zeros(3)),
    (np.array([[-1.0, 1.0], [0.5, -0.8], [1.0, 0.5]]), np.zeros(2)),
    (np.array([[0.6, -1.0], [0.2, 1.0]]), np.zeros(2)),
]


def try_one_error(forward: Callable, backward: Callable, cross_entropy_grad: Callable) -> None:
    """A relu network with weights, a and dz of one example; sliders for the input x₁ and the true class.

    Parameters
    ----------
    forward, backward, cross_entropy_grad : your functions; of one example db is dz
    """
    draw = partial(_one_error, forward, backward, cross_entropy_grad)
    slide(draw, start={"x_1": 1, "true_class": 1}, narrow=False, x_1=[-0.5, 0, 1, 3], true_class=[0, 1])


def _one_error(forward, backward, cross_entropy_grad, x_1, true_class):
    scores, cache = forward(np.array([[x_1, 2.0]]), SMALL)
    grads = backward(cross_entropy_grad(scores, np.array([true_class])), cache, SMALL)
    values = [*(a[0] for a, _ in cache), scores[0]]
    errors, slopes = [list(db) for _, db in grads], [dW for dW, _ in grads]
    weights, layers = [W for W, _ in SMALL], ["input", "layer 1", "layer 2", "scores"]
    fig, ax = plt.subplots(figsize=(8.6, 4.6))
    network(ax, values, slopes, numbers=weights, below=[None, *errors], layers=layers)
    _write_z(ax, cache[:-1])
    for sign, (color, dashes) in zip("><=", (POSITIVE, NEGATIVE, NONE)):
        ax.plot([], [], dashes, color=color, label=f"dW {sign} 0", linewidth=2)
    ax.set(title="On a unit: what it sends on, and below it dz. On a line: its weight, and as its width dW")
    ax.legend(loc="lower left", ncols=3)
    ax.set(ylim=(-1.75, 1.65))
    dead = sum(int(np.sum(z <= 0)) for _, z in cache[:-1])
    told = "; ".join(", ".join(spelled(round(one, 2)) for one in column) for column in errors)
    return fig, f"dz, layer by layer: {told}. Units with z ≤ 0, which pass nothing: {dead}."


def _write_z(ax, hidden):
    """Above each hidden unit its z: only the sign of it matters to relu."""
    for layer, (_, z) in enumerate(hidden, start=1):
        for unit, value in enumerate(z[0]):
            at, text = (APART * layer, (z.shape[1] - 1) / 2 - unit), f"z {spelled(round(value, 2))}"
            ax.annotate(text, at, (0, 24), textcoords="offset points", ha="center", fontsize=8)


def try_deep_networks(init_params: Callable, forward: Callable, backward: Callable) -> None:
    """The size of dz in each of ten layers; a menu for the activation, a slider that scales the weights.

    Parameters
    ----------
    init_params, forward, backward : your functions; of one example db is dz
    """
    draw = partial(_deep, init_params, forward, backward)
    names, scales = ["relu", "sigmoid", "tanh"], [0.25, 0.5, 1, 2, 4]
    slide(draw, start={"activation": "sigmoid", "weights_times": 1}, activation=names, weights_times=scales)


def _deep(init_params, forward, backward, activation, weights_times):
    X, _ = datasets.moons(n=20, noise=0.1, seed=0)
    params = [(weights_times * W, b) for W, b in init_params([2, *[30] * 9, 2], np.random.default_rng(0))]
    squares = np.zeros(len(params))
    for x in X:
        _, cache = forward(x[None], params, activation)
        squares += [np.mean(db**2) for _, db in backward(np.array([[-0.5, 0.5]]), cache, params, activation)]
    sizes = np.sqrt(squares / len(X))
    kept = sizes / sizes[-1]
    told = (
        f"{activation}, weights times {weights_times:g}: dz of layer 1 is {_times(kept[0])} that of layer 10"
    )
    fig, ax = plt.subplots(figsize=(6, 3.6))
    ax.plot(range(1, 11), np.maximum(kept, 1e-12), "o-", color=style.COLORS[0])
    ax.axhline(1, color="black", linestyle=":", linewidth=1)
    ax.set(title=told.replace(": ", ":\n"), xlabel="layer", ylabel="size of dz, that of layer 10 being 1")
    ax.set(yscale="log", ylim=(1e-11, 1e7), xticks=range(1, 11))
    return fig, f"Points over ten layers. With {told}."


def _times(ratio):
    """How many times as large, in a word that needs no powers of ten."""
    if ratio >= 0.01:
        return f"{float(f'{ratio:.2g}'):,.6g} times".replace(",", " ")
    return f"1/{int(float(f'{1 / ratio:.1g}')):,} of".replace(",", " ")
