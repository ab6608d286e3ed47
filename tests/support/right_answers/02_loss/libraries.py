from scipy import special
from sklearn import metrics, preprocessing


def mse(y_pred, y_true):
    return np.linalg.norm(y_pred - y_true) ** 2 / y_pred.size


def one_hot(y, n_classes):
    return preprocessing.OneHotEncoder(categories=[range(n_classes)], sparse_output=False).fit_transform(
        y.reshape(-1, 1)
    )


def log_softmax(z):
    return z - special.logsumexp(z, axis=1, keepdims=True)


def cross_entropy(z, y):
    return float((special.logsumexp(z, axis=1) - np.take_along_axis(z, y[:, None], axis=1)[:, 0]).mean())


def binary_cross_entropy(z, y):
    sign = 2.0 * y - 1
    return -special.log_expit(sign * z).mean()


def accuracy(z, y):
    return metrics.accuracy_score(y, np.argmax(z, axis=1))
