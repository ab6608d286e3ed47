"""Time limits for code that may never end."""

import _thread
import contextlib
import signal
import threading

SECONDS = 10  # for a check, and for a cell


class TimeLimit(BaseException):
    """Student code ran out of time; not an Exception, so that `except Exception` does not swallow it."""


@contextlib.contextmanager
def time_limit(seconds=SECONDS):
    """Raise TimeLimit in the body when it takes longer than so many seconds (main thread only)."""
    if threading.current_thread() is not threading.main_thread():
        yield
    elif hasattr(signal, "setitimer"):
        yield from _by_alarm(seconds)
    else:
        yield from _by_interrupt(seconds)


def _by_alarm(seconds):
    def expire(signum, frame):
        raise TimeLimit(f"did not finish within {seconds:g} s")

    before = signal.signal(signal.SIGALRM, expire)
    # It fires again and again: a bare `except:` in a loop swallows the first one.
    outer = signal.setitimer(signal.ITIMER_REAL, seconds, 0.1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, *outer)
        signal.signal(signal.SIGALRM, before)


def _by_interrupt(seconds):
    """Windows has no alarm: a timer interrupts the main thread as Ctrl-C would."""
    timer = threading.Timer(seconds, _thread.interrupt_main)
    timer.start()
    try:
        yield
    except KeyboardInterrupt:
        if timer.finished.is_set():
            raise TimeLimit(f"did not finish within {seconds:g} s") from None
        raise
    finally:
        timer.cancel()
