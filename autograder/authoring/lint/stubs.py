"""Slips in what is left of an exercise for the student: docstring and raise, nothing of the answer."""

import ast
from collections.abc import Iterator

from autograder.authoring.lint.files import Course, Source
from autograder.authoring.lint.marks import kind_of
from autograder.authoring.lint.slip import Slip
from autograder.lesson import Cell, stub
from autograder.running.cells import REGION

SHIPS = "stands in the student's notebook"
INTO = "put all of the answer between the marks"
Function = ast.FunctionDef | ast.AsyncFunctionDef


def slips(course: Course, name: str) -> Iterator[Slip]:
    """Those of a lesson's source."""
    source = course.sources[name]
    for cell in source.code:
        tree = _parsed(stub(cell.source))
        if cell.tree and tree and REGION.search(cell.source):
            yield from _of_cell(source, cell, tree)


def _parsed(text: str) -> ast.Module | None:
    try:
        return ast.parse(text)
    except SyntaxError:
        return None


def _of_cell(source: Source, cell: Cell, tree: ast.Module) -> Iterator[Slip]:
    lines = stub(cell.source).splitlines()
    left = [node for node in _functions(tree) if any(map(_raises, node.body))]
    if _functions(cell.tree) and not left and any(map(_raises, tree.body)):
        what = "the region is not within the function"
        yield source.slip(source.line(cell), what, "indent its marks as the lines between them")
    written = {node.name: ast.get_docstring(node) for node in _functions(cell.tree)}
    for node in left:
        if written.get(node.name) and not ast.get_docstring(node):
            what = f"the docstring of `{node.name}` stands in the region: students would not see it"
            yield source.slip(source.line(cell), what, "write ### BEGIN SOLUTION below the docstring")
        for number in _left_over(node, lines):
            what = f"`{lines[number - 1].strip()}` {SHIPS}: it is outside of the region of `{node.name}`"
            yield source.slip(_line(source, cell, lines[number - 1]), what, INTO)


def _functions(tree: ast.AST | None) -> list[Function]:
    return [node for node in ast.walk(tree) if isinstance(node, Function)] if tree else []


def _raises(node: ast.stmt) -> bool:
    """Whether this is the line that stands for an answer."""
    return (
        isinstance(node, ast.Raise)
        and isinstance(node.exc, ast.Name)
        and node.exc.id == "NotImplementedError"
    )


def _left_over(node: Function, lines: list[str]) -> Iterator[int]:
    """The lines of a stub that are neither docstring nor raise, and comments below it."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    yield from (one.lineno for one in body if not _raises(one))
    last = next(one.lineno for one in body if _raises(one))
    for number in range(last + 1, len(lines) + 1):
        text = lines[number - 1].strip()
        if text and not text.startswith("#"):
            return
        if text and not kind_of(text):  # a mark too many has its own line
            yield number


def _line(source: Source, cell: Cell, text: str) -> int:
    """The line of the file in which this text stands."""
    written = cell.source.splitlines()
    return source.line(cell, written.index(text) + 1 if text in written else 1)
