"""The pictures of lesson 4, the way back through a network."""

from playground.pictures.backprop.cost import cost_of_a_gradient
from playground.pictures.backprop.gates import try_gates, valves
from playground.pictures.backprop.judges import compare, judge_dense
from playground.pictures.backprop.measured import every_parameter
from playground.pictures.backprop.networks import try_deep_networks, try_one_error
from playground.pictures.backprop.reach import try_paths, whom_it_reaches
from playground.pictures.backprop.scores import try_scores
from playground.pictures.backprop.wrong_gradients import four_curves, four_gradients

__all__ = [
    "compare",
    "cost_of_a_gradient",
    "every_parameter",
    "four_curves",
    "four_gradients",
    "judge_dense",
    "try_deep_networks",
    "try_gates",
    "try_one_error",
    "try_paths",
    "try_scores",
    "valves",
    "whom_it_reaches",
]
