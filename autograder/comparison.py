"""What checks say of answers: close, shaped, pure, quiet."""

import numbers
import warnings

import numpy as np

from autograder.running.defaults import numpy_defaults
from autograder.running.recorder import Handle, snapshot


class Misfit(str):
    """What is wrong before any value is looked at: nothing returned, the kind, the shape. `matter` says which of them."""

    def __new__(cls, text, matter):
        made = super().__new__(cls, text)
        made.matter = matter
        return made

    def within(self, text):
        """The same matter in a longer sentence; `text` has a {} for this one."""
        return Misfit(text.format(str(self)), self.matter)


NOTHING = Misfit("it returned None: is there a `return`?", "nothing")


def close(actual, expected, rtol=1e-6, atol=1e-9):
    """Assert actual ≈ expected: first the type, then the shape, then each element.

    Parameters
    ----------
    actual : what the student's code returned.
    expected : number, array, or a list or tuple of such (lists and tuples are alike).
        An int or an integer array demands integers, a bool demands True or False.
    rtol, atol : float
        An element differs where abs(actual - expected) > atol + rtol * abs(expected).

    Raises
    ------
    AssertionError
        With one line that a student understands.
    """
    problem = difference(actual, expected, rtol, atol)
    assert problem is None, problem


def difference(actual, expected, rtol=1e-6, atol=1e-9, where=""):
    """The first thing that differs, as a sentence; None where nothing does."""
    if isinstance(expected, (list, tuple)):
        return _difference_of_sequences(actual, expected, rtol, atol, where)
    at = f"at {where} " if where else ""
    expected = np.asarray(expected)
    form = _form_problem(actual, expected)
    if form:
        return form.within(at + "{}")
    actual = np.asarray(actual)
    apart = ~np.isclose(actual, expected, rtol=rtol, atol=atol, equal_nan=True)
    if not apart.any():
        return None
    first = tuple(int(i) for i in np.unravel_index(np.argmax(apart), apart.shape))
    element = f"element [{', '.join(map(str, first))}] is" if first else "the value is"
    digits = 6 if number(actual[first]) != number(expected[first]) else 12
    return f"{at}{element} {number(actual[first], digits)}; expected {number(expected[first], digits)}"


def _difference_of_sequences(actual, expected, rtol, atol, where):
    name = where or "it"
    if actual is None and not where:
        return NOTHING
    if not isinstance(actual, (list, tuple)):
        return Misfit(f"{name} is {a_kind(actual)}; expected a list or a tuple of {len(expected)}", "kind")
    if len(actual) != len(expected):
        return Misfit(f"{name} has {len(actual)} entries; expected {len(expected)}", "shape")
    for i, (a, e) in enumerate(zip(actual, expected)):
        problem = difference(a, e, rtol, atol, f"{where}[{i}]")
        if problem:
            return problem
    return None


def shaped(actual, shape):
    """Assert that actual is an array of real numbers of this shape; a scalar where the shape is ()."""
    problem = _form_problem(actual, np.zeros(shape))
    assert problem is None, problem


def layered(actual, like, name="it", pair="(W, b)"):
    """Assert that actual is a list of pairs of arrays, of the shapes of those in `like`."""
    due = f"{name} should be a list of {pair}, one pair a layer"
    assert actual is not None, Misfit(f"{due}; it is None: is there a `return`?", "nothing")
    assert isinstance(actual, (list, tuple)), Misfit(f"{due}; it is {a_kind(actual)}", "kind")
    for i, layer in enumerate(actual):
        assert isinstance(layer, (list, tuple)) and len(layer) == 2, Misfit(
            f"{due}; entry {i} is {a_kind(layer)}", "kind"
        )
    assert len(actual) == len(like), Misfit(f"{due}, {len(like)} in all; it has {len(actual)}", "shape")
    for i, layers in enumerate(zip(actual, like)):
        for part, array, own in zip(pair.strip("()").split(", "), *layers):
            problem = _form_problem(array, np.zeros(np.shape(own)))
            assert problem is None, problem.within(f"{due}; in entry {i}, {part}: {{}}")


def _form_problem(actual, expected):
    """What is wrong before any value is looked at: nothing returned, the kind, the shape."""
    if actual is None:
        return NOTHING
    problem = _kind_problem(actual, expected)
    if problem:
        return Misfit(problem, "kind")
    return (
        None
        if np.shape(actual) == expected.shape
        else Misfit(f"the shape is {np.shape(actual)}; expected {expected.shape}", "shape")
    )


