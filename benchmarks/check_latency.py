"""Seconds that `check` takes in a notebook: the first with all imports, later ones, a wrong answer.

python benchmarks/check_latency.py
"""

import time

started = time.perf_counter()

import numpy as np

from autograder import check


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def median_ms(function, times=21):
    """The median time of a check, in milliseconds."""
    seconds = []
    for _ in range(times):
        begun = time.perf_counter()
        check(function)._repr_html_()
        seconds.append(time.perf_counter() - begun)
    return 1000 * float(np.median(seconds))


check(softmax)._repr_html_()
print(f"first check, imports included   {time.perf_counter() - started:.2f} s")
print(f"later checks, median            {median_ms(softmax):.0f} ms")


def softmax(z):  # overflows
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


print(f"a wrong answer and its hint     {median_ms(softmax):.0f} ms")
