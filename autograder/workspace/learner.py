"""A student's folder of lessons: the workbooks in it, and which exercises pass."""

import contextlib
import hashlib
import json
import os
from pathlib import Path

from autograder import lesson as lessons
from autograder.running.namespace import Problem
from autograder.running.timeout import SECONDS
from autograder.running.workbook import Workbook
from autograder.workspace.local_modules import beside
from autograder.workspace.status_lines import MARKS

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
        mend = f"run hardway start {folder} to copy it there, or name your folder with --lessons"
        return Absent("missing", f"there is no {name}.ipynb in {folder}: {mend}.")
    _opened_last = Path(folder)
    if damaged := damage(path):
        return Absent("crashed", damaged)
    with beside(folder):
        return Workbook(lessons.lesson(name), lessons.read(path).cells, seconds).run()


def damage(path):
    """What is wrong with a lesson's file, in one line that says what to run; None where it can be read."""
    try:
        lessons.read(path)
    except lessons.LessonUnreadable as error:
        what = f"{path.name} is a folder, not a notebook" if path.is_dir() else str(error)
        return f"{what}: run hardway reset {path.stem} (it keeps a copy of what is there)."
    return None


def remember(folder, result):
    """Keep the states of a lesson's exercises, for as long as neither the file nor the checks change; returns them."""
    path, states = (
        lessons.find(folder, result.name),
        {exercise.name: exercise.state for exercise in result.exercises},
    )
    if path is not None and path.is_file() and not is_ours(folder):
        kept = read_store(_store(folder))
        kept[result.name] = {"of": _fingerprint(path, result.name), "states": states}
        write_store(_store(folder), kept)
    return states


def remembered(folder, name):
    """Exercise → state, or None where that must be found out."""
    path, kept = lessons.find(folder, name), read_store(_store(folder)).get(name)
    states = kept.get("states") if isinstance(kept, dict) else None
    known = isinstance(states, dict) and list(states) == list(lessons.lesson(name).exercises)
    good = known and all(str(state) in MARKS for state in states.values())
    return states if good and path and path.is_file() and kept.get("of") == _fingerprint(path, name) else None


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
        part = path.with_name(f"{path.name}.{os.getpid()}")
        part.write_text(json.dumps(kept, indent=1), encoding="utf-8")
        part.replace(path)


def _fingerprint(path, name):
    """Of all that decides: the file, the learner's modules beside it, the checks."""
    checks = lessons.ROOT / "autograder" / "checks" / f"test_{name}.py"
    beside = (file for file in sorted(path.parent.glob("*.py")) if file.is_file())
    return hashlib.sha256(b"".join(file.read_bytes() for file in (path, *beside, checks))).hexdigest()


def is_ours(folder):
    """Whether it is the folder of our own answers."""
    return Path(folder).resolve() == lessons.SOLUTIONS
