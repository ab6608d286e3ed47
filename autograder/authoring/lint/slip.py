"""One slip of an author's, as one line."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Slip:
    """What is wrong, where, and what mends it; the file is named from the top of the course."""

    file: str
    line: int
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}; {self.mend}"


def meant(name: str, names: Iterable[str], otherwise: str, cutoff: float = 0.6) -> str:
    """What to do about a name that is none: the nearest one is offered, or else what is said otherwise."""
    near = difflib.get_close_matches(name, list(names), n=1, cutoff=cutoff)
    return f"did you mean `{near[0]}`?" if near else otherwise
