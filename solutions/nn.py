"""A neural network in NumPy, put together from the solutions by `hardway`."""

import numpy as np


# ---- 01 forward pass

X = np.array([[1.0, 2.0],
              [3.0, 0.0],
              [0.0, 1.0],
              [2.0, 2.0]])


def dense(X, W, b):
    """Z = X W + b: one row an example, one column a unit.

    Parameters
    ----------
    X : array (n, d_in)
        Examples, one a row.
    W : array (d_in, d_out)
        Weights, one column a unit.
    b : array (d_out,)
        Biases, one a unit.

    Returns
    -------
    array (n, d_out)
    """
    return X @ W + b


def relu(z):
    """max(0, z), element by element.

    Parameters
    ----------
    z : array of any shape

    Returns
    -------
    array of the same shape
        A new one: z is left as it was.
    """
    return np.maximum(0, z)


def sigmoid(z):
    """1 / (1 + exp(−z)), element by element, for any finite z.

    Parameters
    ----------
    z : array of any shape

    Returns
    -------
    array of the same shape
        Numbers from 0 to 1; no overflow and no warning, however large z is.
    """
    e = np.exp(-np.abs(z))  # at most 1: it cannot overflow
    return np.where(z >= 0, 1, e) / (1 + e)


def tanh(z):
    """(exp(z) − exp(−z)) / (exp(z) + exp(−z)), element by element, for any finite z.

    Parameters
    ----------
    z : array of any shape

    Returns
    -------
    array of the same shape
        Numbers from −1 to 1; no overflow and no warning, however large z is.
    """
    t = np.exp(-np.abs(z))  # squared below: 2 * z itself may overflow
    return np.sign(z) * (1 - t**2) / (1 + t**2)


z = np.linspace(-5, 5, 201)


def softmax(z):
    """p[i, j] = exp(z[i, j]) / Σ_c exp(z[i, c]): each row of scores becomes a distribution.

    Parameters
    ----------
    z : array (n, k)
        Scores, one row an example; up to a million in size.

    Returns
    -------
    array (n, k)
        Each row has numbers from 0 to 1 whose sum is 1; no overflow and no warning.
    """
    e = np.exp(z - z.max(axis=1, keepdims=True))  # the largest power is exp(0): it cannot overflow
    return e / e.sum(axis=1, keepdims=True)


scores = np.array([[1.0, 2.0, 0.5]])


rng = np.random.default_rng(1)


def init_params(sizes, rng):
    """One (W, b) a layer: W normal with mean 0 and std sqrt(2 / fan_in), b zeros.

    Parameters
    ----------
    sizes : list of int
        Features, hidden units of each layer, scores: [2, 8, 3] is a network of two layers.
    rng : numpy.random.Generator
        The only source of random numbers.

    Returns
    -------
    list of (W, b)
        W of shape (d_in, d_out) and b of shape (d_out,), in layer order.
    """
    return [
        (rng.normal(0, np.sqrt(2 / d_in), size=(d_in, d_out)), np.zeros(d_out))
        for d_in, d_out in zip(sizes, sizes[1:])
    ]


def count_params(params):
    """Σ over layers of size(W) + size(b): how many numbers learning may change.

    Parameters
    ----------
    params : list of (W, b)
        W of shape (d_in, d_out) and b of shape (d_out,), in layer order.

    Returns
    -------
    int
    """
    return sum(W.size + b.size for W, b in params)


def forward(X, params, activation="relu"):
    """Scores of the network, and the cache that the way back will need.

    Parameters
    ----------
    X : array (n, d)
        Examples, one a row.
    params : list of (W, b)
        One pair a layer, in layer order.
    activation : "relu", "sigmoid" or "tanh"
        Applied after every layer but the last.

    Returns
    -------
    scores : array (n, k)
        What the last layer gives, without activation.
    cache : list of (input, z)
        One pair a layer, in layer order: what went into the layer, and its z before the activation.
    """
    activate = {"relu": relu, "sigmoid": sigmoid, "tanh": tanh}[activation]
    a, cache = X, []
    for W, b in params:
        z = dense(a, W, b)
        cache.append((a, z))
        a = activate(z)  # after the last layer nobody uses it: the scores are z
    return z, cache


