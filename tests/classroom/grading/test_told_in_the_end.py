"""What a term leaves to be said: at the end of a grading, on the page of a rejection, in the report."""

import pytest

pytest.importorskip("nbgrader")

from nbgrader.api import Gradebook
from support.handing_in import LESSON, RELU, answer, graded, hand_in, hardway, needs_sandbox, notebook

pytestmark = needs_sandbox
EARLY = notebook("import numpy as np", "from autograder.mine import relu, forward", answer("dense"))


@pytest.fixture(scope="module")
def term(tmp_path_factory):
    """(course, rows, closing lines) of a class in which something is odd with everybody."""
    course = tmp_path_factory.mktemp("term") / "course"
    assert hardway("course", course).returncode == 0
    (course / "source" / LESSON / "extra.ipynb").write_bytes(RELU)
    hand_in(course, "two", RELU)
    hand_in(course, "two", RELU, name="scratch.ipynb")
    (hand_in(course, "untimed", RELU) / "submission_secret.txt").write_text("s" * 128)
    (hand_in(course, "damaged", RELU) / "timestamp.txt").write_bytes(b"\xff")
    hand_in(course, "broken", b"no notebook")
    hand_in(course, "early", EARLY)
    rows = graded(course, status=1)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        book.add_student("absent")
    done = hardway("grade", course)
    assert done.returncode == 1
    return course, rows, done.stderr


@pytest.mark.parametrize(
    "student, said",
    [
        ("two", f"of 2 notebooks {LESSON}.ipynb was graded by its name, and scratch.ipynb was left alone"),
        ("untimed", "timestamp.txt is gone from beside submission_secret.txt"),
        ("damaged", "timestamp.txt is not text, so the submission counts as on time"),
    ],
)
def test_what_is_odd_of_a_submission_is_said_at_the_end_of_every_run(term, student, said):
    _, rows, closing = term
    assert said in rows[student]["reason"]
    assert any(said in line for line in closing.splitlines() if f"WARNING: {student}, {LESSON}" in line)


def test_a_second_notebook_in_source_is_said(term):
    assert f"WARNING: source/{LESSON}/extra.ipynb is handed out with {LESSON} and never graded" in term[2]


def test_the_page_of_a_rejected_notebook_says_not_graded_and_why(term):
    course, rows, _ = term
    page = (course / "feedback/broken" / LESSON / f"{LESSON}.html").read_text()
    assert (
        "<strong>not graded:</strong>" in page and rows["broken"]["reason"] in page and "0 of 1" not in page
    )


def test_an_import_of_an_exercise_of_the_same_lesson_is_explained(term):
    told = {e["name"]: e for e in term[1]["early"]["exercises"]}
    assert told["dense"]["state"] == "passed"
    assert "`autograder.mine` has the exercises of earlier lessons" in told["relu"]["message"]


def test_who_handed_in_nothing_is_among_those_who_need_help(term):
    course = term[0]
    assert hardway("report", course).returncode == 0
    text = (course / "report.html").read_text()
    assert "absent" in text and "handed in nothing" in text
