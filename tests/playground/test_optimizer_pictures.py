"""What lesson 7 says of its races and of its map is what they show."""

import itertools

import matplotlib.pyplot as plt
import numpy as np
import pytest

from autograder import reference
from playground.pictures import optimizers
from playground.pictures.optimizers import spirals
from playground.pictures.optimizers.valley import descend, fall, plain


@pytest.fixture(scope="module")
def heights():
    """The height at each of 40 steps, one row an optimizer, at the rates of the lesson."""
    steps = (plain(reference.sgd_step), reference.momentum_step, reference.rmsprop_step, reference.adam_step)
    return np.array([fall(descend(step, lr)) for step, lr in zip(steps, (0.035, 0.02, 0.3, 0.3))])


def test_momentum_is_lowest_around_step_15_and_rmsprop_around_step_30(heights):
    assert set(heights[:, 12:17].argmin(axis=0)) == {1}
    assert set(heights[:, 22:35].argmin(axis=0)) == {2}


def test_plain_descent_is_last_from_step_20_on_but_for_two_jumps_of_rmsprop(heights):
    last = heights[:, 20:].argmax(axis=0)
    assert set(last) == {0, 2} and list(np.flatnonzero(last == 2) + 20) == [38, 39]


def by_chance(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """A training that learns nothing, and whose losses tell its seed and its learning rate."""
    return params, (lr * rng.uniform(0.1, 1, size=epochs)).tolist()


def test_a_field_of_the_map_has_the_number_of_its_median_run(monkeypatch):
    told, titles = [], []

    def every_one(draw, *, start, **choices):
        for values in itertools.product(*choices.values()):
            fig, _ = draw(**dict(zip(choices, values)))
            titles.append(fig.axes[0].get_title().rpartition(": ")[2])
            plt.close(fig)

    def keep(fig, alt, narrow=True):
        told.extend(text.get_text().removeprefix("▸ ") for text in fig.axes[0].texts)
        plt.close(fig)

    monkeypatch.setattr(spirals, "show", keep)
    monkeypatch.setattr(spirals, "slide", every_one)
    optimizers.learning_rates(by_chance, reference.init_params)
    optimizers.try_one_field_of_the_map(by_chance, reference.init_params, reference.predict)
    assert titles == told and len(told) == 32
