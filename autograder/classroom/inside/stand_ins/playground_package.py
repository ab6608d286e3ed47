"""Stands in the sandbox for the package `playground`: data and colours are there, what is shown is not."""

from collections.abc import Callable, Collection, Iterator
from typing import Any, Self

from playground import datasets, style  # noqa: F401  lessons take them from here
from playground.figures import scatter  # noqa: F401


def _nothing(*args: object, **kwargs: object) -> None:
    return None


class Progress:
    """Goes through an iterable and shows nothing."""

    def __init__(self, iterable: Collection[Any], *args: object, **kwargs: object) -> None:
        self.iterable = iterable

    def __iter__(self) -> Iterator[Any]:
        return iter(self.iterable)

    def __len__(self) -> int:
        return len(self.iterable)

    text = html = _nothing


class LiveBoundary:
    """Hears how a training goes, in a `with` block or as a callback, and shows nothing of it."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    update = __call__ = frame = close = save = _nothing
    alt = ""


class Race:
    """A race that nobody watches."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        pass

    still = save = show = _nothing


show = quiz = explore = boundary = slide = _nothing


def __getattr__(name: str) -> Callable[..., None]:
    if name.startswith("__"):
        raise AttributeError(name)
    return _nothing
