"""Mutants: a right answer with one slip in it, made mechanically, to try whether the checks refuse it."""

import ast
import os
import warnings
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from autograder.checking.slips.mutants import slips

LONG, BESIDE = 160, 40  # characters of a change that is shown in part, and of what is shown beside it


class Mutant(NamedTuple):
    """A right answer with one slip in it.

    Parameters
    ----------
    kind : str
        The kind of slip.
    slip : str
        The lines that differ, before → after; no two mutants of one answer have the same.
    source : str
        The whole answer with the slip, without comments.
    """

    kind: str
    slip: str
    source: str


def mutants(source: str) -> Iterator[Mutant]:
    """Every mutant of an answer, always in the same order, each text once."""
    tree = ast.parse(source)
    right = ast.unparse(tree)
    seen, changes = {right}, Counter[str]()
    for one in slips(tree):
        text = ast.unparse(ast.fix_missing_locations(tree))
        if text not in seen and _is_python(text):
            seen.add(text)
            change = _change(right, text)
            changes[change] += 1
            again = f" ({changes[change]})" if changes[change] > 1 else ""
            yield Mutant(one.kind, change + again, text)


def _is_python(text: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "mutant", "exec")
    except SyntaxError:
        return False
    return True


def _change(right: str, text: str) -> str:
    """The lines that differ, before → after; of long ones what stands around the difference."""
    lines = _middles(right.splitlines(), text.splitlines())
    before, after = ("; ".join(map(str.strip, part)) for part in lines)
    if len(before) > LONG and len(after) > LONG:
        start, parts = len(os.path.commonprefix([before, after])), _middles(before, after)
        before, after = (_around(one, start, start + len(part)) for one, part in zip((before, after), parts))
    return f"{before} → {after}"


def _middles(one: Any, other: Any) -> tuple[Any, Any]:
    """Two sequences without what they have in common at the start and at the end."""
    start = len(os.path.commonprefix([one, other]))
    one, other = one[start:], other[start:]
    end = len(os.path.commonprefix([one[::-1], other[::-1]]))
    return one[: len(one) - end], other[: len(other) - end]


def _around(text: str, start: int, end: int) -> str:
    """The part of a text from start to end, with some of what stands beside it."""
    first, last = max(start - BESIDE, 0), end + BESIDE
    return "…" * (first > 0) + text[first:last] + "…" * (last < len(text))