def predict(X, params, activation="relu"):
    """The class with the largest score, for each example.

    Parameters
    ----------
    X : array (n, d)
    params : list of (W, b)
    activation : "relu", "sigmoid" or "tanh"

    Returns
    -------
    array (n,) of int
        Labels from 0 to k − 1.
    """
    scores, _ = forward(X, params, activation)
    return scores.argmax(axis=1)


# ---- 02 loss

def mse(y_pred, y_true):
    """Mean of (y_pred − y_true)² over all elements.

    Parameters
    ----------
    y_pred : array of any shape
        What the network says.
    y_true : array of the same shape
        What is true.

    Returns
    -------
    float
        At least 0.
    """
    return np.mean((y_pred - y_true) ** 2)


def one_hot(y, n_classes):
    """H[i, j] = 1 where j is y[i], and 0 elsewhere.

    Parameters
    ----------
    y : array (n,)
        Labels, integers from 0 to n_classes − 1; not every class need occur.
    n_classes : int

    Returns
    -------
    array (n, n_classes) of float
    """
    return np.eye(n_classes)[y]


def log_softmax(z):
    """log p[i, j] = z[i, j] − log Σ_c exp(z[i, c]), without overflow and without log 0.

    Parameters
    ----------
    z : array (n, k)
        Scores, one row an example; up to a million in size.

    Returns
    -------
    array (n, k)
        Log-probabilities, at most 0; finite, and no warning.
    """
    shifted = z - z.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def cross_entropy(z, y):
    """Mean over the examples of −log softmax(z)[y].

    Parameters
    ----------
    z : array (n, k)
        Scores, one row an example; up to a million in size.
    y : array (n,)
        True classes, integers from 0 to k − 1.

    Returns
    -------
    float
        At least 0; finite, and no warning.
    """
    return -log_softmax(z)[np.arange(len(y)), y].mean()


def binary_cross_entropy(z, y):
    """Mean over the examples of −y log σ(z) − (1 − y) log(1 − σ(z)).

    Parameters
    ----------
    z : array (n,)
        One score an example, up to a million in size; σ(z) is the probability of class 1.
    y : array (n,)
        True classes, zeros and ones.

    Returns
    -------
    float
        At least 0; finite, and no warning.
    """
    return np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z))))


def accuracy(z, y):
    """Fraction of the rows whose largest score is the true class.

    Parameters
    ----------
    z : array (n, k)
        Scores, one row an example.
    y : array (n,)
        True classes, integers from 0 to k − 1.

    Returns
    -------
    float
        From 0 to 1.
    """
    return np.mean(z.argmax(axis=1) == y)


# ---- 03 chain rule

def numerical_derivative(f, x, h=1e-5):
    """Central difference (f(x + h) − f(x − h)) / 2h: the slope of f at x, measured.

    Parameters
    ----------
    f : function
        Takes a number, returns a number.
    x : float
        Where to measure.
    h : float
        The step to each side.

    Returns
    -------
    float
    """
    return (f(x + h) - f(x - h)) / (2 * h)


def sigmoid_grad(z):
    """σ′(z) = σ(z) (1 − σ(z)), elementwise.

    Parameters
    ----------
    z : array, any shape
        Scores, before the sigmoid; any finite numbers.

    Returns
    -------
    array, shape of z
        Always finite, between 0 and 1/4.
    """
    a = sigmoid(z)
    return a * (1 - a)


def tanh_grad(z):
    """tanh′(z) = 1 − tanh²(z), elementwise; `np.tanh` is allowed here.

    Parameters
    ----------
    z : array, any shape
        Scores, before tanh; any finite numbers.

    Returns
    -------
    array, shape of z
        Always finite, between 0 and 1.
    """
    return 1 - tanh(z) ** 2


def relu_grad(z):
    """1 where z is positive, 0 elsewhere (also at 0), elementwise.

    Parameters
    ----------
    z : array, any shape
        Scores, before relu.

    Returns
    -------
    array, shape of z
        Numbers, not True and False.
    """
    return np.where(z > 0, 1.0, 0.0)


def neuron_grads(x, w, b, y):
    """Gradients of L = (sigmoid(w·x + b) − y)² by the weights and the bias, by the chain rule.

    Parameters
    ----------
    x : array (d,)
        One example.
    w : array (d,)
        Weights.
    b : float
        Bias.
    y : float
        Target.

    Returns
    -------
    dw : array (d,)
        ∂L/∂w.
    db : float
        ∂L/∂b.
    """
    z = w @ x + b
    da = 2 * (sigmoid(z) - y)
    dz = da * sigmoid_grad(z)
    return dz * x, dz


