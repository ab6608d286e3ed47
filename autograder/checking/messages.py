"""Says what went wrong in a check, in the student's words."""

import re
from collections.abc import Mapping, Sequence

import numpy as np

from autograder.checking.complained_of import call_that_gave
from autograder.checking.shown import shown, shown_call
from autograder.comparison import same
from autograder.lesson import Exercise
from autograder.running.calls import Call, Place, by_place
from autograder.running.defaults import numpy_defaults
from autograder.running.methods import method_in_part, unwritten_method
from autograder.running.namespace import Problem
from autograder.running.recorder import StudentError, StudentTimeout
from autograder.running.tape import Tape
from autograder.running.timeout import TimeLimit, time_limit

SECONDS = 2  # for one message: what a student returned may take for ever to print
LONGEST = 120  # characters of an answer that is shown
CHANGED = "changed what it was given"
Exercises = Mapping[str, Exercise]
UNSPEAKABLE = (
    "the answer cannot be shown: it is too large, or stops when it is printed; "
    "expected a plain number, array, list or tuple."
)
LEFT_IN_PART = (
    "`raise NotImplementedError` is still there in a line that some calls reach: "
    "replace it by your own lines."
)
METHOD_LEFT_IN_PART = (
    "`raise NotImplementedError` is still there in `{}`, in a line that some calls reach: replace it."
)
METHOD_NOT_ATTEMPTED = "`{}` is not attempted yet."
NEXT_METHOD = "`{}` is not attempted yet: it is the next to write."
NOT_ATTEMPTED = "not attempted yet: replace `raise NotImplementedError` by your own lines."
REFUSED = re.compile(r"(keyword|positional) argument|values for argument")


class Unavailable(Exception):
    """There is nothing to call; carries the Problem that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def explanation(error: BaseException, tape: Tape, exercises: Exercises) -> str:
    """One line for the student: the call, what came back, and what was expected.

    Parameters
    ----------
    error : BaseException
        What the check ended with.
    tape : Tape
        What the check has called; it complains of the call that gave what was compared, unless one changed
        what it was given.
    exercises : dict
        Name → Exercise, of the lesson.
    """
    try:
        with time_limit(SECONDS), numpy_defaults():
            return _explained(error, tape, exercises)
    except KeyboardInterrupt:
        raise
    except BaseException:  # the student's own __repr__ may do anything
        return UNSPEAKABLE


def _explained(error: BaseException, tape: Tape, exercises: Exercises) -> str:
    if isinstance(error, Unavailable):
        return error.problem.message
    if isinstance(error, StudentError) and error.type_name == "NotImplementedError":
        return _left_to_write(error.where)
    said = " ".join(str(error).split("\nassert ")[0].split())
    if not tape.calls:
        return said
    call = call_that_gave(error, tape)
    written = shown_call(call, names_of(call, exercises))
    if isinstance(error, StudentError):
        return f"{written} raised {said}{_first_line_advice(error, call)}."
    if isinstance(error, StudentTimeout | TimeLimit):
        return f"{written} {said}: is there a loop that never ends?"
    if call.reads and call.error:
        return f"{written} is not there: {said}."
    if call.answer is None and call.error is None and not call.reads:
        return f"{written} returned None."
    if isinstance(error, AssertionError):
        said = said.removeprefix(f"the value is {shown(call.answer)}; ")
        return _a_change(tape.calls, exercises) or _ended(f"{written}{_returned(call)}{said}")
    answer = shown(call.answer)
    return _ended(f"{written} returned {answer}, and the check could not go on with it: {said}")


def names_of(call: Call, exercises: Exercises) -> list[str]:
    """The names of the parameters of what was called; none where the lesson does not say them."""
    if call.subject is None:
        return exercises[call.name].parameters if call.name in exercises else []
    return next(filter(None, (one.method(call.name) for one in exercises.values())), [])


def _left_to_write(where: str) -> str:
    if method := unwritten_method(where):
        return METHOD_NOT_ATTEMPTED.format(method)
    method = method_in_part(where)
    return METHOD_LEFT_IN_PART.format(method) if method else NOT_ATTEMPTED


def _first_line_advice(error: StudentError, call: Call) -> str:
    """What to say more where the function does not take the arguments that the exercise gives it.

    Where a line is quoted, the call came in, and what is refused is a call that stands in that line.
    """
    refused = error.type_name == "TypeError" and not error.where and REFUSED.search(error.text)
    ours = call.kwargs or error.text.startswith(f"{call.name}()")
    return ": keep the first line as it was handed out" if refused and ours else ""


def _a_change(calls: Sequence[Call], exercises: Exercises) -> str:
    """Of the first changed argument, from which a wrong value only follows; empty where there is none."""
    for call in calls:
        if what := changed(call, exercises):
            written = shown_call(call, names_of(call, exercises))
            return f"{written} {CHANGED}: {what} should be as it was before the call."
    return ""


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?")) else f"{sentence}."


def _returned(call: Call) -> str:
    """What is said of the answer before the complaint; only a colon where it is too long to show."""
    text = shown(call.answer)
    return f" returned {text}; " if len(text) <= LONGEST and call.made is None else ": "


def changed(call: Call, exercises: Exercises) -> str | None:
    """The first argument that the call did not leave alone, in words; an optimizer's state is its own."""
    names = names_of(call, exercises)
    before, after = by_place(call.args, call.kwargs), by_place(*call.after) if call.after else {}
    own = call.handed_on[0] if call.handed_on else None
    for place, value in after.items():
        exempt = place == own or isinstance(value, np.random.Generator) or callable(value)
        if not exempt and not same(before[place], value):
            return _argument(place, names)
    return None


def _argument(place: Place, names: Sequence[str]) -> str:
    """An argument in words; `names` are those of the parameters, where they are known."""
    if isinstance(place, str):
        return f"`{place}`"
    return f"`{names[place]}`" if place < len(names) else f"argument {place + 1}"
