"""Modules that a notebook imports and grading does not have: a student's `helpers.py` stays at home."""

import ast
import importlib.util
import re
from functools import lru_cache

ONLY = "only the notebook is handed in, so put what you use of it into a cell"


def note(cells):
    """One line on the modules that cannot be imported, or None.

    Parameters
    ----------
    cells : iterable of Cell
    """
    wanted = {name for cell in cells if cell.kind == "code" for name in imported(cell.source)}
    missing = sorted(name for name in wanted if not _is_here(name))
    return f"{', '.join(f'`{name[:50]}`' for name in missing[:3])} cannot be imported in grading: {ONLY}" if missing else None


@lru_cache(4096)
def imported(source):
    """The modules that a cell's own lines import, even where it does not parse; what stands in a `try` may fail."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset(re.findall(r"^(?:import|from)\s+(\w+)", source, re.MULTILINE))
    whole = [alias.name for node in body if isinstance(node, ast.Import) for alias in node.names]
    parts = [node.module for node in body if isinstance(node, ast.ImportFrom) and node.module and not node.level]
    return frozenset(name.partition(".")[0] for name in whole + parts)


@lru_cache(1024)
def _is_here(name):
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError, AttributeError):
        return False
