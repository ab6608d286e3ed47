"""What crosses between the grader and the sandbox: JSON and `.npy` data of a few kinds, capped in size and depth, never a pickle."""

import math
import re

import numpy as np

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
ITEMS = {
    "b": (1,),
    "i": (1, 2, 4, 8),
    "u": (1, 2, 4, 8),
    "f": (2, 4, 8),
    "c": (8, 16),
    "U": range(4, 4 * LONGEST + 1, 4),
}
GENERATORS = ("PCG64", "PCG64DXSM")  # kinds whose state can cross; others stay with their owner
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,59}")
TEXT = 500  # characters of a message to a person


class WireError(ValueError):
    """A value that cannot cross, or a message that is none."""


def assert_crosses(dtype, shape, most):
    """WireError where no check needs an array like this: its kind, its axes, or a size that any sum over it would unfold."""
    if dtype.itemsize not in ITEMS.get(dtype.kind, ()):
        raise WireError(
            f"the value holds {str(dtype)[:60]} where only numbers, text, True, False and None are taken"
        )
    if len(shape) > MOST_AXES:
        raise WireError(f"the value is an array of {len(shape)} axes; at most {MOST_AXES} are taken")
    if unfolded(shape) * max(dtype.itemsize, 8) > most:
        raise WireError(f"the value is too large: an array of shape {shape}")


def unfolded(shape):
    """How many elements an array of this shape can lead to: (0, 10**9) is as large as its sum over the first axis."""
    return math.prod(max(length, 1) for length in shape)


def assert_text(array):
    """WireError where an array of text holds what is no character: NumPy would raise on it much later."""
    points = np.ascontiguousarray(array).reshape(-1).view(np.dtype("u4").newbyteorder(array.dtype.byteorder))
    if ((points > 0x10FFFF) | ((points >= 0xD800) & (points <= 0xDFFF))).any():
        raise WireError("the value holds text that is none")


def printable(text, most=TEXT):
    """The start of a text from elsewhere without control characters or halves of characters; of what is no text, nothing."""
    text = text[:most].encode("utf-8", "replace").decode() if type(text) is str else ""
    return "".join(c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in text)
