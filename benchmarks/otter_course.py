"""Lesson 1 in otter-grader's own format: the same exercises, and the same checks as its test cases.

otter-grader runs a notebook and its tests in one process: `generate` packs the tests, `run` grades one
submission without a container, as its documentation shows.
"""

import importlib
import importlib.util
import sys
from pathlib import Path

from autograder import lesson as lessons

THERE = importlib.util.find_spec("otter") is not None
OTTER = str(Path(sys.executable).with_name("otter"))
PACK = [OTTER, "generate", "-t", "tests", "-o", "autograder.zip"]
TEST = """OK_FORMAT = False
name, points = {exercise!r}, None

import inspect

import numpy
from otter.test_files import test_case

from autograder import reference
from autograder.checks import test_{lesson} as checks


def given(check, env):
    offered = {{"rng": numpy.random.default_rng(0), "reference": reference}}
    return {{one: offered.get(one, env.get(one)) for one in inspect.signature(check).parameters}}
"""
CASE = """

@test_case(points=1)
def {check}(env):
    checks.{check}(**given(checks.{check}, env))
"""


def write_tests(folder: Path, lesson: str) -> None:
    """Write a file of tests for each exercise of a lesson, a test case for each of our checks."""
    checks = vars(importlib.import_module(f"autograder.checks.test_{lesson}"))
    (folder / "tests").mkdir(parents=True)
    for exercise in lessons.lesson(lesson).exercises:
        names = [name for name in checks if name.startswith(f"test_{exercise}_")]
        cases = "".join(CASE.format(check=name) for name in names)
        text = TEST.format(lesson=lesson, exercise=exercise) + cases
        (folder / "tests" / f"{exercise}.py").write_text(text, encoding="utf-8")


def run(notebook: Path) -> list[str]:
    """The command that grades a notebook, and writes results.json beside it."""
    return [OTTER, "run", str(notebook), "-a", "autograder.zip", "-o", str(notebook.parent), "--no-logo"]
