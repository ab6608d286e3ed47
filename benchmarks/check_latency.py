"""Processor time that `check` takes in a notebook: the first with all imports, later ones, a wrong answer.

python benchmarks/check_latency.py
"""

import time

started = time.process_time()

import numpy as np
from told import tell

from autograder import check

REPEATS = 21


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def milliseconds(function):
    """Of each of some checks, and of drawing what it found."""
    taken = []
    for _ in range(REPEATS):
        begun = time.process_time()
        check(function)._repr_html_()
        taken.append(1000 * (time.process_time() - begun))
    return taken


check(softmax)._repr_html_()
first = time.process_time() - started
right = milliseconds(softmax)


def softmax(z):  # overflows
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


tell(
    {
        "check, the first with all imports": ("s", [first]),
        "check, later": ("ms", right),
        "check, a wrong answer with its hint": ("ms", milliseconds(softmax)),
    }
)
