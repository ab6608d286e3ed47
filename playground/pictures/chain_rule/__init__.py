"""The pictures of lesson 3: slopes measured and multiplied, and where the measurement errs."""

from playground.pictures.chain_rule.graphs import try_chain, try_neuron, try_two_paths
from playground.pictures.chain_rule.slopes import activations, try_error_by_step, try_two_points, two_runs
from playground.pictures.chain_rule.suspects import SUSPECTS, W_SUSPECTS, seven_claims, three_suspects
from playground.pictures.chain_rule.valley import landscape
from playground.pictures.chain_rule.where_it_errs import kink, single_precision, special_place

__all__ = [
    "SUSPECTS",
    "W_SUSPECTS",
    "activations",
    "kink",
    "landscape",
    "seven_claims",
    "single_precision",
    "special_place",
    "three_suspects",
    "try_chain",
    "try_error_by_step",
    "try_neuron",
    "try_two_paths",
    "try_two_points",
    "two_runs",
]
