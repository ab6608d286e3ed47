"""Slopes of curves: measured by two points, by steps of every size, and those of the activations."""

from collections.abc import Callable
from functools import partial

import matplotlib.pyplot as plt
import numpy as np

from playground import show, slide, style
from playground.figures import legend_below

CURVES: dict[str, tuple[Callable, Callable]] = {  # name → the function, and its slope
    "sin": (np.sin, np.cos),
    "x²": (lambda x: x**2, lambda x: 2 * x),
    "x³": (lambda x: x**3, lambda x: 3 * x**2),
    "eˣ": (np.exp, np.exp),
}


def two_runs() -> None:
    """The loss of fitting a straight line, twice; in one run a derivative is 50 times too small."""
    rng = np.random.default_rng(0)
    x = rng.uniform(0, 1, size=50)
    y = 2 * x + 3 + 0.1 * rng.normal(size=50)
    fig, ax = plt.subplots(figsize=(6.5, 3.8))
    for name, part, dashes, color in [("run A", 0.02, "--", 1), ("run B", 1.0, "-", 0)]:
        slope, height, losses = 0.0, 0.0, []
        for _ in range(150):
            error = slope * x + height - y
            losses.append(float(np.mean(error**2)))
            slope -= 0.6 * float(np.mean(error * x))
            height -= 0.6 * float(np.mean(error)) * part
        ax.semilogy(losses, dashes, color=style.COLORS[color], label=name)
    ax.set(title="Both runs learn; one has a wrong derivative", xlabel="step", ylabel="loss (log scale)")
    ax.legend()
    show(fig, alt="Two falling curves of the loss; run A ends at a loss many times that of run B.")


def try_two_points() -> None:
    """A slider for the step h: straight lines through two points of x³, and its slope at 2."""
    slide(_two_points, start={"h": 1}, h=[1, 0.5, 0.2, 0.1])


def _two_points(h):
    fig, ax = plt.subplots(figsize=(6.5, 4))
    x = np.linspace(0.9, 3.1, 100)
    ax.plot(x, x**3, color="black", label="$f(x) = x^3$")
    ax.plot(x, 8 + 12 * (x - 2), color=style.COLORS[7], linestyle=":", label="slope of the curve at 2: 12")
    told = []
    for name, ends, look, color in [
        ("forward", np.array([2, 2 + h]), "--", style.COLORS[1]),
        ("central", np.array([2 - h, 2 + h]), "-", style.COLORS[0]),
    ]:
        rise, run = np.diff(ends**3).item(), np.diff(ends).item()
        told.append(f"{name}: slope {rise / run:.4g}")
        ax.plot(ends, ends**3, look, color=color, marker="o", label=told[-1])
    ax.set(title=f"Two points, one slope: h = {h:g}", xlabel="x", ylabel="f(x)")
    ax.legend()
    return fig, f"x³, its tangent at 2 of slope 12, and lines through two points: {'; '.join(told)}."


def try_error_by_step(numerical_derivative: Callable) -> None:
    """A menu of functions: the error of a measured slope at x = 1 against the step, on log scales.

    Parameters
    ----------
    numerical_derivative : your function
    """
    slide(partial(_error_by_step, numerical_derivative), function=list(CURVES))


def _error_by_step(numerical_derivative, function):
    f, slope = CURVES[function]
    steps = np.logspace(-15, 0, 61)
    central = [abs(numerical_derivative(f, 1.0, h) - slope(1.0)) for h in steps]
    forward = [abs((f(1.0 + h) - f(1.0)) / h - slope(1.0)) for h in steps]
    fig, ax = plt.subplots(figsize=(7, 4.2))
    for errors, dashes, color, name in [
        (forward, "--", 1, "forward difference"),
        (central, "o-", 0, "central difference, yours"),
    ]:
        shown = np.maximum(errors, 3e-16)  # an error of exactly 0 has no place on a log scale
        ax.loglog(steps, shown, dashes, color=style.COLORS[color], markersize=3, label=name)
    ax.axvline(1e-5, color="black", linestyle=":", label="h = 1e-5")
    ax.text(1e-9, 1, "rounding: the error\ngrows as h shrinks", ha="center", va="top")
    ax.set(title=f"Error of a measured slope: {function} at x = 1", xlabel="step h", ylabel="absolute error")
    ax.set(ylim=(1e-16, 10), xticks=10.0 ** np.arange(-15, 1, 3))
    legend_below(fig, ax)
    best = steps[int(np.argmin(central))]
    told = f"Errors for {function} against the step"
    return fig, f"{told}; the central one is least near h = {best:.0e}."


def _broken(z, values):
    """The curve with a gap where it jumps: an upright line there would claim the values between."""
    jumps = np.flatnonzero(np.abs(np.diff(values)) > 0.5) + 1
    return np.insert(z, jumps, np.nan), np.insert(np.asarray(values, float), jumps, np.nan)


def activations(numerical_derivative: Callable, **pairs: tuple[Callable, Callable]) -> None:
    """Each activation with its slope by formula, and crosses where the slope was measured.

    Parameters
    ----------
    numerical_derivative : your function
    **pairs : name → (the activation, your formula for its slope)
    """
    z, marks = np.linspace(-5, 5, 400), np.linspace(-4.7, 4.7, 15)  # 0 is among the marks
    fig, axes = plt.subplots(1, len(pairs), figsize=(9, 3.4), sharey=True)
    for ax, (name, (f, slope)) in zip(axes, pairs.items()):
        measured = [numerical_derivative(lambda t, f=f: f(np.array([t]))[0], t) for t in marks]
        ax.plot(z, f(z), color=style.COLORS[7], linestyle=":", label="function")
        ax.plot(*_broken(z, slope(z)), color=style.COLORS[0], label="slope, by your formula")
        ax.plot(marks, measured, "x", color=style.COLORS[1], label="slope, measured")
        ax.set(title=name, xlabel="score z", ylim=(-1.1, 1.6))
    axes[0].set_ylabel("value")
    fig.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=3)
    show(fig, alt="All crosses lie on the lines of the slopes, except relu's at 0, which is at one half.")
