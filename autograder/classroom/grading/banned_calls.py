"""Finds what a course bans in an exercise, in the syntax of the student's code: nothing of it is run.

Names are followed: through imports, aliases, helpers, `getattr` with a name in quotation marks. This is a
rule for honest students, no wall: code that means to hide a call can.
"""

import ast
import importlib
import re
import warnings
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from autograder.classroom.grading.meanings import LONGEST, Names, Reader
from autograder.lesson import Cell
from autograder.running.cells import LONGEST_CELL
from autograder.running.global_names import python_in

MOST = 3  # that are told of one exercise
KNOWN = ("numpy", "math")  # modules that are looked into: which of their names mean the same


@dataclass(frozen=True)
class Use:
    """What stands in the code, the full name of what is banned, whether it lies within that, the helper."""

    text: str
    banned: str
    within: bool
    helper: str | None

    def __str__(self) -> str:
        full = re.sub(r"^numpy\.", "np.", self.banned.removeprefix("builtins."))
        plain = self.text in (full, self.banned) or self.text.startswith((f"{full}.", f"{self.banned}."))
        said = f"`{self.text}`" + ("" if plain else f" ({'part of' if self.within else 'that is'} `{full}`)")
        return said + (f" in `{self.helper[:LONGEST]}`" if self.helper else "")


def uses(
    name: str, cells: Sequence[Cell], banned: Collection[str], exercises: Collection[str] = ()
) -> list[Use]:
    """What of the banned things the exercise uses, helpers included, other exercises not.

    Parameters
    ----------
    cells : sequence of Cell
        Those that are run, in order.
    banned : collection of str
        Full names, as in `numpy.tanh`; a module's name stands for all in it.
    exercises : collection of str
        The lesson's: each answers for itself.
    """
    try:
        names = Names(list(filter(None, map(_tree, cells))))
        first: dict[str, Use] = {}
        for use in _found(name, names, banned, set(exercises) - {name}):
            first.setdefault(use.banned, use)
        return list(first.values())[:MOST]
    except RecursionError:  # nested deeper than a person writes
        return []


def _tree(cell: Cell) -> ast.Module | None:
    if cell.kind != "code" or cell.tree or len(cell.source) > LONGEST_CELL:
        return cell.tree
    return Cell("code", python_in(cell.source)).tree  # without IPython's own lines


def _found(name: str, names: Names, banned: Collection[str], others: set[str]) -> Iterator[Use]:
    todo, seen = [(name, one) for one in names.meanings(name)], set[int]()
    while todo:
        holder, (number, meaning) = todo.pop(0)
        if id(meaning) in seen:
            continue
        seen.add(id(meaning))
        reader = Reader(names, number)
        if isinstance(meaning, ast.AST):
            reader.visit(meaning)
        elif meaning:
            reader.mentions.append((str(meaning), {str(meaning)}))
        helper = None if holder == name else holder
        for text, paths in reader.mentions:
            for one in sorted(banned):
                meant = [path for path in paths if _is(path, one)]
                if meant:
                    yield Use(text, one, all(path.startswith(f"{one}.") for path in meant), helper)
        todo += [(used, one) for used, one in reader.used if used not in others]


@lru_cache(4096)
def _is(path: str, banned: str) -> bool:
    """Whether a full name is what is banned, lies in it, or is another name of it."""
    if path == banned or path.startswith(f"{banned}."):
        return True
    thing = _thing(banned)
    return callable(thing) and _thing(path) is thing


def _thing(path: str) -> object:
    """What a full name means in the modules that are looked into, else None."""
    head, *rest = path.split(".")
    if head not in KNOWN or any(part.startswith("_") for part in rest):
        return None
    thing: Any = importlib.import_module(head)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of names that go out of use
            for part in rest:
                thing = getattr(thing, part)
    except Exception:  # whatever a module makes of a name that is none
        return None
    return thing
