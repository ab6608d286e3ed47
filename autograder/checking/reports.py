"""Says to pytest how a check went, in our words; and keeps that for the verdict on its exercise."""

from typing import Any

import pytest

from autograder import lesson as lessons
from autograder.checking import messages
from autograder.checking.items import LESSON, OUTCOME


def report(item: pytest.Item, call: Any) -> pytest.TestReport:
    """pytest's report with our message; its own representation of an error takes a third of a second.

    Parameters
    ----------
    item : the check.
    call : pytest.CallInfo
        Its set-up, its call, or its tear-down.
    """
    outcome, error = item.stash[OUTCOME], call.excinfo.value if call.excinfo else None
    skipped = isinstance(error, pytest.skip.Exception)
    if call.when != "teardown" and error and not skipped:
        exercises = lessons.lesson(item.stash[LESSON]).exercises
        outcome.passed = False
        outcome.error = error.with_traceback(None)  # the frames hold the student's values
        outcome.message = messages.explanation(error, outcome.tape, exercises)
    elif call.when == "call" and not error:
        outcome.passed = True
    if call.when == "call":
        outcome.tape.returned.clear()  # what the student's code answered may be large
    said: Any = (outcome.message or str(error)) if error else None
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
