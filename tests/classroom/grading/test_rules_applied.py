"""All or nothing and banned calls: the part of the points that is left, and the sentence that says why."""

import pytest

pytest.importorskip("nbgrader")

from support.handing_in import LESSON

from autograder.checking.results import FAILED, PASSED, CheckResult, ExerciseResult
from autograder.classroom.course_file.rules import ExerciseRules
from autograder.classroom.grading.course_rules import apply
from autograder.lesson import Cell

BANNED = "def tanh(z):\n    return np.tanh(z)\n\ndef mine(z):\n    return np.tanh(z)"


def applied(rule, passed=2, state="failed", name="tanh", parts=None, cell=BANNED):
    """(part of the points or None where nothing changed, the result) of an exercise with three checks."""
    checks = [CheckResult(f"check {i}", PASSED if i < passed else FAILED) for i in range(3)]
    result = ExerciseResult(name, LESSON, state, checks)
    own = {"mine_test": ("mine",)}
    changed = apply([result], parts or {}, LESSON, [Cell("code", cell)], {name: rule}, own)
    return next(iter(changed.values()), None), result


def test_all_or_nothing_takes_a_part_of_the_points_and_leaves_all_or_none():
    rule = ExerciseRules(all_or_nothing=True)
    part, result = applied(rule)
    assert part == 0 and result.message == (
        "All or nothing: 2 of 3 checks pass, and points come with all of them."
    )
    for passed, state in ((3, "passed"), (0, "not_attempted")):
        part, result = applied(rule, passed, state)
        assert part is None and not result.remarks


def test_a_banned_call_costs_its_part_of_the_points_and_no_more_than_there_are():
    half = ExerciseRules(banned=("numpy.tanh",), banned_percent=50)
    part, result = applied(half, 3, "passed")
    assert part == 0.5 and result.state == "failed" and "it costs 50 % of its points" in result.message
    assert applied(half, 1)[0] == 0 and applied(half, 0)[0] is None
    part, result = applied(half, 3, "passed", cell="def tanh(z):\n    return z")
    assert part is None and result.state == "passed" and not result.message


def test_an_exercise_of_ones_own_is_known_by_what_its_cells_define():
    rule = ExerciseRules(all_or_nothing=True, banned=("numpy",))
    part, result = applied(rule, 3, "failed", "mine_test", {"mine_test": 0.5})
    assert part == 0 and len(result.remarks) == 2 and "`np.tanh` (part of `numpy`)" in result.message


def test_what_was_not_tried_uses_nothing():
    part, result = applied(ExerciseRules(banned=("numpy",)), 0, "not_attempted")
    assert part is None and not result.remarks
