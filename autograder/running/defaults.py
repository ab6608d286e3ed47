"""The state of the process that checks and calls run under, whatever a student's code has set."""

import contextlib
import locale
import random
import sys

import numpy as np

ERRORS = dict(divide="warn", over="warn", invalid="warn", under="ignore")
PRINTED = dict(
    precision=8,
    threshold=1000,
    edgeitems=3,
    linewidth=75,
    suppress=False,
    nanstr="nan",
    infstr="inf",
    sign="-",
    floatmode="maxprec",
)
RECURSION = sys.getrecursionlimit()


@contextlib.contextmanager
def numpy_defaults():
    """In the body NumPy warns and prints as it does when it has just been imported."""
    with np.errstate(**ERRORS), np.printoptions(**PRINTED, formatter=None):
        yield


@contextlib.contextmanager
def process_defaults():
    """In the body, which is one check: NumPy's defaults, the locale C, Python's own depth of calls, and global random states that nobody has seeded."""
    before = (
        random.getstate(),
        np.random.get_state(),
        locale.setlocale(locale.LC_ALL),
        sys.getrecursionlimit(),
    )
    random.seed()
    np.random.seed()
    locale.setlocale(locale.LC_ALL, "C")
    sys.setrecursionlimit(max(RECURSION, _depth() + 500))
    try:
        with numpy_defaults():
            yield
    finally:
        random.setstate(before[0])
        np.random.set_state(before[1])
        locale.setlocale(locale.LC_ALL, before[2])
        sys.setrecursionlimit(before[3])


def _depth():
    """How many calls deep this one is: pytest's own stand above a check."""
    frame, depth = sys._getframe(), 0
    while frame:
        frame, depth = frame.f_back, depth + 1
    return depth
