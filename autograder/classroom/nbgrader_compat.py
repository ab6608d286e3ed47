"""All that leans on nbgrader's inner parts, each with its reason; no other module reaches into them.

Nothing is changed at import: who opens a gradebook, makes a course or configures nbgrader asks for it.
tests/classroom/test_nbgrader_compat.py fails where nbgrader no longer has or calls what stands here.
"""

import contextlib
import functools
import logging
import os
import sqlite3
import sys
import warnings
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import Refusal
from autograder.release import with_extra

if TYPE_CHECKING:  # nbgrader may be missing: `importing_nbgrader` says so
    from nbgrader.api import SubmittedNotebook
    from nbgrader.converters import Autograde, GenerateAssignment
    from sqlalchemy.orm import Session, scoped_session
    from traitlets.config import Config

    from autograder.classroom.course_file.rules import LateRule
    from autograder.classroom.submissions.submission import Submission

INDEXED = (("grade", "notebook_id"), ("comment", "notebook_id"), ("submitted_notebook", "assignment_id"))
GRAMMAR = "rfc3987_syntax"  # a package that jsonschema does without where it is not there
WAIT = 60  # seconds for another program to let go of the gradebook


@contextlib.contextmanager
def importing_nbgrader() -> Iterator[None]:
    """In the body nbgrader is imported: a Refusal where it is missing."""
    # jsonschema would make a parser of addresses with it, which no notebook needs: half of all imports' time
    left_out = GRAMMAR not in sys.modules
    if left_out:
        sys.modules[GRAMMAR] = None  # type: ignore[assignment]  # so Python notes that there is none
    try:
        yield
    except ImportError as error:
        raise Refusal(f"nbgrader is not installed ({error.name}): {with_extra('classroom')}") from None
    finally:
        if left_out:
            sys.modules.pop(GRAMMAR, None)


def quiet() -> None:
    """Let nbgrader and what it stands on log errors alone: it logs each step; `failures` says the rest."""
    for name in ("traitlets", "nbgrader"):
        logging.getLogger(name).setLevel(logging.ERROR)
    for name in ("tornado.application", "sqlalchemy.pool"):  # they print tracebacks
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    warnings.filterwarnings("ignore", module="nbgrader")  # SQLAlchemy's, about nbgrader's own order of adding


@functools.cache
def apply() -> None:
    """Change what nbgrader has no setting for, once for this process."""
    import nbgrader.api
    from nbgrader.coursedir import CourseDirectory
    from sqlalchemy import Engine, event

    nbgrader.api.get_alembic_version = _newest_schema
    CourseDirectory.get_existing_timestamp = _time_handed_in
    event.listen(Engine, "connect", _wait_for_others)
    _name_alembic()


def add_indexes(session: "Session | scoped_session[Session]") -> None:
    """Let the database find a submission's marks without reading those of all others, as nbgrader has it.

    With ten thousand submissions that takes longer than all else; who may not add one goes without.
    """
    from sqlalchemy import text
    from sqlalchemy.exc import SQLAlchemyError

    try:
        for table, column in INDEXED:
            name = f"hardway_{table}_{column}"
            session.execute(text(f"create index if not exists {name} on {table} ({column})"))
        session.commit()
    except SQLAlchemyError:
        session.rollback()


def _newest_schema() -> str | None:
    """The version of nbgrader's tables.

    nbgrader asks `alembic heads`: a process of three seconds, which has to be found on PATH.
    """
    from alembic.script import ScriptDirectory
    from nbgrader.dbutil import ALEMBIC_DIR

    return ScriptDirectory(ALEMBIC_DIR).get_current_head()


def _time_handed_in(_: object, folder: str) -> datetime | None:
    """What is no time is none, where nbgrader ends its whole run."""
    from autograder.classroom.submissions import timestamps

    return timestamps.time_of(timestamps.timestamp(folder)[0])


def _wait_for_others(connection: object, _: object) -> None:
    """Let SQLite wait while another program writes: its own five seconds are short for a class."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute(f"pragma busy_timeout = {1000 * WAIT}")


def _name_alembic() -> None:
    """`nbgrader db upgrade` calls `alembic` from PATH, which need not name this environment."""
    here = str(Path(sys.executable).parent)
    if here not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([here, os.environ.get("PATH", "")])


@functools.cache
def use_submissions(
    find: Callable[["Autograde"], dict[str, "Submission"]], examine: Callable[["Autograde", str, str], None]
) -> None:
    """Let nbgrader's Autograde grade what `find` gives by student, each once `examine` has looked at it.

    Its own way takes names for patterns, follows links, and passes over notebooks with other names.
    """
    from nbgrader.converters import Autograde

    original = Autograde.init_assignment

    def init_notebooks(self: "Autograde") -> None:
        self.submissions = find(self)
        lesson, self.notebooks = self.coursedir.assignment_id, []
        folders = [submission_folder(self, lesson, student) for student in self.submissions]
        self.assignments = {folder: [os.path.join(folder, f"{lesson}.ipynb")] for folder in folders}

    def init_assignment(self: "Autograde", lesson: str, student: str) -> None:
        examine(self, lesson, student)
        original(self, lesson, student)

    Autograde.init_notebooks, Autograde.init_assignment = init_notebooks, init_assignment


@functools.cache
def look_at_sources(examine: Callable[["GenerateAssignment"], None]) -> None:
    """Let nbgrader's GenerateAssignment ask `examine` before it removes the last release.

    Its own way prints a traceback for whatever is wrong in source/, and leaves no release.
    """
    from nbgrader.converters import GenerateAssignment

    original = GenerateAssignment.init_notebooks

    def init_notebooks(self: "GenerateAssignment") -> None:
        examine(self)
        original(self)

    GenerateAssignment.init_notebooks = init_notebooks


def submission_folder(converter: "Autograde", lesson: str, student: str) -> str:
    """A student's folder as nbgrader names it."""
    home = converter.coursedir
    return str(home.format_path(home.submitted_directory, student, lesson))


def generating() -> list[str]:
    """The names of what nbgrader does to a notebook that it makes a release of, in its order."""
    from nbgrader.converters import GenerateAssignment

    steps = GenerateAssignment.class_traits()["preprocessors"].default()
    return [f"nbgrader.preprocessors.{step.__name__}" for step in steps]


def is_first_pass(converter: "Autograde") -> bool:
    """Whether nbgrader reads what was handed in: it converts each notebook twice, and only this tells."""
    return bool(converter._sanitizing)


def late_penalties(
    config: "Config", rule: "LateRule | None" = None
) -> Callable[[str, "SubmittedNotebook", float], float | None]:
    """A function (student, notebook, seconds late) → penalty or None, by the rule, else the config's method.

    nbgrader asks that method only while it converts a notebook; a due date may change without that.
    """
    from nbgrader.preprocessors import AssignLatePenalties

    if rule:
        return lambda student, saved, seconds: rule.penalty(saved.score, seconds)
    late = AssignLatePenalties(config=config)
    late.init_plugin()

    def penalty(student: str, saved: "SubmittedNotebook", seconds: float) -> float | None:
        found = late.plugin_inst.late_submission_penalty(student, saved.score, seconds)
        return None if found is None else late._check_late_penalty(saved, found)

    return penalty