def _kind_problem(actual, expected):
    """Why this is the wrong kind of thing."""
    if isinstance(actual, np.matrix) or isinstance(actual, np.ma.MaskedArray):
        return f"it is {a_kind(actual)}; expected a plain array"
    is_number = isinstance(actual, (numbers.Number, np.generic, np.ndarray)) and not isinstance(actual, str)
    if not is_number:
        wanted = "a number" if expected.ndim == 0 else f"an array of shape {expected.shape}"
        return f"it is {a_kind(actual)}; expected {wanted}"
    kind, wanted = np.asarray(actual).dtype.kind, expected.dtype.kind
    if kind not in "biuf":
        return f"it holds {np.asarray(actual).dtype} values; expected real numbers"
    if wanted in "iu" and kind not in "iu":
        return f"it holds {np.asarray(actual).dtype} values; expected integers"
    if wanted == "b" and kind != "b":
        return f"it is {a_kind(actual)}; expected True or False"
    if wanted == "f" and kind == "b":
        return "it holds True and False; expected numbers"
    return None


def a_kind(value):
    """What a value is, for a sentence: "a list", "an array of shape (3,)"."""
    if isinstance(value, np.ndarray) and type(value) is np.ndarray:
        return f"an array of shape {value.shape}"
    if value is None:
        return "None"
    if isinstance(value, Handle):
        return "a function or another object (are the parentheses of a call missing?)"
    name = type(value).__name__
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def number(value, digits=6):
    """A number as a student would write it."""
    return f"{value.item():.{digits}g}" if np.asarray(value).dtype.kind == "f" else str(value.item())


def pure(function, *args, **kwargs):
    """Assert that function(*args) leaves its arguments as they were and answers the same twice."""
    answers = []
    for _ in range(2):
        given = snapshot((args, kwargs))
        answer = snapshot(listed(function(*given[0], **given[1])))
        assert answer is not None, NOTHING
        _assert_unchanged(given, (args, kwargs))
        answers.append(answer)
    assert same(*answers), (
        "called twice with the same arguments, the second answer should equal the first: is something kept from call to call, or drawn without `rng`?"
    )


def _assert_unchanged(given, before):
    named = [(f"argument {i + 1}", a, b) for i, (a, b) in enumerate(zip(given[0], before[0]))]
    named += [(f"`{name}`", value, before[1][name]) for name, value in given[1].items()]
    for name, after, original in named:
        if not isinstance(original, np.random.Generator) and not callable(original):
            assert same(after, original), f"{name} should be as it was before the call, and it was changed"


def listed(answer):
    """An iterator's items as a list; anything else as it is."""
    return list(answer) if hasattr(answer, "__next__") else answer


def same(a, b, rtol=0.0, atol=0.0):
    """Whether two answers are alike: the same structure, and numbers within the tolerance (nan equals nan)."""
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[k], b[k], rtol, atol) for k in a)
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        return len(a) == len(b) and all(same(x, y, rtol, atol) for x, y in zip(a, b))
    numeric = (numbers.Number, np.generic, np.ndarray)
    if isinstance(a, numeric) and isinstance(b, numeric):
        a, b = np.asarray(a), np.asarray(b)
        if a.shape != b.shape or (a.dtype.kind == "b") != (b.dtype.kind == "b"):
            return False
        if a.dtype.kind in "biufc" and b.dtype.kind in "biufc":
            return bool(np.allclose(a, b, rtol=rtol, atol=atol, equal_nan=True))
        return bool(np.array_equal(a, b))
    if isinstance(a, np.random.Generator) and isinstance(b, np.random.Generator):
        return a.bit_generator.state == b.bit_generator.state
    return type(a) is type(b) and bool(a == b)


def quiet(function, *args, **kwargs):
    """The answer of function(*args), which must not raise a NumPy warning under NumPy's default settings."""
    with numpy_defaults(), warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        answer = function(*args, **kwargs)
    numeric = [str(warning.message) for warning in seen if issubclass(warning.category, RuntimeWarning)]
    assert not numeric, f"there should be no warning, and it warned: {numeric[0]}"
    return answer


def strided(array):
    """An equal array whose elements do not lie side by side in memory."""
    array = np.asarray(array)
    return np.repeat(array, 2, axis=-1)[..., ::2] if array.ndim else array.copy()
