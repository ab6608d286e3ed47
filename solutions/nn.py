"""A neural network in NumPy, put together from the solutions by `hardway`."""

import numpy as np
import warnings
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data


# ---- 01 forward pass

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
    return np.maximum(z, 0.0)


def sigmoid(z):
    """1 / (1 + exp(−z)), element by element, for any finite z.

    Parameters
    ----------
    z : array of any shape

    Returns
    -------
    array of the same shape
        Numbers from 0 to 1; right and without a warning, however large z is.
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
        Numbers from −1 to 1; right and without a warning, however large z is.
    """
    t = np.exp(-np.abs(z))  # squared below: 2 * z itself may overflow
    return np.sign(z) * (1 - t**2) / (1 + t**2)


def softmax(z):
    """p[i, j] = exp(z[i, j]) / Σ_c exp(z[i, c]): each row of scores becomes a distribution.

    Parameters
    ----------
    z : array (n, k)
        Scores, one row an example; up to a million in size.

    Returns
    -------
    array (n, k)
        Each row has numbers from 0 to 1 whose sum is 1; without a warning.
    """
    e = np.exp(z - z.max(axis=1, keepdims=True))  # the largest power is exp(0): it cannot overflow
    return e / e.sum(axis=1, keepdims=True)


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
        if len(cache) < len(params):  # the last layer's z are the scores
            a = activate(z)
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
    """Y[i, j] = 1 where j is y[i], and 0 elsewhere.

    Parameters
    ----------
    y : array (n,)
        Labels, integers from 0 to n_classes − 1; not every class need occur.
    n_classes : int

    Returns
    -------
    array (n, n_classes) of zeros and ones
    """
    return np.eye(n_classes)[np.asarray(y, dtype=int)]  # an index has to be an integer; labels may come as 0.0 and 1.0


def log_softmax(z):
    """log p[i, j] = z[i, j] − log Σ_c exp(z[i, c]), finite also where a probability is rounded to 0.

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
    return -log_softmax(z)[np.arange(len(y)), np.asarray(y, dtype=int)].mean()  # labels may come as 0.0 and 1.0


def binary_cross_entropy(z, y):
    """Mean over the examples of −y log σ(z) − (1 − y) log(1 − σ(z)).

    Parameters
    ----------
    z : array (n,)
        One score an example, up to a million in size; σ(z) is the probability of class 1.
    y : array (n,)
        True classes, zeros and ones; integers or floats.

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
    """Central difference (f(x + h) − f(x − h)) / (2h): the slope of f at x, measured.

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
    """tanh′(z) = 1 − tanh²(z), elementwise.

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
    """Central differences: (f(x + h·E) − f(x − h·E)) / (2h) for each element, E being 1 there and 0 elsewhere.

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
        0 where a and b are equal, at most 1; nan where a or b has a nan, in any place.
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
        One True or False; False when the error is nan.
    """
    return bool(relative_error(numerical_gradient(f, x), grad(x)) <= tol)


# ---- 04 backprop

def dense_backward(dz, X, W):
    """dX = dz Wᵀ, dW = Xᵀ dz, db = Σᵢ dzᵢ: the backward pass of dense.

    Parameters
    ----------
    dz : array (n, d_out)
        ∂L/∂z, the upstream gradient.
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


def activation_backward(da, z, activation="relu"):
    """dz = da · f′(z), element by element: the backward pass of an activation f.

    Parameters
    ----------
    da : array of any shape
        ∂L/∂a, the upstream gradient.
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
        Labels, zeros and ones; integers or floats.

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
        Finite for large scores too.
    """
    return (softmax(z) - one_hot(y, z.shape[1])) / len(z)


def backward(dscores, cache, params, activation="relu"):
    """From the last layer to the first: dZ = dA ⊙ f′(Z), then dW, db and the next dA.

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
    grads, dz = [], dscores
    for i in reversed(range(1, len(params))):
        (a, _), (W, _) = cache[i], params[i]
        da, dW, db = dense_backward(dz, a, W)
        grads.insert(0, (dW, db))
        dz = activation_backward(da, cache[i - 1][1], activation)
    X, _ = cache[0]  # nobody asks for the gradient by the data: the first layer needs no dX
    return [(X.T @ dz, dz.sum(axis=0)), *grads]


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


