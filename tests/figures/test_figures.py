"""A figure's description says what the figure shows, whichever way it was drawn."""

import copy

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.figure import Figure

from autograder.figures.describe import Picture, agreement, describe, described

xx, yy = np.meshgrid(np.linspace(-2, 2, 81), np.linspace(-1, 1, 81))
labels = (xx > 0) + 2 * (yy > 0)
corners = np.array([[-1.5, -0.7], [1.5, -0.7], [-1.5, 0.7], [1.5, 0.7]])
X = np.array([[-1.0, -0.5], [1.0, -0.5], [-1.0, 0.5], [1.0, 0.6], [1.5, 0.8]])
y = np.array([0, 1, 2, 3, 3])

REGIONS = {
    "contourf": lambda ax: ax.contourf(xx, yy, labels, alpha=0.4),
    "contourf with levels": lambda ax: ax.contourf(
        xx, yy, labels, levels=np.arange(5) - 0.5, cmap="coolwarm"
    ),
    "pcolormesh": lambda ax: ax.pcolormesh(xx, yy, labels),
    "pcolormesh, gouraud": lambda ax: ax.pcolormesh(xx, yy, labels, shading="gouraud"),
    "pcolor": lambda ax: ax.pcolor(xx, yy, labels),
    "imshow": lambda ax: ax.imshow(labels, origin="lower", extent=(-2, 2, -1, 1), alpha=0.3),
    "imshow, upper origin": lambda ax: ax.imshow(labels[::-1], extent=(-2, 2, -1, 1), aspect="auto"),
    "imshow of colours": lambda ax: ax.imshow(
        plt.cm.viridis(labels / 3), origin="lower", extent=(-2, 2, -1, 1)
    ),
    "pcolorfast": lambda ax: ax.pcolorfast((-2, 2), (-1, 1), labels),
    "tricontourf": lambda ax: ax.tricontourf(
        xx[::2, ::2].ravel(), yy[::2, ::2].ravel(), labels[::2, ::2].ravel()
    ),
    "patches": lambda ax: [
        ax.fill_between([-2, 0], -1, 0, color="C0"),
        ax.fill([0, 2, 2, 0], [-1, -1, 0, 0], "C1"),
        ax.axvspan(-2, 0, 0.5, 1, color="C2"),
        ax.add_patch(plt.Rectangle((0, 0), 2, 1, color="C3")),
    ],
}


def boundary(
    draw=REGIONS["contourf"], points=lambda ax: ax.scatter(*X.T, c=y), make=lambda: plt.subplots()[0]
):
    figure = make()
    (ax,) = figure.axes or [figure.add_subplot()]
    ax.set(xlim=(-2, 2), ylim=(-1, 1), xlabel="x1", ylabel="x2", title="A title")
    draw(ax)
    points(ax)
    return figure


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


@pytest.mark.parametrize("way", REGIONS)
def test_regions_are_seen_however_they_are_filled(way):
    (panel,) = describe(boundary(REGIONS[way])).panels
    assert panel.filled_at(corners).all()
    assert len(np.unique(panel.color_at(corners), axis=0)) == 4
    inside = np.random.default_rng(0).uniform([-1.9, -0.9], [1.9, 0.9], size=(200, 2))
    inside = inside[(np.abs(inside) > [0.3, 0.15]).all(axis=1)]
    truth = (inside[:, 0] > 0) + 2 * (inside[:, 1] > 0)
    assert (
        agreement(np.unique(panel.color_at(inside).round(3), axis=0, return_inverse=True)[1].ravel(), truth)
        == 1
    )


@pytest.mark.parametrize("way", REGIONS)
def test_nothing_is_filled_outside_the_region(way):
    (panel,) = describe(boundary(REGIONS[way])).panels
    assert not panel.filled_at(np.array([[3.0, 0.0], [0.0, -1.5]])).any()


def test_holes_are_empty():
    values = np.hypot(xx, yy)
    (panel,) = describe(boundary(lambda ax: ax.contourf(xx, yy, values, levels=[0.5, 0.9]))).panels
    assert list(panel.filled_at(np.array([[0.0, 0.0], [0.7, 0.0], [1.5, 0.0]]))) == [False, True, False]


