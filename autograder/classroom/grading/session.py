"""One grading run: finds what is to be graded, hands it to the workers, and writes down what comes back."""

import contextlib
from collections.abc import Callable, Iterator

from sqlalchemy.exc import SQLAlchemyError

from autograder import lesson as lessons
from autograder.classroom import failures
from autograder.classroom.course_folder import Course
from autograder.classroom.gradebook.gradebook import Gradebook
from autograder.classroom.gradebook.marks import Marks, regraded
from autograder.classroom.grading import dask, pool
from autograder.classroom.grading.graded_notebook import rejection
from autograder.classroom.grading.make_task import sign, task_for
from autograder.classroom.grading.own_tests import require_runnable
from autograder.classroom.grading.rows import Row, note_of, reason_of, row
from autograder.classroom.sandbox import walls
from autograder.classroom.settings import Options
from autograder.classroom.submissions.discover import found
from autograder.classroom.submissions.receipt import Receipt, receipt
from autograder.classroom.submissions.submission import Rejected, Submission
from autograder.classroom.submissions.vet import has_place, vet
from autograder.classroom.task import Outcome, Remembered, Task, Time, remembered_in

GIVEN_UP = "the grader itself stopped on this notebook: tell your instructor"


class Session:
    """A run over a course's submissions.

    Parameters
    ----------
    course : Course
    options : Options
    lesson, student : str, optional
        Only these.
    seed : int, optional
        For all; by default each student and lesson has its own.
    workers : int
    cluster : str, optional
    force : bool
        Whether to grade what has not changed.
    regrade : bool
        Whether the gradebook's comment keeps the mark of before.
    """

    def __init__(
        self,
        course: Course,
        options: Options,
        lesson: str | None = None,
        student: str | None = None,
        seed: int | None = None,
        workers: int = 1,
        cluster: str | None = None,
        force: bool = False,
        regrade: bool = False,
    ) -> None:
        self.course, self.options, self.seed = course, options, seed
        self.workers, self.cluster, self.force, self.regrade = workers, cluster, force, regrade
        self.mark_before: Marks | None = None  # of what was regraded
        everything = found(course.submitted, lesson, student)
        left_out = set(lessons.course()) - set(course.file.lessons)
        self.submissions: list[Submission] = [one for one in everything if one.lesson not in left_out]
        self._rows: dict[int, Row] = {}
        self._notes: dict[int, str] = {}
        self._prepared: set[str] = set()
        self.changes: list[str] = []  # of the course, since anything was graded

    def rows(self, step: Callable[[int], object] = lambda done: None) -> list[Row]:
        """Grade, and return a row for each submission, in order; `step` hears how many are done."""
        if not self.cluster:
            walls.require(self.options.wall)
        try:
            with self.course.alone(), Gradebook(self.course) as book:
                self.book = book
                step(0)
                self._all(step)
        except (OSError, SQLAlchemyError) as error:
            raise failures.of_the_run(error) or error from None
        return self.done

    @property
    def done(self) -> list[Row]:
        """The rows of those that are finished, in order."""
        return [self._rows[number] for number in sorted(self._rows)]

    @property
    def notes(self) -> list[tuple[Row, str]]:
        """[(row, what has to be known of how it was graded)], in order."""
        return [(self._rows[number], self._notes[number]) for number in sorted(self._notes)]

    def _all(self, step: Callable[[int], object]) -> None:
        self._prepared.clear()
        tasks = self._tasks(step)
        for task, outcome in dask.run(tasks, self.cluster) if self.cluster else pool.run(tasks, self.workers):
            self._save(task, outcome)
            step(len(self._rows))

    def _tasks(self, step: Callable[[int], object]) -> Iterator[Task]:
        """The work to hand out; what needs none gets its row at once."""
        for number, submission in enumerate(self.submissions):
            task = self._task(number, submission)
            if task:
                yield task
            else:
                step(len(self._rows))

    def _task(self, number: int, submission: Submission) -> Task | None:
        """The work on one submission, or None where there is none left to do."""
        try:
            vet(submission)
            self._prepare(submission.lesson)
            task = task_for(self.course, self.options, submission, self.seed, number)
        except Rejected as error:
            self._reject(number, submission, str(error))
            return None
        return None if self._row_unchanged(task) else task

    def _prepare(self, lesson: str) -> None:
        if lesson not in self._prepared:
            self._prepared.add(lesson)
            require_runnable(self.course, lesson, self.options)
            points = self.course.points(lesson, self.options)
            changes = self.book.prepare(lesson, self.course.template(lesson), points)
            self.changes += [f"{lesson}: {told}" for told in changes]

    def _row_unchanged(self, task: Task) -> bool:
        """Whether the last run graded the same; its row is then taken from there, with today's marks.

        Where the gradebook says something else than the page by now, the page is written anew.
        """
        student, lesson = task.student, task.lesson
        kept = None if self.force else self.course.kept(student, lesson)
        before = remembered_in(kept) if kept else {}
        if not kept or before.get("fingerprint") != task.fingerprint:
            return False
        with self._alone(task.key, student, lesson):
            marks, renewed = self.book.renewed(student, lesson, kept, task.receipt)
            if marks is None:
                return False
            state = "rejected" if before["state"] == "rejected" else "graded" if renewed else "unchanged"
            self._tell(task, state, marks, before, renewed)
        return True

    def _save(self, task: Task, outcome: Outcome | None) -> None:
        student, lesson = task.student, task.lesson
        if outcome is None:
            return self._record_rejection(task.key, student, lesson, GIVEN_UP, task.time, task.receipt)
        sign(outcome, task)
        with self._alone(task.key, student, lesson):
            said = self._of_before(student, lesson)
            marks = self.book.save(student, lesson, outcome, task.time, task.receipt, said)
            self._tell(task, outcome.state, marks, remembered_in(outcome.notebook))
        return None

    def _of_before(self, student: str, lesson: str) -> str | None:
        """What is kept of the mark that there is, where the run is a regrading."""
        self.mark_before = self.book.marks(student, lesson) if self.regrade else None
        if self.mark_before is None:
            return None
        return regraded(self.mark_before, self.course.before(student, lesson).get("seed"))

    def _tell(
        self, task: Task, state: str, marks: Marks, remembered: Remembered, renewed: bool = False
    ) -> None:
        reason, exercises = reason_of(remembered, marks, renewed), remembered["exercises"]
        self._rows[task.key] = row(task.student, task.lesson, state, marks, reason, exercises)
        note = note_of(remembered)
        if note and state != "rejected":
            self._notes[task.key] = note

    @contextlib.contextmanager
    def _alone(self, number: int, student: str, lesson: str) -> Iterator[None]:
        """In the body trouble with one submission's files costs that one alone; the next run tries again."""
        try:
            yield
        except Exception as error:
            reason = failures.reason(error)
            marks = self.book.marks(student, lesson)
            self._rows[number] = row(student, lesson, "rejected", marks, reason, [])

    def _reject(self, number: int, submission: Submission, reason: str) -> None:
        """A submission that cannot be opened; where its names are good, the gradebook says so too."""
        student, lesson = submission.student, submission.lesson
        if has_place(submission, self.course.submitted):
            self._prepare(lesson)
            self._record_rejection(number, student, lesson, reason, None, receipt(submission.folder))
        else:
            self._rows[number] = row(student, lesson, "rejected", None, reason, [])

    def _record_rejection(
        self, number: int, student: str, lesson: str, reason: str, time: Time | None, came_with: Receipt
    ) -> None:
        seed, template = self.course.seed(student, lesson, self.seed), self.course.template(lesson)
        outcome = rejection(lesson, template, reason, seed, self.options.wall)
        with self._alone(number, student, lesson):
            said = self._of_before(student, lesson)
            marks = self.book.save(student, lesson, outcome, time, came_with, said)
            self._rows[number] = row(student, lesson, "rejected", marks, reason, [])
