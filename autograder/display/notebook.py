"""`check` and its friends in a live notebook: the student is the notebook's own namespace."""

import os
from typing import Any

from autograder import lesson as lessons
from autograder import lookup, mine
from autograder.checking.runner import examine
from autograder.display import html
from autograder.display.figures_side_by_side import side_by_side
from autograder.display.which_lesson import lesson_meant
from autograder.errors import Refusal
from autograder.running.namespace import Namespace
from autograder.workspace import days, learner, status_lines

# The kernel's, from cell to cell: a check goes by what earlier ones found, and each call gives another hint.
_judged: dict[str, tuple[Any, bool]] = {}  # exercise → (the object that its name meant, whether it passed)
_hints_shown: dict[str, int] = {}


class Shown:
    """Something that a notebook shows as HTML and a terminal as text."""

    def __init__(self, text: str, html: str, result: Any = None) -> None:
        self.text, self.html, self.result = text, html, result

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html


def check(namespace: dict, exercise: Any, seed: int | None = None) -> Shown | float:
    """The checks of one exercise, on what its name means in the namespace."""
    try:
        lesson, name = _identify(namespace, exercise)
    except Refusal as refusal:
        return note(str(refusal))
    if _lent(namespace, name):
        return note(
            f"`{name}` is ours here: write yours in {lesson}, save it, and run the cell that imports it"
            " again."
        )
    student, known = Namespace(namespace), _known(namespace, lesson, name)
    exercises = list(lessons.lesson(lesson).exercises)
    wanted = set(exercises[: exercises.index(name) + 1]) - set(known)  # those before it may be called by it
    try:
        lesson_result = examine(lesson, student, seed=seed, known=known, only=wanted)
    finally:
        student.restore()  # before theirs is drawn: ours stood under its name
    if name in namespace:
        lesson_result[name].pictures = side_by_side(lesson_result[name], namespace[name])
    for result in lesson_result.exercises:
        _judged[result.name] = namespace.get(result.name), result.state == "passed"
    return _hand_over(lesson_result[name])


def _lent(namespace, name):
    """Whether the name means our function, imported in place of the learner's."""
    return name in mine.lent and namespace.get(name) is mine.lent[name]


def _known(namespace, lesson, name):
    """The verdicts on other exercises that still hold: the name means the same object as then."""
    others = [n for n in lessons.lesson(lesson).exercises if n != name and n in _judged and n in namespace]
    return {n: _judged[n][1] for n in others if namespace.get(n) is _judged[n][0]}


def _hand_over(result):
    """Where plain nbgrader runs the notebook a number, which it takes as points; else the result itself.

    Plain means that `classroom/plugin.py` is not in its way: a learner's `nbgrader validate`, say, or a
    course of somebody's own. nbgrader sets the variable while it runs a notebook.
    """
    shown = Shown(str(result), html.exercise(result), result)
    if not os.environ.get("NBGRADER_EXECUTION"):
        return shown
    from IPython.display import display

    display(shown)
    return float(result.passed)


def _identify(namespace, exercise):
    """(lesson, name) of what was handed to `check`: a name, or the object that an exercise's name means."""
    if isinstance(exercise, str):
        return lookup.exercise_named(exercise)
    for lesson in lessons.course():
        for name in lessons.lesson(lesson).exercises:
            if name in namespace and namespace[name] is exercise:
                return lesson, name
    return lookup.exercise_named(getattr(exercise, "__name__", str(exercise)))


def hint(namespace: dict, exercise: Any) -> Shown:
    """The next hint, each call one more."""
    try:
        lesson, name = _identify(namespace, exercise)
    except Refusal as refusal:
        return note(str(refusal))
    hints = lessons.lesson(lesson).exercises[name].hints
    shown = min(_hints_shown.get(name, 0) + 1, len(hints))
    _hints_shown[name] = shown
    return note(f"Hint {shown} of {len(hints)}: {hints[shown - 1]}")


def solution(namespace: dict, exercise: Any) -> Shown:
    """Our answer; asks first where the student's does not pass."""
    try:
        _, name = _identify(namespace, exercise)
        passes = _judged.get(name) == (namespace.get(name), True)
        if (
            not passes
            and input(f"Your `{name}` has not passed yet. Show our answer all the same? [y/N] ")
            .strip()
            .lower()
            != "y"
        ):
            return note(f"Not shown. hint({name}) gives the next hint.")
        text = lookup.our_answer(name)
    except Refusal as refusal:
        return note(str(refusal))
    return Shown(text, html.code(text))


def milestone(namespace: dict, lesson: Any = None, seed: int | None = None) -> Shown:
    """The milestone of the lesson that is named, else of the one that the notebook is a copy of."""
    try:
        name, student = lesson_meant("milestone", lesson, namespace), Namespace(namespace)
    except Refusal as refusal:
        return note(str(refusal))
    try:
        result = examine(
            name, student, seed=seed, only=set(), known=_known(namespace, name, None), milestone=True
        )
    finally:
        student.restore()
    check = result.milestone
    if check is None:
        return note(f"{name} has no milestone.")
    if check.passed:
        days.keep(learner.folder_in_use(), name, days.MILESTONE)
    word = "reached" if check.passed else "not reached"
    return Shown(f"Milestone {word}: {check.title}\n  {check.message}".rstrip(), html.milestone(check), check)


def progress(namespace: dict, lesson: Any = None) -> Shown:
    """Which exercises of a lesson pass as they are now, and what is next."""
    try:
        here, student = lesson_meant("progress", lesson, namespace), Namespace(namespace)
    except Refusal as refusal:
        return note(str(refusal))
    try:
        states = {
            exercise.name: "missing" if _lent(namespace, exercise.name) else exercise.state
            for exercise in examine(here, student).exercises
        }
    finally:
        student.restore()
    following, marks = status_lines.following(states), status_lines.MARKS | {"missing": ("·", "not run")}
    after = (
        f'next: `{following}` (hint("{following}") helps)'
        if following
        else f'all exercises of this lesson pass: milestone("{here}") is next'
    )
    text = "\n".join(
        [status_lines.head(here, states), *status_lines.lines(states, marks), after.replace("`", "")]
    )
    return Shown(
        text,
        html.progress(
            status_lines.head(here, states),
            [(*marks[state], name) for name, state in states.items()],
            after,
        ),
    )


def note(text: str) -> Shown:
    """One line to the student."""
    return Shown(text, html.paragraph(text))