def test_contour_lines_are_not_regions():
    (panel,) = describe(boundary(lambda ax: ax.contour(xx, yy, labels))).panels
    assert (len(panel.regions), panel.outlines) == (0, 1)


@pytest.mark.parametrize(
    "points",
    [
        lambda ax: ax.scatter(X[:, 0], X[:, 1], c=y, edgecolor="k"),
        lambda ax: [ax.scatter(*X[y == k].T, marker=m, color="k") for k, m in enumerate("osx^")],
        lambda ax: [ax.plot(*X[y == k].T, "o") for k in range(4)],
        lambda ax: [ax.plot(*X[y == k].T, "k", marker=m, ls="") for k, m in enumerate("os+^")],
        lambda ax: [ax.plot(*place, marker="o", color=f"C{k}") for place, k in zip(X, y)],
    ],
)
def test_points_are_told_apart_by_any_look(points):
    (panel,) = describe(boundary(points=points)).panels
    found = panel.all_points()
    order = np.lexsort(X.T)
    np.testing.assert_allclose(found["xy"][np.lexsort(found["xy"].T)], X[order])
    assert agreement(found["style"][np.lexsort(found["xy"].T)], y[order]) == 1
    assert found["on_top"] and found["in_view"]


def test_a_marker_alone_is_no_curve_and_markers_on_a_curve_are_no_points():
    figure, ax = plt.subplots()
    ax.plot([1], [2], "o-")
    ax.plot([1, 2], [3, 4], "o-")
    ax.plot([5])
    (panel,) = describe(figure).panels
    assert [len(line.x) for line in panel.lines] == [2, 1] and [
        points.xy.tolist() for points in panel.points
    ] == [[[1, 2]]]


def test_order_is_that_of_drawing():
    def points_first(ax):
        ax.scatter(*X.T)
        ax.contourf(xx, yy, labels)

    assert not describe(boundary(points_first, points=lambda ax: None)).panels[0].all_points()["on_top"]
    assert (
        not describe(boundary(points=lambda ax: ax.scatter(*X.T, zorder=0))).panels[0].all_points()["on_top"]
    )
    assert describe(boundary(points=lambda ax: ax.scatter(*X.T, zorder=9))).panels[0].all_points()["on_top"]


def test_curves_labels_and_legends():
    figure, (left, right) = plt.subplots(1, 2)
    left.plot([1, 2], [3, 4], "--", label="train")
    left.set(xlabel="epoch", ylabel="loss", yscale="log", title="T")
    left.legend()
    twin = right.twinx()
    right.plot([5, 6])
    twin.plot([7, 8], "o-", label="val")
    right.set_xlabel("epoch")
    figure.legend(["a", "b"])
    figure.suptitle("S")
    picture = describe(figure)
    one, two, three = picture.panels
    assert (picture.title, one.title, one.xlabel, one.ylabel, one.yscale) == (
        "S",
        "T",
        "epoch",
        "loss",
        "log",
    )
    assert [entry.text for entry in one.legend] == ["train"] and [entry.text for entry in picture.legend] == [
        "a",
        "b",
    ]
    assert one.legend[0].color == one.lines[0].color and one.lines[0].linestyle == "--"
    np.testing.assert_array_equal(one.lines[0].y, [3, 4])
    assert three.lines[0].label == "val" and three.lines[0].marker == "o"
    assert (two.twin_of, three.twin_of, one.twin_of) == (2, 1, -1)
    assert picture.labels(2) == ("epoch", "")


def test_a_label_may_stand_on_a_shared_axis():
    figure, axes = plt.subplots(3, 1, sharex=True)
    axes[2].set_xlabel("epoch")
    assert [describe(figure).labels(i)[0] for i in range(3)] == ["epoch"] * 3


def test_a_colorbar_is_marked():
    figure = boundary()
    figure.colorbar(figure.axes[0].collections[0])
    assert [panel.colorbar for panel in describe(figure).panels] == [False, True]


def test_made_without_pyplot():
    assert describe(boundary(make=Figure)) == describe(boundary())


def test_there_and_back():
    picture = describe(boundary())
    again = Picture.from_dict(picture.to_dict())
    assert again == picture and again is not picture
    np.testing.assert_array_equal(again.panels[0].regions[0].colors, picture.panels[0].regions[0].colors)
    assert copy.deepcopy(picture) == picture


