"""Writes the class's marks as the file that a platform reads."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

from autograder.classroom import atomic_write, roster
from autograder.classroom.course_folder import Course
from autograder.classroom.lms import blackboard, canvas, moodle
from autograder.classroom.lms.grades import Grades
from autograder.classroom.report.class_rows import harmless_cell
from autograder.classroom.students import Student

Rows = list[list[str]]


def write(course: Course, platform: str, path: Path, lesson: str | None, worksheet: Path | None) -> list[str]:
    """Write the file; returns who has marks and is not in it.

    Parameters
    ----------
    platform : str
        "canvas", "moodle", "blackboard" or "csv".
    lesson : str, optional
        Only this one.
    worksheet : path, optional
        Moodle's own file of the one lesson, to be filled in.
    """
    there = roster.of_course(course, needed=platform != "csv")
    grades = Grades(course, there, lesson)
    if worksheet:
        rows, unmatched = moodle.filled(worksheet, grades, there)  # as Moodle wrote it but for the marks
        grades.unmatched += unmatched
    else:
        rows = [[str(harmless_cell(cell)) for cell in row] for row in TABLES[platform](grades)]
    atomic_write.write(path, _text(rows), 0o600)
    return grades.unmatched


def table(grades: Grades) -> Rows:
    """A wide table of all with marks or in the roster, for people and for programs of their own."""
    rows = [
        ["student", "name", "email", "section", *grades.lessons],
        ["points possible", "", "", "", *grades.possible()],
    ]
    everybody = [*grades.roster.students, *(Student(name) for name in grades.unmatched)]
    grades.unmatched = []
    for one in everybody:
        rows.append([one.id, one.full_name, one.email, one.section, *grades.marks(one.id)])
    return rows


TABLES: dict[str, Callable[[Grades], Rows]] = {
    "canvas": canvas.table,
    "moodle": moodle.table,
    "blackboard": blackboard.table,
    "csv": table,
}


def _text(rows: Rows) -> str:
    """The rows as CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
