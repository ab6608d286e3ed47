"""One file of a platform's archive, as the platform's own name for it tells, and what else it knows of it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from autograder.classroom.lms.archive import Member
from autograder.classroom.students import Student
from autograder.classroom.submissions.choose import copy_number, is_copy


@dataclass(frozen=True)
class HandedIn:
    """What the name of a file in an archive says.

    Parameters
    ----------
    who : str
        The platform's number for the student.
    name : str
        The student's name as the platform writes it.
    file : str
        The name that the file had.
    back : str
        What the platform wants in front of a file's name, to give that file back to the student.
    order : int
        What grows with each file that is handed in, or 0.
    late : bool
        Whether the platform marks it as late.
    """

    who: str
    name: str
    file: str
    back: str
    order: int = 0
    late: bool = False


@dataclass(frozen=True)
class Known:
    """What a list of hand-ins says of a student: a time, and whose it is."""

    time: datetime | None = None
    name: str = ""
    email: str = ""


@dataclass(frozen=True)
class Attempt:
    """A notebook in the archive whose owner and lesson are known."""

    member: Member
    file: HandedIn
    student: Student
    lesson: str

    @property
    def order(self) -> list[int]:
        """What is larger for what was handed in later, from one archive to the next."""
        return [self.file.order, *self.member.packed]

    @property
    def order_within(self) -> list[int]:
        """What is larger for the one that counts, in one archive, which holds the last attempt."""
        stem = PurePosixPath(self.file.file).stem
        by_name = [is_copy(stem, self.lesson), copy_number(stem, self.lesson)]
        return [by_name[0], self.file.order, by_name[1], *self.member.packed]
