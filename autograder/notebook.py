"""`check` and its friends in a live notebook: the student is the notebook's own namespace."""

import os

from autograder import lesson as lessons, names, page
from autograder.drawn import side_by_side
from autograder.examiner import examine
from autograder.namespace import Namespace
from autograder.refusal import Refusal

_judged = {}  # exercise → (the object that its name meant, whether it passed)
_hints_shown = {}


class Shown:
    """Something that a notebook shows as HTML and a terminal as text."""

    def __init__(self, text, html, result=None):
        self.text, self.html, self.result = text, html, result

    def __repr__(self):
        return self.text

    def _repr_html_(self):
        return self.html


def check(namespace, exercise, seed=None):
    """The checks of one exercise, on what its name means in the namespace."""
    try:
        lesson, name = _identify(namespace, exercise)
    except Refusal as refusal:
        return note(str(refusal))
    student, known = Namespace(namespace), _known(namespace, lesson, name)
    exercises = list(lessons.lesson(lesson).exercises)
    wanted = set(exercises[: exercises.index(name) + 1]) - set(known)  # those before it may be called by it
    try:
        lesson_result = examine(lesson, student, seed=seed, known=known, only=wanted)
        lesson_result[name].pictures = side_by_side(lesson_result[name], student.namespace.get(name))
    finally:
        student.restore()
    for result in lesson_result.exercises:
        _judged[result.name] = namespace.get(result.name), result.state == "passed"
    return _hand_over(lesson_result[name])


def _known(namespace, lesson, name):
    """The verdicts on other exercises that still hold: the name means the same object as then."""
    others = [n for n in lessons.lesson(lesson).exercises if n != name and n in _judged]
    return {n: _judged[n][1] for n in others if namespace.get(n) is _judged[n][0]}


def _hand_over(result):
    """Under nbgrader a number, which it takes as points; else the result itself."""
    shown = Shown(str(result), page.exercise(result), result)
    if not os.environ.get("NBGRADER_EXECUTION"):
        return shown
    from IPython.display import display

    display(shown)
    return float(result.passed)


def _identify(namespace, exercise):
    """(lesson, name) of what was handed to `check`: a name, or the object that an exercise's name means."""
    if isinstance(exercise, str):
        return names.exercise_named(exercise)
    for lesson in lessons.course():
        for name in lessons.lesson(lesson).exercises:
            if name in namespace and namespace[name] is exercise:
                return lesson, name
    return names.exercise_named(getattr(exercise, "__name__", str(exercise)))


def hint(namespace, exercise):
    """The next hint, each call one more."""
    try:
        lesson, name = _identify(namespace, exercise)
    except Refusal as refusal:
        return note(str(refusal))
    hints = lessons.lesson(lesson).exercises[name].hints
    shown = min(_hints_shown.get(name, 0) + 1, len(hints))
    _hints_shown[name] = shown
    return note(f"Hint {shown} of {len(hints)}: {hints[shown - 1]}")


def solution(namespace, exercise):
    """Our answer; asks first where the student's does not pass."""
    from autograder.solutions import ours

    try:
        _, name = _identify(namespace, exercise)
        passes = _judged.get(name) == (namespace.get(name), True)
        if not passes and input(f"Your `{name}` has not passed yet. Show our answer all the same? [y/N] ").strip().lower() != "y":
            return note(f"Not shown. hint({name}) gives the next hint.")
        text = ours(name)
    except Refusal as refusal:
        return note(str(refusal))
    return Shown(text, page.code(text))


def milestone(namespace, seed=None):
    """The milestone of the lesson that the namespace's exercises belong to."""
    counted = {name: sum(_own(namespace, e) for e in lessons.lesson(name).exercises) for name in lessons.course()}
    lesson = _from_session() or max(counted, key=counted.get)
    student = Namespace(namespace)
    try:
        result = examine(lesson, student, seed=seed, only=set(), known=_known(namespace, lesson, None), milestone=True)
    finally:
        student.restore()
    return Shown(str(result.milestone), page.milestone(result.milestone), result.milestone)


def _own(namespace, name):
    """Whether the notebook itself defines the name, rather than importing it from an earlier lesson."""
    thing = namespace.get(name)
    return getattr(thing, "__globals__", None) is namespace or getattr(thing, "__module__", "") == namespace.get("__name__", "__main__")


def _from_session():
    """The lesson that this kernel was started for, where Jupyter says so."""
    stem = os.path.splitext(os.path.basename(os.environ.get("JPY_SESSION_NAME", "")))[0]
    return stem if stem in lessons.course() else None


def note(text):
    """One line to the student."""
    return Shown(text, page.paragraph(text))
