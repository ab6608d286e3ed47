"""Runs a check once more, with a mistake of the catalogue in the place of the student's answer."""

from collections.abc import Callable

import pytest

from autograder import lesson as lessons
from autograder import reference
from autograder.checking import pytest_compat
from autograder.checking.conditions import Conditions
from autograder.checking.items import LESSON
from autograder.checking.replay_calls import parameters
from autograder.running.recorder import Recorder
from autograder.running.tape import Counting

PASSES = -1  # the number of no call


def fails_at(item: pytest.Function, exercise: str, mistake: Callable, conditions: Conditions) -> int | None:
    """With which call the mistake fails the check, on the same random inputs; None where nobody can say."""
    tape = Counting()
    ours = lessons.lesson(item.stash[LESSON]).exercises
    given = {"rng": conditions.generator(item), "reference": reference}
    given |= pytest_compat.parameters(item)
    for name in ours.keys() & set(item.fixturenames):
        function = mistake if name == exercise else getattr(reference, name)
        given[name] = Recorder(function, name, tape)
    asked = parameters(item.function)
    if {*asked} - given.keys():
        return None  # an instructor's own check, with fixtures of its own
    try:
        with conditions.on_tape(tape):
            item.function(**{name: given[name] for name in asked})
    except pytest.skip.Exception:
        return None
    except (Exception, pytest.fail.Exception):
        return len(tape.calls)
    return PASSES
