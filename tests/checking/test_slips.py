"""A wrong answer that one slip in the right code would give is explained by that slip."""

import ast

import pytest
from support.answers import result_of

from autograder import lesson as lessons
from autograder.checking.slips.borne_out import told
from autograder.checking.slips.search import mutants

ANSWERS = {
    "a sum where a difference is due": ("neuron_grads", """
def neuron_grads(x, w, b, y):
    total = b
    for xi, wi in zip(x, w):
        total = total + xi * wi
    s = 1 / (1 + np.exp(-total))
    delta = 2 * (s + y) * s * (1 - s)
    return np.array([delta * xi for xi in x]), delta
""", "`+` in the place of `-`"),
    "a factor left out of the third slope": ("momentum_step", """
def momentum_step(params, grads, state, lr, beta=0.9):
    out, velocities = [], []
    for i, (layer, slopes) in enumerate(zip(params, grads)):
        old = state[i] if state else [0 * slope for slope in slopes]
        pairs = enumerate(zip(old, slopes))
        velocities.append([v + slope if k else beta * v + slope for k, (v, slope) in pairs])
        out.append(tuple(p - lr * v for p, v in zip(layer, velocities[-1])))
    return out, velocities
""", ""),
    "a start that is one too high": ("minibatches", """
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    X, y = X[order], y[order]
    for start in range(1, len(X), batch_size):
        yield X[start:start + batch_size], y[start:start + batch_size]
""", "a number of `range` one too high"),
    "an option under another name": ("activation_backward", """
def activation_backward(da, z, activation="relu"):
    if activation == "relu":
        return da * sigmoid_grad(z)
    return da * (relu_grad if activation == "sigmoid" else tanh_grad)(z)
""", "exchanged"),
}  # fmt: skip


@pytest.mark.parametrize("case", ANSWERS)
def test_a_slip_is_told_where_it_answers_every_call_so(case):
    exercise, source, words = ANSWERS[case]
    result = result_of(exercise, source, seed=1)
    if words:
        assert "one slip in it" in result.hint and words in result.hint, result
    else:
        assert "one slip" not in result.hint, result


CODE = {  # a slip of the exercise → code in which it can be, and code in which it cannot
    ("softmax", "`+` in the place of `-`"): ("np.exp(z + m)", "np.exp(z - m)"),
    ("standardize", "`>=` in the place of `>`"): ("z <= 0", "z < 0"),
    ("softmax", "`min` in the place of `max`"): ("z.min(axis=1)", "z.max(axis=1)"),
    ("dense", "the term `b` left out"): ("X @ W", "X @ W + b"),
    ("train_val_split", "a bound of a slice left out"): ("X[:n]", "X"),
}


@pytest.mark.parametrize("exercise, says", CODE)
def test_a_slip_is_told_only_of_code_that_has_it(exercise, says):
    one = next(slip for slip, _ in mutants(exercise) if slip.says == says)
    there, missing = (ast.parse(f"def f(z):\n    return {code}").body[0] for code in CODE[exercise, says])
    assert told(one, there) and not told(one, missing) and not told(one, None)


def test_a_sign_is_told_as_it_stands_in_the_code():
    one = next(slip for slip, _ in mutants("standardize") if slip.says == "`>=` in the place of `>`")
    assert told(one, ast.parse("def f(z):\n    return z <= 0").body[0]) == "`<=` in the place of `<`"


def test_an_error_alone_is_no_slip():
    assert "slip" not in result_of("relu", "def relu(z):\n    return np.maximum(z)").hint


def test_what_is_left_out_is_called_what_it_is():
    said = {slip.says for exercise in ("mse", "standardize", "softmax") for slip, _ in mutants(exercise)}
    assert {"a power left out", "the divisor `scale` left out", "the numerator `e` left out"} <= said
    assert "the factor `2` left out" not in said


@pytest.mark.parametrize("exercise", ["softmax", "adam_step", "train"])
def test_slips_are_made_in_the_same_order_each_time(exercise):
    one, other = ([slip for slip, _ in mutants(exercise)] for _ in range(2))
    assert one == other and len(one) > 30 and exercise in lessons.exercises()


WAYS = sorted((lessons.SOLUTIONS / "ways").glob("*.py"))


@pytest.mark.parametrize("path", WAYS, ids=[path.stem for path in WAYS])
def test_each_other_way_is_of_an_exercise_and_takes_what_it_takes(path):
    exercises = lessons.lesson(path.stem).exercises
    ways = [
        node for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)
    ]
    assert ways
    for way in ways:
        exercise = exercises[way.name.partition("__")[0]]
        assert [argument.arg for argument in way.args.args] == exercise.parameters, way.name


@pytest.mark.parametrize("exercise, source", [
    ("dense", """
def dense(X, W, b):
    out = np.zeros((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            for k in range(X.shape[1]):
                out[i, j] = X[i, k] * W[k, j]
            out[i, j] += b[j]
    return out
"""),
    ("sigmoid", "def sigmoid(z):\n    return 1 / 1 + np.exp(-np.abs(z))"),
    ("relative_error", """
def relative_error(a, b):
    worst = 0
    for p, q in zip(np.ravel(a), np.ravel(b)):
        worst = max(worst, abs(p - q) / max(abs(p) - abs(q), 1e-8))
    return worst
"""),
])  # fmt: skip
def test_a_slip_in_another_usual_way_is_told(exercise, source):
    result = result_of(exercise, source, seed=1)
    assert result.mistake or "slip" in result.hint, result
