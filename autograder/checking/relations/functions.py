"""The right answer to another question: arguments exchanged, one left out, another exercise."""

import functools
import inspect
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np

from autograder import lesson as lessons
from autograder import reference
from autograder.differences import NUMERIC

Function = Callable[..., Any]
Named = dict[str, Any]  # the arguments of a call by the names of the parameters
SIGNED = ("lr", "strength")  # numbers of which a turned sign makes sense; of an array it always does


What = Callable[[Named], Any]
Question = tuple[str, What]


class Unfit(Exception):
    """The other question cannot be put with these arguments."""


class Other(NamedTuple):
    """A sentence, and the function that answers so."""

    says: str
    function: Function


def others(ours: Function) -> Iterator[Other]:
    """What an answer may be in place of ours, simplest first; each with our function's signature."""
    names = [name for name in inspect.signature(ours).parameters if name != "state"]
    for says, what in (
        *((f"It is `{name}` as it came.", _argument(name)) for name in names),
        *_other_exercises(ours, names),
        *_exchanged(ours, names),
        *(question for name in names for question in _with_another_argument(ours, name)),
        *(question for name in names for question in _with_a_term_more(ours, name)),
    ):
        yield Other(says, _of_named(ours, what))


def _of_named(ours: Function, what: What) -> Function:
    signature = inspect.signature(ours)

    @functools.wraps(ours)
    def other(*args: Any, **kwargs: Any) -> Any:
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        return what(dict(bound.arguments))

    return other


def _other_exercises(ours: Function, names: list[str]) -> Iterator[Question]:
    """What another exercise, of this lesson or one before, answers to the arguments of the same names."""
    for exercise in _met(ours.__name__):
        other = getattr(reference, exercise)
        wanted = list(inspect.signature(other).parameters)
        if other is not ours and not inspect.isclass(other) and set(wanted) <= set(names):
            told = f"`{exercise}({', '.join(wanted)})`"
            yield f"It is {told}, the right answer to another exercise.", _asked_of(other, wanted)


def _met(exercise: str) -> list[str]:
    """The exercises that a learner has met who is in the lesson of this one."""
    course, lesson = list(lessons.course()), lessons.lesson_of(exercise)
    met = course[: course.index(lesson) + 1] if lesson else course
    return [name for one in met for name in lessons.lesson(one).exercises]


def _exchanged(ours: Function, names: list[str]) -> Iterator[Question]:
    yield "The layers come in reverse order.", lambda named: _backwards(ours(**named))
    for one, two in combinations(names, 2):
        yield f"It is the right answer with `{one}` and `{two}` exchanged.", _swapped(ours, one, two)
    yield (
        "It is the right answer along the other axis: rows where columns are due, or columns for rows.",
        lambda named: ours(**{name: _turned(value) for name, value in named.items()}).T,
    )


def _with_another_argument(ours: Function, name: str) -> Iterator[Question]:
    default = inspect.signature(ours).parameters[name].default
    right = f"It is the right answer for `{name}`"
    if default is not inspect.Parameter.empty:
        named = getattr(default, "__name__", repr(default))
        says = f"It is the right answer for `{name}={named}`, whatever `{name}` is."
        yield says, _with(ours, name, lambda value: default)
    for number in (0, 1):
        says = f"{right} = {number}: what becomes of `{name}` in your code?"
        yield says, _with(ours, name, functools.partial(_all, number))
    yield f"It is the right answer for −`{name}`.", _with(ours, name, lambda value: _turned_sign(name, value))


def _with_a_term_more(ours: Function, name: str) -> Iterator[Question]:
    for says, term in (
        (f"The expected numbers, and `{name}` is added to them.", np.add),
        (f"The expected numbers, and `{name}` is taken from them: is it missing?", np.subtract),
        (f"The expected numbers, and `{name}` multiplies them.", np.multiply),
        (f"The expected numbers, divided by `{name}`.", np.divide),
    ):
        yield says, _and_then(ours, name, term)


# ---- what is made of the arguments


def _argument(name: str) -> What:
    return lambda named: named[name]


def _asked_of(other: Function, wanted: list[str]) -> What:
    return lambda named: other(**{name: named[name] for name in wanted})


def _swapped(ours: Function, one: str, two: str) -> What:
    return lambda named: ours(**{**named, one: named[two], two: named[one]})


def _with(ours: Function, name: str, of: Callable[[Any], Any]) -> What:
    return lambda named: ours(**{**named, name: of(named[name])})


def _and_then(ours: Function, name: str, term: Callable[[Any, Any], Any]) -> What:
    return lambda named: term(_numeric(ours(**named)), _real(named[name]))


def _backwards(answer: Any) -> Any:
    """A list of layers turned round, or those in a tuple."""
    if isinstance(answer, tuple):
        return tuple(part[::-1] if isinstance(part, list) else part for part in answer)
    if not isinstance(answer, list):
        raise Unfit
    return answer[::-1]


def _turned(value: Any) -> Any:
    """A matrix with its rows and columns exchanged; one that is none cannot be turned."""
    if not isinstance(value, np.ndarray) or value.ndim != 2:
        raise Unfit
    return value.T


def _real(value: Any) -> Any:
    if not isinstance(value, float | np.ndarray) or np.asarray(value).dtype.kind != "f":
        raise Unfit
    return value


def _all(number: int, value: Any) -> Any:
    """The number in all places of a value."""
    return 0 * _real(value) + number


def _turned_sign(name: str, value: Any) -> Any:
    if name not in SIGNED and not isinstance(value, np.ndarray):
        raise Unfit
    return -_real(value)


def _numeric(value: Any) -> Any:
    if not isinstance(value, NUMERIC):
        raise Unfit
    return np.asarray(value)
