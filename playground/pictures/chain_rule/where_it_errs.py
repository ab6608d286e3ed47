"""Where the comparison of a gradient with its measurement misleads."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np

from playground import show, style
from playground.figures import legend_below


def kink(relu: Callable, relu_grad: Callable, numerical_gradient: Callable, relative_error: Callable) -> None:
    """The relative error of relu's right gradient against the distance from its kink.

    Parameters
    ----------
    relu, relu_grad, numerical_gradient, relative_error : your functions
    """
    distances = np.logspace(-8, -2, 49)
    error = _error_at(lambda x: np.sum(relu(x)), relu_grad, numerical_gradient, relative_error)
    errors = np.maximum([error(d) for d in distances], 1e-16)  # exactly 0 has no place on a log scale
    fig, ax = plt.subplots(figsize=(6.5, 3.8))
    ax.loglog(distances, errors, "o-", color=style.COLORS[0], markersize=3, label="relu, right gradient")
    ax.axvline(1e-5, color=style.COLORS[1], linestyle="--", label="h = 1e-5")
    ax.set(title="A right gradient, refused near the kink", xlabel="distance of x from the kink at 0")
    _bar(fig, ax)
    show(fig, alt="Below a distance of h = 1e-5 the error is far above the tolerance; beyond it, far below.")


def single_precision(numerical_gradient: Callable, relative_error: Callable) -> None:
    """The relative error of a right gradient against the step, in two precisions.

    Parameters
    ----------
    numerical_gradient, relative_error : your functions
    """
    x, steps = np.array([0.3, 1.1, -0.8]), np.logspace(-9, 0, 37)
    kinds = [(np.float64, "-", "float64: about 16 digits"), (np.float32, "--", "float32: about 7 digits")]
    fig, ax = plt.subplots(figsize=(6.5, 3.8))
    for (kind, dashes, name), color in zip(kinds, style.COLORS):
        measured = [
            numerical_gradient(lambda x, kind=kind: np.sum(np.sin(x.astype(kind))), x, h) for h in steps
        ]
        errors = [relative_error(one, np.cos(x)) for one in measured]
        ax.loglog(steps, errors, dashes, color=color, label=name)
    ax.set(title="A right gradient, measured in two precisions", xlabel="step h")
    _bar(fig, ax)
    show(
        fig,
        alt="In float64 the error dips below 1e-10; in float32 it stays above the tolerance at every step.",
    )


def special_place(numerical_gradient: Callable, relative_error: Callable) -> None:
    """The relative error of the wrong gradient 3x of x³, against the place of the check.

    Parameters
    ----------
    numerical_gradient, relative_error : your functions
    """
    places = np.linspace(0.5, 1.5, 401)
    error = _error_at(lambda x: np.sum(x**3), lambda x: 3 * x, numerical_gradient, relative_error)
    fig, ax = plt.subplots(figsize=(6.5, 3.8))
    ax.semilogy(places, [error(place) for place in places], color=style.COLORS[1], label="claimed: 3x")
    ax.set(title="A wrong gradient that passes at x = 1", xlabel="x, the place of the check")
    _bar(fig, ax)
    show(fig, alt="The error is large everywhere except for a sharp dip at 1, far below the tolerance.")


def _error_at(f, claim, numerical_gradient, relative_error):
    """The relative error of a claimed gradient at one number."""

    def error(place):
        x = np.array([place])
        measured = numerical_gradient(f, x)
        return relative_error(measured, claim(x))

    return error


def _bar(fig, ax):
    ax.axhline(1e-6, color="black", linestyle=":", label="tol = 1e-6")
    ax.set(ylabel="relative error")
    legend_below(fig, ax)
