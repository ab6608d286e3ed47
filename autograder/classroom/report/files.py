"""Where the report's files lie, and how one leads to the other."""

import os
from pathlib import Path
from urllib.parse import quote

from autograder.classroom.atomic_write import Staged
from autograder.classroom.course_folder import Course

ANONYMOUS, PAGES = "report-anonymous", "report"
FEEDBACK, SIMILAR = "feedback-{}.html", "similar-{}-{}.html"  # lesson; lesson and number
OURS = ("feedback-*.html", "similar-*-*.html")


def home(course: Course, anonymous: bool) -> Path:
    """The folder in which the report is written."""
    return course.root / ANONYMOUS if anonymous else course.root


def feedback(course: Course, student: str, lesson: str) -> str:
    """The address of a feedback page as seen from the report's own pages; empty where there is none."""
    path = course.folder("feedback", student, lesson) / f"{lesson}.html"
    return quote(os.fsencode(os.path.relpath(path, course.root / PAGES))) if path.is_file() else ""


def write(folder: Path, texts: dict[str, str]) -> list[Path]:
    """Write all files of a report, or none; pages of an earlier one that have no successor go."""
    with Staged() as staged:
        for name, text in texts.items():
            staged.add(folder / name, text, 0o644)
        staged.place()
    for pattern in OURS:
        for path in (folder / PAGES).glob(pattern):
            if f"{PAGES}/{path.name}" not in texts:
                path.unlink()
    return [folder / name for name in texts]
