"""A name that is not there is answered in one line, with the nearest one and what to run next."""

import pytest

from autograder import lookup
from autograder.errors import Refusal


@pytest.mark.parametrize("find, typed, said", [
    (lookup.lesson_named, "6_decision", "did you mean `06_decision_boundaries`? there are 01_forward_pass,"),
    (lookup.lesson_named, "softmax", "`softmax`: it is an exercise of 01_forward_pass; there are"),
    (lookup.exercise_named, "sofmax", "`sofmax`: did you mean `softmax`? hardway status lists them"),
    (lookup.exercise_named, "qqq", "there is no exercise `qqq`; hardway status lists them"),
    (lambda name: lookup.chosen([name]), "02_los", "did you mean `02_loss`? hardway status lists them"),
])  # fmt: skip
def test_a_name_that_is_not_there_is_answered_with_the_nearest(find, typed, said):
    with pytest.raises(Refusal) as refused:
        find(typed)
    assert said in str(refused.value)
