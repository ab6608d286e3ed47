"""A student's code of each exercise as a row of tokens: names of variables, comments and layout are gone."""

import ast
import re
import warnings
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TypeAlias

from autograder import lesson as lessons
from autograder.classroom.report.similar.tokens import DEFINITIONS, Token, bound, first_line, tokens
from autograder.running.cells import LONGEST_CELL

Definition: TypeAlias = tuple[ast.stmt, str]  # with its text

HELPERS = "helpers"  # all that a student defined besides the exercises
MOST = 6000  # tokens of a piece; our longest exercise has 1 600


@dataclass(frozen=True)
class Piece:
    """What a student wrote for one exercise.

    Parameters
    ----------
    source : str
    tokens : tuple of Token
    lines : tuple of int
        The line, from 0, in which each token begins.
    names : tuple of str
        The name behind each token that is a variable, else "".
    """

    source: str
    tokens: tuple[Token, ...]
    lines: tuple[int, ...]
    names: tuple[str, ...]

    @cached_property
    def shape(self) -> int:
        """Equal for two pieces that differ in names of variables, comments and layout alone."""
        numbers: dict[str, int] = {}
        return hash((self.tokens, tuple(numbers.setdefault(name, len(numbers)) for name in self.names)))


@cache
def of_the_course() -> frozenset[str]:
    """The names of all exercises: they mean the same in every notebook."""
    return frozenset(lessons.exercises())


def lines_of(source: str) -> list[str]:
    """The lines as Python counts them: a form feed or a separator of Unicode ends none."""
    return re.split(r"\r\n|\r|\n", source)


def parsed(source: str) -> list[ast.stmt]:
    """The statements of a cell without IPython's own lines; none where it is no Python."""
    if len(source) > LONGEST_CELL:
        return []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python's, of how a student writes
            return ast.parse(re.sub(r"^[ \t]*[%!].*$", "", source, flags=re.MULTILINE)).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def pieces(sources: Iterable[str], exercises: Collection[str]) -> dict[str, Piece]:
    """Exercise → what a student wrote for it, the last definition; HELPERS → all other definitions."""
    found: dict[str, Definition] = {}
    for source in sources:
        lines = lines_of(source)
        for node in parsed(source):
            if name := _defined(node):
                found[name] = node, "\n".join(lines[first_line(node) - 1 : node.end_lineno])
    made = {name: piece([found[name]], found) for name in exercises if name in found}
    helpers = [one for name, one in found.items() if name not in exercises]
    return made | ({HELPERS: piece(helpers, found)} if helpers else {})


def piece(definitions: Sequence[Definition], defined: Collection[str]) -> Piece:
    """The definitions in one row; names that they bind, or that are `defined` beside them, are variables."""
    rows: list[tuple[Token, int, str]] = []
    offset = 0
    for node, text in definitions:
        own = bound(node).union(defined) - of_the_course()
        for token, line, name in tokens(node, own):
            if len(rows) < MOST:
                rows.append((token, offset + line - first_line(node), name))
        offset += text.count("\n") + 2
    columns = zip(*rows) if rows else ((), (), ())
    made, lines, names = map(tuple, columns)
    return Piece("\n\n".join(text for _, text in definitions), made, lines, names)


def _defined(node: ast.stmt) -> str | None:
    """The name that a statement gives a function or a class."""
    if isinstance(node, DEFINITIONS):
        return node.name
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
        return getattr(node.targets[0], "id", None)
    return None
