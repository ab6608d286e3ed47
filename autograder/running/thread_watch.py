"""What a time limit stands on without alarms, as on Windows: a thread looks, and interrupts the main one.

Code that sleeps is ended there by the interrupt, as by Ctrl-C; one call of a library only when it comes back.
"""

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType

EVERY = 0.1  # seconds
_watching = threading.Lock()


@contextlib.contextmanager
def watched(look: Callable[[], None]) -> Iterator[None]:
    """In the body `look` is called again and again; what it raises is raised in the main thread.

    Only in the main thread. What Ctrl-C does stays as it was.
    """
    if not _watching.acquire(blocking=False):  # within another body the outer one looks
        yield
        return
    over, ours = threading.Event(), list[bool]()  # an entry for each interrupt that is not the learner's

    def look_on() -> None:
        while not over.wait(EVERY):
            try:
                look()
            except BaseException:
                ours.append(True)
                signal.raise_signal(signal.SIGINT)  # unlike interrupt_main, this wakes a sleeper on Windows

    def interrupted(signum: int, frame: FrameType | None) -> None:
        if ours:
            ours.pop()
            look()  # which raises nothing where the limit has ended since
        elif callable(before):
            before(signum, frame)

    before = signal.signal(signal.SIGINT, interrupted)
    thread = threading.Thread(target=look_on, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        signal.signal(signal.SIGINT, before)
        _watching.release()
