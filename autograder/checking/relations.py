"""What a wrong answer has to do with the right one, where that is one thing: its negative, its transpose, n times.

A sentence counts only where it holds in every call of the exercise's checks, passed ones included, and where the
numbers could have contradicted it.
"""

import contextlib
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from autograder.comparison import same
from autograder.differences import NUMERIC
from autograder.running.calls import Call, snapshot
from autograder.running.defaults import numpy_defaults

Array = np.ndarray
RTOL, ATOL = 1e-7, 1e-10  # how near two numbers have to be
LEAST = 3  # numbers that a relation has to explain


class Answer(NamedTuple):
    """What came of one call, what was due, and (rows, columns) of the first array that it was called with."""

    found: Array
    due: Array
    shape: tuple[int, int]


class Relation(NamedTuple):
    """A sentence, and what it makes of what was due; None where it cannot be meant."""

    says: str
    of: Callable[[Array], Array | None]


def _flipped(axis: int) -> Callable[[Array], Array | None]:
    return lambda due: np.flip(due, axis) if due.ndim == 2 else None


def _where(fits: Callable[[Array], bool], of: Callable[[Array], Array]) -> Callable[[Array], Array | None]:
    return lambda due: of(due) if fits(due) else None


RELATIONS = (
    Relation("True and False are exchanged.", _where(lambda due: due.dtype == bool, np.logical_not)),
    Relation("Each number is the expected one with its sign turned.", lambda due: -due),
    Relation("Rows and columns are exchanged: it is the transpose of what is due.", _where(lambda due: due.ndim == 2, np.transpose)),
    Relation("The rows come in reverse order.", _flipped(0)),
    Relation("The columns come in reverse order.", _flipped(1)),
    Relation("Each number is one too high.", lambda due: due + 1),
    Relation("Each number is one too low.", lambda due: due - 1),
    Relation("The values are those expected, cut to whole numbers: is the array that you store them in an array of integers?", np.trunc),
    Relation("The values are those expected, rounded to whole numbers.", np.round),
    Relation("The sizes are right, and the signs are lost.", np.abs),
    Relation("Each number is 1 divided by the expected one.", _where(np.all, np.reciprocal)),
    Relation("Each number is 1 minus the expected one.", lambda due: 1 - due),
    Relation("Each number is the square of the expected one.", np.square),
    Relation("Each number is the square root of the expected one.", _where(lambda due: bool(np.all(due >= 0)), np.sqrt)),
    Relation("Each number is the logarithm of the expected one.", _where(lambda due: bool(np.all(due > 0)), np.log)),
    Relation("Each number is `exp` of the expected one.", np.exp),
)  # fmt: skip
FACTORS = (  # of n rows and k columns, or of n elements in one row
    ("n times what it should be, where n is the number of rows: is a division by n missing?", lambda n, k: n),
    ("one n-th of what it should be, where n is the number of rows: is it divided by n once too often?", lambda n, k: 1 / n),
    ("k times what it should be, where k is the number of columns.", lambda n, k: k),
    ("one k-th of what it should be, where k is the number of columns.", lambda n, k: 1 / k),
    ("what it should be times the number of elements: is it a sum where a mean is due?", lambda n, k: n * k),
    ("what it should be divided by the number of elements: is it a mean where a sum is due?", lambda n, k: 1 / (n * k)),
    ("n/(n−1) times what it should be, where n is the number of rows.", lambda n, k: n / (n - 1)),
    ("(n−1)/n times what it should be, where n is the number of rows.", lambda n, k: (n - 1) / n),
)  # fmt: skip


def relation(calls: Sequence[Call], ours: Callable) -> str:
    """The simplest sentence that explains every answer of the calls; empty where there is none.

    Parameters
    ----------
    calls : sequence of Call
        All that the checks of an exercise asked of the student's function.
    ours : callable
        Our own function.
    """
    if not all(map(_is_of_numbers, calls)):
        return ""
    answers = [answer for call in calls if (answer := _answer(call, ours))]
    said = next((one.says for one in RELATIONS if _explains(one.of, answers)), "")
    if said or not _telling(answers):
        return said
    return _by_a_factor(answers) or _by_a_constant(answers)


