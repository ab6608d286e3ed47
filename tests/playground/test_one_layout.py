"""One layout for all pictures of a slider: in each of them everything is inside, and nothing jumps."""

import matplotlib.pyplot as plt
import pytest

from playground import style  # noqa: F401  (figures have a layout)
from playground.one_layout import settle
from playground.pixels import encoded


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def titled(title, size=(6, 3)):
    fig, ax = plt.subplots(figsize=size)
    ax.plot([0, 1])
    ax.set(title=title, xlabel="step", ylabel="loss")
    return fig


def test_all_have_the_place_that_fits_those_of_the_ends_and_the_one_with_the_longest_title():
    figures = [titled("first"), titled("one\nof three\nlines"), titled("second"), titled("last")]
    settle(figures, [figures[0], figures[-1]])
    assert len({fig.axes[0].get_position().bounds for fig in figures}) == 1
    for fig in figures:
        encoded(fig)
        box = fig.axes[0].get_tightbbox()
        assert 0 <= box.x0 and 0 <= box.y0 and box.x1 <= fig.bbox.width and box.y1 <= fig.bbox.height


def test_figures_of_different_sizes_keep_their_own_layouts():
    figures = [titled("wide"), titled("high", size=(3, 6)), titled("wide")]
    engines = [fig.get_layout_engine() for fig in figures]
    settle(figures, figures[:1])
    assert [fig.get_layout_engine() for fig in figures] == engines


def test_a_picture_does_not_show_what_was_drawn_before_it_in_the_same_size():
    alone = encoded(titled("second"))
    encoded(titled("a first one, with a long title"))
    assert encoded(titled("second")) == alone
