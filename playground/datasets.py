"""Small data sets: drawn from a seed, the same on every machine, no download."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

Points = tuple[NDArray[np.float64], NDArray[np.int_]]  # X, y


def _shuffled(X, y, rng):
    order = rng.permutation(len(y))
    return X[order], y[order]


def moons(n: int = 200, noise: float = 0.2, seed: int = 0) -> Points:
    """Two interleaved half circles: X (n, 2), y (n,) with labels 0 and 1."""
    rng = np.random.default_rng(seed)
    y = np.arange(n) % 2
    angle = rng.uniform(0, np.pi, n)
    X = np.stack(
        [
            np.where(y == 0, np.cos(angle), 1 - np.cos(angle)),
            np.where(y == 0, np.sin(angle), 0.5 - np.sin(angle)),
        ],
        axis=1,
    )
    return _shuffled(X + rng.normal(0, noise, X.shape), y, rng)


def circles(n: int = 200, noise: float = 0.1, seed: int = 0) -> Points:
    """A small circle (label 1) inside a large one (label 0): X (n, 2), y (n,)."""
    rng = np.random.default_rng(seed)
    y = np.arange(n) % 2
    angle = rng.uniform(0, 2 * np.pi, n)
    radius = np.where(y == 0, 1.0, 0.5)
    X = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return _shuffled(X + rng.normal(0, noise, X.shape), y, rng)


def blobs(n: int = 200, noise: float = 0.4, classes: int = 3, seed: int = 0) -> Points:
    """One round cloud a class, centres spread on a circle: X (n, 2), y (n,)."""
    rng = np.random.default_rng(seed)
    y = np.arange(n) % classes
    angle = 2 * np.pi * y / classes + 0.4
    X = 1.2 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return _shuffled(X + rng.normal(0, noise, X.shape), y, rng)


def xor(n: int = 200, noise: float = 0.1, seed: int = 0) -> Points:
    """Points in a square, label 1 where the two coordinates have different signs: X (n, 2), y (n,)."""
    rng = np.random.default_rng(seed)
    X = rng.uniform(-1, 1, (n, 2))
    y = (X[:, 0] * X[:, 1] < 0).astype(int)
    return X + rng.normal(0, noise, X.shape), y


def spirals(n: int = 300, noise: float = 0.1, classes: int = 3, seed: int = 0) -> Points:
    """One spiral arm a class, wound around each other: X (n, 2), y (n,)."""
    rng = np.random.default_rng(seed)
    y = np.arange(n) % classes
    along = rng.uniform(0.1, 1, n)  # distance from the middle
    angle = 4 * along + 2 * np.pi * y / classes + rng.normal(0, noise, n)
    X = along[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return _shuffled(X, y, rng)


@cache
def _digits():
    from sklearn.datasets import load_digits  # slow to import

    data = load_digits()
    return data.data / 16, data.target.astype(int)


def digits() -> Points:
    """Handwritten digits, 8 × 8 pixels from 0 to 1: X (1797, 64), y (1797,)."""
    X, y = _digits()
    return X.copy(), y.copy()
