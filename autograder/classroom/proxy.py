"""A student's functions as the checks meet them, while the code behind them runs in the sandbox."""

import json

import numpy as np

from autograder.classroom.channel import Channel, Closed, Overdue
from autograder.classroom.limits import MEGA
from autograder.classroom.meter import Meter, OutOfTime, TooMuchMemory
from autograder.classroom.peer import Peer
from autograder.classroom.remote import RemoteError, RemoteTimeout
from autograder.classroom.sandbox import NoSandbox
from autograder.classroom.wire import WireError
from autograder.limits import TimeLimit, waiting
from autograder.namespace import Problem
from autograder.recorder import StudentError, StudentTimeout

MOST_GIVEN = 8 * MEGA  # bytes that student code may hand to a function of ours: that one runs here
MOST_STARTS = 25  # of a notebook whose cells or answers end the process
ENDED = "it ended the whole process: an exit, a crash, or too much memory"
NO_ANSWER = "gave no answer in time"


class Outside(Peer):
    """The grader's side of the conversation; what goes wrong on the other side is the student's error."""

    def __init__(self, channel, limits, meter):
        super().__init__(channel)
        self.limits, self.meter, self.broken, self.cell = limits, meter, None, None
        self._due = None

    def deadline(self):
        """When the outermost question is overdue."""
        return self._due

    def note(self, text):
        """The child runs its next cell."""
        self.cell = text if isinstance(text, str) else None
        self._begin()

    def _begin(self):
        self.meter.question()
        self._due = self.meter.latest()

    def _reply(self, header, data):
        if len(data) > MOST_GIVEN:
            raise WireError("the arguments are too large")
        return super()._reply(header, data)

    def ask(self, *args, **kwargs):
        """As Peer.ask; an answer that does not come, or is none, is the student's failure."""
        if self.broken:
            raise StudentError("ProcessEnded", self.broken)
        outermost = self._due is None
        try:
            if outermost:
                self._begin()
            with waiting:
                self.meter.look()
                return super().ask(*args, **kwargs)
        except RemoteError as error:
            raise StudentError(*error.args) from None
        except RemoteTimeout as error:
            self.meter.timed_out = True
            raise StudentTimeout(str(error)) from None
        except (OutOfTime, Overdue) as error:
            self.meter.timed_out, self.broken = True, str(error) or NO_ANSWER
            raise StudentTimeout(self.broken) from None
        except TooMuchMemory:
            self.broken = f"it took more than {self.limits.memory} MB of memory"
            raise StudentError("MemoryError", self.broken) from None
        except Closed:
            self.broken = ENDED
            raise StudentError("ProcessEnded", ENDED) from None
        except WireError as error:
            self.broken = f"it gave what cannot be an answer: {error}"
            raise StudentError("ValueError", self.broken) from None
        except (TimeLimit, KeyboardInterrupt):
            # its answer may still come: nothing more is asked here
            self.meter.timed_out, self.broken = True, "an earlier call did not finish in time"
            raise
        finally:
            if outermost:
                self._due = None


class Function:
    """An exercise of the student's, by name; it stays good when the process behind it has to be started again."""

    def __init__(self, student, name):
        self._student, self._name = student, name

    def __call__(self, *args, **kwargs):
        return self._student.thing(self._name)(*args, **kwargs)

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
        self._peer, self._things, self._problems, self.fault = None, {}, {}, None

    def problem(self, name):
        """Why there is nothing to call, or None."""
        self._ready()
        if self.gone:
            return Problem("crashed", self.gone)
        found = self._problems.get(name)
        if found is None:
            return None
        good = isinstance(found, tuple) and len(found) == 2 and found[0] in ("missing", "crashed", "failed", "not_attempted")
        return Problem(found[0], str(found[1])) if good else Problem("crashed", "the notebook does not answer")

    def function(self, name):
        """The exercise as something to call."""
        return Function(self, name)

    def thing(self, name):
        """What stands for the exercise's function in the process that runs now."""
        if self._peer is None:
            raise StudentError("ProcessEnded", self.gone or ENDED)
        if name not in self._things:
            self._things[name] = self._peer.ask("function", name=name)
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
        peer = Outside(Channel(self._open(), self.meter.look), self.limits, self.meter)
        self.meter.opened()
        try:
            ran = peer.ask("run", args={"cells": self._sources(), "seconds": self.limits.seconds, "skip": self.skip})
        except (StudentError, StudentTimeout) as error:
            late = isinstance(error, StudentTimeout)
            said = f"{error}: is there a loop that never ends?" if late else f"{error.text.removeprefix('it ')}."
            self.skip[peer.cell or f"<start {self.starts}>"] = said
            return False
        problems, late = ran if isinstance(ran, tuple) and len(ran) == 2 and isinstance(ran[0], dict) else ({}, False)
        self.meter.timed_out |= late is True
        self._peer, self._problems = peer, problems
        return True

    def _sources(self):
        """The cells as JSON in an array of bytes: a cell may be longer than any text that crosses."""
        return np.frombuffer(json.dumps([(cell.kind, cell.source) for cell in self.cells]).encode(), np.uint8)

    def _open(self):
        try:
            return self.sandbox.open()
        except NoSandbox as error:
            self.fault = error  # ours, not the student's: whoever grades must hear of it
            raise
