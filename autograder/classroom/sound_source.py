"""Looks at a notebook of source/ before it is handed out: each slip is refused in one line."""

import json
import math
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode, from_dict
from nbgrader.nbgraderformat import MetadataValidator, SchemaTooOldError

from autograder.classroom.submissions import normalize
from autograder.classroom.submissions.text import one_line
from autograder.classroom.task import Notebook
from autograder.errors import Refusal
from autograder.running.namespace import first_line

REGIONS = ("SOLUTION", "HIDDEN TESTS", "MARK SCHEME")
MOST = 120  # characters of what another program says


def require_sound(path: Path) -> Notebook:
    """The notebook; a Refusal where nbgrader could not hand it out, or hand out what is never graded."""
    book = _read(path)
    seen: set[str] = set()
    for cell in book["cells"]:
        for said in _slips(cell, seen):
            raise Refusal(f"{_named(cell)} in {path}: {said}; then try again")
    return book


def require_graded(path: Path, book: Notebook) -> None:
    """Refuse a lesson without a cell that has points: everybody would have 0 of 0."""
    if not any((cell["metadata"].get("nbgrader") or {}).get("grade") for cell in book["cells"]):
        raise Refusal(
            f"no cell of {path} has points, so nothing of it could be graded: make a test cell an *Autograder"
            " tests* cell with points, or move the notebook away, and hardway course . writes ours"
        )


def _read(path: Path) -> Notebook:
    mend = "put it back from a copy, or move it away, and hardway course . writes ours"
    try:
        book: Notebook = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Refusal(f"{path} cannot be read ({error.strerror}): mend that, then try again") from None
    except ValueError:
        raise Refusal(f"{path} is no notebook, as it is no JSON: {mend}") from None
    cells = book.get("cells") if isinstance(book, dict) else None
    if not isinstance(cells, list) or not isinstance(book.get("metadata"), dict):
        raise Refusal(f"{path} is no notebook in the present format: {mend}")
    for number, cell in enumerate(cells, 1):
        for key, kind in (("cell_type", str), ("metadata", dict), ("source", (str, list))):
            if not isinstance(cell, dict) or not isinstance(cell.get(key), kind):
                raise Refusal(f"cell {number} of {path} has no {key}, which each cell needs: {mend}")
    return book


def _slips(cell: Notebook, seen: set[str]) -> Iterator[str]:
    """What is wrong with one cell, and how it is mended."""
    source, info = normalize.source_of(cell), cell["metadata"].get("nbgrader")
    for region in REGIONS:
        yield from _open_region(source, region)
    if f"BEGIN {REGIONS[0]}" in source and not (info or {}).get("solution"):
        yield "it has a solution, and is no solution cell: give it that kind in *Create Assignment*"
    if info is None:
        return
    name, points = info.get("grade_id"), info.get("points")
    if (info.get("grade") or info.get("task")) and not (
        isinstance(points, (int, float)) and 0 <= points < math.inf
    ):
        yield f"it has {'no' if points is None else repr(points)} points: give a number from 0"
    if name and name in seen:
        yield "another cell has the same name: give each a grade_id of its own"
    seen.add(name or "")
    yield from _said_by_nbgrader(cell)


def _open_region(source: str, region: str) -> Iterator[str]:
    """Whether a region is opened twice, or not closed."""
    inside = False
    for line in source.splitlines():
        if f"BEGIN {region}" in line:
            if inside:
                yield f"`### BEGIN {region}` stands within another: close the first by `### END {region}`"
            inside = True
        elif f"END {region}" in line:
            inside = False
    if inside:
        yield f"`### BEGIN {region}` has no end: write `### END {region}` below it"


def _said_by_nbgrader(cell: Notebook) -> Iterator[str]:
    """What nbgrader's own rules say of a cell."""
    try:
        MetadataValidator().validate_cell(_node(cell))
    except SchemaTooOldError:
        yield "its nbgrader data are of an old version: run nbgrader update in the course's folder"
    except Exception as error:  # of several libraries
        said = str(error).strip().splitlines() or [type(error).__name__]
        yield (
            f"nbgrader refuses its data ({one_line(said[0], MOST)}): set its kind and name in"
            " *Create Assignment*"
        )


def _node(cell: Notebook) -> NotebookNode:
    whole: NotebookNode = from_dict({**cell, "source": normalize.source_of(cell)})  # type: ignore[no-untyped-call]
    return whole


def _named(cell: Notebook) -> str:
    """A cell by its name, or else by its first line."""
    name = (cell["metadata"].get("nbgrader") or {}).get("grade_id")
    if isinstance(name, str) and name:
        return f"`{one_line(name)}`"
    return f"the cell that starts with `{one_line(first_line(normalize.source_of(cell) or ' '))}`"
