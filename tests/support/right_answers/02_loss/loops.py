import math


def mse(y_pred, y_true):
    total = 0.0
    for p, t in zip(np.ravel(y_pred), np.ravel(y_true)):
        total += (float(p) - float(t)) ** 2
    return total / np.size(y_pred)


def one_hot(y, n_classes):
    return np.array([[1 if label == j else 0 for j in range(n_classes)] for label in y])


def log_softmax(z):
    rows = []
    for row in z:
        top = max(float(v) for v in row)
        rows.append(
            [float(v) - top - math.log(math.fsum(math.exp(float(w) - top) for w in row)) for v in row]
        )
    return np.array(rows)


def cross_entropy(z, y):
    logp = log_softmax(z)
    return -sum(logp[i][int(y[i])] for i in range(len(y))) / len(y)


def binary_cross_entropy(z, y):
    def one(score, label):
        score = float(score) if label else -float(score)
        return math.log1p(math.exp(-score)) if score > 0 else -score + math.log1p(math.exp(score))

    return sum(map(one, z, y)) / len(z)


def accuracy(z, y):
    right = 0
    for row, label in zip(z, y):
        if np.argmax(row) == label:
            right += 1
    return right / len(y)
