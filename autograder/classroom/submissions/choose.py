"""Which notebook of a submission is graded: the lesson's own, the newest of several, never litter."""

import os
import re
from pathlib import Path

from autograder.classroom.limits import MEGA, Limits
from autograder.classroom.submissions.files import contents, entries, is_litter, walked
from autograder.classroom.submissions.submission import Rejected, Submission
from autograder.classroom.submissions.text import shown

COPY = re.compile(
    r"[ _-]*(?:\((\d{1,4})\)|[_-](\d{1,4})|copy[ _-]*\(?(\d{0,4})\)?)\Z", re.IGNORECASE
)  # what browsers and learning platforms add


def notebook_in(submission: Submission, limits: Limits) -> tuple[str, bytes, str | None]:
    """(file name, bytes, note) of the notebook that counts; the note, or None, says what was passed over.

    Raises
    ------
    Rejected
        Where there is none, several with other names, or one that is too large or cannot be read.
    """
    wanted = f"{submission.lesson}.ipynb"
    found = _shallowest(submission.folder)
    if not found:
        raise Rejected(f"there is no notebook in the folder: hand in {wanted}")
    named = [path for path in found if submission.lesson in path.stem.casefold()]
    if not named and len(found) > 1:
        raise Rejected(f"there are {len(found)} notebooks, and none is named {wanted}: hand in that one")
    best = max(named or found, key=lambda path: _age(path, submission.lesson))
    return best.name, contents(best, limits.notebook * MEGA), _note(best, found, submission)


def _shallowest(folder: Path) -> list[Path]:
    """The notebooks that lie least deep in a folder."""
    here = [
        Path(e.path) for e in entries(folder) if _is_notebook(e.name) and e.is_file(follow_symlinks=False)
    ]
    if here:
        return here
    clean = (path for path in walked(folder) if not any(map(is_litter, path.relative_to(folder).parts)))
    deeper = [path for path in clean if _is_notebook(path.name) and path.is_file()]
    depth = min((len(path.parts) for path in deeper), default=0)
    return sorted(path for path in deeper if len(path.parts) == depth)


def _is_notebook(name: str) -> bool:
    return name.lower().endswith(".ipynb") and not is_litter(name)


def _age(path: Path, lesson: str) -> tuple[int, int, bool, str]:
    """What the newest has most of: number of a second upload, file's time, the lesson's plain name."""
    return copy_number(path.stem, lesson), os.lstat(path).st_mtime_ns, path.stem == lesson, path.name


def is_copy(stem: str, lesson: str) -> bool:
    """Whether a name is the lesson's own, or that with what a second upload adds."""
    before, name, added = stem.casefold().rpartition(lesson)
    return bool(name) and not before and (not added or COPY.fullmatch(added) is not None)


def copy_number(stem: str, lesson: str) -> int:
    """Which upload of a lesson's notebook its name says it is: 2 of `01_forward_pass (2)`, 0 of the first."""
    added = COPY.fullmatch(stem.casefold().rpartition(lesson)[2])
    return int(next((number for number in added.groups()[:2] if number), 0)) if added else 0


def _note(best: Path, found: list[Path], submission: Submission) -> str | None:
    where = best.relative_to(submission.folder)
    others = [shown(str(path.relative_to(submission.folder))) for path in found if path != best]
    if others:
        left = ", ".join(others[:3]) + (f" and {len(others) - 3} more" if len(others) > 3 else "")
        why = (
            "as the newest"
            if sum(submission.lesson in path.stem.casefold() for path in found) > 1
            else "by its name"
        )
        return f"of {len(found)} notebooks {shown(str(where))} was graded {why}, and {left} was left alone"
    return f"the notebook was found deeper, as {shown(str(where))}" if len(where.parts) > 1 else None
