"""Code with no name in it: what is shown of a student's code in a report that names nobody."""

import ast
import builtins
import collections
import itertools
import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np

from autograder import lesson as lessons
from autograder.classroom.report.similar.pieces import Piece, parsed, piece
from autograder.classroom.report.similar.tokens import DEFINITIONS

TEXT = "…"
LONGEST_NUMBER = 6  # characters; a longer one may be a student's


def nameless(whose: Piece, people: Collection[str]) -> Piece:
    """The piece with variables numbered, without comments and texts; names of libraries and lessons stay.

    Parameters
    ----------
    whose : Piece
    people : collection of str
        Names that are a student's, in small letters: they do not stay, whatever else they are.
    """
    numbers: dict[str, str] = collections.defaultdict(map("v{}".format, itertools.count(1)).__next__)
    names = {one for one in _vocabulary() if one.casefold() not in people}
    rename = _Rename(numbers, names, names.difference(whose.names), people)
    try:
        shown = [ast.unparse(rename.tree(node)) for node in parsed(whose.source)]
        made = piece([(node, text) for text in shown for node in parsed(text)], ())
    except (ValueError, RecursionError, MemoryError):
        return replace(whose, source="", lines=(0,) * len(whose.tokens))
    if len(made.lines) != len(whose.lines):
        return replace(whose, source=made.source, lines=(0,) * len(whose.tokens))
    return replace(whose, source=made.source, lines=made.lines)


@dataclass(frozen=True)
class _Rename:
    """What stays in a piece's code: `of_others` after a dot and before an equals sign, `free` elsewhere."""

    numbers: dict[str, str]
    of_others: Collection[str]
    free: Collection[str]
    people: Collection[str]

    def tree(self, root: ast.stmt) -> ast.stmt:
        """The tree, changed in place: every text in it is a name that stays, or is hidden."""
        for node in ast.walk(root):
            if isinstance(node, ast.Constant):
                node.value, node.kind = self.hidden(node.value), None
                continue
            stay = self.of_others if isinstance(node, ast.Attribute | ast.keyword) else self.free
            for field, value in ast.iter_fields(node):
                if isinstance(value, str):
                    setattr(node, field, self.name(value, stay))
                elif isinstance(value, list) and value and isinstance(value[0], str):
                    setattr(node, field, [self.name(one, stay) for one in value])
        return root

    def name(self, name: str, stay: Collection[str]) -> str:
        """A name, of a module perhaps with dots."""
        return ".".join(one if one in stay else self.numbers[one] for one in name.split("."))

    def hidden(self, value: Any) -> Any:
        """A text or a number that cannot be a student's."""
        if isinstance(value, str | bytes):
            return value if value in self.of_others else TEXT if isinstance(value, str) else b""
        if isinstance(value, int | float | complex) and not isinstance(value, bool):
            return type(value)(0) if _is_telling(value, self.people) else value
        return value


def _is_telling(number: complex, people: Collection[str]) -> bool:
    try:
        return len(repr(number)) > LONGEST_NUMBER or repr(number) in people
    except ValueError:  # it has too many digits to be written
        return True


@cache
def _vocabulary() -> frozenset[str]:
    """The names that everybody may use: Python's, NumPy's, the lessons'."""
    holders = builtins, math, np, np.random, np.random.Generator, np.linalg, np.ndarray, list, dict, str
    known = {"self", "cls", "math"}.union(*map(dir, holders))
    return frozenset(known.union(*map(_names, _lessons())))


def _lessons() -> Iterator[ast.stmt]:
    for name in lessons.course():
        for cell in lessons.lesson(name).cells:
            if cell.tree:
                yield from cell.tree.body


def _names(root: ast.stmt) -> set[str]:
    """What the code names, its own variables left out: parameters, attributes, functions."""
    names = set()
    for node in ast.walk(root):
        if isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.Attribute):
            names.add(node.attr)
        elif isinstance(node, DEFINITIONS):
            names.add(node.name)
        elif isinstance(node, ast.keyword) and node.arg:
            names.add(node.arg)
        elif isinstance(node, ast.alias):
            names.update(f"{node.name}.{node.asname or ''}".split("."))
    return names
