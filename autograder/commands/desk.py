"""The commands for authors that look: lint."""

import sys
from typing import Annotated

import typer

from autograder import lesson as lessons
from autograder import lookup
from autograder.authoring.lint.rules import slips
from autograder.authoring.lint.slip import Slip
from autograder.errors import Refusal

Lesson = Annotated[str | None, typer.Argument(help="A lesson; none for all.")]


def lint(lesson: Lesson = None) -> None:
    """Read the lessons, run nothing, and name every slip with its line and what mends it."""
    require_sources()
    wanted = [lookup.lesson_named(lesson)] if lesson else None
    found = slips(wanted)
    for slip in found:
        print(slip)
    if found:
        raise Refusal(f"{counted(found)}; mend {them(found)}, then: hardway lint", 1)
    print(f"no slip in {wanted[0] if wanted else f'{len(lessons.course())} lessons'}")


def require_clean(then: str) -> None:
    """Refuse, with all slips above the line, where the sources have any."""
    found = slips()
    for slip in found:
        print(slip, file=sys.stderr)
    if found:
        raise Refusal(f"{counted(found)}, and {then}; mend {them(found)} first", 1)


def counted(found: list[Slip]) -> str:
    """How many slips there are, in words."""
    return "1 slip" if len(found) == 1 else f"{len(found)} slips"


def them(found: list[Slip]) -> str:
    """What a sentence calls them."""
    return "it" if len(found) == 1 else "them"


def require_sources() -> None:
    """Refuse in a copy of the course that has no solutions."""
    if lessons.source_folder() != lessons.SOLUTIONS:
        raise Refusal("this copy of the course has no solutions: there is nothing in it for an author")
