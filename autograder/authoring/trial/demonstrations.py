"""Runs what a lesson shows, from top to bottom: pictures, quizzes, plain cells."""

import contextlib
import io
import os
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection

from autograder import lesson as lessons
from autograder.authoring.lint.files import Course, Source
from autograder.authoring.lint.slip import Slip
from autograder.authoring.trial.apart import Part
from autograder.authoring.trial.mistakes import BACKSTOP
from autograder.lesson import Cell
from autograder.running import context
from autograder.running.timeout import TimeLimit, time_limit

ASIDE = ("milestone", "progress", "check", "hint", "solution", "finish")  # what looks at a learner's work


def failures(source: Source, begins: Callable[[int], None] = lambda line: None) -> Iterator[Slip]:
    """The cells that end in an error, each with its line; the cells below run all the same.

    Parameters
    ----------
    source : Source
    begins : callable
        Is told the line of each cell before it runs.
    """
    space = {"__name__": "__main__", "display": lambda *shown, **how: None}
    with context.entered(lesson=source.name), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for cell in source.code:
            if not any(map(cell.call_of, ASIDE)):
                begins(source.line(cell))
                yield from _failure(source, cell, space)


def run(connection: Connection, lesson: str) -> None:
    """Say the line of each cell before it runs, and in the end what is found of all."""
    source = Course(lessons.ROOT).sources[lesson]
    connection.send([*failures(source, connection.send)])


def told(lesson: str, part: Part) -> list[Slip]:
    """What the process of the demonstrations has found."""
    line = 1
    try:
        while isinstance(said := part.said(), int):
            line = said
    except EOFError:
        what = "the cell ends the process that it runs in"
        return [Slip(f"solutions/{lesson}.py", line, what, "take the exit out of it, or of what it calls")]
    return said


def _failure(source: Source, cell: Cell, space: dict[str, object]) -> Iterator[Slip]:
    file = f"<{source.name} {source.line(cell)}>"
    try:
        with contextlib.redirect_stdout(io.StringIO()), time_limit(BACKSTOP):
            exec(compile(cell.source, file, "exec"), space)
        yield from _left_open(source, cell)
    except (Exception, SystemExit, TimeLimit) as error:
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


def _where(error: BaseException) -> str:
    """Where in the kit it was raised, if not in the cell itself."""
    root = f"{lessons.ROOT}{os.sep}"
    frames = [one for one in traceback.extract_tb(error.__traceback__) if one.filename.startswith(root)]
    frames = [one for one in frames if "trial" not in one.filename]
    return f", or {frames[-1].filename.removeprefix(root)}:{frames[-1].lineno}" if frames else ""
