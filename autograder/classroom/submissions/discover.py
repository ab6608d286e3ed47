"""Finds what was handed in: submitted/STUDENT/LESSON/, and what lies beside it."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from autograder import lesson as lessons
from autograder.classroom.submissions.files import entries, is_litter
from autograder.classroom.submissions.submission import Rejected, Submission
from autograder.errors import Refusal

Entry: TypeAlias = os.DirEntry[str]


def found(submitted: Path, lesson: str | None = None, student: str | None = None) -> Iterator[Submission]:
    """All submissions in `submitted/`, sorted; names are compared, never used as patterns."""
    for entry in _students(submitted):
        if _is_file(entry) or student not in (None, entry.name):
            continue
        inside = _inside(entry)
        if inside is None:  # a link, or closed: `vet` says what is wrong
            yield Submission(entry.name, lesson or "", Path(entry.path))
            continue
        yield from (one for one in _of_student(entry.name, inside) if lesson in (None, one.lesson))


def strays(submitted: Path) -> Iterator[str]:
    """What is no submission: files in the place of a student or a lesson, and students without a lesson."""
    yield from (f"{entry.name}/ (hidden)" for entry in _hidden(submitted))
    for entry in _students(submitted):
        inside = None if _is_file(entry) else _inside(entry)
        if _is_file(entry):
            yield entry.name
        elif inside == []:
            yield f"{entry.name}/ (empty)"
        else:
            known = {one.folder.name for one in _of_student(entry.name, inside or [])}
            yield from (f"{entry.name}/{other.name}" for other in inside or [] if other.name not in known)


def _of_student(student: str, inside: list[Entry]) -> Iterator[Submission]:
    """The submissions in a student's folder; a lesson's notebook is one where its folder is not."""
    folders = {entry.name for entry in inside if not _is_file(entry)}
    for entry in inside:
        stem = entry.name.removesuffix(".ipynb")
        if not _is_file(entry) or (entry.name != stem and stem in lessons.course() and stem not in folders):
            yield Submission(student, stem if _is_file(entry) else entry.name, Path(entry.path))


def _hidden(submitted: Path) -> list[Entry]:
    """Folders whose names begin with a dot, and that hold a lesson's folder all the same."""
    if not os.path.isdir(submitted):
        return []
    dotted = [
        entry
        for entry in entries(Path(submitted))
        if entry.name.startswith(".") and entry.is_dir(follow_symlinks=False)
    ]
    return [
        entry for entry in dotted if {one.name for one in entries(Path(entry.path))} & set(lessons.course())
    ]


def _students(submitted: Path) -> list[Entry]:
    try:
        return _visible(submitted) if os.path.lexists(submitted) else []
    except Rejected as error:
        raise Refusal(f"{error}, and it holds what was handed in") from None


def _inside(entry: Entry) -> list[Entry] | None:
    """What lies in a student's folder; None where that is no folder, or closed."""
    try:
        return _visible(entry.path) if entry.is_dir(follow_symlinks=False) else None
    except Rejected:
        return None


def _visible(folder: str | Path) -> list[Entry]:
    return [entry for entry in entries(Path(folder)) if not is_litter(entry.name)]


def _is_file(entry: Entry) -> bool:
    return entry.is_file(follow_symlinks=False)
