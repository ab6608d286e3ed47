"""`from autograder.mine import dense`: your function of an earlier lesson if it passes, else ours."""

import contextlib
from collections.abc import Callable
from pathlib import Path

from autograder import lesson as lessons
from autograder.checking.ours import standing_in
from autograder.display import kernel
from autograder.running import context
from autograder.running.workbook import Workbook
from autograder.workspace import learner, saved

Own = Workbook | learner.Absent
_opened: dict[tuple[Path, int], tuple[Own, learner.States]] = {}  # (file, its time) → what it holds
lent: dict[str, Callable] = {}  # name → our function, where a notebook got it in place of the learner's

WHOSE = {
    "passed": "yours",
    "failed": "ours, since yours does not pass its checks",
    "not_attempted": "ours, since you have none yet",
    "damaged": "ours, since the file of its lesson is damaged (hardway status says more)",
}
SAME = {"crashed": "failed", "missing": "not_attempted"}  # what the one who imports need not tell apart


class Imports:
    """What a notebook's cell has imported and is not told of yet."""

    def __init__(self) -> None:
        self._states: dict[str, str] = {}  # name → state
        self._unsaved: set[str] = set()  # lessons whose notebook has gone on since it was saved

    def add(self, lesson: str, name: str, state: str) -> None:
        """Have the notebook told, when its cell has ended, whose function this was."""
        self._states[name] = SAME.get(state, state)
        path = lessons.find(learner.folder_in_use(), lesson)
        if state != "passed" and path and any(saved.newer(path, lesson)):
            self._unsaved.add(lesson)
        kernel.after_cell(self.tell)

    def tell(self) -> None:
        """Say in one line whose functions were imported."""
        groups: dict[str, list[str]] = {whose: [] for whose in WHOSE.values()}
        for name, state in self._states.items():
            groups[WHOSE[state]].append(name)
        told = [f"{', '.join(names)}: {whose}" for whose, names in groups.items() if names]
        again = "which has gone on since, and run this cell again"
        told += [f"save {lesson}, {again}" for lesson in sorted(self._unsaved)]
        print(" · ".join(told))
        self._states.clear()
        self._unsaved.clear()


_imports = Imports()


def __getattr__(name: str) -> Callable:
    lesson = None if name.startswith("__") else lessons.lesson_of(name)
    if lesson is None:
        raise AttributeError(f"there is no exercise `{name}`")
    running = context.current().lesson
    if running and lesson >= running:
        raise ImportError(f"`{name}` is an exercise of {lesson}: in {running} write it yourself")
    own, states = _own(lesson)
    state = "damaged" if isinstance(own, learner.Absent) else states.get(name, "missing")
    if not running:
        _imports.add(lesson, name, state)
    return own.function(name) if own and state == "passed" else _ours(lesson, name, state)


def _ours(lesson: str, name: str, state: str) -> Callable:
    from autograder import reference

    try:
        function = getattr(reference, name)
        if not learner.is_ours(learner.folder_in_use()):
            function = standing_in(name, function, without=SAME.get(state, state) == "not_attempted")
    except reference.AnswersWithheld:
        why = "does not pass yet" if SAME.get(state, state) == "failed" else "is not there yet"
        raise ImportError(
            f"your `{name}` of {lesson} {why}, and our answers are not in this copy: hardway check {name}"
        ) from None
    if not context.current().lesson:
        lent[name] = function
    return function


def _own(lesson: str) -> tuple[Own | None, learner.States]:
    """The student's workbook of a lesson, and the states of its exercises."""
    folder = learner.folder_in_use()
    path = lessons.find(folder, lesson)
    if path is None or path.resolve().parent == lessons.SOLUTIONS:
        return None, {}
    key = path.resolve(), path.stat().st_mtime_ns
    if key not in _opened:
        _opened[key] = _judged(folder, lesson)
    return _opened[key]


def _judged(folder: Path, lesson: str) -> tuple[Own, learner.States]:
    from autograder import reference
    from autograder.checking.runner import examine

    own = learner.open_lesson(folder, lesson)
    if isinstance(own, learner.Absent):
        return own, {}
    states = learner.remembered(folder, lesson)
    if states is None:
        result = examine(lesson, own)
        return own, learner.remember(folder, result)
    for name in [name for name, state in states.items() if state != "passed"]:
        with contextlib.suppress(reference.AnswersWithheld):
            own.substitute(name, standing_in(name, getattr(reference, name)))
    return own, states
