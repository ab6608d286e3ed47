"""What was handed in, and what of it must not be opened: links, pipes, devices, names that are no names."""

import stat
from pathlib import Path

from autograder import lesson as lessons
from autograder.classroom.submissions.files import entries, kind, mode, walked
from autograder.classroom.submissions.submission import Rejected, Submission
from autograder.classroom.submissions.text import shown


def vet(submission: Submission) -> None:
    """Raise Rejected for names and files that must not be opened."""
    if misplaced(submission):
        place = f"{shown(submission.student)}/{submission.lesson}/"
        raise Rejected(f"{submission.folder.name} lies in the student's folder itself: put it into {place}")
    for path in (submission.folder.parent, submission.folder):
        if not stat.S_ISDIR(mode(path)):
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
        if not stat.S_ISREG(mode(path)) and not stat.S_ISDIR(mode(path)):
            where = path.relative_to(submission.folder)
            raise Rejected(f"{shown(str(where))[:100]} is {kind(path)}: hand in plain files only")


def misplaced(submission: Submission) -> bool:
    """Whether it is no folder but a notebook, where the folder should be."""
    return submission.folder.name == f"{submission.lesson}.ipynb" and stat.S_ISREG(mode(submission.folder))


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
