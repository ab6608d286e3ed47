"""Writes for `hardway grade`: marks into nbgrader's gradebook, notebooks to autograded/, pages to feedback/.

Behind nbgrader's own commands nbgrader writes files and penalties, and `plugin.SafeGrading` the marks.
"""

import contextlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from nbformat import from_dict
from nbformat.v4.rwbase import rejoin_lines
from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    GradeCell,
    MissingEntry,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from nbgrader.api import Gradebook as NbGradebook
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import joinedload, selectinload, undefer, with_polymorphic

from autograder.classroom import failures, nbgrader_compat
from autograder.classroom.atomic_write import Staged
from autograder.classroom.gradebook import due, feedback, page_stamp, source
from autograder.classroom.gradebook.marks import Marks, mark, marks_of, penalize, remark, set_points
from autograder.classroom.submissions import receipt as receipts
from autograder.classroom.submissions.receipt import Receipt
from autograder.classroom.submissions.text import one_line
from autograder.classroom.task import Notebook, Outcome, Time
from autograder.errors import Refusal

if TYPE_CHECKING:
    from autograder.classroom.course_folder import Course

Result = TypeVar("Result")
# With the points of each, which lie apart.
CELLS = with_polymorphic(BaseCell, [GradeCell, TaskCell], flat=True)
# What marks are made of, in three questions to the database; nbgrader's own attributes would ask one by one.
WHOLE = (
    undefer(SubmittedNotebook.score), undefer(SubmittedNotebook.max_score),
    selectinload(SubmittedNotebook.grades).options(
        undefer(Grade.max_score), joinedload(Grade.cell.of_type(CELLS))
    ),
    selectinload(SubmittedNotebook.comments).joinedload(Comment.cell),
)  # fmt: skip