def numerical_gradient(f, x, h=1e-5):
    """Central differences: (f(x + h·E) − f(x − h·E)) / 2h for each element, E being 1 there and 0 elsewhere.

    Parameters
    ----------
    f : function
        Takes an array of x's shape, returns a number.
    x : array, any shape
        Where to measure; left as it is.
    h : float
        The step to each side.

    Returns
    -------
    array, shape of x
        The slope of f by each element.
    """
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        step = np.zeros(x.shape)  # of floats, so that x + step is too
        step[place] = h
        gradient[place] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient


def relative_error(a, b):
    """The largest of abs(a − b) / max(abs(a) + abs(b), 1e-8) over all elements.

    Parameters
    ----------
    a, b : array, any shape, the same for both
        What to compare.

    Returns
    -------
    float
        0 where a and b are equal, at most 1.
    """
    size = np.maximum(np.abs(a) + np.abs(b), 1e-8)
    return np.max(np.abs(a - b) / size)


def gradient_check(f, grad, x, tol=1e-6):
    """Whether the relative error between the measured gradient of f at x and grad(x) is at most tol.

    Parameters
    ----------
    f : function
        Takes an array of x's shape, returns a number.
    grad : function
        Takes an array of x's shape, returns the claimed gradient, of the same shape.
    x : array, any shape
        Where to compare.
    tol : float
        The largest relative error that passes.

    Returns
    -------
    bool
        One True or False; False when something is nan.
    """
    return bool(relative_error(numerical_gradient(f, x), grad(x)) <= tol)


# ---- 04 backprop

def dense_backward(dz, X, W):
    """dX = dz Wᵀ, dW = Xᵀ dz, db = Σᵢ dzᵢ: the backward pass of dense.

    Parameters
    ----------
    dz : array (n, d_out)
        ∂L/∂z, what comes from above.
    X : array (n, d_in)
        What went into the layer.
    W : array (d_in, d_out)
        Its weights.

    Returns
    -------
    dX : array (n, d_in)
    dW : array (d_in, d_out)
    db : array (d_out,)
    """
    dX = dz @ W.T
    dW = X.T @ dz
    db = dz.sum(axis=0)
    return dX, dW, db


dz, X, W, b = rng.normal(size=(5, 3)), rng.normal(size=(5, 2)), rng.normal(size=(2, 3)), rng.normal(size=3)


def activation_backward(da, z, activation="relu"):
    """dz = da · f′(z), element by element: the backward pass of an activation f.

    Parameters
    ----------
    da : array of any shape
        ∂L/∂a, what comes from above.
    z : array of the same shape
        What went into the activation.
    activation : "relu", "sigmoid" or "tanh"

    Returns
    -------
    array of the same shape
        ∂L/∂z, a new array.
    """
    derivative = {"relu": relu_grad, "sigmoid": sigmoid_grad, "tanh": tanh_grad}
    return da * derivative[activation](z)


da, z = rng.normal(size=(5, 4)), rng.normal(size=(5, 4))


def mse_grad(y_pred, y_true):
    """∂mse/∂y_pred = 2 (y_pred − y_true) / N, N the number of elements.

    Parameters
    ----------
    y_pred : array (n,) or (n, k)
        Predictions.
    y_true : array of the same shape
        What they should have been.

    Returns
    -------
    array of the same shape
    """
    return 2 * (y_pred - y_true) / y_pred.size


def binary_cross_entropy_grad(z, y):
    """∂L/∂z = (sigmoid(z) − y) / n of the binary cross entropy L.

    Parameters
    ----------
    z : array (n,)
        Scores, any finite numbers.
    y : array (n,)
        Labels, 0 or 1.

    Returns
    -------
    array (n,)
        Finite, however large z is.
    """
    return (sigmoid(z) - y) / len(z)


def cross_entropy_grad(z, y):
    """∂L/∂z = (softmax(z) − one_hot(y)) / n of the cross entropy L.

    Parameters
    ----------
    z : array (n, k)
        Scores, one row an example.
    y : array (n,)
        True classes, integers from 0 to k − 1.

    Returns
    -------
    array (n, k)
    """
    return (softmax(z) - one_hot(y, z.shape[1])) / len(z)


z, y = rng.normal(size=(5, 3)), np.array([2, 0, 1, 1, 2])


