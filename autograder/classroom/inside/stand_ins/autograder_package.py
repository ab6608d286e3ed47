"""Stands in the sandbox for the package `autograder`: nothing is checked there, and no help is given."""

from collections.abc import Callable


def _nothing(*args: object, **kwargs: object) -> None:
    return None


check = finish = hint = solution = milestone = progress = _nothing


def __getattr__(name: str) -> Callable[..., None]:
    if name.startswith("__"):
        raise AttributeError(name)
    return _nothing
