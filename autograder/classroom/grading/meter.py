"""What a submission uses, seen from outside: processor time and memory of all its processes, whatever they do to their own alarms."""

import time

from autograder.classroom.grading.limits import MEGA
from autograder.running.timeout import overdue

GRACE = 1.0  # seconds after its limit that a child gets to say itself that it took too long
OFTEN = 0.4  # seconds between two looks
LOOSEST = 20  # times its limit that anything may take by the clock, whatever it is: code that computes gets there on no machine


class OutOfTime(ConnectionError):
    """A submission takes too long, over a cell, a call or in all."""


class TooMuchMemory(ConnectionError):
    """All processes of a submission together take too much memory."""


class Meter:
    """Holds one submission to its limits; `timed_out` says whether it passed one of time.

    Parameters
    ----------
    sandbox : object with processor_time() and memory(most)
    limits : Limits
    """

    def __init__(self, sandbox, limits):
        self._sandbox, self._limits, self.timed_out = sandbox, limits, False
        self._began = self._looked = time.monotonic()
        self._used = self._stood = 0.0  # stood: seconds in which we did nothing but wait for an answer
        self._offset = self._mark = None

    def opened(self):
        """A fresh child is there: what the sandbox has used before the first one, or a new sandbox to start, is nobody's."""
        before = self._sandbox.processor_time()
        if self._offset is None or self._offset + before < self._used:
            self._offset = self._used - before

    def begin(self):
        """A cell, or a check, begins; what it uses counts from the first look at it."""
        self._mark = None

    def latest(self):
        """When a question that begins now has to be over, on the monotonic clock, whatever it does."""
        return (
            min(time.monotonic() + LOOSEST * self._limits.seconds, self._began + LOOSEST * self._limits.total)
            + GRACE
        )

    def look(self):
        """Raise where a limit is passed; cheap where it is called more often than need be."""
        now = time.monotonic()
        if now - self._looked < OFTEN:
            return
        self._stood += min(now - self._looked, 2 * OFTEN) if self._mark else 0.0
        self._looked, most = now, self._limits.memory * MEGA
        self._used = max(self._used, self._offset + self._sandbox.processor_time())
        self._mark = self._mark or (self._used, now, self._stood)
        if self._sandbox.memory(most) > most:
            raise TooMuchMemory
        if self.all_used():
            raise OutOfTime(
                f"had to end, since the submission has used up the {self._limits.total:g} s that it has in all"
            )
        if said := self._overdue(self._limits.seconds, *self._mark, GRACE):
            raise OutOfTime(said)

    def all_used(self):
        """Whether the submission has used up its time in all."""
        return bool(self._overdue(self._limits.total, 0.0, self._began, 0.0))

    def _overdue(self, seconds, used, began, stood, grace=0.0):
        clock = time.monotonic() - began
        return overdue(seconds, self._used - used, clock, clock - (self._stood - stood), grace)
