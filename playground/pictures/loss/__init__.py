"""The pictures of lesson 2: what a loss sees that a count does not, what it costs to be wrong, three bugs."""

from playground.pictures.loss.bugs import bug_c, bugs_a_and_b
from playground.pictures.loss.curves import before_training, surprise, try_cross_entropy
from playground.pictures.loss.moons import try_knob, try_sureness

__all__ = [
    "before_training",
    "bug_c",
    "bugs_a_and_b",
    "surprise",
    "try_cross_entropy",
    "try_knob",
    "try_sureness",
]
