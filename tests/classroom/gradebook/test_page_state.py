"""A feedback page says what the gradebook says: written anew when that changed, by whoever, and only then."""

import pytest

pytest.importorskip("nbgrader")

from nbgrader.api import Gradebook
from support.handing_in import (
    LESSON,
    RELU,
    graded,
    hand_in,
    hardway,
    in_gradebook,
    nbgrader,
    needs_sandbox,
)

pytestmark = needs_sandbox
PLAIN = "Well **done** <script>alert(1)</script><img src=x onerror=alert(2)> ![pixel](https://elsewhere.example/p)"
HIDDEN = "**Read** [this](java&#115;cript:alert(3))"
LIVE = ("<script>alert(", "<img src=x", 'href="java', '<img alt="pixel"', 'src="https://elsewhere')


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """A course with ann and bob graded; both rows were `unchanged` once."""
    course = tmp_path_factory.mktemp("marked") / "course"
    assert hardway("course", course).returncode == 0
    for student in ("ann", "bob"):
        hand_in(course, student, RELU)
    graded(course)
    assert {row["state"] for row in graded(course).values()} == {"unchanged"}
    return course


def page(course, student="ann"):
    return course / "feedback" / student / LESSON / f"{LESSON}.html"


def by_hand(course, score=None, comment=None):
    """What the formgrader writes when a person marks relu of ann's."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        if score is not None:
            book.find_grade("check_relu", LESSON, LESSON, "ann").manual_score = score
        if comment is not None:
            book.find_comment("relu", LESSON, LESSON, "ann").manual_comment = comment
        book.db.commit()


def again(course):
    """Grade again: what was changed of ann's alone is written anew, and that once."""
    bobs, seconds = page(course, "bob").stat().st_mtime_ns, page(course).stat().st_mtime_ns
    rows = graded(course, status=0)
    assert rows["ann"]["state"] == "graded" and "written anew" in rows["ann"]["reason"]
    assert rows["bob"]["state"] == "unchanged" and rows["bob"]["reason"] is None
    assert page(course, "bob").stat().st_mtime_ns == bobs
    assert page(course).stat().st_mtime_ns != seconds
    assert {row["state"] for row in graded(course).values()} == {"unchanged"}
    return rows["ann"], page(course).read_text()


def test_a_mark_and_a_comment_by_hand_come_onto_the_page_and_act_on_no_way(marked):
    before = graded(marked)["ann"]["score"]
    by_hand(marked, score=1)
    row, text = again(marked)
    assert row["score"] < before and f">{row['score']:g} of {row['max_score']:g} points<" in text
    for comment, shown in ((PLAIN, "<strong>done</strong>"), (HIDDEN, "**Read**")):
        by_hand(marked, comment=comment)
        ours = again(marked)[1]
        nbgrader(marked, "generate_feedback", LESSON, "--force")
        for text in (ours, page(marked).read_text()):
            assert shown in text and not [live for live in LIVE if live in text]
    assert {row["state"] for row in graded(marked).values()} == {"unchanged"}, "nbgrader's page shows it too"
    by_hand(marked, comment="Better.")
    assert "Better." in again(marked)[1]
    query = "select manual_score from grade where manual_score is not null"
    assert in_gradebook(marked, query) == [(1,)], "what a person gave stays"


def test_a_page_that_is_gone_is_written_again(marked):
    page(marked).unlink()
    rows = graded(marked)
    assert rows["ann"]["state"] == "graded" and page(marked).exists()


def test_a_page_that_is_written_anew_is_told_in_the_table_and_warned_of_nowhere(marked):
    by_hand(marked, score=2)
    done = hardway("grade", marked)
    assert "the page was" in done.stdout and "WARNING" not in done.stderr
