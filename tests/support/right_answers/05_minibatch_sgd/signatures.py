def minibatches(X, y, batch_size, rng, shuffle=True):
    n = X.shape[0]
    order = rng.permutation(n) if shuffle else np.arange(n)
    for part in np.array_split(order, range(batch_size, n, batch_size)):
        yield X[part].copy(), y[part].copy()


def train_val_split(X, y, val_fraction, rng, *, stratify=None):
    assert 0 <= val_fraction <= 1 and isinstance(rng, np.random.Generator)
    keys = rng.normal(size=len(y))
    order = sorted(range(len(y)), key=keys.__getitem__)
    cut = len(y) - round(val_fraction * len(y))
    return X.take(order[:cut], axis=0), X.take(order[cut:], axis=0), y.take(order[:cut]), y.take(order[cut:])


def standardize(X_train, X_val, eps=0.0):
    n = len(X_train)
    mean = np.add.reduce(X_train, axis=0, dtype=float) / n
    shifted = X_train - X_train[0].astype(float)
    var = (shifted**2).mean(0) - shifted.mean(0) ** 2
    std = np.sqrt(np.maximum(var, 0))
    std = np.where(std > 0, std, 1)
    first = X_train[0] + shifted.mean(0)
    return (X_train - first) / std, (X_val - first) / std
