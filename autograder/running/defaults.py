"""The state of the process that checks and calls run under, whatever a student's code has set."""

import contextlib
import locale
import os
import random
import sys
from collections.abc import Iterator
from types import FrameType
from typing import Any

import numpy as np

ERRORS: dict[str, Any] = dict(divide="warn", over="warn", invalid="warn", under="ignore")
PRINTED: dict[str, Any] = dict(
    precision=8,
    threshold=1000,
    edgeitems=3,
    linewidth=75,
    suppress=False,
    nanstr="nan",
    infstr="inf",
    sign="-",
    floatmode="maxprec",
    formatter=None,
)
RECURSION = sys.getrecursionlimit()
_checks_alone: list[bool] = []  # whether none but checks draw random numbers in this process


def leave_no_numbers() -> None:
    """Say that none but checks will draw random numbers in this process: no state is put back after one.

    To read and set NumPy's takes longer than most checks.
    """
    _checks_alone[:] = [True]


@contextlib.contextmanager
def numpy_defaults() -> Iterator[None]:
    """In the body NumPy warns and prints as it does when it has just been imported."""
    before = np.get_printoptions()
    if before | PRINTED != before:
        np.set_printoptions(**PRINTED)
    try:
        with np.errstate(**ERRORS):
            yield
    finally:
        # to set them takes as long as all the rest of a call, and hardly anybody has changed them
        if np.get_printoptions() != before:
            np.set_printoptions(**before)


@contextlib.contextmanager
def process_defaults() -> Iterator[None]:
    """In the body, which is one check, the process is as if nobody had set anything.

    NumPy's defaults, the locale C, Python's depth of calls, and global random states that nobody has seeded.
    """
    numbers = None if _checks_alone else (random.getstate(), np.random.get_state())
    before = locale.setlocale(locale.LC_ALL), sys.getrecursionlimit()
    random.seed(_fresh())
    np.random.seed(_fresh())
    locale.setlocale(locale.LC_ALL, "C")
    sys.setrecursionlimit(max(RECURSION, _depth() + 500))
    try:
        with numpy_defaults():
            yield
    finally:
        if numbers:
            random.setstate(numbers[0])
            np.random.set_state(numbers[1])
        locale.setlocale(locale.LC_ALL, before[0])
        sys.setrecursionlimit(before[1])


def _fresh() -> int:
    """A seed that nobody knows, of 4 bytes: either module would draw 2,500, and take long to use them."""
    return int.from_bytes(os.urandom(4), "little")


def _depth() -> int:
    """How many calls deep this one is: pytest's own stand above a check."""
    frame: FrameType | None = sys._getframe()
    depth = 0
    while frame:
        frame, depth = frame.f_back, depth + 1
    return depth
