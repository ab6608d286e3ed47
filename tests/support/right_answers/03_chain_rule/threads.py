import inspect
from concurrent.futures import ThreadPoolExecutor


def numerical_gradient(f, x, h=1e-5):
    def slope(place):
        e = np.zeros(x.shape)
        e[place] = h
        return (f(x + e) - f(x - e)) / (2 * h)

    with ThreadPoolExecutor(4) as pool:
        return np.array(list(pool.map(slope, np.ndindex(x.shape)))).reshape(x.shape)


def gradient_check(f, grad, x, tol=1e-6):
    print("checking", f.__name__, inspect.signature(grad))
    assert callable(f) and not hasattr(f, "shape")
    return relative_error(numerical_gradient(f, x), grad(x)) <= tol
