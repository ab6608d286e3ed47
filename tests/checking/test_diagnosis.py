"""A mistake is named by what it answers, however it is written; what has no entry gets its message."""

import pytest

from autograder import lesson as lessons
from autograder.checking.runner import examine
from autograder.lesson import Cell
from autograder.running.workbook import Workbook


def adam(squares, direction):
    """Adam as a learner writes it, with these two expressions."""
    return f"""
def adam_step(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    old, t = state or ([[(0.0, 0.0)] * 2] * len(params), 0)
    out, new, t = [], [], t + 1
    for layer, slopes, memories in zip(params, grads, old):
        moved, kept = [], []
        for p, g, (m, v) in zip(layer, slopes, memories):
            m, v = beta1 * m + (1 - beta1) * g, {squares}
            moved.append(p - lr * {direction}); kept.append((m, v))
        out.append(tuple(moved)); new.append(kept)
    return out, (new, t)
"""


IN_OTHER_WORDS = {
    "cross_entropy__sum_for_mean": """
def cross_entropy(z, y):
    n = len(z)
    m = z.max(axis=1, keepdims=True)
    lse = m[:, 0] + np.log(np.exp(z - m).sum(1))
    total = 0.0
    for i in range(n):
        total += lse[i] - z[i, y[i]]
    return total
""",
    "log_softmax__log10_of_the_sum": """
def log_softmax(z):
    m = np.max(z, axis=1, keepdims=True)
    return z - m - np.log10(np.sum(np.exp(z - m), axis=1, keepdims=True))
""",
    "dense_backward__parameter_gradients_averaged": """
def dense_backward(dz, X, W):
    n = X.shape[0]
    return np.dot(dz, W.T), np.dot(X.T, dz) / n, dz.sum(0) / n
""",
    "cross_entropy_grad__not_averaged": """
def cross_entropy_grad(z, y):
    p = np.exp(z - z.max(1, keepdims=True)); p /= p.sum(1, keepdims=True)
    p[range(len(y)), y] -= 1
    return p
""",
    "minibatches__last_batch_dropped": """
def minibatches(X, y, batch_size, rng):
    idx = np.arange(len(X)); rng.shuffle(idx)
    for k in range(len(X) // batch_size):
        s = idx[k * batch_size:(k + 1) * batch_size]
        yield X[s], y[s]
""",
    "standardize__validation_by_its_own_statistics": """
def standardize(X_train, X_val):
    return (X_train - X_train.mean(0)) / X_train.std(0), (X_val - X_val.mean(0)) / X_val.std(0)
""",
    "sgd_step__parameters_changed_in_place": """
def sgd_step(params, grads, lr):
    for (W, b), (dW, db) in zip(params, grads):
        W -= lr * dW; b -= lr * db
    return params
""",
    "adam_step__no_bias_correction": """
def adam_step(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    if state is None:
        state = {'t': 0, 'm': [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]}
        state['v'] = state['m']
    t = state['t'] + 1; m = []; v = []; out = []
    for (W, b), (dW, db), (mW, mb), (vW, vb) in zip(params, grads, state['m'], state['v']):
        nm = (beta1*mW+(1-beta1)*dW, beta1*mb+(1-beta1)*db)
        nv = (beta2*vW+(1-beta2)*dW**2, beta2*vb+(1-beta2)*db**2)
        out.append((W - lr*nm[0]/(np.sqrt(nv[0])+eps), b - lr*nm[1]/(np.sqrt(nv[1])+eps)))
        m.append(nm); v.append(nv)
    return out, {'t': t, 'm': m, 'v': v}
""",
    "weight_decay__biases_decayed": """
def weight_decay(params, grads, strength):
    return [(dW + strength*W, db + strength*b) for (W, b), (dW, db) in zip(params, grads)]
""",
    "numerical_derivative__forward_difference": """
def numerical_derivative(f, x, h=1e-5):
    return (f(x + h) - f(x)) / h
""",
    "confusion_matrix__rows_are_predictions": """
def confusion_matrix(y_true, y_pred, n_classes):
    M = np.zeros((n_classes, n_classes), int)
    for t, p in zip(y_true, y_pred):
        M[p, t] += 1
    return M
""",
    "init_params__one_over_fan_in": """
def init_params(sizes, rng):
    pairs = zip(sizes[:-1], sizes[1:])
    return [(rng.standard_normal((a, b)) * np.sqrt(1 / a), np.zeros(b)) for a, b in pairs]
""",
    "forward__activation_on_the_scores": """
def forward(X, params, activation='relu'):
    f = {'relu': relu, 'sigmoid': sigmoid, 'tanh': tanh}[activation]
    cache = []; a = X
    for W, b in params:
        z = dense(a, W, b); cache.append((a, z)); a = f(z)
    return a, cache
""",
    "gradient_check__another_place": """
def gradient_check(f, grad, x, tol=1e-6):
    start = np.zeros_like(x)
    return bool(relative_error(numerical_gradient(f, start), grad(start)) <= tol)
""",
    "binary_cross_entropy__both_branches_computed": """
def binary_cross_entropy(z, y):
    return np.where(y > 0, np.log1p(np.exp(-z)), np.log1p(np.exp(z))).mean()
""",
    "adam_step__correction_without_parentheses": adam(
        "beta2 * v + (1 - beta2) * g * g", "(m / 1 - beta1**t) / (np.sqrt(v / 1 - beta2**t) + eps)"
    ),
    "one_step__rmsprop_is_momentum": """
def one_step(solver, params, grads, state, lr):
    if solver == "sgd":
        return sgd_step(params, grads, lr), state
    steps = {"momentum": momentum_step, "rmsprop": momentum_step, "adam": adam_step}
    return steps[solver](params, grads, state, lr)
""",
    "one_step__sgd_returns_params_alone": """
def one_step(solver, params, grads, state, lr):
    if solver == "sgd":
        return sgd_step(params, grads, lr)
    step = {"momentum": momentum_step, "rmsprop": rmsprop_step, "adam": adam_step}[solver]
    return step(params, grads, state, lr)
""",
    "one_epoch__params_changed_in_place": """
def one_epoch(X, y, params, state, rng, activation="relu", solver="adam", alpha=0.0001, batch_size=200,
              lr=0.001, loss_grad=cross_entropy_grad):
    for xb, yb in minibatches(X, y, batch_size, rng):
        scores, cache = forward(xb, params, activation)
        grads = weight_decay(params, backward(loss_grad(scores, yb), cache, params, activation), alpha)
        new, state = one_step(solver, params, grads, state, lr)
        for (W, b), (W2, b2) in zip(params, new):
            W[...], b[...] = W2, b2
    return params, state
""",
    "make_grid__margin_left_out": """
def make_grid(X, resolution=100, margin=0.5):
    left, bottom = X.min(axis=0)
    right, top = X.max(axis=0)
    return np.meshgrid(np.linspace(left, right, resolution), np.linspace(bottom, top, resolution))
""",
}

