"""What is used of Matplotlib's private parts is where it was: a new Matplotlib that moves it fails here."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from matplotlib import font_manager
from matplotlib.figure import Figure

from autograder.figures.matplotlib_compat import (
    are_twins,
    cells_of,
    is_colorbar,
    marker_outline,
    write_own_fonts,
)

FILES = (
    "from matplotlib.font_manager import fontManager as f\nfor one in f.ttflist + f.afmlist: print(one.fname)"
)
LISTS = ("ttflist", "afmlist")


def test_markers_of_different_shapes_have_different_outlines():
    ax = Figure().add_subplot()
    squares, stars = (ax.plot([0, 1], [0, 1], marker)[0] for marker in ("s", "*"))
    assert marker_outline(squares).shape[1] == 2
    assert marker_outline(squares).shape != marker_outline(stars).shape


def test_twins_are_told_from_axes_in_the_same_place():
    ax = Figure().add_subplot()
    assert are_twins(ax, ax.twinx())
    assert not are_twins(ax, ax.figure.add_axes(ax.get_position()))


def test_the_axes_of_a_colorbar_is_known():
    figure = Figure()
    ax = figure.add_subplot()
    bar = figure.colorbar(ax.imshow(np.eye(3)))
    assert is_colorbar(bar.ax) and not is_colorbar(ax)


def test_an_image_with_cells_of_its_own_tells_their_edges():
    ax = Figure().add_subplot()
    x, y = np.array([0.0, 1.0, 3.0, 6.0]), np.array([0.0, 2.0, 3.0])
    cells = cells_of(ax.pcolorfast(x, y, np.arange(6.0).reshape(2, 3)))
    assert cells is not None and all(map(np.array_equal, cells, (x, y)))
    assert cells_of(ax.imshow(np.eye(3))) is None


@pytest.fixture
def added(tmp_path, monkeypatch):
    """A folder, as in somebody's home, with a font of each kind that Matplotlib has been told of."""
    home, brought = tmp_path / "home", matplotlib.get_data_path()
    home.mkdir()
    for kind in LISTS:
        fonts = getattr(font_manager.fontManager, kind)
        monkeypatch.setattr(font_manager.fontManager, kind, list(fonts))
        own = next(font.fname for font in fonts if Path(font.fname).is_relative_to(brought))
        font_manager.fontManager.addfont(shutil.copy(own, home))
    return home


def listed(written, kind):
    """The paths of the fonts of a kind in a list that was written."""
    return [font["fname"] for font in json.loads(written)[kind]]


def test_a_font_that_matplotlib_does_not_bring_is_not_told(tmp_path, added):
    write_own_fonts(tmp_path / "fonts")
    (written,) = (tmp_path / "fonts").iterdir()
    for kind in LISTS:
        known = [font.fname for font in getattr(font_manager.fontManager, kind)]
        assert any(path.startswith(str(added)) for path in known)
        told = listed(written.read_bytes(), kind)
        assert told and not [path for path in told if Path(path).is_absolute()]


def test_matplotlib_reads_the_list_of_its_own_fonts_and_looks_for_no_others(tmp_path):
    write_own_fonts(tmp_path / "fonts")
    (written,) = (tmp_path / "fonts").iterdir()
    before = written.read_bytes()
    assert not [path for kind in LISTS for path in listed(before, kind) if Path(path).is_absolute()]
    done = subprocess.run(
        [sys.executable, "-c", FILES],
        env={**os.environ, "MPLCONFIGDIR": str(written.parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    home = matplotlib.get_data_path()
    assert done.stdout and all(line.startswith(home) for line in done.stdout.splitlines())
    assert written.read_bytes() == before, "it made a list of its own"
