"""Writes collected notebooks into submitted/, and never over what is newer or is not the archive's."""

import hashlib
import os
import stat
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from autograder.classroom.atomic_write import Staged
from autograder.classroom.course_folder import Course
from autograder.classroom.gradebook.gradebook import opened
from autograder.classroom.lms.handed_in import Attempt
from autograder.classroom.lms.records import Records
from autograder.classroom.submissions import timestamps
from autograder.classroom.submissions.files import contents, entries, is_litter, kind, mode
from autograder.classroom.submissions.submission import Rejected
from autograder.classroom.submissions.text import shown

LATE = timedelta(minutes=1)  # past the due date: where a platform says that a file is late, and not how much


@dataclass(frozen=True)
class Placed:
    """What became of a file: "collected", "unchanged", "left" where none is missed, or "not placed"."""

    path: str
    state: Literal["collected", "unchanged", "left", "not placed"]
    reason: str = ""


class Places:
    """A course's submitted/ for the time of one collection, with what earlier ones put there."""

    def __init__(self, course: Course, platform: str) -> None:
        self.course, self.platform = course, platform
        self.records = Records(course)
        self._due: dict[str, datetime | None] = {}

    def __enter__(self) -> "Places":
        return self

    def __exit__(self, *_: object) -> None:
        self.records.save()

    def put(self, attempt: Attempt, data: bytes, time: datetime | None) -> Placed:
        """Write a notebook and its time; Rejected where what is there must not be written over.

        Parameters
        ----------
        attempt : Attempt
        data : bytes
        time : datetime, optional
            When it was handed in, if the platform tells.
        """
        student, lesson, file = attempt.student.id, attempt.lesson, attempt.file
        folder, path = self.course.submitted / student / lesson, attempt.member.path
        note = ""
        if time is None and file.late:
            due = self._due_date(lesson)
            time = due + LATE if due else None
            note = f"late in {self.platform.capitalize()}, which does not say by how much: " + (
                "counted as one minute" if due else "there is no due date here, so it counts as on time"
            )
        record = {"from": self.platform, "back": file.back, "digest": _digest(data), "order": attempt.order}
        now = _there(folder, lesson)
        if now is not None and now != data:
            verdict = self._over(folder, now, self.records.of(student, lesson), attempt.order, time)
            if verdict:
                return Placed(path, "left", verdict)
        retimed = time is not None and _time_there(folder) != _naive(time)
        if now != data or retimed:
            _write(folder, lesson, data, time, fresh=now != data)
        record["time"] = str(_naive(time) or self.records.of(student, lesson).get("time"))
        self.records.set(student, lesson, record)
        return Placed(path, "collected" if now != data or retimed else "unchanged", note)

    def _over(
        self, folder: Path, now: bytes, had: dict[str, Any], order: list[int], time: datetime | None
    ) -> str | None:
        """None where the notebook that is there is an older one; why it stays where it is newer."""
        there, came = _time_there(folder), _naive(time)
        theirs = had.get("digest") == _digest(now)  # the platform's, as it came
        if had and not theirs and str(there) == had.get("time"):
            raise Rejected(
                "the notebook was changed here since it was collected: move it away to take this one"
            )
        if there and came and there != came:
            return f"what is there was handed in later, at {there} UTC" if there > came else None
        if theirs and had.get("from") == self.platform and had["order"] != order:
            return "what is there was handed in later" if had["order"] > order else None
        raise Rejected(
            "another notebook is there, and nothing tells which is newer: move it away, or give --times"
        )

    def _due_date(self, lesson: str) -> datetime | None:
        """When a lesson is due, by the course file, or else by the gradebook."""
        if self.course.file.has_due_dates:
            due = self.course.file.lesson(lesson).due
            return due.replace(tzinfo=UTC) if due else None
        if lesson not in self._due and self.course.gradebook_is_new:
            self._due[lesson] = None
        elif lesson not in self._due:
            with opened(self.course) as book:
                dates = {one.name: one.duedate for one in book.assignments}
            due = dates.get(lesson)
            self._due[lesson] = due.replace(tzinfo=UTC) if due else None
        return self._due[lesson]


def _there(folder: Path, lesson: str) -> bytes | None:
    """The lesson's notebook that is in a folder, or None; Rejected where something else is in its place."""
    for path in (folder.parent, folder):
        if os.path.lexists(path) and not stat.S_ISDIR(mode(path)):
            raise Rejected(f"{path.name} in submitted/ is {kind(path)}, where a folder should be")
    found = entries(folder) if folder.exists() else []
    books = [one.name for one in found if one.name.lower().endswith(".ipynb") and not is_litter(one.name)]
    others = [name for name in books if name != f"{lesson}.ipynb"]
    if others:
        raise Rejected(f"{shown(others[0])} lies beside it: move that away to take this one")
    return contents(folder / books[0], 2**30) if books else None


def _write(folder: Path, lesson: str, data: bytes, time: datetime | None, fresh: bool) -> None:
    """The notebook and its time take their places; a secret of the exchange belonged to the one before."""
    with Staged() as staged:
        staged.add(folder / f"{lesson}.ipynb", data, 0o644)
        if time:
            staged.add(folder / timestamps.NAME, f"{_naive(time)} UTC\n", 0o644)
        if fresh:
            (folder / timestamps.SECRET).unlink(missing_ok=True)
        if not time:
            (folder / timestamps.NAME).unlink(missing_ok=True)
        staged.place()


def _time_there(folder: Path) -> datetime | None:
    """When what is in a folder was handed in, to the second, if anything says so."""
    found = timestamps.time_of(timestamps.timestamp(folder)[0])
    return found.replace(microsecond=0) if found else None


def _naive(time: datetime | None) -> datetime | None:
    """A time in UTC, as the gradebook has it."""
    return time.astimezone(UTC).replace(tzinfo=None, microsecond=0) if time else None


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
