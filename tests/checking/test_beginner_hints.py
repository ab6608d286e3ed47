"""Errors that beginners make in any exercise are explained; of what is not certain nothing is said."""

import ast
import copy

import numpy as np
import pytest
from support.answers import result_of

from autograder import lesson as lessons
from autograder.checking.beginner_hints import beginner_hint
from autograder.checking.several_returned import taken_for_one_all_over
from autograder.checking.unpacked import out_of_order
from autograder.running.recorder import StudentError


def grad(x):
    """Stands for a function that is handed over."""
    return 2 * x


NAMES = {
    "z": np.ones(3), "X": np.ones((4, 3)), "W": np.ones((3, 2)), "b": np.ones(2), "lr": 0.1,
    "sizes": [3, 2], "i": 1, "layer": (np.ones((3, 2)), np.ones(2)),
    "params": [(np.ones((3, 2)), np.ones(2))],
    "grad": grad, "name": "relu", "nothing": None, "parts": [], "n": 5,
    "rng": np.random.default_rng(0), "empty": {}, "whole": np.ones(3, int),
}  # fmt: skip


def error_of(line):
    """What a student's line raises, as a check hears of it."""
    try:
        exec(line if not line.endswith(":") else f"{line} pass", {"np": np} | copy.deepcopy(NAMES))
    except Exception as error:
        return StudentError(type(error).__name__, str(error), f"in the line `{line}`")
    raise AssertionError("it raises nothing")


@pytest.mark.parametrize("line, words", [
    ("z = X(W) + b", "followed by `(`"),
    ("g = np.exp(z)(1 - np.exp(z))", "between two factors stands `*`"),
    ("H = np.eye(3)(whole)", "an entry is taken with `[`"),
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
    ("rows = X[:n * lr]", "has to be rounded"),
    ("rows = X[z]", "no whole numbers"),
    ("pair = sizes[i], sizes[i + 1]", "one earlier"),
    ("for k in range(n / 2):", "`//`"),
    ("y = X[:, 0] < 0 ^ X[:, 1] < 0", "brackets of its own"),
    ("a = math.exp(1)", "imports what is called `math`"),
    ("a = undefined + 1", "gives `undefined` a value"),
    ("W, b = z", "a loop takes them one by one"),
    ("a, k, c = sizes", "Names for 3 things stand on the left, and fewer come there: 2"),
    ("n, d = z.shape", "as many as the array has axes"),
    ("for place in np.ndindex(X):", "`np.ndindex` takes the shape"),
    ("m = X.max(axis=1, keepdim=True)", "`keepdims`, with an s"),
    ("import no_such_library", "no exercise needs more than NumPy, Matplotlib and scikit-learn"),
    ("a, k = lr", "one number to take apart"),
    ("a = nothing + 1", "One of the values there is None"),
    ("z = X @ X", "3 on the left and 4 on the right"),
    ("z = np.dot(X, X)", "3 on the left and 4 on the right"),
    ("z = X @ lr", "one of the two is a single number"),
    ("z = lr @ lr", "one of the two is something else"),
    ("e = z - X.max(axis=1)", "(3,) does not go with (4,)"),
    ("X[0] = b", "the place for it (3,)"),
    ("z += X", "keeps it"),
    ("a = z[3]", "Position 3 was asked for, and there are 3"),
    ("a = z.sum(axis=1)", "it has 1 there, and axis 1"),
    ("a = z[0, 1]", "1 axes there, and 2 places"),
    ("a = X[np.arange(4), np.arange(3)]", "equally long"),
    ("z[z > 2] = z", "take the same places on both sides"),
    ("a = z[np.array([True, False])]", "one of its own length"),
    ("k = z.shape[1]", "fewer axes"),
    ("a = sizes[7]", "n − 1"),
    ("a = grad()", "leaves out 'x'"),
    ("a = grad(z, z)", "than the 2 of this call"),
    ("a = grad(z, axis=1)", "no argument that is called `axis`"),
    ("a = grad(z, x=z)", "twice"),
    ("a = lr[0]", "it has no entries"),
    ("a = rng[0]", "An `rng` stands there"),
    ("a = grad[0]", "means a function"),
    ("layer[0] = z", "A tuple cannot be changed"),
    ("a = empty(1)", "A dict is no function"),
    ("a = -params", "A list has no sign"),
    ("a = sizes['W']", "in the square brackets stands a str"),
    ("empty[sizes] = 1", "A list stands where a key"),
    ("a = np.zeros(lr)", "A whole number is due"),
    ("a = float(X)", "it gets a whole array"),
    ("a = np.eye(whole)", "in each other's place"),
    ("X @= np.ones((3, 2))", "keeps its shape"),
    ("a = np.maximum(X)", "the largest number of one array is its `np.max`"),
    ("a = sizes < 1", "asked of a list and a int"),
    ("a = name + 1", "A text stands there"),
    ("whole += 0.5", "this array holds integers"),
    ("a = empty['W']", "under the key 'W'"),
    ("a = 1 / (n - 5)", "divided by is 0"),
    ("a = np.reshape(X, (5, 5))", "12 do not fill (5,5)"),
    ("z[0] = X", "One place takes one number"),
    ("a = np.where(z > 0, 1)", "`np.where` takes three things"),
    ("a = np.maxmum(z, 0)", "nothing that is called `maxmum`"),
    ("a = sizes.add(1)", "A list has nothing that is called `add`"),
])  # fmt: skip
def test_a_beginners_error_is_explained(line, words):
    assert words in beginner_hint(error_of(line))


