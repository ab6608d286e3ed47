import math


def dense_backward(dz, X, W):
    n, d_out = dz.shape
    d_in = W.shape[0]
    dX, dW, db = np.zeros((n, d_in)), np.zeros((d_in, d_out)), np.zeros(d_out)
    for i in range(n):
        for j in range(d_out):
            db[j] += dz[i, j]
            for k in range(d_in):
                dX[i, k] += dz[i, j] * W[k, j]
                dW[k, j] += X[i, k] * dz[i, j]
    return [dX, dW, db]


def activation_backward(da, z, activation="relu"):
    def slope(v):
        if activation == "relu":
            return 1.0 if v > 0 else 0.0
        if activation == "tanh":
            return 1 - math.tanh(v) ** 2
        e = math.exp(-abs(v))
        return e / (1 + e) ** 2

    dz = np.empty(np.shape(z))
    for place in np.ndindex(dz.shape):
        dz[place] = da[place] * slope(float(z[place]))
    return dz


def mse_grad(y_pred, y_true):
    return np.array(
        [2 * (float(p) - float(t)) / np.size(y_pred) for p, t in zip(np.ravel(y_pred), np.ravel(y_true))]
    ).reshape(np.shape(y_pred))


def binary_cross_entropy_grad(z, y):
    return np.array([(float(sigmoid(v)) - label) / len(z) for v, label in zip(z, y)])


def cross_entropy_grad(z, y):
    rows = []
    for row, label in zip(softmax(z), y):
        rows.append([(p - (j == label)) / len(z) for j, p in enumerate(row)])
    return np.array(rows)


def backward(dscores, cache, params, activation="relu"):
    grads, dz = [None] * len(params), dscores
    i = len(params) - 1
    while True:
        a, W = cache[i][0], params[i][0]
        da, *grads[i] = dense_backward(dz, a, W)
        if i == 0:
            return grads
        i -= 1
        dz = activation_backward(da, cache[i][1], activation)


def loss_and_grads(X, y, params, activation="relu"):
    scores, cache = forward(X, params, activation)
    return [
        float(cross_entropy(scores, y)),
        backward(cross_entropy_grad(scores, y), cache, params, activation),
    ]
