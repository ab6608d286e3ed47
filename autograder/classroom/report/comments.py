"""By mistake: who made it, and one comment for all of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from autograder.classroom.report.analysis import mistakes
from autograder.classroom.report.class_rows import ClassRow


@dataclass(frozen=True)
class Mistake:
    """A mistake of a lesson, with [(student, feedback page)] of those who made it."""

    name: str
    hint: str
    makers: list[tuple[str, str]]
    addresses: list[str]

    @property
    def comment(self) -> str:
        """What can be written to all of them."""
        return f"`{self.name.partition('__')[0]}`: {self.hint}"


def by_mistake(
    group: list[ClassRow], links: Mapping[tuple[str, str], str], addresses: Mapping[str, str]
) -> list[Mistake]:
    """The mistakes of a lesson's rows, the most common first."""
    found = []
    for name, _, hint in mistakes(group):
        made = [row for row in group if any(one.get("mistake") == name for one in row["exercises"])]
        makers = [(row["student"], links.get((row["student"], row["lesson"]), "")) for row in made]
        written = [addresses[student] for student, _ in makers if addresses.get(student)]
        found.append(Mistake(name, hint, makers, written))
    return found
