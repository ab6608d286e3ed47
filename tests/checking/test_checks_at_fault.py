"""A check that is broken says so, and never blames the student's code."""

import pytest

from autograder.authoring.trial.mistakes import our_answers
from autograder.checking.runner import examine

LESSON = "02_loss"
BROKEN = """from autograder.comparison import close


def test_mse_of_nothing(mse):
    close(mse(npp.zeros(2), 1), 1.0)


def test_mse_after_a_call(mse):
    close(mse(1.0, 2.0), one)


def test_mse_of_ours(mse, reference):
    close(mse(1.0, 2.0), 1.0) if reference.msse else None


def test_mse_with_what_nobody_gives(mse, refrence):
    pass


def test_mse_that_the_answer_breaks(mse):
    mse(1.0, 2.0).shape_of_it
"""


@pytest.fixture(scope="module")
def messages(tmp_path_factory):
    path = tmp_path_factory.mktemp("checks") / "test_more.py"
    path.write_text(BROKEN, encoding="utf-8")
    result = examine(LESSON, our_answers(LESSON), extra=[path], only={"mse"})["mse"]
    return {check.title: check.message for check in result.checks}


@pytest.mark.parametrize(
    "title, words",
    [
        ("of nothing", "test_more.py:5: NameError: name 'npp' is not defined"),
        ("after a call", "test_more.py:9: NameError: name 'one' is not defined"),
        ("of ours", "test_more.py:13: AttributeError: there is no exercise `msse`"),
        ("with what nobody gives", "test_more.py:16: there is no `refrence`"),
    ],
)
def test_a_check_at_fault_says_so_with_its_line(messages, title, words):
    assert messages[title].startswith("the check is at fault here, and not your code")
    assert words in messages[title]


def test_what_an_answer_may_have_caused_is_told_as_before(messages):
    assert messages["that the answer breaks"].startswith("mse(")