FORWARD = """
def forward(X, params, activation="relu"):
    g = {"relu": relu, "sigmoid": sigmoid, "tanh": tanh}[activation]
    a, cache = X, []
    for i, (W, b) in enumerate(params):
        z = PRODUCT + b
        cache.append((a, z))
        a = z if i == len(params) - 1 else g(z)
    return a, cache
"""
LIKE_NO_OTHER = {  # each answers some check as a catalogued mistake does, and is another matter
    "a backward difference": ("gradient_check", """
def gradient_check(f, grad, x, tol=1e-6):
    slopes = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        step = np.zeros(x.shape); step[i] = 1e-5
        slopes[i] = (f(x) - f(x - step)) / 1e-5
    return bool(relative_error(slopes, grad(x)) <= tol)
"""),
    "nan from a root": ("adam_step", adam(
        "beta2 * v - (1 - beta2) * g * g", "m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps)",
    )),
    "another product of the same sizes": ("forward", FORWARD.replace("PRODUCT", "a @ W.T")),
}  # fmt: skip


def result_of(exercise, source):
    """What the checks say of a student whose other exercises are ours."""
    lesson = lessons.lesson(lessons.lesson_of(exercise))
    cells = [Cell("code", source) if cell.defines == exercise else cell for cell in lesson.cells]
    return examine(lesson.name, Workbook(lesson, cells).run())


@pytest.mark.slow
@pytest.mark.parametrize("mistake", IN_OTHER_WORDS)
def test_a_mistake_written_in_another_style_is_named(mistake):
    exercise = mistake.partition("__")[0]
    result = result_of(exercise, IN_OTHER_WORDS[mistake])
    assert result[exercise].mistake == mistake, result[exercise]
    assert all(other.state == "passed" for other in result.exercises if other.name != exercise), (
        "a mistake costs once"
    )


def test_an_error_is_explained_where_its_line_has_what_the_hint_speaks_of():
    result = result_of("forward", FORWARD.replace("PRODUCT", "X @ W"))["forward"]
    assert result.mistake == "forward__every_layer_sees_x", result


def test_an_answer_without_an_entry_is_explained_by_what_it_has_to_do_with_ours():
    result = result_of("relu", "def relu(z):\n    return -np.maximum(0, z)")["relu"]
    assert result.mistake is None and result.hint == "Each number is the expected one with its sign turned."
    assert result.hint in result.message


