"""Says to pytest how a check went, in our words; and keeps that for the verdict on its exercise."""

import traceback
from typing import Any

import pytest

from autograder import lesson as lessons
from autograder import reference
from autograder.checking import messages
from autograder.checking.items import LESSON, OUTCOME

AT_FAULT, TELL = "the check is at fault here, and not your code: ", ". Tell whoever gives the course."


def report(item: pytest.Item, call: Any) -> pytest.TestReport:
    """pytest's report with our message; its own representation of an error takes a third of a second.

    Parameters
    ----------
    item : the check.
    call : pytest.CallInfo
        Its set-up, its call, or its tear-down.
    """
    error = call.excinfo.value if call.excinfo else None
    skipped = isinstance(error, pytest.skip.Exception)
    note(item, call.when, error)
    said: Any = (item.stash[OUTCOME].message or str(error)) if error else None
    if skipped:
        said = (str(item.path), 0, str(error))
    return pytest.TestReport(
        item.nodeid,
        item.location,
        keywords={},
        outcome="skipped" if skipped else "failed" if error else "passed",
        longrepr=said,
        when=call.when,
        duration=call.duration,
        start=call.start,
        stop=call.stop,
    )


def note(item: pytest.Item, when: str, error: BaseException | None) -> None:
    """Keep in the check's Outcome how its set-up, its call, or its tear-down went."""
    outcome = item.stash[OUTCOME]
    if when != "teardown" and error and not isinstance(error, pytest.skip.Exception):
        exercises = lessons.lesson(item.stash[LESSON]).exercises
        outcome.passed = False
        fault = _of_the_check(error, item)
        outcome.error = error.with_traceback(None)  # the frames hold the student's values
        outcome.message = fault or messages.explanation(error, outcome.tape, exercises)
    elif when == "call" and not error:
        outcome.passed = True
    if when == "call":
        outcome.tape.returned.clear()  # what the student's code answered may be large


def _of_the_check(error: BaseException, item: pytest.Item) -> str:
    """What is said where the check itself is at fault, whoever hands in; empty where an answer may be.

    That is a name that it does not define, or an error of its own before it has called anything.
    """
    if isinstance(error, AssertionError) or not isinstance(error, Exception):
        return ""
    # no `extract_tb`: it looks for columns, and takes as long as the check
    frames = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    line = next((line for file, line in reversed(frames) if file == str(item.path)), None)
    its_own = bool(frames) and frames[-1][0] in (str(item.path), reference.__file__)
    asked = getattr(error, "argname", None)  # a fixture that nobody gives, of which pytest's frames tell
    if not asked and not (its_own and (isinstance(error, NameError) or not item.stash[OUTCOME].tape.calls)):
        return ""
    where = f"{item.path.name}:{line or (item.location[1] or 0) + 1}"
    said = f"there is no `{asked}`" if asked else f"{type(error).__name__}: {error}"
    return f"{AT_FAULT}{where}: {said}{TELL}"
