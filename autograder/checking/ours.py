"""Our function in the place of a student's: its calls are noted, so that a result can say whose it used."""

import contextlib
import functools
import inspect
from collections.abc import Callable, Iterator
from typing import Any

_called: set[str] = set()  # names of the exercises in whose place ours has been called


def standing_in(name: str, function: Callable) -> Callable:
    """Our function, noting under the exercise's name that it was called."""
    if inspect.isclass(function):  # no exercise calls one
        return function

    @functools.wraps(function)
    def ours(*args: Any, **kwargs: Any) -> Any:
        _called.add(name)
        return function(*args, **kwargs)

    return ours


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
