"""Networks and what they have learned: five data sets, too little and too much, the milestone's run."""

import functools
from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np

from playground import datasets, show, style
from playground.pictures.decision_boundaries.fitting import Network
from playground.pictures.decision_boundaries.regions import regions, without_boundary

DATA = ("moons", "circles", "blobs", "xor", "spirals")


def line_and_layer(fit: Callable[..., Network]) -> None:
    """XOR without a hidden layer and with one of 16 units, validation points on top."""
    parts = *datasets.xor(300, noise=0.05, seed=0), *datasets.xor(200, noise=0.05, seed=1)
    names = ("no hidden layer", "one hidden layer, 16 units")
    nets = [fit(*parts, depth=depth, learning_rate=0.1, epochs=60) for depth in (0, 1)]  # as at the top
    fig, axes = plt.subplots(1, 2, figsize=(9, 3.8))
    for ax, net, name in zip(axes, nets, names):
        regions(ax, net, *parts[2:], f"{name}: {net.history['val_acc'][-1]:.0%} right")
    show(
        fig,
        alt="XOR, validation points. Without a hidden layer a straight line at most; with 16 hidden units "
        "the boundary follows the checkerboard.",
    )


def watch_five(fit: Callable[..., Network]) -> None:
    """Five data sets with 16 units in one hidden layer (two for the spirals), and their losses."""
    fig, axes = plt.subplots(2, 3, figsize=(9, 6.2))
    *panels, last = axes.flat
    for ax, name, marker in zip(panels, DATA, style.MARKERS):
        make = getattr(datasets, name)
        X, y = make(seed=0)
        net = fit(X, y, *make(seed=1), depth=2 if name == "spirals" else 1, learning_rate=0.2)
        regions(ax, net, X, y, f"{name}: {net.history['val_acc'][-1]:.0%} of validation")
        last.plot(range(1, 101), net.history["val_loss"], marker=marker, markevery=24, label=name)
    last.set(title="validation loss", xlabel="epoch", ylabel="loss", ylim=(0, 1.15))
    last.legend(fontsize=9)
    show(
        fig,
        alt="Five data sets with the boundary of a network each, and a panel with their validation "
        "losses: those of circles, blobs and spirals come near 0, that of XOR stays highest, because its "
        "noisy points cannot be told apart.",
    )


def too_little_too_much(fit: Callable[..., Network], make_xor: Callable) -> None:
    """60 noisy XOR points to train on and 300 to validate: one unit, eight units, two layers of 64."""
    settings = {
        "Underfitting: 1 unit": (1, 1),
        "About right: 8 units": (8, 1),
        "Overfitting: 64 + 64": OVERFITTING,
    }
    fig, axes = plt.subplots(2, 3, figsize=(9, 6.2), height_ratios=[3, 2])
    for (name, (width, depth)), above, below in zip(settings.items(), *axes):
        net, few, _ = _long_trained(fit, make_xor, width, depth)
        history = _above(net, above, few, name)
        below.plot(history["train_loss"], label="training")
        below.plot(history["val_loss"], "--", label="validation")
        below.set(title="loss", xlabel="epoch", ylabel="loss", ylim=(0, 1.4))
        below.legend(loc="upper left", fontsize=9)
    show(
        fig,
        alt="Left: one unit, both losses stay high. Middle: eight units make about four quarters, and "
        "both losses fall and stay close. Right: two layers of 64 bend around single noisy points; the "
        "training loss goes on falling while the validation loss rises.",
    )


OVERFITTING = (64, 2)  # width and depth


@functools.lru_cache(maxsize=3)  # the overfitting one takes seconds, and is shown twice
def _long_trained(fit, make_xor, width, depth):
    """A network after 400 epochs, the 60 points that it was trained on, and 300 others."""
    rng = np.random.default_rng(4)
    few, many = make_xor(60, 0.2, rng), make_xor(300, 0.2, rng)
    chosen = {"width": width, "depth": depth, "batch_size": 10, "learning_rate": 0.1, "epochs": 400}
    return fit(*few, *many, **chosen), few, many


def bug_c(fit: Callable[..., Network], make_xor: Callable) -> None:
    """The overfitting network once more, with the points it was trained on, and with others."""
    net, few, many = _long_trained(fit, make_xor, *OVERFITTING)
    fig, axes = plt.subplots(1, 2, figsize=(9, 3.8))
    for ax, (X, y), part, name in zip(axes, (few, many), ("train", "val"), ("Bug C", "Other points")):
        regions(ax, net, X, y, f"{name}: {net.history[part + '_acc'][-1]:.0%} right")
    show(
        fig,
        alt="The same regions twice. First, 60 points, nearly all on their own colour. Then 300 points that "
        "the network has not seen: many more stand on the other one.",
    )


def _above(net, ax, points, name):
    """The regions, with both accuracies above them; returns the history."""
    history = net.history
    right = f"training {history['train_acc'][-1]:.0%}, validation {history['val_acc'][-1]:.0%}"
    X, y = points
    regions(ax, net, X, y, f"{name}\n{right}")
    return history


def milestone_run(
    fit: Callable[..., Network],
    make_xor: Callable,
    confusion_matrix: Callable,
    plot_decision_boundary: Callable,
) -> None:
    """The milestone's two networks on XOR, drawn by the learner's function, with their accuracies."""
    rng = np.random.default_rng(0)
    parts = *make_xor(600, 0.02, rng), *make_xor(2000, 0.02, rng)
    X_val, y_val = parts[2:]
    for depth, name in ((0, "[2, 2]"), (1, "[2, 32, 2]")):
        net = fit(*parts, width=32, depth=depth, epochs=60)
        counts = np.asarray(confusion_matrix(y_val, net.predict(X_val), 2))
        share = np.trace(counts) / counts.sum()
        fig = plot_decision_boundary(net.predict, X_val[:300], y_val[:300])
        none = without_boundary(net, X_val)
        fig.axes[0].set_title(f"{name}: {share:.1%} of the validation points right{none}")
        show(
            fig,
            alt=f"The regions of {name}, with 300 validation points; of all 2000, {share:.1%} are right."
            + none.replace("\nno", " There is no"),
        )
