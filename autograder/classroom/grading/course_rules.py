"""Applies what a course file says of exercises to what came of their checks: all or nothing, banned calls."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from autograder import lesson as lessons
from autograder.checking.results import ExerciseResult
from autograder.classroom.course_file.rules import ExerciseRules
from autograder.classroom.grading.banned_calls import Use, uses
from autograder.classroom.sandbox import image
from autograder.lesson import Cell
from autograder.running.cells import check_id
from autograder.running.own_cells import own_cells
from autograder.running.states import NOTHING_THERE


def apply(
    results: Sequence[ExerciseResult],
    parts: Mapping[str, float],
    lesson: str,
    cells: Sequence[Cell],
    rules: Mapping[str, ExerciseRules],
    own: Mapping[str, Sequence[str]],
) -> dict[str, float]:
    """grade_id → the part of its points, where a rule has changed it; the results say why.

    Parameters
    ----------
    parts : mapping
        grade_id → the part of its points, where that is not the part of its checks that pass.
    cells : sequence of Cell
        The student's.
    own : mapping
        Exercise of the instructor's own → the names that its cells define.
    """
    changed: dict[str, float] = {}
    for result in results:
        rule = rules.get(result.name, ExerciseRules())
        name = result.name if result.name in parts else check_id(result.name)
        before = Fraction(parts.get(name, Fraction(result.passed, result.total or 1)))
        part = _whole(before, result) if rule.all_or_nothing else before
        if rule.banned and result.state not in NOTHING_THERE:
            found = _used(own.get(result.name, [result.name]), lesson, cells, rule)
            part = _without(part, result, found, rule.banned_percent)
        if part != before:
            changed[name] = float(part)
    return changed


def _whole(part: Fraction, result: ExerciseResult) -> Fraction:
    if part in (0, 1):
        return part
    result.remarks += (
        f"All or nothing: {result.passed} of {result.total} checks pass, and points come with all of them.",
    )
    return Fraction(0)


def _used(names: Sequence[str], lesson: str, cells: Sequence[Cell], rule: ExerciseRules) -> list[Use]:
    """What the exercise uses of what is banned: in the cells that are run, the lesson's imports first."""
    shipped = image.shipped(lesson)
    run = [*shipped.setup, *(cell for _, cell in own_cells(shipped, cells))]
    exercises = lessons.lesson(lesson).exercises
    return [use for name in names for use in uses(name, run, rule.banned, exercises)]


def _without(part: Fraction, result: ExerciseResult, found: Sequence[Use], percent: float) -> Fraction:
    """The part that is left where something banned is used."""
    if not found:
        return part
    share = "all" if percent == 100 else f"{percent:g} %"
    result.remarks += (
        f"`{result.name}` uses {', '.join(map(str, found))}. The rules of your course ban that in this"
        f" exercise: it costs {share} of its points.",
    )
    if result.state == "passed":
        result.state = "failed"
    return max(Fraction(0), part - Fraction(percent) / 100)
