"""Trouble with files, with the gradebook and with times: whom it costs what, and that it is said."""

import json
import shutil
import sqlite3
import subprocess
import sys
import threading
import time

import pytest

pytest.importorskip("nbgrader")  # with it come SQLAlchemy and the rest of the classroom's packages

from sqlalchemy.exc import DataError, OperationalError
from support.handing_in import (
    HALF,
    LESSON,
    RELU,
    environment,
    graded,
    hand_in,
    hardway,
    in_gradebook,
    needs_sandbox,
)

from autograder.classroom import failures

pytestmark = needs_sandbox


def page(course, student):
    return course / "feedback" / student / LESSON / f"{LESSON}.html"


def kept(course, student):
    return course / "autograded" / student / LESSON / f"{LESSON}.ipynb"


IN_THE_WAY = {  # of a student's results: a file, a folder or a link that cannot be followed
    "feedback is a file": lambda course, s: (course / "feedback" / s).touch(),
    "kept is a file": lambda course, s: (course / "autograded" / s).touch(),
    "page is a folder": lambda course, s: page(course, s).mkdir(parents=True),
    "notebook is a folder": lambda course, s: kept(course, s).mkdir(parents=True),
    "link in a loop": lambda course, s: (course / "autograded" / s).symlink_to(s),
}


def test_trouble_with_files_costs_one_submission_and_the_next_run_tries_it_again(course):
    students = (*IN_THE_WAY, "good", "zoe")
    for student in students:
        hand_in(course, student, RELU)
    for folder in ("feedback", "autograded"):
        (course / folder).mkdir()
    for student, put in IN_THE_WAY.items():
        put(course, student)
    rows = graded(course, status=1)
    assert {s: row["state"] for s, row in rows.items()} == {
        s: "rejected" if s in IN_THE_WAY else "graded" for s in students
    }
    told = {s: rows[s]["reason"] for s in IN_THE_WAY}
    assert all(
        "could not be written" in text and "grade again" in text and "\n" not in text and s in text
        for s, text in told.items()
    ), told
    assert in_gradebook(course, "select count(*) from grade where auto_score > 0") == [(2,)], (
        "what was not written has no mark"
    )
    for path in ("feedback/feedback is a file", "autograded/kept is a file", "autograded/link in a loop"):
        (course / path).unlink()
    shutil.rmtree(page(course, "page is a folder"))
    shutil.rmtree(kept(course, "notebook is a folder"))
    again = graded(course, status=0)
    assert {s: row["state"] for s, row in again.items()} == {
        s: "graded" if s in IN_THE_WAY else "unchanged" for s in students
    }
    assert len({row["score"] for row in again.values()}) == 1
    assert not list(course.rglob(".hardway-*")), "nothing half-written is left"


def test_a_mark_that_cannot_be_written_anew_stays_as_it_was(course):
    hand_in(course, "ann", RELU)
    before = graded(course)["ann"]
    page(course, "ann").unlink()
    page(course, "ann").mkdir()
    hand_in(course, "ann", HALF)
    assert graded(course, status=1)["ann"]["state"] == "rejected"
    assert in_gradebook(course, "select sum(auto_score) from grade") == [(before["score"],)]
    page(course, "ann").rmdir()
    assert graded(course, status=0)["ann"]["score"] > before["score"]


def test_a_gradebook_that_another_program_holds_is_waited_for(course):
    hand_in(course, "ann", RELU)
    first = graded(course)["ann"]
    hand_in(course, "ann", HALF)
    other = sqlite3.connect(course / "gradebook.db", isolation_level=None, check_same_thread=False)
    other.execute("begin exclusive")
    release = threading.Timer(9, other.execute, ["rollback"])  # SQLite's own patience is 5 s
    release.start()
    row = graded(course, status=0)["ann"]
    release.join()
    assert row["state"] == "graded" and row["score"] > first["score"]


