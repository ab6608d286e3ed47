"""A grading that is stopped anywhere, by Ctrl-C, by `kill` or by `kill -9`: the same command goes on."""

import os
import signal
import subprocess
import sys

import pytest

pytest.importorskip("nbgrader")

from support.handing_in import LESSON, RELU, hand_in, hardway, in_gradebook, needs_sandbox, notebook
from support.processes import start, wait_for
from support.warm import environment

pytestmark = needs_sandbox
STUDENTS = ("ann", "bob", "cy", "dan")
HERE = "open({!r}, 'w').close(), time.sleep(600)"  # at which the grading waits to be stopped
# In the process that writes, for the second submission: before the call of its nth of these.
MOMENTS = {
    "a submission runs": None,
    "the page is rendered": ("autograder.classroom.gradebook.feedback", "page", 2),
    "the marks are written": ("autograder.classroom.atomic_write.Staged", "place", 2),
    "the page is placed": ("os", "replace", 3),
    "the notebook is placed": ("os", "replace", 4),
}
WAITS = """
import itertools, os, pkgutil, signal, time
from autograder.classroom import atomic_write
signal.signal(signal.SIGINT, signal.default_int_handler)
owner, count = pkgutil.resolve_name({owner!r}), itertools.count(1)
original = getattr(owner, {name!r})
def waiting(*args, **more):
    if "feedback" in str(args) + str(getattr(args[0], "_ready", "")) or "autograded" in str(args) or {always}:
        if next(count) == {nth}:
            {here}
    return original(*args, **more)
setattr(owner, {name!r}, waiting)
"""
MARKS = (
    "select a.student_id, sum(g.auto_score), count(*) from grade g"
    " join submitted_notebook n on g.notebook_id = n.id join submitted_assignment a on n.assignment_id = a.id"
    " group by a.student_id order by a.student_id"
)
SLEEPS = notebook("import time\ntime.sleep(200)")
TOLD = "stopped: 1 of 4 submissions is done, 3 are left; nothing is lost, run the same command again"


def begun(course, moment, marker):
    """A grading in a group of its own that has come to the moment."""
    code = ["import signal", "signal.signal(signal.SIGINT, signal.default_int_handler)"]
    if MOMENTS[moment]:
        owner, name, nth = MOMENTS[moment]
        always = owner.endswith("feedback")
        here = HERE.format(str(marker))
        code = [WAITS.format(owner=owner, name=name, nth=nth, here=here, always=always)]
    code += ["import runpy", "runpy.run_module('autograder', run_name='__main__', alter_sys=True)"]
    command = [sys.executable, "-c", "\n".join(code), "grade", str(course), "--workers", "1"]
    return start(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(),
        start_new_session=True,
    )  # fmt: skip


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    """Marks of the class where nothing stops the grading."""
    course = a_course(tmp_path_factory.mktemp("whole"))
    assert hardway("grade", course).returncode == 0
    return in_gradebook(course, MARKS)


def a_course(folder):
    course = folder / "course"
    (course / "submitted").mkdir(parents=True)
    (course / "nbgrader_config.py").write_text("c = get_config()\nc.SafeGrading.seconds = 300\n")
    for student in STUDENTS:
        hand_in(course, student, RELU)
    return course


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda n: n.name)
@pytest.mark.parametrize("moment", MOMENTS)
def test_the_same_command_goes_on_and_nothing_is_lost_or_doubled(tmp_path, expected, moment, number):
    course, marker = a_course(tmp_path), tmp_path / "here"
    if not MOMENTS[moment]:
        hand_in(course, "bob", SLEEPS)
    running = begun(course, moment, marker)
    first = course / "autograded" / "ann" / LESSON / f"{LESSON}.ipynb"
    wait_for(marker.exists if MOMENTS[moment] else first.exists, running)
    os.killpg(running.pid, number)  # as a terminal and a batch system do
    said = running.communicate(timeout=100)[1]
    if number == signal.SIGKILL:
        assert running.returncode == -number
    else:
        assert running.returncode == 1 and said == f"hardway: {TOLD}\n", said
    hand_in(course, "bob", RELU)

    done = hardway("grade", course, "--workers", "1")
    assert done.returncode == 0 and done.stderr == "", done.stderr
    assert done.stdout.splitlines()[-1] == "3 graded, 1 unchanged"
    assert in_gradebook(course, MARKS) == expected
    assert in_gradebook(course, "select count(*) from submitted_assignment") == [(len(STUDENTS),)]
    pages = sorted(path.name for path in course.glob(f"feedback/*/{LESSON}/*"))
    assert pages == [f"{LESSON}.html"] * len(STUDENTS)
    assert all("Checks of relu" in page.read_text() for page in course.glob("feedback/*/*/*"))
    assert not list(course.rglob(".hardway-[0-9]*"))
    wait_for(lambda: not subprocess.run(["pgrep", "-g", str(running.pid)], capture_output=True).stdout)
