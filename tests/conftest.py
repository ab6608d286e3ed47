"""What the tests of the kit share: notebooks written as a student would leave them."""

import os
import subprocess
import sys

import pytest

from autograder import student
from autograder.examiner import examine
from copies import FIRST, Copy

os.environ.setdefault("MPLBACKEND", "Agg")


@pytest.fixture
def copy_of(tmp_path):
    """Make a student's copy of a lesson in a folder of its own."""

    def make(name=FIRST, folder=None):
        folder = folder or tmp_path / "my-lessons"
        folder.mkdir(exist_ok=True)
        return Copy(folder, name)

    make.folder = tmp_path / "my-lessons"
    return make


@pytest.fixture
def hardway(tmp_path):
    """Run the command as a user does; returns the finished process with its output as text."""

    def run(*args, cwd=tmp_path, **options):
        command = [sys.executable, "-m", "autograder", *map(str, args)]
        return subprocess.run(command, cwd=cwd, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False, **options)

    return run


@pytest.fixture
def checked():
    """Exercise → result of all checks of a lesson in a folder, as `hardway check --json` prints it."""

    def run(folder, lesson=FIRST):
        result = examine(lesson, student.open_lesson(folder, lesson, seconds=4), seconds=4)
        return {exercise.name: exercise.to_json() for exercise in result.exercises}

    return run
