"""One grading run: finds what is to be graded, hands it to the workers, and writes down what comes back."""

from pathlib import Path

from autograder import lesson as lessons
from autograder.classroom import cluster, desk, farm, grader, sandbox
from autograder.classroom.gradebook import Gradebook
from autograder.classroom.handed_in import found
from autograder.classroom.submission import Rejected, notebook_in, shown, timestamp, unfit, vet

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

    def __init__(self, course, options, lesson=None, student=None, seed=None, workers=1, cluster=None, force=False):
        self.course, self.options, self.seed, self.workers, self.cluster, self.force = course, options, seed, workers, cluster, force
        self.submissions = list(found(course.submitted, lesson, student))
        self._rows = {}

    def rows(self, step=lambda done: None):
        """Grade, and return a row for each submission, in order, as `hardway grade --json` prints them."""
        if not self.cluster:
            sandbox.require(self.options.unsafe)
        with self.course.alone(), Gradebook(self.course) as book:
            self.book = book
            step(0)
            tasks = self._tasks(step)
            for task, outcome in cluster.run(tasks, self.cluster) if self.cluster else farm.run(tasks, self.workers):
                self._save(task, outcome)
                step(len(self._rows))
        return [self._rows[number] for number in range(len(self.submissions))]

    def _tasks(self, step):
        """The work to hand out; what needs none gets its row at once."""
        prepared = set()
        for number, submission in enumerate(self.submissions):
            try:
                vet(submission)
            except Rejected as error:
                self._reject(number, submission, str(error), prepared)
                step(len(self._rows))
                continue
            self._prepare(submission.lesson, prepared)
            try:
                name, data = notebook_in(submission, self.options.limits)
            except Rejected as error:
                self._reject(number, submission, str(error), prepared)
                continue
            task = task_for(self.course, self.options, submission, name, data, self.seed) | {"key": number}
            if self._row_unchanged(task):
                step(len(self._rows))
            else:
                yield task

    def _prepare(self, lesson, prepared):
        if lesson not in prepared:
            prepared.add(lesson)
            extra = self.course.extra_for(lesson, self.options)
            self.book.prepare(lesson, self.course.template(lesson), desk.worth(lesson, extra))

    def _row_unchanged(self, task):
        """Whether the last run graded the same; its row is then taken from there."""
        if self.force:
            return False
        before = self.course.before(task["student"], task["lesson"])
        marks = self.book.marks(task["student"], task["lesson"]) if before.get("fingerprint") == task["fingerprint"] else None
        if marks is None:
            return False
        state = "rejected" if before["state"] == "rejected" else "unchanged"
        self._rows[task["key"]] = row(task["student"], task["lesson"], state, marks, before["reason"], before["exercises"])
        return True

    def _save(self, task, outcome):
        if outcome is None:
            self._record_rejection(task["key"], task["student"], task["lesson"], GIVEN_UP, task["timestamp"])
            return
        outcome["notebook"]["metadata"]["hardway"]["fingerprint"] = task["fingerprint"]
        marks = self.book.save(task["student"], task["lesson"], outcome, task["timestamp"])
        self._rows[task["key"]] = row(task["student"], task["lesson"], outcome["state"], marks, outcome["reason"], outcome["exercises"])

    def _reject(self, number, submission, reason, prepared):
        """A submission that cannot be opened; where its names are good, the gradebook says so too."""
        named = submission.lesson in lessons.course() and not unfit(submission.student)
        if named and submission.folder.parent.parent == self.course.submitted:
            self._prepare(submission.lesson, prepared)
            self._record_rejection(number, submission.student, submission.lesson, reason, None)
        else:
            self._rows[number] = row(shown(submission.student), shown(submission.lesson), "rejected", None, reason, [])

    def _record_rejection(self, number, student, lesson, reason, when):
        outcome = grader.rejection(lesson, self.course.template(lesson), reason, self.course.seed(student, lesson, self.seed), self.options.unsafe)
        marks = self.book.save(student, lesson, outcome, when)
        self._rows[number] = row(student, lesson, "rejected", marks, reason, [])


def task_for(course, options, submission, name, data, seed=None):
    """Everything that a worker needs to grade one submission, as plain data."""
    student, lesson = submission.student, submission.lesson
    seed, when = course.seed(student, lesson, seed), timestamp(submission.folder)
    extra = [(Path(path).name, Path(path).read_text(encoding="utf-8")) for path in course.extra_for(lesson, options)]
    wishes = {"limits": options.limits.to_dict(), "unsafe": options.unsafe, "extra": extra, "hide_extra": options.hide_extra, "hidden": course.hidden}
    return {
        "key": 0, "student": student, "lesson": lesson, "file_name": name, "data": data, "timestamp": when, "seed": seed, "options": wishes,
        "template": course.template(lesson), "fingerprint": course.fingerprint(lesson, data, when, seed, options),
    }  # fmt: skip


def row(student, lesson, state, marks, reason, exercises):
    """One line of the result."""
    score = 0.0 if state == "rejected" or not marks else max(0.0, float(marks["score"]))
    most = float(marks["max_score"]) if marks else 0.0
    return {"student": student, "lesson": lesson, "state": state, "score": score, "max_score": most, "reason": reason, "exercises": exercises}
