"""Says what went wrong in a check, in the student's words."""

import numpy as np

from autograder.comparison import a_kind, same
from autograder.running.defaults import numpy_defaults
from autograder.running.recorder import StudentError, StudentTimeout, plain
from autograder.running.timeout import TimeLimit, time_limit

SHORT = 60  # characters of one argument
SECONDS = 2  # for one message: what a student returned may take for ever to print
UNSPEAKABLE = "the answer cannot be shown: it is too large, or stops when it is printed; expected a plain number, array, list or tuple."
LEFT_IN_PART = "`raise NotImplementedError` is still there in a line that some calls reach: replace it by your own lines."
NOT_ATTEMPTED = "not attempted yet: replace `raise NotImplementedError` by your own lines."


class Unavailable(Exception):
    """There is nothing to call; carries the Problem that says why."""

    def __init__(self, problem):
        super().__init__(problem.message)
        self.problem = problem


def state(error):
    """The state of an exercise whose first failing check ended with this error."""
    if isinstance(error, Unavailable):
        return error.problem.state
    if isinstance(error, StudentError):
        return "not_attempted" if error.type_name == "NotImplementedError" else "crashed"
    return "crashed" if isinstance(error, (StudentTimeout, TimeLimit)) else "failed"


def explanation(error, calls, exercises):
    """What `explain` says, whatever the student's values do when they are looked at, and in limited time."""
    try:
        with time_limit(SECONDS), numpy_defaults():
            return explain(error, calls, exercises)
    except KeyboardInterrupt:
        raise
    except BaseException:  # the student's own __repr__ may do anything
        return UNSPEAKABLE


def explain(error, calls, exercises):
    """One line for the student: the call, what came back, and what was expected.

    Parameters
    ----------
    error : BaseException
        What the check ended with.
    calls : list of Call
        What the check has called; the last one is what it complains of, unless one before changed what it was given.
    exercises : dict of Exercise
        Those of the lesson, by name.
    """
    call = calls[-1] if calls else None
    if isinstance(error, Unavailable):
        return error.problem.message
    if isinstance(error, StudentError) and error.type_name == "NotImplementedError":
        return NOT_ATTEMPTED
    said = " ".join(str(error).split("\nassert ")[0].split())
    if call is None:
        return said
    if isinstance(error, StudentError):
        first_line = (
            error.type_name == "TypeError"
            and "argument" in error.text
            and (call.kwargs or error.text.startswith(f"{call.name}()"))
        )
        return f"{shown_call(call)} raised {said}{': keep the first line as it was handed out' * bool(first_line)}."
    if isinstance(error, (StudentTimeout, TimeLimit)):
        return f"{shown_call(call)} {said}: is there a loop that never ends?"
    if call.reads and call.error:
        return f"{shown_call(call)} is not there: {said}."
    if call.answer is None and call.error is None and not call.reads:
        return f"{shown_call(call)} returned None: is there a `return`? (`append`, `sort` and `reverse` return None as well.)"
    if isinstance(error, AssertionError):
        for one in calls:
            if what := changed(one, exercises):
                return f"{shown_call(one)} changed what it was given: {what} should be as it was before the call."
        return _ended(
            f"{shown_call(call)}{_returned(call)}{said.removeprefix(f'the value is {shown(call.answer)}; ')}"
        )
    return _ended(
        f"{shown_call(call)} returned {shown(call.answer)}, and the check could not go on with it: {said}"
    )


def _ended(sentence):
    return sentence if sentence.endswith((".", "?")) else f"{sentence}."


def changed(call, exercises):
    """The first argument that the call did not leave alone, in words; None where it left all. An optimizer's state is its own."""
    names = exercises[call.name].parameters if call.subject is None and call.name in exercises else []
    before, after = (
        {**dict(enumerate(args)), **kwargs}
        for args, kwargs in ((call.args, call.kwargs), call.after or ((), {}))
    )
    own = call.handed_on[0] if call.handed_on else None
    for place, value in after.items():
        if (
            place != own
            and not isinstance(value, np.random.Generator)
            and not callable(value)
            and not same(before[place], value)
        ):
            name = names[place] if isinstance(place, int) and place < len(names) else place
            return f"`{name}`" if isinstance(name, str) else f"argument {place + 1}"
    return None


def _returned(call):
    """What is said of the answer before the complaint; only a colon where it is too long to show."""
    text = shown(call.answer)
    return f" returned {text}; " if len(text) <= SHORT and call.made is None else ": "


def shown_call(call):
    """The call as the student would write it, with long arguments abbreviated."""
    if call.reads:
        return f"`.{call.name}`"
    letters = iter("fgh")  # functions without a name
    named = [next(letters, "f") if getattr(a, "__name__", "") == "<lambda>" else shown(a) for a in call.args]
    arguments = named + [f"{k}={shown(v)}" for k, v in call.kwargs.items()]
    dot = "" if call.subject is None else "."
    return f"{dot}{call.name}({', '.join(arguments)})"


def shown(value):
    """A value in few characters: small arrays whole, large ones by their shape."""
    if isinstance(value, np.ndarray):
        return _shown_array(value)
    if isinstance(value, np.random.Generator):
        return "rng"
    if isinstance(value, (float, np.floating)):
        return f"{float(value):.6g}"
    if isinstance(value, np.generic):
        return str(value.item())
    if callable(value):
        return getattr(value, "__name__", "f").replace("<lambda>", "f")
    if isinstance(value, (list, tuple)):
        inside = ", ".join(map(shown, value[:12])) + (", …" if len(value) > 12 else "")
        text = f"[{inside}]" if isinstance(value, list) else f"({inside})"
        return text if len(text) <= 2 * SHORT else f"{a_kind(value)} of {len(value)}"
    text = plain(repr(value))
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"


def _shown_array(array):
    if (
        array.size > 12 or array.ndim > 4
    ):  # decided before it is printed: that takes for ever where there are many dimensions
        return f"an array of shape {array.shape}"
    text = " ".join(np.array2string(array, separator=", ", precision=4, threshold=20).split())
    if len(text) > SHORT:
        return f"an array of shape {array.shape}"
    return text if array.ndim else f"array({text})"
