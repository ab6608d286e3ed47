"""Whole training runs: their curves, three batch sizes by epochs and by the clock, the milestone's run."""

import time
from collections.abc import Callable, Iterable
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

from playground import boundary, datasets, show, style

Parts = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]  # X_train, y_train, X_val, y_val


def prepared_moons(
    train_val_split: Callable, standardize: Callable, n: int = 400, noise: float = 0.2, seed: int = 5
) -> Parts:
    """Moons, split and standardized by the learner's functions: X_train, y_train, X_val, y_val."""
    X, y = datasets.moons(n, noise=noise, seed=seed)
    X_train, X_val, y_train, y_val = train_val_split(X, y, 0.25, np.random.default_rng(seed))
    X_train, X_val = standardize(X_train, X_val)
    return X_train, y_train, X_val, y_val


def state(
    params: list, data: Parts, forward: Callable, softmax: Callable, cross_entropy: Callable
) -> tuple[Callable, float, float]:
    """What `LiveBoundary.update` takes: places → probabilities, the training loss and the validation loss."""
    losses = [cross_entropy(forward(X, params)[0], y) for X, y in (data[:2], data[2:])]
    return (lambda places: softmax(forward(places, params)[0])), losses[0], losses[1]


def curves(history: dict[str, list[float]]) -> None:
    """Loss and accuracy by epoch, training solid and validation dashed."""
    fig, axes = plt.subplots(1, 2, figsize=(9, 3.4))
    draw_history(axes, history)
    last = {name: values[-1] for name, values in history.items()}
    which = "below" if last["val_loss"] < last["train_loss"] else "above"
    show(
        fig,
        alt="First: both losses fall, fast at first and then slowly; at the end that of validation, "
        f"{last['val_loss']:.3f}, lies {which} that of training, {last['train_loss']:.3f}. Second: accuracy "
        f"rises in small steps, to {last['train_acc']:.1%} in training, {last['val_acc']:.1%} in validation.",
    )


def draw_history(axes: Iterable[Any], history: dict[str, list[float]]) -> None:
    """Draw loss and accuracy on two axes."""
    epoch = np.arange(1, len(history["train_loss"]) + 1)
    for ax, what, label in zip(axes, ["loss", "acc"], ["loss (cross entropy)", "accuracy"]):
        ax.plot(epoch, history[f"train_{what}"], "-", color=style.COLORS[0], label="training")
        ax.plot(epoch, history[f"val_{what}"], "--", color=style.COLORS[1], label="validation")
        ax.set(xlabel="epoch", ylabel=label, title=label.split()[0].capitalize())
        ax.legend()


def batch_sizes(
    train_epoch: Callable,
    loss_and_grads: Callable,
    init_params: Callable,
    train_val_split: Callable,
    standardize: Callable,
) -> None:
    """The training loss of batches of 1, of 32 and of all 1500, against epochs and against seconds."""
    X, y, _, _ = prepared_moons(train_val_split, standardize, 2000, noise=0.1, seed=0)
    settings = {"1": (1, 0.03, 6), "32": (32, 0.3, 40), "all 1500": (1500, 0.3, 400)}
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6), sharey=True)
    for (name, setting), dashes, color in zip(settings.items(), [":", "-", "--"], style.COLORS):
        start = init_params([2, 32, 2], np.random.default_rng(0))
        seconds, losses = _timed(train_epoch, loss_and_grads, X, y, start, *setting)
        _, lr, epochs = setting
        look = {"color": color, "linewidth": 2, "label": f"{name}: rate {lr}, {epochs} epochs"}
        left.plot(losses, dashes, **look)
        right.plot(seconds, losses, dashes, **look)
    left.set(title="Loss against epochs, the first 40", xlabel="epoch", xlim=(-1, 41))
    left.set(ylabel="training loss (cross entropy)", yscale="log")
    right.set(title="Loss against seconds", xlabel="seconds")
    names = left.get_legend_handles_labels()
    fig.legend(*names, title="batches of", loc="outside lower center", ncols=3)
    show(
        fig,
        alt="First: against epochs, batches of 1 and of 32 fall fast; the whole set creeps. Second: against "
        "seconds, batches of 32 fall fastest; single examples and the whole set are both slower.",
    )


def _timed(train_epoch, loss_and_grads, X, y, params, batch_size, lr, epochs):
    """Seconds of training, and the loss, before the first epoch and after each."""
    rng, seconds, losses = np.random.default_rng(1), [0.0], [loss_and_grads(X, y, params)[0]]
    for _ in range(epochs):
        began = time.perf_counter()
        params = train_epoch(X, y, params, batch_size, lr, rng)
        seconds.append(seconds[-1] + time.perf_counter() - began)
        losses.append(loss_and_grads(X, y, params)[0])
    return seconds, losses


def milestone_run(
    train: Callable,
    predict: Callable,
    init_params: Callable,
    train_val_split: Callable,
    standardize: Callable,
) -> None:
    """Curves and boundary of a run as the milestone makes it, with the bar of 97 %."""
    parts = prepared_moons(train_val_split, standardize, 2000, noise=0.1, seed=8)
    rng = np.random.default_rng(8)
    params, history = train(*parts, init_params([2, 32, 2], rng), 30, 32, 0.3, rng)
    fig, axes = plt.subplots(1, 3, figsize=(9, 3.2))
    draw_history(axes, history)
    axes[1].axhline(0.97, color="black", linestyle=":", linewidth=1.2)
    axes[1].text(15, 0.968, "the bar: 97 %", va="top")
    reached = history["val_acc"][-1]
    boundary(lambda P: predict(P, params), *parts[2:], ax=axes[2], title=f"Held out: {reached:.1%} right")
    show(
        fig,
        alt="Loss and accuracy over 30 epochs, and the boundary that winds between the held-out moons; "
        f"{reached:.1%} of them are classified right, and the bar is 97 percent.",
    )