def backward(dscores, cache, params, activation="relu"):
    """dZ = dA ⊙ f′(Z), then dA, dW, db = dense_backward(dZ, …): from the last layer to the first.

    Parameters
    ----------
    dscores : array (n, k)
        ∂L/∂scores.
    cache : list of (input, z)
        What `forward` remembered, one pair for each layer.
    params : list of (W, b)
        One pair for each layer.
    activation : "relu", "sigmoid" or "tanh"
        The one that `forward` used, after every layer but the last.

    Returns
    -------
    list of (dW, db)
        One pair for each layer, in the order of `params`.
    """
    grads, d = [], dscores
    last = len(params) - 1
    for i in reversed(range(len(params))):
        (a, z), (W, _) = cache[i], params[i]
        dz = activation_backward(d, z, activation) if i < last else d
        d, dW, db = dense_backward(dz, a, W)
        grads.insert(0, (dW, db))
    return grads


rng = np.random.default_rng(5)


X, dscores = rng.normal(size=(5, 2)), rng.normal(size=(5, 2))


x, label = np.array([[1.0, 0.5]]), np.array([1])


small = [
    (np.array([[1.0, -1.0, 0.5], [0.5, 0.4, 1.0]]), np.array([0.1, 0.2, 0.0])),
    (np.array([[0.8, -0.5, 0.6], [0.3, 1.0, -0.7], [0.5, 0.9, 0.4]]), np.array([0.0, 0.1, 0.2])),
    (np.array([[1.0, -0.6], [-0.4, 0.7], [0.9, 0.3]]), np.array([0.1, 0.0])),
]


scores, cache = forward(x, small)


grads = backward(cross_entropy_grad(scores, label), cache, small)


def loss_and_grads(X, y, params, activation="relu"):
    """The cross entropy of a network, and its gradient by every parameter.

    Parameters
    ----------
    X : array (n, d)
        Examples.
    y : array (n,)
        True classes, integers.
    params : list of (W, b)
        One pair for each layer.
    activation : "relu", "sigmoid" or "tanh"

    Returns
    -------
    loss : float
    grads : list of (dW, db)
        One pair for each layer, in the order of `params`.
    """
    scores, cache = forward(X, params, activation)
    loss = cross_entropy(scores, y)
    grads = backward(cross_entropy_grad(scores, y), cache, params, activation)
    return loss, grads


params = init_params([2, 4, 3, 2], np.random.default_rng(6))


# ---- 05 minibatch sgd

order = np.array([2, 0, 3, 1])  # what rng.permutation(4) may return


def standardize(X_train, X_val):
    """(X − mean) / std, column by column, with the mean and std of the training part.

    Parameters
    ----------
    X_train : array (n, d)
    X_val : array (m, d)

    Returns
    -------
    X_train, X_val : arrays (n, d) and (m, d)
        Both by the training part's mean and std (divided by n, ddof 0). A training column that does not vary becomes zeros.
    """
    mean, std = X_train.mean(axis=0, dtype=float), X_train.std(axis=0, dtype=float)
    varies = std > 1e-12 * np.abs(mean)  # below that, std is rounding noise
    scale = np.where(varies, std, 1.0)
    return (X_train - mean) / scale, (X_val - mean) / scale


def minibatches(X, y, batch_size, rng):
    """Yield all examples once, in random order, batch_size at a time.

    Parameters
    ----------
    X : array (n, d)
    y : array (n,)
    batch_size : int
        May be larger than n: then there is one batch.
    rng : numpy.random.Generator

    Yields
    ------
    X_batch, y_batch : arrays (m, d) and (m,)
        m is batch_size; in the last batch it may be smaller. Nothing is dropped.
    """
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        batch = order[start:start + batch_size]
        yield X[batch], y[batch]


start = init_params([2, 32, 2], rng)


rng = np.random.default_rng(8)


X_train, X_val = standardize(X_train, X_val)


# ---- 06 decision boundaries

def make_xor(n, noise, rng):
    """Points in the square [−1, 1]², label 1 where the signs of the two coordinates differ, then Gaussian noise on the points.

    Parameters
    ----------
    n : int
        Number of points.
    noise : float
        Standard deviation of the noise, at least 0.
    rng : numpy.random.Generator
        The only source of randomness.

    Returns
    -------
    X : array (n, 2)
        The points, spread over all four quadrants.
    y : array (n,)
        Integer labels, 0 or 1; the noise does not change them.
    """
    X = rng.uniform(-1, 1, size=(n, 2))
    y = (X[:, 0] * X[:, 1] < 0).astype(int)
    return X + rng.normal(0, noise, size=(n, 2)), y


