"""What a feedback page shows, taken out of a graded notebook and its marks; nothing is worked out anew."""

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from autograder.classroom.gradebook.marks import NOTE, REASON, Marks
from autograder.classroom.submissions import normalize
from autograder.classroom.task import Exercise, Notebook, remembered_in
from autograder.running.cells import exercise_of_check
from autograder.running.states import NOTHING_THERE, TRIED, WORDS

Cell: TypeAlias = dict[str, Any]

LONGEST_CAUSE = 160  # characters
HINT = " Hint: "  # as `ExerciseResult.message` has it

SAID: dict[str, str] = {"by_hand": "marked by hand", "waits": "waits for a mark by hand", "": "not graded"}
SAID |= {state: word for state, word in WORDS.items()}


@dataclass
class Part:
    """An exercise, or what else has points.

    Parameters
    ----------
    name : str
    score, points : float
        As the gradebook has them.
    state : str
        One of the states, "by_hand", "waits", or "" where nothing was judged.
    cause : str
        One line: what is wrong.
    checks : str
        HTML of ours.
    cells : list of dict
        What the student wrote.
    comments : list of str
        What a person wrote of it, as Markdown.
    by_hand : bool
        Whether a person set the points.
    """

    name: str
    score: float
    points: float
    state: str = ""
    cause: str = ""
    checks: str = ""
    cells: list[Cell] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    by_hand: bool = False

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return f"of-{self.name}"

    @property
    def word(self) -> str:
        """The state in words."""
        word = SAID[self.state]
        return f"{word}, marked by hand" if self.by_hand and self.checks else word

    @property
    def is_right(self) -> bool:
        return self.state == "passed" or (self.state == "by_hand" and self.score >= self.points)

    @property
    def is_open(self) -> bool:
        """Whether there is nothing yet that could be wrong."""
        return self.state in NOTHING_THERE and not self.comments


@dataclass
class Parts:
    """All of a page: what has points, and the rest of the notebook in its order.

    `rest` has for each cell the cell itself, or the name of the part in whose place it stands.
    """

    graded: list[Part]
    rest: list[Cell | str]

    @property
    def tried(self) -> list[Part]:
        """What is not right, in the order of the lesson."""
        return [part for part in self.graded if part.state and not part.is_right and not part.is_open]

    @property
    def commented(self) -> list[Part]:
        return [part for part in self.graded if part.comments]

    @property
    def anchors(self) -> dict[str, str]:
        return {part.name: part.anchor for part in self.graded}

    @property
    def not_begun(self) -> list[Part]:
        return [part for part in self.graded if part.is_open]

    @property
    def right(self) -> list[Part]:
        return [part for part in self.graded if part.is_right]


def parts_of(book: Notebook, marks: Marks) -> Parts:
    """The parts of a graded notebook."""
    exercises = {one["name"]: one for one in remembered_in(book).get("exercises", [])}
    cells = [cell for cell in book["cells"] if cell["id"] not in (NOTE, REASON)]
    found: list[Part] = []
    places: dict[str, str] = {}
    for cell, own in _graded(cells):
        name, judged = cell["id"], normalize.is_check(cell)
        name = exercise_of_check(name) if judged else name
        part = _part(name, marks, [name, cell["id"], *(one["id"] for one in own)], own if judged else [cell])
        (_checked if judged else _by_hand)(part, cell, exercises.get(name), marks)
        found.append(part)
        places |= {one["id"]: name for one in (cell, *part.cells)}
    rest: list[Cell | str] = []
    for cell in cells:
        place = places.get(cell["id"], cell)
        if place not in rest[-1:]:
            rest.append(place)
    return Parts(found, rest)


def _graded(cells: Sequence[Cell]) -> Iterator[tuple[Cell, list[Cell]]]:
    """(cell with points, what the student wrote for it) in the order of the notebook."""
    names = {exercise_of_check(cell["id"]) for cell in cells if normalize.is_check(cell)}
    before: list[Cell] = []
    for cell in cells:
        info = cell["metadata"].get("nbgrader") or {}
        if normalize.is_check(cell):
            name = exercise_of_check(cell["id"])
            ours = _defining(name, cells) or [one for one in cells if one["id"] == name != cell["id"]]
            yield cell, ours or before
            before = before if ours else []
        elif info.get("grade") or info.get("task"):
            yield cell, []
        elif info.get("solution") and cell["id"] not in names:
            before.append(cell)


def _defining(name: str, cells: Sequence[Cell]) -> list[Cell]:
    """The cell with the last definition of a name: the one that was judged."""
    line = re.compile(rf"^(?:(?:async )?def|class) {re.escape(name)}\b|^{re.escape(name)} *=[^=]", re.M)
    code = (cell for cell in reversed(cells) if cell["cell_type"] == "code")
    return [cell for cell in code if line.search(cell["source"])][:1]


def _part(name: str, marks: Marks, ids: Iterable[str], own: list[Cell]) -> Part:
    """A part with what people wrote of it."""
    comments = [marks["cells"].get(one, {}).get("comment") for one in dict.fromkeys(ids)]
    return Part(name, 0, 0, cells=own, comments=[text for text in comments if text])


def _checked(part: Part, cell: Cell, judged: Exercise | None, marks: Marks) -> None:
    """Complete the part of a check: what it says, and what came of it."""
    _with_marks(part, marks["cells"].get(cell["id"], {}))
    part.checks = "".join(output["data"]["text/html"] for output in cell["outputs"])
    if judged:
        part.state = judged["state"]
        part.cause = _cause(judged) if part.state in (*TRIED, "missing") else ""


def _by_hand(part: Part, cell: Cell, _: Exercise | None, marks: Marks) -> None:
    """Complete the part of a cell that a person marks."""
    _with_marks(part, marks["cells"].get(cell["id"], {}))
    part.state = "by_hand" if part.by_hand else "waits"


def _with_marks(part: Part, mark: Mapping[str, Any]) -> None:
    part.score, part.points = mark.get("score", 0), mark.get("points", 0)
    part.by_hand = mark.get("by_hand", False)


def _cause(judged: Exercise) -> str:
    """What is wrong, in one line: the first sentence of the hint, else of the message."""
    said = judged.get("hint") or judged.get("message", "").partition(HINT)[0]
    return textwrap.shorten(re.split(r"(?<=[.:;]) ", said)[0].rstrip(":;"), LONGEST_CAUSE, placeholder=" …")
