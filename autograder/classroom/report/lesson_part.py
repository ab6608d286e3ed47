"""What the report shows of one lesson."""

from statistics import median
from typing import Any

from markupsafe import Markup

from autograder.classroom.report import charts, comments, files
from autograder.classroom.report.analysis import exercise_counts, fraction
from autograder.classroom.report.behind import Extras
from autograder.classroom.report.class_rows import ClassRow
from autograder.classroom.report.similar import view
from autograder.running.states import WORDS

WIDE, NARROW = 620, 350  # pixels of a chart, on a telephone too


def of_lesson(name: str, group: list[ClassRow], extras: Extras) -> dict[str, Any]:
    """What the template shows of one lesson."""
    counts = exercise_counts(name, group)
    common = comments.by_mistake(group, extras.links, extras.addresses)
    marks = charts.histogram(list(map(fraction, group)), f"How the marks of {name} are spread")
    exercises = [
        charts.stacks(counts, list(WORDS.values()), f"How each exercise of {name} went", width)
        for width in (WIDE, NARROW)
    ]
    made = [(mistake.name, len(mistake.makers)) for mistake in common]
    chart = charts.bars(made, f"Students who made each mistake in {name}") if made else ""
    pairs = extras.similar.get(name, [])
    return {
        "name": name,
        "most": max(row["max_score"] for row in group),
        "facts": _facts(group),
        "marks": Markup(marks),
        "exercises": list(map(Markup, exercises)),
        "counts": [[exercise, *numbers] for exercise, numbers in counts],
        "chart": Markup(chart),
        "mistakes": common,
        "common": [[f"`{mistake.name}`", len(mistake.makers), mistake.hint] for mistake in common],
        "similar": [
            (pair, view.summary(pair), f"{files.PAGES}/{files.SIMILAR.format(name, number)}")
            for number, pair in enumerate(pairs[: view.MOST_LISTED], 1)
        ],
        "more_similar": len(pairs[view.MOST_LISTED :]),
    }


def _facts(group: list[ClassRow]) -> str:
    """Sentences with the numbers of a lesson."""
    points = median(row["score"] for row in group)
    seconds = [row["seconds"] or 0 for row in group]
    rejected = sum(row["state"] == "rejected" for row in group)
    return (
        f"{counted(len(group), 'submission')}, {rejected} that could not be graded."
        f" Median {points:g} of {group[0]['max_score']:g} points."
        f" Grading one took {median(seconds):.2g} s at the median, {max(seconds):.2g} s at most."
    )


def counted(count: int, what: str) -> str:
    """A number of things, as `2 lessons`."""
    return f"{count} {what}{'' if count == 1 else 's'}"
