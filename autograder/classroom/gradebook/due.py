"""When a lesson is due, and for whom later: what the course file says goes into nbgrader's gradebook.

Where it names no due date at all, dates and extensions are those that the gradebook has, but for a date that
the file gave before.
"""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from nbgrader.api import Assignment, SubmittedAssignment
from nbgrader.api import Gradebook as NbGradebook
from sqlalchemy import or_

from autograder.classroom.course_file.rules import CourseFile
from autograder.classroom.gradebook import due_before

if TYPE_CHECKING:
    from autograder.classroom.course_folder import Course


def enter(book: NbGradebook, lesson: str, course: "Course") -> list[str]:
    """Let a lesson, and all that was handed in of it, be due as the file says; what changed, in words."""
    file, assignment = course.file, book.find_assignment(lesson)
    due, before = file.lesson(lesson).due, assignment.duedate
    if not file.has_due_dates and not (before and due_before.said(course.root, lesson) == before):
        return []
    assignment.duedate = due
    with_extension = or_(
        SubmittedAssignment.extension.is_not(None), SubmittedAssignment.student_id.in_(file.extensions)
    )
    handed_in = book.db.query(SubmittedAssignment).filter(SubmittedAssignment.assignment_id == assignment.id)
    told = _changed(before, due, file) if handed_in.first() else []
    for submission in handed_in.filter(with_extension):
        had = submission.extension
        extend(submission, lesson, file)
        if had != submission.extension:
            times = _with(before, had), _with(due, submission.extension)
            told += [f"`{submission.student_id}`: {change}" for change in _changed(*times, file)]
    book.db.commit()
    due_before.say(course.root, lesson, due)
    return told


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


def told(due: datetime, file: CourseFile) -> tuple[datetime, str, str]:
    """(day, hour, zone) of a time of the gradebook's, where the course is; a day's end is its 24:00."""
    here = due.replace(tzinfo=UTC).astimezone(file.timezone or UTC)
    zone = str(file.timezone or "UTC")
    if (here.hour, here.minute, here.second) == (0, 0, 0):
        return here - timedelta(days=1), "24:00", zone
    return here, f"{here:%H:%M}", zone


def _with(due: datetime | None, more: timedelta | None) -> datetime | None:
    return due + more if due and more else due


def _changed(before: datetime | None, due: datetime | None, file: CourseFile) -> list[str]:
    if before == due:
        return []
    if due and before:
        return [f"due {_said(due, file)}, no longer {_said(before, file)}"]
    if due:
        return [f"due {_said(due, file)}; it was due at no time"]
    return [f"due at no time any more; it was due {_said(before, file)}"] if before else []


def _said(due: datetime, file: CourseFile) -> str:
    day, hour, zone = told(due, file)
    return f"{day:%Y-%m-%d} {hour} {zone}"
