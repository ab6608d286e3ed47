import copy
from collections import defaultdict
from functools import reduce


def train_val_split(X, y, val_fraction, rng):
    order = np.argsort(rng.random(len(X)))
    val, train = np.split(order, [round(len(X) * val_fraction)])
    return tuple(a[part] for a in (X, y) for part in (train, val))


def standardize(X_train, X_val):
    mean = np.mean(X_train, axis=0, dtype=np.float64)
    centred = X_train - mean
    std = np.sqrt(np.mean(centred**2, axis=0))
    flat = np.ptp(X_train, axis=0) == 0
    std[flat] = np.inf
    train = centred / std
    std[flat] = 1
    return train, (X_val - mean) / std


def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    pieces = np.array_split(order, np.arange(batch_size, len(X), batch_size))
    return ((X[piece], y[piece]) for piece in pieces)


def sgd_step(params, grads, lr):
    return tuple(
        tuple(map(lambda p, g: np.subtract(p, np.multiply(lr, g)), *pair)) for pair in zip(params, grads)
    )


def train_epoch(X, y, params, batch_size, lr, rng):
    return reduce(
        lambda p, batch: sgd_step(p, loss_and_grads(*batch, p)[1], lr),
        minibatches(X, y, batch_size, rng),
        params,
    )


def train(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    history = defaultdict(list)

    def record(name, X, y):
        scores = forward(X, params)[0]
        history[name + "_loss"] += [cross_entropy(scores, y)]
        history[name + "_acc"] += [accuracy(scores, y)]

    params = copy.deepcopy(params)
    for _ in range(epochs):
        params = train_epoch(X_train, y_train, params, batch_size, lr, rng)
        record("train", X_train, y_train)
        record("val", X_val, y_val)
    return [params, history]
