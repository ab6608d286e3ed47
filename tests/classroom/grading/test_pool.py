"""Who is tried again, in which order, and what workers are forked from."""

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


@pytest.mark.parametrize("first, tries", [(GOOD, 1), (LATE, 2), (None, 2)], ids=["good", "late", "died"])
def test_one_that_took_too_long_or_died_is_tried_once_more_by_both_ways(first, tries):
    for second in (GOOD, LATE, None):
        outcomes, alone = iter([first, second]), []

        def once(tasks, most, outcomes=outcomes, alone=alone):
            for task in tasks:
                alone.append(most)
                yield task, next(outcomes)

        last = first if tries == 1 else second
        assert list(pool.twice(once, ["task"], 6)) == [("task", last)] and alone == [6, 1][:tries]
        outcomes = iter([first, second])
        assert pool.again_if_unsettled(lambda task, left=outcomes: next(left), "task") is last
        assert len(list(outcomes)) == 2 - tries


def test_all_others_are_done_before_one_is_tried_again():
    seen = []

    def once(tasks, most):
        for task in tasks:
            seen.append(task)
            yield task, LATE if task == 0 and most > 1 else GOOD

    assert [task for task, _ in pool.twice(once, range(3), 6)] == [1, 2, 0] and seen == [0, 1, 2, 0]
