from functools import reduce


def dense(X, W, b):
    return np.c_[X, np.ones(len(X))] @ np.vstack([W, b])


def relu(z):
    return z * (z > 0)


def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))


def tanh(z):
    t = np.exp(-2.0 * np.minimum(abs(z), 50))
    return np.where(z > 0, 1, -1) * (1 - t) / (1 + t)


def softmax(z):
    return np.exp(z - np.logaddexp.reduce(z, axis=1, keepdims=True))


def init_params(sizes, rng):
    layers = []
    for d_in, d_out in reversed(list(zip(sizes, sizes[1:]))):
        u, v = rng.uniform(size=(2, d_in, d_out))
        normal = np.sqrt(-2 * np.log1p(-u)) * np.cos(2 * np.pi * v)
        layers.insert(0, (normal * np.sqrt(2 / d_in), np.zeros(d_out)))
    return layers


def count_params(params):
    return reduce(lambda n, layer: n + np.prod(layer[0].shape) + np.prod(layer[1].shape), params, 0)


def forward(X, params, activation="relu"):
    class Network:
        def __init__(self):
            self.cache = []

        def layer(self, a, W, b, last):
            z = np.dot(a, W) + b
            self.cache.append([np.array(a), z.copy()])
            return z if last else dict(relu=relu, tanh=tanh, sigmoid=sigmoid)[activation](z)

    network = Network()
    for i in range(len(params)):
        X = network.layer(X, params[i][0], params[i][1], i == len(params) - 1)
    return [X, network.cache]


def predict(X, params, activation="relu"):
    return np.argsort(forward(X, params, activation)[0], axis=1)[:, -1]
