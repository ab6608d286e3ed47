"""What a command has of its terminal: standard output for the result alone, and a way to be stopped.

What else prints, a library say, is sent to standard error.
"""

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from typing import TextIO


@contextlib.contextmanager
def reserved() -> Iterator[TextIO]:
    """In the body nothing reaches standard output but what is written to the stream that comes in."""
    sys.stdout.flush()
    if not hasattr(os, "dup"):  # WebAssembly: no library writes past sys.stdout there
        with contextlib.redirect_stdout(sys.stderr):
            yield sys.__stdout__ or sys.stdout
        return
    kept = os.dup(1)
    try:
        with open(os.dup(kept), "w", encoding=sys.stdout.encoding, errors="replace") as result:
            os.dup2(2, 1)
            yield result
    finally:
        sys.stdout.flush()
        os.dup2(kept, 1)
        os.close(kept)


@contextlib.contextmanager
def stopped_as_by_ctrl_c() -> Iterator[None]:
    """In the body the wish to end, as `kill` or a batch system sends it, is what Ctrl-C is."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals reach the main thread alone
        return

    def heard(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, heard)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
