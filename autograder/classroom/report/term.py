"""The term: what each student has in each lesson, what is missing, late or waits, and how the marks went."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles

from autograder.classroom.report.analysis import by_lesson, fraction
from autograder.classroom.report.class_rows import ClassRow

UNITS = (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1))


@dataclass(frozen=True)
class Entry:
    """One lesson of one student: its points, and words for what is special; `link` is the feedback page."""

    lesson: str
    points: float | None = None
    most: float = 0.0
    words: tuple[str, ...] = ()
    link: str = ""


@dataclass(frozen=True)
class Line:
    """One student's row in the table: an entry for each lesson, and the total."""

    student: str
    name: str
    entries: tuple[Entry, ...]

    @property
    def total(self) -> float:
        """The points of all lessons."""
        return sum(entry.points or 0 for entry in self.entries)

    @property
    def most(self) -> float:
        """The points that there are."""
        return sum(entry.most for entry in self.entries)


@dataclass
class Open:
    """What is open in a lesson: [(student, what there is to say, feedback page)]."""

    lesson: str
    missing: list[tuple[str, str, str]] = field(default_factory=list)
    late: list[tuple[str, str, str]] = field(default_factory=list)
    waiting: list[tuple[str, str, str]] = field(default_factory=list)


def table(
    rows: list[ClassRow],
    missing: Sequence[tuple[str, str]],
    links: Mapping[tuple[str, str], str],
    names: Mapping[str, str],
    others: Iterable[str] = (),
) -> list[Line]:
    """A line for each student, an entry for each lesson that anybody has handed in."""
    most = {name: max(row["max_score"] for row in group) for name, group in by_lesson(rows).items()}
    known = {(row["student"], row["lesson"]): row for row in rows}
    owed = set(missing)
    students = sorted({row["student"] for row in rows} | {student for student, _ in owed} | {*others})
    return [
        Line(
            student,
            names.get(student, ""),
            tuple(
                _entry(known[student, name], points, links.get((student, name), ""))
                if (student, name) in known
                else Entry(name, None, points, ("missing",) if (student, name) in owed else ())
                for name, points in most.items()
            ),
        )
        for student in students
    ]


def _entry(row: ClassRow, most: float, link: str) -> Entry:
    words = {
        "not graded": row["state"] == "rejected",
        "late": row.get("late", 0) > 0,
        "waits": row.get("waiting", False),
    }
    return Entry(
        row["lesson"], row["score"], most, tuple(word for word, holds in words.items() if holds), link
    )


def open_things(
    rows: list[ClassRow], missing: Sequence[tuple[str, str]], links: Mapping[tuple[str, str], str]
) -> list[Open]:
    """Of each lesson: who handed in nothing, who was late, who waits for a mark by hand."""
    found = {name: Open(name) for name in by_lesson(rows)}
    for student, lesson in missing:
        found[lesson].missing.append((student, "", ""))
    for row in rows:
        link = links.get((row["student"], row["lesson"]), "")
        if row.get("late", 0) > 0:
            found[row["lesson"]].late.append((row["student"], f"by {duration(row['late'])}", link))
        if row.get("waiting"):
            found[row["lesson"]].waiting.append((row["student"], "", link))
    return list(found.values())


def duration(seconds: float) -> str:
    """A time in its largest unit, as `2 days`."""
    unit, size = next((unit for unit in UNITS if seconds >= unit[1]), UNITS[-1])
    count = max(1, int(seconds // size))
    return f"{count} {unit}{'' if count == 1 else 's'}"


def course_of_marks(rows: list[ClassRow]) -> list[tuple[str, float, float, float]]:
    """[(lesson, first quartile, median, third quartile)] of the parts of the points."""
    return [(name, *_quartiles(list(map(fraction, group)))) for name, group in by_lesson(rows).items()]


def _quartiles(parts: list[float]) -> tuple[float, float, float]:
    if len(parts) == 1:
        return parts[0], parts[0], parts[0]
    low, _, high = quantiles(parts, n=4, method="inclusive")
    return low, median(parts), high
