import itertools


def minibatches(X, y, batch_size, rng):
    left = iter(rng.permutation(len(y)).tolist())
    return map(lambda part: (X[part], y[part]), iter(lambda: list(itertools.islice(left, batch_size)), []))


def sgd_step(params, grads, lr):
    class Params(list):
        pass

    return Params((W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(params, grads))


def train(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    history = {}
    for epoch in range(epochs):
        params = train_epoch(X_train, y_train, params, batch_size, lr, rng)
        for name, X, y in (("val", X_val, y_val), ("train", X_train, y_train)):
            s = forward(X, params)[0]
            history.setdefault(name + "_loss", []).append(cross_entropy(s, y))
            history.setdefault(name + "_acc", []).append(accuracy(s, y))
        history.setdefault("lr", []).append(lr)
    return params, history
