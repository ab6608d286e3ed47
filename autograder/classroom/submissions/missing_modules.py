"""Modules that a notebook imports and grading does not have: a student's `helpers.py` stays at home."""

import ast
import importlib.util
import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from autograder.classroom.inside.allowed_imports import is_own
from autograder.lesson import Cell

MOST = 100  # imports of one cell that does not parse
ONLY = "only the notebook is handed in, so put what you use of it into a cell"


@lru_cache(1024)
def is_here(name: str) -> bool:
    """Whether this Python can import a module."""
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError, AttributeError):
        return False


def line_on_missing(
    names: set[str], packages: Sequence[str] | None = None, has: Callable[[str], bool] = is_here
) -> str | None:
    """One line on the modules that cannot be imported, or None; `packages` are those that are allowed."""
    missing = sorted(name for name in names if not has(name))
    banned = sorted(
        name for name in names - set(missing) if packages is not None and not is_own(name, packages)
    )
    said = [
        f"{_listed(missing)} cannot be imported in grading: {ONLY}" if missing else None,
        f"{_listed(banned)} must not be imported: the rules of your course do not allow it"
        if banned
        else None,
    ]
    return "; ".join(filter(None, said)) or None


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{name[:50]}`" for name in names[:3])


def wanted(cells: Iterable[Cell]) -> set[str]:
    """The modules that the cells import."""
    return {name for cell in cells if cell.kind == "code" for name in imported(cell)}


def imported(cell: Cell) -> set[str]:
    """The modules that a cell's own lines import, parsed or not; what stands in a `try` may fail."""
    if cell.tree is None:
        lines = re.finditer(r"^(?:import|from)\s+(\w+)", cell.source, re.MULTILINE)
        return {line[1] for line in itertools.islice(lines, MOST)}
    body = cell.tree.body
    whole = [alias.name for node in body if isinstance(node, ast.Import) for alias in node.names]
    parts = [
        node.module for node in body if isinstance(node, ast.ImportFrom) and node.module and not node.level
    ]
    return {name.partition(".")[0] for name in whole + parts}
