"""A process in which lessons are tried, while lint still reads them."""

import ast
import contextlib
import gc
import importlib
import traceback
from collections.abc import Callable, Collection, Iterator, Sequence
from multiprocessing.connection import Connection

from autograder import lesson as lessons
from autograder.authoring.lint.files import Course, Source
from autograder.authoring.lint.slip import Slip
from autograder.authoring.trial.apart import Part
from autograder.errors import Refusal

LOADED = ("autograder.checking.session", "matplotlib.pyplot")  # what each trial takes, whatever is imported
SELDOM = 50_000  # new objects before Python looks for garbage: looking was a tenth of all time
Found = tuple[list[Slip], list[str]]  # what is wrong, and what is slow


class Begun:
    """Tries one lesson after another in a process of its own.

    Parameters
    ----------
    names : sequence of str
        The lessons; nothing of them is run before `begin`.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.part = Part(_serve, names, anew=True)

    def begin(self, lesson: str, only: Collection[str] | None, seeds: int) -> None:
        """Let a lesson be tried, after those that have begun before; the arguments are those of `Trial`."""
        self.part.tell((lesson, only, seeds))

    def tried(self, lesson: str, step: Callable[[str], None]) -> Found:
        """The findings of the next trial, and what it says is slow; `step` is told what comes next in it."""
        last = "our answers"
        try:
            while isinstance(said := self.part.said(), str):
                step(last := said)
        except EOFError:
            what = f"{lesson}: the process of the trial has ended with the step *{last}*"
            raise Refusal(f"{what}: look for exit in what it runs, then: hardway try", status=1) from None
        if isinstance(said, Exception):
            raise said
        return said


def _serve(connection: Connection, names: Sequence[str]) -> None:
    # not at the top: they load NumPy and pytest, which whoever begins this need not wait for
    from autograder.authoring.trial.lesson import Trial
    from autograder.running.defaults import leave_no_numbers

    leave_no_numbers()
    course = Course(lessons.ROOT)
    for module in (*LOADED, *(one for name in names for one in _imported(course.sources[name]))):
        with contextlib.suppress(Exception):  # told when the lesson is tried
            importlib.import_module(module)
    gc.freeze()  # what is loaded stays: no part looks for garbage in it
    gc.set_threshold(SELDOM)
    while True:
        lesson, only, seeds = connection.recv()
        try:
            trial = Trial(lesson, only, seeds, step=connection.send)
            connection.send((trial.findings(), trial.slow()))
        except Exception as error:
            error.add_note(traceback.format_exc())
            connection.send(error)


def _imported(source: Source) -> Iterator[str]:
    """The modules that a lesson imports."""
    for node in source.nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
