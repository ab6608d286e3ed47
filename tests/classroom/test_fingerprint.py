"""What makes the next run grade again: everything that can change a mark, and nothing else."""

import json
import shutil
import sqlite3
import subprocess
import sys

import pytest

pytest.importorskip("nbgrader")  # with it come SQLAlchemy and the rest of the classroom's packages

from support.handing_in import LESSON, RELU, graded, hand_in, in_gradebook, needs_sandbox

from autograder import lesson as lessons
from autograder.classroom import course_folder
from autograder.classroom import fingerprint as fingerprints
from autograder.classroom.grading.make_task import task_for
from autograder.classroom.submissions import discover

LATE = """
from nbgrader.plugins import BasePlugin


class Halved(BasePlugin):
    def late_submission_penalty(self, student, score, seconds):
        return score / 2
"""


def fingerprint(course, **wishes):
    """The fingerprint of the course's one submission."""
    home = course_folder.Course(course)
    return task_for(home, home.options(**wishes), *discover.found(home.submitted)).fingerprint


def append(path, text):
    path.write_text(path.read_text() + text)


CHANGES = {  # what is done to a course's folder
    "nothing": lambda course: None,
    "a limit": lambda course: append(course / "nbgrader_config.py", "c.SafeGrading.seconds = 11\n"),
    "another limit": lambda course: append(course / "nbgrader_config.py", "c.SafeGrading.memory = 2000\n"),
    "hidden extra checks": lambda course: append(
        course / "nbgrader_config.py", "c.SafeGrading.hide_extra = True\n"
    ),
    "an extra check": lambda course: append(
        course / f"test_{LESSON}_mine.py", "\n\ndef test_relu_too(relu):\n    pass\n"
    ),
    "the notebook": lambda course: hand_in(course, "ann", RELU + b"\n"),
    "the time": lambda course: (course / "submitted/ann" / LESSON / "timestamp.txt").write_text(
        "2021-01-01 00:00:00 UTC"
    ),
    "the course's secret": lambda course: (course / ".hardway/secret").write_text("b" * 32),
    "what a student may import": lambda course: (course / "course.toml").write_text(
        "packages = ['nbgrader']"
    ),
    "a rule for an exercise": lambda course: (course / "course.toml").write_text(
        "[lessons.1.exercises.relu]\nbanned = ['max']"
    ),
    "points in source/": lambda course: (
        append(course / "source" / LESSON / f"{LESSON}.ipynb", "\n") or repoint(course)
    ),
}


def repoint(course):
    path = course / "source" / LESSON / f"{LESSON}.ipynb"
    book = json.loads(path.read_text())
    next(cell for cell in book["cells"] if cell["metadata"].get("nbgrader", {}).get("grade"))["metadata"][
        "nbgrader"
    ]["points"] += 1
    path.write_text(json.dumps(book))


@pytest.fixture
def whole(course, template):
    """A course that has everything that a mark can depend on, with one submission."""
    source = course / "source" / LESSON
    source.mkdir(parents=True)
    (source / f"{LESSON}.ipynb").write_text(json.dumps(template))
    (course / f"test_{LESSON}_mine.py").write_text("def test_relu_mine(relu):\n    pass\n")
    append(
        course / "nbgrader_config.py",
        f"c.SafeGrading.extra_checks = [{str(course / f'test_{LESSON}_mine.py')!r}]\n",
    )
    (course / ".hardway").mkdir()
    (course / ".hardway" / "secret").write_text("a" * 32)
    (hand_in(course, "ann", RELU) / "timestamp.txt").write_text("2020-01-01 00:00:00 UTC")
    return course


@pytest.mark.parametrize("change", CHANGES)
def test_a_fingerprint_changes_with_what_a_mark_depends_on(whole, change):
    before = fingerprint(whole)
    CHANGES[change](whole)
    assert (fingerprint(whole) == before) == (change == "nothing")


