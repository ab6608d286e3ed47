"""Due dates that the course file gave last: the gradebook does not say whose a date is.

A date that goes from the file goes from the gradebook, too; one that was set in the formgrader stays.
"""

import json
from datetime import datetime
from pathlib import Path

from autograder.classroom.atomic_write import write

NAME = "due_dates.json"


def said(root: Path, lesson: str) -> datetime | None:
    """When the file of the course in this folder said last that a lesson is due; None where it did not."""
    try:
        return datetime.fromisoformat(_read(root)[lesson])
    except (KeyError, TypeError, ValueError):
        return None


def say(root: Path, lesson: str, due: datetime | None) -> None:
    """Remember when the file says that a lesson is due."""
    known = _read(root)
    now = {**known, lesson: due.isoformat()} if due else {n: d for n, d in known.items() if n != lesson}
    if now != known:
        (root / ".hardway").mkdir(exist_ok=True)
        write(root / ".hardway" / NAME, json.dumps(now, indent=1, sort_keys=True) + "\n", 0o600)


def _read(root: Path) -> dict[str, str]:
    try:
        found = json.loads((root / ".hardway" / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
