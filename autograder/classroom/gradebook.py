"""The one writer: marks go into nbgrader's gradebook, notebooks into `autograded/`, pages into `feedback/`."""

import json
from datetime import datetime

import nbgrader.api
from alembic.script import ScriptDirectory
from nbgrader.api import Comment, Grade, Gradebook as NbGradebook, MissingEntry, SubmittedNotebook
from nbgrader.dbutil import ALEMBIC_DIR
from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import compute_checksum, parse_utc
from nbformat import from_dict
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import joinedload, selectinload, undefer

from autograder.classroom import rebuild
from autograder.classroom.feedback import Pages
from autograder.classroom.files import write
from autograder.classroom.marks import marks_of, penalize, record, scores_in, set_points
from autograder.refusal import Refusal

# What marks are made of, in three questions to the database; nbgrader's own attributes would ask one by one.
WHOLE = (
    undefer(SubmittedNotebook.score), undefer(SubmittedNotebook.max_score),
    selectinload(SubmittedNotebook.grades).options(undefer(Grade.max_score), joinedload(Grade.cell)),
    selectinload(SubmittedNotebook.comments).joinedload(Comment.cell),
)  # fmt: skip


class Gradebook:
    """Marks of a course; nothing else writes while it is open.

    Parameters
    ----------
    course : Course
    """

    def __init__(self, course):
        self.course, self.pages = course, Pages(course.config)
        self.nb = opened(course)
        self.nb.db().expire_on_commit = False  # nobody else writes: what has been read stays true
        self._late = AssignLatePenalties(config=course.config)
        self._late.init_plugin()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.nb.close()

    def prepare(self, lesson, template, worth):
        """Have the lesson in the gradebook, with each check worth its points.

        Parameters
        ----------
        template : dict
            The course's own notebook, with nbgrader's metadata.
        worth : dict
            Exercise → points.
        """
        self.nb.update_or_create_assignment(lesson)
        try:
            self.nb.find_notebook(lesson, lesson)
        except MissingEntry:
            self._create(lesson, template)
        set_points(self.nb, lesson, worth)

    def _create(self, lesson, template):
        self.nb.update_or_create_notebook(lesson, lesson, kernelspec=json.dumps(template["metadata"].get("kernelspec", {})))
        for cell in template["cells"]:
            info = cell["metadata"].get("nbgrader")
            if not info:
                continue
            name, kind, source = info["grade_id"], cell["cell_type"], rebuild.source_of(cell)
            if info["grade"]:
                self.nb.update_or_create_grade_cell(name, lesson, lesson, max_score=float(info["points"]), cell_type=kind)
            if info["solution"]:
                self.nb.update_or_create_solution_cell(name, lesson, lesson)
            if info.get("task"):
                self.nb.update_or_create_task_cell(name, lesson, lesson, max_score=float(info["points"]), cell_type=kind)
            checksum = compute_checksum(from_dict({**cell, "source": source}))
            self.nb.update_or_create_source_cell(name, lesson, lesson, cell_type=kind, locked=info["locked"], source=source, checksum=checksum)

    def save(self, student, lesson, outcome, timestamp=None):
        """Write one submission: marks, feedback page, and last, as the sign that it is done, the notebook.

        Returns
        -------
        dict
            The marks, as `marks` gives them.
        """
        self.nb.update_or_create_student(student)
        due = time_of(timestamp)
        submission = self.nb.update_or_create_submission(lesson, student, **({"timestamp": due} if due else {}))
        saved = self._whole(next(notebook for notebook in submission.notebooks if notebook.name == lesson))
        record(saved, scores_in(outcome["notebook"]), outcome)
        self.nb.db.flush()
        saved = self._whole(saved)  # with the new scores, which a penalty may depend on
        penalize(self._late, submission, saved, student)
        self.nb.db.commit()
        marks = marks_of(saved, student, lesson)
        self._write(student, lesson, outcome, marks, timestamp)
        return marks

    def marks(self, student, lesson):
        """The marks that are there, or None."""
        try:
            return marks_of(self._whole(self.nb.find_submission_notebook(lesson, lesson, student)), student, lesson)
        except MissingEntry:
            return None

    def _whole(self, saved):
        """The submitted notebook as it now is in the database, with all that marks are made of."""
        return self.nb.db.get(SubmittedNotebook, saved.id, options=WHOLE, populate_existing=True)

    def _write(self, student, lesson, outcome, marks, timestamp):
        page = self.pages.render(outcome["notebook"], marks)
        write(self.course.folder("feedback", student, lesson) / f"{lesson}.html", page, 0o644)
        if timestamp:
            write(self.course.folder("autograded", student, lesson) / "timestamp.txt", timestamp, 0o444)
        text = json.dumps(outcome["notebook"], ensure_ascii=False) + "\n"
        write(self.course.folder("autograded", student, lesson) / f"{lesson}.ipynb", text, 0o444)


def _newest_schema():
    """The version of nbgrader's tables: what `alembic heads` prints, without a process of three seconds that has to be found on PATH."""
    return ScriptDirectory(ALEMBIC_DIR).get_current_head()


nbgrader.api.get_alembic_version = _newest_schema


def opened(course):
    """nbgrader's gradebook of a course; a Refusal where its database cannot be used."""
    try:
        return NbGradebook(course.db_url, course.course_id)
    except ImportError as error:
        raise Refusal(f"the gradebook's database needs the Python package {error.name}: install it, or name another in c.CourseDirectory.db_url (postgresql+psycopg2://…)") from None
    except SQLAlchemyError as error:
        said = " ".join(str(error).split())[:200]
        raise Refusal(f"the gradebook cannot be opened: {said}; see c.CourseDirectory.db_url in nbgrader_config.py", status=1) from None


def time_of(text):
    """A timestamp's text as nbgrader understands it, or None."""
    try:
        time = parse_utc(text) if text else None
        return time if isinstance(time, datetime) else None
    except Exception:  # the parser stops with errors of many kinds
        return None
