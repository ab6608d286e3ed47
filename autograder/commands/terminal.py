"""Standard output for the result alone, and paths as a terminal takes them."""

import contextlib
import os
import re
import shlex
import sys
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
