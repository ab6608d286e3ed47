"""What a learner wrote: the lines of each exercise, and all that passes as one text."""

import ast
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from autograder import lesson as lessons
from autograder.authoring.nn.assemble import assembled
from autograder.errors import Refusal
from autograder.workspace.learner import States

LONGEST = 400_000  # characters of the text; a page should stay below 2 MB


def cells(folder: str | Path, lesson: str) -> tuple[lessons.Cell, ...]:
    """The cells of a learner's lesson; none where it cannot be read."""
    path = lessons.find(folder, lesson)
    try:
        return lessons.read(path).cells if path else ()
    except lessons.LessonUnreadable:
        return ()


def lines(found: Iterable[lessons.Cell], names: Collection[str]) -> dict[str, int]:
    """Name → the lines of its last definition that are neither stub, docstring, comment nor blank."""
    counted = {}
    for cell in found:
        text = cell.source.splitlines()
        for node in cell.tree.body if cell.tree else ():
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name in names:
                counted[node.name] = _own(node, text)
    return counted


def _own(node: ast.stmt, text: Sequence[str]) -> int:
    """The lines below a head; of any other statement all of them."""
    if isinstance(node, ast.ClassDef):
        return sum(_own(inner, text) for inner in node.body if not _is_text(inner))
    first = node.lineno
    if isinstance(node, ast.FunctionDef):
        body = [inner for inner in node.body if not _is_text(inner)]
        first = body[0].lineno if body else (node.end_lineno or first) + 1
    mine = (line.strip() for line in text[first - 1 : node.end_lineno])
    return sum(1 for line in mine if line and not line.startswith("#"))


def _is_text(node: ast.stmt) -> bool:
    """Whether a statement is a text alone, as a docstring is."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def text(folder: str | Path, states: dict[str, States]) -> str:
    """One module of all exercises that pass: what `hardway assemble` writes once all do."""
    course = [
        lessons.Lesson(name, tuple(cell for cell in cells(folder, name) if _passes(cell, states[name])))
        for name in states
    ]
    try:
        made = assembled(course, "your lessons", finished=False).text
    except Refusal as why:  # the page shows what there is
        made = f"# Not in one file yet: {why}\n"
    return made if len(made) <= LONGEST else made[:LONGEST] + "\n# … (cut here)\n"


def _passes(cell: lessons.Cell, states: States) -> bool:
    return states.get(cell.defines or "", "passed") == "passed"
