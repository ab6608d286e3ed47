"""The lessons as Colab opens them: a first cell installs this release, and does nothing where it is there."""

from pathlib import Path

from autograder import lesson as lessons
from autograder.authoring import build, package
from autograder.release import NAME, version

INSTALL = """# In Colab this cell installs the course; where it is there already, it does nothing.
import importlib.util
if not importlib.util.find_spec("autograder"):
    %pip install --quiet {}=={}"""


def notebook(lesson: str) -> build.Notebook:
    """What a student opens there."""
    book = build.student_notebook(lessons.lesson(lesson))
    install = build.new_cell("code", INSTALL.format(NAME, version()), "install", {})
    return {**book, "cells": [book["cells"][0], install, *book["cells"][1:]]}


def make() -> list[Path]:
    """Write a notebook for each lesson into dist/colab; their paths."""
    folder = package.DIST / "colab"
    folder.mkdir(parents=True, exist_ok=True)
    texts = {folder / f"{name}.ipynb": build.as_text(notebook(name)) for name in lessons.course()}
    for path, text in texts.items():
        path.write_bytes(text.encode())
    return list(texts)
