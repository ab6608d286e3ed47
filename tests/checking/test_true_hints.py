"""A false hint costs more than a missing one: of each wrong answer, the hints that would be true of it."""

import pytest
from support.answers import result_of

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
""", ["standardize__constant_column_divided_by_zero"]),
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
    "a number added to each std": ("standardize", """
def standardize(X_train, X_val):
    m, s = X_train.mean(axis=0), X_train.std(axis=0) + 1e-12
    return (X_train - m) / s, (X_val - m) / s
""", ["standardize__small_number_added_to_std"]),
    "rows for columns": ("make_xor", """
def make_xor(n, noise, rng):
    X = rng.uniform(-1, 1, size=(n, 2))
    y = (X[0] * X[1] < 0).astype(int)
    return X + rng.normal(0, noise, size=X.shape), y
""", ["make_xor__first_two_points_for_the_coordinates"]),
    "counted by one_hot": ("confusion_matrix", """
def confusion_matrix(y_true, y_pred, n_classes):
    ones = np.eye(n_classes)
    return ones[y_true].T @ ones[y_pred]
""", ["confusion_matrix__floats"]),
    "set to 1 in a loop": ("confusion_matrix", """
def confusion_matrix(y_true, y_pred, n_classes):
    C = np.zeros((n_classes, n_classes), dtype=int)
    for t, p in zip(y_true, y_pred):
        C[t, p] = 1
    return C
""", ["confusion_matrix__repeats_counted_once"]),
    "a gradient for the loss": ("loss_and_grads", """
def loss_and_grads(X, y, params, activation="relu"):
    scores, cache = forward(X, params, activation)
    d = cross_entropy_grad(scores, y)
    return d, backward(d, cache, params, activation)
""", ["loss_and_grads__gradient_for_the_loss"]),
    "all by *": ("dense_backward", """
def dense_backward(dz, X, W):
    return dz * W, X * dz, dz.sum(axis=0)
""", ["dense_backward__products_of_numbers"]),
    "biases by plain steps": ("momentum_step", """
def momentum_step(params, grads, state, lr, beta=0.9):
    old = state or [np.zeros_like(W) for W, _ in params]
    new = [beta * v + dW for v, (dW, _) in zip(old, grads)]
    return [(W - lr * v, b - lr * db) for (W, b), v, (_, db) in zip(params, new, grads)], new
""", ["momentum_step__biases_without_velocity"]),
}  # fmt: skip
TOLD = {  # what is wrong → (exercise, its answer, what is told, what would be false or of no use)
    "the layers in the order of the way back": ("backward", """
def backward(dscores, cache, params, activation="relu"):
    grads, dz = [], dscores
    for i in range(len(params) - 1, -1, -1):
        da, dW, db = dense_backward(dz, cache[i][0], params[i][0])
        grads.append((dW, db))
        dz = activation_backward(da, cache[i - 1][1], activation) if i else dz
    return grads
""", "the pairs are right, and stand in the other order", "look at its dz"),
    "the scores on the way back": ("loss_and_grads", """
def loss_and_grads(X, y, params, activation="relu"):
    scores, cache = forward(X, params, activation)
    return cross_entropy(scores, y), backward(scores, cache, params, activation)
""", "You sent the scores themselves back", "look at the input"),
    "xor without brackets": ("make_xor", """
def make_xor(n, noise, rng):
    X = rng.uniform(-1, 1, size=(n, 2))
    y = (X[:, 0] < 0 ^ X[:, 1] < 0).astype(int)
    return X + rng.normal(0, noise, size=X.shape), y
""", "belongs in brackets of its own", "power"),
    "a branch that is missing": ("activation_backward", """
def activation_backward(da, z, activation="relu"):
    if activation == "relu":
        return da * relu_grad(z)
    if activation == "sigmoid":
        return da * sigmoid_grad(z)
""", 'For "tanh" None comes back', "a line left out"),
    "a pair under one name": ("train_epoch", """
def train_epoch(X, y, params, batch_size, lr, rng):
    for A, b in minibatches(X, y, batch_size, rng):
        grads = loss_and_grads(A, b, params)
        params = [(W - lr * dW, c - lr * dc) for (W, c), (dW, dc) in zip(params, grads)]
    return params
""", "`loss_and_grads` returns 2 things", "one number to take apart"),
    "scores and cache under one name": ("one_epoch", """
def one_epoch(X, y, params, state, rng, activation="relu", solver="adam", alpha=0.0001,
              batch_size=200, lr=0.001, loss_grad=cross_entropy_grad):
    for A, b in minibatches(X, y, batch_size, rng):
        z = forward(A, params, activation)
        grads = backward(loss_grad(z, b), z, params, activation)
        params, state = one_step(solver, params, weight_decay(params, grads, alpha), state, lr)
    return params, state
""", "`forward` returns 2 things, `scores, cache`", "spelled so"),
    "a slice by a share": ("train_val_split", """
