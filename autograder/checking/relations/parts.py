"""An answer taken apart into arrays with names, each beside what was due: `dX`, `dW`, `db`."""

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.differences import NUMERIC

Path = tuple[int | str, ...]
EACH = "*"  # in a path: whichever layer
RETURNS = re.compile(r"^Returns\n-+\n((?:.+\n?)+)", re.MULTILINE)
PAIR = re.compile(r"list of \((.*?)\)")


@dataclass(frozen=True)
class Part:
    """One array of an answer, and what was due in its place.

    Parameters
    ----------
    path : tuple
        Where it stands in the answer, whichever the layer.
    found, due : array
    layer, layers : int
        The number of its layer, and how many there are; 0 and 1 where it is in no layer.
    """

    path: Path
    found: np.ndarray
    due: np.ndarray
    layer: int = 0
    layers: int = 1


class Incomparable(Exception):
    """The answer is not built as what was due: there is nothing to hold side by side."""


def parts(found: Any, due: Any, path: Path = (), layer: int = 0, layers: int = 1) -> Iterator[Part]:
    """The parts of an answer, in order; Incomparable where it is not built as what was due."""
    if isinstance(due, dict):
        for name, value in due.items():
            yield from parts(_inside(found, name), value, (*path, name), layer, layers)
    elif isinstance(due, list) and due and all(isinstance(pair, tuple) for pair in due):
        for number, pair in enumerate(due):
            yield from parts(_entry(found, number, due), pair, (*path, EACH), number, len(due))
    elif isinstance(due, tuple):
        for number, value in enumerate(due):
            yield from parts(_entry(found, number, due), value, (*path, number), layer, layers)
    elif isinstance(due, list):
        yield Part(path, _numbers(_listed(found, due)), _numbers(_listed(due, due)), layer, layers)
    else:
        yield Part(path, _numbers(found), _numbers(due), layer, layers)


def _inside(found: Any, name: str) -> Any:
    if not isinstance(found, dict) or name not in found:
        raise Incomparable
    return found[name]


def _entry(found: Any, number: int, due: list | tuple) -> Any:
    if not isinstance(found, list | tuple) or len(found) != len(due):
        raise Incomparable
    return found[number]


def _listed(found: Any, due: list) -> np.ndarray:
    return np.array([_number(_entry(found, number, due)) for number in range(len(due))])


def _number(value: Any) -> Any:
    if np.size(array := _numbers(value)) != 1:
        raise Incomparable
    return array.item()


def _numbers(value: Any) -> np.ndarray:
    array = np.asarray(value) if isinstance(value, NUMERIC) else np.empty(0, dtype=object)
    if array.dtype.kind not in "biuf":
        raise Incomparable
    return array if array.dtype.kind in "bi" else array.astype(float)


def part_names(function: Callable) -> dict[Path, str]:
    """What the docstring calls the parts of an answer: {(0,): "`dX`", …}."""
    found = RETURNS.search(inspect.getdoc(function) or "")
    entries = [line for line in (found[1] if found else "").splitlines() if not line.startswith(" ")]
    names: dict[Path, str] = {}
    for line in entries:
        before, colon, kind = line.partition(" : ")
        own = before.split(", ") if colon else [""]
        for name in own:
            path: Path = (sum(len(one) == 1 for one in names),) if len(own) + len(entries) > 2 else ()
            names[path] = f"`{name}`" if name else ""
            for number, inner in enumerate(_of_a_pair(kind if colon else line)):
                within = f" in `{name}`" if name else ""
                names[*path, EACH, number] = f"`{inner}`{within}"
    return names


def _of_a_pair(kind: str) -> list[str]:
    found = PAIR.search(kind)
    return found[1].split(", ") if found else []
