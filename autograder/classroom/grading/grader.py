"""Grades one submission: bytes in, marks, messages and a notebook out. It touches no file and no database."""

import time
from collections.abc import Mapping, Sequence

from autograder import lesson as lessons
from autograder.checking.conditions import Conditions
from autograder.checking.results import ExerciseResult
from autograder.checking.runner import examine
from autograder.classroom.course_file.rules import ExerciseRules
from autograder.classroom.grading import budget, course_rules
from autograder.classroom.grading.graded_notebook import finished
from autograder.classroom.grading.own_results import results as own_results
from autograder.classroom.grading.own_tests import own_tests
from autograder.classroom.grading.remote_student import RemoteStudent
from autograder.classroom.limits import Limits, Wall
from autograder.classroom.sandbox import wasm_modules
from autograder.classroom.sandbox.bubblewrap import AnyPath
from autograder.classroom.sandbox.sandbox import Sandbox
from autograder.classroom.sandbox.walls import KINDS
from autograder.classroom.submissions import missing_modules, normalize
from autograder.classroom.submissions.submission import Rejected
from autograder.classroom.submissions.text import MOST_REASON, one_line
from autograder.classroom.task import Notebook, Outcome
from autograder.lesson import Cell, LessonUnreadable

TOO_LARGE = (
    "the notebook takes more memory to read than any that a person writes: "
    "clear its outputs, take data out of its cells, and hand it in again"
)
HIDDEN, HIDDEN_FAILED = "a further check", "a further check did not pass"
MOST_SAID = 4000  # characters of one message
MOST_SANDBOXES = 2  # that are open at a time


