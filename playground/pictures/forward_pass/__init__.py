"""The pictures of lesson 1: a network with numbers on it, its parts, the moons, three bugs."""

from playground.pictures.forward_pass.bugs import bug_b_along_a_line, bug_c, bugs_a_and_b
from playground.pictures.forward_pass.drawn import network, try_network
from playground.pictures.forward_pass.moons import fitted_line, separated, try_line, try_silent
from playground.pictures.forward_pass.parts import activations, try_product, try_softmax, weight_sizes

__all__ = [
    "activations",
    "bug_b_along_a_line",
    "bug_c",
    "bugs_a_and_b",
    "fitted_line",
    "network",
    "separated",
    "try_line",
    "try_network",
    "try_product",
    "try_silent",
    "try_softmax",
    "weight_sizes",
]
