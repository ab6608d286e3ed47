"""Marks of a submitted notebook: from its outcome into nbgrader's objects, and back as plain data."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

from autograder.classroom.gradebook import due
from autograder.classroom.gradebook.source import complete
from autograder.classroom.submissions import normalize, sanitize, timestamps
from autograder.classroom.task import Notebook, Outcome, Time, remembered_in
from autograder.running.cells import exercise_of_check

if TYPE_CHECKING:
    from nbgrader.api import Gradebook, SubmittedAssignment, SubmittedNotebook

    from autograder.classroom.course_folder import Course

Marks: TypeAlias = dict[str, Any]  # as `marks_of` gives them
FACTS = (  # a page's heading
    "student", "name", "assignment", "score", "max_score", "handed_in", "due", "late", "late_penalty", "rule"
)  # fmt: skip
NOTE, REASON = "hardway-note", "hardway-reason"  # ids of cells of ours, first in the notebook
REGRADED = "Regraded:"
OTHER_WALLS = {  # than the usual one
    "none": "Graded without a sandbox (--unsafe).",
    "wasm": "Graded in WebAssembly (--sandbox wasm).",
}


def set_points(book: "Gradebook", lesson: str, points: Mapping[str, float]) -> list[str]:
    """Let each graded cell be worth its points, by grade_id; what changed for those who have marks."""
    told, notebook = [], book.find_notebook(lesson, lesson)
    for cell in notebook.grade_cells:
        worth = points.get(cell.name)
        if worth is not None and cell.max_score != worth:
            told.append(f"`{cell.name}`: worth {worth:g} points, no longer {cell.max_score:g}")
            cell.max_score = worth
    book.db.commit()
    return told if notebook.submissions else []


def mark(saved: "SubmittedNotebook", outcome: Outcome, time: Time | None) -> None:
    """Let a submitted notebook have what came of its grading, and the time when it was handed in.

    By every door it is done here; `time` is as `timestamps.timestamp` has it, and None leaves what is there.
    """
    add_notes(outcome.notebook, timestamps.keep(saved.assignment, time) if time else None)
    record(saved, outcome)


def record(saved: "SubmittedNotebook", outcome: Outcome) -> None:
    """Set the automatic scores and comments of a submitted notebook; what a person set stays.

    A grade that a person had changed is marked for another look, as nbgrader does.
    """
    complete(saved)
    scores = _scores(outcome)
    here = {
        cell["metadata"]["nbgrader"]["grade_id"] for cell in outcome.notebook["cells"] if cell["metadata"]
    }
    for grade in saved.grades:
        if grade.name in scores:
            grade.auto_score = float(scores[grade.name] * Fraction(grade.cell.max_score))
        elif outcome.state == "rejected" or (grade.auto_score is None and grade.name not in here):
            grade.auto_score = 0
        grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None
    said = "\n".join([comment_of(outcome), *_regradings(saved)])
    place = next((one for one in saved.comments if one.manual_comment is None), None)  # where it is seen
    for comment in saved.comments:
        comment.auto_comment = said if comment is (place or saved.comments[0]) else None


def comment_of(outcome: Outcome) -> str:
    """What the gradebook's comment says of how a mark came about."""
    said = f"Random inputs of these checks: seed {outcome.seed}."
    return f"{said} {OTHER_WALLS.get(outcome.wall, '')}".rstrip()


def regraded(before: Marks, seed: int | None) -> str:
    """What the gradebook's comment says of the mark that there was before a regrading."""
    known = "" if seed is None else f", seed {seed}"
    return f"{REGRADED} {max(0.0, before['score']):g} of {before['max_score']:g} points before{known}."


def remark(saved: "SubmittedNotebook", text: str) -> None:
    """Add to the gradebook's own comment; `record` keeps what is said of regradings."""
    for comment in saved.comments:
        if comment.auto_comment is not None:
            comment.auto_comment += f"\n{text}"


