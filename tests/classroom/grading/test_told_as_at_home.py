"""A student is told the same as at home: what took a name away, which line is left, which cell failed."""

import pytest
from support.handing_in import answer, needs_sandbox, notebook

pytestmark = needs_sandbox
FIRST_CELL = "from autograder import check, hint, milestone, progress, solution\nprogress()"
STARTS = "the cell that starts with "
CASES = {
    "a later cell takes the name": (
        [answer("tanh"), "from numpy import *"],
        "failed",
        f"{STARTS}`from numpy import *` gives the name",
    ),
    "a leftover line": (
        ["def tanh(z):\n    z = z + 0\n    raise NotImplementedError"],
        "crashed",
        "so is `raise NotImplementedError` below",
    ),
    "a cell that fails": (
        ["LIMIT = nothing\ndef tanh(z): return z"],
        "crashed",
        f"{STARTS}`LIMIT = nothing`, which defines `tanh`, raised",
    ),
    "a cell that never ends": (
        ["while True: pass\ndef tanh(z): return z"],
        "crashed",
        f"{STARTS}`while True: pass`, which defines `tanh`, did",
    ),
    "the verbs of the first cell": ([FIRST_CELL, answer("tanh")], "passed", ""),
}


@pytest.mark.parametrize("case", CASES)
def test_the_reason_is_the_one_at_home(case, grade):
    cells, state, words = CASES[case]
    outcome, _ = grade(notebook("import numpy as np", *cells))
    (tanh,) = [exercise for exercise in outcome.exercises if exercise["name"] == "tanh"]
    assert tanh["state"] == state and words in tanh["message"]
