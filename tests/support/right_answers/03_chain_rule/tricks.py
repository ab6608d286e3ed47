def numerical_derivative(f, x, h=1e-5):
    return np.subtract(*map(f, (x + h, x - h))) / (h + h)


def sigmoid_grad(z):
    return 0.25 * (1 - np.tanh(z / 2) ** 2)


def tanh_grad(z):
    return 1 - np.square(np.tanh(z, dtype=float))


def relu_grad(z):
    return np.maximum(np.sign(z), 0)


def neuron_grads(x, w, b, y):
    X = np.append(x, 1.0)
    a = sigmoid(X @ np.append(w, b))
    gradient = 2 * (a - y) * a * (1 - a) * X
    return gradient[:-1], gradient[-1]


def numerical_gradient(f, x, h=1e-5):
    flat = x.ravel()

    def slope(i):
        step = h * (np.arange(flat.size) == i)
        return (f((flat + step).reshape(x.shape)) - f((flat - step).reshape(x.shape))) / (2 * h)

    return np.array(list(map(slope, range(flat.size)))).reshape(x.shape)


def relative_error(a, b):
    def recursive(pairs):
        if len(pairs) == 1:
            p, q = pairs[0]
            return abs(p - q) / np.maximum(abs(p) + abs(q), 1e-8)
        half = len(pairs) // 2
        return np.maximum(recursive(pairs[:half]), recursive(pairs[half:]))

    return recursive(np.column_stack([np.ravel(a), np.ravel(b)]))


def gradient_check(f, grad, x, tol=1e-6):
    return {True: True, False: False}[
        bool(np.less_equal(relative_error(numerical_gradient(f, x), grad(x)), tol))
    ]
