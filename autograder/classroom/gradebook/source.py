"""The graded cells of the course's own notebook in nbgrader's gradebook, also where it was edited meanwhile.

nbgrader forbids to add or remove cells once anything is graded. Here what is new counts from then on, for
those who were graded before, too; what is gone keeps the marks that it has.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from nbformat import from_dict
from nbgrader.api import BaseCell, Comment, Grade, MissingEntry, SubmittedNotebook
from nbgrader.api import Gradebook as NbGradebook
from nbgrader.utils import compute_checksum
from sqlalchemy.orm import object_session

from autograder.classroom.submissions import normalize
from autograder.classroom.task import Notebook

Kept: TypeAlias = set[tuple[str, str]]  # (which of nbgrader's kinds, grade_id)


def enter(book: NbGradebook, lesson: str, template: Notebook) -> list[str]:
    """Have the lesson's graded cells in the gradebook; returns what is other than before, in words."""
    book.update_or_create_assignment(lesson)
    cells = {cell["metadata"]["nbgrader"]["grade_id"]: cell for cell in _kept(template)}
    wanted = {(kind, name) for name, cell in cells.items() for kind in _kinds(cell)}
    known = _known(book, lesson)
    if known is not None and known - wanted and not book.find_notebook(lesson, lesson).submissions:
        book.remove_notebook(lesson, lesson)  # nobody has a mark yet
        known = None
    if known is None:
        kernel = json.dumps(template["metadata"].get("kernelspec", {}))
        book.update_or_create_notebook(lesson, lesson, kernelspec=kernel)
    for kind, name in sorted(wanted - (known or set())):
        _add(book, lesson, kind, name, cells[name])
    for name, cell in cells.items():
        _describe(book, lesson, name, cell)
    book.db.commit()
    if known is None:
        return []
    return [*_told("new", wanted - known), *_told("gone and still counts", known - wanted)]


def changed(book: NbGradebook, lesson: str, template: Notebook) -> list[str]:
    """The names of cells that came, went or became others since a lesson was graded for somebody."""
    known = _known(book, lesson)
    if known is None or not book.find_notebook(lesson, lesson).submissions:
        return []
    known |= {("source", cell.name) for cell in book.find_notebook(lesson, lesson).source_cells}
    cells = [(cell, cell["metadata"]["nbgrader"]["grade_id"]) for cell in _kept(template)]
    wanted = {(kind, name) for cell, name in cells for kind in (*_kinds(cell), "source")}
    return sorted({name for _, name in known ^ wanted})


def complete(saved: SubmittedNotebook) -> None:
    """Give a submission a place for each mark and comment: one from before lacks those of new cells."""
    graded, commented = ({one.cell_id for one in rows} for rows in (saved.grades, saved.comments))
    whole, lacking = saved.notebook, []
    for cell in [*whole.grade_cells, *whole.task_cells]:
        if cell.id not in graded:
            lacking.append(Grade(cell_id=cell.id, notebook_id=saved.id))
    for cell in [*whole.solution_cells, *whole.task_cells]:
        if cell.id not in commented:
            lacking.append(Comment(cell_id=cell.id, notebook_id=saved.id))
    session = object_session(saved)
    if lacking and session:
        session.add_all(lacking)
        session.flush()
        session.refresh(saved, ["grades", "comments"])


def _known(book: NbGradebook, lesson: str) -> Kept | None:
    """What the gradebook has of a lesson's notebook, or None where it has none."""
    try:
        cells: list[BaseCell] = book.find_notebook(lesson, lesson)._base_cells
    except MissingEntry:
        return None
    return {(cell.type.removesuffix("Cell").lower(), cell.name) for cell in cells}


def _told(what: str, cells: Kept) -> list[str]:
    names = sorted({name for _, name in cells})
    return [f"{', '.join(f'`{name}`' for name in names)}: {what}"] if names else []


def _kept(template: Notebook) -> Iterator[Notebook]:
    for cell in template["cells"]:
        info = cell["metadata"].get("nbgrader")
        if info and (_kinds(cell) or info["locked"]):
            yield cell


def _kinds(cell: Notebook) -> list[str]:
    """Which of nbgrader's kinds a cell is of."""
    info = cell["metadata"]["nbgrader"]
    return [kind for kind in ("grade", "solution", "task") if info.get(kind)]


def _add(book: NbGradebook, lesson: str, kind: str, name: str, cell: Notebook) -> None:
    worth = {
        "max_score": float(cell["metadata"]["nbgrader"].get("points") or 0),
        "cell_type": cell["cell_type"],
    }
    if kind == "grade":
        book.update_or_create_grade_cell(name, lesson, lesson, **worth)
    elif kind == "solution":
        book.update_or_create_solution_cell(name, lesson, lesson)
    else:
        book.update_or_create_task_cell(name, lesson, lesson, **worth)


def _describe(book: NbGradebook, lesson: str, name: str, cell: Notebook) -> None:
    """Keep a cell's text, which nbgrader wants."""
    source = normalize.source_of(cell)
    facts: Mapping[str, Any] = {
        "cell_type": cell["cell_type"],
        "locked": cell["metadata"]["nbgrader"]["locked"],
        "source": source,
        "checksum": compute_checksum(from_dict({**cell, "source": source})),  # type: ignore[no-untyped-call]
    }
    try:
        there = book.find_source_cell(name, lesson, lesson)
        if all(getattr(there, key) == value for key, value in facts.items()):
            return
    except MissingEntry:
        pass
    book.update_or_create_source_cell(name, lesson, lesson, **facts)
