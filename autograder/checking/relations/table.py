"""What can be done to right numbers, each with the sentence that says so, simplest first."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

Array = np.ndarray


class Relation(NamedTuple):
    """A sentence, and what it makes of what was due; None where it cannot be meant."""

    says: str
    of: Callable[[Array], Array | None]


def _where(fits: Callable[[Array], bool], of: Callable[[Array], Array]) -> Callable[[Array], Array | None]:
    return lambda due: of(due) if fits(due) else None


def _along(axis: int, of: Callable[..., Array], *how: int) -> Callable[[Array], Array | None]:
    return lambda due: of(due, *how, axis=axis) if due.ndim == 2 else None


TURNED = Relation("Each number is the expected one with its sign turned.", lambda due: -due)
RELATIONS = (
    Relation("True and False are exchanged.", _where(lambda due: due.dtype == bool, np.logical_not)),
    TURNED,
    Relation("Rows and columns are exchanged: it is the transpose of what is due.", _where(lambda due: due.ndim == 2, np.transpose)),
    Relation("The rows come in reverse order.", _along(0, np.flip)),
    Relation("The columns come in reverse order.", _along(1, np.flip)),
    Relation("The numbers come in reverse order.", _where(lambda due: due.ndim == 1, np.flip)),
    Relation("The rows are moved down by one, the last one to the top.", _along(0, np.roll, 1)),
    Relation("The rows are moved up by one, the first one to the bottom.", _along(0, np.roll, -1)),
    Relation("The columns are moved right by one, the last one to the front.", _along(1, np.roll, 1)),
    Relation("The columns are moved left by one, the first one to the end.", _along(1, np.roll, -1)),
    Relation("The numbers are moved on by one place, the last one to the front.", _where(lambda due: due.ndim == 1, lambda due: np.roll(due, 1))),
    Relation("The numbers are moved back by one place, the first one to the end.", _where(lambda due: due.ndim == 1, lambda due: np.roll(due, -1))),
    Relation("Each number is one too high.", lambda due: due + 1),
    Relation("Each number is one too low.", lambda due: due - 1),
    Relation("The values are those expected, cut to whole numbers: by `int`, by `//`, or by an array of integers that you store them in?", np.trunc),
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
    ("√n times what it should be, where n is the number of rows.", lambda n, k: n**0.5),
    ("what it should be divided by √n, where n is the number of rows.", lambda n, k: n**-0.5),
)  # fmt: skip
KNOWN = (  # factors with a name, and what they may come from
    (2, "2 times", ""),
    (1 / 2, "half of", ""),
    (100, "100 times", ": are they percent?"),
    (1 / 100, "a hundredth of", ""),
    (1 / np.log(2), "1/log 2 times", ": is it a logarithm to base 2 where the natural one is due?"),
    (1 / np.log(10), "1/log 10 times", ": is it a logarithm to base 10 where the natural one is due?"),
    (np.log(2), "log 2 times", ""),
    (np.log(10), "log 10 times", ""),
    (np.pi / 180, "π/180 times", ": are degrees taken for radians, or radians for degrees?"),
    (180 / np.pi, "180/π times", ": are degrees taken for radians, or radians for degrees?"),
)
