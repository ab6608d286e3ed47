import functools
import itertools


def numerical_derivative(f, x, h=1e-5):
    two = np.vectorize(f, otypes=[float])(np.array([x + h, x - h]))
    return (two[0] - two[1]) / (2 * h)


def numerical_gradient(f, x, h=1e-5):
    sides = [functools.partial(lambda sign, E: f(x + sign * h * E), s) for s in (1, -1)]
    basis = (np.eye(x.size)[i].reshape(x.shape) for i in itertools.count())
    return np.array([(sides[0](E) - sides[1](E)) / 2 / h for E in itertools.islice(basis, x.size)]).reshape(
        x.shape
    )


def relative_error(a, b):
    return np.asarray(
        np.divide(np.abs(np.subtract(a, b)), np.maximum(np.add(np.abs(a), np.abs(b)), 1e-8))
    ).max(keepdims=False)[()]


def gradient_check(f, grad, x, tol=1e-6):
    g = functools.lru_cache(maxsize=None)(lambda: numerical_gradient(lambda v: float(f(v)), x))
    return bool(np.all(np.abs(g() - grad(x)) <= tol * np.maximum(np.abs(g()) + np.abs(grad(x)), 1e-8)))
