"""What a check runs under: NumPy as imported, random numbers that nobody seeded, all put back afterwards."""

import random
import subprocess
import sys

import numpy as np
import pytest

from autograder.running.defaults import ERRORS, PRINTED, numpy_defaults, process_defaults

ALONE = """
import random, numpy as np
from autograder.running.defaults import leave_no_numbers, process_defaults
leave_no_numbers()
seen = set()
for _ in range(5):
    np.random.seed(0), random.seed(0), np.random.randn()
    with process_defaults():
        seen |= {np.random.randn(), random.random()}
print(len(seen))
"""


@pytest.mark.parametrize("mine", [{}, {"precision": 2, "sign": "+"}], ids=["as imported", "set"])
def test_numpy_is_as_imported_and_then_as_before(mine):
    with np.printoptions(**mine), np.errstate(all="raise"):
        before = np.get_printoptions(), np.geterr()
        with numpy_defaults():
            within = np.get_printoptions()
            assert {name: within[name] for name in PRINTED} == PRINTED and np.geterr() == ERRORS
            np.set_printoptions(precision=1)
        assert (np.get_printoptions(), np.geterr()) == before


def test_what_a_body_sets_is_gone():
    before = np.get_printoptions()
    with numpy_defaults():
        np.set_printoptions(precision=1)
        with numpy_defaults():
            assert np.get_printoptions()["precision"] == PRINTED["precision"]
        assert np.get_printoptions()["precision"] == 1
    assert np.get_printoptions() == before


def test_random_numbers_go_on_after_a_check_as_if_there_had_been_none():
    def drawn(check):
        np.random.seed(0), random.seed(0)
        first = np.random.randn()  # which has a second number ready
        with process_defaults() if check else numpy_defaults():
            if check:
                np.random.randn(3), random.random()
        return first, np.random.randn(), np.random.rand(), random.random()

    assert drawn(True) == drawn(False)


def test_nobody_knows_the_numbers_of_a_check_in_a_process_of_checks_alone_either():
    done = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "10"
