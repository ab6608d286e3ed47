"""What we lean on in nbgrader and nbconvert is still there, and still called by them."""

import inspect
import sqlite3
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
from support.handing_in import LESSON, in_gradebook  # noqa: E402
from traitlets.config import Config  # noqa: E402

from autograder.classroom import nbgrader_compat  # noqa: E402
from autograder.classroom.course_folder import Course  # noqa: E402
from autograder.classroom.gradebook.gradebook import Gradebook  # noqa: E402
from autograder.classroom.grading.graded_notebook import rejection  # noqa: E402

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


class TestIndexes:
    """Which the database goes by, with ten thousand submissions."""

    NAMES = {f"hardway_{table}_{column}" for table, column in nbgrader_compat.INDEXED}

    @pytest.fixture
    def grade(self, course):
        """Enters the first lesson and saves one submission, as a run does; answers (indexes, marks)."""
        home = Course(course)

        def run():
            template = home.template(LESSON)
            with Gradebook(home) as book:
                book.prepare(LESSON, template, home.points(LESSON, home.options()))
                book.save("ann", LESSON, rejection(LESSON, template, "it is broken", 7))
            marks = "select count(*), sum(auto_score) from grade"
            return self.indexes(course), in_gradebook(course, marks)

        return run

    @staticmethod
    def indexes(course):
        found = in_gradebook(course, "select name from sqlite_master where type = 'index'")
        return {name for (name,) in found if name.startswith("hardway")}

    def test_they_are_there_after_a_run_and_a_second_one_changes_nothing(self, grade):
        first = grade()
        assert first[0] == self.NAMES and grade() == first

    def test_an_old_gradebook_gets_them_and_keeps_its_marks(self, grade, course):
        first = grade()
        with sqlite3.connect(course / "gradebook.db") as book:
            for name in self.NAMES:
                book.execute(f"drop index {name}")
        assert self.indexes(course) == set()
        assert grade() == first

    def test_the_database_goes_by_them(self, grade, course):
        grade()
        for table, column in nbgrader_compat.INDEXED:
            plan = in_gradebook(course, f"explain query plan select * from {table} where {column} = 'x'")
            assert f"USING INDEX hardway_{table}_{column}" in plan[0][-1]

    def test_who_may_not_add_one_goes_without(self, course, applied):
        with nbgrader.api.Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
            book.db.execute(text("pragma query_only = on"))
            nbgrader_compat.add_indexes(book.db)
            assert book.db.execute(text("select count(*) from student")).scalar() == 0
        assert self.indexes(course) == set()


def test_what_is_no_time_is_none(applied, tmp_path):
    (tmp_path / "timestamp.txt").write_text("soon")
    assert CourseDirectory().get_existing_timestamp(str(tmp_path)) is None
    (tmp_path / "timestamp.txt").write_text("2026-01-10 12:00:00 -0500")
    assert CourseDirectory().get_existing_timestamp(str(tmp_path)).hour == 17


def test_a_penalty_is_the_courses_own():
    late = nbgrader_compat.late_penalties(Config({"LateSubmissionPlugin": {"penalty_method": "zero"}}))
    assert late("ann", SimpleNamespace(score=3.0), 60) == 3.0
    assert nbgrader_compat.late_penalties(Config())("ann", SimpleNamespace(score=3.0), 60) is None
