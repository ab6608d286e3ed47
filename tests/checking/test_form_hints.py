"""An answer of another kind or shape than is due is told what is certain of it."""

import numpy as np
import pytest
from support.answers import result_of

from autograder.checking.form_hints import form_hint

ANSWERS = {
    "a list": ("relu", "def relu(z): return [max(v, 0) for v in np.ravel(z)]", "np.array"),
    "several things": ("mse", "def mse(a, b): return np.mean((a - b) ** 3), a", "as a tuple"),
    "sizes exchanged": ("one_hot", "def one_hot(y, k): return np.ones((k, len(y)))", "in the other order"),
    "an axis too many": ("accuracy", "def accuracy(z, y): return (z == 3).mean(axis=1)", "one number is due"),
    "an argument changed": (
        "one_hot", "def one_hot(y, k):\n    y[0] = 1\n    return np.eye(k)[y]", "second name only"),
    "another source": (
        "init_params", "def init_params(sizes, rng): return [(np.random.rand(2, 2) + 7, 3)]", "`np.random`"
    ),
    "a dictionary": (
        "dense_backward",
        "def dense_backward(dz, X, W): return {'dX': dz @ W.T, 'dW': X.T @ dz, 'db': dz.sum(axis=0)}",
        "in a dictionary",
    ),
    "a generator": (
        "sgd_step",
        "def sgd_step(params, grads, lr): return ((W * 7 + 1, b * 7 + 1) for W, b in params)",
        "You returned an iterator",
    ),
    "a list turned round, which gives None": (
        "backward",
        "def backward(dscores, cache, params, activation='relu'):\n    if not params:\n        return []\n"
        "    return list(params).reverse()",
        "`reverse` give back None",
    ),
    "a branch that is missing": (
        "activation_backward",
        "def activation_backward(da, z, activation='relu'):\n    if activation == 'relu':\n"
        "        return da * (z > 0)",
        "is there a branch for it",
    ),
    "an axis missing": ("softmax", "def softmax(z): return np.exp(z).sum(axis=1) ** 2", "An axis is missing"),
    "an array overwritten": (
        "one_hot",
        "def one_hot(y, k):\n    H = np.zeros((len(y), k))\n    for i in y:\n        H = 1.0\n    return H",
        "`H[…] = …`",
    ),
    "one decision for all": (
        "relu_grad", "def relu_grad(z): return 1.0 if np.all(z > 9) else 0.0", "decide once"
    ),
    "one number": ("relu", "def relu(z): return np.maximum(z, 0).max() ** 2 + 3.0", "One number comes back"),
}  # fmt: skip


@pytest.mark.parametrize("case", ANSWERS)
def test_the_form_of_an_answer_is_explained(case):
    exercise, source, words = ANSWERS[case]
    result = result_of(exercise, source, seed=1)
    assert words in result.hint and result.hint in result.message, result


def test_of_one_number_no_cause_is_told_that_the_code_does_not_have():
    assert result_of("relu", "def relu(z): return 3.0").hint in (
        "",
        "Every number that comes back is 3, whatever is given.",
    )
    source = (
        "def one_hot(y, k):\n    H = np.zeros(k)\n    for i in y:\n        H = H + i\n    return float(H[0])"
    )
    assert "H[" not in result_of("one_hot", source).hint


def test_of_two_shapes_alike_in_their_axes_nothing_is_said():
    assert result_of("softmax", "def softmax(z): return np.exp(np.repeat(z, 2, axis=1))").hint == ""


def test_of_one_of_several_things_that_came_back_the_kinds_say_nothing():
    complaint = "it is an array of shape (2,); expected a list or a tuple of 2"
    assert "one comes back" in form_hint(complaint, None, np.ones(2))
    assert form_hint(complaint, None, ([], np.ones(2))) == ""
    assert "no array" in form_hint("it is a list; expected an array of shape (2,)", None, [1, 2])


def test_of_a_list_of_another_length_its_length_is_told_and_no_array():
    source = (
        "def train(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):\n"
        "    return params, {name: [0.5] for name in ('train_loss', 'val_loss', 'train_acc', 'val_acc')}"
    )
    assert "should have 3 numbers, and it has 1." in result_of("train", source).message
