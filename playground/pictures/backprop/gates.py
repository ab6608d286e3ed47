"""What an operation does to the gradient that comes back: add, multiply, max, and the activations."""

from collections.abc import Callable
from functools import partial

import matplotlib.pyplot as plt
import numpy as np

from playground import show, slide, style
from playground.diagrams import graph

GATES = {
    "add": ("+", lambda v: v[0] + v[1]),
    "multiply": ("×", lambda v: v[0] * v[1]),
    "max": ("max", lambda v: max(v[0], v[1])),
}
SAYS = {"add": "add distributes", "multiply": "multiply exchanges", "max": "max routes"}


def try_gates(numerical_gradient: Callable) -> None:
    """Sliders for two numbers and the gradient from upstream: what three operations pass back to each.

    Parameters
    ----------
    numerical_gradient : your function; it measures all that stands below
    """
    start = {"p": 4, "q": 3, "upstream": 2}
    slide(partial(_gates, numerical_gradient), start=start, p=[-2, 1, 4], q=[-1, 2, 3], upstream=[-1, 1, 2])


def _gates(numerical_gradient, p, q, upstream):
    fig, axes = plt.subplots(1, 3, figsize=(7.5, 2.9))
    told = []
    for ax, (name, (sign, gate)) in zip(axes, GATES.items()):
        back = numerical_gradient(lambda v, gate=gate: upstream * gate(v), np.array([p, q], dtype=float))
        dp, dq = (round(float(one), 6) for one in back)
        nodes = {"p": (0, 0.8), "q": (0, -0.8), sign: (2, 0)}
        values = {"p": p, "q": q, sign: gate((p, q))}
        below = {"p": dp, "q": dq, sign: upstream}
        graph(ax, nodes, {("p", sign): "", ("q", sign): ""}, values, below, title=SAYS[name])
        ax.set(ylim=(-1.9, 1.7))
        told.append(f"{SAYS[name]}: {dp:g} and {dq:g}")
    fig.supxlabel("above: the value, below: the gradient", fontsize=10)
    return fig, f"With p = {p}, q = {q} and {upstream} from upstream, {', '.join(told)}."


def valves(**derivatives: Callable) -> None:
    """What part of the gradient each activation lets through, over z.

    Parameters
    ----------
    **derivatives : name of the activation → your function, which takes z
    """
    z = np.linspace(-5, 5, 401)
    fig, ax = plt.subplots(figsize=(7, 3.8))
    for (name, derivative), dashes, color in zip(derivatives.items(), ["-", "--", "-."], style.COLORS):
        ax.plot(z, derivative(z), dashes, color=color, label=name, linewidth=2.5)
    ax.axhline(0.25, color="black", linestyle=":", linewidth=1, label="a quarter")
    ax.set(title="What part of the gradient an activation lets through", xlabel="z", ylabel="derivative at z")
    ax.legend(loc="upper left")
    show(
        fig, alt="relu jumps from 0 to 1 at zero; the sigmoid is a bell of height 1/4, tanh one of height 1."
    )
