"""Derives everything from solutions/: student notebooks, nbgrader source, book pages, nn.py."""

import ast
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder import lesson as lessons
from autograder.authoring.nn import assemble
from autograder.checking.runner import collected
from autograder.lesson import Cell, Lesson, stub
from autograder.running.cells import cell_ids, check_id
from autograder.workspace import releases

Notebook = dict[str, Any]  # as nbformat lays it out, and so is each of its cells
FOLDED = {"jupyter": {"source_hidden": True}}
CALL = {"code_prompt_show": "Show the call that draws this", "code_prompt_hide": "Hide the call"}
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def derived() -> dict[Path, str]:
    """Path → text of every committed file that is derived."""
    files = {
        lessons.LESSONS / f"{name}.ipynb": as_text(student_notebook(lessons.lesson(name)))
        for name in lessons.course()
    }
    for name, language in lessons.translations():
        notebook = student_notebook(lessons.translated(name, language), language)
        files[lessons.LESSONS / language / f"{name}.ipynb"] = as_text(notebook)
    files[lessons.SOLUTIONS / "nn.py"] = assemble.ours()
    return files


def stale() -> list[Path]:
    """The derived files that are not what the sources say, and those in lessons/ that no source derives."""
    files = derived()
    wrong = [path for path, text in files.items() if not path.exists() or path.read_bytes() != text.encode()]
    there = [*lessons.LESSONS.glob("*.ipynb"), *lessons.LESSONS.glob("[a-z][a-z]/*.ipynb")]
    return wrong + [path for path in there if path not in files]


def build() -> list[Path]:
    """Write every derived file that is not fresh; the paths that were written or removed."""
    files, wrong = derived(), stale()
    for path in wrong:
        if path in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(files[path].encode())
        else:
            path.unlink()
    return wrong


def student_notebook(lesson: Lesson, language: str = "") -> Notebook:
    """The notebook that a student opens: stubs, hints and checks, no answer."""
    return _notebook(lesson, lambda cell: stub(cell.source), language)


def nbgrader_source(lesson: Lesson) -> Notebook:
    """The notebook that nbgrader makes the student's from."""
    return _notebook(lesson, lambda cell: cell.source)


def book_page(lesson: Lesson) -> Notebook:
    """The notebook of the book: the stub as text, the solution folded behind it."""
    cells: list[Notebook] = []
    waiting: list[Notebook] = []
    for cell in _notebook(lesson, lambda cell: lessons.answer(cell.source))["cells"]:
        exercise = lesson.exercises.get(cell["id"])
        if cell["cell_type"] == "code":  # our answer stands below the hints
            cells, waiting = cells + waiting, []
        if exercise:
            text = f"```python\n{stub(exercise.cell.source)}\n```"
            cells.append(new_cell("markdown", text, f"{cell['id']}-stub", {}))
            waiting = [{**cell, "metadata": {"tags": ["hide-input"]}}]
            continue
        if "nbgrader" in cell["metadata"]:
            cell["metadata"] = {}
        elif "quiz" in cell["metadata"].get("tags", ()):
            cell["metadata"] = {"tags": ["remove-input"]}
        elif "from autograder.mine import" in "".join(cell["source"]):
            cell["metadata"] = {"tags": ["remove-output"]}  # whose they are matters to a learner
        elif cell["metadata"] == FOLDED:
            cell["metadata"] = {"tags": ["hide-input"], "mystnb": CALL}
        cells.append(cell)
    return {**_notebook(lesson, lambda cell: cell.source), "cells": cells + waiting}


def as_text(notebook: Notebook) -> str:
    """A notebook as nbformat writes it; the same bytes on every machine."""
    return json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def points(lesson: Lesson, extra: Sequence[str] = ()) -> dict[str, int]:
    """Exercise → the number of its checks, those in `extra` files of an instructor's included."""
    return {name: len(titles) for name, titles in collected(lesson.name, extra).items()}


def _notebook(lesson: Lesson, source_of: Callable[[Cell], str], language: str = "") -> Notebook:
    used, worth = set[str](), points(lesson)
    handed_out = [Cell(cell.kind, stub(cell.source)) for cell in lesson.cells]
    cells = [_described(lesson, cell, source_of, used, worth) for cell in lesson.cells]
    return {
        "cells": cells,
        "metadata": {
            "kernelspec": KERNEL,
            "language_info": {"name": "python"},
            **releases.record(handed_out, language),
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _described(
    lesson: Lesson, cell: Cell, source_of: Callable[[Cell], str], used: set[str], worth: Mapping[str, int]
) -> Notebook:
    """A cell of the notebook with its id and nbgrader's metadata."""
    name = cell.defines
    if name and name in lesson.exercises:
        return new_cell("code", source_of(cell), name, _graded(name, solution=True))
    if cell.checks:
        metadata = {
            **_graded(check_id(cell.checks), grade=True, points=worth[cell.checks]),
            "deletable": False,
            "editable": False,
        }
        return new_cell("code", cell.source, check_id(cell.checks), metadata)
    folded = {**FOLDED, "tags": ["quiz"]} if cell.call_of("quiz") else FOLDED if only_draws(cell) else {}
    return new_cell(cell.kind, cell.source, _fresh_id(cell, used), folded)


def only_draws(cell: Cell) -> bool:
    """Whether a cell does nothing but call pictures of its lesson, `demo.…(…)`."""
    body = cell.tree.body if cell.tree else []
    return bool(body) and all(isinstance(one, ast.Expr) and _of_demo(one.value) for one in body)


def _of_demo(call: ast.expr) -> bool:
    picture = call.func if isinstance(call, ast.Call) else None
    return isinstance(picture, ast.Attribute) and getattr(picture.value, "id", None) == "demo"


def _graded(
    grade_id: str, grade: bool = False, solution: bool = False, points: int | None = None
) -> dict[str, Any]:
    metadata = {
        "cell_type": "code",
        "grade": grade,
        "grade_id": grade_id,
        "locked": grade,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    return {"nbgrader": metadata | ({"points": points} if points is not None else {})}


def new_cell(kind: str, source: str, cell_id: str, metadata: dict[str, Any]) -> Notebook:
    """A cell as nbformat lays it out, not run."""
    code: dict[str, Any] = {"execution_count": None, "outputs": []} if kind == "code" else {}
    return {
        "cell_type": kind,
        "id": cell_id,
        "metadata": metadata,
        "source": source.splitlines(keepends=True),
        **code,
    }


def _fresh_id(cell: Cell, used: set[str]) -> str:
    cell_id = next(one for one in cell_ids(cell.kind, cell.source) if one not in used)
    used.add(cell_id)
    return cell_id
