"""The class's report: who needs help, how an exercise went, and nothing in it that a program would obey."""

import csv

import pytest

pytest.importorskip("nbgrader")  # with it come SQLAlchemy and the rest of the classroom's packages

from autograder import lesson as lessons
from autograder.classroom.report.analysis import exercise_counts, mistakes, needing_help
from autograder.classroom.report.behind import Extras
from autograder.classroom.report.class_rows import COLUMNS, as_csv
from autograder.classroom.report.report import page
from autograder.running import states

LESSON = lessons.course()[0]
NAMES = list(lessons.lesson(LESSON).exercises)


def row(student, score, *exercises, state="graded", reason=None):
    """What is known of a submission, as `class_rows.collected` gives it."""
    known = {"student": student, "lesson": LESSON, "state": state, "reason": reason, "score": score}
    more = {"max_score": 10, "late_penalty": 0, "seconds": 1.0, "seed": 7}
    return {**known, **more, "exercises": list(exercises)}


def exercise(name, state, mistake=None):
    return {"name": name, "state": state, "mistake": mistake, "passed": 0, "total": 3}


ROWS = [
    row("ann", 10, exercise(NAMES[0], "passed")),
    row("bob", 9, exercise(NAMES[0], "failed", "a_mistake")),
    row("cy", 2, exercise(NAMES[0], "failed", "a_mistake"), exercise(NAMES[1], "crashed")),
    row("di", 0, state="rejected", reason="it is a link"),
]


def test_those_far_below_the_others_need_help_the_furthest_first():
    told = needing_help(ROWS)
    assert [student for student, _, _ in told] == ["di", "cy"]
    assert told[0][2] == "could not be graded: it is a link" and told[1][2].endswith(f"stuck at {NAMES[0]}")


def test_nobody_who_has_time_left_needs_help_nor_says_what_the_others_reach():
    early = [row("early", 0) | {"over": False}, row("too", 0) | {"over": False}]
    assert needing_help([*ROWS, *early]) == needing_help(ROWS)


def test_who_needs_help_is_named_as_the_roster_does():
    shown = page("course", ROWS, Extras(names={"cy": "Cy <b>Young</b>"}, missing=[("eve", LESSON)]))
    assert "Cy &lt;b&gt;Young&lt;/b&gt; <small>cy</small></td>" in shown
    assert '<td data-label="student">eve</td>' in shown


def test_an_exercise_of_the_instructors_own_is_counted_too_and_what_is_missing_is_told_from_what_is_wrong():
    rows = [row("ann", 1, exercise("own", "failed")), row("bob", 0, exercise("own", "missing"))]
    assert dict(exercise_counts(LESSON, rows))["own"] == [0, 1, 0, 0, 1]


def test_each_exercise_and_each_mistake_is_counted():
    counts = dict(exercise_counts(LESSON, ROWS))
    assert dict(zip(states.STATES, counts[NAMES[0]])) == {
        "passed": 1, "failed": 2, "crashed": 0, "not_attempted": 0, "missing": 1,
    }  # fmt: skip
    assert all(sum(numbers) == len(ROWS) for numbers in counts.values())
    assert [(name, count) for name, count, _ in mistakes(ROWS)] == [("a_mistake", 2)]


def test_the_table_has_a_line_for_each_exercise_and_no_formula():
    lines = list(csv.DictReader(as_csv([row("=cmd", 0), *ROWS]).splitlines()))
    assert tuple(lines[0]) == COLUMNS and len(lines) == 6
    assert [line["student"] for line in lines[:2]] == ["'=cmd", "ann"]


def test_names_are_text_on_the_page():
    marked = [f"<script>{number}</script>" for number in range(3)]
    made = page(marked[0], [row(marked[1], 0, exercise(marked[2], "failed"))])
    assert "<script>" not in made and "&lt;script&gt;1" in made


def test_the_report_has_a_word_for_each_state():
    assert set(states.WORDS) == set(states.STATES)
