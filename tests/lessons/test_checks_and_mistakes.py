"""The course checks itself: references, stubs, mistakes, hints; what can be read of it, `hardway lint` holds."""

import functools
import os

import pytest

from autograder import lesson as lessons
from autograder.authoring.trial.mistakes import BACKSTOP, our_answers, tried
from autograder.authoring.trial.recognised import recognised
from autograder.checking import catalogue
from autograder.checking.runner import examine, new_seed
from autograder.lesson import Cell, stub
from autograder.running.workbook import Workbook

SEEDS = int(os.environ.get("HARDWAY_SEEDS", "10"))
COURSE = lessons.course()
MISTAKES = [(name, mistake) for name in COURSE for mistake in catalogue.mistakes(name)]


@pytest.mark.parametrize("name", COURSE)
def test_every_reference_passes(name):
    result = examine(name, our_answers(name), seconds=BACKSTOP)
    assert result.all_passed, f"mend the solution or the check, then: hardway check {name} --lessons solutions\n{result}"


@pytest.mark.slow
@pytest.mark.parametrize("name", COURSE)
def test_no_check_fails_a_reference_by_chance(name):
    student = our_answers(name)
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


@functools.lru_cache(maxsize=1)
def examined(name, exercise):
    """Every mistake of an exercise examined once, on the same random inputs."""
    return tried(name, exercise, new_seed())


@pytest.mark.slow
@pytest.mark.parametrize("name, mistake", MISTAKES)
def test_every_mistake_fails_and_is_recognised_as_itself_alone(name, mistake):
    done = examined(name, mistake.partition("__")[0])
    assert mistake in done.seen, f"{mistake} passes every check: sharpen autograder/checks/test_{name}.py"
    result = recognised(done, mistake)
    told = f"{mistake} is taken for {result.mistake}, seed {done.seed}; see: autograder/mistakes/wrong_{name}.py\n{result}"
    assert result.mistake == mistake, told


@pytest.mark.parametrize("name", COURSE)
def test_every_mistake_belongs_to_an_exercise_and_has_a_hint(name):
    for mistake, function in catalogue.mistakes(name).items():
        assert mistake.partition("__")[0] in lessons.lesson(name).exercises, f"{mistake} names no exercise of {name}"
        assert catalogue.hint(function), f"give {mistake} a docstring: it is the hint"
