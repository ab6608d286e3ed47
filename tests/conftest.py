"""What the tests of the kit share: notebooks written as a student would leave them."""

import os
import subprocess
import sys

import pytest

from autograder import lesson as lessons, student
from autograder.build import as_text, student_notebook
from autograder.examiner import examine
from autograder.lesson import answer

os.environ.setdefault("MPLBACKEND", "Agg")
FIRST = "01_forward_pass"


class Copy:
    """A student's copy of a lesson in a folder of lessons."""

    def __init__(self, folder, name=FIRST):
        self.path, self.lesson = folder / f"{name}.ipynb", lessons.lesson(name)
        self.book = student_notebook(self.lesson)
        self.save()

    def save(self):
        self.path.write_text(as_text(self.book), encoding="utf-8")
        return self

    def cell(self, cell_id):
        """The cell with this id: an exercise's is the exercise's name."""
        return next(cell for cell in self.book["cells"] if cell["id"] == cell_id)

    def write(self, exercise, source):
        """Replace an exercise's cell by this source."""
        self.cell(exercise)["source"] = source
        return self.save()

    def add(self, source, before=None):
        """Add a code cell of the student's own, at the end or before a cell."""
        cells = self.book["cells"]
        at = cells.index(self.cell(before)) if before else len(cells)
        new = {"cell_type": "code", "id": f"own-{len(cells)}", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
        cells.insert(at, new)
        return self.save()

    def solve(self, *names, but=()):
        """Write our answers to these exercises, or to all."""
        for name, exercise in self.lesson.exercises.items():
            if name in (names or self.lesson.exercises) and name not in but:
                self.cell(name)["source"] = answer(exercise.cell.source)
        return self.save()


@pytest.fixture
def copy_of(tmp_path):
    """Make a student's copy of a lesson in a folder of its own."""

    def make(name=FIRST, folder=None):
        folder = folder or tmp_path / "my-lessons"
        folder.mkdir(exist_ok=True)
        return Copy(folder, name)

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
