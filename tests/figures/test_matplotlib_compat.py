"""What is used of Matplotlib's private parts is where it was: a new Matplotlib that moves it fails here."""

import json
import os
import subprocess
import sys
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib.figure import Figure

from autograder.figures.matplotlib_compat import (
    are_twins,
    cells_of,
    is_colorbar,
    marker_outline,
    write_own_fonts,
)

FILES = "from matplotlib.font_manager import fontManager as f\nfor font in f.ttflist: print(font.fname)"


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


def test_matplotlib_reads_the_list_of_its_own_fonts_and_looks_for_no_others(tmp_path):
    write_own_fonts(tmp_path / "fonts")
    (written,) = (tmp_path / "fonts").iterdir()
    before = written.read_bytes()
    assert not [font for font in json.loads(before)["ttflist"] if Path(font["fname"]).is_absolute()]
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
