"""Answers of another form than what is due: in another arrangement, a part alone, their mean or sum."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.checking.relations.numbers import alike
from autograder.differences import NUMERIC
from autograder.running.calls import Call

Form = Callable[[Any, Any], bool]
FEWEST = 2  # calls in which what is due has another form


def form(answered: Sequence[tuple[Call, Any]]) -> str:
    """What all answers are in place of what is due; empty where that is no one thing.

    Parameters
    ----------
    answered : sequence of (Call, what is due)
        Of what the checks of an exercise asked of the student's function.
    """
    pairs = [(call.answer, due) for call, due in answered]
    return next((says for says, fits in FORMS if _holds(fits, pairs)), "")


def _holds(fits: Form, pairs: Sequence[tuple[Any, Any]]) -> bool:
    """Whether it is so in each call, but for those in which it is what is due."""
    other = [(found, due) for found, due in pairs if not alike_in_parts(found, due)]
    return len(other) >= FEWEST and all(fits(found, due) for found, due in other)


def alike_in_parts(found: Any, due: Any) -> bool:
    """Whether one is the other, part by part."""
    if isinstance(due, list | tuple):
        return (
            isinstance(found, list | tuple)
            and len(found) == len(due)
            and all(map(alike_in_parts, found, due))
        )
    return (
        isinstance(found, NUMERIC) and isinstance(due, NUMERIC) and alike(np.asarray(found), np.asarray(due))
    )


def _rearranged(found: Any, due: Any) -> bool:
    return (
        _array(found)
        and _array(due)
        and np.shape(found) != np.shape(due)
        and alike_in_parts(np.ravel(found), np.ravel(due))
    )


def _listed(found: Any, due: Any) -> bool:
    try:
        return (
            isinstance(found, list)
            and isinstance(due, np.ndarray)
            and alike_in_parts(np.array(found, dtype=float), due)
        )
    except (TypeError, ValueError):
        return False


def _entry(place: int) -> Form:
    return lambda found, due: _has_several(due) and alike_in_parts(found, due[place])


def _has_several(due: Any) -> bool:
    """Whether it is a list or an array of several entries; those of a list need not be of one shape."""
    return isinstance(due, list | np.ndarray) and (isinstance(due, list) or due.ndim > 0) and len(due) > 1


def _layers(first: bool) -> Form:
    """Whether some of the layers are there, and the others not."""

    def fits(found: Any, due: Any) -> bool:
        there = len(found) if isinstance(found, list | tuple) else 0
        return (
            isinstance(due, list)
            and 0 < there < len(due)
            and alike_in_parts(list(found), due[:there] if first else due[-there:])
        )

    return fits


def _taken(of: Callable[[Any], Any], back: bool) -> Form:
    """Whether it is the mean or sum of what is due, or what is due is that of it."""

    def fits(found: Any, due: Any) -> bool:
        if not _array(found) or not _array(due) or np.ndim(found) == np.ndim(due):
            return False
        whole, part = (found, due) if back else (due, found)
        return np.ndim(part) == 0 and np.size(whole) > 1 and alike_in_parts(of(np.asarray(whole)), part)

    return fits


def _array(value: Any) -> bool:
    return isinstance(value, NUMERIC) and np.asarray(value).dtype.kind in "biuf"


FORMS: tuple[tuple[str, Form], ...] = (
    ("The numbers are right, and they stand in a list: make an array of it at the end.", _listed),
    ("The numbers are right, and arranged in another shape than is due.", _rearranged),
    ("It is the first entry alone of what is due: is the `return` inside the loop?", _entry(0)),
    ("It is the last entry alone of what is due: does each round of the loop overwrite the one before?", _entry(-1)),
    ("The first layers alone are there: is the `return` inside the loop, or does the loop stop too early?", _layers(True)),
    ("The last layers alone are there: is the list begun anew in each round, or does the loop start too late?", _layers(False)),
    ("One number is due, and several come back, of which it is the mean.", _taken(np.mean, True)),
    ("One number is due, and several come back, of which it is the sum.", _taken(np.sum, True)),
    ("It is one number, the mean of what is due.", _taken(np.mean, False)),
    ("It is one number, the sum of what is due: is an axis missing?", _taken(np.sum, False)),
)  # fmt: skip
