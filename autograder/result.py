"""What an examination found, as plain data and as plain text."""

import textwrap
from dataclasses import dataclass, field


@dataclass
class CheckResult:
    """One check: the sentence, whether it passed, and the message where it did not."""

    title: str
    passed: bool
    message: str = ""
    tapes: list = field(default_factory=list, repr=False)


@dataclass
class ExerciseResult:
    """All checks of one exercise."""

    name: str
    lesson: str
    state: str
    checks: list
    mistake: str | None = None
    hint: str = ""
    printed: str = ""
    warned: list = field(default_factory=list)
    pictures: tuple = ()

    @property
    def passed(self):
        return sum(check.passed for check in self.checks)

    @property
    def total(self):
        return len(self.checks)

    @property
    def first_failure(self):
        return next((check for check in self.checks if not check.passed), None)

    @property
    def message(self):
        """One line: what is wrong, and the hint where the mistake is known; empty where all is well."""
        if self.state == "passed":
            return ""
        said = self.first_failure.message
        return " ".join(f"{said} Hint: {self.hint}".split()) if self.hint else " ".join(said.split())

    def to_json(self):
        """The object of the command contract."""
        keys = ("name", "state", "passed", "total", "mistake", "message")
        return {key: getattr(self, key) for key in keys}

    def __str__(self):
        return "\n".join(_lines(self))


@dataclass
class LessonResult:
    """All exercises of one lesson."""

    name: str
    exercises: list
    seed: int
    milestone: CheckResult | None = None

    @property
    def passed(self):
        return sum(exercise.passed for exercise in self.exercises)

    @property
    def total(self):
        return sum(exercise.total for exercise in self.exercises)

    @property
    def all_passed(self):
        return all(exercise.state == "passed" for exercise in self.exercises)

    def __getitem__(self, name):
        return next(exercise for exercise in self.exercises if exercise.name == name)

    def to_json(self):
        """The object of the command contract."""
        exercises = [exercise.to_json() for exercise in self.exercises]
        return {"name": self.name, "passed": self.passed, "total": self.total, "exercises": exercises}

    def __str__(self):
        return "\n\n".join(map(str, self.exercises))


def _lines(result, width=100):
    """The plain-text picture of one exercise."""
    yield f"{result.name}   {result.passed} of {result.total}"
    if result.state in ("not_attempted", "missing"):
        yield f"  · {result.message}"
        return
    for check in result.checks:
        yield f"  {'✓' if check.passed else '✗'} {check.title}"
        if check is result.first_failure:
            yield textwrap.fill(check.message, width, initial_indent="      ", subsequent_indent="      ")
    if result.hint:
        yield textwrap.fill(f"Hint: {result.hint}", width, initial_indent="  ", subsequent_indent="  ")
    for warning in dict.fromkeys(result.warned):
        yield f"  Your code warned: {warning}"
    if result.printed:
        yield textwrap.indent(f"Your code printed:\n{result.printed}", "  ").rstrip()
