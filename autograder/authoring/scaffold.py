"""The three files that a new lesson starts from; tests/lessons/test_checks_and_mistakes.py passes on them."""

from pathlib import Path

from autograder import lesson as lessons

SOLUTION = '''# %% [markdown]
# # {number} · {title}
#
# What you will be able to do, and what you need first.

# %%
import numpy as np

from autograder import check, hint, milestone, progress, solution

# %% [markdown]
# ## Double
#
# $a_i = 2 z_i$, in matrix form $A = 2Z$, both of shape $(n, d)$.


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
    """Path → text of the three files."""
    number, _, topic = name.partition("_")
    mistakes = lessons.ROOT / "autograder" / "mistakes"
    templates = {
        lessons.SOLUTIONS / f"{name}.py": SOLUTION,
        lessons.CHECKS / f"test_{name}.py": CHECKS,
        mistakes / f"wrong_{name}.py": MISTAKES,
    }
    words = {"name": name, "number": int(number), "title": topic.replace("_", " ").capitalize()}
    return {path: template.format(**words) for path, template in templates.items()}
