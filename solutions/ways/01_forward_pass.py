"""Other ways to write the exercises of lesson 1, as beginners do: a wrong answer may be one slip away from these.

They need not pass: what overflows here is what overflows there.
"""


def dense__by_three_loops(X, W, b):
    z = np.zeros((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            for k in range(X.shape[1]):
                z[i, j] += X[i, k] * W[k, j]
            z[i, j] += b[j]
    return z


def dense__sum_begun_anew(X, W, b):
    z = np.zeros((len(X), len(b)))
    for i in range(len(X)):
        for j in range(len(b)):
            total = 0
            for k in range(len(W)):
                total += X[i, k] * W[k, j]
            z[i, j] = total + b[j]
    return z


def relu__by_a_condition(z):
    return np.where(z > 0, z, 0)


def relu__as_a_product(z):
    return z * (z > 0)


def sigmoid__as_in_the_book(z):
    return 1 / (1 + np.exp(-z))


def sigmoid__by_exp_of_z(z):
    return np.exp(z) / (1 + np.exp(z))


def tanh__as_in_the_book(z):
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


def tanh__by_one_exponential(z):
    return (1 - np.exp(-2 * z)) / (1 + np.exp(-2 * z))


def tanh__by_sigmoid(z):
    return 2 * sigmoid(2 * z) - 1


def softmax__as_in_the_book(z):
    return np.exp(z) / np.sum(np.exp(z), axis=1, keepdims=True)


def softmax__row_by_row(z):
    p = np.zeros(z.shape)
    for i in range(len(z)):
        e = np.exp(z[i] - np.max(z[i]))
        p[i] = e / np.sum(e)
    return p


def init_params__by_index(sizes, rng):
    params = []
    for i in range(len(sizes) - 1):
        W = rng.normal(0, np.sqrt(2 / sizes[i]), size=(sizes[i], sizes[i + 1]))
        b = np.zeros(sizes[i + 1])
        params.append((W, b))
    return params


def init_params__standard_normal(sizes, rng):
    params = []
    for i in range(len(sizes) - 1):
        params.append((rng.standard_normal((sizes[i], sizes[i + 1])) * np.sqrt(2 / sizes[i]), np.zeros(sizes[i + 1])))
    return params


def count_params__by_a_loop(params):
    total = 0
    for W, b in params:
        total += W.size + b.size
    return total


def count_params__by_shape(params):
    total = 0
    for W, b in params:
        total += W.shape[0] * W.shape[1] + b.shape[0]
    return total


def forward__by_index(X, params, activation="relu"):
    cache = []
    a = X
    for i in range(len(params)):
        W, b = params[i]
        z = dense(a, W, b)
        cache.append((a, z))
        if i < len(params) - 1:
            if activation == "relu":
                a = relu(z)
            elif activation == "sigmoid":
                a = sigmoid(z)
            else:
                a = tanh(z)
    return z, cache


def predict__by_a_loop(X, params, activation="relu"):
    scores, cache = forward(X, params, activation)
    labels = []
    for row in scores:
        labels.append(np.argmax(row))
    return np.array(labels)
