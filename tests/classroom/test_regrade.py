"""`hardway regrade`: the old mark is kept, the difference shown, and what was chosen holds by every door."""

import json

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
COMMENT = "select auto_comment from comment where auto_comment is not null"


def test_a_regrading_keeps_the_old_mark_and_its_seed_holds_from_then_on(course):
    hand_in(course, "ann", RELU)
    first = graded(course)["ann"]
    ((comment,),) = in_gradebook(course, COMMENT)
    hand_in(course, "ann", HALF)
    done = hardway("regrade", course, "ann", "1", "--seed", 5)
    seed = comment.split()[-1].rstrip(".")
    kept = f"{first['score']:g} of {first['max_score']:g}"
    assert done.returncode == 0 and f"before: {kept} (seed {seed})" in done.stdout, done.stderr
    assert "(seed 5)" in done.stdout and "dense: 0 of" in done.stdout and "relu:" not in done.stdout
    assert "the other exercises are as before" in done.stdout
    said = f"Regraded: {kept} points before, seed {seed}."
    assert in_gradebook(course, COMMENT) == [(f"Random inputs of these checks: seed 5.\n{said}",)]
    assert said in (course / "feedback" / "ann" / LESSON / f"{LESSON}.html").read_text()
    again = graded(course)["ann"]
    assert again["state"] == "unchanged" and again["score"] > first["score"]
    status, printed = nbgrader(course, "autograde", LESSON, "--force")
    assert status == 0, printed
    assert in_gradebook(course, COMMENT) == [(f"Random inputs of these checks: seed 5.\n{said}",)]
    same = hardway("regrade", course, "ann", LESSON)
    assert "every exercise is as before" in same.stdout and same.stdout.count("(seed 5)") == 2
    said = json.loads(hardway("regrade", course, "ann", LESSON, "--seed", 6, "--json").stdout)
    assert (said["student"], said["seed"], said["before"]["seed"]) == ("ann", 6, 5)
    assert said["score"] == said["before"]["score"] == again["score"]
    assert {one["name"] for one in said["exercises"]} == {one["name"] for one in said["before"]["exercises"]}


def test_what_cannot_be_regraded_is_told_in_one_line(course):
    hand_in(course, "ann", RELU)
    for arguments, said in {
        ("ann", "1"): "has not been graded yet: hardway grade",
        ("anne", "1"): "did you mean `ann`?",
        ("ann", "2"): "ann has handed in nothing of 02_loss",
        ("ann", "eleven"): "there is no lesson `eleven`",
    }.items():
        done = hardway("regrade", course, *arguments)
        assert done.returncode == 2 and said in done.stderr and done.stderr.count("\n") == 1, done.stderr
