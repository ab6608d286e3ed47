import sys
from concurrent.futures import ThreadPoolExecutor


def relu(z, out=None, *, slope: float = 0.0) -> np.ndarray:
    assert isinstance(z, (np.ndarray, np.generic))
    return np.where(z > 0, z, slope * z if slope else 0.0)


def dense(X: "n, d", W, b, **unused):
    print("dense", X.shape, file=sys.stderr)
    return np.tensordot(X, W, axes=(1, 0)).__add__(b)


def softmax(z):
    def row(r):
        r = np.exp(r - r.max())
        return r / r.sum()

    with ThreadPoolExecutor(2) as pool:
        return np.vstack(list(pool.map(row, z)))


def predict(X, params, activation="relu"):
    global _last
    _last = forward(X, params, activation)[0]
    return np.array([int(np.flatnonzero(r == r.max())[0]) for r in _last])


def sigmoid(z):
    old = np.seterr(over="ignore")
    try:
        return 1.0 / (1.0 + np.exp(np.negative(z, dtype=float)))
    finally:
        np.seterr(**old)


def tanh(z):
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        a, b = np.exp(np.array(z, float)), np.exp(-np.array(z, float))
        t = (a - b) / (a + b)
    return np.nan_to_num(t, nan=0.0) + np.sign(z) * np.isnan(t)


def forward(X, params, activation="relu"):
    cache = []

    def layers(a, i):
        z = dense(a, *params[i])
        cache.append((a, z))
        return z if i + 1 == len(params) else layers(eval(activation)(z), i + 1)

    return layers(X, 0), cache