def _is_of_numbers(call: Call) -> bool:
    plain = call.error is None and call.subject is None and isinstance(call.answer, NUMERIC)
    return plain and np.asarray(call.answer).dtype.kind in "biuf"


def _answer(call: Call, ours: Callable) -> Answer | None:
    """None where nothing can be compared: numbers are drawn, or what is due is no finite number."""
    given = [*call.args, *call.kwargs.values()]
    if any(isinstance(a, np.random.Generator) for a in given):
        return None
    args, kwargs = snapshot((call.args, call.kwargs))
    with numpy_defaults():
        due, found = np.asarray(ours(*args, **kwargs)), np.asarray(call.answer)
    if due.dtype.kind not in "biuf" or not np.all(np.isfinite(due)):
        return None
    due = due if due.dtype == bool else due.astype(float)
    first = next((a for a in given if isinstance(a, np.ndarray) and a.size), np.zeros(()))
    return Answer(found, due, (len(first), first.size // len(first)) if first.ndim else (1, 1))


def _explains(of: Callable[[Array], Array | None], answers: Sequence[Answer]) -> bool:
    """Whether it holds in every call, and says of enough different numbers what they are not by themselves."""
    explained: set[float] = set()
    for found, due, _ in answers:
        expected = None
        with np.errstate(all="ignore"), contextlib.suppress(TypeError):  # True has no sign to be turned
            expected = of(due)
        if expected is None or not same(found, expected, RTOL, ATOL):
            return False
        if not same(due, expected, RTOL, ATOL):
            explained |= set(np.ravel(due).tolist())
    return len(explained) >= (2 if explained <= {0, 1} else LEAST)


def _by_a_factor(answers: Sequence[Answer]) -> str:
    """What every number is times; nothing where two counts would explain it, or one that is always the same."""
    said = [says for says, factor in FACTORS if _is_product(answers, factor)]
    in_one_row = all(k == 1 for _, _, (_, k) in answers)  # then the elements are the rows
    if not said or (len(said) > 1 and not in_one_row):
        return ""
    return f"Every number is {said[0]}"


def _is_product(answers: Sequence[Answer], factor: Callable[[int, int], float]) -> bool:
    try:
        factors = [factor(*shape) for _, _, shape in answers]
    except ZeroDivisionError:
        return False
    products = (same(found, due * value, RTOL, ATOL) for (found, due, _), value in zip(answers, factors))
    return len({*factors}) > 1 and all(products)


def _by_a_constant(answers: Sequence[Answer]) -> str:
    """How many times, or by how much, every number is off, where that is the same in every call."""
    if any(found.shape != due.shape for found, due, _ in answers):
        return ""
    found, due = (np.concatenate([np.ravel(a[i]).astype(float) for a in answers]) for i in (0, 1))
    if np.allclose(found, due, RTOL, ATOL):
        return ""  # what is wrong is not the numbers
    ratios, differences = found[due != 0] / due[due != 0], found - due
    if np.any(found) and not np.any(found[due == 0]) and np.allclose(ratios, ratios[0], RTOL, ATOL):
        return f"Every number is {ratios[0]:.4g} times what it should be, in every call."
    if np.allclose(differences, differences[0], RTOL, ATOL):
        more = "too high" if differences[0] > 0 else "too low"
        return f"Every number is {abs(differences[0]):.4g} {more}, in every call."
    return ""


def _telling(answers: Sequence[Answer]) -> bool:
    """Whether there are enough different numbers for an accident to be out of the question."""
    return len({number for _, due, _ in answers for number in np.ravel(due).tolist() if number}) >= LEAST
