"""Puts a submission back into the course's form: the student's cells, and our checks where they belong.

An exercise is known by its name, not by metadata: what a student moved, copied, renamed or deleted costs
only what it defines.
"""

import codecs
import copy
import hashlib
import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any, TypeAlias

from autograder import lesson as lessons
from autograder.classroom.submissions import outputs, sanitize
from autograder.classroom.submissions.placement import Places, SavedCell, defined
from autograder.classroom.submissions.text import with_whole_colours
from autograder.lesson import Cell, LessonUnreadable
from autograder.running.cells import normal

Notebook: TypeAlias = dict[str, Any]  # as JSON has it

GOOD_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
MOST_CELLS = 2000
# Of a lesson's exercises: a notebook with so few of one and so many of another is the other's.
RARE, MOST = 0.25, 0.75


def cells_of(data: bytes, name: str) -> list[tuple[Cell, SavedCell]]:
    """[(Cell, the cell as it was saved)] of a notebook's bytes, of any format version.

    Raises
    ------
    LessonUnreadable
        One line: what is wrong with the file.
    """
    saved = lessons.saved_cells(_decoded(data, name), name)
    pairs = [(lessons.notebook_cell(raw), raw) for raw in saved[:MOST_CELLS]]
    return [(cell, raw) for cell, raw in pairs if cell]


def _decoded(data: bytes, name: str) -> str:
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise LessonUnreadable(f"{name} is not text: it is damaged, or no notebook at all") from None


def belongs(cells: Sequence[tuple[Cell, SavedCell]], lesson: str) -> str | None:
    """The name of the lesson that the cells are of where it is plainly another one, or None."""
    share = _shares(cells)
    best = max(share, key=lambda other: share[other])
    other_ones = share[lesson] == 0 or (share[lesson] < RARE and share[best] > MOST)
    return best if share[best] and other_ones else None


def lesson_of(cells: Sequence[tuple[Cell, SavedCell]]) -> str | None:
    """The name of the lesson that has most of its exercises in the cells, or None where none has any."""
    share = _shares(cells)
    best = max(share, key=lambda lesson: share[lesson])
    return best if share[best] else None


def _shares(cells: Sequence[tuple[Cell, SavedCell]]) -> dict[str, float]:
    """Lesson → how many of its exercises the cells define, as a part of all."""
    names = {name for cell, _ in cells for name in defined(cell)}
    exercises = {other: set(lessons.lesson(other).exercises) for other in lessons.course()}
    return {other: len(names & wanted) / len(wanted) for other, wanted in exercises.items()}


def rebuilt(
    cells: Sequence[tuple[Cell, SavedCell]], template: Notebook, exercises: Collection[str]
) -> Notebook:
    """The notebook for the gradebook.

    Parameters
    ----------
    cells : sequence of (Cell, dict)
        The student's cells.
    template : dict
        The course's own notebook, with nbgrader's metadata.
    exercises : collection of str
        The names of the lesson's exercises.

    Returns
    -------
    dict
        A notebook in format 4.5 in which each graded cell of the template stands exactly once.
    """
    shipped = {normal(source_of(cell)) for cell in template["cells"]}
    made = [_made(cell, raw, shipped) for cell, raw in cells]
    added = _headed(made, Places(cells), template, exercises)
    ordered = added.get(-1, []) + [one for i, cell in enumerate(made) for one in (cell, *added.get(i, []))]
    for cell, cell_id in zip(ordered, _fresh_ids(ordered)):
        cell["id"] = cell_id
    kept = {k: v for k, v in template["metadata"].items() if k in ("kernelspec", "language_info")}
    return {"cells": ordered, "metadata": copy.deepcopy(kept), "nbformat": 4, "nbformat_minor": 5}


def _headed(
    made: list[SavedCell], places: Places, template: Notebook, exercises: Collection[str]
) -> dict[int, list[SavedCell]]:
    """Give the student's cells their headings; number of a cell → missing ones that come after it."""
    last = -1
    added: dict[int, list[SavedCell]] = {}
    for cell in filter(_is_graded, template["cells"]):
        name = cell["metadata"]["nbgrader"]["grade_id"]
        at = places.of(name, cell["cell_type"], is_exercise=name in exercises)
        if at is None:
            added.setdefault(last, []).append(_restored(cell))
            continue
        last = at
        if at not in places.taken:  # of two exercises in one cell the first gives its heading
            places.taken.add(at)
            made[at] |= _heading(cell)
    return added


def is_check(cell: SavedCell) -> bool:
    """Whether a cell of the course's form is a check, whose score is worked out and not given by hand."""
    info = cell["metadata"].get("nbgrader") or {}
    return bool(info.get("grade") and not info["solution"] and cell["cell_type"] == "code")


def _is_graded(cell: SavedCell) -> bool:
    info = cell["metadata"].get("nbgrader")
    return bool(info and (info["grade"] or info["solution"] or info.get("task") or info.get("locked")))


def _heading(cell: SavedCell) -> SavedCell:
    """What a student's cell takes over from the template's: all of it where there is nothing to write."""
    info = cell["metadata"]["nbgrader"]
    heading: SavedCell = {"metadata": {"nbgrader": dict(info)}}
    if info["solution"]:
        return heading
    own: SavedCell = {"outputs": [], "execution_count": None} if cell["cell_type"] == "code" else {}
    return heading | {"cell_type": cell["cell_type"], "source": source_of(cell)} | own


def source_of(cell: SavedCell) -> str:
    """A saved cell's text."""
    return cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])


def _made(cell: Cell, raw: SavedCell, shipped: Collection[str]) -> SavedCell:
    """A student's cell in the present format, made harmless."""
    made: SavedCell = {"cell_type": cell.kind, "metadata": {}, "id": raw.get("id")}
    if cell.kind == "markdown":
        ours = normal(cell.source) in shipped
        return made | {"source": cell.source if ours else sanitize.markdown(cell.source)}
    saved = outputs.harmless(raw.get("outputs"))
    return made | {"source": with_whole_colours(cell.source), "outputs": saved, "execution_count": None}


def _restored(cell: SavedCell) -> SavedCell:
    """A cell of ours that the submission lacks; for an exercise, a line that says so."""
    info = dict(cell["metadata"]["nbgrader"])
    source = source_of(cell)
    if info["solution"] and cell["cell_type"] == "code":
        source = f"# `{info['grade_id']}` is not in the submission."
    made: SavedCell = {
        "cell_type": cell["cell_type"],
        "metadata": {"nbgrader": info},
        "source": source,
        "id": None,
    }
    return made | ({"outputs": [], "execution_count": None} if cell["cell_type"] == "code" else {})


def _fresh_ids(cells: Sequence[SavedCell]) -> Iterator[str]:
    """An id for each cell: a graded cell's name, else its own where that is good and new."""
    used = {cell["metadata"]["nbgrader"]["grade_id"] for cell in cells if cell["metadata"]}
    for number, cell in enumerate(cells):
        if cell["metadata"]:
            yield cell["metadata"]["nbgrader"]["grade_id"]
            continue
        own = cell.get("id")
        if not (isinstance(own, str) and GOOD_ID.fullmatch(own)) or own in used:
            own = hashlib.sha256(f"{number} {cell['source']}".encode("utf-8", "replace")).hexdigest()[:12]
        used.add(own)
        yield own
