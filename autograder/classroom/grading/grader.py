"""Grades one submission: bytes in, marks, messages and the notebook for the gradebook out. It touches no file and no database."""

import hashlib
import json
import time

from autograder import lesson as lessons
from autograder.checking.results import FAILED, CheckResult, ExerciseResult
from autograder.checking.runner import examine
from autograder.classroom.grading import budget
from autograder.classroom.grading.limits import Limits
from autograder.classroom.grading.remote_student import Student
from autograder.classroom.sandbox.sandbox import Sandbox
from autograder.classroom.submissions import missing_modules, normalize, sanitize
from autograder.classroom.submissions.vet import Rejected, shown
from autograder.display import html
from autograder.lesson import LessonUnreadable

TOO_LARGE = "the notebook takes more memory to read than any that a person writes: clear its outputs, take data out of its cells, and hand it in again"
UNSAFE = "Graded without a sandbox (--unsafe)."
MOST_SAID = 4000  # characters of one message
IGNORED = "tex2jax_ignore mathjax_ignore"  # what a student's code said is text, never a formula


class Grader:
    """Grades submissions one after the other; keeps one sandbox for each lesson.

    Parameters
    ----------
    limits : Limits
    unsafe : bool
        Without a sandbox.
    extra : sequence of path
        The instructor's own files of checks.
    hide_extra : bool
        Whether names and messages of these are kept from the student.
    hidden : sequence of path
        Folders that the sandbox must not show.
    """

    def __init__(self, limits=None, unsafe=False, extra=(), hide_extra=False, hidden=()):
        self.limits, self.unsafe, self.extra, self.hide_extra, self.hidden = (
            limits or Limits(),
            unsafe,
            tuple(extra),
            hide_extra,
            hidden,
        )
        self._sandboxes = {}

    def grade(self, lesson, data, file_name, template, seed):
        """Everything that is to be known of one submission, as plain data.

        Parameters
        ----------
        lesson, file_name : str
        data : bytes
            The notebook as handed in.
        template : dict
            The course's own notebook of the lesson.
        seed : int

        Returns
        -------
        dict
            state, reason, exercises, seed, seconds, timed_out, and `notebook`.
        """
        began, self._timed_out = time.monotonic(), False
        try:
            with budget.memory(
                budget.ceiling()
            ):  # not over the examination, which has its own: a sandbox that starts would inherit it
                cells = normalize.cells_of(data, file_name)
                other = normalize.belongs(cells, lesson)
                if other:
                    raise Rejected(
                        f"this is the notebook of {other}, handed in as {lesson}: hand in {lesson}.ipynb"
                    )
                book = normalize.rebuilt(cells, template, lessons.lesson(lesson).exercises)
            results = self._examined(lesson, [cell for cell, _ in cells], seed)
            outcome = {
                "state": "graded",
                "reason": None,
                "notes": [missing_modules.note(cell for cell, _ in cells)],
            }
        except (Rejected, LessonUnreadable, MemoryError) as error:
            reason = one_line(error) if str(error) else TOO_LARGE
            results, outcome = [], {"state": "rejected", "reason": reason, "notes": []}
            book = normalize.rebuilt([], template, lessons.lesson(lesson).exercises)
        outcome |= {
            "seed": seed,
            "seconds": round(time.monotonic() - began, 3),
            "exercises": [r.to_json() for r in results],
        }
        outcome |= {"unsafe": self.unsafe, "timed_out": self._timed_out}
        outcome["notebook"] = finished(book, results, outcome)
        return outcome

    def close(self):
        """End the sandboxes."""
        for sandbox in self._sandboxes.values():
            sandbox.close()
        self._sandboxes.clear()

    def _examined(self, lesson, cells, seed):
        student = Student(self._sandbox(lesson), cells, self.limits)
        try:
            result = examine(lesson, student, seed, self.extra, self.limits.seconds)
            self._timed_out = student.meter.timed_out or any(
                exercise.timed_out for exercise in result.exercises
            )
            if student.fault:
                raise student.fault
        finally:
            student.close()
        shown = (
            [self._hidden(exercise) for exercise in result.exercises]
            if self.extra and self.hide_extra
            else result.exercises
        )
        return [capped(exercise) for exercise in shown]

    def _hidden(self, result):
        """The result with the instructor's own checks named only as such, and without what the student's code said in them."""
        for check in result.checks:
            if not check.ours:
                check.title, check.message = (
                    "a further check",
                    "" if check.passed else "a further check did not pass",
                )
                check.printed, check.warned = "", ()
        if result.first_failure and not result.first_failure.ours:
            result.mistake, result.hint = None, ""  # a hint would tell of the hidden check
        return result

    def _sandbox(self, lesson):
        if lesson not in self._sandboxes:
            if len(self._sandboxes) >= 2:
                self.close()
            self._sandboxes[lesson] = Sandbox(lesson, self.limits, self.hidden, self.unsafe)
        return self._sandboxes[lesson]


