"""Of an import cell of ours that a learner has changed, what the learner has added."""

import ast
import importlib.util
from collections.abc import Iterable, Iterator
from typing import Any

from autograder.lesson import Cell

COURSE = ("autograder", "playground")


def without_ours(cell: Cell, cells: Iterable[dict[str, Any]]) -> tuple[str, list[str]]:
    """(a cell's source without what the new notebook imports anyway, the lines that cannot be kept).

    Only where it was the lesson's import cell: other cells are as their author wrote them.
    """
    body = cell.tree.body if cell.tree else []
    if not any(isinstance(s, ast.ImportFrom) and s.module == "autograder" for s in body):
        return cell.source, []
    sources = ["".join(one["source"]) for one in cells if one["cell_type"] == "code"]
    there = {line for source in sources for line in import_lines(Cell("code", source).tree)}
    lines, left = cell.source.split("\n"), []
    for statement in body:
        if isinstance(statement, ast.Import | ast.ImportFrom):
            wanted = [line for line in import_lines(ast.Module([statement], [])) if line not in there]
            gone = [line for line in wanted if not can_be_imported(line)]
            left += gone
            kept = [line for line in wanted if line not in gone]
            for number in range(statement.lineno, (statement.end_lineno or 0) + 1):
                lines[number - 1] = "\n".join(kept) if number == statement.lineno else ""
    return "\n".join(line for line in lines if line.strip()), left


def import_lines(tree: ast.AST | None) -> Iterator[str]:
    """A line for each name that is imported."""
    for statement in getattr(tree, "body", ()):
        if isinstance(statement, ast.Import):
            yield from (ast.unparse(ast.Import([alias])) for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom):
            part = statement.module, statement.level
            yield from (ast.unparse(ast.ImportFrom(part[0], [a], part[1])) for a in statement.names)


def can_be_imported(line: str) -> bool:
    """Whether what a line takes of the course is there still; of others that is the learner's affair."""
    (statement,) = ast.parse(line).body
    if not isinstance(statement, ast.ImportFrom) or (statement.module or "").partition(".")[0] not in COURSE:
        return True
    module = statement.module or ""
    if module == "autograder.mine":
        from autograder import lesson as lessons

        return lessons.lesson_of(statement.names[0].name) is not None
    try:
        found = importlib.util.find_spec(module) and importlib.import_module(module)
    except ImportError:
        return False
    return hasattr(found, statement.names[0].name)
