"""The narrow valley of lesson 7, and walks in it: to an optimizer it is a network with two numbers."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Step = Callable[..., tuple[Any, Any]]  # (params, grads, state, lr) → (params, state)
CURVATURE = np.diag([1.0, 50.0])
START = (10.0, 1.0)
DASHES = ["-", "--", "-.", ":"]


def height(w: NDArray, b: NDArray) -> NDArray:
    """L(w, b) = (w² + 50 b²) / 2."""
    return 0.5 * (w**2 + 50 * b**2)


def plain(sgd_step: Callable) -> Step:
    """`sgd_step` in the form of the other steps: a state comes in, a state goes out."""
    return lambda params, grads, state, lr: (sgd_step(params, grads, lr), state)


def descend(
    step: Step,
    lr: float,
    steps: int = 40,
    *,
    curvature: NDArray = CURVATURE,
    start: ArrayLike = START,
    ahead: float = 0.0,
    **options: Any,
) -> NDArray:
    """The path of an optimizer, an array (steps + 1, 2) of points (w, b).

    Parameters
    ----------
    step : function (params, grads, state, lr) → (params, state)
    lr : float
    steps : int
    curvature : array (2, 2)
        The height is half of p · curvature · p.
    start : (w, b)
    ahead : float
        How far ahead the slope is taken, in units of the last step: Nesterov's β, else 0.
    **options
        For the step, as in beta=0.99.
    """
    path, state = [np.asarray(start, dtype=float)], None
    while len(path) <= steps:
        here = path[-1]
        w, b = curvature @ (here + ahead * (here - path[max(len(path) - 2, 0)]))
        params, grads = [(here[:1, None].copy(), here[1:].copy())], [(np.array([[w]]), np.array([b]))]
        params, state = step(params, grads, state, lr, **options)
        path.append(np.array([np.asarray(part).item() for part in params[0]]))
    return np.array(path)


def fall(path: NDArray) -> NDArray:
    """The height at each point of a path, up to where it leaves the numbers."""
    with np.errstate(all="ignore"):
        return height(*path.T)
