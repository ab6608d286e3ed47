"""A student's functions as the checks meet them, while the code behind them runs in the sandbox."""

import contextlib
import io
import json
import sys
import warnings

import numpy as np

from autograder.classroom.grading import budget
from autograder.classroom.grading.limits import MEGA
from autograder.classroom.grading.meter import Meter, OutOfTime, TooMuchMemory
from autograder.classroom.rpc.channel import Channel, Closed, Overdue
from autograder.classroom.rpc.endpoint import MOST_WARNINGS, PRINTED, Peer
from autograder.classroom.rpc.protocol import ANSWER, LARGEST, WireError, printable
from autograder.classroom.rpc.stubs import Remote, RemoteError, RemoteTimeout
from autograder.classroom.sandbox.sandbox import NoSandbox
from autograder.figures.picture import Picture
from autograder.running.namespace import Problem
from autograder.running.recorder import StudentError, StudentTimeout
from autograder.running.timeout import TimeLimit, waiting

MOST_TAKEN = (
    128 * MEGA
)  # bytes, about, that all messages of one process take; an honest notebook takes an eighth
MOST_STARTS = 25  # of a notebook whose cells or answers end the process
ENDED = "it ended the whole process: an exit, a crash, or too much memory"
HEARD = ("call", "next", "get", "set")  # questions whose warnings and prints are a check's
WARNINGS = {kind.__name__: kind for kind in (RuntimeWarning, DeprecationWarning, UserWarning)}
STATES = ("missing", "crashed", "failed", "not_attempted")
NO_ANSWER = "gave no answer in time"


class Outside(Peer):
    """The grader's side of the conversation; what goes wrong on the other side is the student's error."""

    asks, hears = LARGEST, ANSWER

    def __init__(self, channel, limits, meter, most_notes=0):
        super().__init__(channel)
        self.limits, self.meter, self.broken, self.cell = limits, meter, None, None
        self._due, self._op, self._notes, self._fault = None, None, most_notes, None

    def deadline(self):
        """When the outermost question is overdue."""
        return self._due

    def note(self, text):
        """The child runs its next cell."""
        self._notes -= 1
        if self._op != "run" or self._notes < 0:
            raise WireError("it says that it runs cells that are not there")
        self.cell = text
        self.meter.begin()
        self._due = self.meter.latest()

    def remark(self, warned, printed):
        """Warnings and prints of a check's question reach its tape; anywhere else nobody would make them harmless."""
        if self._op not in HEARD or not isinstance(sys.stdout, io.StringIO):
            return
        for kind, text in warned[: self._warnings]:
            warnings.warn(text, WARNINGS.get(kind, UserWarning), stacklevel=5)
        self._warnings -= min(len(warned), self._warnings)
        self._printed -= sys.stdout.write(printed[: self._printed])

    def attempt(self, method, number, name, args):
        """As Peer.attempt, within what our functions may take; after what breaks the conversation there is no reply."""
        answered = super().attempt(lambda *given: self._spending.run(method, *given), number, name, args)
        if self.broken:
            raise self._fault
        return answered

    def ask(self, op, *args, **kwargs):
        """As Peer.ask; an answer that does not come, or is none, is the student's failure."""
        if self.broken:
            raise StudentError("ProcessEnded", self.broken)
        outermost = self._due is None
        try:
            if outermost:
                self._due = self.meter.latest()
                self._op, self._spending, self._warnings, self._printed = (
                    op,
                    budget.Spending(),
                    MOST_WARNINGS,
                    PRINTED,
                )
            with waiting:
                self.meter.look()
                return super().ask(op, *args, **kwargs)
        except RemoteError as error:
            raise StudentError(*error.args) from None
        except RemoteTimeout as error:
            self.meter.timed_out = True
            raise StudentTimeout(str(error)) from None
        except (OutOfTime, Overdue) as error:
            self.meter.timed_out = True
            raise self._broken_by(StudentTimeout(str(error) or NO_ANSWER)) from None
        except TooMuchMemory:
            raise self._broken_by(
                StudentError("MemoryError", f"it took more than {self.limits.memory} MB of memory")
            ) from None
        except Closed:
            raise self._broken_by(StudentError("ProcessEnded", ENDED)) from None
        except (WireError, MemoryError, RecursionError) as error:
            raise self._broken_by(
                StudentError("ValueError", f"it gave what cannot be an answer: {printable(str(error))}")
            ) from None
        except budget.Exhausted as error:
            raise self._broken_by(StudentTimeout(str(error))) from None
        except (TimeLimit, KeyboardInterrupt):
            self.meter.timed_out = True
            self._broken_by(
                StudentTimeout("an earlier call did not finish in time")
            )  # its answer may still come: nothing more is asked here
            raise
        finally:
            if outermost:
                self._due = None

    def _broken_by(self, error):
        """The error that ends this conversation: nothing more is asked in it."""
        self._fault, self.broken = error, getattr(error, "text", str(error))
        return error


