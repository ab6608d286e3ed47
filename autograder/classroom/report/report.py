"""The class at a glance: one HTML page that needs nothing else, and a CSV for spreadsheets."""

from pathlib import Path
from statistics import median
from typing import Any

from markupsafe import Markup

from autograder.classroom.atomic_write import write
from autograder.classroom.course_folder import Course
from autograder.classroom.report import charts
from autograder.classroom.report.analysis import (
    STATES,
    by_lesson,
    exercise_counts,
    fraction,
    mistakes,
    needing_help,
)
from autograder.classroom.report.class_rows import ClassRow, as_csv, collected, handed_in_nothing
from autograder.classroom.report.totals import Missing, Totals, totals
from autograder.display.html import environment
from autograder.errors import Refusal

MOST_LISTED = 45  # students who need help
ENVIRONMENT = environment(Path(__file__).with_name("templates"))


def make(course: Course) -> list[Path]:
    """Write report.html, report.csv and totals.csv into the course's folder; returns their paths."""
    rows = list(collected(course))
    if not rows:
        raise Refusal(f"nothing in {course.root} has been graded yet: hardway grade {course.root}", status=1)
    missing = handed_in_nothing(course)
    whole = totals(rows, missing, course.file)
    texts = {
        "report.html": page(course.course_id or course.root.name, rows, missing, whole),
        "report.csv": as_csv(rows),
        "totals.csv": whole.as_csv(),
    }
    for name, text in texts.items():
        write(course.root / name, text, 0o644)
    return [course.root / name for name in texts]


def page(title: str, rows: list[ClassRow], missing: Missing = (), whole: Totals | None = None) -> str:
    """The page as HTML; `missing` are (student, lesson) of those who handed in nothing."""
    nothing = [(student, lesson, "handed in nothing") for student, lesson in missing]
    groups, help_wanted = by_lesson(rows), [*nothing, *needing_help(rows)]
    counts = {
        "student": len({row["student"] for row in rows}),
        "submission": len(rows),
        "lesson": len(groups),
    }
    return ENVIRONMENT.get_template("report.html.j2").render(
        title=title,
        counted=", ".join(_counted(count, what) for what, count in counts.items()),
        help_wanted=help_wanted[:MOST_LISTED],
        more=len(help_wanted[MOST_LISTED:]),
        totals=whole,
        states=list(STATES.values()),
        lessons=[_lesson(name, group) for name, group in groups.items()],
    )


def _lesson(name: str, group: list[ClassRow]) -> dict[str, Any]:
    """What the template shows of one lesson."""
    counts, common = exercise_counts(name, group), mistakes(group)
    marks = charts.histogram(list(map(fraction, group)), f"How the marks of {name} are spread")
    exercises = charts.stacks(counts, list(STATES.values()), f"How each exercise of {name} went")
    made = [(mistake, count) for mistake, count, _ in common]
    bars = charts.bars(made, f"Students who made each mistake in {name}") if made else ""
    return {
        "name": name,
        "facts": _facts(group),
        "marks": Markup(marks),
        "exercises": Markup(exercises),
        "counts": [[exercise, *numbers] for exercise, numbers in counts],
        "mistakes": Markup(bars),
        "common": [[f"`{mistake}`", count, hint] for mistake, count, hint in common],
    }


def _facts(group: list[ClassRow]) -> str:
    """Sentences with the numbers of a lesson."""
    points = median(row["score"] for row in group)
    seconds = [row["seconds"] or 0 for row in group]
    rejected = sum(row["state"] == "rejected" for row in group)
    return (
        f"{_counted(len(group), 'submission')}, {rejected} that could not be graded."
        f" Median {points:g} of {group[0]['max_score']:g} points."
        f" Grading one took {median(seconds):.2g} s at the median, {max(seconds):.2g} s at most."
    )


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
