"""A course goes round through nbgrader's own command line: release, autograde, feedback, export."""

import csv
import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest
from support.copies import FIRST, Copy

from autograder import lesson as lessons
from autograder.authoring import build

pytest.importorskip("nbgrader")
pytestmark = pytest.mark.slow

from nbgrader.api import Gradebook  # noqa: E402
from support import warm  # noqa: E402
from support.programs import needs  # noqa: E402

from autograder.classroom import make_course as courses  # noqa: E402

# nbgrader's own advice where a machine is busy; other tests compute with many processes beside this one
PATIENT = (
    "c.Execute.execute_retries = 2\n"
    "c.Execute.startup_timeout = c.Execute.timeout = c.Execute.iopub_timeout = 300\n"
)
HALF = ["dense", "relu", "sigmoid", "tanh"]


def nbgrader(course, *args):
    """nbgrader's own command, as an instructor types it in the course's folder."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = warm.run("nbgrader", *args, cwd=course, env={**os.environ, "PATH": path})
    assert done.returncode == 0, re.sub(r"(?m)^\[\w+ \| INFO\].*\n", "", done.stderr)
    return done


def hand_in(course, student):
    """A student's copy of the first lesson, in submitted/."""
    folder = course / "submitted" / student / FIRST
    folder.mkdir(parents=True)
    copy = Copy(folder)
    copy.book = json.loads((course / "release" / FIRST / f"{FIRST}.ipynb").read_text(encoding="utf-8"))
    return copy.save()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A course as `hardway course` makes it."""
    course = tmp_path_factory.mktemp("made") / "course"
    list(courses.make(course))
    return course


@pytest.fixture(
    scope="module", params=["stock nbgrader", pytest.param("our plug-in", marks=needs("bubblewrap"))]
)
def graded(request, made, tmp_path_factory):
    """A course in which three students handed in the first lesson, graded."""
    course = shutil.copytree(made, tmp_path_factory.mktemp("course") / "course")
    if request.param == "stock nbgrader":
        (course / "nbgrader_config.py").write_text(courses.CONFIG + PATIENT, encoding="utf-8")
    hand_in(course, "all").solve()
    hand_in(course, "half").solve(*HALF).write(
        "softmax", "def softmax(z):\n    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)"
    )
    hand_in(course, "untouched")
    nbgrader(course, "generate_assignment", FIRST, "--force")
    nbgrader(course, "autograde", FIRST)
    nbgrader(course, "generate_feedback", FIRST)
    nbgrader(course, "export")
    return course


def marks(course, student):
    """Exercise → (score, points) from the gradebook."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        notebook = gradebook.find_submission_notebook(FIRST, FIRST, student)
        return {
            grade.name.removeprefix("check_"): (grade.score, grade.max_score) for grade in notebook.grades
        }


def test_the_gradebook_has_every_mark(graded):
    points = build.points(lessons.lesson(FIRST))
    assert marks(graded, "all") == {name: (worth, worth) for name, worth in points.items()}
    assert marks(graded, "untouched") == {name: (0, worth) for name, worth in points.items()}
    half = marks(graded, "half")
    assert {name: half[name] for name in HALF} == {name: (points[name], points[name]) for name in HALF}
    assert 0 < half["softmax"][0] < points["softmax"] and half["forward"][0] == 0


def test_the_feedback_page_has_the_message(graded):
    page = (graded / "feedback" / "half" / FIRST / f"{FIRST}.html").read_text(encoding="utf-8")
    assert "largest" in page or "overflow" in page, "the hint on large scores is missing"
    assert "not attempted" in (graded / "feedback" / "untouched" / FIRST / f"{FIRST}.html").read_text(
        encoding="utf-8"
    )


def test_the_export_has_the_scores(graded):
    with (graded / "grades.csv").open() as file:
        scores = {
            row["student_id"]: float(row["score"])
            for row in csv.DictReader(file)
            if row["assignment"] == FIRST
        }
    total = sum(build.points(lessons.lesson(FIRST)).values())
    assert scores["all"] == total and scores["untouched"] == 0 and 0 < scores["half"] < total


def test_the_notebook_from_git_and_the_one_from_nbgrader_have_equal_cells(graded):
    def cells(path):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            grading = {
                key: value for key, value in cell["metadata"].get("nbgrader", {}).items() if key != "checksum"
            }
            yield cell["cell_type"], cell["id"], "".join(cell["source"]), grading

    for name in lessons.course():
        assert list(cells(graded / "release" / name / f"{name}.ipynb")) == list(
            cells(lessons.LESSONS / f"{name}.ipynb")
        )
