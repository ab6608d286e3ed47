"""Lesson 5: what a handful of examples says, what training does, what four bugs do to it."""

from playground.pictures.minibatch_sgd.bugs import bugs_c_and_d, four_bugs
from playground.pictures.minibatch_sgd.dealing import try_dealing
from playground.pictures.minibatch_sgd.handfuls import direction_and_price, try_handfuls
from playground.pictures.minibatch_sgd.runs import batch_sizes, curves, milestone_run, prepared_moons, state
from playground.pictures.minibatch_sgd.scaling import another_unit, before_and_after
from playground.pictures.minibatch_sgd.settings import try_learning_rate, try_other_data
from playground.pictures.minibatch_sgd.splitting import both_parts, cut_unshuffled, try_chance
from playground.pictures.minibatch_sgd.walking import try_walk, walks

__all__ = [
    "another_unit",
    "batch_sizes",
    "before_and_after",
    "both_parts",
    "bugs_c_and_d",
    "curves",
    "cut_unshuffled",
    "direction_and_price",
    "four_bugs",
    "milestone_run",
    "prepared_moons",
    "state",
    "try_chance",
    "try_dealing",
    "try_handfuls",
    "try_learning_rate",
    "try_other_data",
    "try_walk",
    "walks",
]
