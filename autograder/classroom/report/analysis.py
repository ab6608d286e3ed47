"""What the rows say of a class: who is far below the others, which exercises and mistakes are common."""

import collections
from statistics import median

from autograder import lesson as lessons
from autograder.checking import catalogue
from autograder.classroom.report.class_rows import ClassRow
from autograder.running.states import STATES, TRIED

NEEDS_HELP = 0.5  # of the points that one's classmates get at the median
MOST_LISTED = 15  # mistakes of a lesson


def by_lesson(rows: list[ClassRow]) -> dict[str, list[ClassRow]]:
    """Lesson → its rows, in the order of the lessons."""
    names = sorted({row["lesson"] for row in rows})
    return {name: [row for row in rows if row["lesson"] == name] for name in names}


def needing_help(rows: list[ClassRow]) -> list[tuple[str, str, str]]:
    """[(student, lesson, why)] of those far below the others, the furthest first; none who has time left."""
    found = []
    for group in by_lesson([row for row in rows if row.get("over", True)]).values():
        middle = median(fraction(row) for row in group)
        found += [(row, why) for row in group if (why := _why_help(row, middle))]
    found.sort(key=lambda entry: (fraction(entry[0]), entry[0]["student"]))
    return [(row["student"], row["lesson"], why) for row, why in found]


def _why_help(row: ClassRow, middle: float) -> str | None:
    """Why a student needs help, or None; `middle` is the part of the points at the lesson's median."""
    if row["state"] == "rejected":
        return f"could not be graded: {row['reason']}"
    if fraction(row) < NEEDS_HELP * middle or (middle == 0 and fraction(row) == 0):
        failing = [e["name"] for e in row["exercises"] if e.get("state") in TRIED]
        stuck = f"stuck at {failing[0]}" if failing else "little attempted"
        return f"{row['score']:g} of {row['max_score']:g} points, {stuck}"
    return None


def fraction(row: ClassRow) -> float:
    """The part of the points that a submission has."""
    return row["score"] / row["max_score"] if row["max_score"] else 0.0


def mistakes(group: list[ClassRow]) -> list[tuple[str, int, str]]:
    """[(mistake, how many students made it, its hint)], the most common first."""
    counted = collections.Counter(e["mistake"] for row in group for e in row["exercises"] if e.get("mistake"))
    lesson = group[0]["lesson"]
    return [(name, count, _hint(lesson, name)) for name, count in counted.most_common(MOST_LISTED)]


def _hint(lesson: str, mistake: str) -> str:
    try:
        return catalogue.hint(catalogue.mistakes(lesson)[mistake])
    except (ImportError, KeyError):
        return ""


def exercise_counts(lesson: str, group: list[ClassRow]) -> list[tuple[str, list[int]]]:
    """[(exercise, how many submissions in each state)] in the lesson's order."""
    own = [e["name"] for row in group for e in row["exercises"] if e.get("name")]  # the instructor's, too
    order = list(dict.fromkeys([*lessons.lesson(lesson).exercises, *own]))
    seen: dict[str, collections.Counter[str]] = {name: collections.Counter() for name in order}
    for row in group:
        told = {e["name"]: e["state"] for e in row["exercises"] if e.get("name") in order}
        for name in order:
            seen[name][told.get(name, "missing")] += 1
    return [(name, [seen[name][state] for state in STATES]) for name in order]
