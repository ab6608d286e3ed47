"""The second look of a figure, for a narrow page: nothing is cut off, and panels stand below each other."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from playground import diagrams
from playground.figures import legend_below
from playground.narrow import WIDTH, narrowed


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def places(fig):
    """Left and bottom edge of each panel, rounded so that a column or a row has one of them."""
    fig.draw_without_rendering()
    return [tuple(ax.get_position().get_points()[0].round(2)) for ax in fig.axes]


def test_panels_of_a_row_are_stacked_and_carry_their_own_axis():
    fig, axes = plt.subplots(1, 3, figsize=(9, 3), sharey=True)
    axes[0].set_ylabel("loss")
    assert narrowed(fig) and fig.get_figwidth() == WIDTH
    left, bottom = zip(*places(fig))
    assert len(set(left)) == 1 and bottom[0] > bottom[1] > bottom[2]
    assert all(ax.get_ylabel() == "loss" and ax.get_yticklabels()[0].get_visible() for ax in axes)


def test_tables_stand_two_in_a_row():
    fig, axes = plt.subplots(1, 4, figsize=(9, 3))
    for ax in axes:
        diagrams.table(ax, np.zeros((2, 2)))
    assert narrowed(fig)
    left, bottom = zip(*places(fig))
    assert left[0] == left[2] < left[1] == left[3] and bottom[0] == bottom[1] > bottom[2] == bottom[3]


def test_titles_and_legends_are_broken_where_they_would_be_cut_off():
    fig, ax = plt.subplots(figsize=(9, 3))
    for k in range(4):
        ax.plot([0, 1], [0, k], label=f"a rather long name, {k}")
    ax.set_yticks([0, 1], ["zero", "a long name on the left"])
    ax.set_title("A title of many words, with a formula $x_1 = 0.5$ that stays whole, and then some more")
    legend_below(fig, ax)
    assert narrowed(fig)
    fig.draw_without_rendering()
    assert "$x_1 = 0.5$" in ax.get_title() and ax.get_title().count("\n") >= 1
    for one in (ax.title, *fig.legends):
        box = one.get_window_extent()
        assert 0 <= box.x0 and box.x1 <= fig.bbox.width
    assert [text.get_text()[-1] for text in fig.legends[0].get_texts()] == list("0123")


def test_a_panel_of_fixed_proportions_leaves_no_empty_bands():
    fig, ax = plt.subplots(figsize=(6, 6))
    ax.set(xlim=(0, 3), ylim=(0, 1), aspect="equal")
    assert narrowed(fig) and fig.get_figheight() < 2.5


def test_a_figure_like_one_before_gets_its_height_so_that_nothing_jumps():
    first, high = (plt.subplots(figsize=(6, 6)) for _ in range(2))
    first[1].set(xlim=(0, 3), ylim=(0, 1), aspect="equal")
    high[1].set(xlim=(0, 1), ylim=(0, 1), aspect="equal")
    assert narrowed(first[0]) and narrowed(high[0], like=first[0])
    assert first[0].get_figheight() == high[0].get_figheight() < 2.5


@pytest.mark.parametrize("shape", [(2, 3), (1, 5)])
def test_too_many_panels_stay_as_they_are(shape):
    fig, _ = plt.subplots(*shape, figsize=(9, 3))
    assert not narrowed(fig) and fig.get_figwidth() == 9


@pytest.mark.parametrize("shared", [True, False])
def test_several_rows_stay_where_they_share_their_axes(shared):
    fig, _ = plt.subplots(2, 2, figsize=(7, 7), sharex=shared, sharey=shared)
    assert narrowed(fig)
    assert len({left for left, _ in places(fig)}) == (2 if shared else 1)


def test_of_two_lines_only_the_long_one_is_broken():
    fig, ax = plt.subplots(figsize=(9, 3))
    ax.set_title("short:\nfollowed by a line that is longer than a telephone is wide, by some words")
    assert narrowed(fig) and ax.get_title().startswith("short:\nfollowed") and ax.get_title().count("\n") == 2
