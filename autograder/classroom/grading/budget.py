"""What student code may make the grader's own process take: memory in all, calls and time in a question."""

import contextlib
import math
import signal
import threading
import time
from collections.abc import Callable, Iterator
from typing import NoReturn, TypeVar

import psutil

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

HEADROOM = 300 * 2**20  # bytes that one examination may add to this process
MOST_CALLS = 1_000  # of our functions in one question of ours; the busiest answer that was seen makes 200
MOST_SECONDS = 2  # of processor time in them
AGAIN = 0.1  # seconds until an alarm strikes once more: a bare `except:` swallows the first one

Result = TypeVar("Result")


class Exhausted(RuntimeError):
    """Student code made functions of ours do more than any answer needs."""


def ceiling(more: int = HEADROOM) -> float:
    """The bytes of data that this process may have once it has grown by so many."""
    data = getattr(psutil.Process().memory_info(), "data", None)
    return data + more if data else math.inf  # an operating system that does not tell


@contextlib.contextmanager
def memory(most: float) -> Iterator[None]:
    """Hold the process to so many bytes in the body: whoever asks for more gets a MemoryError."""
    if most == math.inf:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limits = [limit for limit in (int(most), soft, hard) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_DATA, (min(limits), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


class Spending:
    """The calls of our functions in one question."""

    def __init__(self, calls: int = MOST_CALLS, seconds: float = MOST_SECONDS) -> None:
        self.calls, self.seconds, self._open = calls, seconds, False

    def run(self, function: Callable[..., Result], *args: object) -> Result:
        """function(*args); Exhausted where it takes more than is left."""
        self.calls -= 1
        if self.calls < 0:
            raise Exhausted("it calls other functions too often")
        if self._open:
            return function(*args)  # the call around it counts the time
        self._open, began = True, time.process_time()
        try:
            with alarm(self.seconds):
                return function(*args)
        finally:
            self._open = False
            self.seconds -= time.process_time() - began


@contextlib.contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Raise Exhausted in the body once it has taken so many seconds of processor time (main thread only)."""
    if seconds <= 0:
        _exhausted()
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGPROF, _exhausted)
    outer = signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        signal.setitimer(signal.ITIMER_PROF, *outer)


def _exhausted(*_: object) -> NoReturn:
    raise Exhausted("what it gives to other functions keeps them busy for too long")
