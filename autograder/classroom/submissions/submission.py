"""A submission: one student's folder for one lesson, and the reason why it may be rejected."""

from dataclasses import dataclass
from pathlib import Path


class Rejected(ValueError):
    """A submission that cannot be graded at all; one line that student and instructor both understand."""


@dataclass(frozen=True)
class Submission:
    """One student's folder for one lesson; `folder` was reached without following a link."""

    student: str
    lesson: str
    folder: Path
