"""Other ways to write the exercises of lesson 3, as beginners do."""


def numerical_derivative__two_values(f, x, h=1e-5):
    ahead = f(x + h)
    behind = f(x - h)
    return (ahead - behind) / (2 * h)


def sigmoid_grad__as_in_the_book(z):
    s = 1 / (1 + np.exp(-z))
    return s * (1 - s)


def sigmoid_grad__by_exp(z):
    return np.exp(-z) / (1 + np.exp(-z)) ** 2


def tanh_grad__in_one(z):
    return 1 - np.tanh(z) ** 2


def tanh_grad__by_cosh(z):
    return 1 / np.cosh(z) ** 2


def relu_grad__by_a_condition(z):
    return np.where(z > 0, 1.0, 0.0)


def neuron_grads__link_by_link(x, w, b, y):
    z = np.dot(w, x) + b
    a = sigmoid(z)
    dL_da = 2 * (a - y)
    da_dz = a * (1 - a)
    dz_dw = x
    return dL_da * da_dz * dz_dw, dL_da * da_dz


def neuron_grads__by_a_loop(x, w, b, y):
    z = b
    for i in range(len(x)):
        z = z + w[i] * x[i]
    a = 1 / (1 + np.exp(-z))
    delta = 2 * (a - y) * a * (1 - a)
    dw = np.zeros(len(x))
    for i in range(len(x)):
        dw[i] = delta * x[i]
    return dw, delta


def numerical_gradient__flat(f, x, h=1e-5):
    grad = np.zeros(x.size)
    for i in range(x.size):
        ahead = x.astype(float).copy()
        behind = x.astype(float).copy()
        ahead.flat[i] += h
        behind.flat[i] -= h
        grad[i] = (f(ahead) - f(behind)) / (2 * h)
    return grad.reshape(x.shape)


def relative_error__in_one(a, b):
    return np.max(np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-8))


def relative_error__by_a_loop(a, b):
    worst = 0
    for p, q in zip(np.ravel(a), np.ravel(b)):
        worst = max(worst, abs(p - q) / max(abs(p) + abs(q), 1e-8))
    return worst


def gradient_check__two_names(f, grad, x, tol=1e-6):
    numeric = numerical_gradient(f, x)
    analytic = grad(x)
    return bool(relative_error(numeric, analytic) <= tol)
