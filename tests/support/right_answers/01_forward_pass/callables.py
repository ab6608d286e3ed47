import functools


class _Relu:
    def __call__(self, z):
        return np.maximum(0, z)


relu = _Relu()


@np.errstate(over="ignore")
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


@np.vectorize
def tanh(z):
    import math

    return math.tanh(z)


def traced(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return f(*args, **kwargs)

    wrapper.calls = 0
    return wrapper


@traced
def softmax(z):
    return np.array([np.exp(r - max(r)) / sum(np.exp(r - max(r))) for r in z])


predict = lambda X, params, activation="relu": forward(X, params, activation)[0].argmax(1).astype(np.uint8)


def init_params(sizes, rng):
    from scipy import stats

    return [
        (stats.norm.rvs(scale=np.sqrt(2 / a), size=(a, b), random_state=rng), np.zeros(b))
        for a, b in zip(sizes, sizes[1:])
    ]


def count_params(params):
    return np.uint32(sum(a.size for layer in params for a in layer))
