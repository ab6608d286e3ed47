import math


def numerical_derivative(f, x, h=1e-5):
    values = {}
    for sign in (-1, 1):
        values[sign] = f(x + sign * h)
    return (values[1] - values[-1]) / h / 2


def sigmoid_grad(z):
    out = np.zeros(np.shape(z))
    for place in np.ndindex(out.shape):
        e = math.exp(-abs(float(z[place])))
        out[place] = e / (1 + e) ** 2
    return out


def tanh_grad(z):
    return np.vectorize(lambda v: 1 - math.tanh(v) ** 2, otypes=[float])(z)


def relu_grad(z):
    return np.array([1 if v > 0 else 0 for v in np.ravel(z)]).reshape(np.shape(z))


def neuron_grads(x, w, b, y):
    z = b
    for xi, wi in zip(x, w):
        z = z + xi * wi
    a = float(sigmoid(z))
    dz = 2 * (a - y) * a * (1 - a)
    return [np.array([dz * xi for xi in x]), dz]


def numerical_gradient(f, x, h=1e-5):
    moving = np.array(x, dtype=float)
    gradient = np.empty_like(moving)
    it = np.nditer(moving, flags=["multi_index"])
    for _ in it:
        place = it.multi_index
        old = moving[place]
        moving[place] = old + h
        above = f(moving)
        moving[place] = old - h
        below = f(moving)
        moving[place] = old
        gradient[place] = (above - below) / (2 * h)
    return gradient


def relative_error(a, b):
    worst = 0.0
    for p, q in zip(np.ravel(a), np.ravel(b)):
        error = abs(p - q) / (abs(p) + abs(q) if abs(p) + abs(q) > 1e-8 else 1e-8)
        if math.isnan(error):
            return error
        if error > worst:
            worst = error
    return worst


def gradient_check(f, grad, x, tol=1e-6):
    measured, claimed = numerical_gradient(f, x), grad(x)
    for m, c in zip(np.ravel(measured), np.ravel(claimed)):
        if not abs(m - c) <= tol * max(abs(m) + abs(c), 1e-8):
            return False
    return True
