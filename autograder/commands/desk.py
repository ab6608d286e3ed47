"""The commands for authors that look: lint, which reads, and try, which runs."""

import contextlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from autograder import lesson as lessons
from autograder import lookup
from autograder.authoring.lint.rules import slips
from autograder.authoring.lint.slip import Slip
from autograder.authoring.trial import changed
from autograder.errors import Refusal

if TYPE_CHECKING:
    from autograder.authoring.trial.begun import Begun

Lesson = Annotated[str | None, typer.Argument(help="A lesson; none for all.")]


def lint(lesson: Lesson = None) -> None:
    """Read the lessons, run nothing, and name every slip with its line and what mends it."""
    require_sources()
    wanted = [lookup.lesson_named(lesson)] if lesson else None
    found, again = slips(wanted), " ".join(["hardway lint", *(wanted or ())])
    for slip in found:
        print(slip)
    if found:
        raise Refusal(f"{counted(found)}; mend {them(found)}, then: {again}", 1)
    print(f"no slip in {wanted[0] if wanted else f'{len(lessons.course())} lessons'}")


def try_(
    lesson: Lesson = None,
    exercise: Annotated[
        str | None, typer.Option("-k", metavar="EXERCISE", help="This one alone, with all of its mistakes.")
    ] = None,
    seeds: Annotated[int, typer.Option(min=1, help="How often our answers are tried, on fresh inputs.")] = 1,
) -> None:
    """Run all that a lesson holds: answers, stubs, milestone, mistakes, pictures."""
    require_sources()
    chosen, found, began = _chosen(lesson, exercise), list[Slip](), time.monotonic()
    with _begun(list(chosen)) as begun:
        for name, only in chosen.items():
            begun.begin(name, only, seeds)
        require_clean("the trial was stopped", list(chosen))  # read while the first is being tried
        for name in chosen:
            found, began = [*found, *_tried(begun, name, began)], time.monotonic()
    if found:
        again = " ".join(["hardway try", *(chosen if lesson or exercise else ())])
        raise Refusal(f"{counted(found, 'finding')}; mend {them(found)}, then: {again}", 1)


try_.__name__ = "try"


def _chosen(lesson: str | None, exercise: str | None) -> dict[str, set[str] | None]:
    wanted = lookup.lesson_named(lesson) if lesson else None
    if not exercise:
        return {wanted: None} if wanted else dict.fromkeys(lessons.course())
    holds, name = lookup.exercise_named(exercise)
    if wanted and holds != wanted:
        raise Refusal(f"`{name}` is an exercise of {holds}, not of {wanted}: hardway try -k {name}")
    return {holds: {name}}


@contextlib.contextmanager
def _begun(names: list[str]) -> "Iterator[Begun]":
    """In the body there is a process that these lessons can be tried in."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # two processes share the cores, each with one
    os.environ["MPLBACKEND"] = "Agg"
    from autograder.authoring.trial.begun import Begun

    begun = Begun(names)
    try:
        yield begun
    finally:
        begun.part.end()


def _tried(begun: "Begun", lesson: str, began: float) -> list[Slip]:
    """The findings of a lesson's trial, with a bar on the way and a line for each."""
    from rich.console import Console

    with Console(stderr=True).status(lesson) as bar:
        found, slow = begun.tried(lesson, lambda what: bar.update(f"{lesson}: {what}"))
    for line in [*found, *slow]:
        print(line)
    print(f"{lesson}   {counted(found, 'finding')} in {time.monotonic() - began:.0f} s")
    return found


def watch_ours() -> None:
    """React to each file of a lesson: build, and try what has changed, in a process that reads all anew."""
    from watchfiles import PythonFilter, watch

    parts = [lessons.SOLUTIONS, lessons.CHECKS, lessons.ROOT / "autograder" / "mistakes"]
    print(
        "watching sources, checks and mistakes: save one to have it built and tried; Ctrl-C ends it",
        flush=True,
    )
    known = changed.exercises()
    for _ in watch(*parts, watch_filter=PythonFilter(), raise_interrupt=True):
        now = changed.exercises()
        fresh = [one for one, text in now.items() if known.get(one) != text]
        known = now
        if not _ran("build"):
            for lesson in sorted({lesson for lesson, _ in fresh}):
                mine = [exercise for holds, exercise in fresh if holds == lesson]
                _ran("try", lesson, *(["-k", mine[0]] if len(mine) == 1 else []))


def _ran(*words: str) -> int:
    return subprocess.run([sys.executable, "-m", "autograder", *words], cwd=lessons.ROOT).returncode


def require_clean(then: str, wanted: list[str] | None = None) -> None:
    """Refuse, with all slips above the line, where the sources, or those of some lessons, have any."""
    found = slips(wanted)
    for slip in found:
        print(slip, file=sys.stderr)
    if found:
        raise Refusal(f"{counted(found)}, and {then}; mend {them(found)} first", 1)


def require_lesson_name(name: str, others: Sequence[str]) -> None:
    """Refuse a name that no lesson can have beside the others."""
    if not re.fullmatch(r"\d\d_[a-z][a-z0-9_]*", name):
        raise Refusal(f"`{name}` is no name for a lesson: two digits, an underscore, a topic: 09_convolution")
    for other in others:
        for what, mine, theirs in (("number", name[:2], other[:2]), ("topic", name[3:], other[3:])):
            if mine == theirs:
                raise Refusal(f"{other} has the {what} {mine} already: choose another, or rename that first")


def counted(found: list[Slip], what: str = "slip") -> str:
    """How many there are, in words."""
    return f"{len(found) or 'no'} {what}{'s' * (len(found) != 1)}"


def them(found: list[Slip]) -> str:
    """What a sentence calls them."""
    return "it" if len(found) == 1 else "them"


def require_clone() -> None:
    """Refuse in a copy of the course that pip installed."""
    if lessons.INSTALLED:
        raise Refusal("this copy of the course is installed, not to be changed: use a clone of the course")


def require_sources() -> None:
    """Refuse in a copy of the course that is installed, or has no solutions."""
    require_clone()
    if lessons.source_folder() != lessons.SOLUTIONS:
        raise Refusal("this copy of the course has no solutions: there is nothing in it for an author")