@pytest.mark.parametrize("when", [0, 3])
def test_a_transaction_that_meets_a_lock_is_tried_again(course, when, monkeypatch):
    """The lock is there when `when` questions have been answered, and SQLite itself does not wait."""
    from autograder.classroom import course_folder, nbgrader_compat
    from autograder.classroom.gradebook import gradebook
    from autograder.classroom.grading.graded_notebook import rejection

    monkeypatch.setattr(nbgrader_compat, "WAIT", 0)
    home = course_folder.Course(course)
    template = home.template(LESSON)
    with gradebook.Gradebook(home) as book:
        book.prepare(LESSON, template, {})
        other, count = sqlite3.connect(course / "gradebook.db", isolation_level=None), [0]

        def meddle(*_):
            count[0] += 1
            if count[0] == when + 1:
                other.execute("begin exclusive")

        from sqlalchemy import event

        event.listen(book.nb.engine, "before_cursor_execute", meddle)
        event.listen(
            book.nb.engine,
            "handle_error",
            lambda _: other.in_transaction and other.execute("rollback") and None,
        )
        marks = book.save("ann", LESSON, rejection(LESSON, template, "no", 1))
    assert marks["score"] == 0 and count[0] > when
    assert in_gradebook(course, "select count(*) from submitted_assignment") == [(1,)]


def test_which_errors_end_a_run():
    """What would meet every submission ends the run in a line, what is of one submission does not."""

    def of_database(kind, text):
        return kind("select 1", {}, Exception(text))

    said = (
        "database or disk is full",
        "database is locked",
        "attempt to write a readonly database",
        "server closed the connection unexpectedly",
    )
    of_all = [of_database(OperationalError, text) for text in said]
    for error in (OSError(28, "No space left on device"), OSError(5, "I/O"), *of_all):
        stop = failures.of_the_run(error)
        assert stop.status == 1 and "run the same command again" in str(stop) and "\n" not in str(stop)
    for error in (
        NotADirectoryError(20, "x"),
        PermissionError(13, "x"),
        OSError(36, "File name too long"),
        of_database(DataError, "too long"),
        ValueError("x"),
    ):
        assert failures.of_the_run(error) is None and "could not be written" in failures.reason(error)


FULL_DISK = """
import json, os, pathlib, shutil, subprocess, sys
source, small, results = sys.argv[1:]
course = shutil.copytree(source, small + "/course")
room = os.statvfs(small).f_bavail * os.statvfs(small).f_frsize
with open(small + "/ballast", "wb") as file:
    file.write(bytes(room - 900_000))  # enough for the gradebook and some pages
def grade():
    command = [sys.executable, "-m", "autograder", "grade", course, "--json"]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr
first = grade()
os.unlink(small + "/ballast")
pathlib.Path(results).write_text(json.dumps([first, grade()]))
"""


def test_a_full_disk_is_one_line_and_the_next_run_goes_on(course, tmp_path):
    students = [f"s{i:02}" for i in range(30)]
    for student in students:
        hand_in(course, student, RELU)
    small, results = tmp_path / "small", tmp_path / "results"
    small.mkdir()
    walls = ["bwrap", "--dev-bind", "/", "/", "--size", "20000000", "--tmpfs", str(small), "--"]
    subprocess.run(
        [*walls, sys.executable, "-c", FULL_DISK, str(course), str(small), str(results)],
        check=True,
        env=environment(),
        timeout=500,
    )
    (status, out, err), (again, rest, _) = json.loads(results.read_text())
    assert status == 1 and len(err.splitlines()) == 1 and "disk is full: make room" in err, err
    assert "disk is full" in json.loads(out)["stopped"]
    done = [row["student"] for row in json.loads(out)["submissions"]]
    assert 0 < len(done) < len(students)
    rows = json.loads(rest)["submissions"]
    assert again == 0 and [row["student"] for row in rows] == students
    assert {row["student"] for row in rows if row["state"] == "unchanged"} == set(done), (
        "nothing is graded twice"
    )
    assert len({row["score"] for row in rows}) == 1


