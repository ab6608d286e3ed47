"""What crosses between the grader and the sandbox: JSON and `.npy` data, capped in size and depth, never a pickle."""

import re

LARGEST = 64 * 2**20  # bytes of one message
DEEPEST = 40  # lists in lists
MOST_NODES = 200_000  # values in one message
LONGEST = 100_000  # characters of one string
KINDS = "biufcUSMm"  # kinds of dtype whose bytes say everything; objects and records do not cross as bytes
GENERATORS = ("PCG64", "PCG64DXSM")  # kinds whose state can cross; others stay with their owner
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,59}")


class WireError(ValueError):
    """A value that cannot cross, or a message that is none."""
