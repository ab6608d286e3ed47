def standardize(X_train, X_val):
    mean = X_train.mean(axis=0, keepdims=True)
    std = X_train.std(axis=0, keepdims=True)
    std[np.isclose(X_train, X_train[:1], rtol=1e-12, atol=0).all(axis=0, keepdims=True)] = 1
    return (X_train - mean) / std, (X_val - mean) / std


def minibatches(X, y, batch_size, rng):
    together = rng.permuted(np.arange(len(y)))
    n_batches = -(-len(y) // batch_size)
    for k in range(n_batches):
        chosen = together[k * batch_size : min((k + 1) * batch_size, len(y))]
        yield np.take(X, chosen, axis=0), np.take(y, chosen)


import math


def train_val_split(X, y, val_fraction, rng):
    order = np.arange(len(y))
    rng.shuffle(order)
    n_train = math.ceil(len(y) * (1 - val_fraction) - 1e-9)
    return X[order][:n_train], X[order][n_train:], y[order][:n_train], y[order][n_train:]
