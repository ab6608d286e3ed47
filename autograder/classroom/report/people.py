"""Who a student is in the report: by id and name, or by a pseudonym alone."""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from autograder.classroom import roster
from autograder.classroom.course_folder import Course
from autograder.classroom.report.class_rows import ClassRow
from autograder.classroom.students import Roster

Pairs: TypeAlias = list[tuple[str, str]]  # (student, lesson)

DIGITS = 8
# What leads from a pseudonym back to a student: a feedback page tells its seed, a reason a file's name.
TELLING = {"reason": "the reason is left out, since it may hold a name", "seed": ""}
FIELDS = ("id", "name", "first", "last", "email", "login", "number", "canvas", "full_name")


@dataclass(frozen=True)
class People:
    """The students of a course as its report names them.

    Parameters
    ----------
    secret : str
        The course's; with it nobody can work out whose a pseudonym is.
    anonymous : bool
    roster : Roster
    """

    secret: str
    anonymous: bool = False
    roster: Roster = field(default_factory=lambda: Roster([], []))

    def shown(self, student: str) -> str:
        """A student's id, or a pseudonym, the same in each report of the course."""
        if not self.anonymous:
            return student
        made = hmac.new(self.secret.encode(), student.encode("utf-8", "surrogateescape"), hashlib.sha256)
        return f"s-{made.hexdigest()[:DIGITS]}"

    def rows(self, rows: Iterable[ClassRow]) -> list[ClassRow]:
        """The rows under the names that the report uses, in their order."""
        hidden = TELLING if self.anonymous else {}
        made = [row | hidden | {"student": self.shown(row["student"])} for row in rows]
        return sorted(made, key=lambda row: (row["lesson"], row["student"])) if self.anonymous else made

    def pairs(self, known: Pairs) -> Pairs:
        """[(student, lesson)] under the names that the report uses."""
        return sorted((self.shown(student), lesson) for student, lesson in known)

    def told(self, what: str) -> dict[str, str]:
        """Student → what the roster says, as `full_name` or `email`; nothing where nobody is named."""
        return {} if self.anonymous else {one.id: getattr(one, what) for one in self.roster.students}

    def words(self, students: Iterable[str]) -> frozenset[str]:
        """All that is a student's name, in small letters."""
        of_roster = {getattr(one, name) for one in self.roster.students for name in FIELDS}
        known = {*students, *of_roster}
        parts = {part for name in known for part in name.replace("@", " ").replace(",", " ").split()}
        return frozenset(word.casefold() for word in known | parts if word)


def of_course(course: Course, anonymous: bool) -> People:
    """The students of a course; `Refusal` where its roster cannot be read."""
    return People(course.secret, anonymous, roster.of_course(course, needed=False))
