"""Whether a lesson has changed since a learner began it, by a record that their notebook brings along."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from autograder import lesson as lessons
from autograder.lesson import Cell
from autograder.running.cells import normal

OURS = "hardway"  # of a notebook's metadata, what we keep there: JupyterLab and VS Code leave it alone


def record(cells: Iterable[Cell]) -> dict[str, Any]:
    """What stands in the metadata of a notebook that is handed out with these cells."""
    return {OURS: {"release": _mark(cells)}}


def _mark(cells: Iterable[Cell]) -> str:
    texts = [[cell.kind, normal(cell.source)] for cell in cells]
    return hashlib.sha256(json.dumps(texts).encode("utf-8", "replace")).hexdigest()[:16]


def improved(folder: str | Path, lesson: str) -> bool:
    """Whether the learner's notebook of a lesson was handed out with other cells than it is now.

    Of a notebook without our record, whether cells are missing that it would be handed out with.
    """
    path, handed_out = Path(folder) / f"{lesson}.ipynb", lessons.LESSONS / f"{lesson}.ipynb"
    try:
        book = json.loads(path.read_text(encoding="utf-8-sig"))
        theirs, ours = lessons.read(path).cells, lessons.read(handed_out).cells
    except (OSError, ValueError, RecursionError):
        return False
    kept = _release(book)
    if kept is not None:
        return kept != _mark(ours)
    there = {normal(cell.source) for cell in theirs} | {
        str(one.get("id")) for one in _dicts(book.get("cells"))
    }
    raw = _dicts(json.loads(handed_out.read_text(encoding="utf-8"))["cells"])
    return any(cell["id"] not in there and normal("".join(cell["source"])) not in there for cell in raw)


def _release(book: dict[str, Any]) -> str | None:
    kept = book.get("metadata")
    ours = kept.get(OURS) if isinstance(kept, dict) else None
    release = ours.get("release") if isinstance(ours, dict) else None
    return release if isinstance(release, str) else None


def _dicts(cells: Any) -> list[dict[str, Any]]:
    return [cell for cell in cells if isinstance(cell, dict)] if isinstance(cells, list) else []


def told(folder: str | Path) -> str | None:
    """The sentence that lessons of a folder were improved since the learner began; None where none was."""
    found = [lesson for lesson in lessons.course() if improved(folder, lesson)]
    if not found:
        return None
    were = "was" if len(found) == 1 else "were"
    carries = "hardway update carries your answers over"
    return f"{', '.join(found)} {were} improved since you began: {carries}"
