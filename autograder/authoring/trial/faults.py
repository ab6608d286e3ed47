"""Where our own answers fail: in an author's words, with the check's line and the answer's."""

import ast
import traceback
from collections.abc import Iterator
from pathlib import Path

from autograder import lesson as lessons
from autograder.authoring.lint.files import Course, File
from autograder.authoring.lint.slip import Slip
from autograder.checking.reports import AT_FAULT, TELL
from autograder.checking.results import FAILED, CheckResult, ExerciseResult, LessonResult

AUTHORS = ("solutions/", "playground/pictures/", "autograder/checks/", "autograder/mistakes/")


def faults(result: LessonResult) -> Iterator[Slip]:
    """What a run of our own answers has found; nothing where all pass."""
    course = Course(lessons.ROOT)
    checks, source = course.checks(result.name), course.sources[result.name]
    if not result.exercises:
        yield source.slip(1, "0 of 0: the lesson has no exercise", "see hardway lint")
    for exercise in result.exercises:
        line = source.line(source.lesson.exercises[exercise.name].cell)
        here = f"{source.path}:{line}"
        if not exercise.total:
            yield checks.slip(1, f"0 of 0: no check asks for `{exercise.name}`", "see hardway lint")
        elif exercise.state == "missing" or (exercise.state != "passed" and not _failed(exercise)):
            yield source.slip(line, f"our own `{exercise.name}` is not there: {exercise.message}", "mend it")
        for check in _failed(exercise):
            said = f"our own `{exercise.name}` fails here: {_plain(check)} (seed {result.seed})"
            yield checks.slip(line_of(checks, exercise.name, check.title), said, f"mend the check, or {here}")
    if result.milestone and not result.milestone.passed:
        said = f"our own answers do not reach the milestone: {_plain(result.milestone)}"
        yield checks.slip(line_of(checks, "milestone", result.milestone.title), said, "mend it, or its bar")


def raised_in(error: BaseException | None) -> Slip | None:
    """The line of an author's file in which an error was raised, as while it was imported; None for none."""
    for frame in reversed(traceback.extract_tb(error.__traceback__ if error else None)):
        path = Path(frame.filename)
        if path.is_relative_to(lessons.ROOT):
            name = path.relative_to(lessons.ROOT).as_posix()
            if name.startswith(AUTHORS):
                said = f"{type(error).__name__}: {' '.join(str(error).split())}"
                return Slip(name, frame.lineno or 1, f"this line fails with {said}", "mend it")
    return None


def _failed(exercise: ExerciseResult) -> list[CheckResult]:
    return [check for check in exercise.checks if check.state == FAILED]


def _plain(check: CheckResult) -> str:
    return " ".join(check.message.split()).removeprefix(AT_FAULT).removesuffix(TELL).rstrip(".")


def line_of(checks: File, exercise: str, title: str) -> int:
    """The line of the check with this title."""
    for check in checks.functions:
        named = check.name.removeprefix("test_").removeprefix(f"{exercise}_").replace("_", " ")
        said = (ast.get_docstring(check) or named).splitlines()[0].rstrip(".")
        if check.name.startswith("test_") and said == title:
            return check.lineno
    return 1
