"""What differs between an answer and what was expected, as a sentence: its kind, its shape, its values."""

import numbers
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.running.recorder import Handle

ONE_NUMBER = "one number"  # what has the shape ()
NUMERIC = (numbers.Number, np.generic, np.ndarray)


class Misfit(str):
    """What is wrong before any value is looked at; `matter` is that: nothing, the kind, or the shape."""

    matter: str

    def __new__(cls, text: str, matter: str) -> "Misfit":
        made = super().__new__(cls, text)
        made.matter = matter
        return made

    def within(self, text: str) -> "Misfit":
        """The same matter in a longer sentence; `text` has a {} for this one."""
        return Misfit(text.format(str(self)), self.matter)


NOTHING = Misfit("it returned None", "nothing")


def difference(
    actual: Any, expected: Any, rtol: float = 1e-6, atol: float = 1e-9, where: str = ""
) -> str | None:
    """The first thing that differs, as a sentence; None where nothing does."""
    if isinstance(expected, list | tuple):
        return _difference_of_sequences(actual, expected, rtol, atol, where)
    at = f"at {where} " if where else ""
    expected = np.asarray(expected)
    form = form_problem(actual, expected)
    if form:
        return form.within(at + "{}")
    actual = np.asarray(actual)
    apart = ~np.isclose(actual, expected, rtol=rtol, atol=atol, equal_nan=True)
    if not apart.any():
        return None
    first = tuple(int(i) for i in np.unravel_index(np.argmax(apart), apart.shape))
    element = f"element [{', '.join(map(str, first))}] is" if first else "the value is"
    digits = 6 if number(actual[first]) != number(expected[first]) else 12
    return f"{at}{element} {number(actual[first], digits)}; expected {number(expected[first], digits)}"


def _difference_of_sequences(
    actual: Any, expected: Sequence, rtol: float, atol: float, where: str
) -> str | None:
    name = where or "it"
    if actual is None and not where:
        return NOTHING
    if not isinstance(actual, (list, tuple)):
        return Misfit(f"{name} is {a_kind(actual)}; expected a list or a tuple of {len(expected)}", "kind")
    if len(actual) != len(expected):
        entries = "entry" if len(actual) == 1 else "entries"
        return Misfit(f"{name} has {len(actual)} {entries}; expected {len(expected)}", "shape")
    for i, (a, e) in enumerate(zip(actual, expected)):
        problem = difference(a, e, rtol, atol, f"{where}[{i}]")
        if problem:
            return problem
    return None


def form_problem(actual: Any, expected: np.ndarray) -> Misfit | None:
    """What is wrong before any value is looked at: nothing returned, the kind, the shape."""
    if actual is None:
        return NOTHING
    problem = _kind_problem(actual, expected)
    if problem:
        return Misfit(problem, "kind")
    if np.shape(actual) != expected.shape:
        return Misfit(_shape_problem(np.shape(actual), expected.shape), "shape")
    return None


def _shape_problem(actual: tuple[int, ...], expected: tuple[int, ...]) -> str:
    """Two shapes that differ; () is said in words."""
    if not actual:
        return f"it is {ONE_NUMBER}; expected an array of shape {expected}"
    return f"the shape is {actual}; expected {expected or ONE_NUMBER}"


def _kind_problem(actual: Any, expected: np.ndarray) -> str | None:
    """Why this is the wrong kind of thing."""
    if isinstance(actual, np.matrix | np.ma.MaskedArray):
        return f"it is {a_kind(actual)}; expected a plain array"
    if not isinstance(actual, NUMERIC) or isinstance(actual, str):
        wanted = f"an array of shape {expected.shape}" if expected.ndim else ONE_NUMBER
        return f"it is {a_kind(actual)}; expected {wanted}"
    kind, wanted = np.asarray(actual).dtype.kind, expected.dtype.kind
    if kind not in "biuf":
        return f"it holds {np.asarray(actual).dtype} values; expected real numbers"
    if wanted in "iu" and kind not in "iu":
        return f"it holds {np.asarray(actual).dtype} values; expected integers"
    if wanted == "b" and kind != "b":
        return f"it is {a_kind(actual)}; expected True or False"
    if wanted == "f" and kind == "b":
        return "it holds True and False; expected numbers"
    return None


def a_kind(value: Any) -> str:
    """What a value is, for a sentence: "a list", "an array of shape (3,)"."""
    if isinstance(value, np.ndarray) and type(value) is np.ndarray:
        return f"an array of shape {value.shape}" if value.ndim else ONE_NUMBER
    if value is None:
        return "None"
    if isinstance(value, Handle):
        return "a function or another object (are the parentheses of a call missing?)"
    if hasattr(value, "__next__"):
        return "an iterator"  # a generator's items are handed on as those of a list
    name = type(value).__name__
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def number(value: Any, digits: int = 6) -> str:
    """A number as a student would write it."""
    return f"{value.item():.{digits}g}" if np.asarray(value).dtype.kind == "f" else str(value.item())
