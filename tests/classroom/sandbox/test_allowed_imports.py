"""Where a course names packages, a student's code imports these alone; packages what they need."""

import json
import subprocess
import sys

import pytest

from autograder import lesson as lessons
from autograder.classroom.submissions.missing_modules import line_on_missing, wanted
from autograder.lesson import Cell

CELLS = {  # a cell → what becomes of it where only `a_package` is allowed
    "import a_package": "imported",  # it imports another_package itself
    "import another_package": "the course does not allow to import `another_package`",
    "import importlib; importlib.import_module('another_package')": (
        "the course does not allow to import `another_package`"
    ),
    "import numpy, math, autograder": "imported",
    "import nothing_of_the_kind": "the course does not allow to import `nothing_of_the_kind`",
}
PROGRAM = """
import json, sys
from autograder.classroom.inside import allowed_imports
cells, packages = json.loads(sys.argv[1])
allowed_imports.restrict(packages)
told = []
for cell in cells:
    try:
        exec(compile(cell, "<lesson cell 1>", "exec"), {"__name__": "__main__"})
        told.append("imported")
    except ImportError as error:
        told.append(str(error))
    sys.modules.pop("another_package", None)
print(json.dumps(told))
"""


@pytest.fixture
def told(tmp_path):
    (tmp_path / "a_package.py").write_text("import another_package")
    (tmp_path / "another_package.py").touch()

    def run(packages):
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, json.dumps([list(CELLS), packages])],
            env={"PYTHONPATH": f"{lessons.ROOT}:{tmp_path}"},
            capture_output=True,
            text=True,
        )
        return dict(zip(CELLS, json.loads(done.stdout)))

    return run


def test_cells_import_what_is_allowed_and_packages_what_they_need(told):
    assert told(["a_package"]) == CELLS


def test_where_no_package_is_named_any_will_do(told):
    found = told(None)
    assert found.pop("import nothing_of_the_kind").startswith("No module named")
    assert set(found.values()) == {"imported"}


def test_the_note_tells_what_is_not_allowed_from_what_is_not_there():
    cells = [Cell("code", "import pytest, numpy, helpers_of_mine")]
    said = line_on_missing(wanted(cells), [])
    assert "`helpers_of_mine` cannot be imported in grading" in said
    assert "`pytest` must not be imported" in said and "numpy" not in said
    assert "pytest" not in line_on_missing(wanted(cells)) and line_on_missing(set(), []) is None
