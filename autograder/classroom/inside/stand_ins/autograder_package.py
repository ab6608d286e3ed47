"""Stands in the sandbox for the package `autograder`: nothing is checked there, and nothing that helps is said."""


def _nothing(*args, **kwargs):
    return None


check = hint = solution = milestone = progress = _nothing


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return _nothing
