"""Stands in the sandbox for the package `playground`: data sets and colours are there, what is only shown is not."""

from playground import datasets, style
from playground.figures import scatter


def _nothing(*args, **kwargs):
    return None


class Progress:
    """Goes through an iterable and shows nothing."""

    def __init__(self, iterable, *args, **kwargs):
        self.iterable = iterable

    def __iter__(self):
        return iter(self.iterable)

    def __len__(self):
        return len(self.iterable)


show = quiz = explore = _nothing


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return _nothing
