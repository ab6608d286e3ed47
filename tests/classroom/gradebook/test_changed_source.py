"""The course's notebook is edited after a grading, and its due date set: marks follow, and nothing stops."""

import json
import sqlite3

import pytest

pytest.importorskip("nbgrader")

from support.handing_in import (
    HALF,
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
ESSAY = {
    "cell_type": "markdown",
    "id": "essay",
    "source": "Why?",
    "metadata": {
        "nbgrader": {
            "schema_version": 3, "grade_id": "essay", "locked": False, "grade": True, "solution": True,
            "task": False, "cell_type": "markdown", "points": 2,
        }
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course in which ann has been graded, before its notebook is edited."""
    course = tmp_path_factory.mktemp("changed") / "course"
    assert hardway("course", course).returncode == 0
    (hand_in(course, "ann", HALF) / "timestamp.txt").write_text("2030-01-03 00:00:00 UTC")
    graded(course, status=0)
    return course


def edit(course, change):
    path = course / "source" / LESSON / f"{LESSON}.ipynb"
    book = json.loads(path.read_text())
    change(book["cells"])
    path.write_text(json.dumps(book))


def info(cells, name):
    return next(
        c["metadata"]["nbgrader"] for c in cells if c["metadata"].get("nbgrader", {}).get("grade_id") == name
    )


def same_by_nbgraders_door(course):
    """nbgrader's own commands stop nowhere, and `hardway grade` finds nothing to do after them."""
    for arguments in (("autograde", LESSON, "--force"), ("generate_feedback", LESSON, "--force")):
        status, said = nbgrader(course, *arguments)
        assert status == 0 and "Traceback" not in said, said
    assert {row["state"] for row in graded(course, status=0).values()} == {"unchanged"}


def test_a_cell_that_is_new_counts_for_all_and_is_said(course):
    before = graded(course)["ann"]
    edit(course, lambda cells: cells.append(ESSAY))
    hand_in(course, "bob", RELU)
    done = hardway("grade", course, "--json")
    rows = {row["student"]: row for row in json.loads(done.stdout)["submissions"]}
    assert f"changed since it was graded: {LESSON}: `essay`: new" in done.stderr
    for student in ("ann", "bob"):
        assert (rows[student]["state"], rows[student]["max_score"]) == ("graded", before["max_score"] + 2)
    assert rows["ann"]["score"] == before["score"]
    query = "select count(*) from grade where needs_manual_grade"
    assert in_gradebook(course, query) == [(2,)], "a person reads the essay of both"
    same_by_nbgraders_door(course)


def test_points_in_source_are_what_a_check_is_worth(course):
    before = graded(course)["ann"]
    relu = next(e for e in before["exercises"] if e["name"] == "relu")
    edit(course, lambda cells: info(cells, "check_relu").update(points=10 * relu["total"]))
    done = hardway("grade", course, "--json")
    row = {row["student"]: row for row in json.loads(done.stdout)["submissions"]}["ann"]
    assert f"`check_relu`: worth {10 * relu['total']} points, no longer {relu['total']}" in done.stderr
    assert row["score"] == before["score"] + 9 * relu["passed"]
    assert row["max_score"] == before["max_score"] + 9 * relu["total"]
    edit(course, lambda cells: info(cells, "check_relu").update(points=-1))
    refused = hardway("grade", course)
    assert (
        refused.returncode == 2
        and "`check_relu`" in refused.stderr
        and "give a number from 0" in refused.stderr
    )
    edit(course, lambda cells: info(cells, "check_relu").update(points=relu["total"]))
    assert graded(course, status=0)["ann"]["score"] == before["score"]
    same_by_nbgraders_door(course)


def test_a_cell_that_is_gone_keeps_its_marks_and_is_said(course):
    before = graded(course)["ann"]
    edit(course, lambda cells: cells.remove(next(c for c in cells if c.get("id") == "check_tanh")))
    done = hardway("grade", course, "--json")
    row = {row["student"]: row for row in json.loads(done.stdout)["submissions"]}["ann"]
    assert "`check_tanh`: gone and still counts" in done.stderr
    assert (row["state"], row["score"], row["max_score"]) == ("graded", before["score"], before["max_score"])
    same_by_nbgraders_door(course)


def test_the_reason_says_how_late_and_what_it_costs(course):
    with sqlite3.connect(course / "gradebook.db") as db:
        db.execute("update assignment set duedate = '2030-01-01 00:00:00.000000'")
    row = graded(course)["ann"]  # the page shows the due date, and is written anew
    assert row["reason"].startswith("late by 2 days, without a penalty; the page was written anew")
    row = graded(course)["ann"]
    assert (row["state"], row["reason"]) == ("unchanged", "late by 2 days, without a penalty")
    with open(course / "nbgrader_config.py", "a") as file:
        file.write("c.LateSubmissionPlugin.penalty_method = 'zero'\n")
    row = graded(course)["ann"]
    assert row["state"] == "graded" and row["score"] == 0
    assert row["reason"].startswith(f"late by 2 days: 0 of {row['max_score']:g}; the page was written anew")
    assert graded(course)["ann"]["reason"] == f"late by 2 days: 0 of {row['max_score']:g}"
