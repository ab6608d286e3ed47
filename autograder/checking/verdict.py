"""From what happened in the checks of an exercise to its result: what passed, failed, was not reached, or does not count yet."""

from dataclasses import dataclass, field

from autograder.checking import messages
from autograder.checking.messages import Unavailable
from autograder.checking.results import FAILED, NOT_REACHED, PASSED, WAITING, CheckResult, ExerciseResult
from autograder.comparison import Misfit
from autograder.running.recorder import StudentError, StudentTimeout, Tape

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

    @property
    def timed_out(self):
        return isinstance(self.error, StudentTimeout)


def exercise_result(name, lesson, outcomes, **known):
    """The ExerciseResult of the outcomes of an exercise's checks, in order; `known` are further fields of it."""
    outcomes = [outcome for outcome in outcomes if outcome.passed is not None]
    failed = [outcome for outcome in outcomes if not outcome.passed]
    if failed and len(failed) < len(outcomes) and failed[0].message == messages.NOT_ATTEMPTED:
        failed[0].message = messages.LEFT_IN_PART
    return ExerciseResult(
        name,
        lesson,
        _state(failed, outcomes),
        check_results(outcomes),
        timed_out=any(outcome.timed_out for outcome in outcomes),
        **known,
    )


def check_results(outcomes):
    """One CheckResult for each function of the outcomes."""
    stopped, groups = set(), {}
    for outcome in outcomes:
        groups.setdefault(outcome.function, []).append((outcome, _state_of(outcome, stopped)))
    checks = [_check(group) for group in groups.values()]
    values = [check for check, group in zip(checks, groups.values()) if not group[0][0].form]
    if values and not any(check.passed for check in values):
        for check in checks:
            check.state = WAITING if check.passed else check.state
    return checks


def _state(failed, outcomes):
    if not failed:
        return "passed"
    state = messages.state(failed[0].error)
    return "crashed" if state == "not_attempted" and len(failed) < len(outcomes) else state


def _state_of(outcome, stopped):
    """How a run of a check went; `stopped` holds what has stopped earlier ones before any value was looked at."""
    if outcome.passed:
        return PASSED
    reason, misfit = _what_stopped(outcome.error), isinstance(_about(outcome.error), Misfit)
    if reason in stopped or (misfit and FORM in stopped):
        return NOT_REACHED
    stopped.update({reason, FORM if outcome.form else None} - {None})
    return FAILED


def _what_stopped(error):
    """Why a check ended before it looked at a value, as something that can be compared; None where it did look."""
    if isinstance(error, StudentError):
        return error.type_name, error.where
    if isinstance(error, StudentTimeout | Unavailable):
        return type(error)
    return getattr(_about(error), "matter", None)


def _about(error):
    """What an assertion complains of."""
    return error.args[0] if isinstance(error, AssertionError) and error.args else None


def _check(group):
    """The CheckResult of one function's (outcome, state)."""
    states = [state for _, state in group]
    state = next((wanted for wanted in (FAILED, NOT_REACHED) if wanted in states), PASSED)
    first, tapes = group[states.index(state)][0], [outcome.tape for outcome, _ in group]
    return CheckResult(
        first.title, state, "" if state == PASSED else first.message, "".join(tape.printed.getvalue() for tape in tapes),
        tuple(text for tape in tapes for text in tape.warned), _drawing(first.tape), first.ours,
    )  # fmt: skip


def _drawing(tape):
    """The last call that answered with a figure."""
    return next(
        (
            call
            for call in reversed(tape.calls)
            if type(call.answer).__module__ == "autograder.figures.picture"
        ),
        None,
    )
