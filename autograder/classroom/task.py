"""One submission's grading as plain data: the task that a worker gets, and the outcome that it gives back.

Both go between processes of our own, to a Dask cluster too; they hold nothing but text, numbers and bytes.
"""

import base64
import json
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Self, TypeAlias, TypedDict

from autograder.classroom.course_file.rules import ExerciseRules
from autograder.classroom.limits import Limits, Wall

Notebook: TypeAlias = dict[str, Any]  # as JSON has it
Exercise: TypeAlias = dict[str, Any]  # the result of one, as `--json` prints it
Time: TypeAlias = tuple[str | None, str | None]  # when it was handed in, as `timestamps.timestamp` has it


class Remembered(TypedDict, total=False):
    """What a graded notebook keeps of its grading, as its metadata under `hardway`."""

    state: str
    reason: str | None
    seed: int
    seconds: float
    wall: Wall
    exercises: list[Exercise]
    fingerprint: str  # what the mark depends on, in short
    notes: list[str]  # what has to be known of how it was graded


def remembered_in(notebook: Notebook) -> Remembered:
    """What a graded notebook keeps of its grading."""
    remembered: Remembered = notebook["metadata"]["hardway"]
    return remembered


@dataclass(frozen=True)
class Wishes:
    """What an instructor wishes of the grading, as far as a mark depends on it.

    Parameters
    ----------
    limits : Limits
    wall : str
        What shall stand around student code.
    extra : tuple of (file name, text)
        The instructor's own files of checks.
    hide_extra : bool
        Whether names and messages of these are kept from the student.
    packages : tuple of str, optional
        Those that students may import besides the kit's own; None for any.
    """

    limits: Limits = Limits()
    wall: Wall = "bubblewrap"
    extra: tuple[tuple[str, str], ...] = ()
    hide_extra: bool = False
    packages: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Task:
    """Everything that a worker needs to grade one submission, and what has to be known where it came from.

    Parameters
    ----------
    key : int
        The submission's number in its run.
    student, lesson, file_name : str
    data : bytes
        The notebook as handed in.
    template : dict
        The course's own notebook of the lesson.
    seed : int
    wishes : Wishes
    rules : dict
        Exercise → what the course file says of it.
    hidden : tuple of str
        Folders that the sandbox must not show.
    time : Time
    receipt : dict
        What the exchange laid beside it, as `receipt.receipt` has it.
    note : str, optional
        What there is to say of which notebook was chosen.
    fingerprint : str
        What the mark depends on, in short.
    """

    key: int
    student: str
    lesson: str
    file_name: str
    data: bytes
    template: Notebook
    seed: int
    wishes: Wishes = Wishes()
    rules: dict[str, ExerciseRules] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    time: Time = (None, None)
    receipt: dict[str, str] = field(default_factory=dict)
    note: str | None = None
    fingerprint: str = ""

    def to_json(self) -> str:
        """The task as one line of text."""
        rules = {name: asdict(one) for name, one in self.rules.items()}
        plain = {**vars(self), "wishes": asdict(self.wishes), "data": base64.b64encode(self.data).decode()}
        return json.dumps({**plain, "rules": rules})

    @classmethod
    def from_json(cls, line: str) -> Self:
        """The task that `to_json` wrote."""
        plain = json.loads(line)
        wishes = plain["wishes"]
        extra = tuple((name, text) for name, text in wishes["extra"])
        packages = None if wishes["packages"] is None else tuple(wishes["packages"])
        wishes |= {"limits": Limits(**wishes["limits"]), "extra": extra, "packages": packages}
        plain["wishes"] = Wishes(**wishes)
        plain["rules"] = {
            name: ExerciseRules(**{**one, "banned": tuple(one["banned"])})
            for name, one in plain["rules"].items()
        }
        plain |= {"data": base64.b64decode(plain["data"]), "hidden": tuple(plain["hidden"])}
        return cls(**{**plain, "time": tuple(plain["time"])})


@dataclass
class Outcome:
    """What came of a task.

    Parameters
    ----------
    state : str
    reason : str, optional
        Why it was rejected.
    seed : int
        Of the random inputs.
    seconds : float
        By the clock.
    wall : str
        What stood around the student's code.
    exercises : list of dict
    notebook : dict
        The notebook for the gradebook, with scores and feedback in its check cells.
    timed_out : bool
        Whether a limit of time was passed.
    notes : list of str
        What student and instructor have to know of how it was graded.
    parts : dict
        grade_id → the part of its points, where that is not the part of its checks that pass.
    """

    state: Literal["graded", "rejected"]
    reason: str | None
    seed: int
    wall: Wall
    seconds: float = 0.0
    exercises: list[Exercise] = field(default_factory=list)
    notebook: Notebook = field(default_factory=dict)
    timed_out: bool = False
    notes: list[str] = field(default_factory=list)
    parts: dict[str, float] = field(default_factory=dict)

    @property
    def remembered(self) -> Remembered:
        """What the notebook keeps of the run; `make_task.sign` and `marks.add_notes` add the rest."""
        return Remembered(
            state=self.state, reason=self.reason, seed=self.seed, seconds=self.seconds,
            wall=self.wall, exercises=self.exercises,
        )  # fmt: skip
