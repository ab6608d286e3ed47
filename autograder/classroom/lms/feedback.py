"""Lays feedback pages out to be given back: a folder for each student, and archives that platforms take."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder import lesson as lessons
from autograder.classroom import atomic_write, roster
from autograder.classroom.course_folder import Course
from autograder.classroom.gradebook.gradebook import Gradebook
from autograder.classroom.lms.records import Records
from autograder.classroom.report.class_rows import harmless_cell
from autograder.classroom.students import Roster, Student
from autograder.errors import Refusal

FOLDER, ALL = "give-back", "all-pages.zip"
COLUMNS = ("student", "name", "email", "lesson", "page")


@dataclass(frozen=True)
class Page:
    """A student's page of one lesson, and where it goes within the folder."""

    student: str
    lesson: str
    source: Path

    @property
    def target(self) -> str:
        return f"{self.student}/{self.lesson}.html"


class GiveBack:
    """All pages of a course, or of one lesson.

    Attributes
    ----------
    pages : list of Page
        Those that say what the gradebook says.
    stale : list of (student, lesson)
        Those that do not, or are not there.
    """

    def __init__(self, course: Course, lesson: str | None = None) -> None:
        self.course, self.folder = course, course.root / FOLDER
        self.pages: list[Page] = []
        self.stale: list[tuple[str, str]] = []
        with Gradebook(course) as book:
            for student, name in list(_graded(book, lesson)):
                page = Page(student, name, course.folder("feedback", student, name) / f"{name}.html")
                if page.source.is_file() and book.is_true(student, name):
                    self.pages.append(page)
                else:
                    self.stale.append((student, name))
        if not self.pages and not self.stale:
            raise Refusal(f"nothing has been graded yet: hardway grade {course.root}", status=1)

    def copies(self) -> Path:
        """Write STUDENT/LESSON.html for each page, and a list of all with names and addresses."""
        for page in self.pages:
            atomic_write.write(self.folder / page.target, page.source.read_bytes(), 0o644)
        index = self.folder / "index.csv"
        atomic_write.write(index, _index(self.pages, roster.of_course(self.course, needed=False)), 0o600)
        return index

    def archives(self) -> Iterator[Path]:
        """Write an archive of all pages, and one for each lesson and platform that it was collected from."""
        wanted = {ALL: [(page.target, page) for page in self.pages]}
        records = Records(self.course)
        for page in self.pages:
            record = records.of(page.student, page.lesson)
            if record:
                path = f"{page.lesson}-{record['from']}.zip"
                wanted.setdefault(path, []).append((f"{record['back']}{page.lesson}.html", page))
        for name, pages in wanted.items():
            atomic_write.write(self.folder / name, _zipped(pages), 0o600)
            yield self.folder / name

    def elsewhere(self) -> list[Page]:
        """The pages of notebooks that no archive brought."""
        records = Records(self.course)
        return [page for page in self.pages if not records.of(page.student, page.lesson)]


def _graded(book: Gradebook, lesson: str | None) -> Iterator[tuple[str, str]]:
    for name in [one.name for one in book.nb.assignments if one.name in lessons.course()]:
        if lesson in (None, name):
            for saved in book.nb.assignment_submissions(name):
                yield saved.student_id, name


def _index(pages: list[Page], known: Roster) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for page in pages:
        student = known.by("id", page.student) or Student(page.student)
        row = (page.student, student.full_name, student.email, page.lesson, page.target)
        writer.writerow(map(harmless_cell, row))
    return text.getvalue()


def _zipped(pages: list[tuple[str, Page]]) -> bytes:
    """An archive with these names; the same pages make the same bytes."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, page in pages:
            archive.writestr(zipfile.ZipInfo(name), page.source.read_bytes(), zipfile.ZIP_DEFLATED)
    return data.getvalue()
