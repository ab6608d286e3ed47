from sklearn.utils import shuffle


def train_val_split(X, y, val_fraction, rng):
    X, y = shuffle(X, y, random_state=np.random.RandomState(rng.bit_generator))
    k = round(len(y) * val_fraction)
    return X[k:], X[:k], y[k:], y[:k]


class Batches:
    def __init__(self, X, y, size):
        self.X, self.y, self.size, self.at = X, y, size, 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.at >= len(self.y):
            raise StopIteration
        part = slice(self.at, self.at + self.size)
        self.at += self.size
        return self.X[part], self.y[part]


def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(y))
    return Batches(X[order], y[order], batch_size)
