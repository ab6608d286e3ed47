"""The pytest plug-in: gives checks the student's functions, in order, and has each exercise judged."""

import contextlib
import time
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping

import pytest

from autograder.checking import messages
from autograder.checking.conditions import Conditions
from autograder.checking.fixtures import fixtures
from autograder.checking.items import (
    EXERCISE,
    LESSON,
    MARKERS,
    MILESTONE,
    OUTCOME,
    Group,
    describe,
    group_of,
    new_outcome,
    order,
)
from autograder.checking.judging import Run
from autograder.checking.ours import noted
from autograder.checking.reports import report
from autograder.running.defaults import numpy_defaults
from autograder.running.namespace import Problem
from autograder.running.recorder import Recorder, StudentTimeout
from autograder.running.student import Student

ITS_OWN = "milestone is reached with your own functions all the way down"
CLOCK = getattr(time, "thread_time", time.process_time)  # the second counts in ticks while an alarm is set


class Examination:
    """One run of the checks after another.

    Parameters
    ----------
    student_of : callable
        Lesson name → the Student.
    seed : int
        Fixes the random inputs.
    seconds : float
        The time limit of a check.
    lesson : str, optional
        The lesson that every file of checks belongs to; None takes it from the file's name.
    milestones : bool
        Whether milestones are collected too.
    """

    def __init__(
        self,
        student_of: Callable[[str], Student],
        seed: int,
        seconds: float,
        lesson: str | None = None,
        milestones: bool = False,
    ) -> None:
        self.student_of, self.lesson, self.milestones = student_of, lesson, milestones
        self.problems: list[str] = []
        self.error: BaseException | None = None  # what a file of checks has raised while it was read
        self.begin(seed, seconds)

    def begin(
        self,
        seed: int,
        seconds: float,
        only: Collection[str] | None = None,
        known: Mapping[str, bool] | None = None,
    ) -> Run:
        """Forget the last run; returns the new one."""
        self.run = Run(self.student_of, Conditions(seed, seconds), only, known or {})
        self.groups: dict[Group, list[pytest.Function]] = {}
        return self.run

    # ---- which checks, in which order

    def pytest_configure(self, config: pytest.Config) -> None:
        for marker in MARKERS:
            config.addinivalue_line("markers", marker)
        config.pluginmanager.register(
            fixtures(self.function, lambda item: self.run.conditions.generator(item))
        )

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            lines = [line.strip() for line in str(report.longrepr).splitlines() if line.strip()]
            lines = [line for line in lines if not line.startswith("HINT")]
            self.problems.append(lines[-1].removeprefix("E ").lstrip() if lines else "pytest says no more")

    def pytest_exception_interact(self, call: pytest.CallInfo[None]) -> None:
        if call.when == "collect" and call.excinfo:
            raised = call.excinfo.value
            self.error = raised.__cause__ or raised  # pytest has an error of its own for what is not there

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Function]) -> None:
        for item in items:
            describe(item, self.lesson)
        asking = [item for item in items if item.stash[EXERCISE]]
        wanted = [item for item in asking if self.milestones or item.stash[EXERCISE] != MILESTONE]
        config.hook.pytest_deselected(items=[item for item in items if item not in wanted])
        items[:] = sorted(wanted, key=order)
        self.take(items)

    def take(self, items: Iterable[pytest.Function]) -> None:
        """Let these be the checks of the run."""
        for item in items:
            self.groups.setdefault(group_of(item), []).append(item)

    # ---- one check

    def function(self, name: str, item: pytest.Item) -> Recorder:
        """What the check gets under an exercise's name."""
        lesson = item.stash[LESSON]
        student = self.student_of(lesson)
        problem = student.problem(name)
        if item.stash[EXERCISE] == MILESTONE and (lesson, name) in self.run.ours:
            do = "write" if self.run.is_absent(lesson, name) else "mend"
            why = f"`{name}` does not pass its checks yet, and a {ITS_OWN}: {do} `{name}` first."
            problem = Problem("failed", why)
        if problem:
            raise messages.Unavailable(problem)
        if any(other.stash[OUTCOME].timed_out for other in self._done(group_of(item))):
            raise StudentTimeout("was not tried, since an earlier check did not finish in time")
        return Recorder(student.function(name), name, item.stash[OUTCOME].tape)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(
        self, item: pytest.Function, nextitem: pytest.Function | None
    ) -> Generator[None, object, object]:
        with self.checked(item, nextitem):
            return (yield)

    @contextlib.contextmanager
    def checked(self, item: pytest.Function, following: pytest.Function | None) -> Iterator[None]:
        """In the body a check runs from set-up to tear-down; after the last of an exercise that is judged."""
        item.stash[OUTCOME] = new_outcome(item, self.run.names)
        with numpy_defaults():
            yield
            if following is None or group_of(following) != group_of(item):
                self._finish(group_of(item))

    @pytest.hookimpl(wrapper=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> Generator[None, object, object]:
        with self.called(pyfuncitem):
            return (yield)

    @contextlib.contextmanager
    def called(self, item: pytest.Function) -> Iterator[None]:
        """In the body the function of a check is called."""
        outcome, began = item.stash[OUTCOME], CLOCK()
        with self.run.conditions.on_tape(outcome.tape), noted() as called:
            try:
                yield
                if item.stash[EXERCISE] == MILESTONE and called:
                    raise messages.Unavailable(_not_their_own(called))
            finally:
                self.run.called |= called
                outcome.seconds = CLOCK() - began

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo) -> pytest.TestReport:
        return report(item, call)

    # ---- one exercise

    def _done(self, group: Group) -> list[pytest.Function]:
        return [item for item in self.groups[group] if OUTCOME in item.stash]

    def _finish(self, group: Group) -> None:
        """Judge an exercise whose checks are over, and let go of what it answered."""
        outcomes = {item: item.stash[OUTCOME] for item in self._done(group)}
        lesson, name = group
        if name == MILESTONE:
            self.run.judge_milestone(lesson, list(outcomes.values()))
        else:
            self.run.judge(lesson, name, outcomes)
        for item in outcomes:
            del item.stash[OUTCOME]


def _not_their_own(called: Collection[str]) -> Problem:
    listed = ", ".join(f"`{name}`" for name in sorted(called))
    mend = f"write or mend {listed} first, or run the cells that define them."
    return Problem("failed", f"it took our {listed}, and a {ITS_OWN}: {mend}")
