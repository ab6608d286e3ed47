"""Our function in the place of a student's: each call of it is noted, so that a result can say with whose it was reached."""

import contextlib
import functools
import inspect

_called = set()  # names of the exercises in whose place ours has been called


def standing_in(name, function):
    """Our function, noting under the exercise's name that it was called; a class is handed on as it is, since no exercise calls one."""
    if inspect.isclass(function):
        return function

    @functools.wraps(function)
    def ours(*args, **kwargs):
        _called.add(name)
        return function(*args, **kwargs)

    return ours


@contextlib.contextmanager
def noted():
    """The names of those that are called in the body, as a set that fills."""
    outer = set(_called)
    _called.clear()
    try:
        yield _called
    finally:
        _called.clear()
        _called.update(outer)
