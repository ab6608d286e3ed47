"""What one run has found of each exercise, and where ours stands in from then on."""

import ast
import contextlib
import time
import types
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from autograder import lesson as lessons
from autograder import reference
from autograder.checking import catalogue, diagnosis, messages
from autograder.checking.by_form import by_code, by_form, is_specific
from autograder.checking.conditions import Conditions
from autograder.checking.evidence import Tapes
from autograder.checking.ours import standing_in, stands_for_nothing
from autograder.checking.outcome import Outcome
from autograder.checking.results import CheckResult, ExerciseResult, LessonResult
from autograder.checking.slips.search import within
from autograder.checking.telling import most_telling
from autograder.checking.verdict import check_results, exercise_result
from autograder.running.namespace import Namespace
from autograder.running.own_source import Definition
from autograder.running.recorder import StudentError
from autograder.running.states import NOTHING_THERE, TRIED
from autograder.running.student import Student
from autograder.running.timeout import TimeLimit, time_limit

SECONDS = 2  # of processor time: a hint that takes longer is not waited for
LAST = 1.6  # seconds, after which no step of a search begins: most take far less than what is then left


@dataclass
class Run:
    """One run of the checks.

    Parameters
    ----------
    student_of : callable
        Lesson name → the Student.
    conditions : Conditions
    only : collection of str, optional
        The exercises to report on; None for all.
    known : dict
        Exercise → whether it passes, where that need not be tried again.
    """

    student_of: Callable[[str], Student]
    conditions: Conditions
    only: Collection[str] | None = None
    known: Mapping[str, bool] = field(default_factory=dict)
    names: Sequence[str] = field(default_factory=lessons.exercises)  # of all exercises of the course
    results: dict[tuple[str, str], ExerciseResult] = field(default_factory=dict)
    milestones: dict[str, CheckResult | None] = field(default_factory=dict)
    ours: set[tuple[str, str]] = field(default_factory=set)  # (lesson, exercise) where ours stands in
    called: set[str] = field(default_factory=set)  # of those, what the exercise that is judged now has called

    def reports_on(self, name: str) -> bool:
        """Whether the exercise is one of those that were asked for by name."""
        return self.only is not None and name in self.only

    def exercises(self, lesson: str, milestone: bool) -> set[str]:
        """Those whose checks have to run: that are reported on, and what is not known of those before."""
        names = list(lessons.lesson(lesson).exercises)
        if self.only is not None and not milestone:
            last = max((names.index(name) + 1 for name in self.only if name in names), default=0)
            names = names[:last]
        return {name for name in names if name not in self.known or self.reports_on(name)}

    def let_known_failures_be_ours(self, lesson: str) -> None:
        """What is known not to pass, and is not reported on, is ours from the start."""
        for name, passes in self.known.items():
            if not passes and not self.reports_on(name):
                self._substitute(lesson, name)

    def judge(self, lesson: str, name: str, outcomes: dict[pytest.Function, Outcome]) -> None:
        """Judge an exercise whose checks are over; a mistake costs once: ours stands in where it fails."""
        self.results[lesson, name] = self._judged(lesson, name, outcomes)
        if any(outcome.passed is False for outcome in outcomes.values()):
            self._substitute(lesson, name)
        self.called.clear()

    def judge_milestone(self, lesson: str, outcomes: list[Outcome]) -> None:
        """Judge the run at the end of a lesson."""
        self.milestones[lesson] = next(iter(check_results(outcomes)), None)
        self.called.clear()

    def _judged(self, lesson: str, name: str, outcomes: dict[pytest.Function, Outcome]) -> ExerciseResult:
        called = tuple(sorted(self.called, key=self.names.index))
        absent = tuple(one for one in called if self.is_absent(lesson, one))
        methods = lessons.lesson(lesson).exercises[name].methods
        result = exercise_result(name, lesson, list(outcomes.values()), called, absent, methods)
        told = most_telling(list(outcomes.values()))
        if told and result.state in TRIED:
            said = by_form(name, told, self._definition(lesson, name))
            if not _meets_a_stub(told.error):
                slow = any(outcome.timed_out for outcome in outcomes.values())
                own = None if slow or is_specific(said) else self._runs_here(lesson, name)
                self._explain(result, _tapes(outcomes, told), messages.CHANGED in told.message, own)
            result.hint = result.hint or said or by_code(name, told, self._definition(lesson, name))
        return result

    def _explain(
        self, result: ExerciseResult, orders: Iterable[Tapes], changed: bool, own: Callable | None
    ) -> None:
        """Give the result its mistake or another hint, the first found; `own` is tried with changes."""
        # what the student's values do to the search is no fault of anybody's marks
        with contextlib.suppress(Exception, SystemExit, TimeLimit):
            catalogue.mistakes(result.lesson)  # loaded now, not in the time of the first search
            self._search(result, orders, changed, own)

    def _search(
        self, result: ExerciseResult, orders: Iterable[Tapes], changed: bool, own: Callable | None
    ) -> None:
        with time_limit(SECONDS), within(LAST):
            accepted = dict(self._accepted(result.lesson, result.name))
            code = _function(self._definition(result.lesson, result.name))
            began = time.process_time()
            for tapes in orders:
                diagnosis.explain(result, tapes, self.conditions, accepted, changed, code, own)
                if result.hint or time.process_time() - began > LAST:
                    return

    def _runs_here(self, lesson: str, name: str) -> Callable | None:
        """What the student wrote, as something that may be changed and run; None of code in a sandbox."""
        student = self.student_of(lesson)
        there = isinstance(student, Namespace) and not student.problem(name)
        return student.function(name) if there else None

    def _accepted(self, lesson: str, name: str) -> Iterator[tuple[str, Callable]]:
        """The exercises before this one in which the student's own code stays, and runs here."""
        names = list(lessons.lesson(lesson).exercises)
        for one in names[: names.index(name)]:
            student = self.student_of(lesson)
            if (lesson, one) not in self.ours and not student.problem(one):
                function = student.function(one)
                if isinstance(function, types.FunctionType):
                    yield one, function

    def _definition(self, lesson: str, name: str) -> Definition | None:
        return self.student_of(lesson).definition(name)

    def is_absent(self, lesson: str, name: str) -> bool:
        """Whether the student has nothing of an exercise: of this run, or of an earlier lesson."""
        found = self.results.get((lesson, name))
        return found.state in NOTHING_THERE if found else stands_for_nothing(name)

    def _substitute(self, lesson: str, name: str) -> None:
        """From here on the student's code meets ours."""
        self.ours.add((lesson, name))
        with contextlib.suppress(reference.AnswersWithheld):
            if name in lessons.lesson(lesson).exercises:
                ours = standing_in(name, getattr(reference, name))
                self.student_of(lesson).substitute(name, ours)

    def result(self, lesson: str) -> LessonResult:
        """The LessonResult of a lesson."""
        names = [name for name in lessons.lesson(lesson).exercises if (lesson, name) in self.results]
        found = [self.results[lesson, name] for name in names if not self.only or name in self.only]
        return LessonResult(lesson, found, self.conditions.seed, self.milestones.get(lesson))


def _tapes(outcomes: Mapping[pytest.Function, Outcome], told: Outcome) -> list[Tapes]:
    """What can be replayed, first what the message is about: a hint explains that; else as on the ladder.

    Not what ran out of time or met a stub: it says nothing of what it would have answered.
    """
    silent = {item for item, one in outcomes.items() if one.timed_out or one.awaits or one.stands_back}
    heard = {item: one for item, one in outcomes.items() if item not in silent}
    seen = {item: one for item, one in heard.items() if one.passed is not None}
    orders = [sorted(seen, key=lambda item: seen[item] is not told)]
    if next((one for one in seen.values() if not one.passed), told) is not told:
        orders.append(list(seen))
    return [{item: (bool(seen[item].passed), seen[item].tape) for item in order} for order in orders]


def _meets_a_stub(error: BaseException | None) -> bool:
    """Whether the line that is still to be replaced was reached: no mistake explains more than that."""
    return isinstance(error, StudentError) and error.type_name == "NotImplementedError"


def _function(code: Definition | None) -> ast.FunctionDef | None:
    return code if isinstance(code, ast.FunctionDef) else None
