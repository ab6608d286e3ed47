"""In which line of a TOML file a key stands: Python's reader does not tell."""

import contextlib
import tomllib
from collections.abc import Sequence
from typing import Any


def line_of(text: str, path: Sequence[str]) -> int | None:
    """The number of the line with which the key at this path has come; None where it never does."""
    lines = text.splitlines()
    for number in range(1, len(lines) + 1):
        with contextlib.suppress(tomllib.TOMLDecodeError):  # within a list or a text of several lines
            if _holds(tomllib.loads("\n".join(lines[:number])), path):
                return number
    return None


def _holds(table: Any, path: Sequence[str]) -> bool:
    for key in path:
        if not isinstance(table, dict) or key not in table:
            return False
        table = table[key]
    return True
