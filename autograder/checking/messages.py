"""Says what went wrong in a check, in the student's words."""

import re
from collections.abc import Mapping, Sequence

import numpy as np

from autograder.checking.shown import SHORT, shown, shown_call
from autograder.comparison import same
from autograder.lesson import Exercise
from autograder.running.calls import Call, Place, by_place
from autograder.running.defaults import numpy_defaults
from autograder.running.methods import method_in_part, unwritten_method
from autograder.running.namespace import Problem
from autograder.running.recorder import StudentError, StudentTimeout
from autograder.running.timeout import TimeLimit, time_limit

SECONDS = 2  # for one message: what a student returned may take for ever to print
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
NO_RETURN = "returned None: is there a `return`? (`append`, `sort` and `reverse` return None as well.)"


class Unavailable(Exception):
    """There is nothing to call; carries the Problem that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def explanation(error: BaseException, calls: Sequence[Call], exercises: Mapping[str, Exercise]) -> str:
    """One line for the student: the call, what came back, and what was expected.

    Parameters
    ----------
    error : BaseException
        What the check ended with.
    calls : sequence of Call
        What the check has called; it complains of the last one, unless one before changed what it was given.
    exercises : dict
        Name → Exercise, of the lesson.
    """
    try:
        with time_limit(SECONDS), numpy_defaults():
            return _explained(error, calls, exercises)
    except KeyboardInterrupt:
        raise
    except BaseException:  # the student's own __repr__ may do anything
        return UNSPEAKABLE


def _explained(error: BaseException, calls: Sequence[Call], exercises: Mapping[str, Exercise]) -> str:
    if isinstance(error, Unavailable):
        return error.problem.message
    if isinstance(error, StudentError) and error.type_name == "NotImplementedError":
        return _left_to_write(error.where)
    said = " ".join(str(error).split("\nassert ")[0].split())
    if not calls:
        return said
    call = calls[-1]
    if isinstance(error, StudentError):
        return f"{shown_call(call)} raised {said}{_first_line_advice(error, call)}."
    if isinstance(error, StudentTimeout | TimeLimit):
        return f"{shown_call(call)} {said}: is there a loop that never ends?"
    if call.reads and call.error:
        return f"{shown_call(call)} is not there: {said}."
    if call.answer is None and call.error is None and not call.reads:
        return f"{shown_call(call)} {NO_RETURN}"
    if isinstance(error, AssertionError):
        return _complaint(said, calls, exercises)
    answer = shown(call.answer)
    return _ended(f"{shown_call(call)} returned {answer}, and the check could not go on with it: {said}")


def _left_to_write(where: str) -> str:
    if method := unwritten_method(where):
        return METHOD_NOT_ATTEMPTED.format(method)
    method = method_in_part(where)
    return METHOD_LEFT_IN_PART.format(method) if method else NOT_ATTEMPTED


def _first_line_advice(error: StudentError, call: Call) -> str:
    """What to say more where the function does not take the arguments that the exercise gives it."""
    refused = error.type_name == "TypeError" and REFUSED.search(error.text)
    ours = call.kwargs or error.text.startswith(f"{call.name}()")
    return ": keep the first line as it was handed out" if refused and ours else ""


def _complaint(said: str, calls: Sequence[Call], exercises: Mapping[str, Exercise]) -> str:
    """Of a wrong value; but first of a changed argument, from which the value only follows."""
    for one in calls:
        if what := changed(one, exercises):
            return f"{shown_call(one)} changed what it was given: {what} should be as it was before the call."
    call = calls[-1]
    said = said.removeprefix(f"the value is {shown(call.answer)}; ")
    return _ended(f"{shown_call(call)}{_returned(call)}{said}")


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?")) else f"{sentence}."


def _returned(call: Call) -> str:
    """What is said of the answer before the complaint; only a colon where it is too long to show."""
    text = shown(call.answer)
    return f" returned {text}; " if len(text) <= SHORT and call.made is None else ": "


def changed(call: Call, exercises: Mapping[str, Exercise]) -> str | None:
    """The first argument that the call did not leave alone, in words; an optimizer's state is its own."""
    names = exercises[call.name].parameters if call.subject is None and call.name in exercises else []
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
