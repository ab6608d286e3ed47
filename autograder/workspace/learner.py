"""A student's folder of lessons: the workbooks in it, and which exercises pass."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from autograder import lesson as lessons
from autograder.running import context
from autograder.running.namespace import Problem
from autograder.running.states import State, is_state
from autograder.running.timeout import SECONDS
from autograder.running.workbook import Workbook
from autograder.workspace import store
from autograder.workspace.local_modules import beside

if TYPE_CHECKING:
    from autograder.checking.results import LessonResult

DEFAULT = "my-lessons"
VERDICTS = "verdicts"  # kept under this name
States = dict[str, State]  # exercise → its state


class Absent:
    """Stands for a lesson that cannot be opened: every exercise has the same problem."""

    def __init__(self, state: State, message: str) -> None:
        self._problem = Problem(state, message)

    def problem(self, name: str) -> Problem:
        """Why there is nothing to call."""
        return self._problem

    def function(self, name: str) -> Callable:
        """There is none: nobody asks where there is a problem."""
        raise LookupError(name)

    def definition(self, name: str) -> None:
        """There is none to be read."""

    def substitute(self, name: str, function: Callable) -> None:
        """There is no code that could meet ours."""


def default_folder() -> Path:
    """Here where lessons lie here, else my-lessons."""
    return Path(".") if any(lessons.find(".", name) for name in lessons.course()) else Path(DEFAULT)


def folder_in_use() -> Path:
    """Where the lessons lie whose code runs now: what the context or HARDWAY_LESSONS says, else here."""
    return context.current().folder or Path(os.environ.get("HARDWAY_LESSONS", "."))


def open_lesson(folder: str | Path, name: str, seconds: float = SECONDS) -> Workbook | Absent:
    """The student's copy of a lesson, run; an Absent where the file is missing or no notebook."""
    path = lessons.find(folder, name)
    if path is None:
        mend = f"run hardway start {folder} to copy it there, or name your folder with --lessons"
        return Absent("missing", f"there is no {name}.ipynb in {folder}: {mend}.")
    if damaged := damage(path):
        return Absent("crashed", damaged)
    with beside(folder):
        return Workbook(lessons.lesson(name), lessons.read(path).cells, seconds).run()


def damage(path: Path) -> str | None:
    """What is wrong with a lesson's file, in one line that says what to run; None where it can be read."""
    try:
        lessons.read(path)
    except lessons.LessonUnreadable as error:
        what = f"{path.name} is a folder, not a notebook" if path.is_dir() else str(error)
        return f"{what}: run hardway reset {path.stem} (it keeps a copy of what is there)."
    return None


def remember(folder: str | Path, result: "LessonResult") -> States:
    """Keep the states of a lesson's exercises until the file or the checks change; returns them."""
    path = lessons.find(folder, result.name)
    states = {exercise.name: exercise.state for exercise in result.exercises}
    if path is not None and path.is_file() and not is_ours(folder):
        kept = store.read(folder, VERDICTS)
        kept[result.name] = {"of": _fingerprint(path, result.name), "states": states}
        store.write(folder, VERDICTS, kept)
    return states


def remembered(folder: str | Path, name: str) -> States | None:
    """Exercise → state, or None where that must be found out."""
    path, kept = lessons.find(folder, name), store.read(folder, VERDICTS).get(name)
    if not isinstance(kept, dict) or not path or not path.is_file():
        return None
    states = kept.get("states")
    if not isinstance(states, dict) or list(states) != list(lessons.lesson(name).exercises):
        return None
    known = all(map(is_state, states.values()))
    return states if known and kept.get("of") == _fingerprint(path, name) else None


def states(folder: str | Path, name: str) -> States:
    """Exercise → state: as remembered, else found out now."""
    known = remembered(folder, name)
    if known is not None:
        return known
    from autograder.checking.runner import examine  # not needed where all is remembered

    with beside(folder):
        return remember(folder, examine(name, open_lesson(folder, name)))


def _fingerprint(path: Path, name: str) -> str:
    """Of all that decides: the file, the learner's modules beside it, the checks."""
    checks = lessons.CHECKS / f"test_{name}.py"
    beside = (file for file in sorted(path.parent.glob("*.py")) if file.is_file())
    return hashlib.sha256(b"".join(file.read_bytes() for file in (path, *beside, checks))).hexdigest()


def is_ours(folder: str | Path) -> bool:
    """Whether it is the folder of our own answers."""
    return Path(folder).resolve() == lessons.SOLUTIONS