class Function:
    """An exercise of the student's, by name; it stays good when the process behind it has to be started again."""

    def __init__(self, student, name):
        self._student, self._name = student, name

    def __call__(self, *args, **kwargs):
        answer = self._student.thing(self._name)(*args, **kwargs)
        self._student.drawn |= isinstance(answer, Picture)
        return answer

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._student.thing(self._name), name)

    def __deepcopy__(self, memo):
        return self


class Student:
    """What `examine` asks: problem, function, substitute; the answers come from the sandbox.

    Parameters
    ----------
    sandbox : Sandbox
    cells : sequence of Cell
        The student's cells.
    limits : Limits
    """

    def __init__(self, sandbox, cells, limits):
        self.sandbox, self.cells, self.limits = sandbox, cells, limits
        self.meter = Meter(sandbox, limits)
        self.skip, self.ours, self.starts, self.gone = {}, {}, 0, None
        self._peer, self._things, self._problems, self.fault, self.drawn = None, {}, {}, None, False
        self._held, self._most = contextlib.ExitStack(), None

    def problem(self, name):
        """Why there is nothing to call, or None."""
        self._ready()
        if self.gone:
            return Problem("crashed", self.gone)
        return self._problems.get(name)

    def function(self, name):
        """The exercise as something to call, in a check of its own: its time begins, and the figure that an earlier one left is closed."""
        self.meter.begin()
        if self.drawn:
            self._things.pop(name, None)  # asked for once more
            self.drawn = False
        return Function(self, name)

    def thing(self, name):
        """What stands for the exercise's function in the process that runs now."""
        if self._peer is None:
            raise StudentError("ProcessEnded", self.gone or ENDED)
        if name not in self._things:
            thing = self._peer.ask("function", name=name)
            if not isinstance(thing, Remote):
                raise StudentError("TypeError", f"`{name}` is not a function")
            self._things[name] = thing
        return self._things[name]

    def substitute(self, name, function):
        """From here on the student's code meets `function` under this name; it is called here, its code stays here."""
        self.ours[name] = function
        self._ready()
        if self._peer is not None:
            self._substitute(name)

    def close(self):
        """End the process."""
        if self._peer is not None:
            self._peer.channel.close()
        self._peer = None
        self._held.close()
        self.sandbox.kill()

    def _substitute(self, name):
        try:
            self._peer.ask("substitute", name=name, args=self.ours[name])
        except (StudentError, StudentTimeout):
            pass  # the process is started again, or the exercises that need it fail

    def _ready(self):
        """Have a process that has run the notebook; start it again where the last one is broken."""
        if self._peer is not None and not self._peer.broken:
            return
        while not self.gone and not self._start():
            pass
        for name in self.ours if self._peer is not None else ():
            self._substitute(name)

    def _start(self):
        """Run the notebook in a fresh process; False where a cell broke it, which is then left out."""
        self._peer, self._things, self.starts = None, {}, self.starts + 1
        if self.meter.all_used():
            self.meter.timed_out = True
            self.gone = f"the submission took longer than {self.limits.total:g} s in all"
        elif self.starts > MOST_STARTS:
            self.gone = "the notebook ended its process again and again"
        if self.gone:
            return True
        peer = Outside(
            Channel(self._open(), self.meter.look, MOST_TAKEN),
            self.limits,
            self.meter,
            most_notes=len(self.cells),
        )
        self.meter.opened()
        try:
            ran = peer.ask(
                "run", args={"cells": self._sources(), "seconds": self.limits.seconds, "skip": self.skip}
            )
        except (StudentError, StudentTimeout) as error:
            late = isinstance(error, StudentTimeout)
            said = (
                f"{error}: is there a loop that never ends?" if late else f"{error.text.removeprefix('it ')}."
            )
            self.skip[peer.cell or f"<start {self.starts}>"] = said
            return False
        problems, late = ran if isinstance(ran, tuple) and len(ran) == 2 else ({}, False)
        self.meter.timed_out |= late is True
        self._peer, self._problems = peer, _problems(problems)
        return True

    def _sources(self):
        """The cells as JSON in an array: a cell may be longer than any text that crosses."""
        text = json.dumps([(cell.kind, cell.source) for cell in self.cells]).encode()
        return np.frombuffer(text + b" " * (-len(text) % 8), np.uint64)

    def _open(self):
        self._held.close()  # a sandbox that starts now has limits of its own
        try:
            return self.sandbox.open()
        except NoSandbox as error:
            self.fault = error  # ours, not the student's: whoever grades must hear of it
            raise
        finally:
            self._most = self._most or budget.ceiling()
            self._held.enter_context(budget.memory(self._most))


def _problems(answer):
    """Exercise → Problem, of what the sandbox says of them."""
    said = answer.items() if isinstance(answer, dict) else ()
    return {name: _problem(found) for name, found in said if isinstance(name, str)}


def _problem(found):
    good = isinstance(found, tuple) and [*map(type, found)] == [str, str] and found[0] in STATES
    return (
        Problem(found[0], printable(found[1])) if good else Problem("crashed", "the notebook does not answer")
    )
