"""Runs what a lesson shows, from top to bottom: pictures, quizzes, plain cells."""

import contextlib
import io
import os
import sys
import traceback
import warnings
from collections.abc import Iterator
from multiprocessing.connection import Connection

from autograder import lesson as lessons
from autograder.authoring.lint.files import Course, Source
from autograder.authoring.lint.slip import Slip
from autograder.authoring.trial.apart import Part
from autograder.lesson import Cell
from autograder.running import context

ASIDE = ("milestone", "progress", "check", "hint", "solution", "finish")  # what looks at a learner's work


def failures(source: Source) -> Iterator[Slip]:
    """The cells that end in an error, each with its line; the cells below run all the same."""
    space = {"__name__": "__main__", "display": lambda *shown, **how: None}
    with context.entered(lesson=source.name), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for cell in source.code:
            if not any(map(cell.call_of, ASIDE)):
                yield from _failure(source, cell, space)


def run(connection: Connection, lesson: str) -> None:
    """Say what is found of a lesson's demonstrations, or why this process ends before."""
    try:
        said: list[Slip] | str = [*failures(Course(lessons.ROOT).sources[lesson])]
    except SystemExit as left:
        said = f"SystemExit: {left}"
    connection.send(said)


def told(lesson: str, part: Part) -> list[Slip]:
    """What the process of the demonstrations has found."""
    try:
        said = part.said()
    except EOFError:
        said = "no reason"
    if isinstance(said, list):
        return said
    what = f"its demonstrations ended their process: {said}"
    return [Slip(f"solutions/{lesson}.py", 1, what, "see which one does so")]


def _failure(source: Source, cell: Cell, space: dict[str, object]) -> Iterator[Slip]:
    file = f"<{source.name} {source.line(cell)}>"
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(cell.source, file, "exec"), space)
        yield from _left_open(source, cell)
    except Exception as error:
        inside = [
            frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file
        ]
        line = source.line(cell, (inside or [getattr(error, "lineno", 1)])[-1] or 1)
        said = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}".rstrip(": ")
        yield source.slip(line, f"the cell fails with {said}", f"mend it{_where(error)}")


def _left_open(source: Source, cell: Cell) -> Iterator[Slip]:
    """A figure that was made and not shown: `show` closes it."""
    plt = sys.modules.get("matplotlib.pyplot")
    if plt and plt.get_fignums():
        plt.close("all")
        what = "the cell makes a figure and does not show it"
        yield source.slip(source.line(cell), what, "end the picture with show(fig, alt=…)")


def _where(error: Exception) -> str:
    """Where in the kit it was raised, if not in the cell itself."""
    root = f"{lessons.ROOT}{os.sep}"
    frames = [one for one in traceback.extract_tb(error.__traceback__) if one.filename.startswith(root)]
    frames = [one for one in frames if "trial" not in one.filename]
    return f", or {frames[-1].filename.removeprefix(root)}:{frames[-1].lineno}" if frames else ""