def test_an_error_without_an_entry_is_explained_as_a_beginners():
    result = result_of("dense", "def dense(X, W, b):\n    return X(W) + b")["dense"]
    assert result.mistake is None and "followed by `(`" in result.hint and result.hint in result.message


GENERAL = [  # mistakes that need no entry, and what is said of them in general
    ("relu", "return max(0, z)", "`np.maximum`"),
    ("sigmoid", "return 1 / (1 + np.exp(-z)) if z > 0 else np.exp(z) / (1 + np.exp(z))", "`np.where`"),
    ("tanh_grad", "return 1 - np.tanh(z) ^ 2", "no power"),
    ("one_hot", "return np.ones((len(y), n_classes))[range(n_classes), y]", "equally long"),
    ("sgd_step", "return [(lr * g - w, lr * h - b) for (w, b), (g, h) in zip(params, grads)]", "sign turned"),
    ("tanh", "a = np.exp(-2 * abs(z))\n    return (1 - a) / (1 + a)", "signs are lost"),
    ("mse", "return np.linalg.norm(y_pred - y_true) / np.sqrt(np.size(y_true))", "square root"),
    ("binary_cross_entropy", "return np.mean(np.logaddexp(0, z) - y * z) / np.log(2)", "base 2"),
    ("accuracy", "return sum(100 * (row.argmax() == c) for row, c in zip(z, y)) / len(y)", "percent"),
    ("accuracy", "return sum(row.argmax() == c for row, c in zip(z, y))", "a division by n missing"),
    ("relu_grad", "return np.where(z > 0, 0.0, 1.0)", "1 minus"),
    ("log_softmax", "return softmax(z)", "`exp` of the expected one"),
    ("relu_grad", "return z * (z > 0)", "answer to another exercise"),
    ("sgd_step", "return [(W - lr * dW, b - db) for (W, b), (dW, db) in zip(params, grads)]", "`lr` = 1"),
    ("cosine_lr", "return lr_max * (1 + np.cos(np.pi * epoch / max(1, epochs - 1))) / 2", "`lr_min=0.0`"),
]  # fmt: skip


@pytest.mark.parametrize("exercise, answer, words", GENERAL)
def test_what_a_general_sentence_says_needs_no_entry(exercise, answer, words):
    head = lessons.lesson(lessons.lesson_of(exercise)).exercises[exercise].cell.source.partition(":\n")[0]
    result = result_of(exercise, f"{head}:\n    {answer}\n")[exercise]
    assert result.mistake is None and words in result.hint, result


def test_the_line_that_is_quoted_is_of_the_exercise_that_is_checked():
    said = result_of("forward", FORWARD.replace("PRODUCT", "dense(W, a, b)"))["forward"].message
    assert "in the line `z = dense(W, a, b) + b`" in said


def test_a_helper_that_is_no_exercise_is_quoted_itself():
    helped = "def product(W, a):\n    return W @ a\n" + FORWARD.replace("PRODUCT", "product(W, a)")
    assert "in the line `return W @ a`" in result_of("forward", helped)["forward"].message


@pytest.mark.parametrize("case", LIKE_NO_OTHER)
def test_what_a_mistake_does_not_explain_gets_no_name(case):
    exercise, source = LIKE_NO_OTHER[case]
    result = result_of(exercise, source)[exercise]
    assert result.state in ("failed", "crashed") and result.mistake is None, result


LESSON = lessons.lesson("01_forward_pass")
NEVER_TWICE = """
def test_relu_is_asked_once_and_then_never_ends(relu):
    with open({log!r}, "a") as log:
        print(relu([1.0]), file=log)
    deadline = time.process_time() + 60
    while time.process_time() < deadline:
        pass
"""


def test_what_ran_out_of_time_is_not_replayed(tmp_path):
    log = tmp_path / "log"
    extra = tmp_path / f"test_{LESSON.name}_mine.py"
    extra.write_text("import time\n" + NEVER_TWICE.format(log=str(log)))
    result = examine(LESSON.name, Workbook(LESSON, LESSON.cells).run(), seconds=0.3, extra=[extra])["relu"]
    assert result.timed_out and result.mistake is None, result
    assert log.read_text().count("\n") == 1


@pytest.mark.parametrize(
    "source",
    ["def softmax(z):\n    return z * 0.37 + 0.01", "def softmax(z):\n    raise ValueError('no idea')"],
)
def test_a_wrong_answer_without_an_entry_gets_a_message_and_no_name(source):
    result = result_of("softmax", source)["softmax"]
    assert result.mistake is None and result.message
