"""Every lesson can be graded in the sandbox, and what fails there is never laid at the student's door."""

import os
import subprocess
import sys

import pytest

pytest.importorskip("nh3")  # it comes with the classroom's packages

from support.handing_in import LESSON, needs_sandbox

from autograder import lesson as lessons
from autograder.authoring import build
from autograder.classroom.grading.grader import Grader
from autograder.classroom.sandbox import image
from autograder.classroom.sandbox.sandbox import NoSandbox

pytestmark = needs_sandbox


@pytest.fixture
def grade():
    """Grade our own answers to a lesson, as if a student had handed them in."""
    grader = Grader()

    def run(name):
        lesson = lessons.lesson(name)
        handed_in = build.as_text(build.nbgrader_source(lesson)).encode()
        return grader.grade(name, handed_in, f"{name}.ipynb", build.student_notebook(lesson), seed=7)

    yield run
    grader.close()


@pytest.mark.parametrize("name", lessons.course())
def test_our_own_answers_get_full_marks(name, grade):
    states = {
        exercise["name"]: exercise["message"]
        for exercise in grade(name).exercises
        if exercise["state"] != "passed"
    }
    assert not states


def test_a_sandbox_that_does_not_start_is_no_mark_of_zero(grade, monkeypatch):
    monkeypatch.setattr(image, "SHIPPED", ())
    with pytest.raises(NoSandbox):
        grade(lessons.course()[0])


BUILDS = f"""
import sys
from autograder.classroom.sandbox import image
sys.stdin.readline()
print(image.build({LESSON!r}), flush=True)
sys.stdin.readline()
"""


def test_workers_that_sweep_at_the_same_time_all_get_their_kit(tmp_path):
    killed = subprocess.Popen(["true"])
    killed.wait()
    for i in range(300):
        (tmp_path / f"hardway-kit-{killed.pid}-{i}" / "autograder").mkdir(parents=True)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    workers = [subprocess.Popen([sys.executable, "-c", BUILDS], env=environment, **pipes) for _ in range(4)]
    for worker in workers:
        worker.stdin.write("\n")
        worker.stdin.flush()
    kits = [worker.stdout.readline().strip() for worker in workers]
    there = sorted(map(str, tmp_path.iterdir()))
    for worker in workers:
        worker.communicate("\n")
    assert there == sorted(kits)