def test_only_plain_data():
    def plain(value):
        if isinstance(value, dict):
            return all(type(key) is str and plain(one) for key, one in value.items())
        if isinstance(value, list):
            return all(map(plain, value))
        return type(value) in (str, int, float, bool) or (type(value) is np.ndarray and value.dtype == float)

    assert plain(describe(boundary()).to_dict())


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.pop("panels"),
        lambda data: data.update(panels=3),
        lambda data: data["panels"][0].update(background=np.zeros(2)),
        lambda data: data["panels"][0]["points"][0].update(xy=np.zeros((3, 3))),
        lambda data: data["panels"][0]["regions"][0].update(colors="red"),
    ],
)
def test_damaged_data_are_refused(spoil):
    data = describe(boundary()).to_dict()
    spoil(data)
    with pytest.raises((KeyError, TypeError, ValueError)):
        Picture.from_dict(data)


def test_unknown_things_are_left_out():
    class Odd(matplotlib.artist.Artist):
        def get_zorder(self):
            return 0

    class Broken(matplotlib.lines.Line2D):
        def get_data(self, orig=True):
            raise RuntimeError

    figure = plt.figure()
    ax, deep, polar = (
        figure.add_subplot(131),
        figure.add_subplot(132, projection="3d"),
        figure.add_subplot(133, polar=True),
    )
    ax.add_artist(Odd())
    ax.add_line(Broken([0], [0]))
    ax.hexbin(*X.T)
    ax.quiver([0], [0], [1], [1])
    ax.errorbar([0, 1], [0, 1], [0.1, 0.1])
    ax.bar([0], [1])
    ax.plot([], [])
    ax.scatter([], [])
    ax.annotate("note", (0, 0))
    ax.axhline(1)
    deep.scatter([0], [0], [0])
    polar.plot([0, 1], [0, 1])
    picture = describe(figure)
    assert len(picture.panels) == 3 and picture.panels[0].texts == ["note"]
    Picture.from_dict(picture.to_dict())


def test_sizes_are_capped():
    figure, ax = plt.subplots()
    ax.plot(np.zeros(50_000))
    ax.scatter(*np.zeros((2, 50_000)))
    ax.set_title("long" * 1000)
    for _ in range(500):
        ax.plot([0])
    (panel,) = describe(figure).panels
    assert len(panel.lines) <= 200 and len(panel.lines[0].x) <= 20_000 and len(panel.title) <= 1000
    assert all(len(points.xy) <= 20_000 for points in panel.points)


@pytest.mark.parametrize("way", REGIONS)
def test_style_does_not_count_in_comparison(way):
    plain = describe(boundary())
    styled = describe(
        boundary(REGIONS[way], points=lambda ax: [ax.scatter(*X[y == k].T, s=90) for k in range(4)])
    )
    assert plain == styled


@pytest.mark.parametrize(
    "other",
    [
        lambda: boundary(lambda ax: None),
        lambda: boundary(lambda ax: ax.contour(xx, yy, labels)),
        lambda: boundary(lambda ax: ax.contourf(xx, yy, labels > 1)),
        lambda: boundary(lambda ax: ax.contourf(xx, yy, (xx > 0.6) + 2 * (yy > 0))),
        lambda: boundary(lambda ax: ax.contourf(xx, yy, labels, zorder=9)),
        lambda: boundary(points=lambda ax: None),
        lambda: boundary(points=lambda ax: ax.scatter(*X.T)),
        lambda: boundary(points=lambda ax: ax.scatter(*X.T[::-1], c=y)),
        lambda: boundary(points=lambda ax: [ax.scatter(*X.T, c=y), ax.set_xlabel("")]),
        lambda: boundary(points=lambda ax: [ax.scatter(*X.T, c=y), ax.set_xlim(0, 1)]),
    ],
)
def test_content_counts_in_comparison(other):
    assert describe(boundary()) != describe(other())


def test_a_figure_is_described_and_anything_else_left():
    figure = boundary()
    assert isinstance(described(figure), Picture)
    assert described(3) == 3 and described(None) is None
