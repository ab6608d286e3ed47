"""No answer stands in what a student gets, in a cell or in the kit, under whatever names."""

import ast

import pytest
from support.statements import gives_away, pieces, statements

from autograder import lesson as lessons
from autograder.lesson import answer
from autograder.running.cells import REGION

# An entry of the catalogue is an answer with one mistake in it: that is what it is for.
ELSEWHERE = ("autograder/mistakes",)


ANSWERS = [
    (exercise.name, statements(ast.parse(answer(exercise.cell.source))))
    for name in lessons.course()
    for exercise in lessons.lesson(name).exercises.values()
    if REGION.search(exercise.cell.source)
]


def given_away(code):
    """The exercises whose answers stand in a piece of code."""
    there = statements(code)
    return [exercise for exercise, due in ANSWERS if gives_away(due, there)]


@pytest.mark.parametrize("name", lessons.course())
def test_no_other_cell_of_a_notebook_holds_two_thirds_of_an_answer(name):
    cells = lessons.read(lessons.LESSONS / f"{name}.ipynb").cells
    found = [
        f"{cell.source.splitlines()[0]!r} gives {exercise} away"
        for cell in cells
        if cell.tree
        for exercise in given_away(cell.tree)
    ]
    assert not found, "\n".join(found)


def test_no_function_of_the_kit_holds_two_thirds_of_an_answer():
    found = []
    for path in sorted([*lessons.ROOT.glob("playground/**/*.py"), *lessons.ROOT.glob("autograder/**/*.py")]):
        where = path.relative_to(lessons.ROOT).as_posix()
        if where.startswith(ELSEWHERE):
            continue
        for function, code in pieces(ast.parse(path.read_text(encoding="utf-8"))):
            found += [f"{where}: {function} gives {exercise} away" for exercise in given_away(code)]
    assert not found, "\n".join(found)
