"""Right answers in whatever style make an nn.py in which they are right still."""

import sys
import types

import pytest
from support import right_answers

from autograder import lesson as lessons
from autograder.authoring.nn.assemble import assembled
from autograder.checking.runner import examine
from autograder.lesson import Cell, Lesson
from autograder.running.namespace import Namespace

pytestmark = pytest.mark.slow
FILES = [path for path in right_answers.FILES if path.stem != "long_doubles"]  # later lessons would get them
BY_LESSON = {name: [path for path in FILES if path.parent.name == name] for name in lessons.course()}


def written(lesson, turn):
    """(a lesson with one of its files of other answers below ours, the exercises that it answers)."""
    shipped, files = lessons.lesson(lesson), BY_LESSON[lesson]
    source, names = right_answers.answers(files[turn % len(files)], shipped.exercises)
    cells = [Cell(cell.kind, lessons.answer(cell.source)) for cell in shipped.cells]
    return Lesson(lesson, (*cells, Cell("code", source))), names


@pytest.mark.parametrize("turn", range(max(map(len, BY_LESSON.values()))))
def test_answers_of_eight_styles_make_one_file(turn, monkeypatch):
    made = {name: written(name, turn) for name in lessons.course()}
    assembly = assembled([lesson for lesson, _ in made.values()], "eight students")
    module = types.ModuleType("nn")
    monkeypatch.setitem(sys.modules, "nn", module)
    exec(compile(assembly.text, "nn.py", "exec"), vars(module))
    for name, (_, answered) in made.items():
        wanted = answered - set(assembly.left_out)
        ours = dict.fromkeys(lessons.lesson(name).exercises.keys() - answered, True)
        result = examine(name, Namespace(dict(vars(module))), only=wanted, known=ours)
        assert all(result[exercise].state == "passed" for exercise in wanted), result