class Grader:
    """Grades submissions one after the other; keeps one sandbox for each lesson.

    Parameters
    ----------
    limits : Limits
    wall : str
        What stands around student code.
    extra : sequence of path
        The instructor's own files of checks.
    hide_extra : bool
        Whether names and messages of these are kept from the student.
    hidden : sequence of path
        Folders that the sandbox must not show.
    packages : sequence of str, optional
        Those that students may import besides the kit's own; None for any.
    kind : class, optional
        What is started as the sandbox, where it is not the wall's own.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        wall: Wall = "bubblewrap",
        extra: Sequence[AnyPath] = (),
        hide_extra: bool = False,
        hidden: Sequence[AnyPath] = (),
        packages: Sequence[str] | None = None,
        kind: type[Sandbox] | None = None,
    ) -> None:
        self.limits, self.wall, self.hidden = limits or Limits(), wall, hidden
        self._kind = kind or KINDS[wall]
        self.extra, self.hide_extra, self.packages = tuple(extra), hide_extra, packages
        self._sandboxes: dict[str, Sandbox] = {}

    def grade(
        self,
        lesson: str,
        data: bytes,
        file_name: str,
        template: Notebook,
        seed: int,
        rules: Mapping[str, ExerciseRules] | None = None,
    ) -> Outcome:
        """Everything that is to be known of one submission.

        Parameters
        ----------
        lesson, file_name : str
        data : bytes
            The notebook as handed in.
        template : dict
            The course's own notebook of the lesson.
        seed : int
        rules : mapping, optional
            Exercise → what the course file says of it.

        Raises
        ------
        NoSandbox
            Where the sandbox does not start: ours to mend, and nobody's mark.
        Refusal
            Where the instructor's own checks cannot be collected.
        """
        began, self._timed_out = time.monotonic(), False
        self._parts: dict[str, float] = {}
        self._own_names: dict[str, tuple[str, ...]] = {}
        results: list[ExerciseResult] = []
        try:
            # Not over the examination, which has its own: a sandbox that starts would inherit it.
            with budget.memory(budget.ceiling()):
                cells, book = self._read(lesson, data, file_name, template)
            results = self._examined(lesson, cells, seed)
            results += self._own(lesson, cells, template, seed)
            with budget.memory(budget.ceiling()):
                self._parts |= course_rules.apply(
                    results, self._parts, lesson, cells, rules or {}, self._own_names
                )
            outcome = Outcome("graded", None, seed, self.wall, notes=self._notes(cells))
        except (Rejected, LessonUnreadable, MemoryError) as error:
            results, reason = [], one_line(error, MOST_REASON) if str(error) else TOO_LARGE
            outcome = Outcome("rejected", reason, seed, self.wall)
            book = normalize.rebuilt([], template, lessons.lesson(lesson).exercises)
        outcome.parts = self._parts if results else {}
        outcome.seconds, outcome.timed_out = round(time.monotonic() - began, 3), self._timed_out
        outcome.exercises = [result.to_json() for result in results]
        outcome.notebook = finished(book, results, outcome)
        return outcome

    def close(self) -> None:
        """End the sandboxes."""
        for sandbox in self._sandboxes.values():
            sandbox.close()
        self._sandboxes.clear()

    def _read(
        self, lesson: str, data: bytes, file_name: str, template: Notebook
    ) -> tuple[list[Cell], Notebook]:
        """The student's cells, and the notebook for the gradebook; Rejected where it is another lesson's."""
        cells = normalize.cells_of(data, file_name)
        other = normalize.belongs(cells, lesson)
        if other:
            said = f"this is the notebook of {other}, handed in as {lesson}: hand in {lesson}.ipynb"
            raise Rejected(said)
        book = normalize.rebuilt(cells, template, lessons.lesson(lesson).exercises)
        return [cell for cell, _ in cells], book

    def _examined(self, lesson: str, cells: Sequence[Cell], seed: int) -> list[ExerciseResult]:
        student = RemoteStudent(self._sandbox(lesson), cells, self.limits)
        try:
            found = examine(lesson, student, seed, self.extra, self.limits.seconds).exercises
            self._timed_out = student.meter.timed_out or any(exercise.timed_out for exercise in found)
            if student.process.fault:
                raise student.process.fault
        finally:
            student.close()
        if self.extra and self.hide_extra:
            found = [_hidden(exercise) for exercise in found]
        return [_capped(exercise) for exercise in found]

    def _own(self, lesson: str, cells: Sequence[Cell], template: Notebook, seed: int) -> list[ExerciseResult]:
        """The results of the instructor's own exercises, each of which has its cells and nothing of ours."""
        tests = own_tests(template, lessons.lesson(lesson).exercises)
        if not tests:
            return []
        student = RemoteStudent(self._sandbox(lesson), cells, self.limits)
        try:
            conditions = Conditions(seed, self.limits.seconds)
            judged = list(own_results(lesson, student, tests, self.extra, conditions))
            self._timed_out |= student.meter.timed_out
            if student.process.fault:
                raise student.process.fault
        finally:
            student.close()
        self._parts = {test.name: part for test, _, part in judged}
        self._own_names = {result.name: test.tests for test, result, _ in judged}
        found = [result for _, result, _ in judged]
        return [_capped(_hidden(one) if self.hide_extra else one) for one in found]

    def _notes(self, cells: Sequence[Cell]) -> list[str]:
        """What the student has to know of modules that grading has not, or not as at home."""
        wanted = missing_modules.wanted(cells)
        if self.wall != "wasm":
            notes = [missing_modules.line_on_missing(wanted, self.packages)]
        else:
            missing = missing_modules.line_on_missing(wanted, self.packages, wasm_modules.has)
            notes = [missing, wasm_modules.line_on_hampered(wanted)]
        return [note for note in notes if note]

    def _sandbox(self, lesson: str) -> Sandbox:
        if lesson not in self._sandboxes:
            if len(self._sandboxes) >= MOST_SANDBOXES:
                self.close()
            self._sandboxes[lesson] = self._kind(
                lesson, self.limits, self.hidden, self.wall == "none", self.packages
            )
        return self._sandboxes[lesson]


def _hidden(result: ExerciseResult) -> ExerciseResult:
    """The result with the instructor's own checks named only as such, and nothing that was said in them."""
    for check in result.checks:
        if not check.ours:
            check.title, check.message = HIDDEN, "" if check.passed else HIDDEN_FAILED
            check.printed, check.warned = "", ()
    if result.explained and not result.explained.ours:
        result.mistake, result.hint = None, ""  # a hint would tell of the hidden check
    return result


def _capped(result: ExerciseResult) -> ExerciseResult:
    """The result with messages that a page can take; prints and warnings are cut where they are kept."""
    for check in result.checks:
        if len(check.message) > MOST_SAID:
            check.message = check.message[:MOST_SAID] + " … (cut here)"
    return result
