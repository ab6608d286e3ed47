"""What the tests of grading share: one grader, a course's folder, both ends of a wire."""

import json
import os
import socket

import pytest
from support import wasm
from support.handing_in import LESSON, solved

from autograder import lesson as lessons
from autograder.authoring import build
from autograder.classroom.limits import Limits
from autograder.classroom.rpc.channel import Channel

_alone = {}  # wall → what an honest notebook hears before all others


@pytest.fixture(scope="session")
def template():
    return build.nbgrader_source(lessons.lesson(LESSON))


@pytest.fixture(scope="session", params=["bubblewrap", pytest.param("wasm", marks=wasm.needs_wasm)])
def grade(template, request):
    """Grades a notebook's bytes behind a wall; answers (outcome, names of the exercises that pass)."""
    from autograder.classroom.grading.grader import Grader  # needs the classroom's packages

    grader = Grader(Limits(seconds=1, total=15), request.param)

    def run(data, lesson=LESSON, seed=7):
        outcome = grader.grade(lesson, data, f"{lesson}.ipynb", template, seed)
        return outcome, {e["name"] for e in outcome.exercises if e["state"] == "passed"}

    yield run
    grader.close()


@pytest.fixture
def neighbour(grade, request):
    """After the test, an honest notebook in the same process gets full marks and hears what it does alone."""
    wall = request.node.callspec.params["grade"]
    if wall not in _alone:
        _alone[wall] = _heard(grade)
    yield
    found = _heard(grade)
    assert [exercise["name"] for exercise in found if exercise["state"] != "passed"] == []
    assert found == _alone[wall]


def _heard(grade):
    name = "PYTEST_CURRENT_TEST"  # the checks run under pytest too, which takes the name away
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(name, os.environ[name])
        return grade(json.dumps(solved()).encode())[0].exercises


@pytest.fixture
def course(tmp_path):
    """A course's folder with an empty submitted/."""
    folder = tmp_path / "course"
    (folder / "submitted").mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text(
        "c = get_config()\n"
        "from autograder.classroom.plugin import configure\n"
        "configure(c)\n"
        "c.CourseDirectory.course_id = 'tested'\n"
    )
    return folder


@pytest.fixture
def wire():
    """(the grader's end as a socket, the other end as a Channel)."""
    ours, theirs = socket.socketpair()
    yield ours, Channel(theirs)
    ours.close()
    theirs.close()
