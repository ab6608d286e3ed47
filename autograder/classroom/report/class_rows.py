"""What is known of each graded submission, and the same as a CSV for spreadsheets."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from autograder.classroom.course_folder import Course
from autograder.classroom.gradebook import due
from autograder.classroom.gradebook.gradebook import opened
from autograder.classroom.report.own_code import own_code
from autograder.classroom.task import remembered_in

ClassRow: TypeAlias = dict[str, Any]  # as `collected` makes them

COLUMNS = (
    *("student", "lesson", "score", "max_score", "late_penalty", "state"),
    *("exercise", "passed", "total", "exercise_state", "mistake", "seconds", "seed"),
)


def collected(course: Course) -> Iterator[ClassRow]:
    """A dict for each graded submission, from the gradebook and what the last grading remembered."""
    with opened(course) as book:
        for lesson in [a.name for a in book.assignments if a.name in course.file.lessons]:
            for saved in book.notebook_submissions(lesson, lesson):
                graded = course.kept(saved.student.id, lesson)
                known = remembered_in(graded) if graded else {}
                penalty = saved.late_submission_penalty or 0
                yield {
                    "student": saved.student.id,
                    "lesson": lesson,
                    "state": known.get("state", "graded"),
                    "reason": known.get("reason"),
                    "score": max(0.0, saved.score - penalty),
                    "max_score": saved.max_score,
                    "late_penalty": penalty,
                    "late": saved.assignment.total_seconds_late,
                    "over": due.is_over(
                        saved.assignment.assignment, saved.student.id, course.file, saved.assignment.extension
                    ),
                    "waiting": bool(saved.needs_manual_grade),
                    "seconds": known.get("seconds", 0.0),
                    "seed": known.get("seed"),
                    "exercises": [e for e in known.get("exercises", []) if isinstance(e, dict)],
                    "code": own_code(graded, course.template(lesson)) if graded else [],
                }


def known_students(course: Course, on_roster: Iterable[str]) -> list[str]:
    """All students: the gradebook knows some, the roster others."""
    with opened(course) as book:
        return sorted({student.id for student in book.students} | set(on_roster))


def handed_in_nothing(course: Course, students: Iterable[str]) -> list[tuple[str, str]]:
    """[(student, lesson)] of lessons that are due by now, and that others have handed in."""
    known = set(students)
    with opened(course) as book:
        return [
            (student, lesson.name)
            for lesson in book.assignments
            if lesson.name in course.file.lessons and lesson.submissions
            for student in sorted(known - {one.student_id for one in lesson.submissions})
            if due.is_over(lesson, student, course.file)
        ]


def as_csv(rows: list[ClassRow]) -> str:
    """One line for each student, lesson and exercise."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        start = [row[key] for key in ("student", "lesson", "score", "max_score", "late_penalty", "state")]
        for exercise in row["exercises"] or [{}]:
            middle = [exercise.get(key, "") for key in ("name", "passed", "total", "state")]
            line = [*start, *middle, exercise.get("mistake") or "", row["seconds"], row["seed"]]
            writer.writerow(map(harmless_cell, line))
    return text.getvalue()


def harmless_cell(value: object) -> object:
    """A value that no spreadsheet takes for a formula."""
    return "'" + value if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value
