"""Of later lessons too a student is told the same as at home: a class in stages, states of whatever kind."""

import pytest
from support.handing_in import needs_sandbox, notebook
from support.networks import network

from autograder import lesson as lessons
from autograder.authoring import build
from autograder.classroom.limits import Limits

pytestmark = needs_sandbox
STEPS, OWN = "07_optimizers", "08_neural_network"
MEMORIES = {
    "a named tuple": "Memory = collections.namedtuple('Memory', 'v')",
    "a dict with attributes": (
        "class Memory(dict):\n"
        "    def __init__(self, v): super().__init__(v=v)\n"
        "    v = property(lambda self: self['v'])"
    ),
    "a list with a name": "class Memory(list):\n    v = property(list)",
    "a class": "class Memory:\n    def __init__(self, v): self.v = v",
}
MOMENTUM = """
def momentum_step(params, grads, state, lr, beta=0.9):
    v = state.v if state is not None else [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    v = [tuple(beta * one + g for one, g in zip(*pair)) for pair in zip(v, grads)]
    return [tuple(p - lr * one for p, one in zip(*pair)) for pair in zip(params, v)], Memory(v)
"""


@pytest.fixture(scope="module")
def graded():
    from autograder.classroom.grading.grader import Grader  # needs the classroom's packages

    grader = Grader(Limits(seconds=5, total=100))

    def run(lesson, exercise, *sources):
        template = build.nbgrader_source(lessons.lesson(lesson))
        outcome = grader.grade(lesson, notebook(*sources), f"{lesson}.ipynb", template, 7)
        return next(one for one in outcome.exercises if one["name"] == exercise)

    yield run
    grader.close()


def test_the_method_to_write_next_is_named(graded):
    found = graded(OWN, "NeuralNetwork", network("__init__", "fit"))
    assert found["state"] == "crashed" and found["passed"] > 10
    assert found["message"] == "`predict_proba` is not attempted yet: it is the next to write."


def test_a_network_in_one_piece_passes(graded):
    assert graded(OWN, "NeuralNetwork", network())["state"] == "passed"


@pytest.mark.parametrize("memory", MEMORIES)
def test_a_state_comes_back_as_what_it_was(memory, graded):
    found = graded(
        STEPS, "momentum_step", "import collections\nimport numpy as np", MEMORIES[memory], MOMENTUM
    )
    assert found["state"] == "passed", found["message"]
