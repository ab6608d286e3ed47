"""One line of a run's result for each submission, as `hardway grade --json` prints it."""

from collections.abc import Mapping
from typing import Any, TypedDict

from autograder.classroom.gradebook.marks import lasting
from autograder.classroom.submissions.text import one_line, shown
from autograder.classroom.task import Exercise, Remembered

LONGEST_REASON = 1000  # characters
RENEWED = "the page was written anew, since marks, comments, due dates or penalties changed"


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


def reason_of(remembered: Remembered, marks: Mapping[str, Any], renewed: bool = False) -> str | None:
    """Why it was rejected, else what has to be known of its grading and of what became of its mark."""
    told = [note_of(remembered), late(marks), RENEWED if renewed else None]
    return remembered["reason"] or "; ".join(filter(None, told)) or None


def note_of(remembered: Remembered) -> str | None:
    """What has to be known of a grading; from the notebook's metadata."""
    return "; ".join(remembered.get("notes", [])) or None


def late(marks: Mapping[str, Any]) -> str | None:
    """How late it came and what that costs, as in *late by 2 days: 0 of 78*."""
    if not marks["late"]:
        return None
    score = f": {max(0.0, marks['score']):g} of {marks['max_score']:g}"
    return f"late by {lasting(marks['late'])}{score if marks['late_penalty'] else ', without a penalty'}"
