"""Tries the mistakes of a lesson: each fails its checks, and is told as itself."""

import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence

from autograder import lesson as lessons
from autograder.authoring.lint.files import Course, File
from autograder.authoring.lint.slip import Slip
from autograder.authoring.trial import share
from autograder.authoring.trial.mistakes import ALL_CHECKS
from autograder.checking import catalogue
from autograder.running.workbook import Workbook


def findings(
    lesson: str,
    student: Workbook,
    seed: int,
    checks: Mapping[str, Sequence[str]],
    step: Callable[[str], None] = lambda what: None,
    beside: bool = False,
) -> Iterator[Slip]:
    """A line for each mistake that passes, or is not recognised as itself.

    Parameters
    ----------
    lesson : str
    student : Workbook
        Our answers.
    seed : int
        Of the random inputs.
    checks : dict
        Exercise → the titles of its checks, the quickest first; the exercises whose mistakes are tried.
    step : callable
        Is told what comes next.
    beside : bool
        Whether a second process tries half of them.
    """
    course = Course(lessons.ROOT)
    file = course.mistakes(lesson)
    try:
        catalogue.mistakes(lesson)
    except Exception as error:
        yield _unreadable(file, error)
        return
    first, taken = share.findings(lesson, student, seed, checks, step, beside)
    for name in first:
        line = next((one.lineno for one in file.tree.body if getattr(one, "name", "") == name), 1)
        if first[name] == share.ENDLESS:
            what = f"`{name}` does not end within {ALL_CHECKS} s of processor time"
            yield file.slip(line, what, "a mistake returns something wrong: give its loop an end")
        elif name not in taken:
            mend = f"sharpen {course.checks(lesson).path}, or take it out"
            yield file.slip(line, f"`{name}` passes every check", mend)
        elif taken[name] != name:
            said = f"taken for `{taken[name]}`" if taken[name] else "not recognised"
            mend = "two mistakes that answer alike are one" if taken[name] else "see *The mistakes*"
            yield file.slip(line, f"`{name}` is {said} (seed {seed})", mend)


def _unreadable(file: File, error: Exception) -> Slip:
    frames = [one for one in traceback.extract_tb(error.__traceback__) if one.filename.endswith(file.path)]
    said = f"the mistakes cannot be imported: {type(error).__name__}: {error}"
    return file.slip(frames[-1].lineno or 1 if frames else 1, said, "mend that line")
