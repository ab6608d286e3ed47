"""What a course file says, as plain data: where it says nothing, the kit's own way holds."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


@dataclass(frozen=True)
class ExerciseRules:
    """What holds for one exercise.

    Parameters
    ----------
    points : float, optional
        What it is worth; by default what its checks are worth together.
    weight : float
        By which these are multiplied instead.
    all_or_nothing : bool
        Whether its points count only where all its checks pass.
    banned : tuple of str
        Full names, as in `numpy.tanh`, that the student's code must not use; a module's name stands for
        all in it.
    banned_percent : float
        The part of the points that the use of one costs.
    """

    points: float | None = None
    weight: float = 1
    all_or_nothing: bool = False
    banned: tuple[str, ...] = ()
    banned_percent: float = 100

    def worth(self, checks: float) -> float:
        """Its points, where its checks are worth so much."""
        return checks * self.weight if self.points is None else self.points


@dataclass(frozen=True)
class LateRule:
    """What handing in late costs, of the points that were reached."""

    free: timedelta = timedelta()
    percent_per_day: float = 0
    at_most: float = 100
    zero_after: timedelta | None = None

    @property
    def told(self) -> str:
        """The rule in words."""
        a_day, capped = self.percent_per_day, self.at_most < 100
        said = [
            f"{a_day:g} % of the points for each day that has begun" if a_day else "",
            f"{self.at_most:g} % at most" if a_day and capped else "",
            f"after {self.zero_after / DAY:g} days no points" if self.zero_after is not None else "",
            f"the first {self.free / timedelta(hours=1):g} hours are free" if self.free else "",
        ]
        return "; ".join(filter(None, said))

    def penalty(self, score: float, seconds: float) -> float | None:
        """The points that are taken off; None where none are."""
        late = timedelta(seconds=seconds) - self.free
        if self.zero_after is not None and late > self.zero_after:
            return score
        days = math.ceil(max(late, timedelta()) / DAY)  # a day that has begun counts
        return score * min(self.at_most, days * self.percent_per_day) / 100 or None


@dataclass(frozen=True)
class LessonRules:
    """What holds for one lesson; `due` is in UTC, without a zone, as nbgrader keeps it."""

    due: datetime | None = None
    weight: float = 1
    exercises: Mapping[str, ExerciseRules] = field(default_factory=dict)


@dataclass(frozen=True)
class CourseFile:
    """All that a course file says.

    Parameters
    ----------
    lessons : tuple of str
        Those that are used, in order.
    timezone : ZoneInfo, optional
        Of times without one.
    roster : Path, optional
        A CSV file of the students.
    extra_checks : tuple of Path
    hide_extra : bool
    packages : tuple of str, optional
        Those that students may import besides the kit's own; None where anything installed will do.
    late : LateRule, optional
        None where nbgrader_config.py says what is late.
    rules : mapping
        Lesson → LessonRules, of each lesson that is used.
    extensions : mapping
        Student → lesson → how much more time.
    """

    lessons: tuple[str, ...]
    timezone: ZoneInfo | None = None
    roster: Path | None = None
    extra_checks: tuple[Path, ...] = ()
    hide_extra: bool = False
    packages: tuple[str, ...] | None = None
    late: LateRule | None = None
    rules: Mapping[str, LessonRules] = field(default_factory=dict)
    extensions: Mapping[str, Mapping[str, timedelta]] = field(default_factory=dict)

    def lesson(self, name: str) -> LessonRules:
        """The rules of a lesson."""
        return self.rules.get(name) or LessonRules()

    @property
    def has_due_dates(self) -> bool:
        """Whether due dates and extensions stand here, and nowhere else."""
        return any(rules.due for rules in self.rules.values())

    def extension(self, student: str, lesson: str) -> timedelta | None:
        """How much more time a student has for a lesson."""
        return self.extensions.get(student, {}).get(lesson)
