"""Recognises a catalogued mistake by what it answers: the student's checks are replayed on each candidate."""

import contextlib
import importlib
import inspect
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from autograder import reference
from autograder.checking.conditions import Conditions
from autograder.checking.relations import relation
from autograder.checking.replay_calls import answers_alike
from autograder.checking.replay_check import PASSES, fails_at
from autograder.checking.results import ExerciseResult
from autograder.running.calls import Call
from autograder.running.tape import Tape
from autograder.running.timeout import TimeLimit, time_limit

SECONDS = 10  # for all replays of one exercise
MOST = 0.6  # of the failed checks it has to answer alike: of 9 a true one answered 6, of 11 a false one 5
Mistake = Callable[..., Any]
Tapes = Mapping[pytest.Function, tuple[bool, Tape]]


def explain(result: ExerciseResult, tapes: Tapes, conditions: Conditions) -> None:
    """Give the result the mistake that answers as the student did, and its hint, or what else explains it.

    Parameters
    ----------
    result : ExerciseResult
    tapes : dict
        Check → (whether it passed, its Tape), in order.
    conditions : Conditions
        What the checks were run under: the replays have the same random inputs.
    """
    seen = Evidence(result.name, tapes, conditions)
    with contextlib.suppress(reference.AnswersWithheld):  # most of a catalogue is built on our answers
        mistake = _recognised(result.lesson, seen) if seen.failed else None
        if mistake:
            result.mistake = mistake
            result.hint = hint(catalogue(result.lesson)[mistake])
        else:
            result.hint = _related(seen, getattr(reference, result.name))


def catalogue(lesson: str, exercise: str | None = None) -> dict[str, Mistake]:
    """Name → function of the mistakes of a lesson, or of one exercise."""
    module = importlib.import_module(f"autograder.mistakes.wrong_{lesson}")
    wanted = f"{exercise}__" if exercise else ""
    return {
        name: mistake
        for name, mistake in vars(module).items()
        if name.startswith(wanted)
        and "__" in name.strip("_")
        and getattr(mistake, "__module__", "") == module.__name__
        and callable(mistake)
    }


def hint(mistake: Mistake) -> str:
    """The mistake's docstring as one paragraph."""
    return " ".join((inspect.getdoc(mistake) or "").split())


class Evidence:
    """What the checks of one exercise have seen of the student's answer, to hold a mistake against."""

    def __init__(self, exercise: str, tapes: Tapes, conditions: Conditions) -> None:
        self.exercise, self._conditions = exercise, conditions
        calls = {item: self._asked_of_it(tape) for item, (_, tape) in tapes.items()}
        failed = [item for item, (passes, _) in tapes.items() if not passes and calls[item]]
        self._passed_checks = [item for item, (passes, _) in tapes.items() if passes]
        self._first = failed[0] if failed else None
        self._last_call = len(tapes[failed[0]][1].calls) if failed else 0
        self.failed, self.passed = (
            [calls[item] for item in items] for items in (failed, self._passed_checks)
        )

    def _asked_of_it(self, tape: Tape) -> list[Call]:
        return [call for call in tape.calls if call.subject is not None or call.name == self.exercise]

    def fails_first(self, mistake: Mistake) -> bool:
        """Whether it fails the first failed check with the same call: else it does not explain that."""
        assert self._first is not None
        return self._fails_at(self._first, mistake) in (self._last_call, None)

    def contradictions(self, mistake: Mistake) -> int:
        """How many of the checks that the student passed it fails.

        A single one may be another matter, a kind of number say; with as many as it explains, it is another
        mistake.
        """
        return sum(self._fails_at(item, mistake) not in (PASSES, None) for item in self._passed_checks)

    def _fails_at(self, item: pytest.Function, mistake: Mistake) -> int | None:
        return fails_at(item, self.exercise, mistake, self._conditions)


def _recognised(lesson: str, seen: Evidence) -> str | None:
    """The name of the mistake that answers as the student did, or None.

    It has to answer all of the first failed check's calls as the student did, and those of most other failed
    ones; what remains undecided, the passed ones decide.
    """
    try:
        with time_limit(SECONDS), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            mistakes = catalogue(lesson, seen.exercise)
            alike = {
                name: mistake
                for name, mistake in mistakes.items()
                if answers_alike(mistake, seen.failed[0]) and seen.fails_first(mistake)
            }
            best = _likeliest(alike, seen)
            undecided = [*seen.failed[1:], *filter(None, seen.passed)] if len(best) > 1 else []
            for calls in undecided:
                best = [name for name in best if answers_alike(mistakes[name], calls)] or best
    except TimeLimit:
        return None
    return next(iter(best), None)


def _related(seen: Evidence, ours: Callable) -> str:
    """What all answers have to do with the right ones; empty where there is no one thing."""
    calls = [call for check in (*seen.failed, *seen.passed) for call in check]
    try:
        with time_limit(SECONDS), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return relation(calls, ours)
    except TimeLimit:
        return ""


def _likeliest(mistakes: Mapping[str, Mistake], seen: Evidence) -> list[str]:
    """The names of those that explain most of the failed checks, and of these the least contradicted."""
    # another legal order of draws answers otherwise: checks that hand over an rng do not count
    others = [calls for calls in seen.failed[1:] if not _draws(calls)]
    explained = {}
    for name, mistake in mistakes.items():
        alike = 1 + sum(answers_alike(mistake, calls) for calls in others)
        if alike >= MOST * (len(others) + 1):
            explained[name] = alike
    against = {name: seen.contradictions(mistakes[name]) for name in explained}
    mute = not any(call.error or _finite(call.answer) for call in seen.failed[0])
    named = [name for name in explained if against[name] < (1 if mute else max(2, explained[name]))]
    most = max((explained[name], -against[name]) for name in named) if named else None
    return [name for name in named if (explained[name], -against[name]) == most]


def _finite(answer: Any) -> bool:
    """Whether an answer holds a finite number, or what is no number: nan tells no mistakes apart."""
    if isinstance(answer, tuple | list):
        return any(map(_finite, answer[:1] if _is_step(answer) else answer))
    try:
        return bool(np.isfinite(np.asarray(answer, dtype=float)).any())
    except (TypeError, ValueError):
        return True


def _is_step(answer: Sequence) -> bool:
    """Whether an answer is (params, state): what a state holds is nobody's business."""
    return len(answer) == 2 and isinstance(answer[0], tuple | list)


def _draws(calls: Sequence[Call]) -> bool:
    """Whether random numbers are drawn in the calls."""
    given = (argument for call in calls for argument in (*call.args, *call.kwargs.values()))
    return any(isinstance(argument, np.random.Generator) for argument in given)
