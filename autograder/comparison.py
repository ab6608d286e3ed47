"""What checks say of answers: close, shaped, layered, pure, quiet."""

import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.differences import NOTHING, NUMERIC, Misfit, a_kind, difference, form_problem
from autograder.running.calls import Arguments, snapshot
from autograder.running.defaults import numpy_defaults

__all__ = [
    "Unlike",
    "Unsteady",
    "a_kind",
    "close",
    "difference",
    "layered",
    "pure",
    "quiet",
    "same",
    "shaped",
    "strided",
]


class Unlike(AssertionError):
    """What a check complains of, and the value that it has looked at: the call that gave it is shown."""

    def __init__(self, problem: str, actual: Any) -> None:
        super().__init__(problem)
        self.actual = actual


class Unsteady(AssertionError):
    """The same call was answered otherwise the second time."""


def close(actual: Any, expected: Any, rtol: float = 1e-6, atol: float = 1e-9, told: str = "") -> None:
    """Assert actual ≈ expected: first the type, then the shape, then each element.

    Parameters
    ----------
    actual : what the student's code returned.
    expected : number, array, or a list or tuple of such (lists and tuples are alike).
        An int or an integer array demands integers, a bool demands True or False.
    rtol, atol : float
        An element differs where abs(actual - expected) > atol + rtol * abs(expected).
    told : str
        What the message says before what differs: "after step 2, in the params".

    Raises
    ------
    AssertionError
        With one line that a student understands.
    """
    _complain(difference(actual, expected, rtol, atol), actual, told)


def shaped(actual: Any, shape: tuple[int, ...], told: str = "") -> None:
    """Assert that actual is an array of real numbers of this shape; a scalar where the shape is ()."""
    _complain(form_problem(actual, np.zeros(shape)), actual, told)


def _complain(problem: str | None, actual: Any, told: str) -> None:
    if problem is not None:
        said = f"{told}: {problem}" if told else problem
        raise Unlike(Misfit(said, problem.matter) if isinstance(problem, Misfit) else said, actual)


def layered(actual: Any, like: Sequence[Sequence], name: str = "it", pair: str = "(W, b)") -> None:
    """Assert that actual is a list of pairs of arrays, of the shapes of those in `like`.

    Parameters
    ----------
    actual : what the student's code returned.
    like : sequence of pairs of arrays
        Only their shapes and how many there are count.
    name : str
        What the message calls the list: "the first thing it returns", say.
    pair : str
        What it calls the two things in an entry, as `(dW, db)`.

    Raises
    ------
    AssertionError
        With one line that a student understands.
    """
    due = f"{name} should be a list of {pair}, one pair a layer"
    assert actual is not None, Misfit(f"{due}; it is None", "nothing")
    assert isinstance(actual, (list, tuple)), Misfit(f"{due}; it is {a_kind(actual)}", "kind")
    for i, layer in enumerate(actual):
        assert isinstance(layer, (list, tuple)) and len(layer) == 2, Misfit(
            f"{due}; entry {i} is {a_kind(layer)}", "kind"
        )
    assert len(actual) == len(like), Misfit(f"{due}, {len(like)} in all; it has {len(actual)}", "shape")
    for i, layers in enumerate(zip(actual, like)):
        for part, array, own in zip(pair.strip("()").split(", "), *layers):
            problem = form_problem(array, np.zeros(np.shape(own)))
            assert problem is None, problem.within(f"{due}; in entry {i}, {part}: {{}}")


def pure(function: Callable, *args: Any, **kwargs: Any) -> None:
    """Assert that function(*args) leaves its arguments as they were and answers the same twice."""
    answers = []
    for _ in range(2):
        given = snapshot((args, kwargs))
        answer = snapshot(listed(function(*given[0], **given[1])))
        assert answer is not None, NOTHING
        _assert_unchanged(given, (args, kwargs))
        answers.append(answer)
    if not same(*answers):
        raise Unsteady("called twice with the same arguments, the second answer should equal the first")


def _assert_unchanged(given: Arguments, before: Arguments) -> None:
    (args, kwargs), (args_before, kwargs_before) = given, before
    named = [(f"argument {i + 1}", a, b) for i, (a, b) in enumerate(zip(args, args_before))]
    named += [(f"`{name}`", value, kwargs_before[name]) for name, value in kwargs.items()]
    for name, after, original in named:
        if not isinstance(original, np.random.Generator) and not callable(original):
            assert same(after, original), f"{name} should be as it was before the call, and it was changed"


def listed(answer: Any) -> Any:
    """An iterator's items as a list; anything else as it is."""
    return list(answer) if hasattr(answer, "__next__") else answer


def same(a: Any, b: Any, rtol: float = 0.0, atol: float = 0.0) -> bool:
    """Whether two answers are alike: the same structure, numbers within the tolerance (nan equals nan)."""
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[k], b[k], rtol, atol) for k in a)
    if isinstance(a, list | tuple) and isinstance(b, list | tuple):
        return len(a) == len(b) and all(same(x, y, rtol, atol) for x, y in zip(a, b))
    if isinstance(a, NUMERIC) and isinstance(b, NUMERIC):
        return _same_arrays(np.asarray(a), np.asarray(b), rtol, atol)
    if isinstance(a, np.random.Generator) and isinstance(b, np.random.Generator):
        return a.bit_generator.state == b.bit_generator.state
    if type(a) is type(b) and type(a).__eq__ is object.__eq__ and not callable(a):
        return True  # such a thing, axes say, is equal to itself alone: there is nothing to compare
    return type(a) is type(b) and bool(a == b)


def _same_arrays(a: np.ndarray, b: np.ndarray, rtol: float, atol: float) -> bool:
    if a.shape != b.shape or (a.dtype.kind == "b") != (b.dtype.kind == "b"):
        return False
    if a.dtype.kind in "biufc" and b.dtype.kind in "biufc":
        # bytes first: most are the same, and NumPy takes ten times as long to say so
        equal = a.dtype == b.dtype and a.tobytes() == b.tobytes()
        return equal or bool(np.allclose(a, b, rtol=rtol, atol=atol, equal_nan=True))
    if a.dtype == b.dtype == object:
        # a number too large for NumPy is an array of objects itself
        return all(x == y if isinstance(x, int) else same(x, y, rtol, atol) for x, y in zip(a.flat, b.flat))
    return bool(np.array_equal(a, b))


def quiet(function: Callable, *args: Any, **kwargs: Any) -> Any:
    """The answer of function(*args), which must not raise a NumPy warning under NumPy's default settings."""
    with numpy_defaults(), warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        answer = function(*args, **kwargs)
    numeric = [str(warning.message) for warning in seen if issubclass(warning.category, RuntimeWarning)]
    assert not numeric, f"there should be no warning, and it warned: {numeric[0]}"
    return answer


def strided(array: Any) -> np.ndarray:
    """An equal array whose elements do not lie side by side in memory."""
    array = np.asarray(array)
    return np.repeat(array, 2, axis=-1)[..., ::2] if array.ndim else array.copy()
