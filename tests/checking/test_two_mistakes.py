"""Where one mistake does not explain an answer, two may: the first to mend is named."""

import pytest
from support.answers import result_of

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
