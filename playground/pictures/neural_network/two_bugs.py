"""Two bugs of an estimator that raise no error: columns taken for labels, and a fit that goes on."""

from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from numpy.typing import NDArray

from playground import style
from playground.figures import show


def columns_for_labels(make: Callable, train: tuple, valid: tuple) -> None:
    """Bug 1: `predict` returns the number of the column: fine on one data set, hopeless on the other.

    Parameters
    ----------
    make : the learner's NeuralNetwork
    train, valid : pairs (X, y)
    """
    (A, a), (B, b) = train, valid
    sets = {
        "digits 0 to 9": (A, a, B, b),
        "even digits only": (A[a % 2 == 0], a[a % 2 == 0], B[b % 2 == 0], b[b % 2 == 0]),
    }
    fig, ax = plt.subplots(figsize=(6, 3.6))
    for i, (X, y, X_valid, y_valid) in enumerate(sets.values()):
        net = make((32,), learning_rate_init=0.01, batch_size=64, max_iter=15, random_state=0).fit(X, y)
        answers = {"right": net.predict(X_valid), "with the bug": net.predict_proba(X_valid).argmax(axis=1)}
        for j, (name, found) in enumerate(answers.items()):
            look: dict[str, Any] = dict(
                color=style.COLORS[j], hatch=["", "//"][j], edgecolor="white", label=None if i else name
            )
            bar = ax.bar(i + 0.4 * j - 0.2, np.mean(found == y_valid), 0.36, **look)
            ax.bar_label(bar, fmt=lambda share: f"{share:.0%}")
    ax.set(
        title="Bug 1: fine on one data set, hopeless on the other",
        xlabel="data",
        ylabel="accuracy on the validation set",
    )
    ax.set(ylim=(0, 1.15))
    ax.set_xticks([0, 1], list(sets))
    ax.legend(loc="upper center", ncols=2, bbox_to_anchor=(0.5, -0.2))
    show(
        fig,
        "Bars of accuracy: on all ten digits the right and the buggy network are equal; on even "
        "digits only the right one stays near one and the buggy one falls to about a fifth.",
    )


class _GoesOn:
    """A network whose `fit` goes on from the weights that it has, by the learner's one_epoch."""

    def __init__(self, init_params: Callable, one_epoch: Callable, forward: Callable) -> None:
        self.parts, self.params = (init_params, one_epoch, forward), None

    def fit(self, X: NDArray, y: NDArray) -> "_GoesOn":
        init_params, one_epoch, _ = self.parts
        rng, state = np.random.default_rng(0), None
        self.params = self.params or init_params([X.shape[1], 50, 2], rng)
        for _ in range(30):
            self.params, state = one_epoch(X, y, self.params, state, rng, batch_size=64, lr=0.01)
        return self

    def score(self, X: NDArray, y: NDArray) -> Any:
        return np.mean(self.parts[2](X, self.params)[0].argmax(axis=1) == y)


def went_on(make: Callable, init_params: Callable, one_epoch: Callable, forward: Callable) -> None:
    """Bug 2: cross-validation on coin tosses, with a `fit` that starts afresh and one that goes on.

    Parameters
    ----------
    make : the learner's NeuralNetwork
    init_params, one_epoch, forward : the learner's functions
    """
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(200, 20)), rng.integers(2, size=200)  # nothing to be learned here
    folds = np.array_split(rng.permutation(200), 8)
    right = make((50,), learning_rate_init=0.01, batch_size=64, max_iter=30, random_state=0)
    networks = {"right": right, "with the bug": _GoesOn(init_params, one_epoch, forward)}
    fig, ax = plt.subplots(figsize=(6.4, 3.5))
    for i, (name, net) in enumerate(networks.items()):
        shares = []
        for fold in folds:
            rest = np.setdiff1d(np.arange(200), fold)
            shares.append(net.fit(X[rest], y[rest]).score(X[fold], y[fold]))
        ax.plot(range(1, 9), shares, ["-", "--"][i], marker=style.MARKERS[i], label=name)
    ax.axhline(0.5, color=style.COLORS[7], linestyle=":", label="coin toss")
    ax.set(title="Bug 2: cross-validation on coin tosses", xlabel="fold", ylabel="accuracy on the fold")
    ax.set(ylim=(0, 1.05))
    ax.legend(loc="upper right", bbox_to_anchor=(1, 0.88))
    show(
        fig,
        "Accuracy on eight folds of pure noise: the right network stays around one half, the buggy one "
        "begins with it in the first fold, jumps to about four fifths in the second and comes close to "
        "one after that.",
    )
