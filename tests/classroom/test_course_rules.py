"""What the course file decides, all three doors obey, and the page says why."""

import json
import shutil
import subprocess
import sys

import pytest

pytest.importorskip("nbgrader")

from support.handing_in import (
    LESSON,
    answer,
    environment,
    graded,
    hand_in,
    hardway,
    in_gradebook,
    nbgrader,
    needs_sandbox,
    notebook,
)

from autograder import lesson as lessons
from autograder.classroom.make_course import CONFIG, SAFE

pytestmark = needs_sandbox
SECOND = lessons.course()[1]
FILE = f"""
use = ["1"]
packages = ["scipy"]
[late]
percent_per_day = 10
[lessons.1]
due = 2030-01-01T00:00:00Z
[lessons.1.exercises.tanh]
points = 10
banned = ["np.tanh"]
[lessons.1.exercises.dense]
all_or_nothing = true
weight = 2
[extensions.eve]
{LESSON} = "3 days"
"""
BANNED = "import numpy as xp\n\ndef helper(x):\n    return xp.tanh(x)\n\ndef tanh(z):\n    return helper(z)"
OTHER = "import pytest\n\n" + answer("sigmoid")
WRONG = "import numpy as np\n\ndef dense(X, W, b):\n    return np.round(X @ W + b, 3)"
MARKS = (
    "select a.student_id, c.name, g.auto_score, n.late_submission_penalty from grade g"
    " join submitted_notebook n on g.notebook_id = n.id join submitted_assignment a on n.assignment_id = a.id"
    " join base_cell c on c.id = g.cell_id"
    " where c.name in ('check_tanh', 'check_dense', 'check_relu') order by 1, 2"
)
BUTTON = """
import sys
from pathlib import Path
from nbgrader.apps import NbGraderAPI
from autograder.classroom.settings import settings_in
api = NbGraderAPI(config=settings_in(Path(".").resolve()))
for student in ("ann", "eve"):
    said = api.autograde(sys.argv[1], student)
    assert said["success"], said
"""


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory):
    """A course with a file, in which ann and eve have handed in the same, two days late."""
    course = tmp_path_factory.mktemp("rules") / "course"
    (course / ".hardway").mkdir(parents=True)
    (course / "nbgrader_config.py").write_text(CONFIG + SAFE)
    (course / ".hardway" / "secret").write_text("c" * 32)
    (course / "course.toml").write_text(FILE)
    for student in ("ann", "eve"):
        folder = hand_in(
            course, student, notebook("import numpy as np", answer("relu"), BANNED, WRONG, OTHER)
        )
        (folder / "timestamp.txt").write_text("2030-01-02 12:00:00 UTC")
    hand_in(course, "ann", notebook(answer("relu")), lesson=SECOND)
    return course


@pytest.fixture(scope="module")
def by_hardway(handed_in):
    """(course, what was said, row of each student) after `hardway grade`."""
    course = shutil.copytree(handed_in, handed_in.parent / "graded")
    done = hardway("grade", course, "--json")
    return course, done.stderr, {r["student"]: r for r in json.loads(done.stdout)["submissions"]}


def test_points_bans_and_lateness_are_as_the_file_says(by_hardway):
    course, said, rows = by_hardway
    marks = {
        (student, cell): (score, penalty) for student, cell, score, penalty in in_gradebook(course, MARKS)
    }
    relu = marks["eve", "check_relu"][0]
    assert relu > 0 and [marks["eve", f"check_{name}"][0] for name in ("tanh", "dense")] == [0, 0]
    assert (
        marks["ann", "check_relu"] == (relu, pytest.approx(relu * 0.2)) and not marks["eve", "check_relu"][1]
    )
    assert rows["eve"]["score"] == relu and rows["ann"]["score"] == pytest.approx(relu * 0.8)
    exercise = {one["name"]: one for one in rows["eve"]["exercises"]}
    assert exercise["tanh"]["passed"] == exercise["tanh"]["total"] and exercise["tanh"]["state"] == "failed"
    assert "`xp.tanh` (that is `np.tanh`) in `helper`" in exercise["tanh"]["message"]
    assert "All or nothing: " in exercise["dense"]["message"]
    assert "the course does not allow to import `pytest`" in exercise["sigmoid"]["message"]
    assert "`pytest` must not be imported" in rows["eve"]["reason"]
    page = (course / "feedback" / "eve" / LESSON / f"{LESSON}.html").read_text()
    assert "The rules of your course ban that" in page and "All or nothing" in page
    assert f"{SECOND} was handed in and is not graded" in said and "no longer" not in said


@pytest.mark.parametrize("door", ["nbgrader autograde", "the formgrader's button"])
def test_the_other_doors_give_the_same_marks(handed_in, by_hardway, door, tmp_path):
    course = shutil.copytree(handed_in, tmp_path / "course")
    if door == "nbgrader autograde":
        status, said = nbgrader(course, "autograde", LESSON)
        assert status == 0, said
        status, said = nbgrader(course, "autograde", SECOND)
        assert status != 0 and "course.toml leaves 02_loss out" in said and "Traceback" not in said
        (course / "course.toml").write_text("weigth = 1")
        status, said = nbgrader(course, "autograde", LESSON, "--force")
        assert status != 0 and "line 1: weigth is no key" in said and "Traceback" not in said
    else:
        command = [sys.executable, "-c", BUTTON, LESSON]
        subprocess.run(command, cwd=course, env=environment(), check=True, timeout=500)
    assert in_gradebook(course, MARKS) == in_gradebook(by_hardway[0], MARKS)


def test_a_change_in_the_file_changes_marks_and_a_date_needs_no_new_run(by_hardway):
    course, _, rows = by_hardway
    file = course / "course.toml"
    file.write_text(FILE.replace("2030-01-01", "2029-12-31"))
    done = hardway("grade", course, "--json")
    again = {row["student"]: row for row in json.loads(done.stdout)["submissions"]}
    assert "due 2029-12-30 24:00 UTC, no longer 2029-12-31 24:00 UTC" in done.stderr
    relu = rows["eve"]["score"]
    assert again["eve"]["score"] == relu and again["ann"]["score"] == pytest.approx(relu * 0.7)
    assert all("written anew" in again[student]["reason"] for student in ("ann", "eve"))
    file.write_text(FILE.replace("banned", "banned_percent = 50\nbanned"))
    assert graded(course)["eve"]["score"] == rows["eve"]["score"] + 5
    file.write_text("weigth = 1")
    refused = hardway("grade", course)
    assert refused.returncode == 2 and "course.toml, line 1: weigth is no key" in refused.stderr
