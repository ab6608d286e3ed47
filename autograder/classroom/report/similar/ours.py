"""The fingerprints of what everybody may have: the answers, the usual ways, what was handed out."""

import itertools
import re
from collections.abc import Iterable, Iterator
from functools import cache

from autograder import lesson as lessons
from autograder.classroom.report.similar.compare import fingerprints
from autograder.classroom.report.similar.pieces import of_the_course, pieces
from autograder.running.cells import stub

WAY = re.compile(r"^(def \w+?)__\w+", re.MULTILINE)


def ours(template: Iterable[str]) -> set[int]:
    """Fingerprints of our code, and of a course's own notebook of a lesson, with answers and without."""
    return set(_of_the_kit()) | _prints(template)


@cache
def _of_the_kit() -> frozenset[int]:
    """Of all lessons: an earlier answer may be of use in a later one."""
    cells = (cell for name in lessons.course() for cell in lessons.lesson(name).cells)
    return frozenset(_prints([*(cell.source for cell in cells if cell.kind == "code"), *_ways()]))


def _ways() -> Iterator[str]:
    """The usual ways, each under its exercise's name, without what tells it from the others."""
    for path in sorted((lessons.SOLUTIONS / "ways").glob("*.py")):
        text = WAY.sub(r"\1", path.read_text(encoding="utf-8"))
        yield from re.split(r"^(?=def )", text, flags=re.MULTILINE)


def _prints(sources: Iterable[str]) -> set[int]:
    """Each cell alone: of several definitions of a name `pieces` takes the last."""
    cells = itertools.chain.from_iterable((source, stub(source)) for source in sources)
    made = (piece for cell in cells for piece in pieces([cell], of_the_course()).values())
    return set(itertools.chain.from_iterable(map(fingerprints, made)))
