def mse(y_pred, y_true):
    d = (y_pred - y_true).ravel()
    return np.einsum("i,i->", d, d) / d.size


def one_hot(y, n_classes):
    Y = np.zeros((len(y), n_classes))
    np.put_along_axis(Y, y[:, None].astype(int), 1, axis=1)
    return Y


def log_softmax(z):
    shifted = (z - z.max(axis=1)[:, None]).astype(np.float64)
    return shifted - np.log(np.einsum("ij->i", np.exp(shifted)))[:, None]


def cross_entropy(z, y):
    return -np.einsum("ij,ij->", one_hot(y, z.shape[1]), log_softmax(z)) / z.shape[0]


def binary_cross_entropy(z, y):
    return (y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)).sum() / z.size


def accuracy(z, y):
    return np.einsum("ij,ij->", one_hot(y, z.shape[1]), one_hot(z.argmax(1), z.shape[1])) / len(y)
