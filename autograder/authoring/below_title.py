"""The line below a lesson's title in the book: how long it is, and where it is opened to be written."""

from collections.abc import Sequence

from autograder import lesson as lessons
from autograder.address import launches
from autograder.authoring.build import Notebook, new_cell
from autograder.authoring.cover import holds

SCRIPT = '<script src="../_static/cover/answered.js" defer></script>'


def with_line(name: str, page: Notebook, quizzes: Sequence[str]) -> Notebook:
    """A lesson's page with this line; `quizzes` are the keys under which a browser keeps its answers."""
    title, *rest = page["cells"]
    heading, _, below = "".join(title["source"]).partition("\n")
    parts = [
        new_cell("markdown", heading, title["id"], {}),
        new_cell("markdown", _line(name, quizzes), "below-title", {}),
    ]
    if below.strip():
        parts.append(new_cell("markdown", below.strip("\n"), f"{title['id']}-text", {}))
    return {**page, "cells": [*parts, *rest]}


def _line(name: str, quizzes: Sequence[str]) -> str:
    notebook = f"[download the notebook](path:../../lessons/{name}.ipynb)"
    elsewhere = "".join(f" · [{where}]({place})" for where, place in launches(name).items())
    opened = f'`hardway start` opens it in JupyterLab<span class="hw-screen"> · {notebook}{elsewhere}</span>'
    return f"{holds(lessons.lesson(name), quizzes)} · {opened}" + f"\n\n{SCRIPT}" * bool(quizzes)
