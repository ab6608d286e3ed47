"""One line of a run's result for each submission, as `hardway grade --json` prints it."""

from collections.abc import Mapping
from typing import Any, TypedDict

from autograder.classroom.submissions.text import one_line, shown
from autograder.classroom.task import Exercise, Remembered

LONGEST_REASON = 1000  # characters


class Row(TypedDict):
    """What became of one submission; state is "graded", "unchanged" or "rejected"."""

    student: str
    lesson: str
    state: str
    score: float
    max_score: float
    reason: str | None
    exercises: list[Exercise]


def row(
    student: str,
    lesson: str,
    state: str,
    marks: Mapping[str, Any] | None,
    reason: str | None,
    exercises: list[Exercise],
) -> Row:
    """The line; a rejected submission has no score, whatever marks an earlier one left."""
    return {
        "student": shown(student),
        "lesson": shown(lesson),
        "state": state,
        "score": 0.0 if state == "rejected" or not marks else max(0.0, float(marks["score"])),
        "max_score": float(marks["max_score"]) if marks else 0.0,
        "reason": one_line(reason, most=LONGEST_REASON) if reason else None,
        "exercises": exercises,
    }


def reason_of(remembered: Remembered) -> str | None:
    """Why it was rejected, else what has to be known of its grading; from the notebook's metadata."""
    return remembered["reason"] or "; ".join(remembered.get("notes", [])) or None
