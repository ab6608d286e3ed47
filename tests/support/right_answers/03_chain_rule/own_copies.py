def numerical_derivative(f, x, h=1e-5):
    below, above = [f(point) for point in (x - h, x + h)]
    return 0.5 * (above / h - below / h)


def sigmoid_grad(z):
    s = np.array(sigmoid(z))
    s -= s * s
    return s


def tanh_grad(z):
    t = np.tanh(z)
    return (1 - t) * (1 + t)


def relu_grad(z):
    g = np.zeros(z.shape)
    g[z > 0] = 1
    return g


def neuron_grads(x, w, b, y):
    def chain(upstream, *locals_):
        for local in locals_:
            upstream = upstream * local
        return upstream

    z = (w * x).sum() + b
    up = chain(2 * (sigmoid(z) - y), sigmoid_grad(z))
    return tuple(chain(up, local) for local in (x, 1.0))


def numerical_gradient(f, x, h=1e-5):
    def at(place, by):
        moved = x.astype(np.float64, copy=True)
        moved[place] += by
        return f(moved)

    return np.reshape([(at(i, h) - at(i, -h)) / (2 * h) for i in np.ndindex(*x.shape)], x.shape)


def relative_error(a, b):
    return float((abs(a - b) / np.clip(abs(a) + abs(b), 1e-8, None)).max())


def gradient_check(f, grad, x, tol=1e-6):
    error = relative_error(numerical_gradient(f, x.copy()), grad(x.copy()))
    if np.isnan(error):
        return False
    return not error > tol
