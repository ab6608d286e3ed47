"""What a course file says, and what is refused: in one line, with the key, its line and what to write."""

import re
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from autograder import lesson as lessons
from autograder.classroom.course_file import NAME, read
from autograder.classroom.course_file.load import EXAMPLE
from autograder.classroom.course_file.rules import CourseFile, ExerciseRules, LateRule
from autograder.errors import Refusal

FIRST, SECOND = lessons.course()[:2]


def read_from(folder, text):
    (folder / NAME).write_text(text, encoding="utf-8")
    return read(SimpleNamespace(root=folder))


@pytest.fixture
def full(tmp_path):
    """What the example says with all of its lines taken in."""
    (tmp_path / "roster.csv").touch()
    for name in ("checks", "exam-checks"):
        (tmp_path / name).mkdir()
    text = EXAMPLE.read_text(encoding="utf-8").replace('"pandas", "seaborn"', '"numpy"')
    return read_from(tmp_path, re.sub(r"^#(?! |$)", "", text, flags=re.MULTILINE))


def test_a_course_without_a_file_and_one_with_the_example_as_it_is_written_are_the_same(tmp_path):
    without = read(SimpleNamespace(root=tmp_path))
    assert without == CourseFile(tuple(lessons.course()))
    assert read_from(tmp_path, EXAMPLE.read_text(encoding="utf-8")) == without


def test_each_line_of_the_example_says_what_stands_beside_it(full, tmp_path):
    assert full.lessons == (FIRST, SECOND, "04_backprop") and full.roster == tmp_path / "roster.csv"
    assert full.packages == ("numpy",) and full.hide_extra and len(full.extra_checks) == 2
    assert full.late == LateRule(timedelta(minutes=15), 10, 50, timedelta(days=7))
    assert full.lesson(FIRST).due == datetime(2026, 10, 5, 22), "the end of the day in Berlin, in UTC"
    assert full.lesson(SECOND).due == datetime(2026, 10, 12, 16) and full.lesson(FIRST).weight == 2
    ours = full.lesson(FIRST).exercises
    banned = ("numpy.tanh", "math.tanh", "scipy")
    assert ours == {
        "tanh": ExerciseRules(5, all_or_nothing=True, banned=banned),
        "dense": ExerciseRules(weight=2),
    }
    assert full.extension("ada", FIRST) == timedelta(days=3)
    assert full.extension("ada", SECOND) == timedelta(days=2) and full.extension("bob", FIRST) is None


WRONG = {  # a file → what its refusal says
    "use = [\n'01'": f"{NAME} is no TOML",
    "\nweigth = 2": "line 2: weigth is no key; there are roster",
    "timezone = 'Mars'": 'line 1: timezone = "Mars": give the name of a time zone',
    "use = ['11_magic']": "there is no lesson `11_magic`",
    "use = []": "name one lesson at least",
    "roster = 'nobody.csv'": "is not there: put a CSV file of the students at",
    "roster = '.'": "put a CSV file of the students at",
    '"we\\nird" = 1': r'"we\nird" is no key',
    "packages = ['scikit-learn']": "`scikit-learn` is no name to import",
    "packages = 'pandas'": "give a list of names",
    "[late]\npercent_per_day = 110": "line 2: late.percent_per_day = 110: give a number from 0 to 100",
    "[late]\nfree = 15": 'line 2: late.free = 15: give a length of time, as in "3 days"',
    "late = 3": "line 1: late = 3: give a table",
    "[lessons.01]\nweight = true": "lessons.01.weight = true: give a number from 0",
    "[lessons.01]\nweight = nan": "give a number from 0",
    "[lessons.01]\ndue = '2026-10-05'": "give a date without quotation marks",
    "[lessons.01]\ndue = 2026-10-05": "has no time zone: write timezone",
    "timezone = 'UTC'\n[lessons.01]\ndue = 9999-12-31": "give a day of this millennium",
    "[lessons.01]\ndeu = 2026-10-05": "line 2: lessons.01.deu is no key: did you mean `due`? there are due,",
    f"[lessons.01]\n[lessons.{FIRST}]": "names the same lesson as 01",
    f"use = ['02']\n[lessons.{FIRST}]": "is of a lesson that use = [...] leaves out",
    "[lessons.01.exercises.tahn]": "is no exercise of 01_forward_pass: did you mean `tanh`?",
    "[lessons.01.exercises.tanh]\npoints = -1": "line 2: lessons.01.exercises.tanh.points = -1: give a",
    "[lessons.01.exercises.tanh]\npoints = 1\nweight = 2": "line 3: lessons.01.exercises.tanh.weight stands",
    "[lessons.01.exercises.tanh]\nbanned = [\n'np.tanhh',\n]": "there is no `np.tanhh`: did you mean `tanh`?",
    "[lessons.01.exercises.tanh]\nbanned = ['tanh']": "write its module, as in",
    "[lessons.01.exercises.tanh]\nbanned = ['np tanh']": "`np tanh` is no name",
    "[lessons.01.exercises.tanh]\nbanned_percent = 50": "needs banned = [...]",
    "[lessons.01]\nexercises = 3": "give a table for each exercise",
    "extensions = 3": "give a table for each student",
    "[extensions.ada]\n01 = '2 days'": 'line 2: extensions.ada.01 = "2 days": is more time than none',
    "[lessons.1]\ndue = 2026-10-05T00:00:00Z\n[extensions.a]\n1 = 2026-10-01T00:00:00Z": "give a later time",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_cannot_be_meant_is_refused_in_one_line(tmp_path, text):
    with pytest.raises(Refusal) as refused:
        read_from(tmp_path, text)
    said = str(refused.value)
    assert WRONG[text] in said and said.startswith(NAME) and "\n" not in said


def test_an_exercise_of_ones_own_has_rules_too(tmp_path):
    book = '{"cells": [{"metadata": {"nbgrader": {"grade_id": "check_mine", "grade": true}}}]}'
    (tmp_path / "source" / FIRST).mkdir(parents=True)
    (tmp_path / "source" / FIRST / f"{FIRST}.ipynb").write_text(book)
    found = read_from(tmp_path, "[lessons.1.exercises.mine]\npoints = 3")
    assert found.lesson(FIRST).exercises == {"mine": ExerciseRules(3)}


def test_what_is_late_costs_by_days_that_have_begun_up_to_a_bound():
    rule, hour = LateRule(timedelta(hours=1), 10, 25, timedelta(days=4)), 3600
    costs = [rule.penalty(80, hours * hour) for hours in (0.5, 1, 2, 25, 26, 49.1, 97, 98)]
    assert costs == [None, None, 8, 8, 16, 20, 20, 80]
    assert LateRule().penalty(80, hour) is None
