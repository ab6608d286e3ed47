"""What the tests of grading share: notebooks made of cells, one grader, a course's folder."""

import json
import os
import shutil

import pytest

from autograder import build, lesson as lessons, reference
from autograder.classroom.grader import Grader
from autograder.classroom.limits import Limits

LESSON = "01_forward_pass"
_alone = []  # what an honest notebook hears before all others

needs_sandbox = [pytest.mark.slow, pytest.mark.skipif(not shutil.which("bwrap"), reason="bubblewrap is not installed")]


def notebook(*sources, **more):
    """A notebook's bytes: code cells with these sources."""
    cells = [{"cell_type": "code", "id": f"c{i}", "metadata": {}, "outputs": [], "execution_count": None, "source": s} for i, s in enumerate(sources)]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **more}).encode()


def answer(name):
    """Our own definition of an exercise of the lesson, as a student would have written it."""
    return lessons.answer(lessons.lesson(LESSON).exercises[name].cell.source)


def solved(*names):
    """The shipped notebook as a dict, with these exercises (default all) solved."""
    ours, theirs = build.nbgrader_source(lessons.lesson(LESSON)), build.student_notebook(lessons.lesson(LESSON))
    wanted = names or tuple(lessons.lesson(LESSON).exercises)
    for full, cell in zip(ours["cells"], theirs["cells"]):
        if cell["id"] in wanted:
            cell["source"] = full["source"]
    return theirs


@pytest.fixture(scope="session")
def template():
    return build.nbgrader_source(lessons.lesson(LESSON))


@pytest.fixture(scope="session")
def grade(template):
    """Grades a notebook's bytes; answers (outcome, names of the exercises that pass)."""
    grader = Grader(Limits(seconds=3, total=40))
    reference.namespace(LESSON)  # or the first check's time goes into loading it

    def run(data, lesson=LESSON, seed=7):
        outcome = grader.grade(lesson, data, f"{lesson}.ipynb", template, seed)
        return outcome, {e["name"] for e in outcome["exercises"] if e["state"] == "passed"}

    yield run
    grader.close()


@pytest.fixture
def neighbour(grade):
    """After the test, an honest notebook in the same process gets full marks, and hears what it would have heard alone."""
    if not _alone:
        _alone.append(_heard(grade))
    yield
    found = _heard(grade)
    assert [exercise["name"] for exercise in found if exercise["state"] != "passed"] == []
    assert found == _alone[0]


def _heard(grade):
    name = "PYTEST_CURRENT_TEST"  # the checks run under pytest too, which takes the name away
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(name, os.environ[name])
        return grade(json.dumps(solved()).encode())[0]["exercises"]


@pytest.fixture
def course(tmp_path):
    """A course's folder with an empty submitted/."""
    folder = tmp_path / "course"
    (folder / "submitted").mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text(
        "c = get_config()\nfrom autograder.classroom.plugin import configure\nconfigure(c)\nc.CourseDirectory.course_id = 'tested'\n"
    )
    return folder


def hand_in(course, student, data, lesson=LESSON, name=None):
    """Put a notebook into submitted/."""
    folder = course / "submitted" / student / lesson
    folder.mkdir(parents=True, exist_ok=True)
    (folder / (name or f"{lesson}.ipynb")).write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
    return folder


def environment():
    """The environment of a command that runs as instructors run it."""
    return {**os.environ, "PATH": os.pathsep.join([os.path.dirname(__import__("sys").executable), os.environ.get("PATH", "")])}
