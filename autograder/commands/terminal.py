"""Standard output for the result alone: what else prints, a library say, is sent to standard error."""

import contextlib
import os
import sys
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
