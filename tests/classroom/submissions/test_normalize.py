"""What the grader makes of a notebook before any of it runs: which lesson it is, and never much memory."""

import json

import pytest

pytest.importorskip("nh3")  # it comes with the classroom's packages

from support.handing_in import notebook

from autograder import lesson as lessons
from autograder.authoring import build
from autograder.classroom.submissions import normalize
from autograder.lesson import Cell

PAIRS = [(own, other) for own in lessons.course() for other in lessons.course() if own != other]


@pytest.mark.parametrize("own, other", PAIRS)
def test_a_lesson_handed_in_as_another_is_known(own, other):
    cells = normalize.cells_of(json.dumps(build.student_notebook(lessons.lesson(own))).encode(), "book")
    assert normalize.belongs(cells, other) == own and normalize.belongs(cells, own) is None


def test_one_exercise_of_a_lesson_beside_helpers_named_like_others_is_that_lessons():
    cells = normalize.cells_of(
        notebook("def relu(z): return z", "def mse(a, b): return 0", "forward = None"), "book"
    )
    assert normalize.belongs(cells, "01_forward_pass") is None


HUGE = {
    "a list": "x=[" + "-a," * 200_000 + "]",
    "names": "\n".join(f"x{i} = {i}" for i in range(100_000)) + "\n(",
    "lines": "x = 1\n" * 100_000,
}


@pytest.mark.parametrize("kind", HUGE)
def test_a_huge_cell_is_not_parsed_and_its_exercises_are_found(kind):
    cell = Cell("code", HUGE[kind] + "\ndef relu(z):\n    return z\nimport helpers")
    assert cell.tree is None and normalize.defined(cell) == {"relu"}
