"""Every table that says something of each state has all of them."""

import re

import pytest

from autograder import lesson as lessons
from autograder import mine
from autograder.display import html
from autograder.running.states import NOTHING_THERE, OF_A_PROBLEM, STATES, TRIED, is_state
from autograder.workspace import status_lines

TABLES = {
    "status_lines.MARKS": status_lines.MARKS,
    "html.OF_STATES": html.OF_STATES,
}


@pytest.mark.parametrize("table", TABLES)
def test_a_table_of_the_states_has_each(table):
    assert set(TABLES[table]) == set(STATES)


def test_of_a_state_that_is_imported_from_it_is_said_whose_the_function_is():
    assert {mine.SAME.get(state, state) for state in STATES} <= set(mine.WHOSE)


def test_the_kinds_of_states_share_none():
    assert sorted(["passed", *NOTHING_THERE, *TRIED]) == sorted(STATES)
    assert sorted(["passed", *OF_A_PROBLEM]) == sorted(STATES)


def test_the_page_on_the_commands_lists_them():
    page = (lessons.ROOT / "book" / "more" / "commands.md").read_text(encoding="utf-8")
    sentence = re.search(r"A `state` is one of (.+?);", page)[1]
    assert set(re.findall(r"`(\w+)`", sentence)) == set(STATES)


@pytest.mark.parametrize("text", ["damaged", "", None, 3, ["passed"]])
def test_what_is_no_state_is_not_taken_for_one(text):
    assert not is_state(text) and all(map(is_state, STATES))
