"""Slips in formulas: of a lesson's text, its docstrings, its hints and the book's pages."""

from collections.abc import Iterator

from autograder.authoring.lint import said
from autograder.authoring.lint.files import Course
from autograder.authoring.lint.latex import wrong
from autograder.authoring.lint.slip import Slip


def slips(course: Course, name: str) -> Iterator[Slip]:
    """Those of a lesson; `quizzes.py` says those of its questions."""
    return said.slips_of(said.in_lesson(course, name), wrong)


def of_course(course: Course) -> Iterator[Slip]:
    """Those of the book's pages."""
    return said.slips_of(said.on_pages(course), wrong)
