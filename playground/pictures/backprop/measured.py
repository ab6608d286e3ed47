"""Gradients of a whole network by numbers, beside those of the learner's backward pass."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np
from numpy.typing import NDArray

from playground import datasets, show, style

Pairs = list[tuple[NDArray, NDArray]]  # one for each layer: (W, b), or (dW, db)


def drawn(sizes: list[int], seed: int, spread: float) -> Pairs:
    """Parameters of a network with these sizes: random weights, of the same spread in all layers."""
    rng, params = np.random.default_rng(seed), []
    for layer in range(1, len(sizes)):
        params.append((rng.normal(0, spread, sizes[layer - 1 : layer + 1]), np.zeros(sizes[layer])))
    return params


def numerical_grads(numerical_gradient: Callable, loss: Callable, params: Pairs) -> Pairs:
    """The gradient of loss(params) by numbers: one (dW, db) for each layer."""

    def part(layer, which):
        def moved(array):
            pairs = [list(pair) for pair in params]
            pairs[layer][which] = array
            return loss(pairs)

        return numerical_gradient(moved, params[layer][which])

    return [(part(layer, 0), part(layer, 1)) for layer in range(len(params))]


def every_parameter(loss_and_grads: Callable, numerical_gradient: Callable, relative_error: Callable) -> None:
    """The relative error of each gradient in a 2-6-6-2 network, for three activations.

    Parameters
    ----------
    loss_and_grads, numerical_gradient, relative_error : your functions
    """
    X, y = datasets.moons(n=20, noise=0.2, seed=0)
    params = drawn([2, 6, 6, 2], seed=1, spread=0.7)
    fig, ax = plt.subplots(figsize=(8, 4))
    count = len(in_a_row(params))
    for k, name in enumerate(["relu", "sigmoid", "tanh"]):
        yours = loss_and_grads(X, y, params, name)[1]
        by_numbers = numerical_grads(
            numerical_gradient, lambda p, name=name: loss_and_grads(X, y, p, name)[0], params
        )
        pairs = zip(in_a_row(yours), in_a_row(by_numbers))
        errors = np.maximum([relative_error(one, other) for one, other in pairs], 1e-15)
        ax.scatter(np.arange(count), errors, s=18, marker=style.MARKERS[k], color=style.COLORS[k], label=name)
    ax.axhline(1e-6, color="black", linestyle="--", linewidth=1.2)
    ax.text(0, 1.3e-6, "the bar", va="bottom")
    ax.text(0, 2.2e-15, "exact: 0 and 0", va="bottom")
    ax.set(title="Relative error of every gradient in a three-layer network", xlabel="parameter")
    ax.set(ylabel="relative error", yscale="log", ylim=(4e-16, 1e-3))
    ax.legend(ncols=3, loc="upper right")
    show(fig, alt=f"A point for each of {count} parameters and each activation, beside the bar of 1e-6.")


def in_a_row(pairs: Pairs) -> NDArray:
    """All numbers of the pairs in one row."""
    return np.concatenate([np.ravel(array) for pair in pairs for array in pair])


def as_pairs(row: NDArray, like: Pairs) -> Pairs:
    """The numbers of a row, as pairs with the shapes of others."""
    shapes = [array.shape for pair in like for array in pair]
    ends = np.cumsum([np.prod(shape) for shape in shapes])
    arrays = [part.reshape(shape) for part, shape in zip(np.split(row, ends[:-1]), shapes)]
    return list(zip(arrays[::2], arrays[1::2]))