class Gradebook:
    """Marks of a course; others may write to it while it is open: `Course.alone` says who.

    Parameters
    ----------
    course : Course
    """

    def __init__(self, course: "Course") -> None:
        self.course = course
        self.nb = opened(course)
        # What has been read need not be read again; what marks are made of, `_whole` reads anew all the same.
        self.nb.db().expire_on_commit = False
        self._late = nbgrader_compat.late_penalties(course.config, course.file.late)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.nb.close()

    def prepare(self, lesson: str, template: Notebook, points: Mapping[str, float]) -> list[str]:
        """Have the lesson in the gradebook, with points and due date; returns what changed, in words.

        Parameters
        ----------
        template : dict
            The course's own notebook, with nbgrader's metadata.
        points : dict
            grade_id → points.
        """
        nbgrader_compat.add_indexes(self.nb.db)
        entered = source.enter(self.nb, lesson, template)
        return [*entered, *set_points(self.nb, lesson, points), *due.enter(self.nb, lesson, self.course)]

    def save(
        self,
        student: str,
        lesson: str,
        outcome: Outcome,
        time: Time | None = None,
        receipt: Receipt | None = None,
        said: str | None = None,
    ) -> Marks:
        """Write one submission: marks, feedback page, and last, as the sign that it is done, the notebook.

        Parameters
        ----------
        outcome : Outcome
        time : tuple, optional
            When it was handed in, as `timestamps.timestamp` has it; None leaves the time that is there.
        receipt : Receipt, optional
            What the exchange laid beside what was graded, and wants beside the page.
        said : str, optional
            What the gradebook's comment says besides.

        Returns
        -------
        dict
            The marks, as `marks` gives them. Where an error comes out, the gradebook has what it had before.
        """
        return self._tried(lambda: self._save(student, lesson, outcome, time, receipt or {}, said))

    def _save(
        self,
        student: str,
        lesson: str,
        outcome: Outcome,
        time: Time | None,
        receipt: Receipt,
        said: str | None,
    ) -> Marks:
        self.nb.update_or_create_student(student)
        submission = self.nb.update_or_create_submission(lesson, student)
        due.extend(submission, lesson, self.course.file)
        saved = self._whole(next(notebook for notebook in submission.notebooks if notebook.name == lesson))
        mark(saved, outcome, time)
        if said:
            remark(saved, said)
        return self._finish(submission, saved, outcome.notebook, receipt)

    def _finish(
        self,
        submission: SubmittedAssignment,
        saved: SubmittedNotebook,
        notebook: Notebook,
        receipt: Receipt,
    ) -> Marks:
        """Penalize, and write marks and files: what can fail of files fails before a mark is written."""
        self.nb.db.flush()
        saved = self._whole(saved)  # with the new scores, which a penalty may depend on
        penalize(self._late, submission, saved, submission.student_id)
        self.nb.db.flush()
        marks = marks_of(saved, submission.student_id, saved.name, self.course)
        with Staged() as staged:
            self._stage(staged, marks, notebook, receipt)
            self.nb.db.commit()
            # A page never stands beside the secret of another: nbgrader would give it back as that one's.
            self._take_away(marks)
            staged.place()
        return marks

    def _tried(self, transaction: Callable[[], Result]) -> Result:
        """What the transaction returns; undone where it fails, tried again where the gradebook was held."""
        try:
            return self._whole_or_undone(transaction)
        except BaseException as error:
            if not failures.is_locked(error):
                raise
        return self._whole_or_undone(transaction)

    def _whole_or_undone(self, transaction: Callable[[], Result]) -> Result:
        try:
            return transaction()
        except BaseException:
            with contextlib.suppress(SQLAlchemyError):
                self.nb.db.rollback()
            raise

    def renewed(
        self, student: str, lesson: str, notebook: Notebook, receipt: Receipt
    ) -> tuple[Marks | None, bool]:
        """(marks as they now are, whether the page was written anew); (None, False) where there are none.

        Due dates, marks and comments by hand change without a new run.
        """
        return self._tried(lambda: self._renewed(student, lesson, notebook, receipt))

    def _renewed(
        self, student: str, lesson: str, notebook: Notebook, receipt: Receipt
    ) -> tuple[Marks | None, bool]:
        try:
            saved = self._whole(self.nb.find_submission_notebook(lesson, lesson, student))
        except MissingEntry:
            return None, False
        if saved.late_submission_penalty or saved.assignment.duedate is not None:
            penalize(self._late, saved.assignment, saved, student)
        marks = marks_of(saved, student, lesson, self.course)
        if self._is_shown(notebook, marks, receipt):
            self.nb.db.rollback()
            return marks, False
        whole = rejoin_lines(from_dict(notebook))  # nbgrader writes texts as lists of lines
        return self._finish(saved.assignment, saved, whole, receipt), True

    def _is_shown(self, notebook: Notebook, marks: Marks, receipt: Receipt) -> bool:
        """Whether the page shows these marks, and lies where they are given back from."""
        page, graded = self._folders(marks)
        shown = page_stamp.shown_by(page / f"{marks['assignment']}.html")
        return shown == page_stamp.wanted(notebook, marks) and all(
            receipts.beside(folder) == receipt for folder in (page, graded)
        )

    def is_true(self, student: str, lesson: str) -> bool:
        """Whether the page says what the gradebook says, as far as a page of its kind tells what it says."""
        kept, marks = self.course.kept(student, lesson), self.marks(student, lesson)
        shown = page_stamp.shown_by(self.course.folder("feedback", student, lesson) / f"{lesson}.html")
        return not (kept and marks and shown) or shown == page_stamp.wanted(kept, marks)

    def marks(self, student: str, lesson: str) -> Marks | None:
        """The marks that are there, or None."""
        try:
            saved = self._whole(self.nb.find_submission_notebook(lesson, lesson, student))
        except MissingEntry:
            return None
        return marks_of(saved, student, lesson, self.course)

    def _whole(self, saved: SubmittedNotebook) -> SubmittedNotebook:
        """The submitted notebook as it now is in the database, with all that marks are made of."""
        return self.nb.db.get(SubmittedNotebook, saved.id, options=WHOLE, populate_existing=True)

    def _stage(self, staged: Staged, marks: Marks, notebook: Notebook, receipt: Receipt) -> None:
        lesson, (page, graded) = marks["assignment"], self._folders(marks)
        staged.add(page / f"{lesson}.html", feedback.page(notebook, marks), 0o644)
        for name, text in receipt.items():
            staged.add(page / name, text, 0o644)
            staged.add(graded / name, text, 0o444)
        text = json.dumps(notebook, ensure_ascii=False) + "\n"
        staged.add(graded / f"{lesson}.ipynb", text, 0o444)

    def _take_away(self, marks: Marks) -> None:
        """Remove what an earlier submission's receipt left."""
        for folder in self._folders(marks):
            for name in receipts.NAMES:
                (folder / name).unlink(missing_ok=True)

    def _folders(self, marks: Marks) -> tuple[Path, Path]:
        """Where the page lies, and where the graded notebook."""
        student, lesson = marks["student"], marks["assignment"]
        return self.course.folder("feedback", student, lesson), self.course.folder(
            "autograded", student, lesson
        )


def opened(course: "Course") -> NbGradebook:
    """nbgrader's gradebook of a course; a Refusal where its database cannot be used."""
    nbgrader_compat.apply()
    try:
        return NbGradebook(course.db_url, course.course_id)
    except ImportError as error:
        raise Refusal(
            f"the gradebook's database needs the Python package {error.name}: install it,"
            " or name another in c.CourseDirectory.db_url (postgresql+psycopg2://…)"
        ) from None
    except SQLAlchemyError as error:
        if failures.is_locked(error):
            raise failures.of_the_run(error) or error from None
        said = one_line(error)
        raise Refusal(
            f"the gradebook cannot be opened: {said}; see c.CourseDirectory.db_url in nbgrader_config.py",
            status=1,
        ) from None
