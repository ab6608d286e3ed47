"""Errors that beginners make in any exercise are explained; of what is not certain nothing is said."""

import numpy as np
import pytest

from autograder.checking.beginner_hints import beginner_hint
from autograder.running.recorder import StudentError

NAMES = {
    "np": np, "z": np.ones(3), "X": np.ones((4, 3)), "W": np.ones((3, 2)), "b": np.ones(2), "lr": 0.1,
    "sizes": [3, 2], "i": 1, "layer": (np.ones((3, 2)), np.ones(2)),
    "params": [(np.ones((3, 2)), np.ones(2))],
    "grad": lambda x: 2 * x, "name": "relu", "nothing": None, "parts": [], "n": 5,
}  # fmt: skip


def error_of(line):
    """What a student's line raises, as a check hears of it."""
    try:
        exec(line if not line.endswith(":") else f"{line} pass", dict(NAMES))
    except Exception as error:
        return StudentError(type(error).__name__, str(error), f"in the line `{line}`")
    raise AssertionError("it raises nothing")


@pytest.mark.parametrize("line, words", [
    ("z = X(W) + b", "followed by `(`"),
    ("g = np.exp(z)(1 - np.exp(z))", "Two brackets side by side"),
    ("n = X.shape(0)", "square brackets"),
    ("a = name(z)", "a text is called"),
    ("if z > 0:", "np.where"),
    ("a = z if z > 0 else 0 * z", "np.where"),
    ("right = z > 0 and z < 1", "`&`"),
    ("a = max(0, z)", "np.maximum"),
    ("s = X ^ 2", "`**`"),
    ("grads = np.zeros(3, 2)", "*one* argument"),
    ("a = np.max(0, z)", "is the axis"),
    ("parts = nothing.append(z)", "`append` changes the list"),
    ("X.append(z)", "collect the parts in a list"),
    ("n = params.shape[0]", "A list has no `shape`"),
    ("a = layer.T", "A tuple has no `T`"),
    ("step = z - grad", "was not called"),
    ("W = layer - lr * layer", "repeats it"),
    ("W = params - params", "no arithmetic"),
    ("s = sum(X, axis=1)", "np.sum"),
    ("a = X @ params[0]", "different shapes"),
    ("rows = X[z]", "no whole numbers"),
    ("pair = sizes[i], sizes[i + 1]", "one earlier"),
    ("for k in range(n / 2):", "`//`"),
    ("a = math.exp(1)", "imports what is called `math`"),
])  # fmt: skip
def test_a_beginners_error_is_explained(line, words):
    assert words in beginner_hint(error_of(line))


@pytest.mark.parametrize("line", [
    "z = X @ b", "e = z - X.max(axis=1)", "a = sizes[7]", "a = undefined + 1", "a = nothing.append(z)[0]",
    "x = int('a')", "a = {}['W']", "a = nothing + 1", "a = np.reshape(X, (5, 5))", "parts.add(z)",
])  # fmt: skip
def test_of_what_is_not_certain_nothing_is_said(line):
    assert beginner_hint(error_of(line)) == ""


def test_a_name_that_has_no_value_yet_is_named():
    def total(z):
        for v in z:
            s = s + v  # noqa: F821
        return s

    with pytest.raises(UnboundLocalError) as error:
        total([1])
    hint = beginner_hint(StudentError("UnboundLocalError", str(error.value), "in the line `s = s + v`"))
    assert hint.startswith("`s` gets its value")


@pytest.mark.parametrize("line", ["W = [np.zeros(3, 2),", "np.zeros(3, 2)))", "f(np.zeros(3, 2), (1,"])
def test_a_line_that_is_a_part_of_a_statement_is_understood(line):
    error = StudentError("TypeError", "Cannot interpret '2' as a data type", f"in the line `{line}`")
    assert "*one* argument" in beginner_hint(error)


def test_what_is_no_error_of_the_students_is_left_alone():
    assert beginner_hint(AssertionError("the value is 1")) == beginner_hint(None) == ""
