"""The pictures of lesson 7: walks down a valley, what the optimizers remember, races on the spirals, bugs."""

from playground.pictures.optimizers.averages import average_from_zero, no_correction, try_a_constant_gradient
from playground.pictures.optimizers.bowls import condition_number, other_grounds
from playground.pictures.optimizers.changing_rates import schedules, warm_up
from playground.pictures.optimizers.decay import decay_beside_adam, try_strength
from playground.pictures.optimizers.races import (
    four_optimizers,
    heights,
    momentum_in_the_valley,
    rmsprop_in_the_valley,
    three_learning_rates,
)
from playground.pictures.optimizers.spirals import (
    learning_rates,
    race_on_the_spirals,
    trained,
    try_one_field_of_the_map,
)
from playground.pictures.optimizers.swings import nesterov, try_momentum
from playground.pictures.optimizers.two_bugs import changed_in_place, forgotten_state
from playground.pictures.optimizers.valley import plain

__all__ = [
    "average_from_zero",
    "changed_in_place",
    "condition_number",
    "decay_beside_adam",
    "forgotten_state",
    "four_optimizers",
    "heights",
    "learning_rates",
    "momentum_in_the_valley",
    "nesterov",
    "no_correction",
    "other_grounds",
    "plain",
    "race_on_the_spirals",
    "rmsprop_in_the_valley",
    "schedules",
    "three_learning_rates",
    "trained",
    "try_a_constant_gradient",
    "try_momentum",
    "try_one_field_of_the_map",
    "try_strength",
    "warm_up",
]
