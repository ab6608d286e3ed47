"""Where one or two changes make a wrong answer right, it is told where they are; of what else, nothing is."""

import ast
import resource
import threading

import numpy as np
import pytest
from support.answers import result_of

from autograder import lesson as lessons
from autograder import reference
from autograder.checking import diagnosis, judging
from autograder.checking.conditions import Conditions
from autograder.checking.due import Due
from autograder.checking.runner import examine
from autograder.checking.slips.mends import Mending
from autograder.checking.slips.said import said_of
from autograder.checking.slips.search import while_there_is_time, within
from autograder.checking.tried import held
from autograder.lesson import Cell
from autograder.running.calls import Call
from autograder.running.workbook import Workbook

ANSWERS = {  # what is wrong → (exercise, its answer, what is told)
    "bias counted for each feature": ("neuron_grads", """
def neuron_grads(x, w, b, y):
    z = 0
    for x_j, w_j in zip(x, w):
        z += x_j * w_j + b
    a = sigmoid(z)
    d = 2 * (a - y) * a * (1 - a)
    return d * x, d
""", "`z += x_j * w_j + b`: `b` is what is due times `len(x)`"),
    "array of the kind of the labels": ("binary_cross_entropy_grad", """
def binary_cross_entropy_grad(z, y):
    out = np.zeros_like(y)
    for i in range(len(z)):
        out[i] = (sigmoid(z[i]) - y[i]) / len(z)
    return out
""", "`out = np.zeros_like(y)`: `zeros_like` makes an array of another kind of numbers"),
    "the same slip in two lines": ("sgd_step", """
def sgd_step(params, grads, lr):
    out = []
    for (W, b), (dW, db) in zip(params, grads):
        out.append((W - lr * dW / len(W), b - lr * db / len(W)))
    return out
""", "`len(W)` is too much"),
    "probabilities compared with a half": ("predict", """
def predict(X, params, activation="relu"):
    return np.argmax(softmax(forward(X, params, activation)[0]) > 0.5, axis=1)
""", "`> 0.5` is too much"),  # with the scores times len(X) it would pass as well, and as well times 3 len(X)
    "another count": ("mse_grad", """
def mse_grad(y_pred, y_true):
    return 2.0 * (y_pred - y_true) / y_pred.shape[-1]
""", "`y_pred.shape[-1]` is not the count that is due"),
    "the bias left out, and a slope of another value": ("neuron_grads", """
def neuron_grads(x, w, b, y):
    z = w @ x
    a = sigmoid(z)
    slope = 2 * (a - y) * a * (1 - z)
    return slope * x, slope
""", "two things are changed"),
}  # fmt: skip
RIGHT = {"relu": "def relu(z):\n    return np.maximum(z, 0)"}


@pytest.mark.parametrize("case", ANSWERS)
def test_the_place_where_a_change_mends_is_told(case):
    exercise, source, words = ANSWERS[case]
    result = result_of(exercise, source, seed=1)
    assert "All checks pass once" in result.hint and words in result.hint, result


def test_a_name_is_no_part_of_what_is_given_to_it():
    source = "def numerical_derivative(f, x, h=1e-5):\n    h = 1e-12\n    return (f(x + h) - f(x)) / h"
    assert "`1e-12` is too" not in result_of("numerical_derivative", source, seed=1).hint


def test_nothing_is_told_of_what_no_change_mends():
    result = result_of("relu", "def relu(z):\n    return np.array([3.0, 1.0, 4.0])", seed=1)
    assert "All checks pass" not in (result.hint or "")


def double(x):
    return x + 2


CODE = ast.parse("def double(x):\n    return x + 2").body[0]


class Trial:
    """Asks whether a function doubles, of these numbers alone."""

    def __init__(self, *numbers):
        self.numbers = numbers

    def passes_first(self, function):
        return function(self.numbers[0]) == 2 * self.numbers[0]

    def passes(self, function):
        return all(function(number) == 2 * number for number in self.numbers)