def make_spirals(n_per_class, n_classes, noise, rng):
    """One spiral arm a class, wound around each other.

    Parameters
    ----------
    n_per_class : int
        Number of points of each class.
    n_classes : int
        Number of arms.
    noise : float
        How far the points scatter about their arm; at 0 they lie on it.
    rng : numpy.random.Generator
        The only source of randomness.

    Returns
    -------
    X : array (n_per_class * n_classes, 2)
        The points, in any order.
    y : array (n_per_class * n_classes,)
        Integer labels from 0 to n_classes − 1.
    """
    y = np.repeat(np.arange(n_classes), n_per_class)
    radius = np.tile(np.linspace(0.1, 1, n_per_class), n_classes)
    angle = 5 * radius + 2 * np.pi * y / n_classes + rng.normal(0, noise, size=len(y))
    X = radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    return X, y


def make_grid(X, resolution=100, margin=0.5):
    """A regular grid over the points of X: from min − margin to max + margin in each direction.

    Parameters
    ----------
    X : array (n, 2)
        The points to cover.
    resolution : int
        Number of grid lines in each direction.
    margin : float
        Room on every side.

    Returns
    -------
    xx, yy : arrays (resolution, resolution)
        First and second coordinate of every place, indexed as `np.meshgrid` does by default: x changes along a row.
    """
    low, high = X.min(axis=0) - margin, X.max(axis=0) + margin
    x1 = np.linspace(low[0], high[0], resolution)
    x2 = np.linspace(low[1], high[1], resolution)
    xx, yy = np.meshgrid(x1, x2)
    return xx, yy


def predict_grid(predict, xx, yy):
    """The label that `predict` gives to each place of a grid.

    Parameters
    ----------
    predict : function
        Takes an array (m, 2), one place a row; returns labels (m,).
    xx, yy : arrays (rows, columns)
        First and second coordinate of every place.

    Returns
    -------
    array (rows, columns)
        Labels, in the shape of xx.
    """
    places = np.column_stack([xx.ravel(), yy.ravel()])
    return predict(places).reshape(xx.shape)


def confusion_matrix(y_true, y_pred, n_classes):
    """counts[i, j] = number of examples of class i that were called j.

    Parameters
    ----------
    y_true : array (n,)
        True classes, integers from 0 to n_classes − 1.
    y_pred : array (n,)
        Predicted classes.
    n_classes : int
        Number of classes, also of those that do not occur.

    Returns
    -------
    array (n_classes, n_classes)
        Integers; rows are the truth.
    """
    counts = np.zeros((n_classes, n_classes), dtype=int)
    for truth, called in zip(y_true, y_pred):
        counts[truth, called] += 1
    return counts


xx, yy = np.meshgrid(np.linspace(-2, 2, 25), np.linspace(-2, 2, 25))


rng = np.random.default_rng(0)


# ---- 07 optimizers

def momentum_step(params, grads, state, lr, beta=0.9):
    """v ← βv + g, then p ← p − lr·v, for every weight and bias p with gradient g.

    Parameters
    ----------
    params : list of (W, b)
        One pair a layer: W (d_in, d_out), b (d_out,).
    grads : list of (dW, db)
        Their gradients, in the same order and shapes.
    state : None or what this function returned last
        The velocities; None before the first step, when every velocity is 0.
    lr : float
        Learning rate.
    beta : float
        How much of the old velocity stays.

    Returns
    -------
    params : list of (W, b)
        New parameters.
    state : anything you like
        What the next step needs.
    """
    velocities = state or [(0.0, 0.0)] * len(params)
    velocities = [(beta * vW + dW, beta * vb + db) for (vW, vb), (dW, db) in zip(velocities, grads)]
    params = [(W - lr * vW, b - lr * vb) for (W, b), (vW, vb) in zip(params, velocities)]
    return params, velocities


beta = 0.9


params, state, speeds = [(np.zeros((1, 1)), np.zeros(1))], None, []


