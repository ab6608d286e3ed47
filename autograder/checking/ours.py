"""Our function in the place of a student's: its calls are noted, so that a result can say whose it used."""

import contextlib
import functools
import inspect
from collections.abc import Callable, Iterator
from typing import Any

_called: set[str] = set()  # names of the exercises in whose place ours has been called
_without: set[str] = set()  # of those of earlier lessons the ones that the student has nothing of


def standing_in(name: str, function: Callable, without: bool = False) -> Callable:
    """Our function, noting under the exercise's name that it was called.

    Parameters
    ----------
    name : str
    function : callable
    without : bool
        Whether the student has nothing of the exercise, which is one of an earlier lesson.
    """
    (_without.add if without else _without.discard)(name)
    if inspect.isclass(function):  # no exercise calls one
        return function

    @functools.wraps(function)
    def ours(*args: Any, **kwargs: Any) -> Any:
        _called.add(name)
        return function(*args, **kwargs)

    return ours


def stands_for_nothing(name: str) -> bool:
    """Whether ours was imported since the student has nothing of the exercise."""
    return name in _without


@contextlib.contextmanager
def noted() -> Iterator[set[str]]:
    """The names of those that are called in the body, as a set that fills."""
    outer = set(_called)
    _called.clear()
    try:
        yield _called
    finally:
        _called.clear()
        _called.update(outer)
