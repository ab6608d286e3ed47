"""Layouts that are remembered are those that Matplotlib finds: pictures are the same, byte for byte."""

import matplotlib.pyplot as plt
import pytest
from matplotlib.text import Text
from support.remembered import drawn

from playground import style, text_layouts  # noqa: F401  (figures have a layout)
from playground.pixels import encoded


def figure():
    fig, (left, right) = plt.subplots(1, 2, figsize=(6, 3))
    left.plot([0, 1], label=r"$\sigma(z)$")
    left.legend(title="two\nlines")
    left.set(xlabel="a step", ylabel="a step", title="a step")
    right.imshow([[1, 2], [3, 4]])
    right.tick_params("x", rotation=30)
    right.text(0.5, 0.5, "a text that is longer than its figure is wide, and so it is wrapped", wrap=True)
    return fig


@pytest.fixture
def remembering(monkeypatch):
    monkeypatch.setattr(Text, "_get_layout", Text._get_layout)  # to be put back
    text_layouts.remember()
    yield Text._get_layout
    plt.close("all")


CHANGES = {
    "nothing": lambda fig: None,
    "the size of a text": lambda fig: fig.axes[0].title.set_size(20),
    "where a text is aligned": lambda fig: fig.axes[0].title.set_horizontalalignment("left"),
    "the distance of lines": lambda fig: fig.axes[0].get_legend().get_title().set_linespacing(3),
    "how a text is turned": lambda fig: fig.axes[0].yaxis.label.set_rotation(0),
    "what a text says": lambda fig: fig.axes[0].title.set_text("a step\nfurther"),
    "whether $ begins a formula": lambda fig: fig.axes[0].get_legend().get_texts()[0].set_parse_math(False),
    "where it is wrapped": lambda fig: fig.axes[1].texts[0].set_x(0.1),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_picture_is_the_same_and_so_it_is_when_something_has_changed(change, monkeypatch):
    plain = drawn(figure, change)
    monkeypatch.setattr(Text, "_get_layout", Text._get_layout)  # to be put back
    assert drawn(figure, change, text_layouts.remember) == plain


def test_a_text_that_is_asked_twice_is_laid_out_once(remembering):
    fig = figure()
    encoded(fig)
    before = len(remembering.found)
    encoded(fig)
    assert len(remembering.found) == before > 10
    text_layouts.remember()
    assert Text._get_layout is remembering
