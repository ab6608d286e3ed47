"""What workers are forked from, and who is tried again at nbgrader's doors."""

import importlib
from types import SimpleNamespace

import pytest

pytest.importorskip("nh3")  # it comes with the classroom's packages

from autograder.classroom.grading import pool

GOOD, LATE = SimpleNamespace(timed_out=False), SimpleNamespace(timed_out=True)


@pytest.mark.parametrize("name", pool.PRELOADED)
def test_what_is_loaded_beforehand_is_there(name):
    """Multiprocessing passes over a module that it cannot import."""
    importlib.import_module(name)


TRIES = [[GOOD], [LATE, GOOD], [LATE, LATE], [None, GOOD], [None, None]]


@pytest.mark.parametrize("outcomes", TRIES, ids=str)
def test_one_that_took_too_long_or_died_is_tried_once_more_and_that_counts(outcomes):
    left = iter(outcomes)
    assert pool.again_if_unsettled(lambda task: next(left), "task") is outcomes[-1]
    assert list(left) == []
