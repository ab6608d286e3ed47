"""Other ways to write the exercises of lesson 4, as beginners do."""


def dense_backward__by_loops(dz, X, W):
    dX, dW, db = np.zeros(X.shape), np.zeros(W.shape), np.zeros(W.shape[1])
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            db[j] += dz[i, j]
            for k in range(W.shape[0]):
                dW[k, j] += X[i, k] * dz[i, j]
                dX[i, k] += W[k, j] * dz[i, j]
    return dX, dW, db


def dense_backward__by_dot(dz, X, W):
    dX = np.dot(dz, W.T)
    dW = np.dot(X.T, dz)
    db = np.sum(dz, axis=0)
    return dX, dW, db


def activation_backward__by_conditions(da, z, activation="relu"):
    if activation == "relu":
        return da * (z > 0)
    elif activation == "sigmoid":
        s = sigmoid(z)
        return da * s * (1 - s)
    else:
        return da * (1 - np.tanh(z) ** 2)


def mse_grad__in_one(y_pred, y_true):
    return 2 * (y_pred - y_true) / y_pred.size


def binary_cross_entropy_grad__in_one(z, y):
    return (sigmoid(z) - y) / len(y)


def cross_entropy_grad__in_place_on_a_copy(z, y):
    p = softmax(z)
    n = len(y)
    p[np.arange(n), y] -= 1
    return p / n


def cross_entropy_grad__by_a_loop(z, y):
    p = softmax(z)
    for i in range(len(y)):
        p[i, y[i]] -= 1
    return p / len(y)


def backward__from_the_last(dscores, cache, params, activation="relu"):
    grads = []
    dz = dscores
    for i in range(len(params) - 1, -1, -1):
        a, z = cache[i]
        W, b = params[i]
        da, dW, db = dense_backward(dz, a, W)
        grads.insert(0, (dW, db))
        if i > 0:
            dz = activation_backward(da, cache[i - 1][1], activation)
    return grads


def loss_and_grads__line_by_line(X, y, params, activation="relu"):
    scores, cache = forward(X, params, activation)
    loss = cross_entropy(scores, y)
    dscores = cross_entropy_grad(scores, y)
    grads = backward(dscores, cache, params, activation)
    return loss, grads
