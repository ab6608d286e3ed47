"""A slip of an instructor's in source/ or course.toml: nbgrader generate_assignment says it in one line."""

import json
import shutil

import pytest

pytest.importorskip("nbgrader")

from support.handing_in import LESSON, RELU, graded, hand_in, hardway, nbgrader, needs_sandbox

pytestmark = needs_sandbox
RELEASE, SOURCE = (f"{folder}/{LESSON}/{LESSON}.ipynb" for folder in ("release", "source"))
OWN = "def own(x):\n    ### BEGIN SOLUTION\n    return x\n    ### END SOLUTION"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    course = tmp_path_factory.mktemp("made") / "course"
    assert hardway("course", course).returncode == 0
    return course


@pytest.fixture
def course(made, tmp_path):
    return shutil.copytree(made, tmp_path / "course")


def cell(name, source, **more):
    """A solution cell, or with points a test cell."""
    tests = "points" in more
    info = {"schema_version": 3, "grade_id": name, "locked": tests, "grade": tests, "solution": not tests}
    facts = {"id": "added", "metadata": {"nbgrader": {**info, "task": False, "cell_type": "code", **more}}}
    return {"cell_type": "code", "source": source, "outputs": [], "execution_count": None, **facts}


def with_cells(*cells):
    def slip(course):
        book = json.loads((course / SOURCE).read_text())
        book["cells"] += cells
        (course / SOURCE).write_text(json.dumps(book))

    return slip


def without_grades(course):
    book = json.loads((course / SOURCE).read_text())
    book["cells"] = [one for one in book["cells"] if not one["metadata"].get("nbgrader", {}).get("grade")]
    (course / SOURCE).write_text(json.dumps(book))


def written(name, text):
    return lambda course: (course / name).write_text(text)


UNMARKED = {**cell("own", OWN), "metadata": {}}
NO_POINTS = cell("test_own", "assert own(1)", points=None)
TEXT = {**cell("own", "say", points=1, cell_type="markdown"), "cell_type": "markdown"}
SLIPS = {
    "no grade cell": (without_grades, "no cell of", "*Autograder tests* cell"),
    "no points": (
        with_cells(cell("own", OWN), NO_POINTS),
        "`test_own` in",
        "no points: give a number from 0",
    ),
    "points that are none": (
        with_cells(cell("test_own", "x", points="two")),
        "`test_own` in",
        "'two' points",
    ),
    "a name twice": (with_cells(cell("relu", OWN)), "`relu` in", "give each a grade_id of its own"),
    "a name that is none": (with_cells(cell("my own/x", OWN)), "`my own/x` in", "set its kind and name"),
    "no name": (with_cells(cell("", OWN)), "starts with `def own(x):`", "grade_id is empty"),
    "an open solution": (with_cells(cell("own", OWN[:-16])), "`own` in", "write `### END SOLUTION` below it"),
    "open hidden tests": (
        with_cells(cell("test_own", "### BEGIN HIDDEN TESTS", points=1)),
        "`test_own` in",
        "END HIDDEN TESTS",
    ),
    "a solution in no such cell": (with_cells(UNMARKED), "starts with `def own(x):`", "is no solution cell"),
    "a graded text": (with_cells(TEXT), "`own` in", "is not marked as a solution cell"),
    "a test that is no Python": (
        with_cells(cell("test_own", "assert (", points=1)),
        "`test_own` in",
        "mend it in source/",
    ),
    "a cell without a text": (
        with_cells({"cell_type": "code", "metadata": {}}),
        "has no source",
        "hardway course .",
    ),
    "no JSON": (written(SOURCE, '{"cells": ['), "is no notebook", "hardway course ."),
    "no notebook": (written(SOURCE, "[1]"), "is no notebook", "hardway course ."),
    "gone": (lambda course: (course / SOURCE).unlink(), "is not there", "hardway course . writes it"),
    "left out": (
        written("course.toml", 'use = ["2"]'),
        "course.toml leaves",
        "name it in use = [...] to use it",
    ),
    "no TOML": (written("course.toml", 'use = ["2"'), "course.toml is no TOML", "try again"),
    "no key": (
        written("course.toml", "weigth = 1"),
        "course.toml, line 1: weigth is no key",
        "there are roster,",
    ),
}


@pytest.mark.parametrize("slip, what, mend", SLIPS.values(), ids=SLIPS)
def test_it_is_said_in_one_line_and_the_last_release_stays(course, slip, what, mend):
    slip(course)
    before = (course / RELEASE).read_bytes()
    status, said = nbgrader(course, "generate_assignment", LESSON, "--force")
    errors = [line for line in said.splitlines() if "INFO" not in line]
    assert status == 1 and len(errors) == 1, said
    assert "ERROR" in errors[0] and what in errors[0] and mend in errors[0]
    assert (course / RELEASE).read_bytes() == before


def test_what_nbgrader_alone_refuses_is_one_line_too(course):
    with (course / "nbgrader_config.py").open("a") as file:
        file.write("c.IncludeHeaderFooter.header = 'nowhere.ipynb'\n")
    status, said = nbgrader(course, "generate_assignment", LESSON, "--force")
    errors = [line for line in said.splitlines() if "INFO" not in line]
    assert status == 1 and len(errors) == 1 and "nbgrader cannot hand out" in errors[0], said


def test_a_cell_that_is_new_since_marks_are_there_is_said_with_the_door_that_takes_it(course):
    status, said = nbgrader(course, "generate_assignment", LESSON, "--force")
    assert status == 0, said
    hand_in(course, "ann", RELU)
    graded(course)
    assert nbgrader(course, "generate_assignment", LESSON, "--force")[0] == 0
    with_cells(cell("own", OWN), cell("test_own", "assert own(1)", points=1))(course)
    status, said = nbgrader(course, "generate_assignment", LESSON, "--force")
    assert status == 1 and "has changed in `own`, `test_own`: hardway course . releases it" in said, said
    assert "Traceback" not in said and hardway("course", course).returncode == 0
    assert "def own" in (course / RELEASE).read_text()
