"""Carries what is a learner's from the notebook of an older lesson into that of the present one."""

import copy
import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder import lesson as lessons
from autograder.lesson import Lesson
from autograder.running.cells import normal
from autograder.running.namespace import first_line
from autograder.workspace.own_imports import without_ours
from autograder.workspace.still_used import make_own
from autograder.workspace.theirs import Raw, Theirs, sorted_out

Notebook = dict[str, Any]
OUR_MARKS = ("nbgrader", "deletable", "editable")
NO_PLACE = "## From your notebook of before\n\nThe lesson has no place for these cells any more."


@dataclass
class Carried:
    """The new notebook, and what came into it; cells are named by their first lines."""

    book: Notebook
    answers: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)  # cells of ours that the learner had changed
    rescued: list[str] = field(default_factory=list)  # cells of ours that are gone, and that theirs use
    no_exercises: list[str] = field(default_factory=list)
    without_place: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)  # lines that import what there is no more


def carried(old: Notebook, new: Notebook, lesson: Lesson, in_place: bool = True) -> Carried:
    """What is the learner's in the old notebook, in the new one.

    Parameters
    ----------
    old, new : dict
        The learner's notebook; the lesson as it is handed out now.
    lesson : Lesson
    in_place : bool
        Whether an answer that stood in another cell than the exercise's goes there; else it keeps its place
        among the learner's own cells.
    """
    return _Carrying(old, new, lesson, in_place).done


class _Carrying:
    def __init__(self, old: Notebook, new: Notebook, lesson: Lesson, in_place: bool) -> None:
        self.cells: list[Raw] = copy.deepcopy(new["cells"])
        self.lesson, self.in_place = lesson, in_place
        texts = [normal("".join(cell["source"])) for cell in self.cells]
        self.at_text = {text: i for i, text in reversed([*enumerate(texts)])}
        self.at_id = {cell["id"]: i for i, cell in enumerate(self.cells)}
        self.theirs = sorted_out(lessons.saved_cells(json.dumps(old), lesson.name), lesson, self.at_text)
        self.before: dict[int, list[Raw]] = {}
        self.after: dict[int, list[Raw]] = {}
        self.last: list[Raw] = []
        self.used = set(self.at_id)
        self.done = Carried({**copy.deepcopy(new), "metadata": _metadata(old, new)})
        self._place_answers()
        self._rescue()
        self._place_others()
        self.done.book["cells"] = self._in_order()

    def _place_answers(self) -> None:
        """Put into each exercise's cell what gives it last; what gave it before stands above."""
        for name in self.lesson.exercises:
            giving = [one for one in self.theirs if name in one.answers]
            if not giving:
                continue
            at, (*earlier, last) = self.at_id[name], giving
            self.done.answers += [] if last.unwritten else [name]
            if last.unwritten:
                last.ours = True
            elif last.answers[0] != name or not (self.in_place or last.id == name):
                self._fill(at, f"# `{name}` is in another cell of yours.")
            else:
                self._fill(at, last.cell.source)
                last.ours = True
            for one in earlier:
                if one.unwritten and not one.answers[1:]:
                    one.ours = True
                elif self.in_place and not one.ours:
                    self.done.own.append(first_line(one.cell.source))
                    self.before.setdefault(at, []).append(self._own(one))
                    one.ours = True

    def _fill(self, at: int, source: str) -> None:
        self.cells[at]["source"] = source.splitlines(keepends=True)

    def _rescue(self) -> None:
        texts = ["".join(cell["source"]) for cell in self.cells if cell["cell_type"] == "code"]
        gone = [one for one in self.theirs if one.ours and not one.answers and self._known(one) is None]
        self.rescued = make_own(self.theirs, texts, [one for one in gone if one.cell.kind == "code"])

    def _place_others(self) -> None:
        """Put each cell of the learner's own after the cell that it stood after."""
        at = -1
        placed = any(self._known(one) is not None for one in self.theirs)
        for one in self.theirs:
            known = self._known(one)
            at = at if known is None else known
            if one.ours:
                continue
            self.done.no_exercises += [one.was] if one.was else []
            if placed:
                self._keep(one, at)
            else:
                self.done.without_place.append(first_line(one.cell.source))
                self.last.append(self._own(one))

    def _keep(self, one: Theirs, at: int) -> None:
        source, left = without_ours(one.cell, self.cells)
        self.done.left += left
        if not source.strip():
            return
        told = self.done.changed if one.id in self.at_id and not one.answers else self.done.own
        told = self.done.rescued if one in self.rescued else told
        if not one.was:
            told.append(first_line(source))
        own = self._own(one)
        own["source"] = source.splitlines(keepends=True)
        self.after.setdefault(at, []).append(own)

    def _known(self, one: Theirs) -> int | None:
        """Where the new notebook has the cell, whatever the learner has made of it."""
        return self.at_id.get(one.id, self.at_text.get(normal(one.cell.source)))

    def _own(self, one: Theirs) -> Raw:
        """The cell as one of the learner's own, without outputs."""
        raw = one.raw if "source" in one.raw else {"source": one.cell.source}
        own: Raw = {**copy.deepcopy(raw), "cell_type": one.cell.kind, "id": self._fresh(one.id)}
        found = own.get("metadata")
        marks = found if isinstance(found, dict) else {}
        own["metadata"] = {key: value for key, value in marks.items() if key not in OUR_MARKS}
        return own | ({"outputs": [], "execution_count": None} if one.cell.kind == "code" else {})

    def _fresh(self, wanted: str) -> str:
        if not wanted or wanted in self.used:
            wanted = uuid.uuid4().hex[:8]
        self.used.add(wanted)
        return wanted

    def _in_order(self) -> list[Raw]:
        cells = list(self.after.get(-1, []))
        for i, cell in enumerate(self.cells):
            cells += [*self.before.get(i, []), cell, *self.after.get(i, [])]
        heading = {"cell_type": "markdown", "metadata": {}, "source": NO_PLACE.splitlines(keepends=True)}
        return cells + ([{**heading, "id": self._fresh("")}, *self.last] if self.last else [])


def _metadata(old: Notebook, new: Notebook) -> dict[str, Any]:
    """The new notebook's; the kernel is the learner's choice."""
    kept = old.get("metadata")
    kernel = kept.get("kernelspec") if isinstance(kept, dict) else None
    return {**new["metadata"], **({"kernelspec": kernel} if isinstance(kernel, dict) else {})}


def parts(names: Iterable[str], most: int = 5) -> str:
    """A list for a message, not too long."""
    found: Sequence[str] = [f"`{name}`" for name in names]
    return ", ".join(found[:most]) + (f" and {len(found) - most} more" if len(found) > most else "")
