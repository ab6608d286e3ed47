"""What the code of a class shows is told where a check complains of it; of what may be right nothing is."""

import ast

import numpy as np
import pytest
from support.networks import FIT, INIT, network

from autograder import lesson as lessons
from autograder.checking.class_hints import class_hint
from autograder.checking.outcome import Outcome
from autograder.running.calls import Call
from autograder.running.recorder import StudentError
from autograder.running.tape import Tape

LESSON = lessons.lesson("08_neural_network").exercises["NeuralNetwork"].cell.source
REFUSED = StudentError("ValueError", "no whole number", "in the line `raise ValueError(text)`")
STORES = "        self.max_iter = max_iter\n"
SEED, LOOP = "np.random.default_rng(self.random_state)", "            params, state = one_epoch("
OVERWRITES = ("        size = 200 if", "        self.batch_size = 200 if")


def hint(message, *changes, error=None, calls=()):
    """What is said of a right network in which these texts are replaced."""
    source = network("__init__", "fit", "predict_proba", "predict")
    for old, new in changes:
        assert old in source
        source = source.replace(old, new)
    tape = Tape()
    tape.calls.extend(calls)
    told = Outcome("a check", "test", tape=tape, passed=False, error=error, message=message)
    return class_hint(ast.parse(source).body[0], told, LESSON)


INIT_STORES = "`__init__` should only store its arguments; it sets `rng` as well"


@pytest.mark.parametrize("message, changes, words", [
    (INIT_STORES, [(STORES, f"{STORES}        self.rng = np.random.default_rng(random_state)\n")],
     "`self.rng = np.random.default_rng(random_state)` stands in `__init__`"),
    (INIT_STORES, [(STORES, f"{STORES}        if max_iter < 1:\n            raise ValueError\n")],
     "`if max_iter < 1:` stands in `__init__`"),
    ("`fit` should leave batch_size at 'auto'; it is 60", [OVERWRITES],
     "`fit` gives `self.batch_size` another value"),
    ("made with activation='tanh', `activation` should be just that", [("= activation\n", "= 'relu'\n")],
     "`self.activation = 'relu'` stores something else"),
    ("with the same random_state", [(SEED, "np.random.default_rng()")],
     "`self.random_state` is stored, and no"),
    ("the value is 2", [(SEED, f"{SEED} if self.random_state else np.random.default_rng()")],
     "asked for its truth"),
    ("`.history_` is not there", [("self.history_", "self.history")],
     "`self.history` is due under the name `history_`"),
    ("the value is 2", [("params, state = one_epoch", "new, state = one_epoch")],
     "`one_epoch` gets `params` in every round"),
])  # fmt: skip
def test_what_the_code_shows_is_told(message, changes, words):
    assert words in hint(message, *changes)


@pytest.mark.parametrize("message, changes", [
    ("with the same random_state", []),
    (INIT_STORES, []),
    (INIT_STORES, [(STORES, "        self.max_iter, self.steps = max_iter, max_iter\n")]),
    (INIT_STORES, [(STORES, "        vars(self).update(max_iter=max_iter)\n")]),
    ("the value is 2", [OVERWRITES]),  # of something else
    ("the seed of random_state", [(SEED, "_seeded(self)")]),  # another function may ask for it
    ("the seed of random_state", [(SEED, "np.random.default_rng(getattr(self, 'random_state'))")]),
    ("the loss is 2, the verbose one too", []),  # these two are only stored
    ("the value is 2", [(SEED, "np.random.default_rng(self.random_state or 0)")]),  # 0 stays 0
    ("the value is 2", [(SEED, f"{SEED} if self.random_state is not None else np.random.default_rng()")]),
    ("the value is 2", [(LOOP, "            params[:], state = one_epoch(")]),
])  # fmt: skip
def test_of_what_may_be_right_nothing_is_said(message, changes):
    assert hint(message, *changes) == ""


def test_a_question_for_int_is_told_only_where_a_whole_number_of_numpys_was_refused():
    asks = ("isinstance(sizes, (int, np.integer))", "isinstance(sizes, int)")
    made = [Call("NeuralNetwork", kwargs={"hidden_layer_sizes": units}, made=1) for units in (6, np.int64(6))]
    assert "`isinstance(sizes, int)` is False of" in hint("raised", asks, error=REFUSED, calls=made)
    assert hint("raised", asks, error=REFUSED, calls=made[:1]) == ""
    assert hint("raised", error=REFUSED, calls=made) == ""


def test_the_networks_that_are_changed_here_hold_what_is_replaced():
    assert STORES in INIT and SEED in FIT and LOOP in FIT
