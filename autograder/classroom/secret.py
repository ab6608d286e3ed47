"""A course's secret: random inputs depend on it, so that nobody can guess them."""

import os
import re
import secrets
from pathlib import Path

from autograder.classroom.atomic_write import write
from autograder.errors import Refusal

SECRET = re.compile("[0-9a-f]{32}")


def secret_in(folder: Path) -> str:
    """The secret in a course's folder .hardway/, made where there is none.

    Raises
    ------
    Refusal
        Where it cannot be read, or is none: with another one every mark would be of other inputs.
    """
    path = folder / "secret"
    if not os.path.lexists(path):
        folder.mkdir(exist_ok=True)
        write(path, secrets.token_hex(16), 0o600)
    try:
        text = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is no text"
        raise _no_secret(path, f"cannot be read ({why})") from None
    if not SECRET.fullmatch(text):
        raise _no_secret(path, "should hold 32 hexadecimal digits" if text else "is empty")
    return text


def _no_secret(path: Path, what: str) -> Refusal:
    return Refusal(
        f"{path} {what}: put it back from a copy, or delete it, and all is graded with new random inputs",
        status=1,
    )
