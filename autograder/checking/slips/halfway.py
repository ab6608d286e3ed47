"""Two mistakes in one answer: a change in it leads to what a function with one known mistake answers."""

import contextlib
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from autograder.checking.replay_calls import Replay
from autograder.checking.slips.search import while_there_is_time
from autograder.differences import NUMERIC
from autograder.running.calls import Call
from autograder.running.timeout import TimeLimit, time_limit

SECONDS = 0.1  # for the calls of one check: what is tried may never end
FOR_ALL = 0.5  # for all that is known, answered once
DIGITS = 9  # after the point: what differs less is the order of the operations


class Known(NamedTuple):
    """A function with one mistake, the mistake's name where it has one, and what is said of it."""

    name: str
    says: str
    function: Callable


class Halfway:
    """All that has one known mistake, to be found by what it answers.

    Parameters
    ----------
    checks : sequence of sequences of Call
        What each check asked, the failed one that is explained first.
    known : iterable of Known
    own : callable
        What was answered by.
    """

    def __init__(self, checks: Sequence[Sequence[Call]], known: Iterable[Known], own: Callable) -> None:
        self._checks, self._by_answers = checks, dict[Hashable, list[Known]]()
        for one in while_there_is_time(FOR_ALL, known):
            if answers := _answered(one.function, checks[0]):
                self._by_answers.setdefault(answers, []).append(one)
        self._by_answers.pop(_answered(own, checks[0]), None)  # a change that changes nothing leads nowhere

    def like(self, function: Callable) -> list[Known]:
        """Those that answer every call as the function does."""
        known = self._by_answers.get(_answered(function, self._checks[0]), [])
        answers = self._all(function) if known else ()
        return [] if _is_flat(answers) else [one for one in known if self._all(one.function) == answers]

    def _all(self, function: Callable) -> tuple[Hashable, ...]:
        return tuple(_answered(function, calls) for calls in self._checks)


def _is_flat(answers: Hashable) -> bool:
    """Whether all numbers are one and the same, which much leads to that is no mistake of its own."""
    return len(set(_numbers(answers))) <= 1


def _numbers(answers: Hashable) -> Iterator[float]:
    if isinstance(answers, bytes):
        yield from np.frombuffer(answers, np.float32).tolist()
    for one in answers if isinstance(answers, tuple) else ():
        yield from _numbers(one)


def _answered(function: Callable, calls: Sequence[Call]) -> Hashable:
    """What a function answers to the calls of a check, to be looked up by; None where it raises."""
    replay = Replay(function)
    with contextlib.suppress(Exception, SystemExit, TimeLimit), time_limit(SECONDS):
        answers = [replay.answer(call) for call in calls]
        return tuple(_key(answer[0] if replay.stateful else answer) for answer in answers)
    return None


def _key(answer: Any) -> Hashable:
    """The same for answers that differ by nothing but rounding."""
    if isinstance(answer, list | tuple):
        return tuple(map(_key, answer))
    if isinstance(answer, dict):
        return tuple((name, _key(value)) for name, value in answer.items())
    if not isinstance(answer, NUMERIC):
        return repr(answer)
    numbers = (np.round(np.asarray(answer, dtype=float), DIGITS) + 0.0).astype(np.float32)
    return numbers.shape, numbers.tobytes()
