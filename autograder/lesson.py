"""Reads a lesson (.py or .ipynb), and knows where the course keeps its own."""

import json
import os
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from autograder.file_stamps import stamp
from autograder.running.cells import Cell, Exercise, Lesson, answer, stub

__all__ = [
    "CHECKS",
    "COURSE",
    "INSTALLED",
    "LESSONS",
    "ROOT",
    "SOLUTIONS",
    "Cell",
    "Exercise",
    "Lesson",
    "LessonUnreadable",
    "answer",
    "course",
    "exercises",
    "find",
    "lesson",
    "lesson_of",
    "located_cells",
    "notebook_cell",
    "notebook_cells",
    "read",
    "saved_cells",
    "stub",
]

PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE.parent  # the clone, or the folder of all that is installed
INSTALLED = (PACKAGE / "course").is_dir()  # a wheel has the lessons there (pyproject.toml)
COURSE = PACKAGE / "course" if INSTALLED else ROOT
SOLUTIONS, LESSONS, CHECKS = COURSE / "solutions", COURSE / "lessons", PACKAGE / "checks"
STEM = re.compile(r"\d\d_[a-z0-9_]+$")
LANGUAGE = re.compile(r"[a-z]{2}")


class LessonUnreadable(ValueError):
    """A file that is no lesson; its text says in one line what is wrong with it."""


def read(path: str | Path) -> Lesson:
    """The lesson in a .py (py:percent) or .ipynb file.

    Raises
    ------
    LessonUnreadable
        One line: what is wrong with the file.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise LessonUnreadable(f"there is no file {path.name}") from None
    except (OSError, UnicodeDecodeError) as error:
        if path.is_dir():
            raise LessonUnreadable(f"{path.name} is a folder: name a notebook, or a .py file") from None
        raise LessonUnreadable(f"{path.name} cannot be read as text: {error}") from None
    if path.suffix == ".py":
        return Lesson(path.stem, tuple(cell for _, cell in located_cells(text)))
    return Lesson(path.stem, tuple(notebook_cells(text, path.name)))


def located_cells(text: str) -> list[tuple[int, Cell]]:
    """(line, cell) of a py:percent text, as jupytext reads it; to import that takes a second and a half."""
    cells, line = [], 1
    for block in re.split(r"^(?=# %%)", text, flags=re.MULTILINE):
        marker, _, body = block.partition("\n") if block.startswith("# %%") else ("", "", block)
        first = line + bool(marker) + len(body) - len(body.lstrip("\n"))
        if "[markdown]" in marker:
            source = re.sub(r"^# ?", "", body, flags=re.MULTILINE).strip("\n")
            cells.append((first, Cell("markdown", source)))
        elif body.strip():
            cells.append((first, Cell("code", body.strip("\n"))))
        line += block.count("\n")
    return cells


def notebook_cells(text: str, name: str = "the notebook") -> list[Cell]:
    """The code and markdown cells of a notebook's JSON, of any format version."""
    return [cell for cell in map(notebook_cell, saved_cells(text, name)) if cell]


def saved_cells(text: str, name: str) -> list[Any]:
    """The cells of a notebook's JSON as they were saved."""
    try:
        book = json.loads(text)
    except (ValueError, RecursionError):
        raise LessonUnreadable(f"{name} is not JSON: it is damaged or was saved only in part") from None
    raw = _raw_cells(book) if isinstance(book, dict) else None
    if not isinstance(raw, list):
        raise LessonUnreadable(f"{name} is not a notebook: it has no list of cells")
    return raw


def _raw_cells(book: dict[str, Any]) -> Any:
    """The list of cells; of a notebook before format 4, those of all its worksheets."""
    sheets = book.get("worksheets")
    if book.get("cells") is not None or not isinstance(sheets, list):
        return book.get("cells")
    return [cell for sheet in sheets if isinstance(sheet, dict) for cell in sheet.get("cells") or []]


def notebook_cell(raw: Any) -> Cell | None:
    """A Cell of what was saved as one; None of what is neither code nor markdown."""
    if not isinstance(raw, dict) or raw.get("cell_type") not in ("code", "markdown"):
        return None
    source = raw.get("source", raw.get("input", ""))
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    if not isinstance(source, str):
        return None
    return Cell(raw["cell_type"], source.replace("\r\n", "\n").replace("\x00", ""))


def source_folder() -> Path:
    """Where the course's own lessons lie: the solutions, or the student copies where those are withheld."""
    return SOLUTIONS if _stems(SOLUTIONS) else LESSONS


def _stems(folder: Path) -> tuple[str, ...]:
    try:
        return _stems_at(folder, stamp(folder))
    except OSError:
        return ()


@cache
def _stems_at(folder: Path, _stamp: int) -> tuple[str, ...]:
    """The lessons' names in a folder, read again when it changes."""
    names = map(os.path.splitext, os.listdir(folder))
    return tuple(sorted(stem for stem, suffix in names if suffix in (".py", ".ipynb") and STEM.match(stem)))


def course() -> Sequence[str]:
    """The names of the course's lessons, in order."""
    return _stems(source_folder())


@cache
def _read_cached(path: str, _stamp: int) -> Lesson:
    return read(path)


def lesson(name: str) -> Lesson:
    """The course's own copy of a lesson."""
    folder = source_folder()
    path = os.path.join(folder, name + (".py" if folder == SOLUTIONS else ".ipynb"))
    return _read_cached(path, stamp(path))


def translations() -> list[tuple[str, str]]:
    """(lesson, language) of each translation of ours, which lies beside the lesson's source."""
    found = (path.stem.partition(".") for path in SOLUTIONS.glob("[0-9]*.*.py"))
    return sorted((name, language) for name, _, language in found if LANGUAGE.fullmatch(language))


def translated(name: str, language: str) -> Lesson:
    """A lesson in another language: the same code, other words."""
    return Lesson(name, read(SOLUTIONS / f"{name}.{language}.py").cells)


def handed_out(name: str, language: str = "") -> Path:
    """The notebook that a student gets: in a language where there is a translation, else in English."""
    path = LESSONS / language / f"{name}.ipynb"
    return path if LANGUAGE.fullmatch(language) and path.exists() else LESSONS / f"{name}.ipynb"


def find(folder: str | Path, name: str) -> Path | None:
    """The file that holds a lesson in a folder of lessons, or None."""
    candidates = [Path(folder) / f"{name}{suffix}" for suffix in (".ipynb", ".py")]
    return next((path for path in candidates if path.exists()), None)


def exercises() -> list[str]:
    """The names of all exercises of the course, in order."""
    return [exercise for name in course() for exercise in lesson(name).exercises]


def lesson_of(exercise: str) -> str | None:
    """The name of the lesson that an exercise belongs to, or None."""
    return next((name for name in course() if exercise in lesson(name).exercises), None)
