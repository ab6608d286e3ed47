"""Text of a student's as a terminal may get it."""

from autograder.classroom.submissions.text import with_whole_colours


def test_colours_that_are_whole_stay():
    assert (
        with_whole_colours("\x1b[1;31mred\x1b[0m \x1b[38;5;28mgreen\x1b[m")
        == "\x1b[1;31mred\x1b[0m \x1b[38;5;28mgreen\x1b[m"
    )
    assert with_whole_colours("\x1b[38mX\x1b[2J\x1b[?25l") == "X"
