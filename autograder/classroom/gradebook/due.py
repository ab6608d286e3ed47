"""When a lesson is due, and for whom later: what the course file says goes into nbgrader's gradebook.

Where it names no due date at all, dates and extensions are those that the gradebook has.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from nbgrader.api import Assignment, SubmittedAssignment
from nbgrader.api import Gradebook as NbGradebook
from sqlalchemy import or_

from autograder.classroom.course_file.rules import CourseFile


def enter(book: NbGradebook, lesson: str, file: CourseFile) -> list[str]:
    """Let a lesson, and all that was handed in of it, be due as the file says; what changed, in words."""
    if not file.has_due_dates:
        return []
    assignment, due = book.find_assignment(lesson), file.lesson(lesson).due
    before, assignment.duedate = assignment.duedate, due
    with_extension = or_(
        SubmittedAssignment.extension.is_not(None), SubmittedAssignment.student_id.in_(file.extensions)
    )
    of_lesson: Sequence[SubmittedAssignment] = (
        book.db.query(SubmittedAssignment)
        .filter(SubmittedAssignment.assignment_id == assignment.id, with_extension)
        .all()
    )
    for submission in of_lesson:
        extend(submission, lesson, file)
    book.db.commit()
    return [] if before in (None, due) else [f"due {_said(due)}, no longer {_said(before)}"]


def extend(submission: SubmittedAssignment, lesson: str, file: CourseFile) -> None:
    """Let a submission have the extension that the file gives to its student."""
    if file.has_due_dates:
        more = file.extension(submission.student_id, lesson)
        if submission.extension != more:
            submission.extension = more
    elif submission.assignment.duedate is None:  # nbgrader stops at more time than none
        submission.extension = None


def is_over(assignment: Assignment, student: str, file: CourseFile, more: timedelta | None = None) -> bool:
    """Whether a student's time for a lesson is over; where it is due at no time, it always is.

    `more` is the extension that the gradebook has.
    """
    due = assignment.duedate
    if file.has_due_dates:  # they may have changed since the gradebook was told
        due, more = file.lesson(assignment.name).due, file.extension(student, assignment.name)
    return due is None or due + (more or timedelta()) < datetime.now(UTC).replace(tzinfo=None)


def _said(due: datetime | None) -> str:
    return f"{due:%Y-%m-%d %H:%M} UTC" if due else "at no time"
