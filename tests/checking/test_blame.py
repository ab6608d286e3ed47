"""A hint is about the line that is quoted: sizes that do not fit say nothing of the cause by themselves."""

import numpy as np
import pytest

from autograder.checking.blame import same_place


def in_one_line(dz, X, W):
    return dz @ W, X.T @ dz


def in_a_loop(X, params):
    return [X @ W for W in params]


def by_another(X, params):
    return _product(X, params[0])


def _product(X, W):
    return X @ W


def spread_out(X, params):
    return X.dot(
        params[0],
    )


X, W = np.ones((4, 3)), np.ones((2, 3))
DZ = np.ones((4, 2))


def error_of(function, *args):
    with pytest.raises(ValueError) as raised:
        function(*args)
    return raised.value


@pytest.mark.parametrize("mistake, args, line, alike", [
    (in_one_line, (DZ, X, W.T), "dX = dz @ W", True),
    (in_one_line, (DZ, X, W.T), "return np.dot(dz, W), np.dot(X.T, dz)", True),
    (in_one_line, (DZ, X, W.T), "dW = np.dot(dz, X.T)", False),
    (in_a_loop, (X, [W]), "z = X @ W + b", True),
    (in_a_loop, (X, [W]), "z = a @ W.T + b", False),
    (spread_out, (X, [W]), "z = X.dot(params[0])", True),
])  # fmt: skip
def test_what_the_mistake_computes_with_has_to_stand_in_the_line(mistake, args, line, alike):
    assert same_place(f"in the line `{line}`", error_of(mistake, *args), mistake) is alike


def test_a_mistake_that_leaves_the_work_to_another_function_is_held_to_no_line():
    assert same_place("in the line `z = a @ W.T`", error_of(by_another, X, [W]), by_another)


def test_a_line_that_gives_another_result_is_not_the_one_that_the_hint_speaks_of():
    from autograder.mistakes import wrong_04_backprop as catalogue

    mistake = catalogue.dense_backward__weight_gradient_transposed_inputs_last  # "Your `dW` …"
    error = error_of(mistake, DZ, X, W.T)
    lines = ("dW = dz @ X.T", "grad_W = dz @ X.T", "return dz @ W.T, dz @ X.T, db", "dX = dz @ X.T")
    assert [same_place(f"in the line `{line}`", error, mistake) for line in lines] == [
        True,
        True,
        True,
        False,
    ]


def test_without_a_line_only_a_mistake_without_one_can_be_meant():
    assert not same_place("", error_of(in_a_loop, X, [W]), in_a_loop)
    assert same_place("", None, in_a_loop)
