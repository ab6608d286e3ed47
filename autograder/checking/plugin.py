"""The pytest plug-in that gives checks the student's functions, in order, and keeps what they found."""

import contextlib
import types
import warnings
import zlib

import numpy as np
import pytest

from autograder import lesson as lessons
from autograder import reference
from autograder.checking import messages, stand_ins
from autograder.checking.replay import Replay
from autograder.checking.results import LessonResult
from autograder.checking.runner import CHECKS
from autograder.checking.verdict import FORM, Outcome, check_results, exercise_result
from autograder.running.defaults import numpy_defaults, process_defaults
from autograder.running.namespace import Problem
from autograder.running.recorder import Recorder, StudentTimeout, close_figure_left
from autograder.running.timeout import TimeLimit, time_limit
from autograder.running.workbook import confined

MILESTONE = "milestone"
MARKERS = (
    "milestone: the run at the end of a lesson",
    "form: asks for the form of an answer only; counts once a check of values passes",
)
LESSON, EXERCISE, OUTCOME = pytest.StashKey(), pytest.StashKey(), pytest.StashKey()
ITS_OWN = "milestone is reached with your own functions all the way down"


class Examination:
    """One run of the checks after another.

    Parameters
    ----------
    student_of : callable
        Lesson name → the student: an object with problem(name), function(name), substitute(name, function).
    seed : int
        Fixes the random inputs of the checks.
    seconds : float
        The time limit of a check.
    lesson : str, optional
        The lesson that every file of checks belongs to; None takes it from the file's name.
    milestones : bool
        Whether milestones are collected too.
    """

    def __init__(self, student_of, seed, seconds, lesson=None, milestones=False):
        self.student_of, self.lesson, self.milestones = student_of, lesson, milestones
        self.problems, self._replay = [], Replay(self.generator, self._on_tape)
        self.begin(seed, seconds)

    def begin(self, seed, seconds, only=None, known=None):
        """Forget the last run; a new one has another seed, exercises to report on (None: all), and verdicts that need not be tried again."""
        self.seed, self.seconds, self.only, self.known = seed, seconds, only, known or {}
        self.groups, self.results, self.ours, self.called = {}, {}, set(), set()

    # ---- what is asked

    def pytest_configure(self, config):
        for marker in MARKERS:
            config.addinivalue_line("markers", marker)
        config.pluginmanager.register(_fixtures(self))

    def pytest_collectreport(self, report):
        if report.failed:
            lines = [
                line.strip()
                for line in str(report.longrepr).splitlines()
                if line.strip() and not line.strip().startswith("HINT")
            ]
            self.problems.append(lines[-1] if lines else "pytest says no more")

    def pytest_collection_modifyitems(self, config, items):
        for item in items:
            item.stash[LESSON] = self.lesson or item.path.stem.removeprefix("test_")
            item.stash[EXERCISE] = exercise_of(item)
        wanted = [
            item
            for item in items
            if item.stash[EXERCISE] and (self.milestones or item.stash[EXERCISE] != MILESTONE)
        ]
        config.hook.pytest_deselected(items=[item for item in items if item not in wanted])
        items[:] = sorted(wanted, key=lambda item: (item.stash[LESSON], _rank(item)))
        self.take(items)

    def take(self, items):
        """Let these be the checks of the run."""
        for item in items:
            self.groups.setdefault(_group(item), []).append(item)

    def wanted(self, items, milestone=False):
        """Those that a run must have: of the exercises that are reported on, of what is not known of those before, and the milestone."""
        names = list(lessons.lesson(self.lesson).exercises)
        asked = (
            names
            if self.only is None or milestone
            else names[: max((names.index(n) + 1 for n in self.only if n in names), default=0)]
        )
        judged = {name for name in asked if name not in self.known or (self.only and name in self.only)} | (
            {MILESTONE} if milestone else set()
        )
        return [item for item in items if item.stash[EXERCISE] in judged]

    def let_known_failures_be_ours(self):
        """What is known not to pass, and is not reported on, is ours from the start."""
        for name, passes in self.known.items():
            if not passes and not (self.only and name in self.only):
                self._substitute(self.lesson, name)

    # ---- one check

    def function(self, name, item):
        """What the check gets under an exercise's name."""
        lesson = item.stash[LESSON]
        student = self.student_of(lesson)
        problem = student.problem(name)
        if item.stash[EXERCISE] == MILESTONE and (lesson, name) in self.ours:
            problem = Problem(
                "failed", f"`{name}` does not pass its checks yet, and a {ITS_OWN}: mend `{name}` first."
            )
        if problem:
            raise messages.Unavailable(problem)
        if any(other.stash[OUTCOME].timed_out for other in self._done(_group(item))):
            raise StudentTimeout("was not tried, since an earlier check did not finish in time")
        return Recorder(student.function(name), name, item.stash[OUTCOME].tape)

    def generator(self, item):
        """A generator of the check's own: its numbers do not depend on which other checks run."""
        return np.random.default_rng([self.seed, zlib.crc32(item.name.encode())])

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item, nextitem):
        item.stash[OUTCOME] = Outcome(
            title(item),
            item.nodeid.partition("[")[0],
            bool(item.get_closest_marker(FORM)),
            item.path.parent == CHECKS,
        )
        with numpy_defaults():
            done = yield
            if nextitem is None or _group(nextitem) != _group(item):
                self._finish(*_group(item))
        return done

    @pytest.hookimpl(wrapper=True)
    def pytest_pyfunc_call(self, pyfuncitem):
        with self._on_tape(pyfuncitem.stash[OUTCOME].tape), stand_ins.noted() as called:
            try:
                done = yield
                if pyfuncitem.stash[EXERCISE] == MILESTONE and called:
                    raise messages.Unavailable(
                        Problem(
                            "failed",
                            f"it took our {_listed(called)}, and a {ITS_OWN}: mend {_listed(called)} first, or run the cells that define them.",
                        )
                    )
                return done
            finally:
                self.called |= called

    @contextlib.contextmanager
    def _on_tape(self, tape):
        """What a check runs in: a time limit, no keyboard, the process as it is by default, and the tape takes what is printed."""
        with (
            warnings.catch_warnings(),
            contextlib.redirect_stdout(tape.printed),
            confined(),
            process_defaults(),
        ):
            warnings.simplefilter("ignore")  # the tape has kept those that are the student's
            try:
                with time_limit(self.seconds):
                    yield
            except TimeLimit as limit:
                raise StudentTimeout(str(limit)) from None
            finally:
                close_figure_left()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item, call):
        """pytest's report with our message; its own representation of an error takes a third of a second."""
        outcome, error = item.stash[OUTCOME], call.excinfo.value if call.excinfo else None
        skipped = isinstance(error, pytest.skip.Exception)
        if call.when != "teardown" and error and not skipped:
            outcome.passed, outcome.error = (
                False,
                error.with_traceback(None),
            )  # the frames hold the student's values
            outcome.message = messages.explanation(
                error, outcome.tape.calls, lessons.lesson(item.stash[LESSON]).exercises
            )
        elif call.when == "call" and not error:
            outcome.passed = True
        said = (
            (str(item.path), 0, str(error)) if skipped else (outcome.message or str(error)) if error else None
        )
        verdict = "skipped" if skipped else "failed" if error else "passed"
        return pytest.TestReport(
            item.nodeid,
            item.location,
            {},
            verdict,
            said,
            call.when,
            duration=call.duration,
            start=call.start,
            stop=call.stop,
        )

    # ---- one exercise

    def _done(self, group):
        return [item for item in self.groups[group] if OUTCOME in item.stash]

    def _finish(self, lesson, name):
        """Judge an exercise whose checks are over, let go of what it answered, and where it does not pass let ours stand in: a mistake costs once."""
        items = self._done((lesson, name))
        outcomes = [item.stash[OUTCOME] for item in items]
        if name == MILESTONE:
            self.results[lesson, name] = next(iter(check_results(outcomes)), None)
        else:
            self.results[lesson, name] = self._judged(lesson, name, dict(zip(items, outcomes)))
            if any(outcome.passed is False for outcome in outcomes):
                self._substitute(lesson, name)
        self.called.clear()
        for item in items:
            del item.stash[OUTCOME]

    def _judged(self, lesson, name, outcomes):
        every = [other for one in lessons.course() for other in lessons.lesson(one).exercises]
        called = tuple(sorted(self.called, key=every.index))
        absent = tuple(
            one
            for one in called
            if getattr(self.results.get((lesson, one)), "state", "") in ("missing", "not_attempted")
        )
        result = exercise_result(name, lesson, list(outcomes.values()), substituted=called, absent=absent)
        if result.state in ("failed", "crashed"):
            tapes = {
                item: (outcome.passed, outcome.tape)
                for item, outcome in outcomes.items()
                if outcome.passed is not None
            }
            with contextlib.suppress(
                Exception
            ):  # what the student's values do to the search is no fault of anybody's marks
                self._replay.explain(result, tapes)
        return result

    def _substitute(self, lesson, name):
        """From here on the student's code meets ours."""
        self.ours.add((lesson, name))
        with contextlib.suppress(reference.AnswersWithheld):
            if name in lessons.lesson(lesson).exercises:
                self.student_of(lesson).substitute(
                    name, stand_ins.standing_in(name, getattr(reference, name))
                )

    # ---- what was found

    def result(self, lesson):
        """The LessonResult of a lesson."""
        names = [
            n
            for n in lessons.lesson(lesson).exercises
            if (lesson, n) in self.results and (not self.only or n in self.only)
        ]
        return LessonResult(
            lesson,
            [self.results[lesson, name] for name in names],
            self.seed,
            self.results.get((lesson, MILESTONE)),
        )


