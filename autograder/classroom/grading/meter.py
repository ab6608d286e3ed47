"""What a submission uses, seen from outside: time and memory of all its processes, whatever they say."""

import time
from typing import Protocol

from autograder.classroom.limits import MEGA, Limits
from autograder.classroom.rpc import channel
from autograder.running.timeout import overdue

GRACE = 1.0  # seconds after its limit that a child gets to say itself that it took too long
# Seconds between two looks: less than a tick of the channel, so that each tick can be one; more than half of
# it, since of the time from look to look no more than twice this counts as waiting.
OFTEN = 0.8 * channel.OFTEN
LOOSEST = (
    20  # times its limit that anything may take by the clock: code that computes gets there on no machine
)


class OutOfTime(ConnectionError):
    """A submission takes too long, over a cell, a call or in all."""


class TooMuchMemory(ConnectionError):
    """All processes of a submission together take too much memory."""


class Metered(Protocol):
    """What is seen of a sandbox from outside."""

    slower: int

    def processor_time(self) -> float:
        """Seconds of processor time since it was started."""

    def held_up(self) -> float:
        """Seconds in which its processes could have run and others had the core."""

    def memory(self, most: int) -> int:
        """Bytes that its processes take together; exact where it is near `most`."""


class Meter:
    """Holds one submission to its limits; `timed_out` says whether it passed one of time.

    Parameters
    ----------
    sandbox : Metered
    limits : Limits
    """

    def __init__(self, sandbox: Metered, limits: Limits) -> None:
        self._sandbox, self._limits, self.timed_out = sandbox, limits, False
        self._began = self._looked = time.monotonic()
        # stood: seconds in which we did nothing but wait, and the sandbox could have run had it wanted to
        self._used = self._stood = self._held_up = 0.0
        self._offset: float | None = None  # what is added to the sandbox's time to get the submission's
        self._mark: tuple[float, float, float] | None = (
            None  # used, clock, stood where the cell or check began
        )

    def opened(self) -> None:
        """A fresh child is there: what a sandbox used before the first one, or to start, is nobody's."""
        before = self._sandbox.processor_time()
        if self._offset is None or self._offset + before < self._used:
            self._offset = self._used - before

    def begin(self) -> None:
        """A cell, or a check, begins; what it uses counts from the first look at it."""
        self._mark = None

    @property
    def longest(self) -> float:
        """Seconds by the clock that a question may take, whatever it does."""
        return LOOSEST * self._sandbox.slower * self._limits.seconds

    def latest(self) -> float:
        """When a question that begins now has to be over, on the monotonic clock."""
        in_all = LOOSEST * self._sandbox.slower * self._limits.total
        return min(time.monotonic() + self.longest, self._began + in_all) + GRACE

    def look(self) -> None:
        """Raise where a limit is passed; cheap where it is called more often than need be."""
        now = time.monotonic()
        if now - self._looked < OFTEN:
            return
        self._stand(now)
        most = self._limits.memory * MEGA
        self._used = max(self._used, (self._offset or 0.0) + self._sandbox.processor_time())
        self._mark = self._mark or (self._used, now, self._stood)
        if self._sandbox.memory(most) > most:
            raise TooMuchMemory
        if self.all_used():
            total = f"{self._limits.total:g} s"
            raise OutOfTime(f"had to end, since the submission has used up the {total} that it has in all")
        if said := self._overdue(self._limits.seconds, *self._mark, GRACE):
            raise OutOfTime(said)

    def _stand(self, now: float) -> None:
        """Count the time since the last look as waiting, less what others kept the sandbox from the core."""
        held_up = self._sandbox.held_up()
        if self._mark:
            self._stood += max(min(now - self._looked, 2 * OFTEN) - max(held_up - self._held_up, 0.0), 0.0)
        self._looked, self._held_up = now, held_up

    def all_used(self) -> bool:
        """Whether the submission has used up its time in all."""
        return bool(self._overdue(self._limits.total, 0.0, self._began, 0.0))

    def _overdue(
        self, seconds: float, used: float, began: float, stood: float, grace: float = 0.0
    ) -> str | None:
        clock = time.monotonic() - began
        said: str | None = overdue(seconds, self._used - used, clock, clock - (self._stood - stood), grace)
        return said