def rmsprop_step(params, grads, state, lr, beta=0.9, eps=1e-8):
    """s ← βs + (1 − β)g², then p ← p − lr·g / (√s + eps), for every weight and bias p with gradient g.

    Parameters
    ----------
    params : list of (W, b)
        One pair a layer: W (d_in, d_out), b (d_out,).
    grads : list of (dW, db)
        Their gradients, in the same order and shapes.
    state : None or what this function returned last
        The averages s; None before the first step, when every s is 0.
    lr : float
        Learning rate.
    beta : float
        How much of the old average stays.
    eps : float
        A small number that keeps the division possible where s is 0.

    Returns
    -------
    params : list of (W, b)
        New parameters.
    state : anything you like
        What the next step needs.
    """
    def average(s, g):
        return beta * s + (1 - beta) * g * g

    def moved(p, g, s):
        return p - lr * g / (np.sqrt(s) + eps)

    squares = state or [(0.0, 0.0)] * len(params)
    squares = [(average(sW, dW), average(sb, db)) for (sW, sb), (dW, db) in zip(squares, grads)]
    params = [(moved(W, dW, sW), moved(b, db, sb)) for (W, b), (dW, db), (sW, sb) in zip(params, grads, squares)]
    return params, squares


g = 1 + 0.4 * np.random.default_rng(0).normal(size=60)


m = np.array([0.1 * (0.9 ** np.arange(k)[::-1] * g[:k]).sum() for k in t])


def adam_step(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """m ← β₁m + (1 − β₁)g, s ← β₂s + (1 − β₂)g², then p ← p − lr·m̂ / (√ŝ + eps), with m̂ = m/(1 − β₁ᵗ) and ŝ = s/(1 − β₂ᵗ).

    Parameters
    ----------
    params : list of (W, b)
        One pair a layer: W (d_in, d_out), b (d_out,).
    grads : list of (dW, db)
        Their gradients, in the same order and shapes.
    state : None or what this function returned last
        The averages m and s and the number of steps so far; None before the first step, when all are 0. The first step is t = 1.
    lr : float
        Learning rate.
    beta1 : float
        How much of the old average of gradients stays.
    beta2 : float
        How much of the old average of squared gradients stays.
    eps : float
        A small number that keeps the division possible where s is 0.

    Returns
    -------
    params : list of (W, b)
        New parameters.
    state : anything you like
        What the next step needs.
    """
    zeros = [(0.0, 0.0)] * len(params)
    t, ms, ss = state or (0, zeros, zeros)
    t = t + 1

    def moved(p, m, s):
        m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
        return p - lr * m_hat / (np.sqrt(s_hat) + eps)

    ms = [(beta1 * mW + (1 - beta1) * dW, beta1 * mb + (1 - beta1) * db) for (mW, mb), (dW, db) in zip(ms, grads)]
    ss = [(beta2 * sW + (1 - beta2) * dW * dW, beta2 * sb + (1 - beta2) * db * db) for (sW, sb), (dW, db) in zip(ss, grads)]
    params = [(moved(W, mW, sW), moved(b, mb, sb)) for (W, b), (mW, mb), (sW, sb) in zip(params, ms, ss)]
    return params, (t, ms, ss)


def weight_decay(params, grads, strength):
    """dW + strength·W for every weight matrix; the gradients of the biases as they are.

    Parameters
    ----------
    params : list of (W, b)
        One pair a layer: W (d_in, d_out), b (d_out,).
    grads : list of (dW, db)
        The gradients of the loss, in the same order and shapes.
    strength : float
        The factor of the penalty strength/2 · ΣW².

    Returns
    -------
    list of (dW, db)
        The gradients of loss plus penalty.
    """
    return [(dW + strength * W, db) for (W, _), (dW, db) in zip(params, grads)]


def cosine_lr(epoch, epochs, lr_max, lr_min=0.0):
    """lr_min + (lr_max − lr_min)·(1 + cos(π·epoch/(epochs − 1)))/2; lr_max where there is only one epoch.

    Parameters
    ----------
    epoch : int
        The current epoch, from 0 to epochs − 1.
    epochs : int
        How many there are in all.
    lr_max : float
        The learning rate at epoch 0.
    lr_min : float
        The learning rate at the last epoch.

    Returns
    -------
    float
    """
    if epochs == 1:
        return lr_max
    return lr_min + (lr_max - lr_min) * (1 + np.cos(np.pi * epoch / (epochs - 1))) / 2


epoch = np.arange(1, 41)


t = np.arange(1, 101)
