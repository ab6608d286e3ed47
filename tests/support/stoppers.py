"""Submissions that stopped or hung a whole batch once."""

import json

from support.handing_in import LESSON, answer, hand_in, notebook


def saved(*outputs):
    """A notebook with a right relu, whose first cell has these saved outputs."""
    book = json.loads(notebook("import numpy as np", answer("relu")))
    book["cells"][0]["outputs"] = list(outputs)
    return book


def printed(text):
    return {"output_type": "stream", "name": "stdout", "text": text}


def shown(text):
    return {"output_type": "display_data", "metadata": {}, "data": {"text/html": text}}


def noted(text):
    return {
        **saved(),
        "cells": [*saved()["cells"], {"cell_type": "markdown", "id": "m", "metadata": {}, "source": text}],
    }


STOPPERS = {
    "a colour without its number": saved(
        printed("\x1b[38mX"), printed("\x1b[48m"), printed("\x1b[" + "9" * 6000 + "mX")
    ),
    "such a colour in an error": saved(
        {"output_type": "error", "ename": "E", "evalue": "e", "traceback": ["\x1b[48;5m\x1b[38mX"]}
    ),
    "half a tag a million times": saved(shown("<a" * 1_000_000)),
    "half tags just below the limit": saved(
        *map(shown, ("<a " * 30_000, "<!--" * 20_000, "<a b='" * 15_000, "</" * 40_000))
    ),
    "tags within tags": saved(shown("<i>" * 12_000 + "</b>" * 12_000)),
    "a line that the highlighter never ends": json.loads(
        notebook("import numpy as np", answer("relu"), "f'{" * 20_000)
    ),
    "a text that Markdown never ends": noted("*a " * 20_000),
    "a folder as time": saved(),
    "a number as time": saved(),
}
HONEST_STUDENT = "honest"


def batch(course):
    """Hand in all of them, and an honest one."""
    for student, book in {**STOPPERS, HONEST_STUDENT: saved()}.items():
        hand_in(course, student, book)
    (course / "submitted" / "a folder as time" / LESSON / "timestamp.txt").mkdir()
    (course / "submitted" / "a number as time" / LESSON / "timestamp.txt").write_text("9" * 40 + " m1 12 + (")
