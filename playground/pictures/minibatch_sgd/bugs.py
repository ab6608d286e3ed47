"""Four bugs: the learner's own `train`, run with one of its parts exchanged for a wrong one."""

from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

from playground import datasets, show, style
from playground.exchanged import exchanged

EPOCHS = 60
SETTINGS = {"A": (32, 8, 0.2), "B": (8, 16, 0.3), "C": (32, 8, 0.2), "D": (32, 48, 1.0)}  # width, batch, rate


def four_bugs(
    train: Callable, train_epoch: Callable, loss_and_grads: Callable, init_params: Callable
) -> None:
    """The validation loss of the learner's `train`, and of four copies that have one wrong part each."""
    wrong_parts = _wrong_parts(train_epoch, loss_and_grads)
    fig, axes = plt.subplots(2, 2, figsize=(9, 6.2))
    for ax, (letter, setting) in zip(axes.flat, SETTINGS.items()):
        for run, look, name in [
            (train, {"linestyle": "-", "color": style.COLORS[0]}, "yours"),
            (
                exchanged(train, **wrong_parts[letter]),
                {"linestyle": "--", "color": style.COLORS[1]},
                "with the bug",
            ),
        ]:
            losses = _history(run, init_params, *setting)["val_loss"]
            ax.plot(range(1, EPOCHS + 1), losses, linewidth=2, label=name, **look)
        width, batch, rate = setting
        title = f"Bug {letter}: {width} units, batches of {batch}, rate {rate:g}"
        ax.set(title=title, xlabel="epoch", ylabel="validation loss", ylim=(0, None))
        ax.legend()
    show(
        fig,
        alt="Four panels of validation loss over 60 epochs, your train solid and with a bug dashed. A falls "
        "and then creeps far above; B falls more slowly and stays higher; C is lower and moves in jumps; D "
        "lags behind.",
    )


def _wrong_parts(train_epoch: Callable, loss_and_grads: Callable) -> dict[str, dict[str, Any]]:
    """Bug → what is exchanged for it."""

    def once_an_epoch(X, y, params, batch_size, lr, rng):
        return train_epoch(X, y, params, len(X), lr, rng)

    def one_batch_too_few(X, y, params, batch_size, lr, rng):
        dealt = rng.permutation(len(X))[: _dealt_by_d(len(X), batch_size)]
        return train_epoch(X[dealt], y[dealt], params, batch_size, lr, rng)

    def bias_divided_again(X, y, params, *more):
        loss, grads = loss_and_grads(X, y, params, *more)
        return loss, [(dW, db / len(X)) for dW, db in grads]

    return {
        "A": {"train_epoch": once_an_epoch},
        "B": {"loss_and_grads": bias_divided_again},
        "C": {"cross_entropy": of_labels},
        "D": {"train_epoch": one_batch_too_few},
    }


def of_labels(z: np.ndarray, y: np.ndarray) -> np.float64:
    """Bug C: the mean squared difference of labels, taken for a loss."""
    return np.mean((np.argmax(z, axis=1) - y) ** 2)


def _dealt_by_d(n, batch_size):
    """How many of n examples `range(0, n - batch_size, batch_size)` deals out."""
    return len(range(0, n - batch_size, batch_size)) * batch_size


def _history(train, init_params, width, batch_size, lr):
    X, y, X_val, y_val = _moons()
    start = init_params([2, width, 2], np.random.default_rng(0))
    return train(X, y, X_val, y_val, start, EPOCHS, batch_size, lr, np.random.default_rng(2))[1]


def _moons():
    """96 points to train on and 500 to validate, in columns of mean 0 and standard deviation 1."""
    X, y = datasets.moons(596, noise=0.1, seed=0)
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    return X[:96], y[:96], X[96:], y[96:]


def bugs_c_and_d(train: Callable, minibatches: Callable, init_params: Callable) -> None:
    """What the "loss" of bug C really is, and how many examples bug D deals out."""
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6))
    wrong = exchanged(train, cross_entropy=of_labels)
    _upside_down(left, _history(wrong, init_params, *SETTINGS["C"]))
    dealt = {size: (_dealt(minibatches, size), _dealt_by_d(96, size)) for size in (7, 32, 48, 96)}
    places = np.arange(len(dealt))
    for at, counts, look in zip(
        (-0.2, 0.2), zip(*dealt.values()), ({"label": "yours"}, {"label": "bug D", "hatch": "//"})
    ):
        bars = right.bar(
            places + at, counts, 0.38, color=style.COLORS[int(at > 0)], edgecolor="white", **look
        )
        right.bar_label(bars)
    right.set(title="Bug D: examples dealt out in an epoch", xlabel="batch size", ylabel="examples, of 96")
    right.set(ylim=(0, 130), xticks=places, xticklabels=dealt)
    right.legend(loc="upper right", ncols=2)
    told = ", ".join(f"{count} at batches of {size}" for size, (_, count) in dealt.items())
    alt = f"First: the loss of bug C lies on one minus accuracy. Second: of 96, bug D deals out {told}."
    show(fig, alt=alt)


def _upside_down(ax, history):
    epochs, right = range(1, EPOCHS + 1), np.array(history["val_acc"])
    ax.plot(epochs, history["val_loss"], "--", color=style.COLORS[1], linewidth=2, label='"loss" of bug C')
    ax.plot(epochs, right, "-", color=style.COLORS[2], linewidth=2, label="accuracy")
    ax.plot(epochs, 1 - right, ":", color="black", linewidth=2.5, label="1 − accuracy")
    ax.set(title="Bug C: accuracy upside down", xlabel="epoch", ylabel="on the validation set")
    ax.legend(loc="center right")


def _dealt(minibatches, batch_size):
    """How many of 96 examples an epoch deals out."""
    X, y, _, _ = _moons()
    return sum(len(labels) for _, labels in minibatches(X, y, batch_size, np.random.default_rng(2)))
