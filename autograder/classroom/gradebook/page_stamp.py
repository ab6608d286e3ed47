"""Whether a feedback page says what the gradebook says: its last line names the state that it shows."""

import json
import re
from pathlib import Path

from autograder.classroom.fingerprint import digest
from autograder.classroom.gradebook.marks import FACTS, Marks
from autograder.classroom.task import Notebook

STAMP = re.compile(rb"<!-- hardway ([0-9a-f]{64}) -->\s*\Z")
LENGTH = 100  # bytes at the end of a page in which it stands


def stamped(page: str, state: str) -> str:
    """The page with its state at the end."""
    return f"{page}\n<!-- hardway {state} -->\n"


def shown_by(path: Path) -> str | None:
    """The state that a page shows; None where it is not there, or does not say."""
    try:
        with open(path, "rb") as file:
            file.seek(-min(LENGTH, path.stat().st_size), 2)
            found = STAMP.search(file.read())
    except OSError:
        return None
    return found[1].decode() if found else None


def wanted(notebook: Notebook, marks: Marks) -> str:
    """A short name for all that a page shows of marks, and for the grading that they are of."""
    infos = (cell["metadata"].get("nbgrader") for cell in notebook["cells"])
    names = [info["grade_id"] for info in infos if info]
    shown = [[name, marks["cells"].get(name)] for name in names]
    said = [shown, [marks[key] for key in FACTS], notebook["metadata"].get("hardway")]
    return digest(json.dumps(said, sort_keys=True, default=str))
