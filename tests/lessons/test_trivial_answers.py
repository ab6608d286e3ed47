"""Zeros, noise, an argument handed back: what took no thought earns next to nothing.

    python -m pytest tests/lessons/test_trivial_answers.py -rP    prints the points of every answer
"""

import importlib
import inspect

import pytest
from support.trivial_answers import answers, trivial_class, trivial_function, wiping

from autograder import lesson as lessons
from autograder import reference
from autograder.checking import diagnosis
from autograder.checking.runner import examine
from autograder.running.workbook import Workbook

MOST = 0.15  # of an exercise's points
EXERCISES = [(name, exercise) for name in lessons.course() for exercise in lessons.lesson(name).exercises]


def examined(lesson, exercise, answer):
    """What the checks of an exercise say of another answer, all other exercises being ours."""
    shipped = lessons.lesson(lesson)
    student = Workbook(shipped, shipped.cells).run()
    student.namespace[exercise] = answer
    known = {other: True for other in shipped.exercises if other != exercise}
    return examine(lesson, student, seed=0, only={exercise}, known=known)[exercise]


def points(lesson, exercise, answer):
    """What an exercise answered so earns."""
    ours = getattr(reference, exercise)
    trivial = trivial_class if isinstance(ours, type) else trivial_function
    result = examined(lesson, exercise, trivial(ours, answer))
    return result.passed, result.total


def forms(lesson, exercise):
    """The titles of the checks marked `form`."""
    tests = vars(importlib.import_module(f"autograder.checks.test_{lesson}"))
    marked = {name: test for name, test in tests.items() if any(mark.name == "form" for mark in getattr(test, "pytestmark", ()))}
    by_name = {name.removeprefix(f"test_{exercise}_").replace("_", " ") for name in marked}
    return by_name | {inspect.getdoc(test).splitlines()[0] for test in marked.values() if test.__doc__}


@pytest.fixture(autouse=True)
def no_diagnosis(monkeypatch):
    """Why an answer is wrong is not asked here, and takes long."""
    monkeypatch.setattr(diagnosis, "explain", lambda *args: None)


@pytest.mark.parametrize("lesson, exercise", [pair for pair in EXERCISES if not isinstance(getattr(reference, pair[1]), type)])
def test_a_right_answer_that_wipes_its_arguments_fails_only_where_that_is_judged(lesson, exercise):
    result, form = examined(lesson, exercise, wiping(getattr(reference, exercise))), forms(lesson, exercise)
    others = [f"{check.title}: {check.message}" for check in result.checks if not check.passed and check.title not in form]
    assert not others, "compute what is expected before the call, and hand over copies of what is used again:\n" + "\n".join(others)


@pytest.mark.slow
@pytest.mark.parametrize("lesson, exercise", EXERCISES)
def test_no_trivial_answer_earns_more_than_15_percent(lesson, exercise):
    arguments = inspect.signature(getattr(reference, exercise)).parameters
    earned = {name: points(lesson, exercise, answer) for name, answer in answers(len(arguments)).items()}
    print(f"{exercise:26}", ", ".join(f"{name} {got}" for name, (got, _) in earned.items() if got), f"of {max(t for _, t in earned.values())}")
    too_many = {name: f"{got} of {total}" for name, (got, total) in earned.items() if got > MOST * total}
    assert not too_many, f"{too_many}: mark what only asks for the form with pytest.mark.form, or ask for a value in autograder/checks/test_{lesson}.py"
