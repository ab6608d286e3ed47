"""WebAssembly as the wall: bubblewrap's marks, limits of its own, and which of the two stands."""

import json
import shutil
import sys

import pytest

pytest.importorskip("nh3")  # it comes with the classroom's packages

from support import programs, wasm
from support.handing_in import LESSON, RELU, answer, graded, hand_in, in_gradebook, notebook
from support.warm import environment

from autograder import lesson as lessons
from autograder.authoring import build
from autograder.classroom.grading.grader import Grader
from autograder.classroom.limits import Limits
from autograder.classroom.sandbox import pure_packages, wasm_modules

pytestmark = wasm.needs_wasm

RIGHT = ["import numpy as np", answer("relu")]
UNBOUNDED = "def dense(X, W, b): return sum(iter(int, 1))"  # one call of C: no line after it ever runs


@pytest.fixture(scope="module")
def behind_wasm():
    """Grades cells behind WebAssembly with given limits; exercise → its result."""

    def grade(*cells, lesson=LESSON, **limits):
        grader = Grader(Limits(**limits), "wasm")
        template = build.nbgrader_source(lessons.lesson(lesson))
        try:
            outcome = grader.grade(lesson, notebook(*cells), f"{lesson}.ipynb", template, 7)
        finally:
            grader.close()
        assert outcome.state == "graded", outcome.reason
        return {exercise["name"]: exercise for exercise in outcome.exercises}

    return grade


@pytest.mark.parametrize("lesson", lessons.course())
def test_our_answers_get_what_bubblewrap_gives(lesson):
    template = build.nbgrader_source(lessons.lesson(lesson))
    grader = Grader(Limits(), "wasm")
    try:
        data = json.dumps(template).encode()
        outcome = grader.grade(lesson, data, f"{lesson}.ipynb", template, 7)
    finally:
        grader.close()
    assert [one for one in outcome.exercises if one["passed"] != one["total"]] == []


def test_what_no_line_interrupts_is_ended_from_outside(behind_wasm):
    found = behind_wasm(*RIGHT, UNBOUNDED, seconds=1, total=60)
    assert found["relu"]["state"] == "passed"
    assert "did not finish within 1 s" in str(found["dense"])


def test_instructions_are_counted_as_well(behind_wasm, monkeypatch):
    monkeypatch.setattr("autograder.classroom.sandbox.wasm.FUEL", 10**9)
    found = behind_wasm(*RIGHT, UNBOUNDED, seconds=500, total=20, grace=0)
    assert "instructions" in str(found["dense"])


def test_memory_is_capped_inside(behind_wasm):
    hoards = "keep = []\ndef dense(X, W, b):\n    while True: keep.append(bytearray(2**24))"
    assert "MemoryError" in str(behind_wasm(*RIGHT, hoards, memory=700)["dense"])


def test_files_are_capped_and_thrown_away(behind_wasm):
    writes = "\n    with open('/tmp/x', 'wb') as file: file.write(bytes(2**23))"  # to close it tells
    found = behind_wasm(*RIGHT, f"def dense(X, W, b): {writes}", files=2)
    assert "OSError" in str(found["dense"]) and found["relu"]["state"] == "passed"
    assert "FileNotFoundError" in str(behind_wasm(*RIGHT, "def dense(X, W, b): open('/tmp/x')")["dense"])


LACKING = {
    "os.fork()": "fork",
    "subprocess.run(['ls'])": "processes",
    "threading.Thread(target=print).start()": "thread",
    "multiprocessing.Pool(2)": "Pool",
    "signal.alarm(1)": "alarm",
    "socket.create_connection(('127.0.0.1', 80))": "socket",
    "__import__('torch')": "torch",
}


@pytest.mark.parametrize("lacking", LACKING)
def test_what_is_not_there_is_named(behind_wasm, lacking):
    modules = "multiprocessing, os, signal, socket, subprocess, threading"
    found = behind_wasm(*RIGHT, f"import {modules}\ndef dense(X, W, b): {lacking}")
    assert found["relu"]["state"] == "passed" and found["dense"]["state"] == "crashed"
    assert LACKING[lacking] in found["dense"]["message"], found["dense"]["message"]


IMPORTS = """
import json, warnings
def there(name):
    try:
        with warnings.catch_warnings(action="ignore"): __import__(name)
    except ImportError: return False
    return True
print(json.dumps([name for name in names if there(name)]))
"""
OTHERS = {"pandas", "sympy", "torch", "ipywidgets", "numpy", "sklearn", "autograder", "IPython"}


def test_what_can_be_imported_is_known(tmp_path):
    unlike_others = {"antigravity", "this", "idlelib"}  # they open a page, or print
    public = {name for name in sys.stdlib_module_names if not name.startswith("_")}
    names = sorted(public - unlike_others) + sorted(OTHERS)
    pure_packages.copy(wasm_modules.MAGICS, tmp_path)
    assert wasm.said(IMPORTS, tmp_path, names=names) == [name for name in names if wasm_modules.has(name)]


def test_the_feedback_says_what_is_not_as_at_home(course):
    hand_in(course, "ann", notebook("import threading, pandas, torch", *RIGHT))
    note = graded(course, "--sandbox", "wasm")["ann"]["reason"]
    assert "`torch` cannot be imported" in note and "pandas" not in note
    assert "`threading` does little in grading: it runs in WebAssembly" in note
    page = (course / "feedback" / "ann" / LESSON / f"{LESSON}.html").read_text()
    assert "does little in grading" in page


@programs.needs("bubblewrap")
def test_the_gradebook_says_which_wall_stood(course):
    hand_in(course, "ann", RELU)
    assert graded(course, "--sandbox", "wasm")["ann"]["score"] > 0
    said = in_gradebook(course, "select auto_comment from comment where auto_comment like '%WebAssembly%'")
    assert len(said) == 1
    again = graded(course, "--sandbox", "bubblewrap")["ann"]
    assert again["state"] == "graded", "another wall is another grading"


def test_it_stands_by_itself_where_bubblewrap_is_missing(course, tmp_path):
    hand_in(course, "ann", RELU)
    for tool in ("setpriv", "sh", "env"):
        (tmp_path / tool).symlink_to(shutil.which(tool))
    assert graded(course, env={**environment(), "PATH": str(tmp_path)})["ann"]["score"] > 0
    assert in_gradebook(course, "select count(*) from comment where auto_comment like '%WebAssembly%'") == [
        (1,)
    ]