# ---- 05 minibatch sgd

def train_val_split(X, y, val_fraction, rng):
    """Shuffle the examples and cut them into a training and a validation part.

    Parameters
    ----------
    X : array (n, d)
        Examples.
    y : array (n,)
        Their labels, integers.
    val_fraction : float
        Share of the validation part, between 0 and 1; n · val_fraction is a whole number.
    rng : numpy.random.Generator
        The one source of randomness.

    Returns
    -------
    X_train, X_val, y_train, y_val : arrays (n − n_val, d), (n_val, d), (n − n_val,), (n_val,)
        Both parts in random order, each row with its label, every example in exactly one part.
    """
    order = rng.permutation(len(X))
    n_val = round(len(X) * val_fraction)
    val, train = order[:n_val], order[n_val:]
    return X[train], X[val], y[train], y[val]


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
    X, y = X[order], y[order]
    for start in range(0, len(X), batch_size):
        yield X[start:start + batch_size], y[start:start + batch_size]


def sgd_step(params, grads, lr):
    """p − lr · ∂loss/∂p for every weight and every bias.

    Parameters
    ----------
    params : sequence of (W, b)
        One pair for each layer.
    grads : sequence of (dW, db)
        One pair for each layer, in the same order and with the same shapes.
    lr : float
        The learning rate.

    Returns
    -------
    list of (W, b)
        New arrays; the arguments are as they were.
    """
    return [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(params, grads)]


def train_epoch(X, y, params, batch_size, lr, rng):
    """The parameters after one pass over the data, updated after every batch.

    Parameters
    ----------
    X : array (n, d)
    y : array (n,)
    params : sequence of (W, b)
        Where the epoch starts; relu between the layers.
    batch_size : int
    lr : float
    rng : numpy.random.Generator
        Decides the order of the examples.

    Returns
    -------
    list of (W, b)
        New parameters; `params` is as it was.
    """
    for X_batch, y_batch in minibatches(X, y, batch_size, rng):
        _, grads = loss_and_grads(X_batch, y_batch, params)
        params = sgd_step(params, grads, lr)
    return params


