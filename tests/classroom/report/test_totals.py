"""What each student has over the term, by the lessons' weights."""

import csv

import pytest

pytest.importorskip("nbgrader")  # with it come SQLAlchemy and the rest of the classroom's packages

from autograder import lesson as lessons
from autograder.classroom.course_file.rules import CourseFile, LessonRules
from autograder.classroom.report.behind import Extras
from autograder.classroom.report.report import page
from autograder.classroom.report.totals import totals

FIRST, SECOND = lessons.course()[:2]
MISSING = [("bob", SECOND), ("<i>cy</i>", FIRST), ("<i>cy</i>", SECOND)]


def row(student, lesson, score):
    known = {"student": student, "lesson": lesson, "state": "graded", "reason": None, "score": score}
    return {**known, "max_score": 10, "late_penalty": 0, "seconds": 1.0, "seed": 7, "exercises": []}


ROWS = [row("=ann", FIRST, 10), row("=ann", SECOND, 4), row("bob", FIRST, 5)]
WEIGHED = CourseFile((FIRST, SECOND), rules={FIRST: LessonRules(weight=3)})


def test_lessons_count_by_their_weights_and_nothing_handed_in_is_none_of_it():
    found = totals(ROWS, MISSING, WEIGHED)
    assert found.percent == {"<i>cy</i>": [None, None], "=ann": [100, 40], "bob": [50, None]}
    assert [found.total(one) for one in found.percent] == [0, (3 * 100 + 40) / 4, 3 * 50 / 4]


def test_what_is_not_due_yet_takes_nothing_from_who_has_not_handed_it_in():
    found = totals(ROWS, [], WEIGHED, ["dora"])
    assert [found.total(one) for one in ("bob", "=ann", "dora")] == [50, 85, 0]


def test_a_lesson_that_nobody_handed_in_counts_in_no_total_and_without_a_file_all_count_alike():
    assert totals(ROWS[:1], [], WEIGHED).total("=ann") == 100
    assert totals(ROWS, MISSING, CourseFile((FIRST, SECOND))).total("=ann") == 70
    none = CourseFile((FIRST,), rules={FIRST: LessonRules(weight=0)})
    assert totals(ROWS[:1], [], none).total("=ann") == 0


def test_the_table_for_spreadsheets_and_the_page_hold_nothing_that_a_program_would_obey():
    found = totals(ROWS, MISSING, WEIGHED)
    assert list(csv.reader(found.as_csv().splitlines())) == [
        ["student", FIRST, SECOND, "total"],
        ["<i>cy</i>", "", "", "0.0"],
        ["'=ann", "100.0", "40.0", "85.0"],
        ["bob", "50.0", "", "37.5"],
    ]
    shown = page("course", ROWS, Extras(missing=MISSING), found)
    assert "The total over the term" in shown and f"{FIRST} 3, {SECOND} 1" in shown and "<i>cy" not in shown