def test_a_gradebook_that_is_taken_away_is_one_line_and_nothing_is_lost(course):
    students = [f"s{i:02}" for i in range(30)]
    for student in students:
        hand_in(course, student, RELU)
    running = subprocess.Popen(
        [sys.executable, "-m", "autograder", "grade", str(course), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    while not list(course.glob("autograded/*/*/*.ipynb")):
        assert running.poll() is None
        time.sleep(0.02)
    (course / "gradebook.db").unlink()
    out, err = running.communicate(timeout=300)
    assert (
        running.returncode == 1
        and len(err.splitlines()) == 1
        and "gradebook" in err
        and "run the same command again" in err
    ), err
    assert "gradebook" in json.loads(out)["stopped"]
    rows = graded(course, status=0)
    assert sorted(rows) == students and len({row["score"] for row in rows.values()}) == 1
    assert in_gradebook(course, "select count(*) from submitted_assignment") == [(30,)]


TIMES = {
    "empty": b"",
    "words": b"tomorrow",
    "half a date": b"10",
    "no text": b"\xff\xfe\x00",
    "long": b"2" * 300,
    "a folder": None,
    "zone": b"2020-01-01 00:00:00 XYZT",
}


def test_a_time_that_is_none_is_said_by_student_and_lesson(course):
    for student, text in TIMES.items():
        path = hand_in(course, student, RELU) / "timestamp.txt"
        path.mkdir() if text is None else path.write_bytes(text)
    (hand_in(course, "fine", RELU) / "timestamp.txt").write_text("2020-01-01 00:00:00 UTC")
    (hand_in(course, "gone", RELU) / "timestamp.txt").write_text("2030-01-01 00:00:00 UTC")
    hand_in(course, "never had one", RELU)
    graded(course)
    (course / "submitted" / "gone" / LESSON / "timestamp.txt").unlink()
    done = hardway("grade", course, "--json")
    rows = {row["student"]: row for row in json.loads(done.stdout)["submissions"]}
    assert (
        done.returncode == 0
        and {row["state"] for s, row in rows.items() if s != "gone"} == {"unchanged"}
        and rows["gone"]["state"] == "graded"
    )
    for student, row in rows.items():
        if student in ("fine", "never had one"):
            assert row["reason"] is None
        else:
            assert (
                "timestamp.txt" in row["reason"]
                and f"WARNING: {student}, {LESSON}: {row['reason']}" in done.stderr
            )
            assert "timestamp.txt" in page(course, student).read_text()
    assert (
        "on time" in rows["empty"]["reason"]
        and "is gone" in rows["gone"]["reason"]
        and "XYZT" in rows["zone"]["reason"]
    )
    assert len(done.stderr.splitlines()) == len(TIMES) + 1
    timed = in_gradebook(
        course, "select student_id from submitted_assignment where timestamp is not null order by student_id"
    )
    assert timed == [("fine",), ("zone",)], "no old time is kept"
    assert not (kept(course, "gone").parent / "timestamp.txt").exists()
    assert {row["state"] for row in graded(course).values()} == {"unchanged"}


@pytest.mark.parametrize("text", [b"", b"the same", b"\xff" * 32, None, "folder"])
def test_a_secret_that_is_none_is_refused_by_name(course, text):
    hand_in(course, "ann", RELU)
    secret = course / ".hardway" / "secret"
    secret.parent.mkdir()
    secret.mkdir() if text == "folder" else secret.symlink_to(
        "nowhere"
    ) if text is None else secret.write_bytes(text)
    done = hardway("grade", course)
    assert (
        done.returncode == 1
        and len(done.stderr.splitlines()) == 1
        and str(secret) in done.stderr
        and "delete it" in done.stderr
    )
