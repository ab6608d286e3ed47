"""A message shows a call that can be done again: the one that went wrong, of the most telling check."""

import numpy as np
import pytest
from support.networks import network

from autograder import lesson as lessons
from autograder import reference
from autograder.checking.messages import names_of
from autograder.checking.results import FAILED
from autograder.checking.runner import examine
from autograder.checking.shown import shown, shown_call
from autograder.display import html
from autograder.lesson import Cell
from autograder.running.calls import Call
from autograder.running.workbook import Workbook

pytestmark = pytest.mark.usefixtures("no_search")  # a message is there before a mistake is looked for


def result_of(exercise, source, extra=()):
    """What the checks say of an answer, where all others are ours."""
    lesson = lessons.lesson(lessons.lesson_of(exercise))
    cells = [Cell("code", source) if cell.defines == exercise else cell for cell in lesson.cells]
    student = Workbook(lesson, cells).run()
    return examine(lesson.name, student, seed=1, only=[exercise], extra=extra)[exercise]


def message_of(exercise, source):
    return result_of(exercise, source).message


# the call


def test_arguments_have_the_names_of_the_parameters():
    said = message_of("dense", "def dense(X, W, b):\n    return X @ W - b")
    assert said.startswith(
        "dense(X=[[1, 2]], W=[[2, 1, -1], [1, -2, 1]], b=[-1, 2, 1]) returned [[5, -5, 0]]"
    )


def test_what_a_class_is_made_with_and_what_its_methods_take_has_names_too():
    exercises = lessons.lesson("08_neural_network").exercises
    assert names_of(Call("NeuralNetwork"), exercises)[:2] == ["hidden_layer_sizes", "activation"]
    assert names_of(Call("fit", subject=0), exercises) == ["X", "y", "X_val", "y_val", "callback"]
    assert names_of(Call("unknown", subject=0), exercises) == []


def test_a_first_line_that_does_not_take_the_arguments_is_told():
    said = message_of("dense", "def dense(X, W):\n    return X @ W")
    assert said.endswith("keep the first line as it was handed out.")


def test_the_first_line_is_not_blamed_for_a_call_within_the_answer():
    said = message_of("NeuralNetwork", network(fit=[("callback(self)", "callback()")]))
    assert "(in the line `callback()`)" in said and "first line" not in said


def test_small_inputs_are_written_whole_and_large_ones_by_their_shape():
    small, large = np.arange(24.0).reshape(6, 4) / 8, np.zeros((30, 10))
    said = shown_call(Call("dense", (small, large, np.zeros(2))), ["X", "W", "b"])
    assert "X=[[0, 0.125, 0.25, 0.375], [0.5, " in said and "W=array of shape (30, 10), b=[0, 0])" in said


def test_what_has_no_room_is_abbreviated_the_longest_first():
    numbers = np.random.default_rng(0).normal(size=(3, 4, 6))
    said = shown_call(Call("f", (*numbers, 0.5)), ["a", "b", "c", "d"])
    assert len(said) < 400 and said.endswith("d=0.5)") and "array of shape (4, 6)" in said


@pytest.mark.parametrize(
    "value, text",
    [
        (np.array(0.5), "array(0.5)"),
        (np.float64(2), "2"),
        (np.array([1000.0, 1000.001, 1 / 3]), "[1000, 1000.001, 0.33333]"),
        (True, "True"),
        (np.int64(3), "3"),
        ([(np.eye(2), np.zeros(2))], "[([[1, 0], [0, 1]], [0, 0])]"),
        ({"loss": [1.5]}, "{'loss': [1.5]}"),
        ((1,), "(1,)"),
        ("relu", "'relu'"),
        (np.exp, "np.exp"),
        (reference.relu, "relu"),
    ],
    ids=[f"value {n}" for n in range(11)],
)
def test_values_look_as_a_student_would_write_them(value, text):
    assert shown(value) == text


def test_a_function_of_one_line_is_shown_as_its_formula():
    said = message_of("numerical_derivative", "def numerical_derivative(f, x, h=1e-5):\n    return f(x) / h")
    assert said.startswith("numerical_derivative(f=lambda x: x**3, x=2, h=0.1) returned 80; expected 12.01")


def test_what_a_formula_takes_from_around_it_is_said_behind_the_call():
    said = message_of("gradient_check", "def gradient_check(f, grad, x, tol=1e-6):\n    return False")
    assert "grad=lambda x: slopes.copy(), x=[" in said and ") with slopes=[" in said


def test_a_function_of_several_lines_is_shown_by_its_name():
    said = message_of("predict_grid", "def predict_grid(predict, xx, yy):\n    return np.zeros((1, 1))")
    assert "predict_grid(predict=" in said
    checks = result_of(
        "predict_grid", "def predict_grid(predict, xx, yy):\n    return np.zeros(xx.shape)"
    ).checks
    assert any("predict_grid(predict=corners, xx=" in check.message for check in checks)


