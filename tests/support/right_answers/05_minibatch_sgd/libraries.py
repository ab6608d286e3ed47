from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from sklearn.utils import gen_batches, shuffle


def train_val_split(X, y, val_fraction, rng):
    seed = int(rng.integers(2**31))
    return train_test_split(X, y, test_size=round(val_fraction * len(y)), random_state=seed)


def standardize(X_train, X_val):
    scaler = StandardScaler().fit(X_train.astype(float))
    return scaler.transform(X_train.astype(float)), scaler.transform(X_val.astype(float))


def minibatches(X, y, batch_size, rng):
    X, y = shuffle(X, y, random_state=int(rng.integers(2**31)))
    for batch in gen_batches(len(X), batch_size):
        yield [X[batch], y[batch]]


def sgd_step(params, grads, lr):
    step = lambda p, g: p - np.float64(lr) * g
    return [[step(W, dW), step(b, db)] for (W, b), (dW, db) in zip(params, grads)]


def train_epoch(X, y, params, batch_size, lr, rng):
    X, y = shuffle(X, y, random_state=int(rng.integers(2**31)))
    for batch in gen_batches(len(X), batch_size):
        cache = forward(X[batch], params)
        params = sgd_step(params, loss_and_grads(X[batch], y[batch], params)[1], lr)
    return params
