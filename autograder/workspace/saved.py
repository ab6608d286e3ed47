"""What is known of a lesson's file: when it was saved, and whether the notebook has gone on since."""

import contextlib
import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

from autograder import lesson as lessons
from autograder.running.global_names import bindings
from autograder.workspace import store

RAN = "ran"  # what kernels ran is kept under this name


def about(folder: str | Path, lesson: str) -> list[str]:
    """Lines on the file that is checked: its name, its time, and what shows that it is not saved."""
    path = lessons.find(folder, lesson)
    if path is None:
        return []
    return [
        f"{path}, saved {_spoken(path.stat().st_mtime)}",
        *(f"save first: {line}" for line in newer(path, lesson)),
    ]


def newer(path: Path, lesson: str) -> Iterator[str]:
    """What shows that the notebook has gone on since its file was saved, a line each."""
    saved = path.stat().st_mtime
    copy = path.parent / ".ipynb_checkpoints" / f"{lesson}-checkpoint.ipynb"
    with contextlib.suppress(OSError):
        if copy.stat().st_mtime > saved and copy.read_bytes() != path.read_bytes():
            yield f"Jupyter's checkpoint of this notebook is newer, of {_spoken(copy.stat().st_mtime)}"
    later = {
        name: when
        for name, (when, mark) in _kept(path.parent, lesson).items()
        if when > saved and mark not in _marks(path)
    }
    if later:
        names = ", ".join(f"`{name}`" for name in later)
        yield f"at {_spoken(max(later.values()))} the notebook ran {names} as this file does not hold it"


def _kept(folder: Path, lesson: str) -> dict[str, list]:
    """Exercise → (when its cell was run in a kernel, the mark of that cell)."""
    kept = store.read(folder, RAN).get(lesson)
    return {
        name: entry
        for name, entry in (kept.items() if isinstance(kept, dict) else ())
        if isinstance(entry, list) and len(entry) == 2 and isinstance(entry[0], float)
    }


def _marks(path: Path) -> set[str]:
    try:
        return {_mark(cell.source) for cell in lessons.read(path).cells}
    except lessons.LessonUnreadable:
        return set()


def _mark(source: str) -> str:
    return hashlib.sha256(source.strip().encode("utf-8", "replace")).hexdigest()[:16]


def keep(source: str) -> None:
    """Remember that a kernel has run this cell, where it defines an exercise of the notebook's lesson."""
    path = notebook_path()
    if path is None or path.stem not in lessons.course() or not path.exists():
        return
    defined = {what for kind, what in bindings(source) if kind == "def"}
    names = defined & set(lessons.lesson(path.stem).exercises)
    if names:
        kept = store.read(path.parent, RAN)
        now = {name: [time.time(), _mark(source)] for name in names}
        kept[path.stem] = _kept(path.parent, path.stem) | now
        store.write(path.parent, RAN, kept)


def notebook_path() -> Path | None:
    """The notebook that this kernel was started for, where Jupyter says so."""
    path = Path(os.environ.get("JPY_SESSION_NAME", ""))
    return (path if path.is_absolute() else Path(path.name)) if path.suffix == ".ipynb" else None


def _spoken(moment: float) -> str:
    then = time.localtime(moment)
    today = time.strftime("%Y-%m-%d", then) == time.strftime("%Y-%m-%d")
    return time.strftime("%H:%M:%S" if today else "%Y-%m-%d %H:%M", then)
