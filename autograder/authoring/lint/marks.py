"""The marks of an answer, and lines that were meant to be one."""

import difflib
import re

MARKS = {"BEGIN": re.compile(r"[ \t]*### BEGIN SOLUTION"), "END": re.compile(r"[ \t]*### END SOLUTION[ \t]*")}
DEFINITION = re.compile(r"(?:async +)?(?:def|class) +(\w+)")


def kind_of(line: str) -> str | None:
    """Which mark a line is, or was meant to be."""
    if not line.strip().startswith("#"):
        return None
    said = " ".join(re.sub(r"[^A-Za-z]+", " ", line).upper().split())
    likeness = {kind: _alike(said, f"{kind} SOLUTION") for kind in MARKS}
    best = max(likeness, key=lambda kind: likeness[kind])
    return best if likeness[best] > 0.8 else None


def exercise_meant(source: str, checked: set[str]) -> list[str]:
    """The functions of a cell that were meant to be exercises: with a mark inside, or with a check."""
    found: list[str] = []
    name = ""
    for line in source.splitlines():
        definition = DEFINITION.match(line)
        name = definition[1] if definition else name
        if name and name not in found and (name in checked or kind_of(line)):
            found.append(name)
    return found


def _alike(said: str, mark: str) -> float:
    return difflib.SequenceMatcher(None, said, mark).ratio() if "SOL" in said else 0.0
