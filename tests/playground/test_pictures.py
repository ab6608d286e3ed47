"""The pictures of the lessons: each is drawn, told in words, and made of what the learner wrote."""

import numpy as np
import pytest

from autograder import lesson as lessons
from autograder import reference
from playground.pictures import forward_pass

NOT_SHOWN = ("quiz", "milestone", "progress", "hint", "solution")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["01_forward_pass", "02_loss"])
def test_every_picture_of_a_lesson_is_drawn_with_our_answers_and_told_in_words(name, capsys):
    space, drawn = {}, 0
    for cell in lessons.lesson(name).cells:
        if cell.kind != "code" or cell.checks or any(map(cell.call_of, NOT_SHOWN)):
            continue
        exec(compile(cell.source, name, "exec"), space)
        told = capsys.readouterr().out
        assert ("demo." in cell.source) == ("[figure] " in told), cell.source
        drawn += "demo." in cell.source
    assert drawn >= 7


def test_a_picture_shows_the_numbers_of_the_function_that_it_was_handed(capsys):
    def without_biases(X, params):
        return reference.forward(X, [(W, np.zeros_like(b)) for W, b in params])

    forward_pass.try_network(reference.forward)
    forward_pass.try_network(without_biases)
    ours, other = capsys.readouterr().out.splitlines()
    assert "scores are 1, −2" in ours and "scores are 7, −3" in other
