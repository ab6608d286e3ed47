"""From what happened in the checks of an exercise to its result.

A check has passed, has failed, was not reached, or does not count yet.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.checking import messages
from autograder.checking.messages import Unavailable
from autograder.checking.results import FAILED, NOT_REACHED, PASSED, WAITING, CheckResult, ExerciseResult
from autograder.checking.stages import leading_first
from autograder.differences import Misfit
from autograder.figures.picture import Picture
from autograder.running.calls import Call
from autograder.running.methods import unwritten_method
from autograder.running.recorder import StudentError, StudentTimeout
from autograder.running.states import State
from autograder.running.tape import Tape
from autograder.running.timeout import TimeLimit

FORM = "form"  # the marker of a check that asks for the form of an answer only


@dataclass
class Outcome:
    """What happened in one run of a check; `passed` is None where it was skipped."""

    title: str
    function: str  # one function is one check, however many parameters it has
    form: bool = False  # it asks for the form of an answer only
    ours: bool = True
    tape: Tape = field(default_factory=Tape)
    passed: bool | None = None
    error: BaseException | None = None
    message: str = ""

    stands_back: bool = False  # it only follows from a method that is still to be written

    @property
    def awaits(self) -> str:
        """The method of a class whose stub it has met; empty where it met none."""
        return unwritten_method(self.error.where) if isinstance(self.error, StudentError) else ""

    @property
    def timed_out(self) -> bool:
        return isinstance(self.error, StudentTimeout)


def exercise_result(
    name: str,
    lesson: str,
    outcomes: Sequence[Outcome],
    substituted: tuple[str, ...],
    absent: tuple[str, ...],
    methods: Sequence[str] = (),
) -> ExerciseResult:
    """The ExerciseResult of the outcomes of an exercise's checks, in order; a class's `methods` too."""
    outcomes = [outcome for outcome in outcomes if outcome.passed is not None]
    failed = [outcome for outcome in outcomes if not outcome.passed]
    failed = leading_first(failed, methods)
    if failed and len(failed) < len(outcomes) and failed[0].message == messages.NOT_ATTEMPTED:
        failed[0].message = messages.LEFT_IN_PART
    return ExerciseResult(
        name,
        lesson,
        exercise_state(failed, outcomes),
        check_results(outcomes),
        timed_out=any(outcome.timed_out for outcome in outcomes),
        substituted=substituted,
        absent=absent,
    )


def check_results(outcomes: Sequence[Outcome]) -> list[CheckResult]:
    """One CheckResult for each function of the outcomes."""
    stopped: set[Hashable] = set()
    groups: dict[str, list[tuple[Outcome, str]]] = {}
    for outcome in outcomes:
        groups.setdefault(outcome.function, []).append((outcome, _state_of(outcome, stopped)))
    checks = [_check(group) for group in groups.values()]
    values = [check for check, group in zip(checks, groups.values()) if not group[0][0].form]
    if values and not any(check.passed for check in values):
        for check in checks:
            check.state = WAITING if check.passed else check.state
    return checks


def exercise_state(failed: Sequence[Outcome], outcomes: Sequence[Outcome]) -> State:
    """The state of an exercise: what its first failed check ended with decides."""
    if not failed:
        return "passed"
    state = _state_after(failed[0].error)
    # where other checks pass, the stub's line stands among lines of the student's own
    return "crashed" if state == "not_attempted" and len(failed) < len(outcomes) else state


def _state_after(error: BaseException | None) -> State:
    if isinstance(error, Unavailable):
        return error.problem.state
    if isinstance(error, StudentError):
        return "not_attempted" if error.type_name == "NotImplementedError" else "crashed"
    return "crashed" if isinstance(error, StudentTimeout | TimeLimit) else "failed"


def _state_of(outcome: Outcome, stopped: set[Hashable]) -> str:
    """How a run of a check went; `stopped` holds what stopped earlier ones before any value was looked at."""
    if outcome.passed:
        return PASSED
    if outcome.stands_back:
        return NOT_REACHED
    reason, misfit = _what_stopped(outcome.error), isinstance(_about(outcome.error), Misfit)
    if reason in stopped or (misfit and FORM in stopped):
        return NOT_REACHED
    stopped.update({reason, FORM if outcome.form else None} - {None})
    return FAILED


def _what_stopped(error: BaseException | None) -> Hashable:
    """Why a check ended before it looked at a value, to be compared; None where it did look at one."""
    if isinstance(error, StudentError):
        return error.type_name, error.where
    if isinstance(error, StudentTimeout | Unavailable):
        return type(error).__name__
    return getattr(_about(error), "matter", None)


def _about(error: BaseException | None) -> Any:
    """What an assertion complains of."""
    return error.args[0] if isinstance(error, AssertionError) and error.args else None


def _check(group: Sequence[tuple[Outcome, str]]) -> CheckResult:
    """The CheckResult of one function's (outcome, state)."""
    states = [state for _, state in group]
    state = next((wanted for wanted in (FAILED, NOT_REACHED) if wanted in states), PASSED)
    first, tapes = group[states.index(state)][0], [outcome.tape for outcome, _ in group]
    return CheckResult(
        first.title,
        state,
        message="" if state == PASSED else first.message,
        printed="".join(tape.printed.getvalue() for tape in tapes),
        warned=tuple(text for tape in tapes for text in tape.warned),
        drawing=_drawing(first.tape),
        ours=first.ours,
        awaits=first.awaits,
    )


def _drawing(tape: Tape) -> Call | None:
    """The last call that answered with a figure."""
    return next((call for call in reversed(tape.calls) if isinstance(call.answer, Picture)), None)
