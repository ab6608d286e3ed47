"""What was handed in, and what of it must not be opened: links, pipes, devices, names that are no names."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder import lesson as lessons
from autograder.classroom.limits import MEGA

LITTER = {"__macosx", "__pycache__", "thumbs.db", "desktop.ini"}  # what systems and archives leave behind


class Rejected(ValueError):
    """A submission that cannot be graded at all; one line that student and instructor both understand."""


@dataclass(frozen=True)
class Submission:
    """One student's folder for one lesson; `folder` was reached without following a link."""

    student: str
    lesson: str
    folder: Path


def vet(submission: Submission) -> None:
    """Raise Rejected for names and files that must not be opened."""
    if misplaced(submission):
        place = f"{shown(submission.student)}/{submission.lesson}/"
        raise Rejected(f"{submission.folder.name} lies in the student's folder itself: put it into {place}")
    for path in (submission.folder.parent, submission.folder):
        if not stat.S_ISDIR(_mode(path)):
            raise Rejected(
                f"{shown(path.name)} is {kind(path)}, not a folder: hand in a plain folder with the"
                " notebook in it"
            )
    entries(submission.folder)
    for what, name in (("student", submission.student), ("lesson", submission.lesson)):
        problem = unfit(name)
        if problem:
            raise Rejected(f"the folder's name is no name for a {what}: {problem}")
    if submission.lesson not in lessons.course():
        names = ", ".join(lessons.course())
        raise Rejected(
            f"`{submission.lesson}` is no lesson of this course: the folder's name should be one of {names}"
        )
    for path in walked(submission.folder):
        if not stat.S_ISREG(_mode(path)) and not stat.S_ISDIR(_mode(path)):
            where = path.relative_to(submission.folder)
            raise Rejected(f"{shown(str(where))[:100]} is {kind(path)}: hand in plain files only")


def misplaced(submission: Submission) -> bool:
    """Whether it is no folder but a notebook, where the folder should be."""
    return submission.folder.name == f"{submission.lesson}.ipynb" and stat.S_ISREG(_mode(submission.folder))


def has_place(submission: Submission, submitted: Path) -> bool:
    """Whether a submission's names are good enough for the gradebook."""
    return (
        submission.lesson in lessons.course()
        and not unfit(submission.student)
        and submission.folder.parent.parent == submitted
    )


def unfit(name: str) -> str | None:
    """Why a name cannot stand in a gradebook, or None."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return "it is not text in UTF-8"
    if not name or name in (".", "..") or "/" in name or not name.isprintable():
        return "it is empty, or has characters that cannot be printed"
    return "it is longer than 100 characters" if len(name) > 100 else None


def is_litter(name: str) -> bool:
    """Whether a file or folder is nobody's work: hidden, a lock, a saved state, left behind by an archive."""
    return (
        name.startswith((".", "~$"))
        or name.casefold() in LITTER
        or name.casefold().endswith("-checkpoint.ipynb")
    )


def walked(folder: Path) -> Iterator[Path]:
    """Everything below a folder, without following links; at most a thousand entries."""
    todo, count = [Path(folder)], 0
    while todo:
        for entry in entries(todo.pop()):
            count += 1
            if count > 1000:
                raise Rejected(
                    "there are more than a thousand files in the folder: hand in the notebook alone"
                )
            yield Path(entry.path)
            if entry.is_dir(follow_symlinks=False):
                todo.append(Path(entry.path))


def entries(folder: Path) -> list[os.DirEntry[str]]:
    """What lies in a folder, sorted by name; Rejected where it cannot be read."""
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        raise Rejected(
            f"the folder {shown(folder.name)} cannot be read: {error.strerror}; its rights should let you"
        ) from None


def kind(path: Path) -> str:
    """What a path is, for a sentence."""
    mode = _mode(path)
    names = {
        stat.S_ISLNK: "a link",
        stat.S_ISFIFO: "a pipe",
        stat.S_ISSOCK: "a socket",
        stat.S_ISREG: "a file",
        stat.S_ISDIR: "a folder",
    }
    return next((name for test, name in names.items() if test(mode)), "a device")


def _mode(path):
    try:
        return os.lstat(path).st_mode
    except OSError:
        return 0


def contents(path: Path, most: int) -> bytes:
    """The bytes of a plain file; a link, a pipe or a file above the limit is Rejected."""
    try:
        with _plain(path) as file:
            data = file.read(most + 1)
    except OSError as error:
        raise Rejected(f"{shown(path.name)} cannot be read: {error.strerror}") from None
    if len(data) > most:
        raise Rejected(
            f"{shown(path.name)} is larger than {most // MEGA} MB: clear its outputs (Edit, Clear"
            " Outputs of All Cells) and hand it in again"
        )
    return data


def _plain(path):
    """A plain file that is open to be read."""
    fd = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise Rejected(f"{shown(path.name)} is no plain file")
    return open(fd, "rb")


def shown(name: str) -> str:
    """A name from the file system as text that can be printed in one line."""
    try:
        name = os.fsencode(name).decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:
        pass  # no name, but text with halves of characters
    return printable(name, lines="")


def printable(text: str, lines: str = "\n\t") -> str:
    """Text without what a terminal would obey; line ends and tabs stay where they may."""
    return "".join(c if c.isprintable() or c in lines else "\N{REPLACEMENT CHARACTER}" for c in text)
