"""Checks that need nothing of pytest's protocol run without it, and are judged as they would be by it."""

import pytest

from autograder import lesson as lessons
from autograder.checking.plain_check import is_plain
from autograder.checking.session import CheckSession
from autograder.lesson import Cell
from autograder.running.workbook import Workbook

FIRST = "01_forward_pass"
WRITTEN = {
    "relu": "def relu(z):\n    print('hm')\n    return np.maximum(1, z)",
    "sigmoid": "def sigmoid(z):\n    return z.nothing",
    "tanh": "def tanh(z):\n    import pytest\n    pytest.skip('not today')",
    "softmax": "def softmax(z):\n    raise SystemExit",
    "init_params": "def init_params(sizes, rng):\n    raise NotImplementedError",
}
ODD = """import pytest


@pytest.fixture
def tenth():
    return 0.1


def test_relu_of_a_tenth(relu, tenth):
    assert relu(tenth) == tenth


@pytest.mark.skipif("True")
def test_relu_some_other_day(relu):
    assert False


async def test_relu_later(relu):
    assert False


@pytest.mark.parametrize("z", [1.0, 2.0])
def test_relu_of_numbers(relu, z, rng):
    assert relu(z) == z
"""
OF_ITS_OWN = """import pytest


@pytest.fixture
def rng():
    return 7


def test_relu_of_seven(relu, rng):
    assert relu(rng) == 7
"""


def workbook():
    """A student who has gone wrong in as many ways as there are."""
    cells = lessons.lesson(FIRST).cells
    written = [Cell("code", WRITTEN[cell.defines]) if cell.defines in WRITTEN else cell for cell in cells]
    return Workbook(lessons.lesson(FIRST), written).run()


@pytest.fixture
def session():
    session = CheckSession(FIRST)
    yield session
    session.close()


def test_a_check_is_judged_the_same_with_and_without_pytests_protocol(session):
    said = {}
    for session.plain in (True, False):
        result = session.examine(workbook(), seed=5, seconds=10.0, milestone=True)
        said[session.plain] = (
            str(result),
            [one.to_json() for one in result.exercises],
            result.milestone.message,
        )
    assert said[True] == said[False]
    states = {one["state"] for one in said[True][1]}
    assert states == {"passed", "failed", "crashed", "not_attempted"}


@pytest.mark.parametrize("lesson", lessons.course())
def test_none_of_our_checks_needs_the_protocol(lesson):
    session = CheckSession(lesson)
    session.close()
    assert session.plain


@pytest.mark.parametrize(
    ("source", "plain"),
    [(ODD, {"test_relu_of_numbers[1.0]", "test_relu_of_numbers[2.0]"}), (OF_ITS_OWN, set())],
)
def test_what_asks_for_more_or_has_a_mark_that_acts_goes_pytests_way(tmp_path, source, plain):
    path = tmp_path / "test_odd.py"
    path.write_text(source, encoding="utf-8")
    session = CheckSession(FIRST, [path])
    session.close()
    assert not session.plain, "asserts of other people are explained by pytest"
    theirs = [item for item in session.items if item.path == path]
    assert {item.name for item in theirs if is_plain(item)} == plain and len(theirs) > len(plain)
