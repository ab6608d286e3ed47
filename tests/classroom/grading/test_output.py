"""What `hardway grade` prints and what a page may hold: one object, no code for a terminal, a stated size."""

import html
import json

import pytest

pytest.importorskip("nbgrader")  # with it come SQLAlchemy and the rest of the classroom's packages

from support.handing_in import (
    LESSON,
    RELU,
    answer,
    graded,
    hand_in,
    hardway,
    nbgrader,
    needs_sandbox,
    notebook,
    solved,
)

from autograder.classroom.gradebook import feedback

pytestmark = needs_sandbox
NOISE = (
    "import os, threading\n"
    "print('noise')\n"
    "os.write(1, b'noise')\n"
    "threading.Timer(0.2, lambda: os.system('echo noise')).start()\n"
)
RED = "\x1b[31m\x1b]0;pwn\x07"


def test_json_is_the_only_thing_on_stdout_whatever_else_prints(course):
    hand_in(course, "ann", RELU)
    with open(course / "nbgrader_config.py", "a") as file:
        file.write(NOISE)
    done = hardway("grade", course, "--json")
    assert [row["student"] for row in json.loads(done.stdout)["submissions"]] == [
        "ann"
    ] and "noise" in done.stderr
    assert "noise" not in hardway("grade", course).stdout


@pytest.mark.parametrize(
    "arguments",
    [["--lesson", "none"], ["--student", "nobody"], ["--workers", "0"], ["--extra-checks", "nowhere"]],
)
def test_json_is_one_object_where_the_call_is_refused(course, arguments):
    hand_in(course, "ann", RELU)
    done = hardway("grade", course, "--json", *arguments)
    said = json.loads(done.stdout)
    assert (
        done.returncode == 2 and said["submissions"] == [] and f"hardway: {said['stopped']}\n" == done.stderr
    )


def test_no_text_of_a_students_reaches_a_terminal_as_a_code(course):
    hand_in(course, f"eve{RED}", RELU)
    hand_in(course, "broken", b"{", name=f"x{RED}.ipynb")
    for name in (f"{LESSON}{RED}.ipynb", f"{LESSON}.ipynb"):
        hand_in(course, "two", RELU, name=name)
    (hand_in(course, "time", RELU) / "timestamp.txt").write_text(RED)
    hand_in(
        course,
        "code",
        notebook(
            f"print({RED!r}, flush=True)",
            f"def relu(z): raise ValueError({RED!r})",
            (
                "import threading, os\n"
                f"threading.Thread(target=lambda: [os.write(n, {RED.encode()!r}) for n in (1, 2)]).start()"
            ),
        ),
    )
    (course / "submitted" / f"stray{RED}").touch()
    texts = [hardway("grade", course), hardway("grade", course, "--json"), hardway("report", course)]
    assert hardway("course", course).returncode == 0
    codes = [nbgrader(course, "autograde", LESSON, "--force")[1]]
    assert not any(c in text for done in texts for text in (done.stdout, done.stderr) for c in "\x1b\x07")
    assert not any(
        c in codes[0].replace("\x1b[1;", "").replace("\x1b[0m", "").replace("\x1b[3", "")
        for c in ("\x1b]", "\x07")
    ), codes
    rows = json.loads(texts[1].stdout)["submissions"]
    assert len(rows) == 5 and all(
        text.isprintable() for row in rows for text in (row["student"], row["lesson"], row["reason"] or "")
    )


def big():
    """Notebooks made to give a page of any length; name → bytes."""
    book, code = solved("relu"), "x = [" + "1+" * 9_000 + "1]"
    data = {
        "text/html": "<b>&</b>" * 9_000,
        "text/plain": "&" * 19_000,
        "image/png": "iVBORw0KGgoA" * 30_000,
    }
    output = {"output_type": "display_data", "metadata": {}, "data": data}
    cell = {"cell_type": "code", "metadata": {}, "execution_count": None}
    text = {"cell_type": "markdown", "metadata": {}, "source": '<&"' * 6_000}
    more = {
        "outputs": [{**cell, "id": f"o{i}", "source": "1", "outputs": [output] * 2} for i in range(12)],
        "texts": [{**text, "id": f"t{i}"} for i in range(300)],
        "codes": [{**cell, "id": f"c{i}", "source": f"{code}; n = {i}", "outputs": []} for i in range(300)],
    }
    endless = (
        f"{answer('relu')}\n"
        "import warnings\n"
        "def dense(X, W, b):\n"
        "    print('&' * 10**6)\n"
        "    for i in range(5000): warnings.warn(f'{i}' + '&' * 5000)\n"
        "    raise ValueError('&' * 10**6)"
    )
    books = {name: {**book, "cells": [*book["cells"], *cells]} for name, cells in more.items()}
    return {**books, "said": json.loads(notebook("import numpy as np", endless))}


def test_a_page_has_a_stated_size_whatever_is_handed_in(course):
    books = big()
    for student, book in books.items():
        hand_in(course, student, book)
    rows = graded(course, status=0)
    assert all(row["score"] > 0 for row in rows.values())
    for student in books:
        page = (course / "feedback" / student / LESSON / f"{LESSON}.html").read_text()
        assert len(page) <= feedback.MOST_PAGE and "Checks of relu" in page
    for student in ("outputs", "texts", "codes"):
        page = html.unescape((course / "feedback" / student / LESSON / f"{LESSON}.html").read_text())
        assert "would be too long" in page or feedback.NOT_SHOWN in page
    said = (course / "feedback" / "said" / LESSON / f"{LESSON}.html").read_text()
    assert len(said) < 1_500_000
    assert len(json.dumps(rows["said"])) < 100_000
