"""What each student has over the term: percent of each lesson's points, and the total by weights."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autograder.classroom.course_file.rules import CourseFile
from autograder.classroom.report.analysis import by_lesson, fraction
from autograder.classroom.report.class_rows import ClassRow, harmless_cell

Missing = Sequence[tuple[str, str]]  # (student, lesson) of those who handed in nothing of what is due


@dataclass(frozen=True)
class Totals:
    """Percent of all students; a lesson that nobody has handed in counts in no total.

    Parameters
    ----------
    weights : dict
        Lesson → its weight, in order.
    percent : dict
        Student → percent of each lesson, None where nothing was handed in.
    owed : frozenset of (student, lesson)
        Those who have handed in nothing of what was due.
    """

    weights: dict[str, float]
    percent: dict[str, list[float | None]]
    owed: frozenset[tuple[str, str]] = frozenset()

    def total(self, student: str) -> float:
        """Percent of what was handed in or due so far, by the lessons' weights; nothing handed in is 0."""
        reached = [
            (weight, percent or 0)
            for (lesson, weight), percent in zip(self.weights.items(), self.percent[student])
            if percent is not None or (student, lesson) in self.owed
        ]
        whole = sum(weight for weight, _ in reached)
        return sum(weight * percent for weight, percent in reached) / whole if whole else 0.0

    def lines(self) -> list[list[str]]:
        """A line for each student: name, percent of each lesson, total."""
        return [
            [student, *("" if one is None else f"{one:.1f}" for one in line), f"{self.total(student):.1f}"]
            for student, line in self.percent.items()
        ]

    def headings(self) -> list[str]:
        """What stands above the lines."""
        return ["student", *self.weights, "total"]

    def as_csv(self) -> str:
        """The lines for spreadsheets."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerows([map(harmless_cell, line) for line in (self.headings(), *self.lines())])
        return text.getvalue()


def totals(rows: list[ClassRow], missing: Missing, file: CourseFile, others: Iterable[str] = ()) -> Totals:
    """The totals of all who have handed in something, and of those who are known and have not."""
    weights = {lesson: file.lesson(lesson).weight for lesson in by_lesson(rows)}
    found = {(row["student"], row["lesson"]): 100 * fraction(row) for row in rows}
    students = sorted({row["student"] for row in rows} | {student for student, _ in missing} | {*others})
    percent = {one: [found.get((one, lesson)) for lesson in weights] for one in students}
    return Totals(weights, percent, frozenset(missing))
