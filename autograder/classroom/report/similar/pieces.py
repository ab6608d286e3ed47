"""A student's code of each exercise as a row of tokens: names of variables, comments and layout are gone.

A token is a node of the syntax tree, in the order in which the code is read.
"""

import ast
import re
import warnings
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TypeAlias

from autograder import lesson as lessons
from autograder.running.cells import LONGEST_CELL

Token: TypeAlias = tuple[str, str]
Definition: TypeAlias = tuple[ast.stmt, str]  # with its text

HELPERS = "helpers"  # all that a student defined besides the exercises
MOST = 6000  # tokens of a piece; our longest exercise has 1 600
VARIABLE = "a variable"
DEFINITIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
NO_CODE = frozenset(("ctx", "annotation", "returns", "type_comment", "type_params", "simple", "kind"))


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
                found[name] = node, "\n".join(lines[_first(node) - 1 : node.end_lineno])
    made = {name: piece([found[name]], found) for name in exercises if name in found}
    helpers = [one for name, one in found.items() if name not in exercises]
    return made | ({HELPERS: piece(helpers, found)} if helpers else {})


def piece(definitions: Sequence[Definition], defined: Collection[str]) -> Piece:
    """The definitions in one row; names that they bind, or that are `defined` beside them, are variables."""
    rows: list[tuple[Token, int, str]] = []
    offset = 0
    for node, text in definitions:
        own = _bound(node).union(defined) - of_the_course()
        for token, line, name in tokens(node, own):
            if len(rows) < MOST:
                rows.append((token, offset + line - _first(node), name))
        offset += text.count("\n") + 2
    columns = zip(*rows) if rows else ((), (), ())
    made, lines, names = map(tuple, columns)
    return Piece("\n\n".join(text for _, text in definitions), made, lines, names)


def tokens(root: ast.AST, own: Collection[str]) -> Iterator[tuple[Token, int, str]]:
    """(token, line, name of the variable or "") of each node; by a stack, since a student's may be deep."""
    stack = [(root, _first(root))]
    while stack:
        node, line = stack.pop()
        line = getattr(node, "lineno", line)
        token, name = _token(node, own)
        yield token, line, name
        stack += [(child, line) for child in reversed(list(children(node)))]


def children(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes below a node, without texts that stand alone, annotations and what says load or store."""
    for field, value in ast.iter_fields(node):
        if field in NO_CODE:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not is_text(child):
                yield child


def is_text(node: ast.AST) -> bool:
    """Whether a statement is a docstring, or another text that does nothing."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _token(node: ast.AST, own: Collection[str]) -> tuple[Token, str]:
    kind, name = type(node).__name__, ""
    match node:
        case ast.Name(id=name) | ast.arg(arg=name) | ast.ClassDef(name=name) | ast.FunctionDef(name=name):
            pass
        case ast.Attribute(value=ast.Name(id="self"), attr=attribute):
            return (kind, VARIABLE), f"self.{attribute}"
        case ast.Attribute(attr=attribute) | ast.keyword(arg=str(attribute)):
            return (kind, attribute), ""
        case ast.Constant(value=value):
            # One text is like another; 1, 1.0 and True are not.
            return (type(value).__name__, "" if isinstance(value, str | bytes) else _number(value)), ""
    return ((kind, VARIABLE), name) if name in own else ((kind, name), "")


def _number(value: object) -> str:
    """A number as text; one that has too many digits to be written is like all others of its kind."""
    try:
        return repr(value)
    except ValueError:
        return ""


def _defined(node: ast.stmt) -> str | None:
    """The name that a statement gives a function or a class."""
    if isinstance(node, DEFINITIONS):
        return node.name
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
        return getattr(node.targets[0], "id", None)
    return None


def _first(node: ast.AST) -> int:
    """The line in which a definition begins, decorators included."""
    lines: list[int] = [one.lineno for one in getattr(node, "decorator_list", ())]
    return min([*lines, getattr(node, "lineno", 1)])


def _bound(root: ast.AST) -> set[str]:
    """All names that the code binds anywhere, but for methods."""
    names, methods = set[str](), set[str]()
    for node in ast.walk(root):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.add(node.id)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, DEFINITIONS):
            names.add(node.name)
        if isinstance(node, ast.ClassDef):
            methods |= {one.name for one in node.body if isinstance(one, DEFINITIONS)}
    return names - methods