@pytest.mark.parametrize("line", [
    "x = int('a')", "raise ValueError('no idea')", "assert n == 6",
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


DENSE = {"dense": lessons.lesson("01_forward_pass").exercises["dense"]}


def test_where_an_error_is_due_nobody_is_told_how_to_get_round_it():
    text, where = "'rely'", "in the line `step = steps[name]`"
    assert beginner_hint(StudentError("KeyError", text, where))
    assert not beginner_hint(StudentError("KeyError", f"{text}; a ValueError is due here", where))


def test_an_exercise_that_is_called_with_its_arguments_exchanged_is_told_their_order():
    error = StudentError("ValueError", "no matter", "in the line `z = dense(W, a, b)`")
    assert "takes `X, W, b`, in this order: there `W` stands in the place of `X`" in beginner_hint(
        error, DENSE
    )
    right = StudentError("ValueError", "no matter", "in the line `z = dense(X, V, b)`")
    assert beginner_hint(right, DENSE) == ""


def test_an_error_inside_another_exercise_is_told_as_such():
    where = "in the line `z = dense(a, V, c)`, inside `dense`"
    assert "inside `dense`" in beginner_hint(StudentError("TypeError", "'NoneType' object", where), DENSE)


ALL = {
    name: exercise
    for lesson in lessons.course()
    for name, exercise in lessons.lesson(lesson).exercises.items()
}


@pytest.mark.parametrize("line, body, words", [
    ("loss = cross_entropy(forward(X, params), y)", "", "`forward` returns 2 things, `scores, cache`"),
    ("loss = cross_entropy(z, y)", "z = forward(X, params)", "`forward` returns 2 things"),
    ("loss = cross_entropy(z, y)", "z, cache = forward(X, params)", ""),
    ("loss = cross_entropy(z[0], y)", "z = forward(X, params)", ""),
    ("loss = cross_entropy(z, y)", "z = dense(X, W, b)", ""),
])  # fmt: skip
def test_several_things_taken_for_one_are_told_where_the_code_takes_them_so(line, body, words):
    code = ast.parse(f"def f(X, y, params):\n    {body or 'pass'}\n    {line}").body[0]
    text = "'tuple' object has no attribute 'max'"
    hint = beginner_hint(
        StudentError("AttributeError", text, f"in the line `{line}`, inside `cross_entropy`"), ALL, code
    )
    assert words in hint if words else "returns 2 things" not in hint, hint


def test_a_function_that_was_called_where_it_is_handed_over_is_told():
    where = "in the line `error = numerical_gradient(f(x), x) - grad(x)`, inside `numerical_gradient`"
    error = StudentError("TypeError", "'numpy.float64' object is not callable", where)
    assert "`f(x)` is what the function answers" in beginner_hint(error, ALL)


@pytest.mark.parametrize("exercise, line, inside, words", [
    ("gradient_check", "return relative_error(G, grad)", "relative_error", "`grad` is a function"),
    ("predict", "return accuracy(forward, y)", "accuracy", "`forward` is a function"),
    ("gradient_check", "return relative_error(G, grad(x))", "relative_error", ""),
    ("gradient_check", "G = numerical_gradient(f, x)", "numerical_gradient", ""),  # it takes a function
    ("predict_grid", "return accuracy(predict, xx)", "accuracy", "`predict` is a function"),
    ("mse", "return relative_error(y_pred, y_true)", "relative_error", ""),
])  # fmt: skip
def test_a_function_that_is_handed_over_where_its_answer_is_due_is_told(exercise, line, inside, words):
    code = ast.parse(f"def {exercise}(f, grad, x, tol=1e-6):\n    {line}").body[0]
    error = StudentError(
        "TypeError", "bad operand type for abs(): 'function'", f"in the line `{line}`, inside `{inside}`"
    )
    hint = beginner_hint(error, ALL, code)
    assert words in hint if words else "is a function" not in hint, hint


@pytest.mark.parametrize("line, words", [
    ("Y = one_hot(y, len(np.unique(y)))", "`len(np.unique(y))` is 2 there, and with the label 2 there are 3"),
    ("return accuracy(z, y)", ""),
])  # fmt: skip
def test_too_few_classes_are_told_with_what_they_were_counted_by(line, words):
    code = ast.parse(f"def cross_entropy(z, y):\n    {line}").body[0]
    text = "index 2 is out of bounds for axis 1 with size 2"
    hint = beginner_hint(
        StudentError("IndexError", text, f"in the line `{line}`, inside `one_hot`"), ALL, code
    )
    assert words in hint if words else "there are 3 classes" not in hint, hint


@pytest.mark.parametrize("shape, words", [
    ("(2,)", "gets one place as a plain vector"),
    ("(2, 36)", "Each place stands in a column"),
    ("(6, 6, 2)", "flatten each of the two coordinates"),
    ("(36, 3)", ""),
])  # fmt: skip
def test_places_in_another_shape_than_predict_takes_are_told_by_their_shape(shape, words):
    text = f"{shape} is the shape of what `predict` got: one row a place is due, (m, 2)"
    hint = beginner_hint(StudentError("ValueError", text, "in the line `Z = predict(points)`"), ALL)
    assert words in hint if words else hint == ""


@pytest.mark.parametrize("body, told", [
    ("out = forward(X, params)\n    return np.array([np.argmax(row) for row in np.stack(out)])", True),
    ("out = forward(X, params)\n    for row in out:\n        pass", True),
    ("z, _ = forward(X, params)\n    return np.argmax(z, axis=0)", False),
    ("out = forward(X, params)\n    return np.argmax(out[0], axis=0)", False),
    ("out = forward(X, params)\n    z, _ = out\n    return np.argmin(z)", False),
    ("grid = make_grid(X)\n    return np.stack(grid)", False),  # two arrays of one kind go together
])  # fmt: skip
def test_several_things_taken_for_one_without_an_error_are_told_where_their_kinds_differ(body, told):
    code = ast.parse(f"def predict(X, params):\n    {body}").body[0]
    assert ("`forward` returns 2 things" in taken_for_one_all_over(ALL, code)) is told


@pytest.mark.parametrize("line, told", [
    ("dW, db, da = dense_backward(dz, a, W)", "in this order, and you take them as `dW, db, da`"),
    ("cache, scores = forward(X, params)", "`forward` returns `scores, cache`"),
    ("X, y, X_val, y_val = train_val_split(X, y, 0.2, rng)", "you take them as `X, y, X_val, y_val`"),
    ("da, dW, db = dense_backward(dz, a, W)", ""),
    ("a, b = forward(X, params)", ""),
    ("(scores, cache), dW = forward(X, params), 0", ""),
    ("W, b = params[0]", ""),
])  # fmt: skip
def test_names_in_another_order_than_what_an_exercise_returns_are_told(line, told):
    hint = out_of_order(ALL, ast.parse(f"def f(X, params):\n    {line}").body[0])
    assert told in hint if told else hint == ""


def test_names_in_another_order_are_told_of_an_answer_that_no_mistake_explains():
    result = result_of("backward", """
def backward(dscores, cache, params, activation="relu"):
    grads, dz = [], dscores
    for l in range(len(params) - 1, -1, -1):
        dW, db, da = dense_backward(dz, cache[l][0], params[l][0])
        grads.append((dW, db))
        if l > 0:
            dz = activation_backward(da, cache[l - 1][1], activation)
    return grads
""")  # fmt: skip
    assert "you take them as `dW, db, da`" in result.hint
