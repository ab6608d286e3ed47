"""The course checks itself: references, stubs, mistakes, hints, names, generated files."""

import functools
import os

import pytest

from autograder import lesson as lessons
from autograder.checking import diagnosis, evidence
from autograder.checking.replay_check import PASSES, fails_at
from autograder.checking.runner import examine, new_seed
from autograder.lesson import Cell, stub
from autograder.running.workbook import Workbook

SEEDS = int(os.environ.get("HARDWAY_SEEDS", "10"))
BACKSTOP = 600  # seconds for what ends by itself: no verdict on ours depends on how busy the machine is
COURSE = lessons.course()
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


@functools.lru_cache(maxsize=1)
def examined(name, exercise):
    """Every mistake of an exercise examined once, on the same random inputs.

    Mistake → what a diagnosis gets, at most twice, if it fails; and (check, mistake) → the call at which it fails, as the replay
    of a check would find it: each mistake is held against the others, and its checks have just been run on it.
    """
    student, seed, seen, fails, told = by_reference(name), new_seed(), {}, {}, []
    known = {other: True for other in student.shipped.exercises if other != exercise}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(diagnosis, "explain", lambda *found: told.append(found))
        for mistake, function in diagnosis.catalogue(name, exercise).items():
            student.namespace[exercise] = function
            examine(name, student, seed, only={exercise}, known=known, seconds=BACKSTOP)
            if told:
                seen[mistake], told = told, []
                for check, (passes, tape) in seen[mistake][0][1].items():
                    fails[check, function] = PASSES if passes else len(tape.calls)
    return seen, fails


@pytest.mark.slow
@pytest.mark.parametrize("name, mistake", MISTAKES)
def test_every_mistake_fails_and_is_recognised_as_itself_alone(name, mistake, monkeypatch):
    seen, fails = examined(name, mistake.partition("__")[0])

    def known(check, exercise, candidate, conditions):
        if (check, candidate) not in fails:  # a check that was not reached
            fails[check, candidate] = fails_at(check, exercise, candidate, conditions)
        return fails[check, candidate]

    assert mistake in seen, f"{mistake} passes every check: sharpen autograder/checks/test_{name}.py"
    monkeypatch.setattr(diagnosis, "SECONDS", BACKSTOP)
    monkeypatch.setattr(evidence, "fails_at", known)
    for result, tapes, conditions, _, changed, _ in seen[mistake]:  # first what the message is about
        result.hint = ""
        diagnosis.explain(result, tapes, conditions, changed=changed)
        if result.hint:
            break
    told = f"{mistake} is taken for {result.mistake}, seed {conditions.seed}; see: autograder/mistakes/wrong_{name}.py\n{result}"
    assert result.mistake == mistake, told


@pytest.mark.parametrize("name", COURSE)
def test_every_mistake_belongs_to_an_exercise_and_has_a_hint(name):
    for mistake, function in diagnosis.catalogue(name).items():
        assert mistake.partition("__")[0] in lessons.lesson(name).exercises, f"{mistake} names no exercise of {name}"
        assert diagnosis.hint(function), f"give {mistake} a docstring: it is the hint"
