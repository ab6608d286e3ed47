"""The course checks itself: references, stubs, mistakes, hints, names, generated files."""

import os

import pytest

from autograder import lesson as lessons
from autograder.checking import diagnosis
from autograder.checking.runner import CHECKS, examine
from autograder.lesson import Cell, stub
from autograder.running.workbook import Workbook

SEEDS = int(os.environ.get("HARDWAY_SEEDS", "10"))
BACKSTOP = 600  # seconds for what ends by itself: no verdict on ours depends on how busy the machine is
COURSE = lessons.course()
EXERCISES = [(name, exercise) for name in COURSE for exercise in lessons.lesson(name).exercises]
MISTAKES = [(name, mistake) for name in COURSE for mistake in diagnosis.catalogue(name)]


def by_reference(name):
    """A student who hands in our own answers."""
    lesson = lessons.lesson(name)
    return Workbook(lesson, lesson.cells, seconds=BACKSTOP).run()


@pytest.mark.parametrize("name", COURSE)
def test_every_reference_passes(name):
    result = examine(name, by_reference(name), seconds=BACKSTOP)
    assert result.all_passed, f"mend the solution or the check, then: hardway check {name} --lessons solutions\n{result}"


@pytest.mark.slow
@pytest.mark.parametrize("name", COURSE)
def test_no_check_fails_a_reference_by_chance(name):
    student = by_reference(name)
    for seed in range(SEEDS):
        result = examine(name, student, seed=seed, seconds=BACKSTOP)
        assert result.all_passed, f"a flake; repeat it with: hardway check {name} --lessons solutions --seed {seed}\n{result}"


@pytest.mark.parametrize("name", COURSE)
def test_every_stub_fails_as_not_attempted(name):
    lesson = lessons.lesson(name)
    cells = [Cell(cell.kind, stub(cell.source)) for cell in lesson.cells]
    result = examine(name, Workbook(lesson, cells).run())
    states = {exercise.name: exercise.state for exercise in result.exercises}
    assert set(states.values()) == {"not_attempted"}, f"{states}: a stub must only raise; run: hardway build"


@pytest.mark.slow
@pytest.mark.parametrize("name, mistake", MISTAKES)
def test_every_mistake_fails_and_is_recognised_as_itself_alone(name, mistake, monkeypatch):
    monkeypatch.setattr(diagnosis, "SECONDS", BACKSTOP)
    exercise = mistake.partition("__")[0]
    student = by_reference(name)
    student.namespace[exercise] = diagnosis.catalogue(name)[mistake]
    known = {other: True for other in student.shipped.exercises if other != exercise}
    result = examine(name, student, only={exercise}, known=known, seconds=BACKSTOP)[exercise]
    assert result.state != "passed", f"{mistake} passes every check: sharpen autograder/checks/test_{name}.py"
    assert result.mistake == mistake, f"{mistake} is taken for {result.mistake}; see: autograder/mistakes/wrong_{name}.py\n{result}"


@pytest.mark.parametrize("name, exercise", EXERCISES)
def test_every_exercise_has_checks_three_mistakes_and_a_hint(name, exercise):
    asked = f"test_{exercise}_" in (CHECKS / f"test_{name}.py").read_text(encoding="utf-8")
    assert asked, f"write test_{exercise}_… in autograder/checks/test_{name}.py"
    assert len(diagnosis.catalogue(name, exercise)) >= 3, f"add mistakes {exercise}__… to autograder/mistakes/wrong_{name}.py"
    assert 1 <= len(lessons.lesson(name).exercises[exercise].hints) <= 3, f"one to three hints below {exercise} in solutions/{name}.py"


@pytest.mark.parametrize("name", COURSE)
def test_every_mistake_belongs_to_an_exercise_and_has_a_hint(name):
    for mistake, function in diagnosis.catalogue(name).items():
        assert mistake.partition("__")[0] in lessons.lesson(name).exercises, f"{mistake} names no exercise of {name}"
        assert diagnosis.hint(function), f"give {mistake} a docstring: it is the hint"


def test_the_three_files_of_each_lesson_have_one_stem_and_there_are_no_stray_files():
    checks = {path.stem.removeprefix("test_") for path in CHECKS.glob("[!_]*.py")}
    mistakes = {path.stem.removeprefix("wrong_") for path in (lessons.ROOT / "autograder" / "mistakes").glob("[!_]*.py")}
    assert checks == mistakes == set(COURSE), "each lesson is three files with one stem; run: hardway new-lesson NN_topic"