def capped(result):
    """The result with messages of a length that a page takes; what was printed and warned is cut where it is kept."""
    for check in result.checks:
        check.message = (
            check.message if len(check.message) <= MOST_SAID else check.message[:MOST_SAID] + " … (cut here)"
        )
    return result


def finished(book, results, outcome):
    """The notebook with scores and feedback as the outputs of its check cells, and what is to be remembered of the run."""
    by_name = {result.name: result for result in results}
    for cell in book["cells"]:
        info = cell["metadata"].get("nbgrader") or {}
        name = info.get("grade_id", "").removeprefix("check_")
        if info.get("grade") and not info["solution"] and cell["cell_type"] == "code":
            result = by_name.get(name) or _nothing(name, outcome["reason"])
            cell["outputs"] = [_score(result)]
    book["metadata"]["hardway"] = {
        key: outcome[key] for key in ("state", "reason", "seed", "seconds", "unsafe", "exercises")
    }
    if outcome["reason"]:
        text = f"**This submission could not be graded:** {sanitize.markdown(outcome['reason'])}."
        book["cells"].insert(
            0, {"cell_type": "markdown", "id": "hardway-reason", "metadata": {}, "source": text}
        )
    return book


def rejection(lesson, template, reason, seed, unsafe=False):
    """The outcome of a submission that cannot be graded at all."""
    outcome = {
        "state": "rejected",
        "reason": reason,
        "seed": seed,
        "seconds": 0.0,
        "unsafe": unsafe,
        "exercises": [],
    }
    outcome["notebook"] = finished(
        normalize.rebuilt([], template, lessons.lesson(lesson).exercises), [], outcome
    )
    return outcome


def _nothing(name, reason):
    return ExerciseResult(
        name, "", "missing", [CheckResult("not graded", FAILED, reason or f"`{name}` has no checks here")]
    )


def _score(result):
    """The output of a check cell: the number that nbgrader takes as points, and what the student reads."""
    shown = f'<div class="{IGNORED}">{html.exercise(result)}</div>'
    return {
        "output_type": "execute_result",
        "execution_count": None,
        "metadata": {},
        "data": {"text/plain": f"{float(result.passed)}", "text/html": shown},
    }


def seed_for(secret, student, lesson):
    """The seed of a student's lesson: fixed for the course, and nobody's guess."""
    digest = hashlib.sha256(json.dumps([secret, student, lesson]).encode()).digest()
    return int.from_bytes(digest[:4], "big")


def note(outcome):
    """What the gradebook's comment says of how a mark came about."""
    said = f"Random inputs of these checks: seed {outcome['seed']}."
    return f"{said} {UNSAFE}" if outcome["unsafe"] else said


def one_line(error):
    """An error's text as one line without what cannot be printed."""
    return shown(" ".join(str(error).split()))[:500]
