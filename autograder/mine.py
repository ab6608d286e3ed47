"""Your function of an earlier lesson where it passes its checks, otherwise ours: `from autograder.mine import dense`."""

import contextlib

from autograder import lesson as lessons
from autograder.checking.stand_ins import standing_in
from autograder.display import kernel
from autograder.running import workbook
from autograder.workspace import learner, saved

_opened = {}  # (file, its time) → (workbook, exercise → state)
_asked = {}  # name → state, of what is not told yet
_unsaved = set()  # lessons whose notebook has gone on since it was saved, likewise
lent = {}  # name → our function, where a notebook got it in place of the learner's

WHOSE = {
    "passed": "yours",
    "failed": "ours, since yours does not pass its checks",
    "not_attempted": "ours, since you have none yet",
    "damaged": "ours, since the file of its lesson is damaged (hardway status says more)",
}
SAME = {"crashed": "failed", "missing": "not_attempted"}  # what the one who imports need not tell apart


def __getattr__(name):
    lesson = None if name.startswith("__") else lessons.lesson_of(name)
    if lesson is None:
        raise AttributeError(f"there is no exercise `{name}`")
    if workbook.running and lesson >= workbook.running:
        raise ImportError(f"`{name}` is an exercise of {lesson}: in {workbook.running} write it yourself")
    own, states = _own(lesson)
    state = states.get(name, "missing")
    if not workbook.running:
        _asked[name] = SAME.get(state, state)
        path = lessons.find(learner.folder_in_use(), lesson)
        if state != "passed" and path and any(saved.newer(path, lesson)):
            _unsaved.add(lesson)
        kernel.after_cell(_tell)
    return own.function(name) if state == "passed" else _ours(lesson, name, state)


def _ours(lesson, name, state):
    from autograder import reference

    try:
        function = getattr(reference, name)
        function = function if learner.is_ours(learner.folder_in_use()) else standing_in(name, function)
    except reference.AnswersWithheld:
        why = "does not pass yet" if SAME.get(state, state) == "failed" else "is not there yet"
        raise ImportError(
            f"your `{name}` of {lesson} {why}, and our answers are not in this copy: hardway check {name}"
        ) from None
    if not workbook.running:
        lent[name] = function
    return function


def _own(lesson):
    """The student's workbook of a lesson, and the states of its exercises."""
    folder = learner.folder_in_use()
    path = lessons.find(folder, lesson)
    if path is None or path.resolve().parent == lessons.SOLUTIONS:
        return None, {}
    key = path.resolve(), path.stat().st_mtime_ns
    if key not in _opened:
        _opened[key] = _judged(folder, lesson)
    return _opened[key]


def _judged(folder, lesson):
    from autograder import reference
    from autograder.checking.runner import examine

    own = learner.open_lesson(folder, lesson)
    if isinstance(own, learner.Absent):
        return own, dict.fromkeys(lessons.lesson(lesson).exercises, "damaged")
    states = learner.remembered(folder, lesson)
    if states is None:
        result = examine(lesson, own)
        return own, learner.remember(folder, result)
    for name in [name for name, state in states.items() if state != "passed"]:
        with contextlib.suppress(reference.AnswersWithheld):
            own.substitute(name, standing_in(name, getattr(reference, name)))
    return own, states


def _tell():
    """Say in one line whose functions were imported."""
    groups = {
        whose: [name for name, state in _asked.items() if WHOSE[state] == whose] for whose in WHOSE.values()
    }
    told = [f"{', '.join(names)}: {whose}" for whose, names in groups.items() if names]
    told += [
        f"save {lesson}, which has gone on since, and run this cell again" for lesson in sorted(_unsaved)
    ]
    print(" · ".join(told))
    _asked.clear()
    _unsaved.clear()
