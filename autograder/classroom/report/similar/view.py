"""Similar notebooks as they are shown: a list for each lesson, and a page for each pair."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from autograder import lesson as lessons
from autograder.classroom.report.class_rows import ClassRow
from autograder.classroom.report.similar.compare import Match, Pair, pairs
from autograder.classroom.report.similar.nameless import nameless
from autograder.classroom.report.similar.ours import ours
from autograder.classroom.report.similar.pieces import HELPERS, lines_of, pieces
from autograder.classroom.rpc.text import without_controls

MOST_LISTED = 20  # pairs of a lesson
MOST_LINES = 400  # of a piece
OF_HELPERS = "functions of their own"
HINT = (
    "This is a hint and no verdict: two people who learn from one book, or from each other, write alike."
    " Look at the code, and ask both, before you think anything of it."
)


@dataclass(frozen=True)
class Side:
    """One student's code of one exercise: lines as (text, whether it holds what is shared)."""

    student: str
    lines: list[tuple[str, bool]]
    more: int


@dataclass(frozen=True)
class Compared:
    """One exercise of a pair."""

    exercise: str
    verdict: str
    sides: tuple[Side, Side]


def similar(group: list[ClassRow], template: Iterable[str]) -> list[Pair]:
    """The pairs of a lesson's rows that share code which is rare; `template` is the course's own."""
    exercises = lessons.lesson(group[0]["lesson"]).exercises
    return pairs({row["student"]: pieces(row["code"], exercises) for row in group}, ours(template))


def summary(pair: Pair) -> str:
    """What two students share, in words."""
    same = [_named(match.exercise) for match in pair.matches if match.identical]
    near = [f"{_named(one.exercise)} {one.share:.0%}" for one in pair.matches if not one.identical]
    told = [f"identical: {', '.join(same)}" if same else "", f"alike: {', '.join(near)}" if near else ""]
    return "; ".join(filter(None, told))


def compared(pair: Pair, people: Collection[str] | None) -> list[Compared]:
    """The exercises of a pair side by side; `people` are the words that are nobody's to see, or None."""
    return [_compared(pair, match, people) for match in pair.matches]


def _compared(pair: Pair, match: Match, people: Collection[str] | None) -> Compared:
    sides = _side(pair, match, 0, people), _side(pair, match, 1, people)
    return Compared(_named(match.exercise), _verdict(match), sides)


def _side(pair: Pair, match: Match, side: int, people: Collection[str] | None) -> Side:
    piece = match.pieces[side]
    shown = piece if people is None else nameless(piece, people)
    marked = match.lines(side, shown.lines)
    texts = [without_controls(line, lines="\t") for line in lines_of(shown.source)]
    lines = [(text, i in marked) for i, text in enumerate(texts)]
    return Side(pair.students[side], lines[:MOST_LINES], len(lines[MOST_LINES:]))


def _named(exercise: str) -> str:
    return OF_HELPERS if exercise == HELPERS else f"`{exercise}`"


def _verdict(match: Match) -> str:
    if match.identical:
        return "identical, but perhaps for names of variables, comments and layout"
    return f"{match.share:.0%} of what is rare in the shorter one is in both"
