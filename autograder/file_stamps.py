"""When files were changed last: what was read of them is good for so long."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

_stamps: dict[str | Path, int] | None = None  # of what was looked at in the body of `unchanged`


def stamp(path: str | Path) -> int:
    """When a file was changed last."""
    if _stamps is None:
        return os.stat(path).st_mtime_ns
    if path not in _stamps:
        _stamps[path] = os.stat(path).st_mtime_ns
    return _stamps[path]


@contextlib.contextmanager
def unchanged() -> Iterator[None]:
    """In the body each file is looked at once: a run of checks would ask a thousand times."""
    global _stamps
    before, _stamps = _stamps, {} if _stamps is None else _stamps
    try:
        yield
    finally:
        _stamps = before
