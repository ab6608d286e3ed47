"""Runs what a lesson shows, from top to bottom: pictures, quizzes, plain cells."""

import ast
import contextlib
import io
import os
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator

from autograder import lesson as lessons
from autograder.authoring.lint.files import Source
from autograder.authoring.lint.slip import Slip
from autograder.authoring.trial.mistakes import BACKSTOP
from autograder.lesson import Cell
from autograder.running import context
from autograder.running.timeout import TimeLimit, time_limit

ASIDE = ("milestone", "progress", "check", "hint", "solution", "finish")  # what looks at a learner's work
PICTURES = "playground.pictures"


def failures(
    source: Source,
    begins: Callable[[int], None] = lambda line: None,
    drawn: Callable[[int], bool] = lambda picture: True,
) -> Iterator[Slip]:
    """The cells that end in an error, each with its line; the cells below run all the same.

    Parameters
    ----------
    source : Source
    begins : callable
        Is told the line of each cell before it runs.
    drawn : callable
        Whether a picture is drawn here; takes its number.
    """
    numbers = {id(cell): number for number, cell in enumerate(pictures(source))}
    space = {"__name__": "__main__", "display": lambda *shown, **how: None}
    with context.entered(lesson=source.name), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for cell in source.code:
            if not any(map(cell.call_of, ASIDE)):
                begins(source.line(cell))
                whole = id(cell) not in numbers or drawn(numbers[id(cell)])
                yield from _failure(source, cell, space, whole)


def pictures(source: Source) -> list[Cell]:
    """The cells that end in a call of the lesson's own pictures whose value nobody takes: `demo.…(…)`."""
    imports = (node for node in source.tree.body if isinstance(node, ast.ImportFrom))
    modules = [alias for node in imports if node.module == PICTURES for alias in node.names]
    names = {alias.asname or alias.name for alias in modules}
    return [cell for cell in source.code if _called_last(cell) in names]


def _called_last(cell: Cell) -> str:
    """The first name of the call that its last statement is."""
    last = (cell.tree or ast.Module([], [])).body[-1:]
    call = last[0].value if last and isinstance(last[0], ast.Expr) else None
    return ast.unparse(call.func).partition(".")[0] if isinstance(call, ast.Call) else ""


def _failure(source: Source, cell: Cell, space: dict[str, object], whole: bool) -> Iterator[Slip]:
    """What is wrong with a cell; only with what stands before its picture, if not the whole is run."""
    file = f"<{source.name} {source.line(cell)}>"
    try:
        tree = ast.parse(cell.source)
        code = tree if whole else ast.Module(tree.body[:-1], [])
        with contextlib.redirect_stdout(io.StringIO()), time_limit(BACKSTOP):
            exec(compile(code, file, "exec"), space)
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
