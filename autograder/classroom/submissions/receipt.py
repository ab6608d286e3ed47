"""What nbgrader's exchange lays beside a notebook that comes in, and wants beside the page that goes back.

A student fetches the page of what they handed in by its secret alone, which nobody else knows: beside a page
stands the secret of the very notebook that was graded, or none.
"""

import stat
from pathlib import Path
from typing import TypeAlias

from autograder.classroom.submissions import timestamps
from autograder.classroom.submissions.files import contents, mode
from autograder.classroom.submissions.submission import Rejected

TIME, SECRET = timestamps.NAME, timestamps.SECRET
NAMES = (TIME, SECRET)
MOST = 4000  # bytes of a secret; nbgrader's have 128

Receipt: TypeAlias = dict[str, str]  # file name → text


def receipt(folder: Path) -> Receipt:
    """The files of a submission's folder; a time that is damaged or gone is an empty text beside a secret."""
    if not all(stat.S_ISDIR(mode(path)) for path in (folder.parent, folder)):
        return {}
    time, secret = timestamps.timestamp(folder)[0], _secret(folder)
    found = {TIME: time or ""} if time or secret else {}
    return found | ({SECRET: secret} if secret else {})


def beside(folder: Path) -> Receipt:
    """The files as they stand beside a page or a graded notebook of ours."""
    found = {}
    for name in NAMES:
        try:
            found[name] = (folder / name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
    return found


def _secret(folder: Path) -> str | None:
    """The text of the secret, or None where there is none that could be one."""
    try:
        text = contents(folder / SECRET, MOST).decode()
    except (Rejected, UnicodeDecodeError):
        return None
    return text if text.strip() else None
