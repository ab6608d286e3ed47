def numerical_derivative(f, x, h=1e-5):
    above, below = x + h, x - h
    return (f(above) - f(below)) / (above - below)


def sigmoid_grad(z):
    return sigmoid(z) * sigmoid(-z)


def tanh_grad(z):
    return np.cosh(np.clip(z, -30, 30).astype(float)) ** -2.0


def relu_grad(z):
    return np.heaviside(z, 0)


def neuron_grads(x, w, b, y):
    s = sigmoid(np.dot(w, x) + b)
    db = (s - y) * (s - s * s) * 2
    return db * x, np.array(db)


def numerical_gradient(f, x, h=1e-5):
    directions = np.eye(x.size).reshape(-1, *x.shape)
    return np.array([numerical_derivative(lambda t: f(x + t * E), 0.0, h) for E in directions]).reshape(
        x.shape
    )


def relative_error(a, b):
    size = np.abs(a) + np.abs(b)
    size = np.where(size < 1e-8, 1e-8, size)
    return np.linalg.norm(np.ravel(np.abs(a - b) / size), np.inf)


def gradient_check(f, grad, x, tol=1e-6):
    return relative_error(grad(x), numerical_gradient(f, x)) <= tol
