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


def record(cells: Iterable[Cell], language: str = "") -> dict[str, Any]:
    """What stands in the metadata of a notebook that is handed out with these cells."""
    return {OURS: {"release": _mark(cells)} | ({"language": language} if language else {})}


def handed_out(path: Path, lesson: str) -> Path:
    """What a learner's notebook of a lesson was made from, in its language; English where nothing says so."""
    try:
        language = _kept(json.loads(path.read_text(encoding="utf-8-sig"))).get("language")
    except (OSError, ValueError, RecursionError, AttributeError):
        language = None
    return lessons.handed_out(lesson, language if isinstance(language, str) else "")


def _mark(cells: Iterable[Cell]) -> str:
    texts = [[cell.kind, normal(cell.source)] for cell in cells]
    return hashlib.sha256(json.dumps(texts).encode("utf-8", "replace")).hexdigest()[:16]


def improved(folder: str | Path, lesson: str) -> bool:
    """Whether the learner's notebook of a lesson was handed out with other cells than it is now.

    Of a notebook without our record, whether cells are missing that it would be handed out with.
    """
    path = Path(folder) / f"{lesson}.ipynb"
    ours_at = handed_out(path, lesson)
    try:
        book = json.loads(path.read_text(encoding="utf-8-sig"))
        theirs, ours = lessons.read(path).cells, lessons.read(ours_at).cells
    except (OSError, ValueError, RecursionError):
        return False
    kept = _release(book)
    if kept is not None:
        return kept != _mark(ours)
    there = {normal(cell.source) for cell in theirs} | {
        str(one.get("id")) for one in _dicts(book.get("cells"))
    }
    raw = _dicts(json.loads(ours_at.read_text(encoding="utf-8"))["cells"])
    return any(cell["id"] not in there and normal("".join(cell["source"])) not in there for cell in raw)


def _release(book: dict[str, Any]) -> str | None:
    release = _kept(book).get("release")
    return release if isinstance(release, str) else None


def _kept(book: dict[str, Any]) -> dict[str, Any]:
    """Our record in a notebook; an empty one where there is none."""
    kept = book.get("metadata")
    ours = kept.get(OURS) if isinstance(kept, dict) else None
    return ours if isinstance(ours, dict) else {}


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
