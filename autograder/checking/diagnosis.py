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
from autograder.checking import pairs
from autograder.checking.conditions import Conditions
from autograder.checking.relations.compared import compared
from autograder.checking.relations.search import place, relation
from autograder.checking.replay_calls import answers_alike
from autograder.checking.replay_check import PASSES, fails_at
from autograder.checking.results import ExerciseResult
from autograder.running.calls import Call
from autograder.running.tape import Tape
from autograder.running.timeout import TimeLimit, time_limit

SECONDS = 2  # for the whole search: what takes longer is not waited for
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
    if not seen.failed:
        return
    with (
        contextlib.suppress(
            reference.AnswersWithheld, TimeLimit
        ),  # most of a catalogue is built on our answers
        time_limit(SECONDS),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        result.mistake, result.hint = _explained(seen, catalogue(result.lesson, result.name))


def _explained(seen: "Evidence", mistakes: Mapping[str, Mistake]) -> tuple[str | None, str]:
    """(the mistake, the hint): one mistake, what the numbers say, two mistakes, or where it is wrong."""
    if name := _recognised(mistakes, seen):
        return name, hint(mistakes[name])
    answers = compared(seen.calls, getattr(reference, seen.exercise))
    if answers and (name := pairs.in_parts(answers, mistakes)):
        return name, hint(mistakes[name])
    if answers and (says := relation(answers)):
        return None, says
    likely = [name for name in pairs.in_checks(seen.failed, mistakes) if seen.tells(mistakes[name])]
    if likely:
        return likely[0], hint(mistakes[likely[0]])
    if not answers:
        return None, ""
    name, says = pairs.one_upon_the_other(answers, mistakes)
    if name:
        return name, f"{hint(mistakes[name])} Besides: {says[0].lower()}{says[1:]}"
    return None, place(answers)


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

    @property
    def calls(self) -> list[Call]:
        """All that was asked of the answer, failed checks first."""
        return [call for check in (*self.failed, *self.passed) for call in check]

    @property
    def mute(self) -> bool:
        """Whether the first failed check holds nothing that tells mistakes apart."""
        return not any(call.error or _finite(call.answer) for call in self.failed[0])

    def tells(self, mistake: Mistake) -> bool:
        """Whether the mistake fails as the student did where nothing speaks against it."""
        return not self.mute and self.fails_first(mistake) and not self.contradictions(mistake)

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


def _recognised(mistakes: Mapping[str, Mistake], seen: Evidence) -> str | None:
    """The name of the mistake that answers as the student did, or None.

    It has to answer all of the first failed check's calls as the student did, and those of most other failed
    ones; what remains undecided, the passed ones decide.
    """
    alike = {
        name: mistake
        for name, mistake in mistakes.items()
        if answers_alike(mistake, seen.failed[0]) and seen.fails_first(mistake)
    }
    best = _likeliest(alike, seen)
    undecided = [*seen.failed[1:], *filter(None, seen.passed)] if len(best) > 1 else []
    for calls in undecided:
        best = [name for name in best if answers_alike(mistakes[name], calls)] or best
    return next(iter(best), None)


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
    named = [name for name in explained if against[name] < (1 if seen.mute else max(2, explained[name]))]
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
