"""The walks of lesson 7 are those of the steps that are handed over, and what is said of them holds."""

import numpy as np
import pytest

from autograder import reference
from playground.pictures.optimizers.bowls import GROUNDS, steps_needed
from playground.pictures.optimizers.valley import descend, plain

SGD = plain(reference.sgd_step)


def test_gradient_descent_multiplies_each_coordinate_by_one_minus_rate_times_curvature():
    path = descend(SGD, 0.03, 5)
    assert path == pytest.approx(np.array([[10 * 0.97**t, (-0.5) ** t] for t in range(6)]))


def test_nesterov_takes_the_slope_where_the_velocity_leads():
    p, v, expected = np.array([10.0, 1.0]), np.zeros(2), []
    for _ in range(6):
        expected.append(p)
        v = 0.9 * v + np.array([1.0, 50.0]) * (p - 0.01 * 0.9 * v)
        p = p - 0.01 * v
    assert descend(reference.momentum_step, 0.01, 5, ahead=0.9) == pytest.approx(np.array(expected))


def test_a_step_that_overwrites_its_arguments_does_not_change_the_path_that_was_walked():
    def overwriting(params, grads, state, lr):
        for (W, b), (dW, db) in zip(params, grads):
            W -= lr * dW
            b -= lr * db
        return params, state

    assert descend(overwriting, 0.03, 5) == pytest.approx(descend(SGD, 0.03, 5))


def test_one_step_is_enough_on_the_round_bowl_and_turning_the_valley_changes_nothing_for_gradient_descent():
    assert steps_needed(SGD, 1.0, *GROUNDS["round bowl"], most=9) == 1
    straight, turned = (
        steps_needed(SGD, 0.03, *GROUNDS[name], most=220) for name in ("valley", "turned valley")
    )
    assert straight == turned > 50
