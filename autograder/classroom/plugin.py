"""nbgrader's own commands and the formgrader, grading the safe way: two lines in nbgrader_config.py.

    from autograder.classroom.plugin import configure
    configure(get_config())
"""

import os
import sys
from pathlib import Path

from nbconvert.exporters import NotebookExporter
from nbformat import from_dict
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder import lesson as lessons
from autograder.classroom import cluster, desk, farm, gradebook, grader, marks, rebuild, session
from autograder.classroom.submission import Rejected, Submission, notebook_in, timestamp, vet


def configure(c):
    """Set what the course needs: student code runs in the sandbox, and nowhere else."""
    # by name, since the formgrader keeps its settings as JSON
    nbgrader = "nbgrader.preprocessors."
    c.Autograde.exporter_class = f"{__name__}.SubmissionExporter"
    c.Autograde.sanitize_preprocessors = [f"{nbgrader}CheckCellMetadata"]
    c.GenerateFeedback.exporter_class = "autograder.classroom.feedback.PageExporter"
    c.Autograde.autograde_preprocessors = [f"{__name__}.SafeGrading", f"{nbgrader}AssignLatePenalties", f"{nbgrader}CheckCellMetadata"]
    # nbgrader calls `alembic` from PATH, which need not name this environment
    here = str(Path(sys.executable).parent)
    if here not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([here, os.environ.get("PATH", "")])
    _vet_first()
    # what is no time is none, here as in `hardway grade`
    CourseDirectory.get_existing_timestamp = lambda self, folder: gradebook.time_of(timestamp(folder))


def _vet_first():
    """Have nbgrader look at a submission's files before it copies them: a link must not be followed."""
    if hasattr(Autograde.init_assignment, "vets"):
        return
    original = Autograde.init_assignment

    def init_assignment(self, assignment_id, student_id):
        folder = Path(self._format_source(assignment_id, student_id)).absolute()
        try:
            vet(Submission(student_id, assignment_id, folder))
            if not (folder / f"{assignment_id}.ipynb").exists():
                raise Rejected(f"there is no {assignment_id}.ipynb in the folder: rename the notebook, or use hardway grade")
        except Rejected as error:
            raise NbGraderException(f"{student_id}: {error}") from None
        return original(self, assignment_id, student_id)

    init_assignment.vets = True
    Autograde.init_assignment = init_assignment


class SubmissionExporter(NotebookExporter):
    """Takes a notebook however damaged it is; what nbgrader goes on with is the course's own form, since the worker alone reads the student's."""

    task = reason = None

    def from_filename(self, filename, resources=None, **kw):
        """(notebook, resources); the file itself is kept in `task`, or the reason why it is none in `reason`."""
        if not self.parent._sanitizing:
            return super().from_filename(filename, resources, **kw)
        lesson, student = resources["nbgrader"]["assignment"], resources["nbgrader"]["student"]
        self.course = desk.Course(self.parent.coursedir.root, self.parent.config)
        self.task, self.reason = None, None
        submission = Submission(student, lesson, Path(filename).absolute().parent)
        try:
            name, data = notebook_in(submission, self.course.options().limits)
            self.task = session.task_for(self.course, self.course.options(), submission, name, data)
        except Rejected as error:
            self.reason = grader.one_line(error)
        book = rebuild.rebuilt([], self.course.template(lesson), lessons.lesson(lesson).exercises)
        return self.from_notebook_node(from_dict(book), resources=resources, **kw)


class SafeGrading(NbGraderPreprocessor):
    """Takes the place of nbgrader's Execute and SaveAutoGrades: the code runs in the sandbox, the checks outside."""

    def preprocess(self, nb, resources):
        """The notebook with scores and feedback in its check cells; the gradebook has the marks."""
        facts, exporter = resources["nbgrader"], self.parent
        outcome = self._outcome(exporter, facts)
        if exporter.task:
            outcome["notebook"]["metadata"]["hardway"]["fingerprint"] = exporter.task["fingerprint"]
        extra = exporter.course.extra_for(facts["assignment"], exporter.course.options())
        with Gradebook(facts["db_url"]) as book:
            marks.set_points(book, facts["assignment"], desk.worth(facts["assignment"], extra))
            saved = book.find_submission_notebook(facts["notebook"], facts["assignment"], facts["student"])
            marks.record(saved, marks.scores_in(outcome["notebook"]), outcome)
            book.db.commit()
        return from_dict(outcome["notebook"]), resources

    def _outcome(self, exporter, facts):
        outcome = cluster.grade_elsewhere(exporter.task) if exporter.task else None
        if exporter.task and not farm.settled(outcome):
            outcome = cluster.grade_elsewhere(exporter.task)
        if outcome is None:
            lesson, reason = facts["assignment"], exporter.reason or session.GIVEN_UP
            seed = exporter.course.seed(facts["student"], lesson)
            outcome = grader.rejection(lesson, exporter.course.template(lesson), reason, seed)
        if outcome["reason"]:
            self.log.warning("%s: rejected: %s", facts["student"], outcome["reason"])
        return outcome
