"""Judges an instructor's own exercises: by the checks of a file, or by running their cell in the sandbox."""

import inspect
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder import lesson as lessons
from autograder import reference
from autograder.checking import messages
from autograder.checking.conditions import Conditions
from autograder.checking.results import FAILED, PASSED, CheckResult, ExerciseResult
from autograder.classroom.grading.own_tests import Check, OwnTest, asks, checks_in
from autograder.classroom.grading.remote_student import RemoteStudent
from autograder.running.cells import exercise_of_check
from autograder.running.defaults import numpy_defaults
from autograder.running.leftover_stub import is_stub
from autograder.running.recorder import Recorder, StudentError, StudentTimeout
from autograder.running.states import State
from autograder.running.tape import Tape

MISSING: State = "missing"
LEFT: State = "not_attempted"
BESIDE = "your instructor's own test passes (it runs beside your code)"


def results(
    lesson: str,
    student: RemoteStudent,
    tests: Sequence[OwnTest],
    extra: Sequence[Any],
    conditions: Conditions,
) -> Iterator[tuple[OwnTest, ExerciseResult, float]]:
    """(test, result, part of its points) of each."""
    known = [check for path in extra for check in checks_in(Path(str(path)))] if tests else []
    for test in tests:
        asking = [check for check in known if asks(check, test.tests)]
        if asking:
            checks = [_checked(student, check, conditions) for check in asking]
            part = sum(check.passed for check in checks) / len(checks)
        else:
            part, check = _run(student, test)
            checks = [check]
        state: State = "passed" if part == 1 else "failed"
        if not part:
            state = _nothing_there(student, test, checks)
        yield test, ExerciseResult(exercise_of_check(test.name), lesson, state, checks), part


def _nothing_there(student: RemoteStudent, test: OwnTest, checks: Sequence[CheckResult]) -> State:
    """The state of an exercise without a point: is there code that could be wrong? Its checks say so."""
    lacking = list(filter(None, map(student.lacks, test.tests)))
    left = [student.definition(name) for name in test.tests]
    if test.tests and len(lacking) == len(test.tests):
        state, said = MISSING, lacking[-1]
    elif left and all(own and is_stub(own.body) for own in left):
        state, said = LEFT, messages.NOT_ATTEMPTED
    else:
        return "failed"
    for check in checks:
        check.message = said
    return state


def _run(student: RemoteStudent, test: OwnTest) -> tuple[float, CheckResult]:
    """Run the cell: a number that it leaves is points, as nbgrader has it; an error is none."""
    try:
        points = student.test(test.source)
    except StudentTimeout as error:
        return 0.0, CheckResult(BESIDE, FAILED, f"`{test.name}` {error}.", ours=False)
    except StudentError as error:
        return 0.0, CheckResult(
            BESIDE, FAILED, f"`{test.name}` stopped with {error.type_name}: {error.text}.", ours=False
        )
    part = 1.0 if points is None or not test.points else min(1.0, max(0.0, points / test.points))
    said = "" if part == 1 else f"`{test.name}` gives {points:g} of {test.points:g} points."
    return part, CheckResult(BESIDE, FAILED if said else PASSED, said, ours=False)


def _checked(student: RemoteStudent, check: Check, conditions: Conditions) -> CheckResult:
    """Run a check of a file as ours are run: here, on functions that stand for the student's."""
    tape, said = Tape(lessons.exercises()), ""
    title = (
        (check.__doc__ or check.__name__.removeprefix("test_").replace("_", " "))
        .strip()
        .splitlines()[0]
        .rstrip(".")
    )
    try:
        with numpy_defaults(), conditions.on_tape(tape):
            check(
                **{
                    name: _given(name, student, check, tape, conditions)
                    for name in inspect.signature(check).parameters
                }
            )
    except (Exception, pytest.fail.Exception, pytest.skip.Exception) as error:
        said = messages.explanation(error, tape, {})
    return CheckResult(title, FAILED if said else PASSED, said, ours=False)


def _given(name: str, student: RemoteStudent, check: Check, tape: Tape, conditions: Conditions) -> Any:
    if name == "rng":
        return np.random.default_rng([conditions.seed, zlib.crc32(check.__name__.encode())])
    return reference if name == "reference" else Recorder(student.function(name), name, tape)
