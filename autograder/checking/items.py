"""What is known of a check before it runs: its lesson, its exercise, its title, its place in the order."""

from collections.abc import Collection

import pytest

from autograder import lesson as lessons
from autograder.checking.outcome import Outcome
from autograder.checking.verdict import FORM
from autograder.lesson import CHECKS
from autograder.running.tape import Tape

MILESTONE = "milestone"  # a marker, and in place of an exercise's name that of the last check of a lesson
MARKERS = (
    f"{MILESTONE}: the run at the end of a lesson",
    f"{FORM}: asks for the form of an answer only; counts once a check of values passes",
)
LESSON = pytest.StashKey[str]()
EXERCISE = pytest.StashKey[str]()  # empty where a check asks for none
FACTS = pytest.StashKey[tuple[str, str, bool, bool]]()  # the first fields of each Outcome of a check
OUTCOME = pytest.StashKey[Outcome]()
Group = tuple[str, str]  # lesson, exercise: what is judged together


def describe(item: pytest.Function, lesson: str | None) -> None:
    """Note the lesson (None: as the file's name says) and the exercise that a check belongs to."""
    item.stash[LESSON] = lesson or item.path.stem.removeprefix("test_")
    item.stash[EXERCISE] = _exercise_of(item)
    form, ours = bool(item.get_closest_marker(FORM)), item.path.parent == CHECKS
    item.stash[FACTS] = title(item), function_of(item), form, ours


def _exercise_of(item: pytest.Function) -> str:
    """The latest exercise that the check asks for; empty where it asks for none."""
    if item.get_closest_marker(MILESTONE):
        return MILESTONE
    asked = [name for name in lessons.lesson(item.stash[LESSON]).exercises if name in item.fixturenames]
    return asked[-1] if asked else ""


def title(item: pytest.Function) -> str:
    """The check's docstring, else its name as words: test_softmax_rows_sum_to_one → "rows sum to one"."""
    if item.function.__doc__:
        return item.function.__doc__.strip().splitlines()[0].rstrip(".")
    return item.originalname.removeprefix("test_").removeprefix(f"{item.stash[EXERCISE]}_").replace("_", " ")


def function_of(item: pytest.Item) -> str:
    """What all parameters of a check have in common: they are one check."""
    return item.nodeid.partition("[")[0]


def new_outcome(item: pytest.Function, exercises: Collection[str]) -> Outcome:
    """The Outcome of a check that is about to run; `exercises` are the names of all of the course."""
    return Outcome(*item.stash[FACTS], tape=Tape(exercises))


def group_of(item: pytest.Item) -> Group:
    """The group that a check belongs to."""
    return item.stash[LESSON], item.stash[EXERCISE]


def order(item: pytest.Item) -> tuple[str, int]:
    """Sorts by lesson, and by the order of its exercises, the milestone last."""
    names = list(lessons.lesson(item.stash[LESSON]).exercises)
    exercise = item.stash[EXERCISE]
    return item.stash[LESSON], names.index(exercise) if exercise in names else len(names)
