"""Computational graphs whose lower half is measured with the learner's numerical_derivative."""

from collections.abc import Callable
from functools import partial

import matplotlib.pyplot as plt
import numpy as np

from playground import slide
from playground.diagrams import graph
from playground.diagrams.graph import Link, spelled

Steps = dict[str, Callable[[dict[str, float]], float]]  # node → its value from those before it


def try_chain(numerical_derivative: Callable) -> None:
    """A slider for x: the graph of L = (3x + 1)², with its rates.

    Parameters
    ----------
    numerical_derivative : your function
    """
    slide(partial(_chain, numerical_derivative), start={"x": 2}, x=[-2, -1, -1 / 3, 0, 1, 2, 3])


def _chain(numerical_derivative, x):
    steps = {"u": lambda v: 3 * v["x"] + 1, "L": lambda v: v["u"] ** 2}
    places = {"x": (0.0, 0.0), "u": (2.0, 0.0), "L": (4.0, 0.0)}
    links = {("x", "u"): "u = 3x + 1", ("u", "L"): "L = u²"}
    return _drawn(
        numerical_derivative, {"x": x}, steps, places, links, "One path: the rates multiply", (6.5, 2.2)
    )


def try_two_paths(numerical_derivative: Callable) -> None:
    """A slider for x: the graph of L = u · v, in which x acts through u = x² and through v = 3x.

    Parameters
    ----------
    numerical_derivative : your function
    """
    slide(partial(_two_paths, numerical_derivative), start={"x": 2}, x=[-2, -1, 1, 2, 3])


def _two_paths(numerical_derivative, x):
    steps = {"u": lambda v: v["x"] ** 2, "v": lambda v: 3 * v["x"], "L": lambda v: v["u"] * v["v"]}
    places = {"x": (0.0, 0.0), "u": (2.2, 0.9), "v": (2.2, -0.9), "L": (4.4, 0.0)}
    links = {("x", "u"): "u = x²", ("x", "v"): "v = 3x", ("u", "L"): "L = u·v", ("v", "L"): "L = u·v"}
    return _drawn(
        numerical_derivative, {"x": x}, steps, places, links, "Two paths: their products add", (6.5, 3.6)
    )


def try_neuron(sigmoid: Callable, numerical_derivative: Callable) -> None:
    """A slider for the target y: the graph of a neuron with two inputs.

    Parameters
    ----------
    sigmoid, numerical_derivative : your functions
    """
    draw = partial(_neuron, sigmoid, numerical_derivative)
    slide(draw, start={"y": 0.1}, narrow=False, y=[0, 0.1, 0.5, 0.9, 1])


def _neuron(sigmoid, numerical_derivative, y):
    steps = {
        "z": lambda v: v["w₁"] * v["x₁"] + v["w₂"] * v["x₂"] + v["b"],
        "a": lambda v: float(sigmoid(np.array([v["z"]]))[0]),
        "L": lambda v: (v["a"] - y) ** 2,
    }
    given = {"w₁": 0.5, "x₁": 3, "w₂": 0.25, "x₂": -2, "b": -1}  # so that z is 0, and all numbers are short
    places = {name: (0.0, 3.0 - 1.5 * k) for k, name in enumerate(given)}
    places |= {"z": (3.4, 0.0), "a": (5.4, 0.0), "L": (7.6, 0.0)}
    links = {(name, "z"): "" for name in given}
    links |= {("z", "a"): "a = σ(z)", ("a", "L"): "L = (a − y)²"}
    title = f"z = w₁x₁ + w₂x₂ + b and y = {spelled(y)}.   Above: values.   Below: ∂L/∂node, and factors"
    return _drawn(numerical_derivative, given, steps, places, links, title, (8.6, 5.6), along=0.45)


def _drawn(numerical_derivative, given, steps: Steps, places, links: dict[Link, str], title, size, along=0.5):
    """The graph with values computed forward, and below them measured derivatives and factors."""
    values = _run(given, steps)

    def next_one(start, end):
        return lambda value: steps[end]({**values, start: value})

    def loss_from(node):
        return lambda value: _run({node: value}, {**_held(values), **steps, node: lambda v: value})["L"]

    factors = {link: numerical_derivative(next_one(*link), float(values[link[0]])) for link in links}
    derivatives = {node: numerical_derivative(loss_from(node), float(values[node])) for node in values}
    fig, ax = plt.subplots(figsize=size)
    graph(ax, places, links, values, derivatives, factors, title=title, along=along)
    told = ", ".join(f"{spelled(value)} at {node}" for node, value in derivatives.items())
    return fig, f"A computational graph. Derivatives of L: {told}."


def _held(values):
    """Steps that leave each value as it is."""
    return {name: lambda v, value=value: value for name, value in values.items()}


def _run(given, steps):
    """All values: those that are given, and what the steps make of them, in their order."""
    values = dict(given)
    for name, step in steps.items():
        values[name] = step(values)
    return values
