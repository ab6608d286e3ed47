"""Reads an archive of submissions: no path and no size that it tells is believed."""

import contextlib
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.classroom.limits import MEGA
from autograder.classroom.submissions.files import is_litter
from autograder.classroom.submissions.submission import Rejected
from autograder.classroom.submissions.text import one_line
from autograder.errors import Refusal

MOST_FILES = 50_000
ENCRYPTED, UTF_8 = 0x1, 0x800  # bits of a member's flags


@dataclass(frozen=True)
class Member:
    """A file in an archive; `packed` is when it was put there, by the platform's clock."""

    path: str
    info: zipfile.ZipInfo

    @property
    def packed(self) -> list[int]:
        return list(self.info.date_time)


class Archive:
    """A zip archive, open for reading.

    Raises
    ------
    Refusal
        Where it is none, or holds more files than any class hands in.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except FileNotFoundError:
            raise Refusal(f"there is no {path}: download all submissions as one zip archive") from None
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise Refusal(f"{path} is no sound zip archive ({error}): download it once more") from None
        if len(self._zip.infolist()) > MOST_FILES:
            raise Refusal(f"{path} holds more than {MOST_FILES} files: download one assignment at a time")

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def files(self) -> Iterator[Member]:
        """All files but litter, sorted by path."""
        members = [Member(_path(info), info) for info in self._zip.infolist() if not info.is_dir()]
        for member in sorted(members, key=lambda one: one.path):
            if _problem(member) or not any(map(is_litter, member.path.split("/"))):
                yield member

    def read(self, member: Member, most: int) -> bytes:
        """The bytes of a plain file; Rejected where it is none, damaged, or larger than `most`."""
        problem = _problem(member)
        if problem:
            raise Rejected(problem)
        try:
            with self._zip.open(member.info) as file:
                data = b"" if member.info.file_size > most else file.read(most + 1)
        except Exception as error:  # of many kinds: each decompressor has its own
            raise Rejected(f"it is damaged ({one_line(error, 80)})") from None
        if member.info.file_size > most or len(data) > most:
            raise Rejected(f"it is larger than {most // MEGA} MB: have it handed in without outputs")
        return data


def _path(info: zipfile.ZipInfo) -> str:
    """A member's path; tools that do not say so write UTF-8 as well."""
    name = info.filename
    if not info.flag_bits & UTF_8:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/").removeprefix("./")


def _problem(member: Member) -> str | None:
    """Why a member is not to be read, or None."""
    mode = member.info.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "it is a link or a device, and no file"
    if member.info.flag_bits & ENCRYPTED:
        return "it is locked with a password"
    path = PurePosixPath(member.path)
    if path.is_absolute() or ".." in path.parts or member.path[1:2] == ":":
        return "its path leads out of the archive"
    return None
