from scipy import sparse, stats


def one_hot(y, n_classes):
    return sparse.coo_array((np.ones(len(y)), (np.arange(len(y)), y)), shape=(len(y), n_classes)).toarray()


def accuracy(z, y):
    return np.average(np.equal(z.argmax(axis=1), y))


def cross_entropy(z, y):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return np.mean(np.log(e.sum(axis=1)) - (z - z.max(axis=1, keepdims=True))[np.arange(len(z)), y])


def binary_cross_entropy(z, y):
    p = sigmoid(np.abs(z))
    wrong = (z > 0) != (y > 0.5)
    return np.mean(-np.log(p) + np.abs(z) * wrong)


def mse(y_pred, y_true):
    total, n = 0.0, 0
    for d in (y_pred - y_true).flat:
        n += 1
        total += (float(d) ** 2 - total) / n
    return total


def log_softmax(z):
    with np.errstate(divide="ignore"):
        p = softmax(z)
        safe = p > 1e-12
    top = z.max(axis=1, keepdims=True)
    tail = z - top - np.log(np.exp(z - top).sum(axis=1, keepdims=True))
    return np.where(safe, np.log(np.where(safe, p, 1)), tail)
