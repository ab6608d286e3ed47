"""Tries the mistakes of a lesson: each fails its checks, and is told as itself."""

import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence

from autograder import lesson as lessons
from autograder.authoring.lint.files import Course, File
from autograder.authoring.lint.slip import Slip
from autograder.authoring.trial import apart
from autograder.authoring.trial.mistakes import first_failed, halves, our_answers
from autograder.authoring.trial.recognised import taken_for
from autograder.checking import diagnosis


def findings(
    lesson: str,
    seed: int,
    checks: Mapping[str, Sequence[str]],
    beside: apart.Process | None = None,
    step: Callable[[str], None] = lambda what: None,
) -> Iterator[Slip]:
    """A line for each mistake that passes, or is not recognised as itself.

    Parameters
    ----------
    lesson : str
    seed : int
        Of the random inputs.
    checks : dict
        Exercise → the titles of its checks, the quickest first; the exercises whose mistakes are tried.
    beside : process, optional
        One that `apart.ask` has told to try half of them.
    step : callable
        Is told what comes next.
    """
    course = Course(lessons.ROOT)
    file = course.mistakes(lesson)
    try:
        diagnosis.catalogue(lesson)
    except Exception as error:
        yield _unreadable(file, error)
        return
    student = our_answers(lesson)
    for exercise, titles in checks.items():
        step(f"mistakes of {exercise}")
        mine, others = halves(lesson, exercise)
        first = first_failed(lesson, exercise, seed, titles, mine, student)
        if (theirs := apart.answer(beside) if beside else None) is None:
            theirs = first_failed(lesson, exercise, seed, titles, others, student)
        first |= theirs
        taken = taken_for(lesson, exercise, seed, titles, first, student)
        for name in (*mine, *others):
            line = next((one.lineno for one in file.tree.body if getattr(one, "name", "") == name), 1)
            if name not in taken:
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
