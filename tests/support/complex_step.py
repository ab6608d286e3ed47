"""Derivatives by the complex step: h·f′(x) is the imaginary part of f(x + ih), and no difference is taken.

The formulas are those of the textbooks: what keeps ours stable (abs, max) has no complex derivative.
"""

import numpy as np

STEP = 1e-30
FAR = {"elementwise": 300.0, "scores": 300.0}  # where exp still has room


def gradients(f, *arrays):
    """∂f/∂array for each of the arrays, element by element."""
    found = [np.zeros(np.shape(array)) for array in arrays]
    for k, gradient in enumerate(found):
        for place in np.ndindex(gradient.shape):
            moved = [np.array(array, dtype=complex) for array in arrays]
            moved[k][place] += 1j * STEP
            gradient[place] = f(*moved).imag / STEP
    return found


def value(f, *arrays):
    return f(*(np.array(array, dtype=complex) for array in arrays)).real


def relu(z):
    return z * (z.real > 0)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def tanh(z):
    return np.sinh(z) / np.cosh(z)


def mse(y_pred, y_true):
    return ((y_pred - y_true) ** 2).mean()


def binary_cross_entropy(z, y):
    """Mean of −y log σ(z) − (1 − y) log(1 − σ(z)), in the form log(1 + exp(z)) − y z."""
    return (np.log(1 + np.exp(z)) - y * z).mean()


def cross_entropy(z, y):
    return (np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(y)), y]).mean()
