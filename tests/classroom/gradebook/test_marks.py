"""What the gradebook and a graded notebook say of how a mark came about."""

import pytest

pytest.importorskip("nbgrader")  # with it come SQLAlchemy and the rest of the classroom's packages

from autograder.classroom.gradebook.marks import NOTE, add_notes, comment_of
from autograder.classroom.task import Outcome, remembered_in


def test_the_comment_tells_the_seed_and_that_there_was_no_sandbox():
    assert (
        comment_of(Outcome("graded", None, 7, wall="bubblewrap")) == "Random inputs of these checks: seed 7."
    )
    assert comment_of(Outcome("graded", None, 7, wall="none")).endswith("without a sandbox (--unsafe).")


def test_notes_are_one_cell_however_often_they_are_added_and_each_is_said_once():
    book = {"cells": [{"id": "first"}], "metadata": {"hardway": {}}}
    add_notes(book, None)
    assert [cell["id"] for cell in book["cells"]] == ["first"] and remembered_in(book) == {}
    for notes in (["late"], ["late", None], ["<b onclick=x>", "late"]):
        add_notes(book, *notes)
    note, first = book["cells"]
    assert note["id"] == NOTE and first == {"id": "first"}
    assert remembered_in(book)["notes"] == ["late", "<b onclick=x>"]
    assert note["source"] == "**Note:** late; &lt;b onclick=x>."
