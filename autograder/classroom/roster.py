"""A course's roster: who takes part, and by which names and numbers a learning platform knows them.

Any CSV with a row of headings does: one of your own, and what Canvas, Moodle or Blackboard export.
"""

import csv
import io
import re
from pathlib import Path
from typing import Protocol

from autograder.classroom.course_file.rules import CourseFile
from autograder.classroom.students import UNIQUE, Roster, Student, key
from autograder.classroom.submissions.files import is_litter
from autograder.classroom.submissions.text import shown
from autograder.classroom.submissions.vet import unfit
from autograder.errors import Refusal

NAME = "roster.csv"
HEADINGS = {  # field → how a heading may be spelled: small letters and digits alone count
    "id": "id student user userid nbgraderid",
    "login": "username login loginid sisloginid",
    "number": "studentid idnumber sisuserid sisid studentnumber number matriculation",
    "name": "name fullname studentname",
    "first": "firstname givenname firstnames forename",
    "last": "lastname surname familyname",
    "email": "email emailaddress mail",
    "canvas": "canvasid canvasuserid canvas",
    "section": "section group groups",
}
OF_CANVAS = {"student": "name", "id": "canvas"}  # in its own export these two mean something else
WANTED = "its first line should have headings such as id,name,email,canvas_id"


class HasRoster(Protocol):
    """A course, as far as its roster is concerned."""

    root: Path
    file: CourseFile


def of_course(course: HasRoster, needed: bool = True) -> Roster:
    """The roster of a course; where it is not needed, an empty one will do.

    Raises
    ------
    Refusal
        Where there is none, or it cannot be read; one line.
    """
    path = course.file.roster or course.root / NAME
    return read(path) if needed or path.exists() else Roster([], [])


def read(path: Path) -> Roster:
    """The roster in a CSV file; `Refusal` as in `of_course`."""
    lines = _lines(path)
    headings = lines[0][1] if lines else []
    columns = _columns(headings)
    if not {"id", "login", "number", "email", "canvas"} & columns.keys():
        raise Refusal(f"{path} names no student's id: {WANTED}")
    students: list[Student] = []
    places: dict[tuple[str, str], int] = {}
    for line, cells in lines[1:]:
        student = _student(path, line, cells, columns)
        if student:
            students.append(student)
            _require_new(path, line, student, places)
    return Roster(students, headings)


def _lines(path: Path) -> list[tuple[int, list[str]]]:
    """[(number, cells)] of the lines that hold anything."""
    try:
        data = path.read_bytes()
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except FileNotFoundError:
        raise Refusal(
            f"there is no {path}: export the list of participants of your learning platform as CSV and"
            f" save it under this name; {WANTED}"
        ) from None
    except UnicodeDecodeError:
        raise Refusal(f"{path} is not text in UTF-8: save it as “CSV UTF-8” and try again") from None
    first = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    try:
        return [(rows.line_num, [cell.strip() for cell in row]) for row in rows if any(map(str.strip, row))]
    except csv.Error as error:
        raise Refusal(f"{path} is no CSV: {error} in line {rows.line_num}; export it once more") from None


def _columns(headings: list[str]) -> dict[str, int]:
    """Field → its column, the first of several."""
    spelled = {word: field for field, words in HEADINGS.items() for word in words.split()}
    found = [re.sub(r"[^a-z0-9]", "", heading.casefold()) for heading in headings]
    if {"student", "id"} <= set(found):
        spelled |= OF_CANVAS
    columns: dict[str, int] = {}
    for column, word in enumerate(found):
        if word in spelled:
            columns.setdefault(spelled[word], column)
    return columns


def _student(path: Path, line: int, cells: list[str], columns: dict[str, int]) -> Student | None:
    """The student of a line; None of the lines that Canvas adds: points possible, and a test student."""
    has = {field: cells[column] for field, column in columns.items() if column < len(cells)}
    if "Points Possible" in cells[0] or has.get("name") == "Student, Test":
        return None
    has["id"] = next(
        (has[field] for field in ("id", "login", "number", "canvas", "email") if has.get(field)), ""
    )
    if not has["id"]:
        raise Refusal(f"line {line} of {path} has no id: give the student one, or take the line out")
    problem = "it begins with a dot" if is_litter(has["id"]) else unfit(has["id"])
    if problem:
        raise Refusal(
            f"`{shown(has['id'])[:50]}` in line {line} of {path} cannot be a folder's name: {problem}"
        )
    return Student(**has)


def _require_new(path: Path, line: int, student: Student, places: dict[tuple[str, str], int]) -> None:
    for field in UNIQUE:
        place = field, key(field, student)
        if place[1] and place in places:
            raise Refusal(
                f"lines {places[place]} and {line} of {path} have the same {field},"
                f" `{shown(getattr(student, field))[:50]}`: each student has one line"
            )
        places[place] = line
