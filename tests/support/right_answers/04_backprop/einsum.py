from collections import deque, namedtuple

Grads = namedtuple("Grads", "X W b")
Layer = namedtuple("Layer", "dW db")


def dense_backward(dz, X, W):
    return Grads(np.einsum("no,io->ni", dz, W), np.einsum("ni,no->io", X, dz), np.einsum("no->o", dz))


def activation_backward(da, z, activation="relu"):
    if activation == "relu":
        return np.where(z > 0, da, 0.0)
    a = {"sigmoid": sigmoid, "tanh": tanh}[activation](z)
    if activation == "sigmoid":
        return da * (a - a * a)
    return da - da * a * a


def mse_grad(y_pred, y_true):
    return np.subtract(y_pred, y_true) * (2.0 / np.prod(y_pred.shape))


def binary_cross_entropy_grad(z, y):
    return np.where(y == 1, -sigmoid(-z), sigmoid(z)) / z.size


def cross_entropy_grad(z, y):
    p = np.array(softmax(z))
    p[np.arange(len(y)), y] -= 1
    p /= len(y)
    return p


def backward(dscores, cache, params, activation="relu"):
    grads = deque()
    dz = dscores
    for (a, z), (W, b), below in zip(cache[::-1], params[::-1], [*cache[-2::-1], None]):
        g = dense_backward(dz, a, W)
        grads.appendleft(Layer(g[1], g[2]))
        if below is not None:
            dz = activation_backward(g[0], below[1], activation)
    return tuple(grads)


def loss_and_grads(X, y, params, activation="relu"):
    scores, cache = forward(X, params, activation=activation)
    dscores = (softmax(scores) - one_hot(y, scores.shape[1])) / len(X)
    return np.float64(cross_entropy(scores, y)), backward(dscores, cache, params, activation=activation)
