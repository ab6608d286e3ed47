"""`fit`, made of the learner's own functions: what pictures, live boundary and sliders train with."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.exchanged import exchanged

Params = list[tuple[NDArray, NDArray]]


class Network:
    """A trained network: its `params`, its `history`, labels by `predict`, shares by `predict_proba`."""

    def __init__(self, scores: Callable, softmax: Callable, params: Params, history: dict[str, list]) -> None:
        self.scores, self.softmax = scores, softmax
        self.params, self.history = params, history

    def predict_proba(self, X: NDArray) -> NDArray:
        return self.softmax(self.scores(X, self.params)[0])

    def predict(self, X: NDArray) -> NDArray:
        return np.argmax(self.scores(X, self.params)[0], axis=1)


def fitting(
    init_params: Callable, train: Callable, loss_and_grads: Callable, forward: Callable, softmax: Callable
) -> Callable[..., Network]:
    """A function `fit` that trains by the learner's `train`, one epoch after another; see `help(fit)`.

    `train` knows relu alone. Another activation goes in where it asks for scores and for gradients: it meets
    `forward` and `loss_and_grads` with the activation chosen.
    """

    def fit(
        X: NDArray,
        y: NDArray,
        X_val: NDArray,
        y_val: NDArray,
        width: int = 16,
        depth: int = 1,
        activation: str = "relu",
        learning_rate: float = 0.3,
        batch_size: int = 20,
        epochs: int = 100,
        seed: int = 0,
        callback: Callable[..., Any] | None = None,
    ) -> Network:
        """Train `depth` hidden layers of `width` units on X, y by your `train`; measure on X_val, y_val.

        Parameters
        ----------
        X, y, X_val, y_val : arrays (n, 2), (n,), (m, 2), (m,)
        width, depth : int
            Units of a hidden layer, and how many such layers; 0 for none.
        activation : "relu", "sigmoid" or "tanh"
        learning_rate, batch_size, epochs
            As in `train`.
        seed : int
            Decides starting weights and the order of the examples.
        callback : function, optional
            Called after each epoch with the network as it is then, its training loss and its validation loss.

        Returns
        -------
        Network
            Has `predict` (labels), `predict_proba` (probabilities), `params`, and `history`: the four
            lists of `train`.
        """

        def scores(X, params, *_, **__):
            return forward(X, params, activation)

        def gradients(X, y, params, *_, **__):
            return loss_and_grads(X, y, params, activation)

        rng = np.random.default_rng(seed)
        own = exchanged(train, forward=scores, loss_and_grads=gradients)
        params = init_params([X.shape[1], *[width] * depth, int(y.max()) + 1], rng)
        history: dict[str, list] = {}
        for _ in range(epochs):
            params, seen = own(X, y, X_val, y_val, params, 1, batch_size, learning_rate, rng)
            history = {name: [*history.get(name, []), *values] for name, values in seen.items()}
            network = Network(scores, softmax, params, history)
            if callback:
                callback(network, history["train_loss"][-1], history["val_loss"][-1])
        return network

    return fit
