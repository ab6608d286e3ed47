def logp(z):
    return z - np.logaddexp.reduce(z, axis=1, keepdims=True)


def dense_backward(dz, X, W):
    return (W @ dz.T).T, sum(np.outer(x, d) for x, d in zip(X, dz)), np.ones(len(dz)) @ dz


def activation_backward(da, z, activation="relu"):
    dz = np.array(da, dtype=float)
    if activation == "relu":
        dz[z <= 0] = 0
    elif activation == "sigmoid":
        dz *= sigmoid(z) * sigmoid(-z)
    else:
        dz /= np.cosh(np.clip(z, -100, 100).astype(float)) ** 2
    return dz


def mse_grad(y_pred, y_true):
    return (y_pred - y_true + y_pred - y_true) / y_pred.size


def cross_entropy_grad(z, y):
    n, k = z.shape
    return np.exp(logp(z)) / n - (np.asarray(y)[:, None] == np.arange(k)) / n


def backward(dscores, cache, params, activation="relu"):
    if not len(params):
        return []
    *before, (a, _) = cache
    da, dW, db = dense_backward(dscores, a, params[-1][0])
    if not before:
        return [[dW, db]]
    return backward(activation_backward(da, before[-1][1], activation), before, params[:-1], activation) + [
        [dW, db]
    ]


def loss_and_grads(X, y, params, activation="relu"):
    class Tape:
        def __enter__(self):
            self.scores, self.cache = forward(X, params, activation)
            return self

        def __exit__(self, *error):
            self.grads = backward(cross_entropy_grad(self.scores, y), self.cache, params, activation)

    with Tape() as tape:
        loss = -logp(tape.scores)[range(len(y)), y].mean()
    return loss, tape.grads