@pytest.mark.parametrize(
    "exercise, source, said",
    [
        (
            "mse",
            "def mse(y_pred, y_true):\n    return (y_pred - y_true) ** 2",
            "the shape is (3,); expected one number",
        ),
        (
            "neuron_grads",
            "def neuron_grads(x, w, b, y):\n    return 1.0, 2.0",
            "in `dw`: it is one number; expected an array of shape (2,)",
        ),
        (
            "dense_backward",
            "def dense_backward(dz, X, W):\n    return dz @ W.T, X.T @ dz, dz.sum()",
            "it is one number; expected an array of shape (2,)",
        ),
        (
            "init_params",
            "def init_params(sizes, rng):\n    return [(0.0, 0.0) for _ in sizes[1:]]",
            "it is one number; expected an array of shape",
        ),
    ],
)
def test_a_shape_without_axes_is_one_number(exercise, source, said):
    message = message_of(exercise, source)
    assert said in message and "()" not in message, message


# the call that is complained of

SEVERAL = """
import numpy as np
from autograder.comparison import close

def test_relu_is_asked_twice_and_compared_afterwards(relu):
    first, second = relu(np.array([-1.0, 5.0])), relu(np.array([3.0, -4.0]))
    close(second[:1], np.array([3.0]))
    close(first, np.array([0.0, 5.0]))

def test_relu_is_asked_twice_and_copies_are_compared(relu):
    first, _ = [np.array(relu(np.array(z))) for z in ([-1.0, 5.0], [3.0, 4.0])]
    close(first, np.array([0.0, 5.0]))
"""


def test_of_several_calls_the_one_that_gave_the_value_is_shown(tmp_path):
    extra = tmp_path / "test_01_forward_pass_more.py"
    extra.write_text(SEVERAL)
    result = result_of("relu", "def relu(z):\n    return z + 0.0", [extra])
    said = {check.title: check.message for check in result.checks}
    for title in ("is asked twice and compared afterwards", "is asked twice and copies are compared"):
        assert said[title].startswith("relu(z=[-1, 5]) returned [-1, 5]; element [0] is -1"), said[title]


def test_of_several_steps_the_one_that_went_wrong_is_shown():
    source = (
        "def momentum_step(params, grads, state, lr, beta=0.9):\n"
        "    state = [(0.0, 0.0)] * len(params) if state is None else state\n"
        "    new = [(0.8 * v + g, 0.8 * w + h) for (v, w), (g, h) in zip(state, grads)]\n"
        "    return [(W - lr * v, b - lr * w) for (W, b), (v, w) in zip(params, new)], new"
    )
    said = message_of("momentum_step", source)
    assert said.startswith("momentum_step(params=[([[-0.1]], [-0.1])], grads=[([[2]], [2])], state="), said
    assert "after step 2" in said


def test_of_several_rates_the_one_that_rises_is_shown():
    source = (
        "def cosine_lr(epoch, epochs, lr_max, lr_min=0.0):\n    return lr_max if epoch != 7 else 2 * lr_max"
    )
    said = {check.title: check.message for check in result_of("cosine_lr", source).checks}["never rises"]
    assert said.startswith("cosine_lr(epoch=7, ") and "at most the rate of the epoch before, 8" in said


# the check that is explained


def agree(result):
    """The message, once it is sure that text, JSON and HTML explain the same check."""
    said = result.explained.message
    assert result.to_json()["message"].startswith(" ".join(said.split()))
    text = " ".join(str(result).split())
    assert f"✗ {result.explained.title} {' '.join(said.split())}" in text
    assert str(html.ticked(said)) in html.exercise(result)
    return said


def test_a_wrong_value_in_the_worked_example_is_explained_before_a_shape_on_random_numbers():
    result = result_of("dense", "def dense(X, W, b):\n    return X[:1] @ W + b.sum()")
    assert result.checks[0].state == FAILED and result.explained is not result.checks[0]
    assert result.explained.title == "gives the values worked by hand"
    assert agree(result).startswith("dense(X=[[1, 2]], ")


def test_where_all_fail_alike_the_words_are_those_of_the_worked_example():
    result = result_of("mse", "def mse(y_pred, y_true):\n    return [1.0]")
    assert FAILED not in {check.state for check in result.checks[1:]} and result.explained is result.checks[0]
    assert agree(result).startswith("mse(y_pred=[1, 2, 3], y_true=[1, 4, 0]) returned [1]; it is a list")


def test_an_error_stays_the_most_telling_where_everything_raises():
    result = result_of("dense", "def dense(X, W, b):\n    return X.nothing")
    assert result.state == "crashed" and "raised AttributeError" in agree(result)


def test_where_the_worked_example_passes_the_first_failure_is_explained():
    result = result_of(
        "dense", "def dense(X, W, b):\n    return X.astype(np.float32) @ W + b * (X.shape != (5, 4))"
    )
    assert result.explained is next(check for check in result.checks if check.state == FAILED)
    agree(result)


def test_what_is_kept_from_call_to_call_is_explained_before_the_values_that_follow_from_it():
    result = result_of(
        "count_params",
        "seen = []\ndef count_params(params):\n"
        "    seen.extend(W.size + b.size for W, b in params)\n    return sum(seen)",
    )
    assert "called twice with the same arguments" in agree(result)


def test_the_state_is_that_of_the_check_that_is_explained():
    result = result_of("dense", "def dense(X, W, b):\n    return X.reshape(-1, 2) @ W + b.sum()")
    assert "raised ValueError" in result.checks[0].message and result.explained is not result.checks[0]
    assert result.state == "failed" and "returned [[6, -1, 3]]" in agree(result)
