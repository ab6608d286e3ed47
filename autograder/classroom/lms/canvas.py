"""Canvas: names of files in a download of submissions, the times of its list, its gradebook as CSV.

Names are those that Canvas itself reads when marked files are uploaded again: the first number in one is the
student's, the second that of the very file.
"""

import json
import re
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from autograder.classroom.lms.grades import Grades
from autograder.classroom.lms.handed_in import HandedIn, Known
from autograder.errors import Refusal

# doejane_LATE_4711_98765_01_forward_pass-1.ipynb; a name has no number of its own between lines
NAME = re.compile(
    r"(?P<back>(?P<name>.*?)_(?P<late>LATE_)?(?P<who>\d+)_(?P<order>\d+)_)(?P<file>.+)", re.DOTALL
)
ANONYMOUS = re.compile(r"anon_\w+?_")
ADDRESS = "/api/v1/courses/COURSE/assignments/ASSIGNMENT/submissions?per_page=100"
LIST = f"it should be what Canvas shows under {ADDRESS}"


def handed_in(path: str) -> HandedIn | str:
    """What the name of a file says, or why it says nothing."""
    name = path.rpartition("/")[2]
    if ANONYMOUS.match(name):
        return "it was handed in anonymously: show the names in Canvas and download once more"
    found = NAME.fullmatch(name)
    if not found:
        return "its name is not of Canvas's form, NAME_STUDENT_FILE_its_name.ipynb"
    return HandedIn(
        found["who"], found["name"], found["file"], found["back"], int(found["order"]), bool(found["late"])
    )


def times(path: Path, zone: tzinfo) -> dict[str, Known]:
    """Student's number → when they handed in, from Canvas's own list of submissions as JSON."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8-sig"))
        return {str(row["user_id"]): Known(_time(row.get("submitted_at"), zone)) for row in rows}
    except FileNotFoundError:
        raise Refusal(f"there is no {path}: {LIST}, saved as a file") from None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        raise Refusal(f"{path} is no list of submissions: {LIST}, saved as it is") from None


def _time(text: str | None, zone: tzinfo) -> datetime | None:
    if not text:
        return None
    time = datetime.fromisoformat(text)
    return (time if time.tzinfo else time.replace(tzinfo=zone)).astimezone(UTC)


def table(grades: Grades) -> list[list[str]]:
    """The rows of a file for Canvas's *Import Grades*; students whom it could not tell are in `unmatched`."""
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    rows = [head + [grades.heading(lesson, r"\(\d+\)$") for lesson in grades.lessons]]
    rows.append(["    Points Possible", "", "", "", "", *grades.possible()])
    for student, marks in grades.of_roster(lambda one: one.canvas or one.number or one.login):
        known = [student.sortable_name, student.canvas, student.number, student.login, student.section]
        rows.append(known + marks)
    return rows
