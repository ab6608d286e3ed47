"""Looks at what was handed in and reads it: no link is followed, no pipe opened, no more read than may be."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from autograder.classroom.limits import MEGA
from autograder.classroom.submissions.submission import Rejected
from autograder.classroom.submissions.text import shown

LITTER = {"__macosx", "__pycache__", "thumbs.db", "desktop.ini"}  # what systems and archives leave behind


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
    found = mode(path)
    names = {
        stat.S_ISLNK: "a link",
        stat.S_ISFIFO: "a pipe",
        stat.S_ISSOCK: "a socket",
        stat.S_ISREG: "a file",
        stat.S_ISDIR: "a folder",
    }
    return next((name for test, name in names.items() if test(found)), "a device")


def mode(path: Path) -> int:
    """The kind and the rights of a path itself, as `stat` has them; 0 where it cannot be looked at."""
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


def _plain(path: Path) -> BinaryIO:
    """A plain file that is open to be read."""
    fd = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise Rejected(f"{shown(path.name)} is no plain file")
    return open(fd, "rb")
