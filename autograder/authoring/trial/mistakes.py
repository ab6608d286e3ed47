"""Tries the catalogue of an exercise: each mistake fails its checks, and is recognised as itself alone."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from autograder import lesson as lessons
from autograder.checking import diagnosis, evidence
from autograder.checking.conditions import Conditions
from autograder.checking.replay_check import PASSES, fails_at
from autograder.checking.results import ExerciseResult
from autograder.checking.runner import examine
from autograder.running import context
from autograder.running.workbook import Workbook

BACKSTOP = 600  # seconds for what ends by itself: no verdict on ours depends on how busy the machine is


@dataclass
class Tried:
    """All mistakes of an exercise, examined once on the same random inputs.

    `seen` holds what a diagnosis gets of each that fails; `fails` at which call of a check each fails, as a
    replay would find it: each is held against the others, and its checks have just been run on it.
    """

    seed: int
    seen: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    fails: dict[tuple[Any, Any], Any] = field(default_factory=dict)


def our_answers(lesson: str) -> Workbook:
    """A student who hands in our own answers."""
    course = lessons.lesson(lesson)
    with context.entered(folder=lessons.SOLUTIONS):  # what they import of earlier lessons is theirs, too
        return Workbook(course, course.cells, seconds=BACKSTOP).run()


def tried(lesson: str, exercise: str, seed: int, only: Collection[str] | None = None) -> Tried:
    """The mistakes of an exercise, or some of them, as its checks find them."""
    student, done, told = our_answers(lesson), Tried(seed), list[tuple[Any, ...]]()
    known = {other: True for other in student.shipped.exercises if other != exercise}

    def keep(result: ExerciseResult, *found: Any) -> None:
        told.append((result, *found))

    with patch.object(diagnosis, "explain", keep):  # only what it is asked is wanted here
        for mistake, function in diagnosis.catalogue(lesson, exercise).items():
            if only is not None and mistake not in only:
                continue
            student.namespace[exercise] = function
            examine(lesson, student, seed, only={exercise}, known=known, seconds=BACKSTOP)
            if told:
                done.seen[mistake] = list(told)
                for check, (passes, tape) in told[0][1].items():
                    done.fails[check, function] = PASSES if passes else len(tape.calls)
                told.clear()
    return done


def recognised(done: Tried, mistake: str) -> ExerciseResult:
    """What the diagnosis says of a mistake that fails; the result that it was about."""

    def known(check: Any, exercise: str, candidate: Callable, conditions: Conditions) -> Any:
        if (check, candidate) not in done.fails:  # a check that was not reached
            done.fails[check, candidate] = fails_at(check, exercise, candidate, conditions)
        return done.fails[check, candidate]

    with patch.object(evidence, "fails_at", known):
        for result, tapes, conditions, _, changed, *_ in done.seen[mistake]:  # first what is told
            result.hint = ""
            diagnosis.explain(result, tapes, conditions, changed=changed)
            if result.hint:
                break
    return result
