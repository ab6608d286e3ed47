"""From what happened in the checks of an exercise to its result.

A check has passed, has failed, was not reached, or does not count yet.
"""

from collections.abc import Hashable, Sequence

from autograder.checking import messages
from autograder.checking.messages import Unavailable
from autograder.checking.outcome import Outcome
from autograder.checking.results import FAILED, NOT_REACHED, PASSED, WAITING, CheckResult, ExerciseResult
from autograder.checking.stages import let_stand_back
from autograder.checking.telling import most_telling
from autograder.differences import Misfit
from autograder.figures.picture import Picture
from autograder.running.calls import Call
from autograder.running.recorder import StudentError, StudentTimeout
from autograder.running.states import State
from autograder.running.tape import Tape
from autograder.running.timeout import TimeLimit

FORM = "form"  # the marker of a check that asks for the form of an answer only


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
    let_stand_back([outcome for outcome in outcomes if not outcome.passed], methods)
    told, in_part = most_telling(outcomes), any(outcome.passed for outcome in outcomes)
    if told and in_part and told.message == messages.NOT_ATTEMPTED:
        told.message = messages.LEFT_IN_PART
    return ExerciseResult(
        name,
        lesson,
        exercise_state(told, in_part),
        check_results(outcomes),
        timed_out=any(outcome.timed_out for outcome in outcomes),
        substituted=substituted,
        absent=absent,
    )


def check_results(outcomes: Sequence[Outcome]) -> list[CheckResult]:
    """One CheckResult for each function of the outcomes."""
    stopped: dict[Hashable, Outcome] = {}
    groups: dict[str, list[tuple[Outcome, str]]] = {}
    for outcome in outcomes:
        groups.setdefault(outcome.function, []).append((outcome, _state_of(outcome, stopped)))
    told = most_telling(outcomes)
    speaker = _in_whose_place(told, stopped) if told else None
    checks = [_check(group, {id(speaker): told} if told else {}) for group in groups.values()]
    values = [check for check, group in zip(checks, groups.values()) if not group[0][0].form]
    if values and not any(check.passed for check in values):
        for check in checks:
            check.state = WAITING if check.passed else check.state
    return checks


def exercise_state(told: Outcome | None, in_part: bool) -> State:
    """The state of an exercise: what the most telling failed check ended with decides."""
    if told is None:
        return "passed"
    state = _state_after(told.error)
    # where other checks pass, the stub's line stands among lines of the student's own
    return "crashed" if state == "not_attempted" and in_part else state


def _state_after(error: BaseException | None) -> State:
    if isinstance(error, Unavailable):
        return error.problem.state
    if isinstance(error, StudentError):
        return "not_attempted" if error.type_name == "NotImplementedError" else "crashed"
    return "crashed" if isinstance(error, StudentTimeout | TimeLimit) else "failed"


def _state_of(outcome: Outcome, stopped: dict[Hashable, Outcome]) -> str:
    """How a run of a check went; `stopped` holds what stopped earlier ones before any value was looked at."""
    if outcome.passed:
        return PASSED
    if outcome.stands_back or _in_whose_place(outcome, stopped) is not outcome:
        return NOT_REACHED
    for reason in {outcome.stopped_by, FORM if outcome.form else None} - {None}:
        stopped.setdefault(reason, outcome)
    return FAILED


def _in_whose_place(outcome: Outcome, stopped: dict[Hashable, Outcome]) -> Outcome:
    """The earlier run that failed as this one did; itself where there is none."""
    misfit = isinstance(outcome.about, Misfit)
    return stopped.get(outcome.stopped_by) or (misfit and stopped.get(FORM)) or outcome


def _check(group: Sequence[tuple[Outcome, str]], spoken_for: dict[int, Outcome]) -> CheckResult:
    """The CheckResult of one function's (outcome, state); `spoken_for`: whose words stand at an outcome."""
    states = [state for _, state in group]
    state = next((wanted for wanted in (FAILED, NOT_REACHED) if wanted in states), PASSED)
    first, tapes = group[states.index(state)][0], [outcome.tape for outcome, _ in group]
    told = next((spoken_for[id(outcome)] for outcome, _ in group if id(outcome) in spoken_for), None)
    says = told or first
    return CheckResult(
        first.title,
        state,
        message="" if state == PASSED else says.message,
        printed="".join(tape.printed.getvalue() for tape in tapes),
        warned=tuple(text for tape in tapes for text in tape.warned),
        drawing=_drawing(says.tape),
        ours=first.ours,
        explained=told is not None,
        awaits=first.awaits,
        seconds=sum(outcome.seconds for outcome, _ in group),
    )


def _drawing(tape: Tape) -> Call | None:
    """The last call that answered with a figure."""
    return next((call for call in reversed(tape.calls) if isinstance(call.answer, Picture)), None)
