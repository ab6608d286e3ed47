"""A course is changed in all of its files at once, and has no slip before and after."""

import json

import pytest
from support.slips import ONE, TWO

from autograder import lesson as lessons
from autograder.authoring import scaffold
from autograder.authoring.changing import entry, rename, users
from autograder.authoring.changing.insert import new_exercise
from autograder.authoring.changing.places import renamed
from autograder.authoring.lint.rules import slips
from autograder.authoring.trial import changed

USES = """from autograder.mine import double
from playground import quiz
"""


def write(texts):
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def course(tmp_path):
    """Two lessons, the second of which imports from the first."""
    write(scaffold.files(ONE, tmp_path) | scaffold.files(TWO, tmp_path, exercise="triple"))
    second = tmp_path / "solutions" / f"{TWO}.py"
    write({second: second.read_text(encoding="utf-8").replace("from playground import quiz\n", USES)})
    return tmp_path


def told(course):
    return "\n".join(map(str, slips(root=course)))


def text(course, file):
    return (course / file).read_text(encoding="utf-8")


def test_a_new_exercise_stands_below_the_last_one_with_checks_and_mistakes(course):
    write(new_exercise(ONE, "treble", course))
    assert not told(course)
    source = text(course, f"solutions/{ONE}.py")
    assert source.index("check(double)") < source.index("def treble") < source.index("demo.try_number")


def test_a_renamed_exercise_is_renamed_where_it_is_imported_checked_and_mistaken(course):
    write(rename.exercise(ONE, "double", "twice", course))
    assert not told(course)
    assert "import twice" in text(course, f"solutions/{TWO}.py")
    assert "def test_twice_worked_by_hand(twice)" in text(course, f"autograder/checks/test_{ONE}.py")
    assert "def twice__halved(z)" in text(course, f"autograder/mistakes/wrong_{ONE}.py")


@pytest.mark.parametrize(
    "code, becomes",
    [
        ("def double(z): ...", "def twice(z): ..."),
        (
            "def double(z): ...\ndef f(double): return double",
            "def twice(z): ...\ndef f(double): return double",
        ),
        ("def double(z): ...\nf(double=double)", "def twice(z): ...\nf(double=twice)"),
        ("def double(z): ...\nx.double, reference.double", "def twice(z): ...\nx.double, reference.twice"),
        ("double = 1", "double = 1"),
        ("def double(z):\n    'π `double(1)`, a double'", "def twice(z):\n    'π `twice(1)`, a double'"),
    ],
)
def test_only_what_means_the_exercise_is_renamed(code, becomes):
    assert renamed(code, "double", "twice") == becomes


def test_a_renamed_lesson_takes_its_files_number_and_pictures_along(course):
    moves, texts = rename.lesson(TWO, "07_threefold", course)
    for path, place in moves.items():
        path.rename(place)
    write(texts)
    assert not told(course)
    source = text(course, "solutions/07_threefold.py")
    assert "# # 7 · Tripling" in source and "pictures import threefold as demo" in source
    assert 'milestone("07_threefold")' in source and [*course.rglob("threefold.py")]


def test_who_uses_a_lesson_is_named_with_its_line(course):
    (used,) = users.importing(ONE, course)
    assert used == f"solutions/{TWO}.py:10: double" and users.lesson_in(used) == TWO
    assert not list(users.importing(TWO, course))


def test_what_belongs_to_a_lesson_goes_with_it(course):
    for path in [*rename.belonging(TWO, course), *rename.pictures(TWO, course)]:
        path.unlink()
    assert not told(course) and not list(course.rglob("*tripling*"))


def test_an_exercise_has_changed_where_its_text_a_check_or_a_mistake_has(course):
    before = changed.exercises(course)
    mistakes = course / f"autograder/mistakes/wrong_{ONE}.py"
    write({mistakes: text(course, mistakes).replace("return z / 2", "return z / 3")})
    after = changed.exercises(course)
    assert [one for one in after if after[one] != before[one]] == [(ONE, "double")]


def test_a_wrong_answer_becomes_an_entry_that_is_still_to_be_named(course):
    answer = 'def double(z):\n    """Mine."""\n    return z + z + 1'
    path, line, more = entry.entry(ONE, "double", answer, course)
    write({path: more})
    assert more.splitlines()[line - 1] == "def double__say_what_went_wrong(z):"
    assert "Mine" not in more and "return z + z + 1" in more
    assert told(course).count("still to be named") == 1


def test_the_answers_in_a_notebook_and_in_a_module_are_found(tmp_path):
    source = "import numpy as np\n\n\ndef mse(y_pred, y_true):\n    return 0\n"
    (tmp_path / "wrong.py").write_text(source, encoding="utf-8")
    cells = [{"cell_type": "code", "source": source}]
    (tmp_path / "wrong.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    for name in ("wrong.py", "wrong.ipynb"):
        ((exercise, answer),) = entry.answers(tmp_path / name)
        assert exercise == "mse" and answer.startswith("def mse(") and exercise in lessons.exercises()
