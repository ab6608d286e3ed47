"""What lessons 3 and 4 print in their pictures can be redone by hand."""

import itertools

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.quiver import Quiver

from autograder import reference
from playground.diagrams import graph
from playground.diagrams.graph import spelled
from playground.pictures import backprop, chain_rule
from playground.pictures.backprop import networks
from playground.pictures.chain_rule import graphs, valley


def number(text):
    """What a reader makes of a number that is written."""
    return float(text.replace("−", "-"))


def frames(monkeypatch, module, picture, *functions):
    """Each figure that the sliders of a picture can show, with its description."""
    found = []

    def every_one(draw, *, start=None, narrow=True, **choices):
        for values in itertools.product(*choices.values()):
            found.append(draw(**dict(zip(choices, values))))
            plt.close(found[-1][0])

    monkeypatch.setattr(module, "slide", every_one)
    picture(*functions)
    return found


@pytest.mark.parametrize("picture", ["try_chain", "try_two_paths", "try_neuron"])
def test_the_derivatives_of_a_graph_are_the_sums_of_printed_products(monkeypatch, picture):
    drawn = []
    monkeypatch.setattr(graphs, "graph", lambda *given, **more: drawn.append(given))
    functions = [reference.numerical_derivative]
    if picture == "try_neuron":
        functions.insert(0, reference.sigmoid)
    assert frames(monkeypatch, graphs, getattr(chain_rule, picture), *functions)
    for _, nodes, links, _, derivatives, factors in drawn:
        for node in set(nodes) - {"L"}:
            onward = [link for link in links if link[0] == node]
            products = [
                number(spelled(factors[link])) * number(spelled(derivatives[link[1]])) for link in onward
            ]
            assert sum(products) == pytest.approx(number(spelled(derivatives[node])), abs=1e-12), (
                picture,
                node,
            )


def test_a_graph_writes_values_above_and_derivatives_below():
    fig, ax = plt.subplots()
    graph(
        ax,
        {"x": (0, 0), "L": (2, 0)},
        {("x", "L"): "3x"},
        {"x": -2, "L": -6},
        {"x": 3, "L": 1},
        {("x", "L"): 3},
    )
    heights = {one.get_text(): one.xyann[1] for one in ax.texts if hasattr(one, "xyann") and one.get_text()}
    plt.close(fig)
    assert heights["−2"] > 0 > heights["3"] and heights["3x"] > 0 > heights["× 3"]


def test_each_arrow_of_the_landscape_points_downhill(monkeypatch):
    shown = []
    monkeypatch.setattr(valley, "show", lambda fig, alt: shown.append(fig))
    chain_rule.landscape(reference.sigmoid, reference.neuron_grads)
    plt.close(shown[0])
    arrows = next(one for one in shown[0].axes[0].collections if isinstance(one, Quiver))
    along = np.column_stack([arrows.U, arrows.V])

    def loss(w):
        return (reference.sigmoid(w @ valley.X + valley.BIAS) - valley.TARGET) ** 2

    assert len(along) == 9
    assert all(loss(arrows.XY + 0.1 * along) < loss(arrows.XY))


def test_a_dz_of_the_network_can_be_redone_from_its_weights_and_a(monkeypatch):
    drawn = []
    monkeypatch.setattr(networks, "network", lambda ax, units, lines, **more: drawn.append((units, more)))
    functions = [reference.forward, reference.backward, reference.cross_entropy_grad]
    frames(monkeypatch, networks, backprop.try_one_error, *functions)
    for units, more in drawn:
        _, first, second, scores = more["below"]
        _, W2, W3 = more["numbers"]
        np.testing.assert_allclose(second, (W3 @ scores) * (units[2] > 0))
        np.testing.assert_allclose(first, (W2 @ second) * (units[1] > 0))
    at_first = drawn[5][1]["below"][1:]  # x₁ = 1 and class 1, as in the text
    assert all(round(value, 2) == pytest.approx(value) for column in at_first for value in column)


def test_of_four_gradients_only_the_second_is_right():
    from playground.pictures.backprop.wrong_gradients import START, X, _versions, y

    own = reference.loss_and_grads(X, y, START, "tanh")[1]
    right = []
    for letter, version in _versions(reference.loss_and_grads, reference.backward).items():
        pairs = zip(version(X, y, START, "tanh")[1], own)
        if all(np.allclose(one, other) for got, due in pairs for one, other in zip(got, due)):
            right.append(letter)
    assert right == ["B"]
