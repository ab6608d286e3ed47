"""Where an answer is wrong: in the first layer only, in all rows but one, at negative `z`."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from autograder.checking.relations.numbers import ATOL, LEAST, RTOL
from autograder.checking.relations.parts import Part
from autograder.differences import NUMERIC

FEWEST = 2  # calls that have to be right, and wrong, for a trait of the calls to count


class Place(NamedTuple):
    """One part of one call's answer, and the call's arguments by name."""

    part: Part
    given: dict[str, Any]


def said_of_places(places: Sequence[Place]) -> str:
    """Where all that is wrong stands; empty where that is no one place."""
    if any(place.part.found.shape != place.part.due.shape for place in places):
        return ""
    return (
        _layers(places)
        or _along(places, 0, "row")
        or _along(places, 1, "column")
        or _signs(places)
        or _calls(places)
    )


def _wrong(part: Part) -> np.ndarray:
    return ~np.isclose(part.found, part.due, RTOL, ATOL)


def _layers(places: Sequence[Place]) -> str:
    calls: dict[int, list[bool]] = {}
    for place in places:
        if place.part.layers > 1:
            calls.setdefault(id(place.given), []).append(bool(_wrong(place.part).any()))
    return _pattern(list(calls.values()), "layer")


def _along(places: Sequence[Place], axis: int, word: str) -> str:
    """Which rows or columns are wrong; in an array with one axis they are called numbers."""
    arrays = [_wrong(place.part) for place in places if place.part.found.ndim > axis]
    lines = [wrong.any(axis=1 - axis) if wrong.ndim == 2 else wrong for wrong in arrays if wrong.ndim <= 2]
    flat = all(wrong.ndim == 1 for wrong in arrays)
    return _pattern([list(map(bool, np.ravel(line))) for line in lines], "number" if flat else word)


def _pattern(lines: Sequence[list[bool]], word: str) -> str:
    """What all lines have in common; one alone is first and last at once, and says nothing."""
    several = [line for line in lines if len(line) > 1]
    if len(several) < FEWEST or max(map(len, several)) < LEAST:
        return ""
    return next((says.format(word) for says, fits in PATTERNS if all(map(fits, several))), "")


PATTERNS: tuple[tuple[str, Callable[[list[bool]], bool]], ...] = (
    ("Only the first {} is wrong.", lambda line: line[0] and not any(line[1:])),
    ("Only the last {} is wrong.", lambda line: line[-1] and not any(line[:-1])),
    ("Only the first {} is right.", lambda line: not line[0] and all(line[1:])),
    ("Only the last {} is right.", lambda line: not line[-1] and all(line[:-1])),
)
SIGNS: tuple[tuple[str, Callable[[np.ndarray], np.ndarray]], ...] = (
    ("0", lambda a: a == 0),
    ("negative", lambda a: a < 0),
    ("positive", lambda a: a > 0),
    ("0 or negative", lambda a: a <= 0),
    ("0 or positive", lambda a: a >= 0),
)


def _signs(places: Sequence[Place]) -> str:
    """Whether all that is wrong stands where an argument of the answer's shape is 0, negative or positive."""
    for name in places[0].given if places else ():
        given = [place.given.get(name) for place in places]
        arrays = [np.asarray(value) if isinstance(value, NUMERIC) else np.empty(0, object) for value in given]
        if any(
            a.shape != place.part.due.shape or a.dtype.kind not in "iuf" for a, place in zip(arrays, places)
        ):
            continue
        off = [wrong for place in places if (wrong := _wrong(place.part)).any()]
        if all(map(np.all, off)):
            continue  # nothing beside them is right
        wrong = np.concatenate([_wrong(place.part).ravel() for place in places])
        values = np.concatenate([a.ravel() for a in arrays])
        for word, fits in SIGNS:
            inside = fits(values)
            if (
                not np.any(wrong & ~inside)
                and np.sum(~inside) >= LEAST
                and np.sum(wrong) >= (1 if word == "0" else LEAST)
            ):
                return f"All that is wrong stands where `{name}` is {word}."
    return ""


def _calls(places: Sequence[Place]) -> str:
    """Whether all calls with something wrong share what no other call has."""
    verdicts: dict[int, bool] = {}
    given = {id(place.given): place.given for place in places}
    for place in places:
        verdicts[id(place.given)] = verdicts.get(id(place.given), False) or bool(_wrong(place.part).any())
    wrong = [_traits(given[call]) for call, failed in verdicts.items() if failed]
    right = [_traits(given[call]) for call, failed in verdicts.items() if not failed]
    if min(len(wrong), len(right)) < FEWEST:
        return ""
    own = set[str].intersection(*wrong) - set[str].union(*right)
    if min(len(wrong), len(right)) < LEAST:
        own = {says for says in own if "`" in says}  # of two shapes that go well, chance may have its part
    return min(own, default="")


def _traits(given: dict[str, Any]) -> set[str]:
    """What would be said if the calls with these arguments, and only those like them, were wrong."""
    texts = [f'`{name}="{value}"`' for name, value in given.items() if isinstance(value, str)]
    said = {f"It is wrong with {text}, and right otherwise." for text in texts}
    arrays = [value for value in given.values() if isinstance(value, np.ndarray) and value.ndim]
    if arrays and len(arrays[0]) == 1:
        said.add("It is right for several rows, and wrong for one alone.")
    elif arrays:
        said.add("It is right for one row, and wrong for several.")
    matrices = [array for array in arrays if array.ndim == 2]
    if any(len(set(array.shape)) > 1 for array in matrices):
        said.add("It is right where the arrays are square, and wrong elsewhere.")
    return said
