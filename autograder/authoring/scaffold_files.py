"""The texts that the pictures, checks and mistakes of a new lesson start from."""

PICTURES = '''"""The pictures of lesson {number}: a number, an arrow, a curve."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np
from numpy.typing import NDArray

from playground import show, style
from playground.slide import slide

Function = Callable[[NDArray], NDArray]


def try_number({exercise}: Function) -> None:
    """Move a number on a line, and see where the learner's double puts it."""

    def draw(z):
        fig, ax = plt.subplots(figsize=(6, 1.6))
        twice = float({exercise}(np.array(z)))
        for x, label, k in ((z, "z", 0), (twice, "double(z)", 1)):
            ax.plot(x, 0, style.MARKERS[k], color=style.COLORS[k], markersize=10, label=label)
        ax.set(title=f"{{style.spelled(z)}} becomes {{style.spelled(twice)}}", xlim=(-7, 7), yticks=[])
        ax.legend(ncols=2, loc="lower center")
        return fig, f"On a line, {{z:g}} and its double, {{twice:g}}."

    slide(draw, start={{"z": 1.0}}, z=[-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0])


def try_arrow({exercise}: Function) -> None:
    """Move the tip of an arrow, and see the arrow of the learner's double."""

    def draw(x, y):
        fig, ax = plt.subplots(figsize=(4, 4))
        arrows = {{"double(z)": {exercise}(np.array([x, y])), "z": np.array([x, y])}}
        for (label, tip), dashes, color in zip(arrows.items(), ["--", "-"], style.COLORS):
            ax.plot([0, tip[0]], [0, tip[1]], dashes, marker="o", color=color, linewidth=3, label=label)
        ax.set(title="An arrow and its double", xlim=(-5, 5), ylim=(-5, 5), aspect="equal")
        ax.set(xlabel="x", ylabel="y")
        ax.legend(loc="upper left")
        return fig, f"The arrow to ({{x:g}}, {{y:g}}), and one twice as long in the same direction."

    steps = [-2.0, -1.0, 1.0, 2.0]
    slide(draw, start={{"x": 1.0, "y": 2.0}}, x=steps, y=steps)


def growth({exercise}: Function) -> None:
    """Draw 1 and what ten doublings make of it, on a scale on which equal factors are equal steps."""
    values = [np.array(1.0)]
    for _ in range(10):
        values.append({exercise}(values[-1]))
    fig, ax = plt.subplots(figsize=(6, 3.5))
    ax.semilogy(range(11), np.array(values), marker="o", color=style.COLORS[0])
    ax.set(title="Ten doublings", xlabel="doublings", ylabel="value")
    show(fig, alt="From 1 to 1024 in ten doublings, a straight line where equal factors are equal steps.")
'''

CHECKS = '''"""What right looks like in lesson {name}."""

import numpy as np
import pytest

from autograder.comparison import close, pure
'''

CHECKS_OF_EXERCISE = """

def test_{exercise}_worked_by_hand({exercise}):
    close({exercise}(np.array([1.0, -2.0])), np.array([2.0, -4.0]))


def test_{exercise}_agrees_with_ours_on_random_inputs({exercise}, reference, rng):
    z = rng.normal(size=(4, 3))
    close({exercise}(z), reference.{exercise}(z))


@pytest.mark.form
def test_{exercise}_leaves_its_argument_alone({exercise}, rng):
    pure({exercise}, rng.normal(size=3))
"""

CHECK_OF_MILESTONE = """

@pytest.mark.milestone
def test_milestone_ten_doublings_of_1_give_1024({exercise}):
    value = np.array(1.0)
    for _ in range(10):
        value = {exercise}(value)
    assert value == 1024, "ten doublings of 1 should give 1024"
"""

MISTAKES = '''"""What wrong looks like in lesson {name}: each docstring is the hint."""
'''

MISTAKES_OF_EXERCISE = '''

def {exercise}__squared(z):
    """You multiplied `z` by itself: the factor is two for every element, whatever its value."""
    return z * z


def {exercise}__halved(z):
    """You divided by two: the result should be larger than `z` in size, not smaller."""
    return z / 2


def {exercise}__one_added(z):
    """You added `z` and a constant: zero should stay zero."""
    return z + 1
'''
