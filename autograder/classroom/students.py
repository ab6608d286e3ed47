"""A course's students, found by every name and number under which a learning platform knows them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

UNIQUE = ("id", "email", "canvas", "login", "number")  # what tells one student from all others


@dataclass(frozen=True)
class Student:
    """One line of the roster; `id` is the name of the student's folder in submitted/."""

    id: str
    name: str = ""
    first: str = ""
    last: str = ""
    email: str = ""
    login: str = ""
    number: str = ""
    canvas: str = ""
    section: str = ""

    @property
    def full_name(self) -> str:
        """First name, then last name."""
        if self.first or self.last:
            return f"{self.first} {self.last}".strip()
        last, comma, first = self.name.partition(",")
        return f"{first.strip()} {last.strip()}" if comma else self.name

    @property
    def sortable_name(self) -> str:
        """Last name, comma, first name, where the roster tells them apart."""
        return f"{self.last}, {self.first}" if self.first and self.last else self.name or self.full_name


class Roster:
    """The students of a course, and the headings of the file that they stand in."""

    def __init__(self, students: list[Student], headings: list[str]) -> None:
        self.students, self.headings = students, headings
        self._by = {field: {key(field, one): one for one in students} for field in UNIQUE}
        self._named: dict[str, set[Student]] = {}
        for student in students:
            for name in _rotations(student.full_name):
                self._named.setdefault(name, set()).add(student)

    def by(self, field: str, value: str) -> Student | None:
        """The student with this id, email, login, number or Canvas id, or None."""
        return self._by[field].get(value.strip().casefold()) if value.strip() else None

    def named(self, name: str) -> Student | None:
        """The one student with this name, in either order, whatever its spaces and accents; else None."""
        found = self._named.get(plain(name), set()) if plain(name) else set()
        return next(iter(found)) if len(found) == 1 else None


def plain(text: str) -> str:
    """A text's letters and digits, small and without accents."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text).casefold() if sign.isalnum())


def key(field: str, student: Student) -> str:
    """What a student is found by: capitals make no difference."""
    value: str = getattr(student, field)
    return value.casefold()


def _rotations(name: str) -> Iterator[str]:
    """A name's words from each of them on, run together: platforms write the last name first or last."""
    words = [word for word in map(plain, re.split(r"[\s,]+", name)) if word]
    yield from ("".join(words[start:] + words[:start]) for start in range(len(words)))
