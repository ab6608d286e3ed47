"""What crosses between grader and sandbox: JSON and `.npy` data, capped in size and depth, never a pickle.

The wire is written by hand, since the other side of it is hostile: ready-made protocols trust their peer with
memory, with time or with pickles. Modules of this folder run on both sides: they import NumPy, and of the
kit only what is shipped with them.
"""

import math
import re
from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from autograder.classroom.rpc.text import without_controls

Array: TypeAlias = NDArray[Any]
Coded: TypeAlias = Any  # what JSON can say

LARGEST = 64 * 2**20  # bytes of one message of the grader's: a whole notebook goes in as one
ANSWER = 8 * 2**20  # bytes of one message of the sandbox's; no check of ours needs a tenth of it
DEEPEST = 40  # lists in lists
MOST_NODES = 50_000  # values in one message
MOST_KEYS = 2_000  # of all dicts in one message
MOST_OBJECTS = 10_000  # elements of an array of objects
MOST_AXES = 8  # of an array
LONGEST = 100_000  # characters of one string
LARGEST_INT = 1000  # bits: what is larger is no float either
# Kind of dtype → bytes of an element.
ITEMS: dict[str, Sequence[int]] = {
    "b": (1,), "i": (1, 2, 4, 8), "u": (1, 2, 4, 8), "f": (2, 4, 8), "c": (8, 16),
    "U": range(4, 4 * LONGEST + 1, 4),
}  # fmt: skip
LEAST_ITEM = 8  # bytes that each element counts at least: a sum over small ones makes large ones of them
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,59}")
TEXT = 500  # characters of a message to a person
WARNINGS: dict[str, type[Warning]] = {  # kinds that are told apart; any other is a UserWarning
    kind.__name__: kind for kind in (RuntimeWarning, DeprecationWarning, UserWarning)
}
PRINTED = 2000  # characters of a question's output that are kept
LAST_CHARACTER, SURROGATES = 0x10FFFF, (0xD800, 0xDFFF)


class WireError(ValueError):
    """A value that cannot cross, or a message that is none."""


def assert_crosses(dtype: np.dtype[Any], shape: Sequence[int], most: int) -> None:
    """WireError where no check needs such an array: its kind, its axes, or a size that a sum would unfold."""
    if dtype.itemsize not in ITEMS.get(dtype.kind, ()):
        taken = "only numbers, text, True, False and None are taken"
        raise WireError(f"the value holds {str(dtype)[:60]} where {taken}")
    if len(shape) > MOST_AXES:
        raise WireError(f"the value is an array of {len(shape)} axes; at most {MOST_AXES} are taken")
    if unfolded(shape) * max(dtype.itemsize, LEAST_ITEM) > most:
        raise WireError(f"the value is too large: an array of shape {shape}")


def unfolded(shape: Sequence[int]) -> int:
    """How many elements an array of this shape can lead to: (0, 10**9) is as large as its sum over axis 0."""
    return math.prod(max(length, 1) for length in shape)


def assert_text(array: Array) -> None:
    """WireError where an array of text holds what is no character: NumPy would raise on it much later."""
    points = np.ascontiguousarray(array).reshape(-1).view(np.dtype("u4").newbyteorder(array.dtype.byteorder))
    first, last = SURROGATES
    if ((points > LAST_CHARACTER) | ((points >= first) & (points <= last))).any():
        raise WireError("the value holds text that is none")


def short_text(text: object, most: int = TEXT) -> str:
    """The start of a text from elsewhere without control characters; of what is no text, nothing."""
    kept = text[:most].encode("utf-8", "replace").decode() if type(text) is str else ""
    return without_controls(kept)
