"""The files that a new lesson starts from; the course's own tests of lessons pass on them."""

from pathlib import Path

from autograder import lesson as lessons

SOLUTION = '''# %% [markdown]
# # {number} · {title}
#
# What you will be able to do, and what you need first.

# %%
import numpy as np

from autograder import check, hint, milestone, progress, solution
from playground.pictures import {topic} as demo

# %% [markdown]
# ## Double
#
# $a_{{ij}} = 2 z_{{ij}}$, for an array $Z$ of any shape. By hand: (1, −2) becomes (2, −4).


# %%
def double(z):
    """2z.

    Parameters
    ----------
    z : array of any shape

    Returns
    -------
    array
        Of the same shape.
    """
    ### BEGIN SOLUTION
    return 2 * np.asarray(z)
    ### END SOLUTION


# %% [markdown]
# <details><summary>Hint 1</summary>
#
# One multiplication acts on every element.
#
# </details>

# %%
check(double)

# %% [markdown]
# **Predict first.** Which number stays where it is?

# %%
# Move a number, and see its double.
demo.try_number(double)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Zero: twice nothing is nothing.
#
# </details>

# %% [markdown]
# **Predict first.** Does the direction of an arrow change when both of its coordinates are doubled?

# %%
# Move the tip of an arrow, and see the arrow of twice its coordinates.
demo.try_arrow(double)

# %% [markdown]
# <details><summary>Answer</summary>
#
# No, only its length: it is twice as long.
#
# </details>
'''

PICTURES = '''"""The pictures of lesson {number}: a number, an arrow."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np
from numpy.typing import NDArray

from playground import style
from playground.slide import slide

Function = Callable[[NDArray], NDArray]


def try_number(double: Function) -> None:
    """Move a number on a line, and see where the learner's double puts it."""

    def draw(z):
        fig, ax = plt.subplots(figsize=(6, 1.6))
        twice = float(double(np.array(z)))
        for x, label, k in ((z, "z", 0), (twice, "double(z)", 1)):
            ax.plot(x, 0, style.MARKERS[k], color=style.COLORS[k], markersize=10, label=label)
        ax.set(title=f"{{style.spelled(z)}} becomes {{style.spelled(twice)}}", xlim=(-7, 7), yticks=[])
        ax.legend(ncols=2, loc="lower center")
        return fig, f"On a line, {{z:g}} and its double, {{twice:g}}."

    slide(draw, start={{"z": 1.0}}, z=[-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0])


def try_arrow(double: Function) -> None:
    """Move the tip of an arrow, and see the arrow of the learner's double."""

    def draw(x, y):
        fig, ax = plt.subplots(figsize=(4, 4))
        arrows = {{"double(z)": double(np.array([x, y])), "z": np.array([x, y])}}
        for (label, tip), dashes, color in zip(arrows.items(), ["--", "-"], style.COLORS):
            ax.plot([0, tip[0]], [0, tip[1]], dashes, marker="o", color=color, linewidth=3, label=label)
        ax.set(title="An arrow and its double", xlim=(-5, 5), ylim=(-5, 5), aspect="equal")
        ax.set(xlabel="x", ylabel="y")
        ax.legend(loc="upper left")
        return fig, f"The arrow to ({{x:g}}, {{y:g}}), and one twice as long in the same direction."

    steps = [-2.0, -1.0, 1.0, 2.0]
    slide(draw, start={{"x": 1.0, "y": 2.0}}, x=steps, y=steps)
'''

CHECKS = '''"""What right looks like in lesson {name}."""

import numpy as np

from autograder.comparison import close, pure


def test_double_worked_by_hand(double):
    close(double(np.array([1.0, -2.0])), np.array([2.0, -4.0]))


def test_double_agrees_with_ours_on_random_inputs(double, reference, rng):
    z = rng.normal(size=(4, 3))
    close(double(z), reference.double(z))


def test_double_leaves_its_argument_alone(double, rng):
    pure(double, rng.normal(size=3))
'''

MISTAKES = '''"""What wrong looks like in lesson {name}: each docstring is the hint."""


def double__squared(z):
    """You multiplied `z` by itself: the factor is two for every element, whatever its value."""
    return z * z


def double__halved(z):
    """You divided by two: the result should be larger than `z` in size, not smaller."""
    return z / 2


def double__one_added(z):
    """You added `z` and a constant: zero should stay zero."""
    return z + 1
'''


def files(name: str) -> dict[Path, str]:
    """Path → text of the three files of one stem, and of the module of the lesson's pictures."""
    number, _, topic = name.partition("_")
    mistakes = lessons.ROOT / "autograder" / "mistakes"
    templates = {
        lessons.SOLUTIONS / f"{name}.py": SOLUTION,
        lessons.CHECKS / f"test_{name}.py": CHECKS,
        mistakes / f"wrong_{name}.py": MISTAKES,
        lessons.ROOT / "playground" / "pictures" / f"{topic}.py": PICTURES,
    }
    words = {
        "name": name,
        "topic": topic,
        "number": int(number),
        "title": topic.replace("_", " ").capitalize(),
    }
    return {path: template.format(**words) for path, template in templates.items()}
