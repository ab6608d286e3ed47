"""Moodle: names of folders in a download of submissions, its grading worksheet, its import of grades.

Folders are called `Jane Doe_123_assignsubmission_file_`; the number is the participant's, and another one in
each assignment. Moodle looks for the same four parts in the paths of feedback files.
"""

import csv
import io
import re
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from dateutil import parser

from autograder.classroom.lms.grades import Grades
from autograder.classroom.lms.handed_in import HandedIn, Known
from autograder.classroom.students import Roster, Student
from autograder.errors import Refusal

PART = re.compile(r"(?P<name>[^_]*)_(?P<who>\d+)_assignsubmission_[a-z]+(?:_(?P<rest>.*))?", re.DOTALL)
IDENTIFIER, GRADE, MAXIMUM = "Identifier", "Grade", "Maximum Grade"
EMAIL, NAME, TIME = "Email address", "Full name", "Last modified (submission)"
WORKSHEET = "download it as *grading worksheet* on the assignment's page, with Moodle in English"


def handed_in(path: str) -> HandedIn | str:
    """What the path of a file says, or why it says nothing."""
    parts = path.split("/")
    for depth, part in enumerate(parts):
        found = PART.fullmatch(part)
        if found:
            file = parts[-1] if depth < len(parts) - 1 else found["rest"] or ""
            back = f"{found['name']}_{found['who']}_assignsubmission_file_/"
            return HandedIn(found["who"], found["name"], file, back)
    return "its path is not of Moodle's form, NAME_NUMBER_assignsubmission_file_/its_name.ipynb"


def times(path: Path, zone: tzinfo) -> dict[str, Known]:
    """Participant's number → who that is and when they handed in, from Moodle's grading worksheet."""
    known = {}
    for row in _worksheet(path)[1]:
        time = _time(row.get(TIME) or "", zone)
        known[_number(row)] = Known(time, row.get(NAME) or "", row.get(EMAIL) or "")
    return known


def _time(text: str, zone: tzinfo) -> datetime | None:
    """A time as *Tuesday, 3 September 2019, 10:22 AM*, or None where there was none."""
    try:
        time: datetime = parser.parse(text)
        return time.replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _worksheet(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """(headings, rows) of a grading worksheet."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise Refusal(f"there is no {path}: {WORKSHEET}") from None
    except UnicodeDecodeError:
        raise Refusal(f"{path} is not text in UTF-8: {WORKSHEET}, and leave it as it is") from None
    rows = csv.DictReader(io.StringIO(text, newline=""))
    headings = list(rows.fieldnames or [])
    if IDENTIFIER not in headings:
        raise Refusal(f"{path} has no column {IDENTIFIER}: {WORKSHEET}")
    return headings, list(rows)


def _number(row: dict[str, str]) -> str:
    """123 of *Participant 123*, which is *Teilnehmer/in123* elsewhere."""
    found = re.search(r"\d+$", row[IDENTIFIER] or "")
    return found[0] if found else ""


def table(grades: Grades) -> list[list[str]]:
    """The rows of a file for Moodle's *Grades, Import, CSV file*, to be mapped by address or ID number."""
    rows = [["First name", "Last name", "Username", "ID number", "Email address", *grades.lessons]]
    for student, marks in grades.of_roster(lambda one: one.email or one.number or one.login):
        first, _, last = student.full_name.rpartition(" ")
        names = [student.first or first, student.last or last]
        rows.append([*names, student.login, student.number, student.email, *marks])
    return rows


def filled(path: Path, grades: Grades, roster: Roster) -> tuple[list[list[str]], list[str]]:
    """(rows of a grading worksheet with the marks of the one lesson filled in, names that did not match)."""
    headings, rows = _worksheet(path)
    if GRADE not in headings:
        raise Refusal(f"{path} has no column {GRADE}: {WORKSHEET}")
    lesson, unmatched = grades.lessons[0], []
    for row in rows:
        student = find(roster, Known(None, row.get(NAME) or "", row.get(EMAIL) or ""))
        if student is None:
            unmatched.append(row.get(NAME) or row[IDENTIFIER])
            continue
        fraction = grades.fraction(student.id, lesson)
        if fraction is not None:
            row[GRADE] = f"{fraction * _maximum(row, grades, lesson):.2f}"
    return [headings, *([row.get(heading) or "" for heading in headings] for row in rows)], unmatched


def _maximum(row: dict[str, str], grades: Grades, lesson: str) -> float:
    try:
        return float((row.get(MAXIMUM) or "").replace(",", "."))
    except ValueError:
        return grades.maxima[lesson]


def find(roster: Roster, known: Known) -> Student | None:
    """The student of a row of the worksheet: by address, else by name."""
    return roster.by("email", known.email) or roster.named(known.name)
