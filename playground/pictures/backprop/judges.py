"""The learner's own judges: gradients beside measured ones, and their shapes beside those of the arrays."""

from collections.abc import Callable
from typing import Any

import numpy as np

from playground.pictures.backprop.measured import numerical_grads


def compare(name: str, grads: Any, loss: Callable, params: Any, numerical_gradient: Callable) -> None:
    """Print for each layer how far its gradients are from the measured ones, in the worst entry.

    Parameters
    ----------
    name : what stands at the beginning of the line
    grads : list of (dW, db), the gradients that are judged
    loss : function of params → number
    params : list of (W, b)
    numerical_gradient : your function of lesson 3
    """
    measured = numerical_grads(numerical_gradient, loss, params)
    for layer, (yours, by_numbers) in enumerate(zip(grads, measured, strict=True), start=1):
        dW, db = (_apart(one, other) for one, other in zip(yours, by_numbers))
        print(f"{name:8} layer {layer}   dW {dW}   db {db}")


def _apart(one, other):
    """The largest difference; between other shapes it would be one of broadcast arrays, and say nothing."""
    if np.shape(one) != other.shape:
        return f"has shape {np.shape(one)}, not {other.shape}"
    return f"{np.abs(one - other).max():.0e}"


def judge_dense(dense: Callable, dense_backward: Callable, gradient_check: Callable) -> None:
    """Print the shapes of dX, dW and db beside those of X, W and b, and what gradient_check says of each.

    Parameters
    ----------
    dense, dense_backward, gradient_check : your functions; the loss is the sum of dz * dense(X, W, b)
    """
    rng = np.random.default_rng(0)
    given = {"X": rng.normal(size=(5, 2)), "W": rng.normal(size=(2, 3)), "b": rng.normal(size=3)}
    dz = rng.normal(size=(5, 3))
    for which, (name, array) in enumerate(given.items()):

        def with_other(other, name=name):
            return {**given, name: other}

        def loss(other, with_other=with_other):
            return np.sum(dz * dense(*with_other(other).values()))

        def gradient(other, with_other=with_other, which=which):
            parts = with_other(other)
            return dense_backward(dz, parts["X"], parts["W"])[which]

        agrees = gradient_check(loss, gradient, array)
        print(f"d{name} {np.shape(gradient(array))}   {name} {array.shape}   {agrees}")
