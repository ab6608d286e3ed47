"""What a wrong answer has to do with the right one is said where it holds in every call, and nowhere else."""

import numpy as np
import pytest

from autograder.checking.relations.compared import compared, due_of
from autograder.checking.relations.search import place
from autograder.checking.relations.search import relation as relation_of
from autograder.running.calls import Call

RNG = np.random.default_rng(0)
ARRAYS = [RNG.normal(size=shape) for shape in ((4, 3), (2, 3), (3, 5), (6, 2))]
LABELS = [np.array([2, 0, 1, 2]), np.array([1, 0]), np.array([0, 2, 1])]


def relation(calls, ours):
    """What is said of the answers of the calls, or of where they are wrong."""
    answers = compared(due_of(calls, ours), ours)
    return (relation_of(answers) or place(answers)) if answers else ""


def called(function, inputs=ARRAYS):
    """The calls of a function, as a check remembers them."""
    return [Call("f", (x,), answer=function(x)) for x in inputs]


def ours(X):
    return 2.5 * X + 0.3


def mean(X):
    return float(np.mean(X**2))


@pytest.mark.parametrize("theirs, due, words", [
    (lambda X: -ours(X), ours, "sign turned"),
    (lambda X: ours(X).T, ours, "transpose"),
    (lambda X: ours(X)[::-1], ours, "rows come in reverse"),
    (lambda X: ours(X)[:, ::-1], ours, "columns come in reverse"),
    (lambda X: ours(X) + 1, ours, "one too high"),
    (lambda X: ours(X) - 1, ours, "one too low"),
    (lambda X: ours(X).astype(int), ours, "cut to whole numbers"),
    (lambda X: np.round(ours(X)), ours, "rounded to whole numbers"),
    (lambda X: np.abs(ours(X)), ours, "signs are lost"),
    (lambda X: 1 / ours(X), ours, "1 divided by"),
    (lambda X: 1 - ours(X), ours, "1 minus"),
    (lambda X: 2 * ours(X), ours, "2 times"),
    (lambda X: ours(X) / 3, ours, "0.3333 times"),
    (lambda X: ours(X) - 0.25, ours, "0.25 too low"),
    (lambda X: np.sqrt(mean(X)), mean, "square root"),
    (lambda X: mean(X) * len(X), mean, "n times"),
    (lambda X: mean(X) / len(X), mean, "one n-th"),
    (lambda X: -mean(X) * len(X), mean, "its sign turned, and is n times"),
    (lambda X: mean(X) * X.shape[1], mean, "k times"),
    (lambda X: mean(X) * X.size, mean, "times the number of elements"),
    (lambda X: mean(X) * len(X) / (len(X) - 1), mean, "n/(n−1)"),
    (lambda X: np.full(X.shape, np.nan), ours, "is nan"),
    (lambda X: np.zeros(X.shape), ours, "comes back is 0"),
    (lambda X: np.minimum(ours(X), 0.8), ours, "never above 0.8"),
    (lambda X: ours(X) * X, ours, "`X` multiplies them"),
    (lambda X: np.roll(ours(X), 1, axis=0), ours, "moved down by one"),
    (lambda X: np.where(X < 0, 7, ours(X)), ours, "where `X` is negative"),
    (lambda X: X, ours, "It is `X` as it came"),
    (lambda X: ~(X > 0), lambda X: X > 0, "True and False"),
])  # fmt: skip
def test_one_relation_that_explains_all_is_said(theirs, due, words):
    assert words in relation(called(theirs), due)


def test_of_an_array_with_one_axis_no_rows_are_told():
    rows = [RNG.normal(size=n) for n in (3, 4, 6)]
    said = relation(called(lambda x: ours(x) / len(x), rows), ours)
    assert "one n-th of what it should be, where n is the length of the first array" in said


def test_a_function_that_is_a_default_is_told_by_its_name():
    def applied(X, of=np.tanh):
        return of(X)

    calls = [Call("f", (X, np.sin), answer=np.tanh(X)) for X in ARRAYS]
    assert "right answer for `of=tanh`, whatever `of` is" in relation(calls, applied)


def test_rounding_is_told_as_no_factor():
    noise = called(lambda X: 1e-16 * ours(X))
    assert "times what it should be" not in relation(noise, ours)


def test_labels_that_begin_at_one_are_said_to_be_one_too_high():
    assert "one too high" in relation(called(lambda y: y + 1, LABELS), lambda y: y)


@pytest.mark.parametrize("theirs", [
    lambda X: ours(X), lambda X: ours(X) * np.sin(X),
    lambda X: [ours(X)], lambda X: None, lambda X: ours(X)[:1], lambda X: -ours(X) if len(X) > 2 else ours(X),
    lambda X: ours(X).astype(str),
])  # fmt: skip
def test_nothing_is_said_of_what_no_relation_explains(theirs):
    assert relation(called(theirs), ours) == ""


def test_a_count_is_named_only_where_the_calls_could_have_contradicted_it():
    squares = [RNG.normal(size=(n, n)) for n in (2, 3, 4)]
    assert relation(called(lambda X: mean(X) * len(X), squares), mean) == "", "rows or columns, who knows"
    alike = [RNG.normal(size=(3, 2)) for _ in range(4)]
    assert "3 times" in relation(called(lambda X: mean(X) * len(X), alike), mean)


def test_few_numbers_explain_nothing():
    assert relation([Call("f", (2.0,), answer=-5.3)], lambda x: 2.5 * x + 0.3) == ""


def test_where_the_code_raised_or_draws_numbers_nothing_is_compared():
    calls = called(lambda X: -ours(X))
    assert relation([*calls, Call("f", (ARRAYS[0],), error="ValueError")], ours) == ""
    drawn = [Call("f", (X, np.random.default_rng(1)), answer=-X) for X in ARRAYS]
    assert relation(drawn, lambda X, rng: X + rng.normal()) == ""
