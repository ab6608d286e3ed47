"""What the checks of one exercise have seen of a student's answer, to hold an explanation against."""

import ast
import contextlib
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
import pytest

from autograder import reference
from autograder.checking.conditions import Conditions
from autograder.checking.due import Due
from autograder.checking.replay_calls import answers_alike
from autograder.checking.replay_check import PASSES, fails_at
from autograder.checking.tried import held
from autograder.running.calls import Call
from autograder.running.tape import Tape

FORM = "form"  # the marker of a check that asks for the form of an answer only
BRIEF = 0.5  # seconds for a check of what is only tried: some of it never ends
MOST_NUMBERS = 1_000_000  # in the answers to all calls of an exercise
Mistake = Callable[..., Any]
Tapes = Mapping[pytest.Function, tuple[bool, Tape]]


class Evidence:
    """All calls of the student's answer, of failed checks and of passed ones.

    What a mistake does is found out once: to train a network for each question takes the time of others.

    Parameters
    ----------
    exercise : str
    tapes : dict
        Check → (whether it passed, its Tape), in order.
    conditions : Conditions
        What the checks were run under: replays have the same random inputs.
    code : ast.FunctionDef, optional
        What the student wrote, where it is known.
    function : callable, optional
        The same as something to call, where it runs here.
    """

    def __init__(
        self,
        exercise: str,
        tapes: Tapes,
        conditions: Conditions,
        code: ast.FunctionDef | None = None,
        function: Callable | None = None,
    ) -> None:
        self.exercise, self.code, self.function, self._conditions = exercise, code, function, conditions
        self._failing: dict[tuple[pytest.Function, Mistake], int | None] = {}
        self._alike: dict[tuple[int, Mistake], bool] = {}
        calls = {item: asked_of_it(tape, exercise) for item, (_, tape) in tapes.items()}
        failed = [item for item, (passes, _) in tapes.items() if not passes and calls[item]]
        self._passed_checks = [item for item, (passes, _) in tapes.items() if passes]
        self._failed_checks = failed
        self._first = failed[0] if failed else None
        self._checks = list(tapes)
        self._last_call = len(tapes[failed[0]][1].calls) if failed else 0
        self.failed, self.passed = (
            [calls[item] for item in items] for items in (failed, self._passed_checks)
        )

    @cached_property
    def calls(self) -> list[Call]:
        """All that was asked of the answer, failed checks first."""
        return [call for check in (*self.failed, *self.passed) for call in check]

    @property
    def large(self) -> bool:
        """Whether the answers hold far more numbers than is due: to try much on them takes memory."""
        return sum(_size(call.answer) for call in self.calls) > MOST_NUMBERS

    @property
    def one_bit(self) -> bool:
        """Whether the first failed check holds yes and no alone, which many mistakes answer alike."""
        return all(isinstance(call.answer, bool | np.bool_) for call in self.failed[0] if not call.error)

    @property
    def mute(self) -> bool:
        """Whether the first failed check holds nothing that tells mistakes apart."""
        return not any(call.error or _finite(call.answer) for call in self.failed[0])

    def alike(self, mistake: Mistake, calls: Sequence[Call]) -> bool:
        """Whether the mistake answers these calls, of one check, as the student did."""
        key = id(calls), mistake
        if key not in self._alike:
            self._alike[key] = answers_alike(mistake, calls)
        return self._alike[key]

    def tells(self, mistake: Mistake) -> bool:
        """Whether the mistake fails as the student did where nothing speaks against it."""
        return not self.mute and self.fails_first(mistake) and not self.contradictions(mistake, 1)

    def fails_first(self, mistake: Mistake) -> bool:
        """Whether it fails the first failed check with the same call: else it does not explain that."""
        assert self._first is not None
        return self._fails_at(self._first, mistake) in (self._last_call, None)

    def trying(self) -> contextlib.AbstractContextManager[None]:
        """In the body changed functions may be tried."""
        return held(self._conditions)

    def passes_first(self, function: Callable) -> bool:
        """Whether a function passes the first failed check."""
        return self._first is not None and self._due.fits(function) and self._passes(self._first, function)

    def passes(self, function: Callable) -> bool:
        """Whether a function passes all checks."""
        return all(self._passes(item, function) for item in self._checks)

    def _passes(self, item: pytest.Function, function: Callable) -> bool:
        brief = replace(self._conditions, seconds=BRIEF)
        return fails_at(item, self.exercise, function, brief) == PASSES

    @cached_property
    def _due(self) -> Due:
        return Due(self.failed[0], getattr(reference, self.exercise))

    def contradictions(self, mistake: Mistake, most: int) -> int:
        """How many of the checks that the student passed it fails, counted no further than `most`.

        A single one may be another matter, a kind of number say; with as many as it explains, it is another
        mistake.
        """
        passed = (self._fails_at(item, mistake) for item in self._passed_checks)
        return sum(1 for _ in itertools.islice((at for at in passed if at not in (PASSES, None)), most))

    def leads_on(self, mistake: Mistake) -> bool:
        """Whether it fails no check more, and one less of those that ask for values."""
        values = (item for item in self._failed_checks if item.get_closest_marker(FORM) is None)
        nearer = any(self._fails_at(item, mistake) == PASSES for item in values)
        return nearer and not self.contradictions(mistake, 1)

    def _fails_at(self, item: pytest.Function, mistake: Mistake) -> int | None:
        key = item, mistake
        if key not in self._failing:
            self._failing[key] = fails_at(item, self.exercise, mistake, self._conditions)
        return self._failing[key]


def asked_of_it(tape: Tape, exercise: str) -> list[Call]:
    """The calls of the answer to an exercise, and of the objects that it made."""
    return [call for call in tape.calls if call.subject is not None or call.name == exercise]


def _size(answer: Any) -> int:
    """How many numbers an answer holds."""
    if isinstance(answer, list | tuple):
        return sum(map(_size, answer))
    return answer.size if isinstance(answer, np.ndarray) else 1


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
