"""Where a lesson's graded cells stand among a student's own cells."""

import ast
import functools
import re
from collections.abc import Sequence
from typing import Any, TypeAlias

from autograder import lesson as lessons
from autograder.lesson import Cell
from autograder.running.cells import exercise_of_check

MOST, LONGEST = 1000, 20_000  # cells that are remembered, and their characters
SavedCell: TypeAlias = dict[str, Any]  # as a notebook's file has it


def defined(cell: Cell) -> frozenset[str]:
    """The names that a cell's own lines define; where it does not parse, those of them that are exercises."""
    return _facts(cell)[0]


def _facts(cell: Cell) -> tuple[frozenset[str], str | None]:
    """(names that it defines, the exercise that it checks) of a code cell; most are alike in a class."""
    return _remembered(cell.source) if len(cell.source) < LONGEST else _read(cell)


@functools.lru_cache(MOST)
def _remembered(source: str) -> tuple[frozenset[str], str | None]:
    return _read(Cell("code", source))


def _read(cell: Cell) -> tuple[frozenset[str], str | None]:
    return frozenset(_defined(cell)), cell.checks


def _defined(cell: Cell) -> set[str]:
    if cell.tree is None:
        return _seen_in(cell.source)
    names = set()
    for node in cell.tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return names


def _seen_in(source: str) -> set[str]:
    """The exercises that some line seems to define; a text may seem to define millions of other names."""
    exercises = "|".join(name for lesson in lessons.course() for name in lessons.lesson(lesson).exercises)
    lines = re.finditer(
        rf"^(?:(?:async\s+def|def|class)\s+({exercises})\b|({exercises})\s*=(?!=))", source, re.MULTILINE
    )
    return {line[1] or line[2] for line in lines}


class Places:
    """The student's cells by number; `taken` are those that have their heading.

    Parameters
    ----------
    cells : sequence of (Cell, dict)
        As `normalize.cells_of` gives them.
    """

    def __init__(self, cells: Sequence[tuple[Cell, SavedCell]]) -> None:
        self.kinds = [cell.kind for cell, _ in cells]
        facts = [_facts(cell) if cell.kind == "code" else (frozenset(), None) for cell, _ in cells]
        self.names, self.checks = [names for names, _ in facts], [checked for _, checked in facts]
        self.ids = [_old_id(raw) for _, raw in cells]
        self.taken: set[int] = set()

    def of(self, grade_id: str, kind: str, is_exercise: bool) -> int | None:
        """The place of a graded cell of the lesson, or None where the student has none for it."""
        return self._of_exercise(grade_id, kind) if is_exercise else self._of_check(grade_id, kind)

    def _of_exercise(self, name: str, kind: str) -> int | None:
        """The last cell that defines the name, else the last that was handed out for it, of its kind."""
        found = [i for i, names in enumerate(self.names) if name in names] or self._handed_out(name, kind)
        return found[-1] if found else None

    def _of_check(self, grade_id: str, kind: str) -> int | None:
        """The first cell still free that checks the exercise, else the first that was handed out for it."""
        free = [i for i in range(len(self.ids)) if i not in self.taken]
        found = [i for i in free if self.checks[i] == exercise_of_check(grade_id)] or [
            i for i in self._handed_out(grade_id, kind) if i in free
        ]
        return found[0] if found else None

    def _handed_out(self, grade_id: str, kind: str) -> list[int]:
        return [i for i, old in enumerate(self.ids) if old == grade_id and self.kinds[i] == kind]


def _old_id(raw: SavedCell) -> str | None:
    metadata = raw.get("metadata")
    info = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return info.get("grade_id") if isinstance(info, dict) and isinstance(info.get("grade_id"), str) else None
