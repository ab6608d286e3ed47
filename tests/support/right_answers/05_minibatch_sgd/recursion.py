def train_val_split(X, y, val_fraction, rng):
    n = len(y)
    val = rng.choice(n, size=int(round(n * val_fraction)), replace=False)
    train = rng.permutation(np.setdiff1d(np.arange(n), val))
    return X[train], X[val], y[train], y[val]


def standardize(X_train, X_val):
    m, s = X_train.mean(0), X_train.std(0)
    constant = np.array([np.unique(column).size == 1 for column in X_train.T])
    m = np.where(constant, X_train[0], m)
    s = np.where(constant, 1, s)
    return tuple(np.divide(np.subtract(X, m), s) for X in (X_train, X_val))


def minibatches(X, y, batch_size, rng):
    def cut(order):
        if len(order):
            yield X[order[:batch_size]], y[order[:batch_size]]
            yield from cut(order[batch_size:])

    return cut(rng.permutation(len(y)))


def sgd_step(params, grads, lr):
    if len(params) == 0:
        return []
    (W, b), (dW, db) = params[0], grads[0]
    return [(W + -lr * dW, b + -lr * db)] + list(sgd_step(params[1:], grads[1:], lr))


def train_epoch(X, y, params, batch_size, lr, rng):
    working = [[np.array(W), np.array(b)] for W, b in params]
    for X_batch, y_batch in list(minibatches(X, y, batch_size, rng)):
        _, grads = loss_and_grads(X_batch, y_batch, working)
        for layer, gradient in zip(working, grads):
            layer[0] -= lr * gradient[0]
            layer[1] -= lr * gradient[1]
    return working


def train(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    if epochs == 0:
        return params, {key: [] for key in ("train_loss", "val_loss", "train_acc", "val_acc")}
    params, history = train(X_train, y_train, X_val, y_val, params, epochs - 1, batch_size, lr, rng)
    params = train_epoch(X_train, y_train, params, batch_size, lr, rng)
    for key, data in {"train": (X_train, y_train), "val": (X_val, y_val)}.items():
        z = forward(data[0], params)[0]
        history[f"{key}_loss"].append(cross_entropy(z, data[1]).item())
        history[f"{key}_acc"].append((z.argmax(1) == data[1]).sum() / len(data[1]))
    return params, history
