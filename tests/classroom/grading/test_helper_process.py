"""What comes of a task in the helper process, where it is no outcome, arrives as what it is."""

import pytest

pytest.importorskip("nh3")  # it comes with the classroom's packages

from support.handing_in import LESSON, RELU

from autograder.classroom.grading import helper_process
from autograder.classroom.sandbox.sandbox import NoSandbox
from autograder.classroom.task import Task, Wishes
from autograder.errors import Refusal

pytestmark = pytest.mark.slow


@pytest.fixture
def graded(template):
    """What comes of a notebook, in a process that ends with the test."""

    def run(**wishes):
        task = Task(0, "ann", LESSON, f"{LESSON}.ipynb", RELU, template, 7, Wishes(**wishes))
        return helper_process.grade_elsewhere(task)

    helper_process._own.helper = None
    yield run
    process, helper_process._own.helper = helper_process._own.helper, None
    process.communicate(timeout=60)


def test_checks_that_cannot_be_run_are_refused(graded):
    with pytest.raises(Refusal, match="cannot be run") as refused:
        graded(wall="none", extra=((f"test_{LESSON}_mine.py", "def ("),))
    assert refused.value.status == 1


def test_where_no_sandbox_starts_that_is_said(graded, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(NoSandbox, match="bubblewrap"):
        graded()