def train_val_split(X, y, val_fraction, rng):
    order, n = rng.permutation(len(X)), len(X) * val_fraction
    return X[order[n:]], X[order[:n]], y[order[n:]], y[order[:n]]
""", "The bounds of a slice are whole numbers", "`/`"),
    "a velocity that is kept and not used": ("momentum_step", """
def momentum_step(params, grads, state, lr, beta=0.9):
    v = state if state is not None else [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in params]
    v = [(beta * a + dW, beta * c + db) for (a, c), (dW, db) in zip(v, grads)]
    params = [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(params, grads)]
    return params, v
""", "not by the gradient?", "starts from zero"),
    "no first state": ("momentum_step", """
def momentum_step(params, grads, state, lr, beta=0.9):
    new = [(beta * v + dW, beta * u + db) for (v, u), (dW, db) in zip(state, grads)]
    return [(W - lr * v, b - lr * u) for (W, b), (v, u) in zip(params, new)], new
""", "`state` is None", "`append`"),
    "steps counted from 0": ("adam_step", """
def adam_step(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    zeros = [(0 * W, 0 * b) for W, b in params]
    t, m, s = state or (0, zeros, zeros)
    m = [tuple(beta1 * a + (1 - beta1) * g for a, g in zip(*pair)) for pair in zip(m, grads)]
    s = [tuple(beta2 * a + (1 - beta2) * g * g for a, g in zip(*pair)) for pair in zip(s, grads)]
    sizes = [tuple(np.sqrt(a / (1 - beta2**t)) + eps for a in pair) for pair in s]
    steps = [tuple(a / (1 - beta1**t) / n for a, n in zip(*pair)) for pair in zip(m, sizes)]
    return [tuple(p - lr * d for p, d in zip(*pair)) for pair in zip(params, steps)], (t + 1, m, s)
""", "state=None", "state=(1"),
    "a product with the one-hot rows": ("cross_entropy", """
def cross_entropy(z, y):
    return -np.mean(one_hot(y, z.shape[1]) @ log_softmax(z).T)
""", "and a matrix product", "`[:, y]` takes"),
    "an error that has to be large": ("gradient_check", """
def gradient_check(f, grad, x, tol=1e-6):
    return bool(relative_error(numerical_gradient(f, x), grad(x)) >= tol)
""", "look at the `>=`", "error *is* tol"),
    "more than tol passes": ("gradient_check", """
def gradient_check(f, grad, x, tol=1e-6):
    return relative_error(numerical_gradient(f, x), grad(x)) <= tol * x.size
""", "Errors larger than tol pass", "Your default"),
    "a tolerance that is written out": ("gradient_check", """
def gradient_check(f, grad, x, tol=1e-6):
    return relative_error(numerical_gradient(f, x), grad(x)) <= 1e-4
""", "or with another number", "number of elements"),
    "the step goes to the value": ("numerical_derivative", """
def numerical_derivative(f, x, h=1e-5):
    return (f(x) + h - f(x) - h) / (2 * h)
""", "It is x that moves", "times what it should be"),
    "pairs one at a time": ("init_params", """
def init_params(sizes, rng):
    return ((rng.normal(0, np.sqrt(2 / a), size=(a, b)), np.zeros(b)) for a, b in zip(sizes, sizes[1:]))
""", "come one at a time", "entries"),
    "pairs in the other order": ("init_params", """
def init_params(sizes, rng):
    return [(np.zeros(b), rng.normal(0, np.sqrt(2 / a), size=(a, b))) for a, b in zip(sizes, sizes[1:])]
""", "The order is (W, b)", "axis is missing"),
    "the rows of an identity called for": ("one_hot", """
def one_hot(y, n_classes):
    return np.eye(n_classes)(y)
""", "an entry is taken with `[`", "not a product"),
    "Python's sum over the rows": ("mse", """
def mse(y_pred, y_true):
    return sum((y_pred - y_true) ** 2) / len(y_pred)
""", "Python's own `sum` runs along the first", "You took"),
    "a sigmoid that is cut off": ("sigmoid", """
def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -20, 20)))
""", "are they cut off?", "overflow"),
    "no biases": ("forward", """
def forward(X, params, activation="relu"):
    functions, cache = {"relu": relu, "sigmoid": sigmoid, "tanh": tanh}, []
    for W, b in params:
        z = X @ W
        cache.append((X, z))
        X = functions[activation](z)
    return z, cache
""", "The biases are missing", "Only the first layer"),
    "a mean over the inputs": ("neuron_grads", """
def neuron_grads(x, w, b, y):
    z = w @ x + b
    dz = 2 * (sigmoid(z) - y) * sigmoid_grad(z)
    return dz * x / len(x), dz
""", "the length of the first array", "number of rows"),
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


@pytest.mark.slow
@pytest.mark.parametrize("case", TOLD)
def test_what_is_so_is_told_and_not_what_is_not(case):
    exercise, source, told, false = TOLD[case]
    message = result_of(exercise, source).message
    assert told in message and false not in message, message
