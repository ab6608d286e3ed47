"""What runs now, for code that no argument reaches: a cell with `from autograder.mine import dense`, say."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Context:
    """Where we are in the student's work."""

    lesson: str = ""  # whose workbook runs; while one does, `check` and its friends do nothing
    folder: Path | None = None  # where the lessons lie; None where nobody has said so


_entered = [Context()]  # no ContextVar: a thread that the student's code starts has to find it too


def current() -> Context:
    """The innermost context."""
    return _entered[-1]


@contextlib.contextmanager
def entered(lesson: str = "", folder: Path | None = None) -> Iterator[None]:
    """In the body the context is the one around it, with another lesson or another folder."""
    around, depth = current(), len(_entered)
    _entered.append(Context(lesson or around.lesson, folder or around.folder))
    try:
        yield
    finally:
        del _entered[depth:]
