"""Puts a lesson's file in the place of another: whole, or not at all."""

import itertools
import os
import time
from pathlib import Path

from autograder.errors import Refusal


def put(data: bytes, target: Path, aside: Path | None = None) -> None:
    """Write a file once what is there has gone aside; where that cannot be finished, all is as it was.

    Raises
    ------
    Refusal
        Where it could not be finished; one line.
    """
    part = target.with_name(f".{target.name}.{os.getpid()}")
    moved = False
    try:
        part.write_bytes(data)
        if aside:
            target.rename(aside)
            moved = True
        part.replace(target)
    except OSError as error:
        if moved and aside:
            aside.rename(target)
        mend = "make room, or see that you may write there, and run the same command again"
        raise Refusal(f"{target} cannot be written: {error.strerror}; {mend}", 1) from None
    finally:
        part.unlink(missing_ok=True)


def place_aside(path: Path) -> Path | None:
    """Where a lesson's file can be kept: its name with the time; None where there is nothing to keep."""
    if not (path.exists() or path.is_symlink()):
        return None
    first = path.with_name(f"{path.stem}.{time.strftime('%Y-%m-%d-%H%M%S')}{path.suffix}")
    others = (first.with_name(f"{first.stem}-{number}{first.suffix}") for number in itertools.count(2))
    return next(one for one in itertools.chain([first], others) if not one.exists())
