"""The book's page for teachers: hours, exercises, points, outcomes and misconceptions of each lesson."""

import re

import pytest

pytest.importorskip("docutils")  # what makes the book's addresses

from autograder import lesson as lessons
from autograder.authoring.pages import teacher
from autograder.lesson import Cell, Lesson


def test_each_lesson_has_its_row_its_outcomes_and_what_goes_wrong():
    page = teacher.sections()
    rows = re.findall(r"^\| \[.*?\]\(\.\./lessons/(\w+)\) \| ([\d.]+) \| (\d+) \|", page, re.M)
    assert [name for name, *_ in rows] == list(lessons.course())
    for name, hours, exercises in rows:
        assert float(hours) == teacher.hours(lessons.lesson(name)) > 0
        assert int(exercises) == len(lessons.lesson(name).exercises)
        assert teacher.outcomes(lessons.lesson(name)).count("\n- ") >= 2, name
        assert teacher.needs(lessons.lesson(name)) and len(teacher.misconceptions(name)) >= 3, name


@pytest.mark.parametrize(
    "said, hours", [("130 to 150 minutes", 2.5), ("about two and a half hours", 2.5), ("about one hour", 1)]
)
def test_hours_are_read_from_what_a_lesson_says(said, hours):
    lesson = Lesson("09_more", (Cell("markdown", f"*Text. It takes {said}, in a row.*"),))
    assert teacher.hours(lesson) == hours


def test_a_lesson_need_not_say_how_long_it_takes():
    assert teacher.hours(Lesson("09_more", (Cell("markdown", "Text."),))) is None
