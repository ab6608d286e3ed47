"""Puts what an archive holds into submitted/STUDENT/LESSON/, and says by name what it could not place."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path, PurePosixPath
from types import ModuleType

from autograder.classroom.course_folder import Course
from autograder.classroom.limits import MEGA
from autograder.classroom.lms import canvas, moodle
from autograder.classroom.lms.archive import Archive, Member
from autograder.classroom.lms.handed_in import Attempt, HandedIn, Known
from autograder.classroom.lms.lesson_names import named_in
from autograder.classroom.lms.place import Placed, Places
from autograder.classroom.students import Roster, Student
from autograder.classroom.submissions.normalize import cells_of, lesson_of
from autograder.classroom.submissions.submission import Rejected
from autograder.lesson import LessonUnreadable

PLATFORMS: dict[str, ModuleType] = {"canvas": canvas, "moodle": moodle}


@dataclass
class Collection:
    """One archive's way into a course.

    Parameters
    ----------
    course : Course
    platform : str
        "canvas" or "moodle".
    roster : Roster
    lesson : str, optional
        What all of the archive is of; by default each notebook says it by its name, or by what is in it.
    known : dict
        Platform's number of a student → what its list of hand-ins says.
    """

    course: Course
    platform: str
    roster: Roster
    lesson: str | None = None
    known: Mapping[str, Known] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._most = self.course.options().limits.notebook * MEGA

    def run(self, path: Path) -> Iterator[Placed]:
        """Collect an archive; what became of each file that counts, and of each that does not."""
        with Archive(path) as archive, self.course.alone(), Places(self.course, self.platform) as places:
            attempts: dict[tuple[str, str], list[Attempt]] = {}
            for member in archive.files():
                try:
                    attempt = self._attempt(archive, member)
                except Rejected as error:
                    yield Placed(member.path, "not placed", str(error))
                    continue
                if isinstance(attempt, str):
                    yield Placed(member.path, "left", attempt)
                else:
                    attempts.setdefault((attempt.student.id, attempt.lesson), []).append(attempt)
            for of_one in attempts.values():
                yield from self._newest(of_one, archive, places)

    def _attempt(self, archive: Archive, member: Member) -> Attempt | str:
        """The attempt that a file is, or why it is none; Rejected where it is a notebook without a place."""
        file = PLATFORMS[self.platform].handed_in(member.path)
        if not member.path.lower().endswith(".ipynb"):
            return "it is no notebook"
        if isinstance(file, str):
            raise Rejected(file)
        data = archive.read(member, self._most)
        student = self._student(file)
        return Attempt(member, file, student, self.lesson or _lesson(file.file, data))

    def _student(self, file: HandedIn) -> Student:
        known = self.known.get(file.who)
        found = self.roster.by("canvas", file.who) if self.platform == "canvas" else None
        found = found or (moodle.find(self.roster, known) if known else None) or self.roster.named(file.name)
        if found is None or (self.platform == "canvas" and found.canvas not in ("", file.who)):
            raise Rejected(
                f"nobody in the roster, or more than one, is `{file.name}`, number {file.who}:"
                " write the number or the address into the roster"
            )
        return found

    def _newest(self, attempts: list[Attempt], archive: Archive, places: Places) -> Iterator[Placed]:
        """Place the last of a student's attempts at a lesson; the others are told."""
        newest = max(attempts, key=lambda one: one.order_within)
        for other in attempts:
            if other is not newest:
                yield Placed(other.member.path, "left", f"of this lesson {newest.member.path} was taken")
        data = archive.read(newest.member, self._most)
        time = self.known.get(newest.file.who, Known()).time
        try:
            yield places.put(newest, data, time)
        except Rejected as error:
            yield Placed(newest.member.path, "not placed", str(error))


def times(platform: str, paths: list[Path], zone: tzinfo) -> dict[str, Known]:
    """Platform's number of a student → what its lists of hand-ins say."""
    read: Callable[[Path, tzinfo], dict[str, Known]] = PLATFORMS[platform].times
    return {who: known for path in paths for who, known in read(path, zone).items()}


def _lesson(name: str, data: bytes) -> str:
    """The lesson that a notebook is of: by its name, else by the exercises in it."""
    named = named_in(PurePosixPath(name).stem)
    if named:
        return named
    try:
        found = lesson_of(cells_of(data, name))
    except LessonUnreadable as error:
        raise Rejected(f"its name is none of a lesson's, and {error}") from None
    if found is None:
        raise Rejected("neither its name nor its cells are of a lesson: give --lesson if you know which")
    return found
