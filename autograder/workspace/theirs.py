"""What in a learner's notebook is the learner's: cells that we handed out tell themselves by their ids."""

import ast
import itertools
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from autograder import lesson as lessons
from autograder.lesson import Cell, Lesson
from autograder.running.cells import cell_ids, check_id, normal
from autograder.running.global_names import bindings

Raw = dict[str, Any]  # a cell as it was saved
STUB = "NotImplementedError"


@dataclass
class Theirs:
    """A cell of the learner's notebook, and what it is to the new one.

    `ours` cells were handed out and left as they were; `answers` are the exercises that it gives;
    `was` is the exercise whose cell it was, where the lesson has that no more.
    """

    raw: Raw
    cell: Cell
    ours: bool = False
    answers: list[str] = field(default_factory=list)
    was: str | None = None

    @property
    def id(self) -> str:
        """Its id; empty where it has none."""
        found = self.raw.get("id")
        return found if isinstance(found, str) else ""

    @property
    def unwritten(self) -> bool:
        """Whether it holds an exercise as it was handed out, or nothing."""
        return not self.cell.source.strip() or _is_stub(self.cell)


def sorted_out(saved: Collection[Any], lesson: Lesson, handed_out: Collection[str]) -> list[Theirs]:
    """The cells of a learner's notebook.

    Parameters
    ----------
    saved : list of dict
        The cells as they were saved.
    lesson : Lesson
        The lesson as it is now.
    handed_out : collection of str
        The texts of its cells, as a learner gets them.
    """
    found = []
    for raw in saved:
        cell = lessons.notebook_cell(raw) or _of_another_kind(raw)
        if cell and (cell.source.strip() or raw.get("id") in lesson.exercises):
            found.append(_sorted_out(Theirs(raw, cell), lesson, handed_out))
    return found


def _of_another_kind(raw: Any) -> Cell | None:
    """A cell that is neither code nor markdown, but text all the same."""
    source = raw.get("source") if isinstance(raw, dict) else None
    text = "".join(map(str, source)) if isinstance(source, list) else source
    return Cell("raw", text) if isinstance(text, str) else None


def _sorted_out(theirs: Theirs, lesson: Lesson, handed_out: Collection[str]) -> Theirs:
    cell = theirs.cell
    few = itertools.islice(cell_ids(cell.kind, cell.source), 9)
    if theirs.id not in lesson.exercises:
        theirs.ours = normal(cell.source) in handed_out or theirs.id in few or _is_check(theirs)
    if theirs.ours:
        return theirs
    found = bindings(cell.source) if cell.kind == "code" else ()
    bound = {name for kind, name in found if kind in ("def", "assign")}
    theirs.answers = [name for name in lesson.exercises if name in bound or name == theirs.id]
    if theirs.id in bound and not theirs.answers:
        theirs.was, theirs.ours = theirs.id, theirs.unwritten
    return theirs


def _is_check(theirs: Theirs) -> bool:
    return bool(theirs.cell.checks) and theirs.id == check_id(theirs.cell.checks or "")


def _is_stub(cell: Cell) -> bool:
    """Whether nothing is written in the functions of a cell that is one definition."""
    functions = [n for n in ast.walk(cell.tree or ast.Module([], [])) if isinstance(n, ast.FunctionDef)]
    return cell.defines is not None and bool(functions) and all(map(_says_nothing, functions))


def _says_nothing(function: ast.FunctionDef) -> bool:
    *before, last = function.body
    named = last.exc if isinstance(last, ast.Raise) else None
    documented = [s for s in before if isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant)]
    return getattr(named, "id", None) == STUB and len(documented) == len(before)
