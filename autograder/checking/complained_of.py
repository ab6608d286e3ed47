"""Finds the call that a check complains of: not always the last one."""

import contextlib
from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.comparison import Unlike, same
from autograder.running.calls import Call
from autograder.running.tape import Tape

DEEPEST = 4  # lists within lists: (params, state) holds layers, a layer holds arrays


def call_that_gave(error: BaseException, tape: Tape) -> Call:
    """The call whose answer, or a part of it, was compared; the last one where that is not known."""
    if not isinstance(error, Unlike) or isinstance(error.actual, bool | type(None)):
        return tape.calls[-1]  # of True and None there is only one
    with contextlib.suppress(Exception):  # what a student returned may do anything when it is compared
        found = next(_by_identity(error.actual, tape), None)
        return found or next(_by_value(error.actual, tape), tape.calls[-1])
    return tape.calls[-1]


def _by_identity(actual: Any, tape: Tape) -> Iterator[Call]:
    """The calls that returned the very thing, the latest first."""
    own = {id(actual), id(getattr(actual, "base", None) if isinstance(actual, np.ndarray) else actual)}
    for call, answer in reversed(tape.returned):
        if any(id(part) in own for part in _parts(answer) if part is not None):
            yield call


def _by_value(actual: Any, tape: Tape) -> Iterator[Call]:
    """The calls that returned an equal thing, the latest first: a check may have made a copy.

    Of nan the earliest: it is never due, and all that comes after it is nan as well.
    """
    for call in tape.calls if any(map(_is_nan, _parts(actual))) else reversed(tape.calls):
        if any(type(part) is type(actual) and same(part, actual) for part in _parts(call.answer)):
            yield call


def _is_nan(part: Any) -> bool:
    return isinstance(part, np.ndarray | float) and bool(np.isnan(part).any())


def _parts(answer: Any, depth: int = DEEPEST) -> Iterator[Any]:
    """An answer and all that stands in it."""
    yield answer
    if depth and isinstance(answer, list | tuple | dict):
        for entry in answer.values() if isinstance(answer, dict) else answer:
            yield from _parts(entry, depth - 1)
