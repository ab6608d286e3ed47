"""Calls and values in few characters, as the student would write them."""

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.checking.formulas import formula, given_to
from autograder.differences import a_kind
from autograder.running.calls import Call
from autograder.running.output import plain

LONGEST = 360  # characters of a call: until then every argument is written out
SHORT = 60  # characters of what is neither numbers nor a list
MOST, FEW = 24, 4  # numbers of an array that is written out, and where there is no room for that
NONE = -1  # written out: arrays by their shapes alone
MOST_ENTRIES = 12  # of a list or a tuple
MOST_AXES = 4  # of an array that is written out: more brackets than numbers help nobody


def shown_call(call: Call, names: Sequence[str] = ()) -> str:
    """The call as the student would write it; `names` are those of the parameters, where they are known."""
    if call.reads:
        return f"`.{call.name}`"
    named = dict(zip(names, call.args)) | call.kwargs
    loose = [("", value) for value in call.args[len(names) :]]
    given = [*loose, *((f"{name}=", value) for name, value in named.items())]
    more = [(f"{name}=", value) for name, value in given_to([value for _, value in given]).items()]
    texts = _fitted([*given, *more])
    dot = "" if call.subject is None else "."
    where = f" with {', '.join(texts[len(given) :])}" if more else ""
    return f"{dot}{call.name}({', '.join(texts[: len(given)])}){where}"


def _fitted(given: Sequence[tuple[str, Any]]) -> list[str]:
    """The arguments, all written out where there is room; else the longest are abbreviated."""
    texts = [name + shown(value) for name, value in given]
    for i in sorted(range(len(texts)), key=lambda i: len(texts[i]), reverse=True):
        if sum(map(len, texts)) > LONGEST:
            name, value = given[i]
            texts[i] = name + shown(value, FEW)
    return texts


def shown(value: Any, most: int = MOST) -> str:
    """A value in few characters: arrays of up to `most` numbers whole, larger ones by their shape."""
    if isinstance(value, np.ndarray):
        return _shown_array(value, most)
    if isinstance(value, np.random.Generator):
        return "rng"
    if isinstance(value, bool | np.bool_ | float | int | np.number):
        return _number(value)
    if callable(value):
        return formula(value)
    if isinstance(value, list | tuple | dict):
        return _shown_entries(value, most)
    text = plain(repr(value.item() if isinstance(value, np.generic) else value))
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"


def _number(value: Any) -> str:
    """Six digits, as in what is said of it; whole ones without a point."""
    number = value.item() if isinstance(value, np.generic) else value
    return _float(number, 6) if isinstance(number, float) else str(number)


def _shown_entries(values: list | tuple | dict, most: int) -> str:
    things = values.values() if isinstance(values, dict) else values
    entries = [shown(value, most) for value in itertools.islice(things, MOST_ENTRIES)]
    if isinstance(values, dict):
        entries = [f"{plain(repr(key))}: {entry}" for key, entry in zip(values, entries)]
    inside = ", ".join(entries) + (", …" if len(values) > MOST_ENTRIES else "")
    if len(inside) > {MOST: LONGEST, NONE: 3 * SHORT}.get(most, 2 * SHORT):
        return f"{a_kind(values)} of {len(values)}" if most == NONE else shown(values, NONE)
    if isinstance(values, tuple):
        return f"({inside},)" if len(values) == 1 else f"({inside})"
    return f"[{inside}]" if isinstance(values, list) else f"{{{inside}}}"


def _shown_array(array: np.ndarray, most: int) -> str:
    if most == NONE or array.size > most or array.ndim > MOST_AXES:  # decided before it is printed
        return f"array of shape {array.shape}"
    if array.dtype.kind in "biuf":
        text = _nested(np.asarray(array).tolist())
    else:
        text = " ".join(np.array2string(array, separator=", ").split())
    return text if array.ndim else f"array({text})"


def _nested(numbers: Any) -> str:
    """Numbers with five digits, in the brackets of their array."""
    if isinstance(numbers, list):
        return f"[{', '.join(map(_nested, numbers))}]"
    return _float(numbers, 5) if isinstance(numbers, float) else str(numbers)


def _float(number: float, digits: int) -> str:
    """So many digits, and more where 1000.001 would look like 1000."""
    text = f"{number:.{digits}g}"
    return f"{number:.10g}" if text.lstrip("-").isdigit() else text