def exercise_of(item):
    """The latest exercise that the check asks for; None where it asks for none."""
    if item.get_closest_marker(MILESTONE):
        return MILESTONE
    asked = [name for name in lessons.lesson(item.stash[LESSON]).exercises if name in item.fixturenames]
    return asked[-1] if asked else None


def title(item):
    """The check's docstring, else the sentence in its name: test_softmax_rows_sum_to_one → "rows sum to one"."""
    if item.function.__doc__:
        return item.function.__doc__.strip().splitlines()[0].rstrip(".")
    return item.originalname.removeprefix("test_").removeprefix(f"{item.stash[EXERCISE]}_").replace("_", " ")


def _group(item):
    return item.stash[LESSON], item.stash[EXERCISE]


def _rank(item):
    names = list(lessons.lesson(item.stash[LESSON]).exercises)
    return names.index(item.stash[EXERCISE]) if item.stash[EXERCISE] in names else len(names)


def _listed(names):
    return ", ".join(f"`{name}`" for name in sorted(names))


def _fixtures(run):
    """A plug-in module with one fixture for each exercise, and for `rng` and `reference`."""
    module = types.ModuleType("exercises")
    for lesson in lessons.course():
        for name in lessons.lesson(lesson).exercises:
            setattr(module, name, _exercise_fixture(run, name))

    @pytest.fixture
    def rng(request):
        return run.generator(request.node)

    @pytest.fixture(name="reference")
    def ours():
        if not any(lessons.SOLUTIONS.glob("[0-9]*.py")):
            pytest.skip("the answers are not part of this copy")
        return reference

    module.rng, module.ours = rng, ours
    return module


def _exercise_fixture(run, name):
    @pytest.fixture(name=name)
    def exercise(request):
        return run.function(name, request.node)

    return exercise
