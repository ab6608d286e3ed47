"""What an examination found, as plain data and as plain text."""

import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from autograder.address import of_mistake
from autograder.running.calls import Call
from autograder.running.output import MOST_WARNED, plain
from autograder.running.states import NOTHING_THERE, State

PASSED, FAILED, NOT_REACHED, WAITING = "passed", "failed", "not reached", "waiting"
SAID = {
    PASSED: "",
    FAILED: "",
    NOT_REACHED: " (not reached)",
    WAITING: " (counts once a check of values passes)",
}
MARKS = {PASSED: "✓", FAILED: "✗", NOT_REACHED: "·", WAITING: "·"}


@dataclass
class CheckResult:
    """One check: the sentence, how it went, the message where it failed, what the code printed and warned.

    `state` is PASSED; FAILED; NOT_REACHED, where the code stopped as it had in an earlier check; or WAITING,
    where it has the right form and no check of the exercise has yet found a right value. `awaits` is the
    method of a class whose stub it has met, `drawing` the last call that answered with a figure.
    """

    title: str
    state: str
    message: str = ""
    printed: str = ""
    warned: tuple[str, ...] = ()
    drawing: Call | None = field(default=None, repr=False)
    ours: bool = True  # not an instructor's own
    explained: bool = False  # of the failed checks, its message is shown
    awaits: str = ""
    seconds: float = field(default=0.0, compare=False)  # of processor time

    @property
    def passed(self) -> bool:
        return self.state == PASSED

    @property
    def said(self) -> str:
        """What stands behind the title; empty where the mark says it."""
        return SAID[self.state]

    @property
    def waits(self) -> bool:
        """Whether it waits for a method that is still to be written."""
        return bool(self.awaits) and self.state == NOT_REACHED


@dataclass
class ExerciseResult:
    """All checks of one exercise.

    `substituted` are the exercises in whose place ours was called, `absent` those of them that the student
    has not at all; `timed_out` says whether a check ran out of time; `pictures` are (caption, alternative
    text, PNG); `remarks` are sentences that come before all else. `running/states.py` says what each state
    means.
    """

    name: str
    lesson: str
    state: State
    checks: list[CheckResult]
    mistake: str | None = None
    hint: str = ""
    substituted: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    timed_out: bool = False
    pictures: tuple[tuple[str, str, bytes], ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def passed(self) -> int:
        return sum(check.passed for check in self.checks)

    @property
    def total(self) -> int:
        return len(self.checks)

    @property
    def told(self) -> list[CheckResult]:
        """The checks that are shown one by one: all but those that wait for a method."""
        return [check for check in self.checks if not check.waits]

    @property
    def waiting(self) -> list[str]:
        """One line for each method that is waited for: how many checks do."""
        counts = Counter(check.awaits for check in self.checks if check.waits)
        return [f"{n} more {'waits' if n == 1 else 'wait'} for `{method}`" for method, n in counts.items()]

    @property
    def explained(self) -> CheckResult | None:
        """The failed check whose message is shown; `checking/telling.py` says which that is."""
        failed = [check for check in self.checks if check.state == FAILED]
        return next((check for check in failed if check.explained), failed[0] if failed else None)

    @property
    def printed(self) -> str:
        """The first lines of what the student's code printed, those of the check that is explained first."""
        checks = sorted(self.checks, key=lambda check: not check.explained)
        return first_lines("".join(check.printed for check in checks))

    @property
    def warned(self) -> list[str]:
        """What it warned, each warning once."""
        return list(dict.fromkeys(text for check in self.checks for text in check.warned))[:MOST_WARNED]

    @property
    def whose(self) -> str:
        """Sentences that say where ours stood in; empty where all was the student's own."""
        wrong = [f"`{name}`" for name in self.substituted if name not in self.absent]
        absent = [f"`{name}`" for name in self.substituted if name in self.absent]
        said = []
        if wrong:
            do = "do" if len(wrong) > 1 else "does"
            said += [f"Checked with our {', '.join(wrong)}; yours {do} not pass yet."]
        if absent:
            mend = "write it, or run its cell"
            said += [f"Checked with our {', '.join(absent)}; you have none here yet: {mend}."]
        return " ".join(said)

    @property
    def address(self) -> str:
        """Where the book tells more of the mistake; empty where none is named."""
        return of_mistake(self.lesson, self.mistake) if self.mistake and self.hint else ""

    @property
    def message(self) -> str:
        """One line: what is wrong, and the hint where the mistake is known; empty where all is well."""
        said = list(self.remarks)
        if self.state != "passed" and self.explained is not None:
            said += [self.explained.message, f"Hint: {self.hint}" if self.hint else ""]
        return " ".join(" ".join(said).split())

    def to_json(self) -> dict[str, Any]:
        """The object that `hardway check --json` prints; `book/more/commands.md` describes it."""
        keys = ("name", "state", "passed", "total", "mistake", "hint", "substituted", "message")
        return {key: getattr(self, key) for key in keys} | {
            "hint": self.hint or None,
            "substituted": list(self.substituted),
        }

    def __str__(self) -> str:
        return "\n".join(_lines(self))


@dataclass
class LessonResult:
    """All exercises of one lesson."""

    name: str
    exercises: list[ExerciseResult]
    seed: int
    milestone: CheckResult | None = None

    @property
    def passed(self) -> int:
        return sum(exercise.passed for exercise in self.exercises)

    @property
    def total(self) -> int:
        return sum(exercise.total for exercise in self.exercises)

    @property
    def all_passed(self) -> bool:
        """Whether there are checks and all of them pass; none of none is no success."""
        checked = [exercise.state == "passed" and exercise.total > 0 for exercise in self.exercises]
        return bool(checked) and all(checked)

    def __getitem__(self, name: str) -> ExerciseResult:
        return next(exercise for exercise in self.exercises if exercise.name == name)

    def to_json(self) -> dict[str, Any]:
        """The object that `hardway check --json` prints; `book/more/commands.md` describes it."""
        exercises = [exercise.to_json() for exercise in self.exercises]
        return {"name": self.name, "passed": self.passed, "total": self.total, "exercises": exercises}

    def __str__(self) -> str:
        return "\n\n".join(map(str, self.exercises))


def first_lines(text: str, most: int = 10) -> str:
    """The start of what a student's code printed: a print in a loop fills no screen."""
    lines = plain(text[:2000]).splitlines()
    return "\n".join(lines[:most] + ["…"] * (len(lines) > most))


def _lines(result: ExerciseResult, width: int = 100) -> Iterator[str]:
    """The plain-text picture of one exercise."""
    yield f"{result.name}   {result.passed} of {result.total}"
    if result.state in NOTHING_THERE:
        yield f"  · {result.message}"
        return
    if result.whose:
        yield textwrap.fill(result.whose, width, initial_indent="  ", subsequent_indent="  ")
    for text in result.remarks:
        yield textwrap.fill(text, width, initial_indent="  ", subsequent_indent="  ")
    for check in result.told:
        yield f"  {MARKS[check.state]} {check.title}{check.said}"
        if check is result.explained:
            yield textwrap.fill(check.message, width, initial_indent="      ", subsequent_indent="      ")
    yield from (f"  {MARKS[NOT_REACHED]} {line}" for line in result.waiting)
    if result.hint:
        yield textwrap.fill(f"Hint: {result.hint}", width, initial_indent="  ", subsequent_indent="  ")
    if result.address:
        yield f"  In the book: {result.address}"
    for warning in result.warned:
        yield f"  Your code warned: {warning}"
    if result.printed:
        yield textwrap.indent(f"Your code printed:\n{result.printed}", "  ").rstrip()
