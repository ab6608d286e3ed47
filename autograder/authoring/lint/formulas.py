"""Slips in formulas: of a lesson's text, its docstrings, its hints and the book's pages."""

from collections.abc import Iterator

from autograder.authoring.lint import said
from autograder.authoring.lint.files import Course
from autograder.authoring.lint.latex import wrong
from autograder.authoring.lint.slip import Slip


def slips(course: Course, name: str) -> Iterator[Slip]:
    """Those of a lesson; `quizzes.py` says those of its questions."""
    return _in(said.in_lesson(course, name))


def of_course(course: Course) -> Iterator[Slip]:
    """Those of the book's pages."""
    return _in(said.on_pages(course))


def _in(texts: said.Said) -> Iterator[Slip]:
    for file, line, text in texts:
        if "$" in text:
            yield from (Slip(file, line + at, what, mend) for at, what, mend in wrong(text))
