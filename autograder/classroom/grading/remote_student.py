"""A student's functions as the checks meet them, while the code behind them runs in the sandbox."""

import contextlib
from collections.abc import Callable, Sequence
from typing import Any, Self

from autograder.classroom.grading.conversation import ENDED, Conversation
from autograder.classroom.grading.student_process import Opens, StudentProcess, as_array
from autograder.classroom.limits import Limits
from autograder.classroom.rpc.remotes import Remote
from autograder.figures.picture import Picture
from autograder.lesson import Cell
from autograder.running.namespace import Problem
from autograder.running.own_source import Definition, definition
from autograder.running.recorder import StudentError, StudentTimeout
from autograder.running.student import Student


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
        self.process = StudentProcess(sandbox, cells, limits)
        self.meter = self.process.meter
        self.ours: dict[str, Callable[..., Any]] = {}  # what stands in for the student's own
        self.drawn = False  # whether a check has left a figure
        self._things: dict[str, Any] = {}  # exercise → what stands for it in the present process

    def problem(self, name: str) -> Problem | None:
        """Why there is nothing to call, or None."""
        self._ready()
        if self.process.gone:
            return Problem("crashed", self.process.gone)
        return self.process.problems.get(name)

    def function(self, name: str) -> Function:
        """The exercise, in a check of its own: its time begins, and a figure of an earlier one is closed."""
        self._ready()
        self.meter.begin()
        if self.drawn:
            self._things.pop(name, None)  # asked for once more
            self.drawn = False
        return Function(self, name)

    def lacks(self, name: str) -> str:
        """What is to be said where the notebook leaves nothing under this name; else empty.

        The sandbox is asked only where no cell defines it in so many words.
        """
        if self.definition(name):
            return ""
        self._ready()
        try:
            self.thing(name)
        except StudentError as error:
            return error.text if error.type_name == "NameError" else ""
        except StudentTimeout:
            pass
        return ""

    def definition(self, name: str) -> Definition | None:
        """The code of an exercise as the student wrote it; None where it is not known."""
        return definition(name, (cell.source for cell in self.process.cells if cell.kind == "code"))

    def test(self, source: str) -> float | None:
        """Run a test cell of the instructor's beside the student's code; the number that it leaves."""
        self._ready()
        self.meter.begin()
        if self.process.peer is None:
            raise StudentError("ProcessEnded", self.process.gone or ENDED)
        answer = self.process.peer.ask("test", args=as_array(source))
        return answer if isinstance(answer, float) else None

    def thing(self, name: str) -> Any:
        """What stands for the exercise's function in the process that runs now."""
        peer = self.process.peer
        if peer is None:
            raise StudentError("ProcessEnded", self.process.gone or ENDED)
        if name not in self._things:
            thing = peer.ask("function", name=name)
            if not isinstance(thing, Remote):
                raise StudentError("TypeError", f"`{name}` is not a function")
            self._things[name] = thing
        return self._things[name]

    def substitute(self, name: str, function: Callable[..., Any]) -> None:
        """From here on the student's code meets `function` under this name; it is called and stays here."""
        self.ours[name] = function
        self._ready()
        if self.process.peer is not None:
            self._substitute(self.process.peer, name)

    def close(self) -> None:
        """End the process."""
        self.process.close()

    def _substitute(self, peer: Conversation, name: str) -> None:
        # A process that breaks here is started again, or the exercises that need it fail.
        with contextlib.suppress(StudentError, StudentTimeout):
            peer.ask("substitute", name=name, args=self.ours[name])

    def _ready(self) -> None:
        """Have a process that has run the notebook, and in it what stands in."""
        if not self.process.ready():
            return
        self._things, peer = {}, self.process.peer
        if peer is not None:
            for name in self.ours:
                self._substitute(peer, name)
