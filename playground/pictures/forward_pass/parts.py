"""The parts of a network one by one: the matrix product, activations, softmax, first weights."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np
from numpy.typing import NDArray

from playground import diagrams, style
from playground.figures import show
from playground.pictures.forward_pass.drawn import WEIGHTS
from playground.slide import slide
from playground.style import spelled

Elementwise = Callable[[NDArray], NDArray]


def try_product(X: NDArray) -> None:
    """Follow one number of X @ W, for X (n, 2) and the drawn network's first weights: move row and column."""
    W = WEIGHTS[0]

    def draw(example, unit):
        fig, axes = plt.subplots(1, 3, figsize=(8, 3.4), width_ratios=[2.2, 3.2, 3.2])
        diagrams.table(axes[0], X, f"X  {X.shape}", row=example, rows="example i", columns="feature k")
        diagrams.table(axes[1], W, f"W  {W.shape}", column=unit, rows="feature k", columns="unit j")
        product = np.full((len(X), W.shape[1]), np.nan)  # the others are for the learner to find
        product[example, unit] = (X @ W)[example, unit]
        diagrams.table(
            axes[2],
            product,
            f"X @ W  {product.shape}",
            row=example,
            column=unit,
            rows="example i",
            columns="unit j",
        )
        axes[1].set_ylim(axes[0].get_ylim())  # so that all cells are of one size
        terms = " + ".join(f"{_factor(x)} · {_factor(w)}" for x, w in zip(X[example], W[:, unit]))
        told = f"{terms} = {spelled(product[example, unit])}"
        fig.suptitle(f"example {example} meets unit {unit}:  {told}")
        return (
            fig,
            f"Row {example} of X and column {unit} of W are marked, and where they meet in X @ W: {told}.",
        )

    slide(draw, example=list(range(len(X))), unit=list(range(W.shape[1])))


def _factor(value):
    return f"({spelled(value)})" if value < 0 else spelled(value)


def activations(relu: Elementwise, sigmoid: Elementwise, tanh: Elementwise) -> None:
    """Draw the learner's three activations over numbers from −5 to 5."""
    z = np.linspace(-5, 5, 201)
    fig, ax = plt.subplots(figsize=(7.5, 3.8))
    functions = {"relu": relu, "sigmoid": sigmoid, "tanh": tanh}
    for (name, function), dashes, color in zip(functions.items(), ["-", "--", "-."], style.COLORS):
        ax.plot(z, function(z), dashes, color=color, label=name, linewidth=2.5)
    ax.axhline(0, color="gray", linewidth=0.8)
    ax.set(title="Three activations", xlabel="z", ylabel="activation of z", ylim=(-1.2, 3))
    ax.legend()
    show(
        fig,
        alt="relu is zero for negative z and a line of slope 1 for positive z; sigmoid rises in an S "
        "from 0 to 1; tanh rises in an S from −1 to 1 through the origin.",
    )


def try_softmax(softmax: Elementwise, scores: NDArray) -> None:
    """Multiply the scores (k,) of an example by a factor, add a number, and see their probabilities."""
    k = len(scores)

    def draw(factor, added):
        changed = factor * scores + added
        p = softmax(changed[None])[0]
        fig, ax = plt.subplots(figsize=(6, 3.4))
        bars = ax.bar(range(k), p, color=style.COLORS[:k], edgecolor="black")
        ax.bar_label(bars, fmt="%.3f")
        told = ", ".join(map(spelled, changed))
        ax.set(
            title=f"softmax of ({told})", xlabel="class", ylabel="probability", xticks=range(k), ylim=(0, 1.1)
        )
        return fig, f"Softmax of the scores {told} as bars: {', '.join(f'{one:.3f}' for one in p)}."

    slide(
        draw,
        start={"factor": 1.0, "added": 0.0},
        factor=[0.0, 0.5, 1.0, 2.0, 5.0],
        added=[-100.0, 0.0, 100.0],
    )


def weight_sizes(dense: Callable[..., NDArray], relu: Elementwise) -> None:
    """Send random numbers through ten layers of 100 units, the learner's, with weights of three sizes."""
    fig, ax = plt.subplots(figsize=(7.5, 3.8))
    stds = {"0.05": 0.05, "√(2/100) = 0.14": np.sqrt(2 / 100), "0.30": 0.3}
    for (label, std), marker, color in zip(stds.items(), style.MARKERS, style.COLORS):
        rng = np.random.default_rng(0)
        a = rng.normal(size=(200, 100))
        typical = [_size(a)]
        for _ in range(10):
            a = relu(dense(a, rng.normal(0, std, size=(100, 100)), np.zeros(100)))
            typical.append(_size(a))
        ax.semilogy(range(11), typical, marker=marker, color=color, label=f"std {label}")
    ax.set(
        title="Weights too small, right, too large", xlabel="layer", ylabel="typical size of the activations"
    )
    ax.legend()
    show(
        fig,
        alt="On a logarithmic axis: with standard deviation 0.05 the activations shrink to about a third in "
        "each layer, with 0.30 they double, with √(2/100) they keep their size.",
    )


def _size(a):
    return np.sqrt(np.square(a).mean())