def test_a_change_counts_only_where_it_passes_every_check():
    assert "look at the `+`" in Mending(double, CODE, Trial(3, 5)).by_one()
    assert Mending(double, CODE, Trial(3, -1.5)).by_one()
    assert not Mending(None, CODE, Trial(3)).by_one()


def test_what_cannot_be_run_here_is_not_changed():
    assert not Mending(lambda x: x, None, Trial(3)).by_one()
    assert not Mending(print, CODE, Trial(3)).by_two()


class Elsewhere:
    """A student whose code runs somewhere else: it is called through this, and never changed."""

    def __init__(self, student):
        self.function, self.problem = student.function, student.problem
        self.definition, self.substitute = student.definition, student.substitute


def test_code_that_does_not_run_here_is_never_changed():
    exercise, source, _ = ANSWERS["array of the kind of the labels"]
    lesson = lessons.lesson(lessons.lesson_of(exercise))
    cells = [Cell("code", source) if cell.defines == exercise else cell for cell in lesson.cells]
    known = dict.fromkeys(set(lesson.exercises) - {exercise}, True)
    student = Workbook(lesson, cells).run()
    told = [
        examine(lesson.name, one, 1, only=[exercise], known=known)[exercise].hint or ""
        for one in (student, Elsewhere(student))
    ]
    assert ["All checks pass once" in hint for hint in told] == [True, False]


def test_layers_of_many_shapes_stop_no_search():
    source = """
def sgd_step(params, grads, lr):
    return [tuple(p * (1 - lr * g) for p, g in zip(*pairs)) for pairs in zip(params, grads)]
"""
    assert "brackets" in result_of("sgd_step", source, seed=1).hint


def for_ever(z):
    while True:
        z = z + 1


def test_what_never_ends_is_not_right_and_is_left_again():
    due = Due([Call("relu", (np.array([-1.0, 2.0]),))], reference.relu)
    assert due.fits(lambda z: np.maximum(z, 0)) and not due.fits(np.abs) and not due.fits(for_ever)


def test_code_is_not_changed_where_nothing_would_end_it():
    exercise, source, _ = ANSWERS["array of the kind of the labels"]
    told = []
    thread = threading.Thread(target=lambda: told.append(result_of(exercise, source, seed=1).hint or ""))
    thread.start()
    thread.join()
    assert told and "All checks pass" not in told[0]


def test_what_is_tried_has_little_memory_and_the_limit_is_gone_afterwards():
    before = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(MemoryError), held(Conditions(0, 1)):
        np.ones(2**28)
    assert resource.getrlimit(resource.RLIMIT_AS) == before


@pytest.mark.parametrize("old, new, says, told", [
    ("range(n - 1)", "range(n)", "a number of `range` one too high", "a number of `range` one too low"),
    ("z[1:]", "z[0:]", "a bound of a slice one too low", "a bound of a slice one too high"),
    ("f(a_long_name_of_a_value, another_long_name_of_a_value, one_more)", "g(a)", "`g` in the place of `f`",
     "look at `f(a_long_name_of_a_value, another_long_name_of_a_value, one_ …`"),
])  # fmt: skip
def test_what_mends_is_told_as_what_is_wrong_and_not_the_other_way_round(old, new, says, told):
    nodes = (ast.parse(text, mode="eval").body for text in (old, new))
    assert said_of(*nodes, says) == told


def test_no_search_goes_on_where_the_time_for_all_of_them_is_over():
    with within(-1):
        assert list(while_there_is_time(60, range(3))) == []
    assert list(while_there_is_time(60, range(3))) == [0, 1, 2]


def never_ends(*_):
    while True:
        pass


def test_where_time_runs_out_it_is_told_where_the_wrong_numbers_stand(monkeypatch):
    monkeypatch.setattr(judging, "SECONDS", 1)
    monkeypatch.setattr(diagnosis, "slip", never_ends)
    assert result_of("tanh", """
def tanh(z):
    sign = -1 if np.any(z < 0) else 1
    t = np.exp(-np.abs(z))
    return sign * (1 - t**2) / (1 + t**2)
""").hint == "All that is wrong stands where `z` is positive."  # fmt: skip
