"""The process in the sandbox that has run a student's notebook, and is started again where it broke."""

import contextlib
import json
import math
import socket
from collections.abc import Sequence
from typing import Protocol

import numpy as np

from autograder.classroom.grading import budget
from autograder.classroom.grading.conversation import Conversation
from autograder.classroom.grading.meter import Meter, Metered
from autograder.classroom.limits import MEGA, Limits
from autograder.classroom.rpc.channel import Channel
from autograder.classroom.rpc.protocol import Array, short_text
from autograder.classroom.sandbox.sandbox import NoSandbox
from autograder.lesson import Cell
from autograder.running.namespace import Problem
from autograder.running.recorder import StudentError, StudentTimeout
from autograder.running.states import OF_A_PROBLEM

MOST_TAKEN = (
    128 * MEGA
)  # bytes, about, that all messages of a process take; an honest notebook takes an eighth
MOST_STARTS = 25  # of a notebook whose cells or answers end the process
# Characters of code that every Python can read, however deep: so many calls of calls it cannot hold that
# WebAssembly overflows its stack, which takes more than 30,000 and raises an error elsewhere.
LONG = 25_000
UNBEARABLE = "raise RecursionError('this cell is so long, or so deep, that to read it ended the process')"
WORD = 8  # bytes of a number that cells cross as


class Opens(Metered, Protocol):
    """A sandbox."""

    def open(self) -> socket.socket:
        """A socket to a fresh process in it; the one before is ended."""

    def kill(self) -> None:
        """End the process."""


class StudentProcess:
    """A student's notebook, run.

    Parameters
    ----------
    sandbox : Sandbox
    cells : sequence of Cell
        The student's cells.
    limits : Limits
    """

    def __init__(self, sandbox: Opens, cells: Sequence[Cell], limits: Limits) -> None:
        self.sandbox, self.cells, self.limits = sandbox, cells, limits
        self.meter = Meter(sandbox, limits)
        self.peer: Conversation | None = None
        self.problems: dict[str, Problem] = {}  # exercise → why there is nothing to call
        self.gone: str | None = None  # why no process is started any more
        self.fault: NoSandbox | None = None  # ours, not the student's
        self._skip: dict[str, str] = {}  # cells that ended a process, and how
        self._starts, self._longest = 0, math.inf
        self._held, self._most = contextlib.ExitStack(), 0.0

    def ready(self) -> bool:
        """Have a process that has run the notebook; whether that is another one than before."""
        if self.peer is not None and not self.peer.broken:
            return False
        self.peer = None
        while not self.gone and not self._start():
            pass
        return True

    def close(self) -> None:
        """End the process."""
        if self.peer is not None:
            self.peer.channel.close()
        self.peer = None
        self._held.close()
        self.sandbox.kill()

    def _start(self) -> bool:
        """Run the notebook in a fresh process; False where a cell broke it, which is then left out."""
        self._starts += 1
        if self.meter.all_used():
            self.meter.timed_out = True
            self.gone = f"the submission took longer than {self.limits.total:g} s in all"
        elif self._starts > MOST_STARTS:
            self.gone = "the notebook ended its process again and again"
        if self.gone:
            return True
        channel = Channel(self._open(), self.meter.look, MOST_TAKEN)
        peer = Conversation(channel, self.limits, self.meter, most_cells=len(self.cells))
        self.meter.opened()
        notebook = {"cells": self._sources(), "seconds": self.limits.seconds, "skip": self._skip}
        try:
            ran = peer.ask("run", args=notebook)
        except (StudentError, StudentTimeout) as error:
            self._skip[peer.cell or f"<start {self._starts}>"] = _why_broken(error)
            if peer.cell is None:
                self._longest = LONG
            return False
        problems, late = ran if isinstance(ran, tuple) and len(ran) == 2 else ({}, False)
        self.meter.timed_out |= late is True
        self.peer, self.problems = peer, _problems(problems)
        return True

    def _sources(self) -> Array:
        """The cells as JSON in an array: a cell may be longer than any text that crosses."""
        return as_array(
            json.dumps(
                [(cell.kind, cell.source if self._bearable(cell) else UNBEARABLE) for cell in self.cells]
            )
        )

    def _bearable(self, cell: Cell) -> bool:
        return cell.kind != "code" or len(cell.source) <= self._longest

    def _open(self) -> socket.socket:
        self._held.close()  # a sandbox that starts now has limits of its own
        try:
            return self.sandbox.open()
        except NoSandbox as error:
            self.fault = error  # whoever grades must hear of it
            raise
        finally:
            self._most = self._most or budget.ceiling()
            self._held.enter_context(budget.memory(self._most))


def as_array(text: str) -> Array:
    """A text of any length as it crosses, with blanks at its end."""
    data = text.encode()
    return np.frombuffer(data + b" " * (-len(data) % WORD), np.uint64)


def _why_broken(error: StudentError | StudentTimeout) -> str:
    """What is said of a cell that broke the conversation."""
    if isinstance(error, StudentTimeout):
        return f"{error}: is there a loop that never ends?"
    return f"{error.text.removeprefix('it ')}."


def _problems(answer: object) -> dict[str, Problem]:
    """Exercise → Problem, of what the sandbox says of them."""
    said = answer.items() if isinstance(answer, dict) else ()
    return {name: _problem(found) for name, found in said if isinstance(name, str)}


def _problem(found: object) -> Problem:
    if isinstance(found, tuple) and [*map(type, found)] == [str, str] and found[0] in OF_A_PROBLEM:
        return Problem(found[0], short_text(found[1]))
    return Problem("crashed", "the notebook does not answer")
