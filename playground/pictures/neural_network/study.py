"""Choosing hyperparameters: a map of two of them, the gap of few examples, and luck."""

from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

from playground import style
from playground.figures import show
from playground.slide import slide

WIDTHS, RATES = (4, 16, 64), (0.0003, 0.001, 0.003, 0.01, 0.03, 0.1)


def widths_and_rates(make: Callable, train: tuple, valid: tuple) -> None:
    """A map of the validation accuracy after 15 epochs, hidden units by learning rates.

    Parameters
    ----------
    make : the learner's NeuralNetwork
    train, valid : pairs (X, y)
    """
    shares = np.array([[_share(make, width, rate, train, valid) for rate in RATES] for width in WIDTHS])
    fig, ax = plt.subplots(figsize=(7.4, 3.2))
    picture = ax.imshow(shares, cmap="viridis", aspect="auto", vmin=0.5, vmax=1)
    for (i, j), share in np.ndenumerate(shares):
        color = "black" if share > 0.8 else "white"
        ax.text(j, i, f"{share:.1%}", ha="center", va="center", color=color)
    ax.set(title="Validation accuracy after 15 epochs of Adam", xlabel="learning rate", ylabel="hidden units")
    ax.set_xticks(range(len(RATES)), [str(rate) for rate in RATES])
    ax.set_yticks(range(len(WIDTHS)), [str(width) for width in WIDTHS])
    ax.grid(False)
    fig.colorbar(picture, label="accuracy (one colour below 50 %)", extend="min")
    show(
        fig,
        "A map of validation accuracy by hidden units and learning rate: 64 units are best, at all "
        "rates from 0.003 to 0.1; small rates have not arrived yet, and the largest hurts fewer units.",
        narrow=False,
    )


def _share(make, width, rate, train, valid):
    net = make((width,), learning_rate_init=rate, batch_size=64, max_iter=15, random_state=0)
    return net.fit(*train).score(*valid)


def few_examples(network: Any, plot_history: Callable) -> None:
    """The history of a network that was trained on few examples.

    Parameters
    ----------
    network : fitted, with history_
    plot_history : the learner's function
    """
    history = network.history_
    show(
        plot_history(history),
        f"After {len(history['train_loss'])} epochs the training loss is {history['train_loss'][-1]:.2g}, "
        f"the validation loss {history['val_loss'][-1]:.2g}, far above it.",
    )


def try_examples(make: Callable, train: tuple, valid: tuple) -> None:
    """Training and validation loss on few digits, with the decay and the number of examples to move.

    Parameters
    ----------
    make : the learner's NeuralNetwork
    train, valid : pairs (X, y)
    """
    X, y = train

    def draw(examples, alpha):
        net = make((64,), alpha=alpha, learning_rate_init=0.01, batch_size=64, max_iter=30, random_state=0)
        history = net.fit(X[:examples], y[:examples], *valid).history_
        fig, ax = plt.subplots(figsize=(6, 3.2))
        ends = history["train_loss"][-1], history["val_loss"][-1]
        for i, (part, name) in enumerate((("train_loss", "training"), ("val_loss", "validation"))):
            look = dict(color=style.COLORS[i], linestyle=["-", "--"][i])
            ax.semilogy(range(1, 31), history[part], **look, label=f"{name}, {ends[i]:.2g} at the end")
        share = f"{history['val_acc'][-1]:.1%} of the validation set right"
        ax.set(title=f"{examples} digits, alpha {alpha:g}: {share}")
        ax.set(xlabel="epoch", ylabel="loss", ylim=(1e-3, 4))
        ax.legend(loc="lower left")
        return (
            fig,
            f"With {examples} digits and alpha {alpha:g} training ends at {ends[0]:.2g}, validation at "
            f"{ends[1]:.2g}.",
        )

    slide(draw, start={"examples": 200}, examples=(50, 200, 1000), alpha=(0.0, 0.001, 0.01, 0.1))


def chosen_by_luck(make: Callable) -> None:
    """The best of many tries on coin tosses, where it was chosen and on new data; the mean of eight searches.

    Parameters
    ----------
    make : the learner's NeuralNetwork
    """
    best = np.mean([_search(make, np.random.default_rng(seed)) for seed in range(8)], axis=0)
    fig, ax = plt.subplots(figsize=(6.4, 3.5))
    for i, name in enumerate(("on the data that chose it", "on new data")):
        ax.plot(range(1, 41), best[:, i], ["-", "--"][i], color=style.COLORS[i], label=name)
    ax.axhline(0.5, color=style.COLORS[7], linestyle=":")
    ax.annotate("coin toss", (40, 0.5), xytext=(0, -12), textcoords="offset points", ha="right")
    ax.set(title="Bug 3: the best of many tries, on coin tosses again", xlabel="networks tried")
    ax.set(ylabel="accuracy of the best so far", ylim=(0.3, 0.9))
    ax.legend(loc="upper left")
    show(
        fig,
        "Mean of eight searches: the accuracy of the best network so far, on the thirty examples that chose "
        "it, climbs to "
        f"{best[-1, 0]:.0%} in forty tries; on new data it is {best[-1, 1]:.0%}.",
    )


def _search(make, rng):
    """For 1 to 40 tries on coin tosses: what the best so far scores where it was chosen, and elsewhere."""
    X, y = rng.normal(size=(60, 20)), rng.integers(2, size=60)
    X_new, y_new = rng.normal(size=(2000, 20)), rng.integers(2, size=2000)
    best, found = (0.0, 0.0), []
    for seed in range(40):
        net = make((8,), learning_rate_init=0.01, max_iter=3, random_state=seed).fit(X[:30], y[:30])
        chosen_by = net.score(X[30:], y[30:])
        if chosen_by > best[0]:
            best = chosen_by, net.score(X_new, y_new)
        found.append(best)
    return found
