"""One call of a student's function, as it is remembered."""

import contextlib
import copy
import functools
import types
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

MOST_ASKED = 1_000  # calls of a function that it was handed, as one call remembers them

Place = int | str  # of an argument: its position, or its name
Arguments = tuple[tuple, dict[str, Any]]


@dataclass
class Call:
    """One call, or one reading of an attribute, with what came of it."""

    name: str
    args: tuple = ()
    kwargs: dict[str, Any] = field(default_factory=dict)
    subject: int | None = None  # the object it was asked of; None for the exercise itself
    reads: bool = False
    made: int | None = None  # the number of the object that it returned
    answer: Any = None
    error: str | None = None  # the type of what it raised
    said: str = ""  # and its text
    where: str = ""  # and the line that is quoted of it
    after: Arguments | tuple[()] = ()  # the arguments as the call left them
    # (place among the arguments, the numbers given) of the calls of functions handed to it
    asked: set[tuple] = field(default_factory=set)
    # (place, call): the argument there is the second thing that an earlier call returned
    handed_on: tuple[Place, "Call"] | None = None


def by_place(args: tuple, kwargs: dict[str, Any]) -> dict[Place, Any]:
    """The arguments of a call by their places."""
    return {**dict(enumerate(args)), **kwargs}  # type: ignore[dict-item]  # some places are numbers, some names


def snapshot(value: Any) -> Any:
    """A deep copy; what Python cannot copy, as a learner's own state may be, stands for itself."""
    try:
        return copy.deepcopy(value)
    except Exception:
        if type(value) in (list, tuple):
            return type(value)(map(snapshot, value))
        return {key: snapshot(one) for key, one in value.items()} if type(value) is dict else value


def overheard(call: Call, args: tuple, kwargs: dict[str, Any]) -> Arguments:
    """The arguments of a call; each plain function among them notes in `call.asked` what it is asked."""
    heard = tuple(_noting(call, place, argument) for place, argument in enumerate(args))
    return heard, {name: _noting(call, name, argument) for name, argument in kwargs.items()}


def _noting(call: Call, place: Place, function: Any) -> Any:
    if not isinstance(function, types.FunctionType):
        return function
    answer: Callable = function

    @functools.wraps(answer)
    def asked(*given: Any, **named: Any) -> Any:
        if len(call.asked) < MOST_ASKED:
            with contextlib.suppress(TypeError, ValueError):  # no numbers
                call.asked.add((place, *map(_rounded, given)))
        return answer(*given, **named)

    return asked


def _rounded(numbers: Any) -> tuple:
    """Numbers as bytes: the same where they differ by far less than the step of a slope that is measured."""
    array = np.asarray(numbers, dtype=float)
    return array.shape, (np.round(array, 10) + 0.0).tobytes()  # + 0.0: of the two zeros the plain one
