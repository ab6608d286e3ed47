"""What stands on the page, and how it becomes HTML or text."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from autograder.display import html
from autograder.last_page.charts import Chart
from autograder.last_page.digits import Digits
from autograder.last_page.film import Film
from autograder.running.states import State
from autograder.workspace import learner, status_lines

ENVIRONMENT = html.environment(Path(__file__).with_name("templates"))


@dataclass
class Chapter:
    """What a learner has of one lesson."""

    name: str
    title: str
    states: learner.States
    lines: dict[str, int]  # of the exercises that pass
    milestone: str | None
    reached: datetime.date | None

    @property
    def rows(self) -> list[tuple[str, str]]:
        """Each exercise, and the learner's own lines in it, or how it fares."""
        return [(name, self._said(name, state)) for name, state in self.states.items()]

    def _said(self, name: str, state: State) -> str:
        return str(self.lines.get(name, 0)) if state == "passed" else status_lines.MARKS[state][1]

    @property
    def passed(self) -> int:
        """How many of its exercises pass."""
        return status_lines.share(self.states)[0]


@dataclass
class Page:
    """All that the template is given."""

    chapters: list[Chapter]
    code: str
    film: Film | None
    digits: Digits | None
    charts: list[Chart]
    missing: list[str]  # what is not there yet, a line each
    ours: bool  # the folder is that of our own answers

    @property
    def passed(self) -> int:
        """How many exercises pass."""
        return sum(chapter.passed for chapter in self.chapters)

    @property
    def total(self) -> int:
        """How many exercises there are."""
        return sum(len(chapter.states) for chapter in self.chapters)

    @property
    def lines(self) -> int:
        """The learner's own lines in the exercises that pass."""
        return sum(sum(chapter.lines.values()) for chapter in self.chapters)

    def html(self, level: int = 1, whole: bool = True) -> str:
        """The page as a file of its own, or as a part of another whose headings begin at a level."""
        today = datetime.date.today()
        template = ENVIRONMENT.get_template("page.html.j2")
        return template.render(page=self, level=level, whole=whole, day=f"{today.day} {today:%B %Y}")

    def __str__(self) -> str:
        """The page in a few lines of text."""
        told = [f"{self.passed} of {self.total} exercises pass, {self.lines} lines of your own."]
        told += [self.film.caption] if self.film else []
        told += (
            [f"Of {self.digits.count} digits never seen, {100 * self.digits.share:.1f} % are read right."]
            if self.digits
            else []
        )
        return "\n".join(told + self.missing)
