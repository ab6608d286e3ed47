"""A student's folder of lessons: the workbooks in it, and which exercises pass."""

import contextlib
import hashlib
import json
import os
from pathlib import Path

from autograder import lesson as lessons
from autograder.limits import SECONDS
from autograder.namespace import Problem
from autograder.workbook import Workbook

DEFAULT = "my-lessons"

_opened_last = None


class Absent:
    """Stands for a lesson that cannot be opened: every exercise has the same problem."""

    def __init__(self, state, message):
        self._problem = Problem(state, message)

    def problem(self, name):
        """Why there is nothing to call."""
        return self._problem

    def substitute(self, name, function):
        """There is no code that could meet ours."""


def default_folder():
    """Here where lessons lie here, else my-lessons."""
    return Path(".") if any(lessons.find(".", name) for name in lessons.course()) else Path(DEFAULT)


def folder_in_use():
    """Where the lessons lie whose code runs now: the folder opened last, else what HARDWAY_LESSONS names, else here, beside the notebook."""
    return _opened_last or Path(os.environ.get("HARDWAY_LESSONS", "."))


def open_lesson(folder, name, seconds=SECONDS):
    """The student's copy of a lesson, run; an Absent where the file is missing or no notebook."""
    global _opened_last
    path = lessons.find(folder, name)
    if path is None:
        return Absent("missing", f"there is no {name}.ipynb in {folder}: run hardway start, or name the folder with --lessons.")
    _opened_last = Path(folder)
    try:
        return Workbook(lessons.lesson(name), lessons.read(path).cells, seconds).run()
    except lessons.LessonUnreadable as error:
        return Absent("crashed", f"{error}: run hardway reset {name} (it keeps a copy of your file).")


def remember(folder, result):
    """Keep which exercises of a lesson pass, for as long as neither the file nor the checks change."""
    path = lessons.find(folder, result.name)
    if path is None or is_ours(folder):
        return
    kept = read_store(_store(folder))
    kept[result.name] = {"of": _fingerprint(path, result.name), "passed": {e.name: e.state == "passed" for e in result.exercises}}
    write_store(_store(folder), kept)


def remembered(folder, name):
    """Exercise → whether it passes, or None where that must be found out."""
    path, kept = lessons.find(folder, name), read_store(_store(folder)).get(name)
    good = path and isinstance(kept, dict) and isinstance(kept.get("passed"), dict) and kept.get("of") == _fingerprint(path, name)
    return kept["passed"] if good else None


def _store(folder):
    return Path(folder) / ".hardway" / "verdicts.json"


def read_store(path):
    """What is kept in a file of ours, a dict; empty where it is missing or damaged."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return kept if isinstance(kept, dict) else {}
    except (OSError, ValueError, RecursionError):
        return {}


def write_store(path, kept):
    """Keep a dict; where nothing can be written, nothing is kept, and that is only slower."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(kept, indent=1), encoding="utf-8")


def _fingerprint(path, name):
    checks = lessons.ROOT / "autograder" / "checks" / f"test_{name}.py"
    return hashlib.sha256(path.read_bytes() + checks.read_bytes()).hexdigest()


def is_ours(folder):
    """Whether it is the folder of our own answers."""
    return Path(folder).resolve() == lessons.SOLUTIONS
