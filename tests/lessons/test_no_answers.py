"""No answer stands in what a student gets, in a cell or in the kit, under whatever names.

Cells, texts and pictures of the lessons are lint's (`autograder/authoring/lint/given_away.py`); here it looks
at what was built, and at the rest of the kit.
"""

import ast

import pytest

from autograder import lesson as lessons
from autograder.authoring.lint.files import Course
from autograder.authoring.lint.given_away import answers_of
from autograder.authoring.lint.statements import pieces

# An entry of the catalogue is an answer with one mistake in it: that is what it is for.
ELSEWHERE = ("autograder/mistakes",)


@pytest.fixture(scope="module")
def answers():
    return answers_of(Course(lessons.ROOT))


@pytest.mark.parametrize("name", lessons.course())
def test_no_other_cell_of_a_notebook_holds_two_thirds_of_an_answer(name, answers):
    cells = lessons.read(lessons.LESSONS / f"{name}.ipynb").cells
    found = [
        f"{cell.source.splitlines()[0]!r} gives {exercise} away"
        for cell in cells
        if cell.tree
        for exercise in answers.in_code(cell.tree)
    ]
    assert not found, "\n".join(found)


def test_no_function_of_the_kit_holds_two_thirds_of_an_answer(answers):
    found = []
    for path in sorted([*lessons.ROOT.glob("playground/**/*.py"), *lessons.ROOT.glob("autograder/**/*.py")]):
        where = path.relative_to(lessons.ROOT).as_posix()
        if where.startswith(ELSEWHERE):
            continue
        for function, code in pieces(ast.parse(path.read_text(encoding="utf-8"))):
            found += [f"{where}: {function} gives {exercise} away" for exercise in answers.in_code(code)]
    assert not found, "\n".join(found)
