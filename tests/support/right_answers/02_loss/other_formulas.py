def mse(y_pred, y_true):
    d = np.subtract(y_pred, y_true, dtype=float)
    return d.var() + d.mean() ** 2


def one_hot(y, n_classes):
    return (y[:, None] == np.arange(n_classes)).astype(np.uint8)


def log_softmax(z):
    return z - np.logaddexp.reduce(z, axis=1)[:, None]


def cross_entropy(z, y):
    return np.mean([np.logaddexp.reduce(row - row[label]) for row, label in zip(z, y)])


def binary_cross_entropy(z, y):
    return np.logaddexp(0, np.where(y == 1, -z, z)).mean()


def accuracy(z, y):
    return 1 - np.count_nonzero(z.argmax(axis=1) - y) / len(y)