def train(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    """Train for some epochs; measure both sets after each of them.

    Parameters
    ----------
    X_train, y_train : arrays (n, d) and (n,)
    X_val, y_val : arrays (m, d) and (m,)
        Measured, never trained on.
    params : sequence of (W, b)
        Where training starts; relu between the layers.
    epochs : int
    batch_size : int
    lr : float
    rng : numpy.random.Generator

    Returns
    -------
    params : list of (W, b)
        After the last epoch.
    history : dict
        The lists "train_loss", "val_loss" (cross entropy), "train_acc", "val_acc" (fractions from 0 to 1): one entry an epoch, each measured
        on the whole set after that epoch.
    """
    history = {"train_loss": [], "val_loss": [], "train_acc": [], "val_acc": []}
    for _ in range(epochs):
        params = train_epoch(X_train, y_train, params, batch_size, lr, rng)
        for part, X, y in [("train", X_train, y_train), ("val", X_val, y_val)]:
            scores, _ = forward(X, params)
            history[part + "_loss"].append(cross_entropy(scores, y))
            history[part + "_acc"].append(accuracy(scores, y))
    return params, history


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
        Standard deviation of the noise, on the angles or on the points; at 0 the points lie on their arm.
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


def train_with(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """Train a network by cross entropy on mini-batches, with the optimizer that is named.

    Parameters
    ----------
    optimizer : str
        "sgd", "momentum", "rmsprop" or "adam".
    X : array (n, d)
        Examples.
    y : array (n,)
        True classes, integers.
    params : list of (W, b)
        Where training starts.
    epochs : int
        Passes over the data, each in an order freshly shuffled.
    batch_size : int
        Examples a step; the last batch of an epoch may be smaller.
    lr : float
        Learning rate.
    rng : numpy.random.Generator
        What shuffles.

    Returns
    -------
    params : list of (W, b)
        The trained parameters.
    losses : list of float
        After each epoch, the cross entropy on all of X.
    """
    steps = {"momentum": momentum_step, "rmsprop": rmsprop_step, "adam": adam_step}
    state, losses = None, []
    for _ in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            _, grads = loss_and_grads(X_batch, y_batch, params)
            if optimizer == "sgd":
                params = sgd_step(params, grads, lr)
            else:
                params, state = steps[optimizer](params, grads, state, lr)
        losses.append(cross_entropy(forward(X, params)[0], y))
    return params, losses


# ---- 08 neural network

def one_step(solver, params, grads, state, lr):
    """One update by "sgd", "momentum", "rmsprop" or "adam", in one form for all.

    Parameters
    ----------
    solver : str
        The name of the optimizer.
    params, grads : list of (W, b) and of (dW, db)
    state : None or what this function returned last
    lr : float
        Learning rate.

    Returns
    -------
    params : list of (W, b)
        New parameters.
    state
        What the next step needs; "sgd" needs nothing, and returns the state as it came or None.
    """
    if solver == "sgd":
        return sgd_step(params, grads, lr), state
    step = {"momentum": momentum_step, "rmsprop": rmsprop_step, "adam": adam_step}[solver]
    return step(params, grads, state, lr)


def one_epoch(X, y, params, state, rng, activation="relu", solver="adam", alpha=0.0001, batch_size=200,
              lr=0.001, loss_grad=cross_entropy_grad):
    """One pass over shuffled minibatches with weight decay; an update after every batch.

    Parameters
    ----------
    X : array (n, d)
    y : array (n,)
        Classes, integers from 0 to k − 1.
    params : list of (W, b)
    state : None or what this function returned last
        The optimizer's memory.
    rng : numpy.random.Generator
        Shuffles the examples.
    activation, solver : str
    alpha : float
        Strength of the weight decay in every step.
    batch_size : int
    lr : float
    loss_grad : function (scores, y) → array of the scores' shape
        Derivative of the mean loss by the scores.

    Returns
    -------
    params : list of (W, b)
    state
        For the next epoch.
    """
    for X_batch, y_batch in minibatches(X, y, batch_size, rng):
        scores, cache = forward(X_batch, params, activation)
        grads = backward(loss_grad(scores, y_batch), cache, params, activation)
        grads = weight_decay(params, grads, alpha)
        params, state = one_step(solver, params, grads, state, lr)
    return params, state


class NeuralNetwork(ClassifierMixin, BaseEstimator):
    """A classifier: dense layers, softmax, and gradient descent on the mean cross entropy.

    Parameters
    ----------
    hidden_layer_sizes : tuple of int, or int
        Units of each hidden layer; () for none. An int (NumPy's too) is one layer: 20 means (20,).
    activation : str
        "relu", "tanh", "sigmoid" (or "logistic", scikit-learn's name for it).
    solver : str
        "sgd", "momentum", "rmsprop", "adam".
    alpha : float
        Strength of the weight decay.
    batch_size : int or "auto"
        "auto" is 200, or all examples where there are fewer.
    learning_rate_init : float
    max_iter : int
        Epochs.
    random_state : int or None
        Seed of the first weights and of the shuffling.
    loss, early_stopping, validation_fraction, n_iter_no_change, verbose
        Stored, and for *Go further* alone.

    Attributes
    ----------
    classes_ : array (k,)
        The labels, sorted.
    n_features_in_ : int
    n_iter_ : int
        Epochs done.
    loss_curve_ : list
        Training loss after each epoch.
    history_ : dict
        Lists `train_loss`, `val_loss`, `train_acc`, `val_acc`, one entry an epoch; without validation data the validation ones are empty,
        or hold None.
    """

    def __init__(
        self, hidden_layer_sizes=(100,), activation="relu", solver="adam", alpha=0.0001, batch_size="auto",
        learning_rate_init=0.001, max_iter=200, random_state=None,
        # optional:
        loss="cross_entropy", early_stopping=False, validation_fraction=0.1, n_iter_no_change=10, verbose=False,
    ):
        """Store each argument under its own name."""
        self.hidden_layer_sizes = hidden_layer_sizes
        self.activation = activation
        self.solver = solver
        self.alpha = alpha
        self.batch_size = batch_size
        self.learning_rate_init = learning_rate_init
        self.max_iter = max_iter
        self.random_state = random_state
        self.loss = loss
        self.early_stopping = early_stopping
        self.validation_fraction = validation_fraction
        self.n_iter_no_change = n_iter_no_change
        self.verbose = verbose

    def fit(self, X, y, X_val=None, y_val=None, callback=None):
        """Learn from X (n, d) and labels y (n,), afresh; returns self.

        After each epoch the losses and accuracies are recorded in `history_` (validation: on X_val, y_val where given), and then `callback(self)`
        is called, which may read them there. Raises a ValueError, in one line that names it, where an argument or a validation label cannot be used.
        """
        self._check_arguments()
        X, y = validate_data(self, X, y, dtype=float)
        check_classification_targets(y)
        self.classes_, y = np.unique(y, return_inverse=True)
        rng = np.random.default_rng(self.random_state)
        val = self._validation(X_val, y_val)
        if self.early_stopping and val is None:
            X, X_val, y, y_val = train_val_split(X, y, self.validation_fraction, rng)
            val = X_val, y_val
            if not (len(y) and len(y_val)):
                raise ValueError(f"early stopping needs data to train on and to judge by; n_samples={len(y) + len(y_val)} are too few")
        self._learn(X, y, val, rng, callback)
        return self

    def _check_arguments(self):
        """Refuse what `fit` cannot use: a ValueError that names it."""
        def count(n):
            return isinstance(n, (int, np.integer)) and n >= 1

        def number(x):
            return isinstance(x, (int, float, np.number)) and 0 <= x < np.inf

        demands = {
            "hidden_layer_sizes": (all(map(count, self._hidden())), "whole numbers from 1 on"),
            "activation": (self.activation in ("relu", "tanh", "sigmoid", "logistic"), "relu, tanh, sigmoid or logistic"),
            "solver": (self.solver in ("sgd", "momentum", "rmsprop", "adam"), "sgd, momentum, rmsprop or adam"),
            "alpha": (number(self.alpha), "a number from 0 on"),
            "batch_size": (self.batch_size == "auto" or count(self.batch_size), "a whole number from 1 on, or auto"),
            "learning_rate_init": (number(self.learning_rate_init) and self.learning_rate_init > 0, "a number above 0"),
            "max_iter": (count(self.max_iter), "a whole number from 1 on"),
            "loss": (self.loss in ("cross_entropy", "binary_cross_entropy"), "cross_entropy or binary_cross_entropy"),
        }
        for name, (kept, due) in demands.items():
            if not kept:
                raise ValueError(f"{name}={getattr(self, name)!r}: it should be {due}")

    def _hidden(self):
        """The units of each hidden layer, as a list."""
        sizes = self.hidden_layer_sizes
        return list(sizes) if np.iterable(sizes) else [sizes]

    def _validation(self, X_val, y_val):
        """X_val and the places of y_val in `classes_`; None where there is no validation data."""
        if X_val is None and y_val is None:
            return None
        if X_val is None or y_val is None:
            raise ValueError(f"{'X_val' if X_val is None else 'y_val'} is missing: validation data is both, X_val and y_val")
        X_val, y_val = validate_data(self, X_val, y_val, dtype=float, reset=False)
        unseen = [label for label in dict.fromkeys(y_val.tolist()) if label not in self.classes_.tolist()]
        if unseen:
            raise ValueError(f"y_val has labels that y has not: {', '.join(map(repr, unseen[:5]))}{', …' if unseen[5:] else ''}")
        return X_val, np.searchsorted(self.classes_, y_val)

    def _learn(self, X, y, val, rng, callback):
        """The epochs of `fit`: X (n, d), classes y (n,) from 0 to k − 1, val None or a pair like (X, y)."""
        batch_size = min(200, len(X)) if self.batch_size == "auto" else self.batch_size
        n_scores = 1 if self._is_binary() else len(self.classes_)
        self.params_, state = init_params([X.shape[1], *self._hidden(), n_scores], rng), None
        self.history_ = {"train_loss": [], "val_loss": [], "train_acc": [], "val_acc": []}
        self.loss_curve_ = self.history_["train_loss"]
        for self.n_iter_ in range(1, self.max_iter + 1):
            with np.errstate(all="ignore"):  # a divergence is told once, below, and not by every operation in it
                self.params_, state = one_epoch(
                    X, y, self.params_, state, rng, self._activation(), self.solver, self.alpha, batch_size,
                    self.learning_rate_init, self._loss_grad()
                )
                self._record(X, y, val)
            self._warn_of_divergence()
            if callback is not None:
                callback(self)
            if self.early_stopping and self._is_over(val):
                break

    def _warn_of_divergence(self):
        """Optional: say in the first epoch whose loss is no finite number that the training has diverged."""
        if np.isfinite(self.loss_curve_).tolist() == [True] * (self.n_iter_ - 1) + [False]:
            warnings.warn(f"the loss is {self.loss_curve_[-1]} after epoch {self.n_iter_}: the training has diverged; "
                          f"try a learning_rate_init below {self.learning_rate_init}, or standardize X", ConvergenceWarning)

    def _activation(self):
        """The activation by the name that `forward` knows."""
        return "sigmoid" if self.activation == "logistic" else self.activation

    def _record(self, X, y, val):
        """Append the loss and the accuracy on the whole of each set to `history_`."""
        for part, data in [("train", (X, y)), ("val", val)]:
            if data is not None:
                loss, share = self._loss_and_accuracy(self._scores(data[0]), data[1])
                self.history_[part + "_loss"].append(loss)
                self.history_[part + "_acc"].append(share)
        if self.verbose:
            print(f"\repoch {self.n_iter_}/{self.max_iter}, loss {self.loss_curve_[-1]:.4f}", end="",
                  flush=True)

    def _scores(self, X):
        """Scores of the last layer (n, k), some rows at a time: what `forward` keeps then fits into the fast part of the memory."""
        rows = 1 + 2**14 // max(X.shape[1], *(len(b) for _, b in self.params_))
        parts = [X[start : start + rows] for start in range(0, len(X), rows)]
        scores = np.concatenate([forward(part, self.params_, self._activation())[0] for part in parts])
        # Stored by columns, the sums of n short rows are k long additions, several times as fast.
        return np.asfortranarray(scores)

    def predict_proba(self, X):
        """Probabilities (n, k); column j belongs to classes_[j]."""
        check_is_fitted(self)
        X = validate_data(self, X, dtype=float, reset=False)
        scores = self._scores(X)
        if self._is_binary():
            p = sigmoid(scores)
            return np.hstack([1 - p, p])
        return softmax(scores)

    def predict(self, X):
        """The most probable label of each row, an array (n,)."""
        columns = self.predict_proba(X).argmax(axis=1)
        return self.classes_[columns]

    def _is_binary(self):
        """Optional: whether one score is enough."""
        return self.loss == "binary_cross_entropy" and len(self.classes_) == 2

    def _loss_grad(self):
        """Optional: the function that gives the derivative of the chosen loss by the scores."""
        if self._is_binary():
            return lambda scores, y: binary_cross_entropy_grad(scores[:, 0], y)[:, None]
        return cross_entropy_grad

    def _loss_and_accuracy(self, scores, y):
        """Optional: the chosen loss, and the share of right answers."""
        if self._is_binary():
            return binary_cross_entropy(scores[:, 0], y), np.mean((scores[:, 0] > 0) == y)
        return cross_entropy(scores, y), accuracy(scores, y)

    def _is_over(self, val):
        """Optional: whether early stopping ends the training now; then the best weights are back."""
        losses = self.history_["val_loss"]
        best = int(np.argmin(losses))
        if best == len(losses) - 1:
            self._best_params = self.params_
        over = len(losses) - 1 - best >= self.n_iter_no_change
        if over or self.n_iter_ == self.max_iter:
            self.params_ = self._best_params
        return over
