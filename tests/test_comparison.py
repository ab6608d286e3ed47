"""`close` and its friends say type, then shape, then the first difference; what is right is not refused."""

import warnings

import numpy as np
import pytest

from autograder.comparison import close, pure, quiet, shaped, strided

WRONG = [
    (None, 1.0, "returned None"),
    ("half", 0.5, "a str"),
    ([0.5], np.array([0.5]), "a list"),
    (np.ones((2, 3)), np.ones((3, 2)), "the shape is (2, 3); expected (3, 2)"),
    (np.array([1.0, 2.0, 5.0]), np.array([1.0, 2.0, 3.0]), "element [2] is 5; expected 3"),
    (np.array([1.0, np.nan]), np.array([1.0, 2.0]), "element [1] is nan"),
    (2.0, 2, "expected integers"),
    (1, True, "expected True or False"),
    (1 + 2j, 1.0, "complex"),
    ([(1.0, 2.0)], [(1.0, 2.5)], "[0][1]"),
    ((1.0,), [1.0, 2.0], "has 1 entry; expected 2"),
    (np.matrix([[1.0]]), np.ones((1, 1)), "plain array"),
    (0.123456789, 0.123456999, "0.123456789; expected 0.123456999"),
]

RIGHT = [
    (np.float32(0.5), 0.5),
    (np.array(0.5), 0.5),
    (1, 1.0),
    (np.int8(3), 3),
    (np.bool_(True), True),
    ([[1.0, np.ones(2)]], ((1.0, np.ones(2)),)),
    (np.asfortranarray(np.ones((2, 3))), np.ones((2, 3))),
    (np.zeros((0, 2)), np.zeros((0, 2))),
]


@pytest.mark.parametrize("actual, expected, words", WRONG)
def test_what_differs_is_said_in_one_line(actual, expected, words):
    with pytest.raises(AssertionError) as told:
        close(actual, expected, rtol=1e-8)
    assert words in str(told.value) and "\n" not in str(told.value)


@pytest.mark.parametrize("actual, expected", RIGHT)
def test_kinds_that_the_contract_allows_are_accepted(actual, expected):
    close(actual, expected)


def test_shaped_wants_numbers_of_the_shape():
    shaped(np.ones((2, 1)), (2, 1))
    shaped(3, ())
    with pytest.raises(AssertionError, match="expected"):
        shaped(np.ones(2), (2, 1))


def test_pure_sees_changed_arguments_and_memory():
    calls = []
    pure(lambda x: x + 1, np.ones(2))
    pure(lambda n, rng: rng.normal(size=n), 3, np.random.default_rng(0))
    with pytest.raises(AssertionError, match="argument 1"):
        pure(lambda x: np.add(x, 1, out=x), np.ones(2))
    with pytest.raises(AssertionError, match="called twice"):
        pure(lambda x: calls.append(x) or len(calls), 1.0)


def test_of_things_that_are_equal_to_themselves_alone_no_change_is_told():
    class Axes: ...

    pure(lambda x: Axes(), np.ones(2))
    pure(lambda x: np.array([Axes(), Axes()]), np.ones(2))
    with pytest.raises(AssertionError, match="called twice"):
        pure(lambda x, calls=[]: calls.append(x) or np.array([Axes()] * len(calls)), np.ones(2))


def test_quiet_counts_the_warnings_of_numpy_alone():
    assert quiet(lambda: warnings.warn("careful", stacklevel=1) or 3) == 3
    with pytest.raises(AssertionError, match="overflow"):
        quiet(np.exp, np.array([1000.0]))


@pytest.mark.parametrize("shape", [(), (3,), (2, 3)])
def test_strided_is_equal_and_lies_apart(shape):
    array = np.random.default_rng(0).normal(size=shape)
    assert np.array_equal(strided(array), array) and (not shape or not strided(array).flags.c_contiguous)
