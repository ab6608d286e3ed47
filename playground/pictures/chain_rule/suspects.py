"""Gradients that somebody claims, beside the measured ones."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np

from playground import show, style


def seven_claims(
    sigmoid: Callable,
    sigmoid_grad: Callable,
    numerical_gradient: Callable,
    relative_error: Callable,
    gradient_check: Callable,
) -> None:
    """The relative errors of seven claims for the gradient of Σ σ(x)², six of them with a bug.

    Parameters
    ----------
    sigmoid, sigmoid_grad, numerical_gradient, relative_error, gradient_check : your functions
    """
    s, slope = sigmoid, sigmoid_grad

    def right(x):
        return 2 * s(x) * slope(x)

    claims = {
        "right": right,
        "one element off by 1 %": lambda x: right(x) * np.where(np.arange(len(x)) == 3, 1.01, 1.0),
        "factor 2 missing": lambda x: s(x) * slope(x),
        "σ′ missing": lambda x: 2 * s(x),
        "σ in place of σ′": lambda x: 2 * s(x) * s(x),
        "σ′ taken at σ(x)": lambda x: 2 * s(x) * slope(s(x)),
        "wrong sign": lambda x: -right(x),
    }
    x, f = np.random.default_rng(0).normal(size=8), lambda x: np.sum(s(x) ** 2)
    measured = numerical_gradient(f, x)
    errors = [relative_error(measured, claim(x)) for claim in claims.values()]
    fig, ax = plt.subplots(figsize=(8, 3.8))
    for i, (claim, error) in enumerate(zip(claims.values(), errors)):
        ok = gradient_check(f, claim, x)
        color = style.COLORS[0 if ok else 1]
        ax.plot([1e-13, error], [i, i], color=color, linewidth=3)
        ax.plot(error, i, color=color, marker="o" if ok else "X", markersize=9)
        word = "passes" if ok else "refused"
        box = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}
        ax.annotate(word, (error, i), (9, 0), textcoords="offset points", va="center", bbox=box)
    ax.axvline(1e-6, color="black", linestyle=":")
    ax.text(1.6e-6, 0.5, "tol = 1e-6", va="center")  # between two bars
    ax.set(title="Relative error of seven claimed gradients", xlabel="relative error (log scale)")
    ax.set(xscale="log", xlim=(1e-13, 1e4), yticks=range(len(claims)), yticklabels=claims)
    ax.invert_yaxis()
    told = ", ".join(f"{name} {error:.0e}" for name, error in zip(claims, errors))
    show(fig, alt=f"Relative errors of claimed gradients on a log scale: {told}.")


_rng = np.random.default_rng(1)
X, T = _rng.normal(size=(12, 3)), _rng.choice([-1.0, 1.0], size=12)
W_SUSPECTS = np.array([0.5, -0.4, 0.7])


def _squashed_gradient(w):
    a = np.tanh(X @ w)
    return 2 / len(X) * X.T @ ((a - T) * (1 - np.tanh(a) ** 2))


# Name → a loss of weights w on some data, and a gradient that is claimed for it; one has a bug.
SUSPECTS: dict[str, tuple[Callable, Callable]] = {
    "line": (
        lambda w: np.mean((X @ w - T) ** 2) + 0.1 * np.sum(w**2),
        lambda w: 2 / len(X) * X.T @ (X @ w - T) + 0.2 * w,
    ),
    "squashed": (lambda w: np.mean((np.tanh(X @ w) - T) ** 2), _squashed_gradient),
    "yes or no": (
        lambda w: np.mean(np.logaddexp(0, -T * (X @ w))),
        lambda w: -X.T @ (T / (1 + np.exp(T * (X @ w)))) / len(X),
    ),
}


def three_suspects(gradient_check: Callable, numerical_gradient: Callable) -> None:
    """The claimed and the measured gradient of each suspect, and what the instrument says.

    Parameters
    ----------
    gradient_check, numerical_gradient : your functions
    """
    fig, axes = plt.subplots(1, 3, figsize=(9, 3.5))
    told = []
    for ax, (name, (loss, gradient)) in zip(axes, SUSPECTS.items()):
        look = {
            "width": 0.4,
            "color": style.COLORS[4],
            "hatch": "//",
            "edgecolor": "black",
            "label": "measured",
        }
        ax.bar(np.arange(3) - 0.2, gradient(W_SUSPECTS), width=0.4, color=style.COLORS[0], label="claimed")
        ax.bar(np.arange(3) + 0.2, numerical_gradient(loss, W_SUSPECTS), **look)
        ax.axhline(0, color="black", linewidth=0.8)
        told.append(f"{name}: {gradient_check(loss, gradient, W_SUSPECTS)}")
        ax.set(title=told[-1], xlabel="element of the gradient", xticks=range(3))
    axes[0].set_ylabel("value")
    axes[0].legend()
    show(
        fig,
        alt=f"Claimed and measured gradients as pairs of bars. Your gradient_check says: {', '.join(told)}.",
    )
