"""One grading run: finds what is to be graded, hands it to the workers, and writes down what comes back."""

import contextlib
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from autograder.classroom import course_folder, failures
from autograder.classroom.gradebook.gradebook import Gradebook
from autograder.classroom.gradebook.marks import note
from autograder.classroom.grading import dask, grader, pool
from autograder.classroom.sandbox import sandbox
from autograder.classroom.submissions.choose import notebook_in
from autograder.classroom.submissions.discover import found
from autograder.classroom.submissions.timestamps import timestamp
from autograder.classroom.submissions.vet import Rejected, has_place, shown, vet

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
    """

    def __init__(
        self, course, options, lesson=None, student=None, seed=None, workers=1, cluster=None, force=False
    ):
        self.course, self.options, self.seed, self.workers, self.cluster, self.force = (
            course,
            options,
            seed,
            workers,
            cluster,
            force,
        )
        self.submissions = list(found(course.submitted, lesson, student))
        self._rows = {}

    def rows(self, step=lambda done: None):
        """Grade, and return a row for each submission, in order, as `hardway grade --json` prints them."""
        if not self.cluster:
            sandbox.require(self.options.unsafe)
        try:
            with self.course.alone(), Gradebook(self.course) as book:
                self.book = book
                step(0)
                self._all(step)
        except (OSError, SQLAlchemyError) as error:
            raise failures.of_the_run(error) or error from None
        return self.done

    @property
    def done(self):
        """The rows of those that are finished, in order."""
        return [self._rows[number] for number in sorted(self._rows)]

    def _all(self, step):
        tasks = self._tasks(step)
        for task, outcome in dask.run(tasks, self.cluster) if self.cluster else pool.run(tasks, self.workers):
            self._save(task, outcome)
            step(len(self._rows))

    def _tasks(self, step):
        """The work to hand out; what needs none gets its row at once."""
        prepared = set()
        for number, submission in enumerate(self.submissions):
            task = self._task(number, submission, prepared)
            if task:
                yield task
            else:
                step(len(self._rows))

    def _task(self, number, submission, prepared):
        """The work on one submission, or None where there is none left to do."""
        try:
            vet(submission)
            self._prepare(submission.lesson, prepared)
            task = task_for(self.course, self.options, submission, self.seed) | {"key": number}
        except Rejected as error:
            return self._reject(number, submission, str(error), prepared)
        return None if self._row_unchanged(task) else task

    def _prepare(self, lesson, prepared):
        if lesson not in prepared:
            prepared.add(lesson)
            extra = self.course.extra_for(lesson, self.options)
            self.book.prepare(lesson, self.course.template(lesson), course_folder.worth(lesson, extra))

    def _row_unchanged(self, task):
        """Whether the last run graded the same; its row is then taken from there, with the penalty as it now is."""
        student, lesson = task["student"], task["lesson"]
        kept = None if self.force else self.course.kept(student, lesson)
        before = kept["metadata"]["hardway"] if kept else {}
        if before.get("fingerprint") != task["fingerprint"]:
            return False
        with self._alone(task["key"], student, lesson):
            marks, changed = self.book.penalized(student, lesson, kept)
            if marks is None:
                return False
            state = "rejected" if before["state"] == "rejected" else "graded" if changed else "unchanged"
            self._rows[task["key"]] = row(student, lesson, state, marks, _reason(before), before["exercises"])
        return True

    def _save(self, task, outcome):
        student, lesson, key = task["student"], task["lesson"], task["key"]
        if outcome is None:
            return self._record_rejection(key, student, lesson, GIVEN_UP, task["time"])
        sign(outcome, task)
        with self._alone(key, student, lesson):
            marks = self.book.save(student, lesson, outcome, task["time"])
            known = outcome["notebook"]["metadata"]["hardway"]
            self._rows[key] = row(
                student, lesson, outcome["state"], marks, _reason(known), outcome["exercises"]
            )

    @contextlib.contextmanager
    def _alone(self, number, student, lesson):
        """In the body trouble with one submission's files costs that submission alone, and the next run tries it again."""
        try:
            yield
        except Exception as error:
            reason = failures.reason(error)
            self._rows[number] = row(
                student, lesson, "rejected", self.book.marks(student, lesson), reason, []
            )

    def _reject(self, number, submission, reason, prepared):
        """A submission that cannot be opened; where its names are good, the gradebook says so too."""
        if has_place(submission, self.course.submitted):
            self._prepare(submission.lesson, prepared)
            self._record_rejection(number, submission.student, submission.lesson, reason, None)
        else:
            self._rows[number] = row(submission.student, submission.lesson, "rejected", None, reason, [])

    def _record_rejection(self, number, student, lesson, reason, time):
        outcome = grader.rejection(
            lesson,
            self.course.template(lesson),
            reason,
            self.course.seed(student, lesson, self.seed),
            self.options.unsafe,
        )
        with self._alone(number, student, lesson):
            self._rows[number] = row(
                student, lesson, "rejected", self.book.save(student, lesson, outcome, time), reason, []
            )


def task_for(course, options, submission, seed=None):
    """Everything that a worker needs to grade one submission, as plain data, and what has to be known of it here."""
    student, lesson = submission.student, submission.lesson
    name, data, choice = notebook_in(submission, options.limits)
    extra = [
        (Path(path).name, Path(path).read_text(encoding="utf-8"))
        for path in course.extra_for(lesson, options)
    ]
    wishes = {
        "limits": options.limits.to_dict(),
        "unsafe": options.unsafe,
        "extra": extra,
        "hide_extra": options.hide_extra,
        "hidden": course.hidden,
    }
    task = {
        "key": 0, "student": student, "lesson": lesson, "file_name": shown(name), "data": data, "seed": course.seed(student, lesson, seed), "options": wishes,
        "template": course.template(lesson), "time": timestamp(submission.folder), "notes": [choice],
    }  # fmt: skip
    return task | {"fingerprint": course.fingerprint(task)}


def sign(outcome, task):
    """Write into a graded notebook what it was graded from, and what there is to say of that."""
    outcome["notebook"]["metadata"]["hardway"]["fingerprint"] = task["fingerprint"]
    note(outcome, *task["notes"], *outcome["notes"])


def _reason(known):
    """The reason of a row: why it was rejected, else what has to be known of how it was graded."""
    return known["reason"] or "; ".join(known.get("notes", [])) or None


def row(student, lesson, state, marks, reason, exercises):
    """One line of the result."""
    score = 0.0 if state == "rejected" or not marks else max(0.0, float(marks["score"]))
    most = float(marks["max_score"]) if marks else 0.0
    said = reason and failures.one_line(reason, most=1000)
    return {
        "student": shown(student),
        "lesson": shown(lesson),
        "state": state,
        "score": score,
        "max_score": most,
        "reason": said,
        "exercises": exercises,
    }
