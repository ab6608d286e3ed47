"""The grader's side of the conversation with a sandbox: what goes wrong over there is the student's error."""

import io
import sys
import warnings
from typing import Any

from autograder.classroom.grading import budget
from autograder.classroom.grading.meter import Meter, OutOfTime, TooMuchMemory
from autograder.classroom.limits import Limits
from autograder.classroom.rpc.channel import Channel, Closed, Header, Overdue
from autograder.classroom.rpc.endpoint import Method, Peer
from autograder.classroom.rpc.protocol import ANSWER, LARGEST, PRINTED, WARNINGS, WireError, short_text
from autograder.classroom.rpc.remotes import RemoteError, RemoteTimeout
from autograder.running.output import MOST_WARNED
from autograder.running.recorder import StudentError, StudentTimeout
from autograder.running.timeout import TimeLimit, waiting

ENDED = "it ended the whole process: an exit, a crash, or too much memory"
HEARD = ("call", "next", "get", "set")  # questions whose warnings and prints are a check's
ASKED = 5  # frames from `remark` up to the remote thing that was asked, whose warning it is
TOO_LATE = (OutOfTime, Overdue)
BREAKS = (  # what leaves a conversation in a state that nobody knows
    *TOO_LATE, TooMuchMemory, Closed, WireError, MemoryError, RecursionError, budget.Exhausted,
)  # fmt: skip


class Conversation(Peer):
    """The grader's side of the conversation with one process of the student's.

    Parameters
    ----------
    channel : Channel
    limits : Limits
    meter : Meter
    most_cells : int
        How many cells it may say to run.
    """

    asks, hears = LARGEST, ANSWER

    def __init__(self, channel: Channel, limits: Limits, meter: Meter, most_cells: int = 0) -> None:
        super().__init__(channel)
        self.limits, self.meter, self._cells = limits, meter, most_cells
        self.broken: str | None = None  # why nothing more can be asked
        self.cell: str | None = None  # the one that runs, or ran last
        self._due: float | None = None
        self._op: str | None = None  # the outermost question
        self._fault: Exception | None = None

    def deadline(self) -> float | None:
        """When the outermost question is overdue."""
        return self._due

    def cell_begins(self, name: str) -> None:
        """The child runs its next cell."""
        self._cells -= 1
        if self._op != "run" or self._cells < 0:
            raise WireError("it says that it runs cells that are not there")
        self.cell = name
        self.meter.begin()
        self._due = self.meter.latest()

    def remark(self, warned: list[tuple[str, str]], printed: str) -> None:
        """Warnings and prints of a check's question reach its tape; elsewhere nobody makes them harmless."""
        if self._op not in HEARD or not isinstance(sys.stdout, io.StringIO):
            return
        for kind, text in warned[: self._warnings]:
            warnings.warn(text, WARNINGS.get(kind, UserWarning), stacklevel=ASKED)
        self._warnings -= min(len(warned), self._warnings)
        self._printed -= sys.stdout.write(printed[: self._printed])

    def attempt(self, method: Method, number: int | None, name: str | None, args: Any) -> tuple[Header, Any]:
        """As Peer.attempt, within what our functions may take; where the conversation broke, no reply."""
        answered = super().attempt(lambda *given: self._spending.run(method, *given), number, name, args)
        if self._fault:
            raise self._fault
        return answered

    def ask(
        self, op: str, number: int | None = None, name: str | None = None, args: Any = None, given: Any = None
    ) -> Any:
        """As Peer.ask; an answer that does not come, or is none, is the student's failure."""
        if self.broken:
            raise StudentError("ProcessEnded", self.broken)
        outermost = self._due is None
        try:
            if outermost:
                self._begin(op)
            with waiting:
                self.meter.look()
                return super().ask(op, number, name, args, given)
        except RemoteError as error:
            raise StudentError(*error.args) from None
        except RemoteTimeout as error:
            self.meter.timed_out = True
            raise StudentTimeout(str(error)) from None
        except BREAKS as error:
            self.meter.timed_out |= isinstance(error, TOO_LATE)
            raise self._broken_by(self._students(error)) from None
        except (TimeLimit, KeyboardInterrupt):
            self.meter.timed_out = True
            # The answer may still come: nothing more is asked here.
            self._broken_by(StudentTimeout("an earlier call did not finish in time"))
            raise
        finally:
            if outermost:
                self._due = None

    def _begin(self, op: str) -> None:
        self._due, self._op = self.meter.latest(), op
        self._spending, self._warnings, self._printed = budget.Spending(), MOST_WARNED, PRINTED

    def _students(self, error: Exception) -> StudentError | StudentTimeout:
        """What broke the conversation as an error of the student's code."""
        if isinstance(error, TOO_LATE):
            return StudentTimeout(
                str(error) or f"did not finish within {self.meter.longest:g} s by the clock"
            )
        if isinstance(error, budget.Exhausted):
            return StudentTimeout(str(error))
        if isinstance(error, TooMuchMemory):
            return StudentError("MemoryError", f"it took more than {self.limits.memory} MB of memory")
        if isinstance(error, Closed):
            return StudentError("ProcessEnded", ENDED)
        return StudentError("ValueError", f"it gave what cannot be an answer: {short_text(str(error))}")

    def _broken_by(self, error: StudentError | StudentTimeout) -> Exception:
        """The error that ends this conversation: nothing more is asked in it."""
        self._fault, self.broken = error, getattr(error, "text", str(error))
        return error
