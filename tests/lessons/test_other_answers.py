"""Right answers of another kind than ours pass, and an exercise is judged for its own omissions only."""

import re

import pytest
from support import right_answers

from autograder import lesson as lessons
from autograder.checking.runner import examine
from autograder.running.workbook import Workbook

RIGHT = {
    "sigmoid, its overflow silenced": ("01_forward_pass", """
def sigmoid(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))
"""),
    "NumPy's tanh": ("01_forward_pass", """
def tanh(z):
    return np.tanh(z)
"""),
    "binary cross entropy as that of two scores": ("02_loss", """
def binary_cross_entropy(z, y):
    return cross_entropy(np.column_stack([np.zeros(len(z)), z]), y)
"""),
    "its gradient as that of two scores": ("04_backprop", """
def binary_cross_entropy_grad(z, y):
    return (softmax(np.column_stack([np.zeros(len(z)), z])) - one_hot(y, 2))[:, 1] / len(z)
"""),
    "standardize, constant where the range is 0": ("05_minibatch_sgd", """
def standardize(X_train, X_val):
    mean, std = X_train.mean(axis=0), X_train.std(axis=0)
    std = np.where(np.ptp(X_train, axis=0) == 0, 1.0, std)
    return (X_train - mean) / std, (X_val - mean) / std
"""),
    "standardize, constant where all rows equal the first": ("05_minibatch_sgd", """
def standardize(X_train, X_val):
    mean, std = X_train.mean(axis=0), X_train.std(axis=0)
    std[(X_train == X_train[0]).all(axis=0)] = 1
    return (X_train - mean) / std, (X_val - mean) / std
"""),
    "standardize, constant where std is tiny beside the largest number": ("05_minibatch_sgd", """
def standardize(X_train, X_val):
    mean, std = X_train.mean(axis=0), X_train.std(axis=0)
    std[std <= 1e-9 * np.abs(X_train).max(axis=0)] = 1
    return (X_train - mean) / std, (X_val - mean) / std
"""),
    "weight decay added in place to copies of the gradients": ("07_optimizers", """
def weight_decay(params, grads, strength):
    grads = [(np.array(dW), np.array(db)) for dW, db in grads]
    for (W, b), (dW, db) in zip(params, grads):
        dW += strength * W
    return grads
"""),
    "momentum with velocities like the params": ("07_optimizers", """
def momentum_step(params, grads, state, lr, beta=0.9):
    state = state or [[np.zeros_like(p) for p in layer] for layer in params]
    state = [[beta * v + g for v, g in zip(*pair)] for pair in zip(state, grads)]
    return [tuple(p - lr * v for p, v in zip(*pair)) for pair in zip(params, state)], state
"""),
}
WITH_PYTHONS_MAX = """
def relative_error(a, b):
    worst = 0.0
    for p, q in zip(np.ravel(a), np.ravel(b)):
        worst = max(worst, abs(p - q) / max(abs(p) + abs(q), 1e-8))
    return worst
"""


def answered(name, source):
    """A student who hands in our answers, but for these lines."""
    shipped = lessons.lesson(name)
    student = Workbook(shipped, shipped.cells).run()
    exec(source, student.namespace)
    return student


@pytest.mark.parametrize("name, source", RIGHT.values(), ids=RIGHT)
def test_a_right_answer_of_another_kind_passes(name, source):
    result = examine(name, answered(name, source))
    assert result.all_passed, result


@pytest.mark.slow
@right_answers.each
def test_right_answers_in_another_style_pass(path):
    name = path.parent.name
    exercises = lessons.lesson(name).exercises
    source, answered_here = right_answers.answers(path, exercises)
    ours = dict.fromkeys(exercises.keys() - answered_here, True)
    result = examine(name, answered(name, source), only=answered_here, known=ours)
    assert answered_here and result.all_passed, result


def test_a_nan_that_relative_error_loses_is_told_there_and_costs_gradient_check_nothing():
    result = examine("03_chain_rule", answered("03_chain_rule", WITH_PYTHONS_MAX))
    states = {exercise.name: exercise.state for exercise in result.exercises if exercise.state != "passed"}
    assert states == {"relative_error": "failed"} and result["relative_error"].mistake == "relative_error__nan_lost"
    assert result["gradient_check"].substituted == ("relative_error",)


@pytest.mark.slow
@pytest.mark.parametrize("name", lessons.course())
def test_titles_of_checks_read_as_english(name):
    result = examine(name, answered(name, ""), milestone=True)
    titles = [check.title for exercise in result.exercises for check in exercise.checks] + [result.milestone.title]
    misspelt = [title for title in titles if re.search(r"\.$|says (true|false)|\b(non|sqrt|1e) \w", title)]
    assert not misspelt, f"{misspelt}: say it in the check's docstring"
