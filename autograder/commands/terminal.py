"""What a command has of its terminal: output for the result alone, paths to type, a way to be stopped."""

import contextlib
import os
import re
import shlex
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

PLAIN = re.compile(rf"[\w./:~{re.escape(os.sep)}-]+")


def quoted(path: Path) -> str:
    """A path to be typed after a command; in double quotes where they do, which Windows knows as well."""
    text = str(path)
    if PLAIN.fullmatch(text):
        return text
    return f'"{text}"' if PLAIN.fullmatch(text.replace(" ", "")) else shlex.quote(text)


@contextlib.contextmanager
def reserved() -> Iterator[TextIO]:
    """In the body nothing, not of a library either, reaches standard output but what comes by the stream."""
    sys.stdout.flush()
    try:
        kept = os.dup(1)
    except (AttributeError, OSError):  # WebAssembly: no library writes past sys.stdout there
        with contextlib.redirect_stdout(sys.stderr):
            yield sys.__stdout__ or sys.stdout
        return
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
