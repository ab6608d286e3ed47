"""Time limits for code that may never end.

They are of processor time, so that a busy machine changes no verdict; sleeping code ends by the clock.
"""

import contextlib
import math
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import FrameType

from autograder.running import line_watch, thread_watch

SHORT = 200  # bytes, more than that file has
SECONDS = 10  # of processor time, for a check and for a cell
PATIENCE = 3  # times its limit that code may take by the clock while it hardly computes
HARDLY = 0.05  # of a core: on the busiest machine that still grades, code that computes gets more
AGAIN = (
    0.1  # seconds until a limit that was passed strikes once more: a bare `except:` swallows the first one
)

WITHOUT_THREADS = ("wasi", "emscripten")  # nor signals


class TimeLimit(BaseException):
    """Student code ran out of time; not an Exception, so that `except Exception` does not swallow it."""


def overdue(
    seconds: float, processor: float, clock: float, waited: float = 0.0, grace: float = 0.0
) -> str | None:
    """Why code with a limit of so many seconds has to end; None where it may go on.

    Parameters
    ----------
    seconds, processor, clock : float
        The limit, the processor time used, and the time by the clock. The threads of a matrix product use up
        processor time faster than time passes: that is no fault, so both have to pass the limit.
    waited : float
        Seconds of these spent waiting for code with a limit of its own, or for a core that others had.
    grace : float
        Seconds on top of the limit, which nobody is told of.
    """
    if min(processor, clock) >= seconds + grace:
        return f"did not finish within {seconds:g} s of processor time"
    if clock - waited >= PATIENCE * seconds + grace and processor < HARDLY * (clock - waited):
        return f"did not finish within {PATIENCE * seconds:g} s, and slept or waited nearly all the time"
    return None


def held_up(pid: int | str = "self") -> float:
    """Seconds in which a process could have run and others had the core; 0 where the system does not say."""
    try:
        # not `open`, which takes longer: each call of a check asks
        file = os.open(f"/proc/{pid}/schedstat", os.O_RDONLY)
    except OSError:
        return 0.0
    try:
        return int(os.read(file, SHORT).split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0
    finally:
        os.close(file)


class Waiting:
    """While this is entered, the process waits for code that has a limit of its own."""

    def __init__(self) -> None:
        self._depth, self._began, self._before = 0, 0.0, 0.0

    def __enter__(self) -> None:
        self._depth += 1
        if self._depth == 1:
            self._began = time.monotonic()

    def __exit__(self, *_: object) -> None:
        self._depth -= 1
        if self._depth == 0:
            self._before += time.monotonic() - self._began

    @property
    def seconds(self) -> float:
        """So long it has been entered in all."""
        return self._before + (time.monotonic() - self._began if self._depth else 0.0)


waiting = Waiting()
Stopwatch = Callable[[], list[float]]
_limits: list[tuple[float, Stopwatch]] = []  # of those that hold now, the outermost first
_due: dict[int, float] = {}  # timer → when its alarm is due, on its clock
_struck = 0.0  # when an alarm did so last, on the clock that stands while others have the core


@contextlib.contextmanager
def time_limit(seconds: float = SECONDS) -> Iterator[None]:
    """Raise TimeLimit in the body when it has used so many seconds of processor time, or slept far longer.

    Only in the main thread: a signal reaches no other.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
    elif hasattr(signal, "setitimer"):
        yield from _by_alarms(seconds)
    else:
        by = line_watch if sys.platform in WITHOUT_THREADS else thread_watch
        with by.watched(_look):
            yield from _in_force(seconds)


def _by_alarms(seconds: float) -> Iterator[None]:
    computes = _alarm(signal.ITIMER_PROF, signal.SIGPROF, seconds, time.process_time)
    sleeps = _alarm(signal.ITIMER_REAL, signal.SIGALRM, PATIENCE * seconds, time.monotonic)
    with computes, sleeps:
        yield from _in_force(seconds)


def _in_force(seconds: float) -> Iterator[None]:
    _look()  # nothing more begins within a limit that has passed, though its alarm was swallowed
    depth = len(_limits)
    try:
        _limits.append((seconds, _stopwatch()))
        yield
    finally:
        # before the alarms are put back: the limit must not strike in the middle of that
        del _limits[depth:]


def _strike(signum: int, frame: FrameType | None) -> None:
    """Look at the limits; but both alarms may be due at once, and the way out must not be struck as well."""
    global _struck
    now = time.monotonic() - held_up()
    if now - _struck >= AGAIN / 2:
        try:
            _look()
        except TimeLimit:
            _struck = now
            raise


def _look() -> None:
    """Raise TimeLimit where one of the limits that hold has passed."""
    for seconds, used in _limits:
        if said := overdue(seconds, *used()):
            raise TimeLimit(said)


def _stopwatch() -> Stopwatch:
    """A function that tells (processor time, time by the clock, seconds waited) from now on."""
    clocks = (time.process_time, time.monotonic, lambda: waiting.seconds + held_up())
    began = [clock() for clock in clocks]
    return lambda: [clock() - start for clock, start in zip(clocks, began)]


@contextlib.contextmanager
def _alarm(timer: int, number: int, seconds: float, clock: Callable[[], float]) -> Iterator[None]:
    """Look at the limits after so many seconds, and again and again.

    An alarm that was set before has, afterwards, what is left to it.
    """
    before, now = signal.signal(number, _strike), clock()
    left, every = signal.getitimer(timer)
    # of an alarm of ours not what is left: that is rounded up, by seconds where one limit holds hundreds
    due = (_due[timer] if before is _strike else now + left) if left else math.inf
    _due[timer] = min(now + seconds, due)
    signal.setitimer(timer, _until(_due[timer], now), AGAIN)
    try:
        yield
    finally:
        signal.setitimer(timer, _until(due, clock()) if due < math.inf else 0, every)
        _due[timer] = due
        signal.signal(number, before)


def _until(due: float, now: float) -> float:
    """Seconds until an alarm that is, or was, due then strikes next."""
    return due - now if due > now else AGAIN - (now - due) % AGAIN
