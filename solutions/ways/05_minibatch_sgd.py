"""Other ways to write the exercises of lesson 5, as beginners do."""


def standardize__as_in_the_book(X_train, X_val):
    mean = X_train.mean(axis=0)
    std = X_train.std(axis=0)
    std[std < 1e-12] = 1
    return (X_train - mean) / std, (X_val - mean) / std


def standardize__no_care(X_train, X_val):
    mean = X_train.mean(axis=0)
    std = X_train.std(axis=0)
    return (X_train - mean) / std, (X_val - mean) / std


def sgd_step__by_index(params, grads, lr):
    new = []
    for i in range(len(params)):
        W, b = params[i]
        dW, db = grads[i]
        new.append((W - lr * dW, b - lr * db))
    return new


def minibatches__by_number(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for i in range(int(np.ceil(len(X) / batch_size))):
        rows = order[i * batch_size:(i + 1) * batch_size]
        yield X[rows], y[rows]


def minibatches__rows_of_the_order(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start:start + batch_size]
        yield X[rows], y[rows]


def train_epoch__line_by_line(X, y, params, batch_size, lr, rng):
    for X_batch, y_batch in minibatches(X, y, batch_size, rng):
        loss, grads = loss_and_grads(X_batch, y_batch, params)
        params = sgd_step(params, grads, lr)
    return params


def train__line_by_line(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    history = {"train_loss": [], "val_loss": [], "train_acc": [], "val_acc": []}
    for epoch in range(epochs):
        params = train_epoch(X_train, y_train, params, batch_size, lr, rng)
        train_scores, cache = forward(X_train, params)
        val_scores, cache = forward(X_val, params)
        history["train_loss"].append(cross_entropy(train_scores, y_train))
        history["val_loss"].append(cross_entropy(val_scores, y_val))
        history["train_acc"].append(accuracy(train_scores, y_train))
        history["val_acc"].append(accuracy(val_scores, y_val))
    return params, history
