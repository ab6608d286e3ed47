"""Which lesson a text names that people or platforms wrote: a file's name, a heading."""

import re

from autograder import lesson as lessons


def named_in(text: str) -> str | None:
    """The one lesson whose name or topic stands in a text, whatever its punctuation; else None."""
    words = f"_{_plain(text)}_"
    whole = [lesson for lesson in lessons.course() if lesson in words]
    found = whole or [lesson for lesson in lessons.course() if f"_{lesson.partition('_')[2]}_" in words]
    return found[0] if len(found) == 1 else None


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", text.casefold())
