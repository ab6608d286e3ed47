import math


def train_val_split(X, y, val_fraction, rng):
    pairs = [(X[i], y[i]) for i in range(len(y))]
    rng.shuffle(pairs)
    n_val = int(len(pairs) * val_fraction + 0.5)
    parts = pairs[n_val:], pairs[:n_val]
    Xs = [np.array([x for x, _ in part]).reshape(-1, X.shape[1]) for part in parts]
    ys = [np.array([label for _, label in part], dtype=y.dtype) for part in parts]
    return [*Xs, *ys]


def standardize(X_train, X_val):
    train, val = np.zeros(X_train.shape), np.zeros(X_val.shape)
    for j in range(X_train.shape[1]):
        column = [float(v) for v in X_train[:, j]]
        mean = math.fsum(column) / len(column)
        std = math.sqrt(math.fsum((v - mean) ** 2 for v in column) / len(column))
        if min(column) == max(column):
            std = 1.0
        for i in range(len(column)):
            train[i, j] = 0.0 if min(column) == max(column) else (column[i] - mean) / std
        for i in range(len(X_val)):
            val[i, j] = (X_val[i, j] - mean) / std
    return train, val


def minibatches(X, y, batch_size, rng):
    left = list(range(len(y)))
    while left:
        batch = []
        while left and len(batch) < batch_size:
            batch.append(left.pop(int(rng.integers(len(left)))))
        yield X[batch], y[batch]


def sgd_step(params, grads, lr):
    new = []
    for layer in range(len(params)):
        parts = []
        for k in range(2):
            p = params[layer][k].copy()
            p -= lr * grads[layer][k]
            parts.append(p)
        new.append(parts)
    return new


def train_epoch(X, y, params, batch_size, lr, rng):
    order = rng.permutation(len(X))
    start = 0
    while start < len(X):
        batch = order[start : start + batch_size]
        params = sgd_step(params, loss_and_grads(X[batch], y[batch], params)[1], lr)
        start += batch_size
    return params


def train(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    train_loss, val_loss, train_acc, val_acc = [], [], [], []
    for epoch in range(1, epochs + 1):
        params = train_epoch(X_train, y_train, params, batch_size, lr, rng)
        s, _ = forward(X_train, params)
        train_loss.append(float(cross_entropy(s, y_train)))
        train_acc.append(float(np.mean(np.argmax(s, axis=1) == y_train)))
        s, _ = forward(X_val, params)
        val_loss.append(float(cross_entropy(s, y_val)))
        val_acc.append(float(np.mean(np.argmax(s, axis=1) == y_val)))
    return params, dict(val_acc=val_acc, val_loss=val_loss, train_acc=train_acc, train_loss=train_loss)
