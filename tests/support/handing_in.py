"""Notebooks made of cells, handed in, and the commands that an instructor runs on them."""

import json
import sqlite3
import subprocess
import sys

import pytest

from autograder import lesson as lessons
from autograder.authoring import build
from support import programs, warm
from support.warm import environment

LESSON = "01_forward_pass"

needs_sandbox = [pytest.mark.slow, programs.needs("bubblewrap")]


def notebook(*sources, **more):
    """A notebook's bytes: code cells with these sources."""
    cells = [
        {
            "cell_type": "code",
            "id": f"c{i}",
            "metadata": {},
            "outputs": [],
            "execution_count": None,
            "source": s,
        }
        for i, s in enumerate(sources)
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **more}).encode()


def answer(name):
    """Our own definition of an exercise of the lesson, as a student would have written it."""
    return lessons.answer(lessons.lesson(LESSON).exercises[name].cell.source)


def solved(*names):
    """The shipped notebook as a dict, with these exercises (default all) solved."""
    ours, theirs = (
        build.nbgrader_source(lessons.lesson(LESSON)),
        build.student_notebook(lessons.lesson(LESSON)),
    )
    wanted = names or tuple(lessons.lesson(LESSON).exercises)
    for full, cell in zip(ours["cells"], theirs["cells"]):
        if cell["id"] in wanted:
            cell["source"] = full["source"]
    return theirs


def hand_in(course, student, data, lesson=LESSON, name=None):
    """Put a notebook into submitted/."""
    folder = course / "submitted" / student / lesson
    folder.mkdir(parents=True, exist_ok=True)
    (folder / (name or f"{lesson}.ipynb")).write_bytes(
        data if isinstance(data, bytes) else json.dumps(data).encode()
    )
    return folder


RELU = notebook("import numpy as np", answer("relu"))
HALF = notebook("import numpy as np", answer("relu"), answer("dense"))


def hardway(*arguments, env=None, before=()):
    """Run the command as an instructor does; `before` are words that start it."""
    if not before:
        return warm.run("autograder", *arguments, env=env or environment())
    command = [*before, sys.executable, "-m", "autograder", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=500, env=env or environment())


def graded(course, *arguments, status=None, **more):
    """Student → row of `hardway grade --json`."""
    done = hardway("grade", course, "--json", *arguments, **more)
    assert "Traceback" not in done.stderr, done.stderr
    assert done.stdout, done.stderr
    assert status is None or done.returncode == status, done.stderr
    return {row["student"]: row for row in json.loads(done.stdout)["submissions"]}


def nbgrader(course, *arguments):
    """(status, all that it printed) of one of nbgrader's own commands."""
    done = warm.run("nbgrader", *arguments, cwd=course, env=environment())
    return done.returncode, done.stdout + done.stderr


def in_gradebook(course, query, *values):
    """What the gradebook's database answers."""
    with sqlite3.connect(course / "gradebook.db") as db:
        return db.execute(query, values).fetchall()
