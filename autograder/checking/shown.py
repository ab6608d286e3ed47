"""Calls and values in few characters, as the student would write them."""

from typing import Any

import numpy as np

from autograder.differences import a_kind
from autograder.running.calls import Call
from autograder.running.output import plain

SHORT = 60  # characters of one argument
MOST_ENTRIES = 12  # of an array or a list that is shown
MOST_AXES = 4  # of an array that is shown: printing takes for ever where there are many


def shown_call(call: Call) -> str:
    """The call as the student would write it, with long arguments abbreviated."""
    if call.reads:
        return f"`.{call.name}`"
    letters = iter("fgh")  # functions without a name
    named = [next(letters, "f") if getattr(a, "__name__", "") == "<lambda>" else shown(a) for a in call.args]
    arguments = named + [f"{k}={shown(v)}" for k, v in call.kwargs.items()]
    dot = "" if call.subject is None else "."
    return f"{dot}{call.name}({', '.join(arguments)})"


def shown(value: Any) -> str:
    """A value in few characters: small arrays whole, large ones by their shape."""
    if isinstance(value, np.ndarray):
        return _shown_array(value)
    if isinstance(value, np.random.Generator):
        return "rng"
    if isinstance(value, float | np.floating):
        return f"{float(value):.6g}"
    if isinstance(value, np.generic):
        return str(value.item())
    if callable(value):
        return getattr(value, "__name__", "f").replace("<lambda>", "f")
    if isinstance(value, list | tuple):
        return _shown_sequence(value)
    text = plain(repr(value))
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"


def _shown_sequence(values: list | tuple) -> str:
    inside = ", ".join(map(shown, values[:MOST_ENTRIES])) + (", …" if len(values) > MOST_ENTRIES else "")
    text = f"[{inside}]" if isinstance(values, list) else f"({inside})"
    return text if len(text) <= 2 * SHORT else f"{a_kind(values)} of {len(values)}"


def _shown_array(array: np.ndarray) -> str:
    by_shape = f"an array of shape {array.shape}"
    if array.size > MOST_ENTRIES or array.ndim > MOST_AXES:  # decided before it is printed
        return by_shape
    text = " ".join(np.array2string(array, separator=", ", precision=4, threshold=20).split())
    if len(text) > SHORT:
        return by_shape
    return text if array.ndim else f"array({text})"