def _regradings(saved: "SubmittedNotebook") -> list[str]:
    lines = [line for comment in saved.comments for line in (comment.auto_comment or "").splitlines()]
    return [line for line in lines if line.startswith(REGRADED)]


def penalize(
    late: Callable[[str, "SubmittedNotebook", float], float | None],
    submission: "SubmittedAssignment",
    saved: "SubmittedNotebook",
    student: str,
) -> None:
    """Set the late penalty; `late` is the course's method, as `nbgrader_compat.late_penalties` gives it."""
    saved.late_submission_penalty = None
    seconds = submission.total_seconds_late
    if seconds > 0:
        saved.late_submission_penalty = late(student, saved, seconds)


def _scores(outcome: Outcome) -> dict[str, Fraction]:
    """grade_id → the part of its points that each check of the notebook gives; 0 where nothing was judged."""
    part = {one["name"]: Fraction(one["passed"], one["total"] or 1) for one in outcome.exercises}
    checks = filter(normalize.is_check, outcome.notebook["cells"])
    names = [cell["metadata"]["nbgrader"]["grade_id"] for cell in checks]
    own = {name: Fraction(one) for name, one in outcome.parts.items()}
    return {name: own.get(name, part.get(exercise_of_check(name), Fraction(0))) for name in names}


def marks_of(saved: "SubmittedNotebook", student: str, lesson: str, course: "Course") -> Marks:
    """Everything that a feedback page says of marks, as plain data."""
    cells: dict[str, dict[str, Any]] = {}
    for grade in saved.grades:
        by_hand = grade.manual_score is not None
        cells.setdefault(grade.name, {}).update(score=grade.score, points=grade.max_score, by_hand=by_hand)
    for comment in saved.comments:
        cells.setdefault(comment.name, {}).update(comment=comment.manual_comment, said=comment.auto_comment)
    penalty, whole = saved.late_submission_penalty or 0, saved.assignment
    return {
        "student": student, "name": course.name_of(student), "assignment": lesson, "cells": cells,
        "score": saved.score - penalty, "max_score": saved.max_score, "late_penalty": penalty,
        "handed_in": _day(whole.timestamp, course), "due": _due(whole.duedate, course),
        "late": whole.total_seconds_late,
        "rule": course.file.late.told if course.file.late else "",
    }  # fmt: skip


def _day(time: datetime | None, course: "Course") -> str | None:
    """A time of the gradebook's, which are in UTC without saying so, where the course is."""
    if time is None:
        return None
    here = time.replace(tzinfo=UTC).astimezone(course.file.timezone or UTC)
    return f"{here:%d %B %Y, %H:%M} {course.file.timezone or 'UTC'}".removeprefix("0")


def _due(time: datetime | None, course: "Course") -> str | None:
    if time is None:
        return None
    day, hour, zone = due.told(time, course.file)
    return f"{day:%d %B %Y}, {hour} {zone}".removeprefix("0")


def lasting(seconds: float) -> str:
    """A time in the two largest of its units."""
    minutes = max(1, round(seconds / 60))
    units = (("day", minutes // 1440), ("hour", minutes // 60 % 24), ("minute", minutes % 60))
    first = next(i for i, (_, count) in enumerate(units) if count)
    said = [f"{count} {unit}{'' if count == 1 else 's'}" for unit, count in units[first : first + 2] if count]
    return " ".join(said)


def add_notes(book: Notebook, *notes: str | None) -> None:
    """Say on a notebook what has to be known of how it was graded; `None` says nothing."""
    new = [text for text in notes if text]
    if new:
        known = remembered_in(book).setdefault("notes", [])
        known.extend(text for text in new if text not in known)
        text = f"**Note:** {sanitize.markdown('; '.join(known))}."
        cells = [cell for cell in book["cells"] if cell["id"] != NOTE]
        book["cells"] = [{"cell_type": "markdown", "id": NOTE, "metadata": {}, "source": text}, *cells]
