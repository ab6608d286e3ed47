"""Which errors cost one submission alone, and which would meet all and end the run: decided here alone."""

import errno
from collections.abc import Iterator

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from autograder.classroom.submissions.text import one_line, shown
from autograder.errors import Refusal

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
BROKEN = {errno.EROFS, errno.EIO, errno.ESTALE, errno.EMFILE, errno.ENFILE, errno.ENOMEM}
AGAIN = "then run the same command again: what has been graded is kept"


def reason(error: BaseException) -> str:
    """Why one submission could not be written, in one line; a Refusal where the whole run must end."""
    stop = of_the_run(error)
    if stop:
        raise stop from None
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    where = (
        shown(str(error.filename)) if isinstance(error, OSError) and error.filename else type(error).__name__
    )
    return (
        f"the grading could not be written, and the gradebook is as it was: {where}: {one_line(said)};"
        " mend that and grade again"
    )


def of_the_run(error: BaseException) -> Refusal | None:
    """The Refusal that ends the run, which says what to do; None where the error is of one submission."""
    causes = list(_causes(error))
    refusal = next((one for one in causes if isinstance(one, Refusal)), None)
    number = next((one.errno for one in causes if isinstance(one, OSError)), None)
    database = next(
        (
            one
            for one in causes
            if isinstance(one, DBAPIError) and not isinstance(one, (IntegrityError, DataError))
        ),
        None,
    )
    if refusal:
        return refusal
    if number in FULL or "disk is full" in str(database):
        return Refusal(f"the disk is full: make room, {AGAIN}", status=1)
    if database is not None and is_locked(database):
        return Refusal(f"another program holds the gradebook: close it, {AGAIN}", status=1)
    if database is not None:
        return Refusal(
            f"the gradebook's database is lost ({one_line(database.orig)}): bring it back, {AGAIN}", status=1
        )
    if number in BROKEN:
        return Refusal(f"{one_line(error)}: mend that, {AGAIN}", status=1)
    return None


def is_locked(error: BaseException) -> bool:
    """Whether a database is merely in use by another."""
    return any(
        "database is locked" in str(one) or "database table is locked" in str(one) for one in _causes(error)
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what it came from: nbgrader wraps those of the database."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
