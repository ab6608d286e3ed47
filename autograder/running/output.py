"""What a student's code prints and warns, as far as it is kept."""

import contextlib
import io
import warnings
from collections.abc import Iterable, Iterator

from autograder.running.timeout import TimeLimit

MOST_PRINTED = 20_000  # characters of a check, or of a whole workbook
MOST_WARNED = 20  # different warnings of a check
LONGEST_WARNING = 300  # characters


class Kept(io.StringIO):
    """Text that is written, until it is enough; a StringIO, by which the grader knows stdout for a tape."""

    def write(self, text: str) -> int:
        super().write(text[: max(0, MOST_PRINTED - self.tell())])
        return len(text)

    def close(self) -> None:
        """Nothing: what it prints to, a student's code may close, and we go on reading."""


def plain(text: str) -> str:
    """Text that can be written anywhere: half a character of UTF-16 becomes a question mark."""
    return text.encode("utf-8", "replace").decode()


def text_of(thing: object) -> str:
    """str(thing); a text that cannot be made is none."""
    try:
        return str(thing)
    except BaseException as error:  # the student's own __str__ may do anything
        if isinstance(error, TimeLimit | KeyboardInterrupt):
            raise
        return "its text cannot be made"


@contextlib.contextmanager
def warnings_heard() -> Iterator[list[warnings.WarningMessage]]:
    """All warnings of the body but those of garbage, which is collected at any time, whosever it is."""
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        warnings.simplefilter("ignore", ResourceWarning)
        yield seen


def numerical_first(warned: Iterable[warnings.WarningMessage]) -> list[warnings.WarningMessage]:
    """Warnings with NumPy's first: no number of others hides one."""
    return sorted(warned, key=lambda warning: not issubclass(warning.category, RuntimeWarning))
