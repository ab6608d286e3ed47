"""Where one mistake does not explain an answer, two may: the first to mend is named."""

import numpy as np
import pytest
from support.answers import result_of

from autograder.checking.slips.halfway import Halfway, Known
from autograder.running.calls import Call

IN_PARTS = """
def dense_backward(dz, X, W):
    return dz @ W.T, {dW}, {db}
"""


@pytest.mark.parametrize("dW, db, mistake", [
    ("(X.T @ dz).T", "dz.mean(axis=0)", "dense_backward__weight_gradient_transposed"),
    ("X.T @ dz / len(X)", "dz.sum(axis=1)", "dense_backward__weight_gradient_averaged"),
    ("np.cbrt(X.T @ dz)", "dz.mean(axis=0)", "dense_backward__bias_gradient_averaged"),
])  # fmt: skip
def test_of_two_mistakes_in_parts_of_their_own_the_first_is_named(dW, db, mistake):
    assert result_of("dense_backward", IN_PARTS.format(dW=dW, db=db)).mistake == mistake


def test_of_two_mistakes_in_checks_of_their_own_the_first_is_named():
    result = result_of("cross_entropy", """
def cross_entropy(z, y):
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    return -np.log(p[np.arange(len(y)), y]).sum()
""")  # fmt: skip
    assert result.mistake == "cross_entropy__sum_for_mean", result


def test_of_a_mistake_with_a_count_too_much_both_are_told():
    result = result_of("dense", "def dense(X, W, b):\n    return -np.maximum(X @ W + b, 0)")
    assert result.mistake == "dense__activation_included"
    assert "Once that is mended: each number is the expected one with its sign turned" in result.hint, result


@pytest.mark.parametrize("exercise, source, mistake, place", [
    ("predict", """
def predict(X, params, activation="relu"):
    Z, _ = forward(X, params)
    return np.array([np.argmax(p) + 1 for p in softmax(Z)])
""", "predict__activation_ignored", "look at the `+` in `np.argmax(p) + 1`"),
    ("sgd_step", """
def sgd_step(params, grads, lr):
    new = []
    for (W, b), (dW, db) in zip(params, grads):
        new.append((W - lr * dW, b + lr * db))
        return new
""", "sgd_step__only_the_first_layer", "look at the `+` in `b + lr * db`"),
])  # fmt: skip
def test_one_change_may_leave_a_mistake_that_is_known(exercise, source, mistake, place):
    result = result_of(exercise, source)
    assert result.mistake == mistake, result
    assert result.hint.startswith("Two things are to be mended.") and place in result.hint


@pytest.mark.parametrize("exercise, source", [
    ("relu", "def relu(z):\n    return np.array([v ** 2 - v for v in np.ravel(z)]).reshape(np.shape(z)) / 7"),
    ("mse", "def mse(y_pred, y_true):\n    return np.median(np.cos(y_pred - y_true)) + 3"),
    ("dense", "def dense(X, W, b):\n    return np.sort(X, axis=1)[:, :1] + 0 * b"),
])  # fmt: skip
def test_of_what_is_two_changes_from_nothing_known_no_two_are_told(exercise, source):
    assert "wo things" not in result_of(exercise, source).hint


def test_what_answers_one_number_whatever_is_given_leads_to_no_mistake():
    call = Call("mse", args=(np.array([1.0, 2.0]), np.array([3.0, 5.0])), answer=1.0)
    zero = Known("mse__zero", "It is 0.", lambda y_pred, y_true: 0.0)
    sums = Known("mse__sum", "It is a sum.", lambda y_pred, y_true: np.sum((y_pred - y_true) ** 2))
    other = Call("mse", args=(np.array([1.0]), np.array([3.0])), answer=1.0)
    halfway = Halfway([[call], [other]], [zero, sums], lambda y_pred, y_true: 1.0)
    assert halfway.like(lambda y_pred, y_true: 0.0) == []
    assert halfway.like(lambda y_pred, y_true: sum((y_pred - y_true) ** 2)) == [sums]
    assert halfway.like(lambda y_pred, y_true: 13.0) == []
