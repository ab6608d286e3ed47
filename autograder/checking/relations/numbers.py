"""Whether right numbers were turned, cut, clipped, taken n times: the simplest that explains all."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from autograder.checking.relations.table import FACTORS, KNOWN, RELATIONS, TURNED, Array
from autograder.comparison import same

RTOL, ATOL = 1e-7, 1e-10  # how near two numbers have to be
LEAST = 3  # different numbers that a relation has to explain
NOISE = 1e-12  # a factor below it is rounding, and what was found is 0 otherwise


class Pair(NamedTuple):
    """What was found and what was due in one place, and (rows, columns) of the first array given."""

    found: Array
    due: Array
    shape: tuple[int, int]


def said_of(pairs: Sequence[Pair]) -> str:
    """The simplest sentence that explains all that was found; empty where there is none."""
    decided = any(due.dtype == bool for _, due, _ in pairs)  # True has no sign to be turned
    said = next((one.says for one in RELATIONS[: 1 if decided else None] if _explains(one.of, pairs)), "")
    if said or decided or not telling(pairs):
        return said
    return (
        _nan(pairs) or _one_number(pairs) or _by_a_factor(pairs) or _by_a_constant(pairs) or _clipped(pairs)
    )


def said_of_counts(pairs: Sequence[Pair]) -> str:
    """The same, of a turned sign and of counts alone."""
    if not telling(pairs) or any(due.dtype == bool for _, due, _ in pairs):
        return ""
    return TURNED.says if _explains(TURNED.of, pairs) else _by_a_factor(pairs)


def alike(found: Array, expected: Array) -> bool:
    """Whether two arrays are the same number by number."""
    return same(found, expected, RTOL, ATOL)


def explained(numbers: set[float]) -> bool:
    """Whether these are enough different numbers for this to be no accident."""
    return len(numbers) >= (2 if numbers <= {0, 1} else LEAST)


def telling(pairs: Sequence[Pair]) -> bool:
    """Whether what was due has enough different numbers."""
    return len({number for pair in pairs for number in np.ravel(pair.due).tolist() if number}) >= LEAST


def _explains(of: Callable[[Array], Array | None], pairs: Sequence[Pair]) -> bool:
    """Whether it holds in every call, and changes enough different numbers."""
    numbers: set[float] = set()
    for found, due, _ in pairs:
        with np.errstate(all="ignore"):
            expected = of(due)
        if expected is None or not alike(found, expected):
            return False
        if not alike(due, expected):
            numbers |= set(np.ravel(due).tolist())
    return explained(numbers)


def _by_a_factor(pairs: Sequence[Pair]) -> str:
    """What every number is times, its sign turned perhaps."""
    if says := _times(pairs):
        return f"Every number is {says}"
    says = _times([pair._replace(found=0 - pair.found) for pair in pairs])
    return says and f"Each number has its sign turned, and is {says}"


def _times(pairs: Sequence[Pair]) -> str:
    """How many times what is due; nothing where two counts would do."""
    said = [says for says, factor in FACTORS if _is_product(pairs, factor)]
    in_one_row = all(k == 1 for _, _, (_, k) in pairs)  # then the elements are the rows
    if not said or (len(said) > 1 and not in_one_row):
        return ""
    counted = "length of the first array" if in_one_row else "number of rows"
    return said[0].replace("number of rows", counted)


def _is_product(pairs: Sequence[Pair], factor: Callable[[int, int], float]) -> bool:
    try:
        factors = [factor(*shape) for _, _, shape in pairs]
    except ZeroDivisionError:
        return False
    products = (alike(found, due * value) for (found, due, _), value in zip(pairs, factors))
    return len({*factors}) > 1 and all(products)


def _in_a_row(pairs: Sequence[Pair]) -> tuple[Array, Array] | None:
    """All that was found and all that was due in two rows; None where shapes differ, or no number does."""
    if any(found.shape != due.shape for found, due, _ in pairs):
        return None
    found, due = (np.concatenate([np.ravel(pair[i]).astype(float) for pair in pairs]) for i in (0, 1))
    same_or_none = np.allclose(found, due, RTOL, ATOL) or not np.all(np.isfinite(found))
    return None if same_or_none else (found, due)


def _nan(pairs: Sequence[Pair]) -> str:
    if not all(np.isnan(found).all() for found, _, _ in pairs):
        return ""
    return "All that comes back is nan, which 0/0, ∞ − ∞ and roots and logarithms of negative numbers are."


def _one_number(pairs: Sequence[Pair]) -> str:
    """Whether the answer is one and the same number whatever was given."""
    if not (numbers := _in_a_row(pairs)) or not np.all(numbers[0] == numbers[0][0]):
        return ""
    return f"Every number that comes back is {numbers[0][0]:.6g}, whatever is given."


def _by_a_constant(pairs: Sequence[Pair]) -> str:
    """How many times, or by how much, every number is off, where that is the same in every call."""
    if not (numbers := _in_a_row(pairs)):
        return ""  # what is wrong is not the numbers
    found, due = numbers
    ratios, differences = found[due != 0] / due[due != 0], found - due
    steady = not np.any(found[due == 0]) and np.allclose(ratios, ratios[0], RTOL, 0)
    if steady and abs(ratios[0]) > NOISE:
        known = ((name, why) for factor, name, why in KNOWN if np.isclose(ratios[0], factor, RTOL, 0))
        name, why = next(known, (f"{ratios[0]:.4g} times", ""))
        return f"Every number is {name} what it should be, in every call{why or '.'}"
    if np.allclose(differences, differences[0], RTOL, ATOL):
        more = "too high" if differences[0] > 0 else "too low"
        return f"Every number is {abs(differences[0]):.4g} {more}, in every call."
    return ""


def _clipped(pairs: Sequence[Pair]) -> str:
    """Whether the right numbers end at a bound, above or below."""
    if not (numbers := _in_a_row(pairs)):
        return ""
    found, due = numbers
    for bound, of, side in ((found.max(), np.minimum, "above"), (found.min(), np.maximum, "below")):
        cut = set(due[~np.isclose(due, found, RTOL, ATOL)].tolist())
        if alike(found, of(due, bound)) and explained(cut):
            return f"The values are those expected, but never {side} {bound + 0.0:.6g}: are they cut off?"
    return ""
