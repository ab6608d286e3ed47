"""Tries the catalogue of an exercise: each mistake fails its checks, and is recognised as itself alone."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any
from unittest.mock import patch

from autograder import lesson as lessons
from autograder.authoring.trial.on_tape import told_alike
from autograder.checking import diagnosis, evidence
from autograder.checking.conditions import Conditions
from autograder.checking.replay_calls import answers_alike
from autograder.checking.replay_check import PASSES, fails_at
from autograder.checking.results import ExerciseResult
from autograder.checking.runner import examine
from autograder.running import context
from autograder.running.calls import Call
from autograder.running.workbook import Workbook

BACKSTOP = 600  # seconds for what ends by itself: no verdict on ours depends on how busy the machine is


@dataclass
class Tried:
    """All mistakes of an exercise, examined once on the same random inputs.

    `seen` holds what a diagnosis gets of each that fails; `fails` at which call of a check each fails, and
    `asked` all that a check asked of each, as a replay would find it: each is held against the others, and
    its checks have just been run on it. `check_of` says which check a call was made in.
    """

    seed: int
    seen: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    fails: dict[tuple[Any, Any], Any] = field(default_factory=dict)
    asked: dict[tuple[Any, Any], list[Call]] = field(default_factory=dict)
    check_of: dict[int, Any] = field(default_factory=dict)

    def keep(self, mistake: Callable, exercise: str, told: Sequence[tuple[Any, ...]]) -> None:
        """Remember what the checks of an exercise have found of a mistake."""
        for check, (passes, tape) in told[0][1].items():
            self.fails[check, mistake] = PASSES if passes else len(tape.calls)
            self.asked[check, mistake] = evidence.asked_of_it(tape, exercise)
            self.check_of |= {id(call): check for call in tape.calls}


def our_answers(lesson: str, instead: Mapping[str, str] = MappingProxyType({})) -> Workbook:
    """A student who hands in our own answers; `instead` has other sources for some exercises."""
    course = lessons.lesson(lesson)
    others = {id(course.exercises[name].cell): source for name, source in instead.items()}
    cells = [replace(cell, source=others.get(id(cell), cell.source)) for cell in course.cells]
    with context.entered(folder=lessons.SOLUTIONS):  # what they import of earlier lessons is theirs, too
        return Workbook(course, cells, seconds=BACKSTOP).run()


def tried(
    lesson: str,
    exercise: str,
    seed: int,
    only: Collection[str] | None = None,
    done: Tried | None = None,
) -> Tried:
    """The mistakes of an exercise, or some of them, as its checks find them; added to what is `done`."""
    student, told = our_answers(lesson), list[tuple[Any, ...]]()
    done = done or Tried(seed)
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
                done.keep(function, exercise, told)
                told.clear()
    return done


def recognised(done: Tried, mistake: str) -> ExerciseResult:
    """What the diagnosis says of a mistake that fails; the result that it was about."""

    def known(check: Any, exercise: str, candidate: Callable, conditions: Conditions) -> Any:
        if (check, candidate) not in done.fails:  # a check that was not reached
            done.fails[check, candidate] = fails_at(check, exercise, candidate, conditions)
        return done.fails[check, candidate]

    itself = diagnosis.catalogue(done.seen[mistake][0][0].lesson)[mistake]

    def alike(candidate: Callable, calls: Sequence[Call]) -> bool:
        check = done.check_of[id(calls[0])] if calls else None
        ends = [done.fails.get((check, one)) for one in (candidate, itself)]
        if None not in ends and ends[0] != ends[1]:
            return False  # who answers alike fails at the same call
        own, said = done.asked.get((check, candidate)), None
        # where it fails, it is asked anew itself, as it is for a student
        if own and (candidate is not itself or done.fails[check, itself] == PASSES):
            said = told_alike(candidate, own, calls)
        return answers_alike(candidate, calls) if said is None else said

    with patch.object(evidence, "fails_at", known), patch.object(evidence, "answers_alike", alike):
        for result, tapes, conditions, _, changed, *_ in done.seen[mistake]:  # first what is told
            result.hint = ""
            diagnosis.explain(result, tapes, conditions, changed=changed)
            if result.hint:
                break
    return result
