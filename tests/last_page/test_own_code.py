"""The lines that a learner wrote themselves."""

import pytest

from autograder.last_page import own_code
from autograder.lesson import Cell

LONG = """def f(x):
    '''Text.

    More.
    '''
    # a comment

    y = x  # and code
    return (
        y
    )"""
METHODS = """class f:
    '''Text.'''

    size = 2

    def one(self):
        '''1.'''
        return 1

    def two(self):
        return [
            2,
        ]"""
COUNTED = {
    "def f(x):\n    return x": 1,
    LONG: 4,
    'def f(x):\n    """Nothing yet."""': 0,
    METHODS: 5,
    "def f(x):\n    return 1\n\n\ndef f(x):\n    y = 2\n    return y": 2,
    "def g(x):\n    return x": None,
    "def f(:": None,
}


@pytest.mark.parametrize("source", COUNTED)
def test_heads_docstrings_comments_and_blank_lines_do_not_count(source):
    assert own_code.lines([Cell("code", source)], ["f"]).get("f") == COUNTED[source]
