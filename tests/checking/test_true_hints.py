"""A false hint costs more than a missing one: of each wrong answer, the hints that would be true of it."""

import pytest

from autograder import lesson as lessons
from autograder.checking.runner import examine
from autograder.lesson import Cell
from autograder.running.workbook import Workbook

ANSWERS = {  # what is wrong → (exercise, its answer, the mistakes whose hints are true of it)
    "max by a loop that is overwritten (-inf)": ("log_softmax", """
def log_softmax(z):
    out = np.zeros_like(z, dtype=float)
    for i in range(len(z)):
        m = -np.inf
        for v in z[i]:
            m = max(m, -np.inf)
        out[i] = z[i] - m - np.log(np.sum(np.exp(z[i] - m)))
    return out
""", []),
    "cross_entropy by -inf": ("cross_entropy", """
def cross_entropy(z, y):
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    loss = -np.inf
    for i in range(len(y)):
        loss = -np.log(p[i, y[i]]) / np.inf
    return loss
""", []),
    "tanh by sign, wrong exponent": ("tanh", """
def tanh(z):
    t = np.exp(-np.abs(z))
    return np.sign(z) * (1 - t) / (1 + t)
""", ["tanh__half_as_steep"]),
    "bracket at the wrong place": ("gradient_check", """
def gradient_check(f, grad, x, tol=1e-6):
    G = numerical_gradient(f, x)
    return relative_error(G, grad(x) <= tol)
""", ["gradient_check__zero_or_one"]),
    "params given a new name": ("one_epoch", """
def one_epoch(X, y, params, state, rng, activation="relu", solver="adam", alpha=0.0001,
              batch_size=200, lr=0.001, loss_grad=cross_entropy_grad):
    for X_batch, y_batch in minibatches(X, y, batch_size, rng):
        scores, cache = forward(X_batch, params, activation)
        grads = weight_decay(params, backward(loss_grad(scores, y_batch), params, cache, activation), alpha)
        params, new_state = one_step(solver, params, grads, state, lr)
    return params, new_state
""", []),
    "starts at the second batch": ("minibatches", """
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for start in range(batch_size, len(X), batch_size):
        rows = order[start:start + batch_size]
        yield X[rows], y[rows]
""", ["minibatches__last_full_batch_dropped"]),
    "draws each batch anew": ("minibatches", """
def minibatches(X, y, batch_size, rng):
    n = len(X)
    for start in range(0, n, batch_size):
        rows = rng.choice(n, min(batch_size, n - start))
        yield X[rows], y[rows]
""", ["minibatches__drawn_with_replacement"]),
    "draws one batch anew, whole batches": ("minibatches", """
def minibatches(X, y, batch_size, rng):
    n = len(X)
    for start in range(0, n, batch_size):
        rows = rng.choice(n, batch_size)
        yield X[rows], y[rows]
""", ["minibatches__drawn_with_replacement", "minibatches__last_batch_filled_up"]),
    "adam without brackets": ("adam_step", """
def adam_step(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    if state is None:
        zeros = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
        state = {"t": 0, "m": zeros, "v": zeros}
    t = state["t"] + 1
    m = [tuple(beta1 * a + (1 - beta1) * g for a, g in zip(*l)) for l in zip(state["m"], grads)]
    v = [tuple(beta2 * a + (1 - beta2) * g * g for a, g in zip(*l)) for l in zip(state["v"], grads)]
    new = [
        tuple(p - lr * a / 1 - beta1**t / (np.sqrt(s / (1 - beta2**t)) + eps) for p, a, s in zip(*l))
        for l in zip(params, m, v)
    ]
    return new, {"t": t, "m": m, "v": v}
""", []),
    "times z": ("activation_backward", """
def activation_backward(da, z, activation):
    g = {"relu": relu_grad, "sigmoid": sigmoid_grad, "tanh": tanh_grad}[activation](z)
    return da * g * z
""", []),
    "sized by the labels that occur": ("confusion_matrix", """
def confusion_matrix(y_true, y_pred, n_classes):
    k = len(np.unique(y_true))
    M = np.zeros((k, k), dtype=int)
    for t, p in zip(y_true, y_pred):
        M[t, p] += 1
    return M
""", ["confusion_matrix__size_from_the_truth"]),
    "sized by all labels that occur": ("confusion_matrix", """
def confusion_matrix(y_true, y_pred, n_classes):
    k = len(set(y_true) | set(y_pred))
    M = np.zeros((k, k), dtype=int)
    for t, p in zip(y_true, y_pred):
        M[t, p] += 1
    return M
""", ["confusion_matrix__size_from_the_truth"]),
    "the product of dW in dX": ("dense_backward", """
def dense_backward(dz, X, W):
    dX = dz @ X.T
    dW = X.T @ dz
    return dX, dW, dz.sum(axis=0)
""", []),
    "columns as examples": ("dense_backward", """
def dense_backward(dz, X, W):
    dW = np.dot(dz, X.T)
    return np.dot(W.T, dz), dW, dz.sum(axis=1)
""", ["dense_backward__weight_gradient_transposed_inputs_last"]),
    "weights first in dX": ("dense_backward", """
def dense_backward(dz, X, W):
    dX = np.dot(W, dz)
    return dX, X.T @ dz, dz.sum(axis=0)
""", ["dense_backward__weights_first"]),
    "arguments of dense exchanged": ("forward", """
def forward(X, params, activation="relu"):
    cache, a = [], X
    for W, b in params:
        z = dense(W, a, b)
        cache.append((a, z))
        a = relu(z)
    return z, cache
""", []),
    "statistics of rows": ("standardize", """
def standardize(X_train, X_val):
    m, s = X_train.mean(axis=1), X_train.std(axis=1)
    return (X_train - m) / s, (X_val - m) / s
""", []),
    "log of the sigmoid, chosen by the label": ("binary_cross_entropy", """
def binary_cross_entropy(z, y):
    return np.mean(np.where(y == 1, -np.log(sigmoid(z)), -np.log(1 - sigmoid(z))))
""", ["binary_cross_entropy__log_of_sigmoid_chosen"]),
    "a right value that only overflows": ("binary_cross_entropy", """
def binary_cross_entropy(z, y):
    return np.mean(np.log(1 + np.exp((1 - 2 * y) * z)))
""", ["binary_cross_entropy__overflow_in_the_branch_that_counts"]),
    "an `if` where `elif` is due": ("forward", """
def forward(X, params, activation="relu"):
    cache = []
    a = X
    for i in range(len(params)):
        W, b = params[i]
        z = dense(a, W, b)
        cache.append((a, z))
        if i < len(params) - 1:
            if activation == "relu":
                a = relu(z)
            if activation == "sigmoid":
                a = sigmoid(z)
            else:
                a = tanh(z)
    return z, cache
""", ["forward__relu_chosen_and_replaced"]),
    "a slope that is measured": ("sigmoid_grad", """
def sigmoid_grad(z):
    return numerical_derivative(sigmoid, z)
""", ["sigmoid_grad__measured"]),
    "Python's max of an array": ("relative_error", """
def relative_error(a, b):
    return max(np.abs(a - b) / np.maximum(1e-12, np.abs(a) + np.abs(b)))
""", []),
    "np.maximum of one array": ("relative_error", """
def relative_error(a, b):
    return np.maximum(np.abs(a - b) / np.maximum(1e-12, np.abs(a) + np.abs(b)))
""", []),
    "the array is overwritten": ("numerical_gradient", """
def numerical_gradient(f, x, h=1e-5):
    x = np.asarray(x, dtype=float)
    g = np.zeros_like(x)
    for p in np.ndindex(x.shape):
        e = np.zeros_like(x)
        e[p] = h
        g = (f(x + e) - f(x - e)) / (2 * h)
    return g
""", []),
    "zero for the biases": ("init_params", """
def init_params(sizes, rng):
    params = []
    for i in range(len(sizes) - 1):
        W = rng.normal(size=(sizes[i], sizes[i + 1])) * np.sqrt(2 / sizes[i])
        params.append((W, 0))
    return params
""", ["init_params__one_number_for_the_biases"]),
    "one decision for all numbers": ("relu_grad", """
def relu_grad(z):
    return 1 if z > 0 else 0
""", []),
    "the function is called too early": ("gradient_check", """
def gradient_check(f, grad, x, tol=1e-6):
    return relative_error(numerical_gradient(f(x), x), grad(x)) <= tol
""", []),
    "a product in place": ("dense", """
def dense(X, W, b):
    X @= W
    return X + b
""", []),
    "z for a in the rule": ("sigmoid_grad", """
def sigmoid_grad(z):
    return sigmoid(z) * (1 - z)
""", ["sigmoid_grad__z_in_the_second_factor"]),
    "two layers only": ("forward", """
def forward(X, params, activation="relu"):
    f = {"relu": relu, "sigmoid": sigmoid, "tanh": tanh}[activation]
    (W1, b1), (W2, b2) = params
    z1 = dense(X, W1, b1)
    a1 = f(z1)
    z2 = dense(a1, W2, b2)
    return z2, [(X, z1), (a1, z2)]
""", ["forward__two_layers_only"]),
    "as many columns as labels": ("one_hot", """
def one_hot(y, n_classes):
    return np.eye(len(y))[y]
""", ["one_hot__a_column_for_each_label"]),
    "a column of zeros divided by": ("standardize", """
def standardize(X_train, X_val):
    m, s = X_train.mean(axis=0), X_train.std(axis=0)
    s = np.where(s < 1e-12 * np.abs(m), 1, s)
    return (X_train - m) / s, (X_val - m) / s
""", ["standardize__zero_beside_zero_not_caught"]),
    "one number for the noise": ("make_xor", """
def make_xor(n, noise, rng):
    X = rng.uniform(-1, 1, size=(n, 2))
    y = (X[:, 0] * X[:, 1] < 0).astype(int)
    return X + noise, y
""", ["make_xor__noise_added_undrawn"]),
}  # fmt: skip
FALSE = {  # of those above: words that would be false
    "log of the sigmoid, chosen by the label": "one slip",
    "an `if` where `elif` is due": "one slip",
    "a slope that is measured": "sign",
    "the array is overwritten": "axis",
    "zero for the biases": "axis",
    "one decision for all numbers": "axis",
    "the function is called too early": "between two factors",
    "a product in place": "as many columns",
    "z for a in the rule": "one slip",
    "a column of zeros divided by": "one slip",
    "one number for the noise": "exchanged",
}
TRUE = {  # of those above: words that are due
    "Python's max of an array": "is its `np.max`",
    "np.maximum of one array": "here it gets one",
    "the array is overwritten": "`g[…] = …`",
    "one decision for all numbers": "element by element",
    "the function is called too early": "it takes the function, `f`",
    "a product in place": "a name of its own",
}


@pytest.mark.slow
@pytest.mark.parametrize("case", ANSWERS)
def test_no_hint_says_what_is_not_so(case):
    exercise, source, true = ANSWERS[case]
    lesson = lessons.lesson(lessons.lesson_of(exercise))
    cells = [Cell("code", source) if cell.defines == exercise else cell for cell in lesson.cells]
    known = {other: True for other in lesson.exercises if other != exercise}
    result = examine(lesson.name, Workbook(lesson, cells).run(), only={exercise}, known=known)[exercise]
    assert result.state in ("failed", "crashed")
    assert result.mistake is None or result.mistake in true, result
    assert case not in FALSE or FALSE[case] not in result.hint, result
    assert TRUE.get(case, "") in result.hint, result
