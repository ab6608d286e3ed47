"""What a new lesson and a new exercise start from: it has no slip, and all of its checks pass."""

from pathlib import Path

from autograder import lesson as lessons
from autograder.authoring.scaffold_files import (
    CHECK_OF_MILESTONE,
    CHECKS,
    CHECKS_OF_EXERCISE,
    MISTAKES,
    MISTAKES_OF_EXERCISE,
    PICTURES,
)

EXERCISE = '''# %% [markdown]
# ## {heading}
#
# $a_{{ij}} = 2 z_{{ij}}$, for an array $Z$ of any shape. By hand: (1, −2) becomes (2, −4).


# %%
def {exercise}(z):
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
check({exercise})
'''

BEFORE = """# %% [markdown]
# # {number} · {title}
#
# What you will be able to do, and what you need first.

# %%
import numpy as np

from autograder import check, hint, milestone, progress, solution
from playground import quiz
from playground.pictures import {topic} as demo

"""

AFTER = """
# %% [markdown]
# **Predict first.** Which number stays where it is?

# %%
# Move a number, and see its double.
demo.try_number({exercise})

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
demo.try_arrow({exercise})

# %% [markdown]
# <details><summary>Answer</summary>
#
# No, only its length: it is twice as long.
#
# </details>

# %% [markdown]
# The same as a picture that does not move.

# %%
# Draw how fast a number grows that is doubled again and again.
demo.growth({exercise})

# %% [markdown]
# ## Checkpoint

# %%
quiz(
    "Which number is its own double?",
    right={{"0": "Twice nothing is nothing."}},
    wrong={{"1": "The double of 1 is 2."}},
)

# %%
quiz(
    "What are three doublings of 5?",
    number=40,
    because="Three factors of 2 are one factor of 8.",
    wrong={{30: "You multiplied by 3 · 2; the factors multiply, they are not added."}},
)

# %% [markdown]
# The milestone: ten doublings of 1 give 1024.

# %%
milestone("{name}")
"""


def files(name: str, root: Path = lessons.ROOT, exercise: str = "double") -> dict[Path, str]:
    """Path → text of the three files of one stem, and of the module of the lesson's pictures."""
    number, _, topic = name.partition("_")
    engine = root / "autograder"
    templates = {
        root / "solutions" / f"{name}.py": BEFORE + EXERCISE + AFTER,
        engine / "checks" / f"test_{name}.py": CHECKS + CHECKS_OF_EXERCISE + CHECK_OF_MILESTONE,
        engine / "mistakes" / f"wrong_{name}.py": MISTAKES + MISTAKES_OF_EXERCISE,
        root / "playground" / "pictures" / f"{topic}.py": PICTURES,
    }
    words = {
        "name": name,
        "topic": topic,
        "number": int(number),
        "title": spelled(topic),
        "exercise": exercise,
        "heading": spelled(exercise),
    }
    return {path: template.format(**words) for path, template in templates.items()}


def spelled(name: str) -> str:
    """A name of Python as a heading has it."""
    return name.replace("_", " ").capitalize()
