"""A student's functions as the checks meet them, while the code behind them runs in the sandbox."""

import contextlib
import json
import socket
from collections.abc import Callable, Sequence
from typing import Any, Protocol, Self

import numpy as np

from autograder.classroom.grading import budget
from autograder.classroom.grading.conversation import ENDED, Conversation
from autograder.classroom.grading.limits import MEGA, Limits
from autograder.classroom.grading.meter import Meter, Metered
from autograder.classroom.rpc.channel import Channel
from autograder.classroom.rpc.protocol import Array, printable
from autograder.classroom.rpc.stubs import Remote
from autograder.classroom.sandbox.sandbox import NoSandbox
from autograder.figures.picture import Picture
from autograder.lesson import Cell
from autograder.running.namespace import Problem
from autograder.running.recorder import StudentError, StudentTimeout
from autograder.running.student import Student

MOST_TAKEN = (
    128 * MEGA
)  # bytes, about, that all messages of one process take; an honest notebook takes an eighth
MOST_STARTS = 25  # of a notebook whose cells or answers end the process
STATES = ("missing", "crashed", "failed", "not_attempted")
WORD = 8  # bytes of a number that cells cross as


class Opens(Metered, Protocol):
    """A sandbox: `open` gives a socket to a fresh process in it, and ends the one before."""

    def open(self) -> socket.socket:
        """A socket to a fresh process."""

    def kill(self) -> None:
        """End the process."""


class Function:
    """An exercise of the student's, by name; it stays good when the process behind it is started again."""

    def __init__(self, student: "RemoteStudent", name: str) -> None:
        self._student, self._name = student, name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        answer = self._student.thing(self._name)(*args, **kwargs)
        self._student.drawn |= isinstance(answer, Picture)
        return answer

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._student.thing(self._name), name)

    def __deepcopy__(self, memo: object) -> Self:
        return self


class RemoteStudent(Student):
    """A student whose answers come from the sandbox.

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
        self.skip: dict[str, str] = {}  # cells that ended a process, and how
        self.ours: dict[str, Callable[..., Any]] = {}  # what stands in for the student's own
        self.starts, self.drawn = 0, False  # drawn: whether a check has left a figure
        self.gone: str | None = None  # why no process is started any more
        self.fault: NoSandbox | None = None  # ours, not the student's
        self._peer: Conversation | None = None
        self._things: dict[str, Any] = {}
        self._problems: dict[str, Problem] = {}
        self._held, self._most = contextlib.ExitStack(), 0.0

    def problem(self, name: str) -> Problem | None:
        """Why there is nothing to call, or None."""
        self._ready()
        if self.gone:
            return Problem("crashed", self.gone)
        return self._problems.get(name)

    def function(self, name: str) -> Function:
        """The exercise, in a check of its own: its time begins, and a figure of an earlier one is closed."""
        self.meter.begin()
        if self.drawn:
            self._things.pop(name, None)  # asked for once more
            self.drawn = False
        return Function(self, name)

    def thing(self, name: str) -> Any:
        """What stands for the exercise's function in the process that runs now."""
        if self._peer is None:
            raise StudentError("ProcessEnded", self.gone or ENDED)
        if name not in self._things:
            thing = self._peer.ask("function", name=name)
            if not isinstance(thing, Remote):
                raise StudentError("TypeError", f"`{name}` is not a function")
            self._things[name] = thing
        return self._things[name]

    def substitute(self, name: str, function: Callable[..., Any]) -> None:
        """From here on the student's code meets `function` under this name; it is called and stays here."""
        self.ours[name] = function
        self._ready()
        if self._peer is not None:
            self._substitute(self._peer, name)

    def close(self) -> None:
        """End the process."""
        if self._peer is not None:
            self._peer.channel.close()
        self._peer = None
        self._held.close()
        self.sandbox.kill()

    def _substitute(self, peer: Conversation, name: str) -> None:
        # A process that breaks here is started again, or the exercises that need it fail.
        with contextlib.suppress(StudentError, StudentTimeout):
            peer.ask("substitute", name=name, args=self.ours[name])

    def _ready(self) -> None:
        """Have a process that has run the notebook; start it again where the last one is broken."""
        if self._peer is not None and not self._peer.broken:
            return
        while not self.gone and not self._start():
            pass
        if self._peer is not None:
            for name in self.ours:
                self._substitute(self._peer, name)

    def _start(self) -> bool:
        """Run the notebook in a fresh process; False where a cell broke it, which is then left out."""
        self._peer, self._things, self.starts = None, {}, self.starts + 1
        if self.meter.all_used():
            self.meter.timed_out = True
            self.gone = f"the submission took longer than {self.limits.total:g} s in all"
        elif self.starts > MOST_STARTS:
            self.gone = "the notebook ended its process again and again"
        if self.gone:
            return True
        channel = Channel(self._open(), self.meter.look, MOST_TAKEN)
        peer = Conversation(channel, self.limits, self.meter, most_notes=len(self.cells))
        self.meter.opened()
        notebook = {"cells": self._sources(), "seconds": self.limits.seconds, "skip": self.skip}
        try:
            ran = peer.ask("run", args=notebook)
        except (StudentError, StudentTimeout) as error:
            self.skip[peer.cell or f"<start {self.starts}>"] = _why_broken(error)
            return False
        problems, late = ran if isinstance(ran, tuple) and len(ran) == 2 else ({}, False)
        self.meter.timed_out |= late is True
        self._peer, self._problems = peer, _problems(problems)
        return True

    def _sources(self) -> Array:
        """The cells as JSON in an array: a cell may be longer than any text that crosses."""
        text = json.dumps([(cell.kind, cell.source) for cell in self.cells]).encode()
        return np.frombuffer(text + b" " * (-len(text) % WORD), np.uint64)

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
    if isinstance(found, tuple) and [*map(type, found)] == [str, str] and found[0] in STATES:
        return Problem(found[0], printable(found[1]))
    return Problem("crashed", "the notebook does not answer")
