"""What passes in a notebook passes in grading, in whatever style it was written."""

import pytest

pytest.importorskip("nh3")  # it comes with the classroom's packages

from support import right_answers
from support.handing_in import needs_sandbox, notebook

from autograder import lesson as lessons
from autograder.authoring import build
from autograder.classroom.grading.grader import Grader
from autograder.classroom.limits import Limits

pytestmark = needs_sandbox


@pytest.fixture(scope="module")
def grader():
    grader = Grader(Limits())
    yield grader
    grader.close()


@pytest.mark.slow
@right_answers.each
def test_right_answers_in_another_style_pass(grader, path):
    lesson = lessons.lesson(path.parent.name)
    source, answered = right_answers.answers(path, lesson.exercises)
    handed_in = notebook("import numpy as np", source)
    outcome = grader.grade(
        lesson.name, handed_in, f"{lesson.name}.ipynb", build.nbgrader_source(lesson), seed=7
    )
    refused = [e for e in outcome.exercises if e["name"] in answered and e["state"] != "passed"]
    assert not refused, "\n".join(e["message"] for e in refused)
