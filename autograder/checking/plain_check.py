"""Runs a check as pytest would, where its protocol does nothing that counts: it takes longer than a check.

It is a function that asks for the kit's own fixtures and its parameters alone, with no mark that acts; in a
session whose asserts are not rewritten, since pytest explains those in its protocol.
"""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pytest

from autograder import lesson as lessons
from autograder.checking import pytest_compat
from autograder.checking.fixtures import answers
from autograder.checking.items import MILESTONE
from autograder.checking.reports import note
from autograder.checking.verdict import FORM

if TYPE_CHECKING:
    from autograder.checking.plugin import Examination

MARKS = {FORM, MILESTONE, "parametrize"}  # pytest has acted on these when it collected, or never does
REQUEST = "request"  # what fixtures of ours ask for
ENDS_ALL = (pytest.exit.Exception, KeyboardInterrupt)  # what pytest does not take for an answer


def is_plain(item: pytest.Function) -> bool:
    """Whether a check needs nothing of pytest once it is collected."""
    ours, parameters = {"rng", "reference", *lessons.exercises()}, pytest_compat.parameters(item).keys()
    asked = set(inspect.signature(item.obj).parameters)
    return (
        inspect.isfunction(item.obj)
        and not inspect.iscoroutinefunction(item.obj)
        and asked - parameters <= ours
        and set(item.fixturenames) - {REQUEST} <= asked
        and not pytest_compat.overridden(item, asked - parameters)
        and {mark.name for mark in item.iter_markers()} <= MARKS
    )


def run(items: Sequence[pytest.Function], examination: Examination) -> None:
    """Run these checks in order; how they went is in their outcomes."""
    for item, following in zip(items, [*items[1:], None]):
        with examination.checked(item, following):
            _run(item, examination)


def _run(item: pytest.Function, examination: Examination) -> None:
    when, error = "setup", None
    try:
        given = {name: _given(name, item, examination) for name in item.fixturenames if name != REQUEST}
        when = "call"
        with examination.called(item):
            item.obj(**given)
    except ENDS_ALL:
        raise
    except BaseException as raised:  # as pytest: a skip, or an exit, of the student's code is an answer
        error = raised
    note(item, when, error)


def _given(name: str, item: pytest.Function, examination: Examination) -> Any:
    parameters = pytest_compat.parameters(item)
    if name in parameters:
        return parameters[name]
    if name == "rng":
        return examination.run.conditions.generator(item)
    return answers() if name == "reference" else examination.function(name, item)
