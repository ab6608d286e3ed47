"""Runs what a lesson shows, from top to bottom in a process of its own: pictures, quizzes, plain cells.

`python -m autograder.authoring.trial.demonstrations LESSON` prints what it has found as JSON.
"""

import contextlib
import io
import json
import os
import subprocess
import sys
import traceback
import warnings
from collections.abc import Iterator
from dataclasses import asdict

from autograder import lesson as lessons
from autograder.authoring.lint.files import Course, Source
from autograder.authoring.lint.slip import Slip
from autograder.lesson import Cell
from autograder.running import context

ASIDE = ("milestone", "progress", "check", "hint", "solution", "finish")  # what looks at a learner's work


def started(lesson: str) -> subprocess.Popen[str]:
    """A process that runs them."""
    command = [sys.executable, "-m", __name__, lesson]
    path = os.pathsep.join(filter(None, [str(lessons.ROOT), os.environ.get("PYTHONPATH")]))
    environment = {**os.environ, "MPLBACKEND": "Agg", "PYTHONPATH": path}
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def found(lesson: str, process: subprocess.Popen[str]) -> list[Slip]:
    """What it says at its end."""
    said, error = process.communicate()
    if process.returncode:
        why = (error.strip().splitlines() or ["no reason"])[-1]
        file = f"solutions/{lesson}.py"
        return [Slip(file, 1, f"its demonstrations ended their process: {why}", "see which cell does so")]
    return [Slip(**one) for one in json.loads(said)]


def failures(source: Source) -> Iterator[Slip]:
    """The cells that end in an error, each with its line; the cells below run all the same."""
    space = {"__name__": "__main__", "display": lambda *shown, **how: None}
    with context.entered(lesson=source.name), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for cell in source.code:
            if not any(map(cell.call_of, ASIDE)):
                yield from _failure(source, cell, space)


def _failure(source: Source, cell: Cell, space: dict[str, object]) -> Iterator[Slip]:
    file = f"<{source.name} {source.line(cell)}>"
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(cell.source, file, "exec"), space)
    except Exception as error:
        inside = [
            frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file
        ]
        line = source.line(cell, (inside or [getattr(error, "lineno", 1)])[-1] or 1)
        said = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}".rstrip(": ")
        yield source.slip(line, f"the cell fails with {said}", f"mend it{_where(error)}")


def _where(error: Exception) -> str:
    """Where in the kit it was raised, if not in the cell itself."""
    root = f"{lessons.ROOT}{os.sep}"
    frames = [one for one in traceback.extract_tb(error.__traceback__) if one.filename.startswith(root)]
    frames = [one for one in frames if "trial" not in one.filename]
    return f", or {frames[-1].filename.removeprefix(root)}:{frames[-1].lineno}" if frames else ""


if __name__ == "__main__":
    result = json.dumps([asdict(one) for one in failures(Course(lessons.ROOT).sources[sys.argv[1]])])
    print(result)
