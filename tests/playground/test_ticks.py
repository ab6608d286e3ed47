"""Ticks that are remembered are those that Matplotlib finds: pictures are the same, byte for byte."""

import gc
import weakref

import matplotlib.pyplot as plt
import pytest
from matplotlib.axis import Axis
from matplotlib.ticker import MultipleLocator, PercentFormatter
from support.remembered import drawn

from playground import style, ticks  # noqa: F401  (figures have a layout)
from playground.narrow import narrowed
from playground.pixels import encoded


def figure():
    # without a layout panels keep their length: what has changed is all that tells ticks to be found anew
    fig, (left, right) = plt.subplots(1, 2, figsize=(7, 3), layout="none")
    left.plot([0, 1], [1, 4])
    left.set(xlabel="a step", title="a step", xticks=[0.5])
    right.semilogy([1e-5, 3])
    return fig


@pytest.fixture
def remembering(monkeypatch):
    monkeypatch.setattr(Axis, "_update_ticks", Axis._update_ticks)  # to be put back
    asked = []
    found = Axis._update_ticks
    monkeypatch.setattr(Axis, "_update_ticks", lambda axis: asked.append(axis) or found(axis))
    ticks.remember()
    yield asked
    plt.close("all")


CHANGES = {
    "nothing": lambda fig: None,
    "its ends": lambda fig: fig.axes[0].set_xlim(0, 100),
    "its direction": lambda fig: fig.axes[0].invert_yaxis(),
    "its scale": lambda fig: fig.axes[0].set_yscale("log"),
    "more data": lambda fig: fig.axes[0].plot([0, 90], [0, 700]),
    "its ticks": lambda fig: fig.axes[0].set_xticks([0.1, 0.9]),
    "its ticks and their names": lambda fig: fig.axes[0].set_xticks([0.1, 0.9], ["low", "high"]),
    "who chooses them": lambda fig: fig.axes[0].yaxis.set_major_locator(MultipleLocator(0.5)),
    "who writes them": lambda fig: fig.axes[0].yaxis.set_major_formatter(PercentFormatter(1)),
    "no small ones": lambda fig: fig.axes[1].minorticks_off(),
    "the size of its numbers": lambda fig: fig.axes[0].tick_params(labelsize=16),
    "numbers that are hidden": lambda fig: fig.axes[1].tick_params(labelleft=False),
    "the size of the figure": lambda fig: fig.set_size_inches(4, 6),
    "ticks that are made anew, in red": lambda fig: (
        fig.axes[0].xaxis.reset_ticks(),
        fig.axes[0].tick_params(labelcolor="red"),
    ),
    "a narrow page": narrowed,
    "all of it": lambda fig: fig.axes[0].clear(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_picture_is_the_same_and_so_it_is_when_an_axis_has_changed(change, monkeypatch):
    plain = drawn(figure, change)
    monkeypatch.setattr(Axis, "_update_ticks", Axis._update_ticks)  # to be put back
    assert drawn(figure, change, ticks.remember) == plain


def test_a_picture_that_is_drawn_again_asks_for_no_ticks(remembering):
    fig = figure()
    encoded(fig)
    before = len(remembering)
    encoded(fig)
    assert len(remembering) == before > 3
    kept = Axis._update_ticks
    ticks.remember()
    assert Axis._update_ticks is kept


def test_a_figure_that_is_closed_goes_with_its_ticks(remembering):
    fig = figure()
    encoded(fig)
    axis, _ = weakref.ref(fig.axes[0].xaxis), (remembering.clear(), plt.close(fig))
    del fig
    gc.collect()
    assert axis() is None