def test_a_fingerprint_changes_without_the_sandbox(whole):
    assert fingerprint(whole) != fingerprint(whole, wall="none")


MODULES = [
    "autograder/comparison.py",
    "autograder/checking/messages.py",
    "autograder/classroom/grading/remote_student.py",
    f"autograder/checks/test_{LESSON}.py",
    "playground/figures.py",
    f"solutions/{LESSON}.py",
]


@pytest.mark.slow
def test_a_fingerprint_changes_with_every_module_that_judges(whole, tmp_path):
    kit = tmp_path / "kit"
    for folder in ("autograder", "playground", "solutions", "lessons"):
        shutil.copytree(lessons.ROOT / folder, kit / folder, ignore=shutil.ignore_patterns("__pycache__"))
    program = f"""
from autograder.classroom.course_folder import Course
from autograder.classroom.grading.make_task import task_for
from autograder.classroom.submissions.discover import found

course = Course({str(whole)!r})
print(task_for(course, course.options(), *found(course.submitted)).fingerprint)
"""

    def seen():
        return subprocess.run(
            [sys.executable, "-c", program],
            cwd=kit,
            env={"PYTHONPATH": str(kit), "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    found = [seen()]
    for module in MODULES:
        append(kit / module, "\n# changed\n")
        found.append(seen())
    assert len(set(found)) == len(MODULES) + 1
    assert seen() == found[-1]


@pytest.mark.parametrize("package", ["numpy", "matplotlib", "scikit-learn"])
def test_a_fingerprint_changes_with_the_version_of_a_package(whole, monkeypatch, package):
    before, version = fingerprint(whole), fingerprints.metadata.version
    monkeypatch.setattr(
        fingerprints.metadata, "version", lambda name: "0" if name == package else version(name)
    )
    fingerprints.kit_part.cache_clear()
    try:
        assert fingerprint(whole) != before
    finally:
        fingerprints.kit_part.cache_clear()


class TestPenalties:
    pytestmark = needs_sandbox

    def test_a_mark_follows_a_due_date_and_a_method_without_a_new_run(self, course):
        (hand_in(course, "ann", RELU) / "timestamp.txt").write_text("2030-01-02 00:00:00 UTC")
        (hand_in(course, "bob", RELU) / "timestamp.txt").write_text("2029-01-02 00:00:00 UTC")
        append(course / "nbgrader_config.py", "c.LateSubmissionPlugin.penalty_method = 'zero'\n")
        first = graded(course)
        full = first["ann"]["score"]
        with sqlite3.connect(course / "gradebook.db") as db:
            db.execute("update assignment set duedate = '2030-01-01 00:00:00.000000'")
        late = graded(course)
        assert (late["ann"]["state"], late["ann"]["score"]) == ("graded", 0)
        shown = {"state": "graded", "reason": late["bob"]["reason"]}  # the page shows the due date
        assert late["bob"] == {**first["bob"], **shown} and "written anew" in late["bob"]["reason"]
        assert graded(course)["bob"] == {**first["bob"], "state": "unchanged"}
        assert "late" in (course / "feedback/ann" / LESSON / f"{LESSON}.html").read_text().lower()
        assert graded(course)["ann"]["state"] == "unchanged"
        (course / "late.py").write_text(LATE)
        append(
            course / "nbgrader_config.py",
            (
                f"import sys; sys.path.insert(0, {str(course)!r})\n"
                f"c.AssignLatePenalties.plugin_class = 'late.Halved'\n"
            ),
        )
        assert graded(course)["ann"]["score"] == full / 2
        with sqlite3.connect(course / "gradebook.db") as db:
            db.execute("update assignment set duedate = null")
        last = graded(course)["ann"]
        assert last["state"] == "graded" and "written anew" in last["reason"]
        assert graded(course)["ann"] == {**first["ann"], "state": "unchanged"}
        assert in_gradebook(
            course, "select count(*) from submitted_notebook where late_submission_penalty > 0"
        ) == [(0,)]
