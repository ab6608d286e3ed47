"""The mutator makes each kind of slip, one at a time, always the same ones."""

import ast

import pytest

from autograder import lesson as lessons
from autograder.authoring.mutants import mutants

KINDS = {  # kind of slip → an answer, and what it may become
    "arithmetic": ("return a + b", {"return a - b", "return a * b"}),
    "sides": ("return a @ b", {"return b @ a"}),
    "terms": ("return a * b", {"return a", "return b"}),
    "signs": ("return -a", {"return a"}),
    "comparisons": ("return a < b", {"return a <= b", "return a > b"}),
    "logic": ("return a and b", {"return a or b"}),
    "constants": (
        "return a[1.0, 2, True]",
        {"return a[10.0, 2, True]", "return a[1.0, 3, True]", "return a[1.0, 2, False]"},
    ),
    "keywords": (
        "return a.max(axis=0, keepdims=True)",
        {"return a.max(axis=0)", "return a.max(keepdims=True)"},
    ),
    "calls": ("return f(a.T, b)", {"return f(a, b)", "return f(b, a.T)", "return f(a.T)", "return a.T"}),
    "ranges": (
        "return a[1:b], range(b)",
        {
            "return (a[1:], range(b))",
            "return (a[0:b], range(b))",
            "return (a[1:b], range(b - 1))",
            "return (a, range(b))",
        },
    ),
    "orders": ("return a, b", {"return (b, a)"}),
    "loops": ("for c in a:\n        b += c", {"for c in a: b += c break", "for c in a: b = c"}),
    "names": ("return np.exp(a)", {"return np.exp(b)"}),
    "words": ("return a['x'] + b['y']", {"return a['y'] + b['y']"}),
    "statements": ("a = a + 1\n    return a", {"return a", "a = a + 1"}),
}


def answer(body):
    return f"def answer(a, b):\n    {body}\n"


def body_of(source):
    """What stands below the first line, in one line."""
    return " ".join(line.strip() for line in source.splitlines()[1:])


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_slip_is_made(kind):
    body, expected = KINDS[kind]
    made = {body_of(mutant.source) for mutant in mutants(answer(body)) if mutant.kind == kind}
    assert expected <= made, f"missing {expected - made} in {made}"


def test_a_related_function_takes_the_place_of_a_function():
    made = {body_of(mutant.source) for mutant in mutants(answer("return np.argmax(a.sum())"))}
    assert {"return np.argmin(a.sum())", "return np.argmax(a.mean())"} <= made


def test_a_default_is_changed_and_what_is_optional_is_not():
    source = '''class Network:
    def fit(self, X, rate=0.1):
        """Learn."""
        return X

    def show(self, X):
        """Optional: a picture."""
        return X + 1
'''
    slips = [mutant.slip for mutant in mutants(source)]
    assert "def fit(self, X, rate=0.1): → def fit(self, X, rate=1.0):" in slips
    assert not any("+ 1" in slip for slip in slips)


@pytest.mark.parametrize("name", ["02_loss", "05_minibatch_sgd"])
def test_mutants_are_python_each_is_another_and_they_are_always_the_same(name):
    for exercise in lessons.lesson(name).exercises.values():
        made = list(mutants(exercise.cell.source))
        assert len({one.source for one in made}) == len({one.slip for one in made}) == len(made) > 5
        assert ast.unparse(ast.parse(exercise.cell.source)) not in {one.source for one in made}
        assert made == list(mutants(exercise.cell.source))
