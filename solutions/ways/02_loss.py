"""Other ways to write the exercises of lesson 2, as beginners do."""


def mse__by_a_loop(y_pred, y_true):
    total = 0
    for p, t in zip(y_pred.ravel(), y_true.ravel()):
        total += (p - t) ** 2
    return total / y_pred.size


def mse__sum_over_size(y_pred, y_true):
    return np.sum((y_pred - y_true) ** 2) / y_pred.size


def one_hot__by_a_loop(y, n_classes):
    out = np.zeros((len(y), n_classes))
    for i in range(len(y)):
        out[i, y[i]] = 1
    return out


def one_hot__by_arange(y, n_classes):
    out = np.zeros((len(y), n_classes))
    out[np.arange(len(y)), y] = 1
    return out


def log_softmax__row_by_row(z):
    out = np.zeros(z.shape)
    for i in range(len(z)):
        m = np.max(z[i])
        out[i] = z[i] - m - np.log(np.sum(np.exp(z[i] - m)))
    return out


def log_softmax__in_one(z):
    m = np.max(z, axis=1, keepdims=True)
    return z - m - np.log(np.sum(np.exp(z - m), axis=1, keepdims=True))


def log_softmax__log_of_softmax(z):
    return np.log(np.exp(z) / np.sum(np.exp(z), axis=1, keepdims=True))


def cross_entropy__by_a_loop(z, y):
    logp = log_softmax(z)
    total = 0
    for i in range(len(y)):
        total += -logp[i, y[i]]
    return total / len(y)


def cross_entropy__by_one_hot(z, y):
    return -np.sum(one_hot(y, z.shape[1]) * log_softmax(z)) / len(y)


def cross_entropy__by_softmax(z, y):
    p = softmax(z)
    return -np.mean(np.log(p[np.arange(len(y)), y]))


def binary_cross_entropy__as_in_the_book(z, y):
    p = 1 / (1 + np.exp(-z))
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def binary_cross_entropy__stable(z, y):
    return np.mean(np.maximum(z, 0) - z * y + np.log(1 + np.exp(-np.abs(z))))


def binary_cross_entropy__by_a_loop(z, y):
    total = 0
    for i in range(len(z)):
        p = sigmoid(z[i])
        if y[i] == 1:
            total += -np.log(p)
        else:
            total += -np.log(1 - p)
    return total / len(z)


def binary_cross_entropy__by_signs(z, y):
    s = 2 * y - 1
    return np.mean(np.log(1 + np.exp(-s * z)))


def accuracy__by_a_loop(z, y):
    right = 0
    for i in range(len(y)):
        if np.argmax(z[i]) == y[i]:
            right += 1
    return right / len(y)


def accuracy__sum_over_n(z, y):
    return np.sum(np.argmax(z, axis=1) == y) / len(y)
