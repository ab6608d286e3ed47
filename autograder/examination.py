"""The pytest plug-in that gives checks the student's functions, in order, and keeps what they found."""

import contextlib
import inspect
import types
import warnings
import zlib

import numpy as np
import pytest

from autograder import diagnosis, lesson as lessons, messages, reference
from autograder.limits import TimeLimit, time_limit
from autograder.namespace import Problem
from autograder.recorder import Recorder, StudentTimeout, Tape, plain
from autograder.result import CheckResult, ExerciseResult, LessonResult
from autograder.workbook import confined

MILESTONE = "milestone"
PASSES = -1  # the number of no call


class Examination:
    """One run of the checks.

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
    only : collection of str, optional
        Exercises to report on; None for all.
    known : dict, optional
        Exercise → whether it passes, where that need not be tried again.
    milestone : bool
        Whether to run the milestone.
    """

    def __init__(self, student_of, seed, seconds, lesson=None, only=None, known=None, milestone=False):
        self.student_of, self.seed, self.seconds, self.lesson = student_of, seed, seconds, lesson
        self.only, self.known, self.milestone = only, known or {}, milestone
        self.items, self.problems, self.ours = {}, [], set()

    # ---- what is asked

    def pytest_configure(self, config):
        config.addinivalue_line("markers", "milestone: the run at the end of a lesson")
        config.option.tbstyle = "no"  # our message stands in its place, and it takes a while to make
        config.pluginmanager.register(_fixtures(self))

    def pytest_collectreport(self, report):
        if report.failed:
            self.problems.append(str(report.longrepr).strip().splitlines()[-1])

    def pytest_collection_modifyitems(self, config, items):
        for item in items:
            item.lesson = self.lesson or item.path.stem.removeprefix("test_")
            item.repr_failure = item._repr_failure_py = lambda *args, **kwargs: ""  # ours takes its place; pytest's own takes a third of a second
            item.exercise = self._exercise_of(item)
        wanted = [item for item in items if self._wanted(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in wanted])
        items[:] = sorted(wanted, key=lambda item: (item.lesson, self._rank(item)))
        for item in items:
            self.items.setdefault((item.lesson, item.exercise), []).append(item)
        self._let_known_failures_be_ours()

    def _exercise_of(self, item):
        """The latest exercise that the check asks for."""
        if item.get_closest_marker(MILESTONE):
            return MILESTONE
        asked = [name for name in lessons.lesson(item.lesson).exercises if name in item.fixturenames]
        return asked[-1] if asked else None

    def _rank(self, item):
        names = list(lessons.lesson(item.lesson).exercises)
        return names.index(item.exercise) if item.exercise in names else len(names)

    def _wanted(self, item):
        if item.exercise == MILESTONE:
            return self.milestone
        if self.only is None or item.exercise in self.only:
            return item.exercise is not None
        names = list(lessons.lesson(item.lesson).exercises)
        last = max((names.index(name) for name in self.only if name in names), default=-1)
        return item.exercise in names[:last] and item.exercise not in self.known

    def _let_known_failures_be_ours(self):
        for name, passes in self.known.items():
            if not passes and not (self.only and name in self.only):
                self._substitute(self.lesson, name)

    # ---- one check

    def function(self, name, item):
        """What the check gets under an exercise's name."""
        student = self.student_of(item.lesson)
        problem = student.problem(name)
        if item.exercise == MILESTONE and (item.lesson, name) in self.ours:
            problem = Problem("failed", f"`{name}` does not pass its checks yet, and a milestone is reached with your own: mend `{name}` first.")
        if problem:
            raise messages.Unavailable(problem)
        if any(getattr(other, "timed_out", False) for other in self.items[item.lesson, item.exercise]):
            raise StudentTimeout("was not tried, since an earlier check did not finish in time")
        return Recorder(student.function(name), name, item.tape)

    def generator(self, item):
        """A generator of the check's own: its numbers do not depend on which other checks run."""
        return np.random.default_rng([self.seed, zlib.crc32(item.name.encode())])

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item):
        item.tape, item.verdict, item.error, item.timed_out = Tape(), None, None, False

    @pytest.hookimpl(wrapper=True)
    def pytest_pyfunc_call(self, pyfuncitem):
        with self._on_tape(pyfuncitem.tape):
            return (yield)

    @contextlib.contextmanager
    def _on_tape(self, tape):
        """What a check runs in: a time limit, no keyboard, and the tape takes what is printed."""
        with warnings.catch_warnings(), contextlib.redirect_stdout(tape.printed), confined():
            warnings.simplefilter("ignore")  # the tape has kept those that are the student's
            try:
                with time_limit(self.seconds):
                    yield
            except TimeLimit as limit:
                raise StudentTimeout(str(limit)) from None

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item, call):
        report = yield
        if call.when == "teardown":
            return report
        if report.failed:
            item.error, item.verdict = call.excinfo.value, False
            item.timed_out = isinstance(item.error, StudentTimeout)
            item.message = messages.explain(item.error, item.tape.calls, lessons.lesson(item.lesson).exercises)
            report.longrepr = item.message
        elif call.when == "call" and report.passed:
            item.verdict = True
        return report

    # ---- one exercise

    def pytest_runtest_teardown(self, item, nextitem):
        ended = nextitem is None or (nextitem.lesson, nextitem.exercise) != (item.lesson, item.exercise)
        if ended and any(other.verdict is False for other in self.items[item.lesson, item.exercise]):
            self._substitute(item.lesson, item.exercise)

    def _substitute(self, lesson, name):
        """From here on the student's code meets ours: a mistake costs once."""
        self.ours.add((lesson, name))
        with contextlib.suppress(reference.AnswersWithheld):
            if name in lessons.lesson(lesson).exercises:
                self.student_of(lesson).substitute(name, getattr(reference, name))

    # ---- what was found

    def result(self, lesson):
        """The LessonResult of a lesson."""
        names = [n for n in lessons.lesson(lesson).exercises if (lesson, n) in self.items and (not self.only or n in self.only)]
        milestone = [self._check(group) for group in _by_function(self.items.get((lesson, MILESTONE), []))]
        exercises = [self._exercise_result(lesson, name) for name in names]
        return LessonResult(lesson, exercises, self.seed, milestone[0] if milestone else None)

    def _exercise_result(self, lesson, name):
        items = [item for item in self.items[lesson, name] if item.verdict is not None]
        checks = [self._check(group) for group in _by_function(items)]
        failed = [item for item in items if not item.verdict]
        state = messages.state(failed[0].error) if failed else "passed"
        if state == "not_attempted" and len(failed) < len(items):
            state = "crashed"
        result = ExerciseResult(name, lesson, state, checks)
        result.printed = first_lines("".join(item.tape.printed.getvalue() for item in items))
        result.warned = [text for item in items for text in item.tape.warned]
        if state in ("failed", "crashed"):
            with contextlib.suppress(reference.AnswersWithheld):  # most of a catalogue is built on our answers
                self._diagnose(result, failed, [item for item in items if item.verdict])
        return result

    def _diagnose(self, result, failed, passed):
        calls = {item: [c for c in item.tape.calls if c.subject is not None or c.name == result.name] for item in (*failed, *passed)}
        failed = [item for item in failed if calls[item]]
        if not failed:
            return
        mistake = diagnosis.recognise(
            result.lesson,
            result.name,
            [calls[item] for item in failed],
            [calls[item] for item in passed],
            lambda mistake: self._fails_at(failed[0], mistake) in (len(failed[0].tape.calls), None),
            lambda mistake: sum(self._fails_at(item, mistake) not in (PASSES, None) for item in passed),
        )
        if mistake:
            result.mistake = mistake
            result.hint = diagnosis.hint(diagnosis.catalogue(result.lesson)[mistake])

    def _fails_at(self, item, mistake):
        """With which call a mistake of the catalogue, in the place of the student's answer, fails a check on the same random inputs; None: it cannot be said."""
        tape = Tape()
        function = {name: getattr(reference, name) for name in lessons.lesson(item.lesson).exercises} | {item.exercise: mistake}
        given = {"rng": self.generator(item), "reference": reference, **getattr(getattr(item, "callspec", None), "params", {})}
        given |= {name: Recorder(function[name], name, tape) for name in item.fixturenames if name in function}
        asked = inspect.signature(item.function).parameters
        if asked.keys() - given.keys():
            return None  # an instructor's own check, with fixtures of its own
        try:
            with self._on_tape(tape):
                item.function(**{name: given[name] for name in asked})
        except pytest.skip.Exception:
            return None
        except (Exception, pytest.fail.Exception):
            return len(tape.calls)
        return PASSES

    def _check(self, items):
        wrong = next((item for item in items if not item.verdict), None)
        return CheckResult(title(items[0]), wrong is None, wrong.message if wrong else "", [i.tape for i in items])


def first_lines(text, most=10):
    """The start of what a student's code printed: a print in a loop fills no screen."""
    lines = plain(text[:2000]).splitlines()
    return "\n".join(lines[:most] + ["…"] * (len(lines) > most))


def title(item):
    """The sentence in a check's name: test_softmax_rows_sum_to_one → "rows sum to one"."""
    name = item.originalname.removeprefix("test_")
    return name.removeprefix(f"{item.exercise}_").replace("_", " ")


def _by_function(items):
    """The items of each check: one function is one check, however many parameters it has."""
    groups = {}
    for item in items:
        groups.setdefault(item.nodeid.partition("[")[0], []).append(item)
    return list(groups.values())


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
