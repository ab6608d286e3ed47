"""What we lean on in nbgrader and nbconvert is still there, and still called by them."""

import inspect
import subprocess
import sys
from types import SimpleNamespace

import pytest

pytest.importorskip("nbgrader")
pytestmark = pytest.mark.slow

import nbgrader.api  # noqa: E402
import nbgrader.converters.autograde  # noqa: E402
import nbgrader.converters.base  # noqa: E402
import nbgrader.preprocessors.latesubmissions  # noqa: E402
from nbgrader.converters.base import BaseConverter  # noqa: E402
from nbgrader.coursedir import CourseDirectory  # noqa: E402
from nbgrader.dbutil import _temp_alembic_ini  # noqa: E402
from sqlalchemy import text  # noqa: E402
from traitlets.config import Config  # noqa: E402

from autograder.classroom import nbgrader_compat  # noqa: E402

CALLS = {
    nbgrader.api: ["= get_alembic_version()"],
    nbgrader.converters.base: [
        "self.init_notebooks()",
        "self.init_assignment(gd['assignment_id'], gd['student_id'])",
        "for assignment in sorted(self.assignments.keys())",
        "self.notebooks = sorted(self.assignments[assignment])",
        "self.exporter.from_filename(notebook_filename",
        "self.coursedir.get_existing_timestamp(src)",
    ],
    nbgrader.converters.autograde: [
        "self.coursedir.get_existing_timestamp(src_path)",
        "self._sanitizing = True",
        "self._sanitizing = False",
    ],
    nbgrader.preprocessors.latesubmissions: [
        "self.init_plugin()",
        "self.plugin_inst.late_submission_penalty(",
        "self._check_late_penalty(notebook, late_penalty)",
    ],
}


@pytest.mark.parametrize("module, call", [(module, call) for module in CALLS for call in CALLS[module]])
def test_it_is_still_called(module, call):
    assert call in inspect.getsource(module), (
        f"see what {module.__name__} does now, and mend what replaces it"
    )


def test_what_we_replace_takes_what_it_took():
    assert list(inspect.signature(BaseConverter.init_notebooks).parameters) == ["self"]
    named = ["self", "assignment_id", "student_id"]
    assert list(inspect.signature(BaseConverter.init_assignment).parameters) == named
    assert list(inspect.signature(CourseDirectory.format_path).parameters)[1:4] == [
        "nbgrader_step",
        "student_id",
        "assignment_id",
    ]


@pytest.fixture
def applied():
    nbgrader_compat.apply()


def test_a_new_gradebook_has_the_schema_that_alembic_names(applied, tmp_path):
    with _temp_alembic_ini("sqlite:///none.db") as settings:
        command = [sys.executable, "-m", "alembic.config", "-c", settings, "heads"]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    with nbgrader.api.Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as book:
        assert book.db.execute(text("select version_num from alembic_version")).scalar() == said.split()[0]
        assert book.db.execute(text("pragma busy_timeout")).scalar() == 1000 * nbgrader_compat.WAIT


def test_what_is_no_time_is_none(applied, tmp_path):
    (tmp_path / "timestamp.txt").write_text("soon")
    assert CourseDirectory().get_existing_timestamp(str(tmp_path)) is None
    (tmp_path / "timestamp.txt").write_text("2026-01-10 12:00:00 -0500")
    assert CourseDirectory().get_existing_timestamp(str(tmp_path)).hour == 17


def test_a_penalty_is_the_courses_own():
    late = nbgrader_compat.late_penalties(Config({"LateSubmissionPlugin": {"penalty_method": "zero"}}))
    assert late("ann", SimpleNamespace(score=3.0), 60) == 3.0
    assert nbgrader_compat.late_penalties(Config())("ann", SimpleNamespace(score=3.0), 60) is None
