"""The pictures of lesson 8: digits, your network beside scikit-learn's, hyperparameters, bugs."""

from playground.pictures.neural_network.digits import mistaken, some_digits, try_one_digit
from playground.pictures.neural_network.rivals import side_by_side
from playground.pictures.neural_network.study import (
    chosen_by_luck,
    few_examples,
    try_examples,
    widths_and_rates,
)
from playground.pictures.neural_network.two_bugs import columns_for_labels, went_on

__all__ = [
    "chosen_by_luck",
    "columns_for_labels",
    "few_examples",
    "mistaken",
    "side_by_side",
    "some_digits",
    "try_examples",
    "try_one_digit",
    "went_on",
    "widths_and_rates",
]
