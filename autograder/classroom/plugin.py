"""nbgrader's own commands and the formgrader, grading the safe way: two lines in nbgrader_config.py.

from autograder.classroom.plugin import configure
configure(get_config())
"""

import logging
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_markdown_cell
from nbgrader.api import Gradebook
from nbgrader.plugins import BasePlugin
from nbgrader.preprocessors import AssignLatePenalties, NbGraderPreprocessor
from traitlets import Any as Setting
from traitlets.config import Config

from autograder import lesson as lessons
from autograder.classroom import course_folder, nbgrader_autograde, nbgrader_compat, nbgrader_generate
from autograder.classroom.course_file import rules_told
from autograder.classroom.course_file.rules import LateRule
from autograder.classroom.gradebook import due, marks
from autograder.classroom.grading import pool, session
from autograder.classroom.grading.graded_notebook import rejection
from autograder.classroom.grading.helper_process import grade_elsewhere
from autograder.classroom.grading.make_task import sign, task_for
from autograder.classroom.rpc.text import without_controls
from autograder.classroom.submissions import normalize
from autograder.classroom.submissions.submission import Rejected
from autograder.classroom.submissions.text import MOST_REASON, one_line
from autograder.classroom.task import Outcome, Task, remembered_in


def configure(c: Config) -> None:
    """Set what the course needs: student code runs in the sandbox, and nowhere else."""
    # by name, since the formgrader keeps its settings as JSON
    nbgrader = "nbgrader.preprocessors."
    c.Autograde.exporter_class = f"{__name__}.SubmissionExporter"
    c.Autograde.sanitize_preprocessors = [f"{nbgrader}CheckCellMetadata"]
    c.GenerateFeedback.exporter_class = "autograder.classroom.gradebook.feedback.PageExporter"
    c.GenerateFeedback.preprocessors = []  # the exporter asks the gradebook itself
    c.Autograde.autograde_preprocessors = [
        f"{__name__}.SafeGrading",
        f"{__name__}.LatePenalties",
        f"{nbgrader}CheckCellMetadata",
    ]
    c.GenerateAssignment.preprocessors = [
        f"{__name__}.TellRules",
        *nbgrader_compat.generating(),
    ]
    c.ExchangeFactory.release_feedback = "autograder.classroom.exchange.ReleaseFeedback"
    nbgrader_compat.apply()
    nbgrader_compat.use_submissions(nbgrader_autograde.submissions, nbgrader_autograde.examine)
    nbgrader_compat.look_at_sources(nbgrader_generate.examine)
    logging.setLogRecordFactory(Printable)


class Printable(logging.LogRecord):
    """A line of a log without what a terminal would obey: what students say stands in it."""

    def getMessage(self) -> str:
        return without_controls(super().getMessage())


class SubmissionExporter(NotebookExporter):
    """Takes a notebook however damaged it is.

    What nbgrader goes on with is the course's own form, since the worker alone reads the student's.
    """

    parent: Any  # the Autograde that converts
    task: Task | None = None
    reason: str | None = None

    def from_filename(
        self, filename: str, resources: Any = None, **kw: Any
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """(notebook, resources); the file is kept in `task`, or the reason why it is none in `reason`."""
        if not nbgrader_compat.is_first_pass(self.parent):
            return super().from_filename(filename, resources, **kw)
        lesson, student = resources["nbgrader"]["assignment"], resources["nbgrader"]["student"]
        self.course = course_folder.Course(self.parent.coursedir.root, self.parent.config)
        self.task, self.reason = None, None
        try:
            self.task = task_for(self.course, self.course.options(), self.parent.submissions[student])
        except Rejected as error:
            self.reason = one_line(error, MOST_REASON)
        book = normalize.rebuilt([], self.course.template(lesson), lessons.lesson(lesson).exercises)
        made: tuple[NotebookNode, dict[str, Any]]
        made = self.from_notebook_node(from_dict(book), resources=resources, **kw)
        return made


class TellRules(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader brings no types
    """Says in what is handed out what the course's file asks of the code: no mark is the first to tell."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """(notebook, resources) with a cell more below the title, where there are rules."""
        home, lesson = self.parent.parent.coursedir, resources["nbgrader"]["assignment"]
        told = rules_told.rules_told(course_folder.Course(home.root, self.parent.parent.config).file, lesson)
        if told:
            nb.cells.insert(1, new_markdown_cell(told, id=rules_told.CELL))
        return nb, resources


class SafeGrading(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader brings no types
    """In place of nbgrader's Execute and SaveAutoGrades: code runs in the sandbox, checks outside."""

    # What the course's settings may say of it, for nbgrader to know the names; `Course.options` reads them.
    seconds, total, memory, processes, files, notebook, grace = (Setting().tag(config=True) for _ in range(7))
    extra_checks, hide_extra = (Setting().tag(config=True) for _ in range(2))

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """The notebook with scores and feedback in its check cells; the gradebook has the marks."""
        facts, exporter = resources["nbgrader"], self.parent
        outcome = self._outcome(exporter, facts)
        with Gradebook(facts["db_url"]) as book:
            saved = book.find_submission_notebook(facts["notebook"], facts["assignment"], facts["student"])
            due.extend(saved.assignment, facts["assignment"], exporter.course.file)
            marks.mark(saved, outcome, exporter.task.time if exporter.task else None)
            book.db.commit()
        for said in remembered_in(outcome.notebook).get("notes", ()):
            self.log.warning("%s: %s", facts["student"], said)
        return from_dict(outcome.notebook), resources

    def _outcome(self, exporter: SubmissionExporter, facts: dict[str, Any]) -> Outcome:
        task, lesson = exporter.task, facts["assignment"]
        outcome = pool.again_if_unsettled(grade_elsewhere, task) if task else None
        if task and outcome:
            sign(outcome, task)
        else:
            seed, reason = exporter.course.seed(facts["student"], lesson), exporter.reason or session.GIVEN_UP
            outcome = rejection(lesson, exporter.course.template(lesson), reason, seed)
        if outcome.reason:
            self.log.warning("%s: rejected: %s", facts["student"], outcome.reason)
        return outcome


class LateByCourseFile(BasePlugin):  # type: ignore[misc]  # nbgrader brings no types
    """The course file's rule as a method of nbgrader's."""

    rule: LateRule

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float | None:
        """The penalty, or None."""
        return self.rule.penalty(score, total_seconds_late)


class LatePenalties(AssignLatePenalties):  # type: ignore[misc]  # nbgrader brings no types
    """nbgrader's own, but for a course whose file has a rule."""

    def init_plugin(self) -> None:
        """Have the method that is asked for penalties."""
        super().init_plugin()
        rule = self.parent.course.file.late
        if rule:
            self.plugin_inst = LateByCourseFile(parent=self)
            self.plugin_inst.rule = rule
