"""What right looks like: decision boundaries."""

import copy
import itertools
import re

import numpy as np
import pytest

from autograder.comparison import a_kind, close, difference, pure, strided
from autograder.figures import Picture, agreement, described


def pair(answer, names):
    """The two arrays of an answer that should be a pair."""
    assert isinstance(answer, (list, tuple)) and len(answer) == 2, (
        f"it should be a pair `{names}`, and it is {a_kind(answer)}"
    )
    for name, part in zip(names.split(", "), answer):
        assert isinstance(part, np.ndarray), f"`{name}` should be an array, and it is {a_kind(part)}"
    return answer


def points_of(answer, n):
    """X (n, 2) and y (n,) with integer labels."""
    X, y = pair(answer, "X, y")
    assert X.shape == (n, 2), f"`X` should have shape ({n}, 2), and it is {a_kind(X)}"
    assert y.shape == (n,), f"`y` should have shape ({n},), and it is {a_kind(y)}"
    assert X.dtype.kind in "fiu" and np.isfinite(X).all(), "`X` should hold finite numbers"
    assert y.dtype.kind in "iu", f"`y` should hold integers, and it holds {y.dtype} values"
    return X, y


def drawn_from(make, generators, *arguments):
    """Assert that everything is drawn from the rng that is given: equal ones give equal points, others give others."""
    first, again, other = (make(*arguments, rng)[0] for rng in generators)
    assert np.allclose(first, again), (
        "equal generators should give equal points, and they did not: draw everything from `rng`, nothing from `np.random`"
    )
    assert not np.allclose(first, other), (
        "another rng should give other points, and it gave the same: draw everything from `rng`"
    )


def equal_and_other(rng):
    """Two generators with the same seed, and one with another."""
    return [np.random.default_rng([number, 1]) for number in rng.integers(2**32, size=2)[[0, 0, 1]]]


# --- make_xor ----------------------------------------------------------------------------------------------


@pytest.mark.form
def test_make_xor_returns_n_points_and_n_integer_labels(make_xor, rng):
    _, y = points_of(make_xor(40, 0.1, rng), 40)
    assert set(y) <= {0, 1}, f"every label should be 0 or 1, and there are {sorted(set(y.tolist()))[:4]}"


@pytest.mark.form
def test_make_xor_works_for_any_number_of_points(make_xor, rng):
    for n in (1, 2, 7, 101):
        points_of(make_xor(n, 0.1, rng), n)


def test_make_xor_points_fill_the_square(make_xor, rng):
    """fills the square with points"""
    X, _ = points_of(make_xor(400, 0, rng), 400)
    far = np.abs(X).max()
    assert far <= 1 + 1e-9, (
        f"with noise 0, which moves nothing, every point should lie in the square from −1 to 1, and one has a coordinate of size {far:.3g}"
    )
    assert (X.min(axis=0) < -0.8).all() and (X.max(axis=0) > 0.8).all(), (
        "the points should reach from −1 to 1 in both directions"
    )
    for right in (False, True):
        for top in (False, True):
            inside = X[((X[:, 0] > 0) == right) & ((X[:, 1] > 0) == top)]
            where = f"{'right' if right else 'left'} {'upper' if top else 'lower'} quadrant"
            # 400 uniform points put fewer than 30 into one quadrant with a probability of 1e-18.
            assert len(inside) >= 30, (
                f"about a quarter of the points should lie in the {where}, and {len(inside)} of 400 do"
            )
            assert np.ptp(inside, axis=0).min() > 0.4, (
                f"the points should be spread over the {where}, and they lie close together"
            )
            # 30 uniform points or more lie so near a line with a probability of 1e-11.
            assert abs(np.corrcoef(inside.T)[0, 1]) < 0.9, (
                f"the points should fill the {where}, and they lie along a line: both coordinates are drawn, each by itself"
            )


def test_make_xor_label_is_1_where_the_signs_differ(make_xor, rng):
    """labels a point 1 where the signs of its coordinates differ"""
    X, y = points_of(make_xor(200, 0, rng), 200)
    assert len(set(y.tolist())) == 2, (
        f"both labels should occur among 200 points, and all of them are labelled {y[0]}"
    )
    close(y, (X[:, 0] * X[:, 1] < 0).astype(int))


def test_make_xor_noise_moves_points_across_the_axes_but_keeps_their_labels(make_xor, rng):
    X, y = points_of(make_xor(2000, 0.5, rng), 2000)
    moved = ((X[:, 0] * X[:, 1] < 0) != y).mean()
    assert moved > 0.03, (
        "some points should have crossed an axis and kept the label of the place they came from"
    )
    assert moved < 0.48, "most points should still have the label of their quadrant"  # about 0.31


def test_make_xor_noise_is_gaussian_on_both_coordinates(make_xor, rng):
    """noise is Gaussian on both coordinates"""
    X, _ = points_of(make_xor(4000, 10.0, rng), 4000)  # the square itself adds at most 1 to a variance of 100
    spread = X.std(axis=0)
    assert np.abs(spread - 10).max() < 1.2, (
        f"with noise 10 both coordinates should spread by about 10, and they spread by {spread.round(2).tolist()}"
    )
    assert abs(np.corrcoef(X.T)[0, 1]) < 0.2, "each coordinate should get noise of its own"
    # A normal variable exceeds 2.5 standard deviations once in 80: 99 of these 8000 on average.
    assert (np.abs(X) > 25).sum() > 20, (
        "the noise should be Gaussian: 1 number in 80 beyond 2.5 times the noise, and there are hardly any"
    )


@pytest.mark.form
def test_make_xor_randomness_comes_from_rng(make_xor, rng):
    drawn_from(make_xor, equal_and_other(rng), 20, 0.1)
    pure(make_xor, 20, 0.1, rng)


# --- make_spirals ------------------------------------------------------------------------------------------


def own_kind_nearest(X, y):
    """Fraction of the points whose nearest neighbour is of their own class."""
    squares = (X**2).sum(axis=1)
    distance = squares[:, None] + squares - 2 * X @ X.T
    np.fill_diagonal(distance, np.inf)
    return (y[distance.argmin(axis=1)] == y).mean()


@pytest.mark.form
def test_make_spirals_returns_points_and_integer_labels(make_spirals, rng):
    points_of(make_spirals(20, 3, 0.1, rng), 60)


@pytest.mark.form
def test_make_spirals_gives_every_class_the_same_number_of_points(make_spirals, rng):
    for n_per_class, n_classes in ((20, 3), (7, 2), (11, 5), (1, 4)):
        _, y = points_of(make_spirals(n_per_class, n_classes, 0.1, rng), n_per_class * n_classes)
        labels, counts = np.unique(y, return_counts=True)
        assert list(labels) == list(range(n_classes)), (
            f"with {n_classes} classes the labels should be 0 to {n_classes - 1}, and they are {labels[:8].tolist()}"
        )
        assert set(counts) == {n_per_class}, (
            f"every class should have {n_per_class} points, and the classes have {counts[:8].tolist()}"
        )


@pytest.mark.form
def test_make_spirals_arms_run_outwards(make_spirals, rng):
    X, y = points_of(make_spirals(99, 3, 0.0, rng), 297)
    radius = np.hypot(*from_the_middle(X, y).T)
    for k in range(3):
        near, far = (
            f"{number:.0%}"
            for number in np.array([radius[y == k].min(), radius[y == k].max()]) / radius.max()
        )
        reach = f"its points are {near} to {far} of the largest radius away from it"
        assert np.ptp(radius[y == k]) > 0.25 * radius.max(), (
            f"arm {k} should run from the middle outwards, and {reach}"
        )
        places = len(np.unique(X[y == k].round(9), axis=0))
        assert places > 50, (
            f"the 99 points of arm {k} should lie along the whole arm, and they share {places} places"
        )


def from_the_middle(X, y):
    """The points seen from where the arms begin: the origin, or wherever somebody has moved them."""

    def reach(X):
        radius = np.hypot(*X.T)
        return min(np.ptp(radius[y == label]) for label in set(y.tolist())) / radius.max()

    return max((X, X - X.mean(axis=0)), key=reach)


@pytest.mark.form
def test_make_spirals_arms_turn_around_each_other(make_spirals, rng):
    X, y = points_of(make_spirals(100, 5, 0.0, rng), 500)
    columns = np.column_stack([X, np.ones(len(X))])
    # Scores fitted by least squares: five straight arms are told apart perfectly, a quarter of a turn leaves 80 %.
    right = ((columns @ np.linalg.lstsq(columns, np.eye(5)[y], rcond=None)[0]).argmax(axis=1) == y).mean()
    assert right < 0.9, (
        f"straight lines should not separate the arms, and here they get {right:.0%} of the points right: let the angle grow with the radius"
    )


def test_make_spirals_arms_are_evenly_spread_around_the_middle(make_spirals, rng):
    for n_classes in (3, 2, 5):
        X, y = points_of(make_spirals(400, n_classes, 0.0, rng), 400 * n_classes)
        due = 360 / n_classes
        for where, gaps in gaps_between_arms(X, y, n_classes).items():
            shown = ", ".join(f"{gap:.0f}°" for gap in gaps)
            assert len(gaps) == n_classes and np.abs(gaps - due).max() < 0.15 * due, (
                f"with {n_classes} arms each should be {due:.0f}° from the next, the full turn shared by {n_classes}, and the gaps are {shown}{where}"
            )


def gaps_between_arms(X, y, n_classes):
    """Where → the angles between neighbouring arms, in degrees, at equal distances from the middle."""
    X = from_the_middle(X, y)
    radius, angles = np.hypot(*X.T), []
    arms = [radius[y == k] for k in range(n_classes)]
    high = min(arm.max() for arm in arms)
    low = max(high / 3, *(arm.min() for arm in arms))  # next to the middle an angle says little
    at = np.linspace(low, high, 50)[1:-1]
    for k, arm in enumerate(arms):
        order = np.argsort(arm)
        angle = np.unwrap(np.arctan2(X[y == k, 1], X[y == k, 0])[order])
        angles.append(np.interp(at, arm[order], angle))
    turned = np.exp(1j * (np.array(angles) - angles[0]))
    near, far = np.split(turned, 2, axis=1)
    return {
        where: between(np.degrees(np.angle(steps.mean(axis=1))) % 360)
        for where, steps in (("", turned), (" nearer the middle", near), (" farther out", far))
    }


def between(angles):
    """The angles from each to the next, once around."""
    places = np.sort(angles)
    return np.diff(np.append(places, places[0] + 360))


def test_make_spirals_arms_stay_apart_without_noise(make_spirals, rng):
    X, y = points_of(make_spirals(200, 3, 0.0, rng), 600)
    assert len(set(y.tolist())) == 3, (
        f"there should be 3 classes, and the labels are {sorted(set(y.tolist()))[:4]}"
    )
    own = own_kind_nearest(X, y)
    assert own > 0.7, (
        f"without noise a point's nearest neighbour should lie on its own arm, and that holds for {own:.0%} of the points only"
    )


@pytest.mark.form
def test_make_spirals_noise_scatters_the_points(make_spirals, rng):
    X, _ = points_of(make_spirals(200, 3, 0.0, rng), 600)
    noise = 10 * max(1.0, float(np.abs(X).max()))
    X, y = points_of(make_spirals(200, 3, noise, rng), 600)
    own = own_kind_nearest(X, y)  # about 1/3 where the arms are gone
    assert own < 0.6, (
        f"noise as large as {noise:.3g} should wipe out the arms, and still {own:.0%} of the points have a neighbour of their own class"
    )


@pytest.mark.form
def test_make_spirals_randomness_comes_from_rng(make_spirals, rng):
    drawn_from(make_spirals, equal_and_other(rng), 10, 3, 0.2)
    pure(make_spirals, 10, 3, 0.2, rng)


# --- make_grid ---------------------------------------------------------------------------------------------


def close_grids(answer, expected, **tolerance):
    """Assert that `xx` and `yy` are these two, each under its name."""
    for name, grid, own in zip(("`xx`", "`yy`"), pair(answer, "xx, yy"), expected):
        problem = difference(grid, np.array(own), where=name, **tolerance)
        assert problem is None, problem


@pytest.mark.form
def test_make_grid_returns_two_square_arrays(make_grid, rng):
    for grid in pair(make_grid(rng.normal(size=(5, 2)), 20), "xx, yy"):
        assert grid.shape == (20, 20), f"both should have shape (20, 20), and one is {a_kind(grid)}"


def test_make_grid_small_case_by_hand(make_grid):
    # x1 runs from 0 − 1 to 1 + 1 in 3 steps: −1, 0.5, 2. x2 runs from 0 − 1 to 3 + 1: −1, 1.5, 4.
    X = np.array([[0.0, 3.0], [1.0, 0.0]])
    expected = ([[-1.0, 0.5, 2.0]] * 3, [[-1.0] * 3, [1.5] * 3, [4.0] * 3])
    close_grids(make_grid(X, 3, 1.0), expected)


def test_make_grid_has_100_places_and_margin_one_half_unless_told_otherwise(make_grid, rng):
    """has resolution 100 and margin 0.5 by default"""
    X = rng.uniform(-3, 3, size=(6, 2))
    xx, yy = pair(make_grid(X.copy()), "xx, yy")
    assert xx.shape == (100, 100), (
        f"the resolution should be 100 where none is given, and `xx` is {a_kind(xx)}"
    )
    for place, end, due in (
        ("xx[0, 0]", xx[0, 0], X[:, 0].min() - 0.5),
        ("yy[-1, -1]", yy[-1, -1], X[:, 1].max() + 0.5),
    ):
        problem = difference(end, due, where=f"`{place}`")
        assert problem is None, f"the margin should be 0.5 where none is given: {problem}"


def test_make_grid_takes_resolution_and_margin_by_name(make_grid, rng, reference):
    X = rng.normal(size=(6, 2))
    small, wide = reference.make_grid(X, 12, 0.0), reference.make_grid(X, 100, 2)
    close_grids(make_grid(X.copy(), margin=0.0, resolution=12), small)
    close_grids(make_grid(X, margin=2), wide)


def test_make_grid_reaches_from_margin_to_margin_in_each_direction(make_grid, rng, reference):
    X = rng.normal(size=(30, 2)) * [100, 0.1] + [7, -50]
    expected = reference.make_grid(X, 17, 0.25)
    close_grids(make_grid(X, 17, 0.25), expected)


def test_make_grid_works_around_a_single_point(make_grid, reference):
    X = np.array([[2.0, -3.0]])
    expected = reference.make_grid(X, 5)
    close_grids(make_grid(X, 5), expected)


def test_make_grid_takes_any_kind_of_numbers(make_grid, rng, reference):
    X = rng.integers(-5, 5, size=(8, 2))
    expected = reference.make_grid(X.astype(float), 9)
    close_grids(make_grid(X, 9), expected)
    X = rng.normal(size=(8, 2))
    expected = reference.make_grid(X, 9)
    close_grids(make_grid(strided(X), 9), expected)
    close_grids(make_grid(X.astype(np.float32), 9), expected, rtol=1e-4, atol=1e-4)


@pytest.mark.form
def test_make_grid_leaves_its_arguments_alone(make_grid, rng):
    pure(make_grid, rng.normal(size=(6, 2)), 5)


# --- predict_grid ------------------------------------------------------------------------------------------


def corners(X):
    """0, 1, 2 or 3: which of the four corners of the plane a row lies in; neither axis can stand in for the other."""
    if np.ndim(X) != 2 or np.shape(X)[1] != 2:
        raise ValueError(f"{np.shape(X)} is the shape of what `predict` got: one row a place is due, (m, 2)")
    return (X[:, 0] > 0.3).astype(int) + 2 * (X[:, 1] > -0.2)


def plane(rng, rows, columns):
    """A grid with its own number of rows and columns, and the labels that `corners` gives there."""
    places = np.arange(-16, 16) / 16 + 1 / 32  # the same numbers in float32
    xx, yy = np.meshgrid(*(np.sort(rng.choice(places, size, replace=False)) for size in (columns, rows)))
    return xx, yy, (xx > 0.3).astype(int) + 2 * (yy > -0.2)


@pytest.mark.form
def test_predict_grid_keeps_the_shape_of_the_grid(predict_grid, rng):
    xx, yy, _ = plane(rng, 6, 6)
    labels = predict_grid(corners, xx, yy)
    assert isinstance(labels, np.ndarray), f"it should be an array of labels, and it is {a_kind(labels)}"
    assert labels.shape == xx.shape, f"the shape should be that of `xx`, {xx.shape}; it is {a_kind(labels)}"


@pytest.mark.form
def test_predict_grid_asks_predict_for_rows_of_two_numbers(predict_grid, rng):
    xx, yy, _ = plane(rng, 4, 4)
    shapes = []

    def predict(X):
        shapes.append(np.shape(X))
        return np.zeros(len(X), dtype=int)

    predict_grid(predict, xx, yy)
    assert shapes, "`predict` should be called"
    assert all(len(shape) == 2 and shape[1] == 2 for shape in shapes), (
        f"`predict` should get an array with one row a place and two columns, and it got one of shape {shapes[0]}"
    )


def test_predict_grid_label_belongs_to_its_place(predict_grid):
    """gives each place its own label"""
    # Three columns, x = −1, 0, 1, and two rows, y = 0, 1; a place is labelled by 10 times its row plus its column.
    xx, yy = np.meshgrid([-1.0, 0.0, 1.0], [0.0, 1.0])
    labels = predict_grid(lambda X: (10 * X[:, 1] + X[:, 0] + 1).round().astype(int), xx, yy)
    close(labels, np.array([[0, 1, 2], [10, 11, 12]]))


def test_predict_grid_works_on_grids_of_any_size(predict_grid, rng):
    for rows, columns in ((5, 9), (9, 5), (1, 4), (4, 1), (1, 1)):
        xx, yy, expected = plane(rng, rows, columns)
        close(predict_grid(corners, xx, yy), expected)


def test_predict_grid_takes_any_kind_of_numbers(predict_grid, rng):
    xx, yy, expected = plane(rng, 5, 7)
    close(predict_grid(corners, strided(xx), strided(yy)), expected)
    close(predict_grid(corners, xx.astype(np.float32), yy.astype(np.float32)), expected)
    xx, yy = np.meshgrid(np.arange(-3, 4), np.arange(-2, 3))
    expected = (xx > 0.3).astype(int) + 2 * (yy > -0.2)
    close(predict_grid(corners, xx, yy), expected)


@pytest.mark.form
def test_predict_grid_leaves_its_arguments_alone(predict_grid, rng):
    xx, yy, _ = plane(rng, 3, 4)
    pure(predict_grid, corners, xx, yy)


# --- confusion_matrix --------------------------------------------------------------------------------------


def counted(y_true, y_pred, n_classes):
    """The definition, one entry at a time."""
    return np.array(
        [[((y_true == i) & (y_pred == j)).sum() for j in range(n_classes)] for i in range(n_classes)]
    )


@pytest.mark.form
def test_confusion_matrix_has_a_row_and_a_column_for_each_class(confusion_matrix):
    matrix = confusion_matrix(np.array([0, 1, 2]), np.array([0, 1, 2]), 3)
    assert isinstance(matrix, np.ndarray), f"it should be an array, and it is {a_kind(matrix)}"
    assert matrix.shape == (3, 3), f"the shape should be (3, 3); it is {a_kind(matrix)}"


def test_confusion_matrix_small_case_by_hand(confusion_matrix):
    # Truth 0: once called 0, once called 1. Truth 1: once called 0, twice called 1.
    y_true, y_pred = np.array([0, 0, 1, 1, 1]), np.array([0, 1, 1, 1, 0])
    close(confusion_matrix(y_true, y_pred, 2), np.array([[1, 1], [1, 2]]))
    # Truth 0: once called 0, twice called 1. Truth 1: once called 1. Truth 2: once called 0, once called 2.
    y_true, y_pred = np.array([0, 0, 0, 1, 2, 2]), np.array([0, 1, 1, 1, 0, 2])
    close(confusion_matrix(y_true, y_pred, 3), np.array([[1, 2, 0], [0, 1, 0], [1, 0, 1]]))


def test_confusion_matrix_counts_every_example_once(confusion_matrix, rng):
    y_true, y_pred = rng.integers(0, 4, size=(2, 100))
    matrix = confusion_matrix(y_true.copy(), y_pred, 4)
    close(np.sum(matrix), 100, told="in the sum of all entries")
    close(np.sum(matrix, axis=1), np.bincount(y_true, minlength=4), told="in the sums of the rows")


def test_confusion_matrix_agrees_with_the_definition(confusion_matrix, rng):
    for n, n_classes in ((50, 2), (200, 3), (300, 10), (2000, 2)):  # the last: more than a byte can count
        y_true, y_pred = rng.integers(0, n_classes, size=(2, n))
        expected = counted(y_true, y_pred, n_classes)
        close(confusion_matrix(y_true, y_pred, n_classes), expected)


def test_confusion_matrix_keeps_room_for_classes_that_do_not_occur(confusion_matrix):
    close(
        confusion_matrix(np.array([1, 1]), np.array([2, 1]), 5),
        counted(np.array([1, 1]), np.array([2, 1]), 5),
    )


def test_confusion_matrix_works_for_a_single_example(confusion_matrix):
    close(confusion_matrix(np.array([1]), np.array([0]), 2), np.array([[0, 0], [1, 0]]))


def test_confusion_matrix_takes_any_kind_of_integers(confusion_matrix, rng):
    y_true, y_pred = rng.integers(0, 3, size=(2, 30))
    expected = counted(y_true, y_pred, 3)
    close(confusion_matrix(strided(y_true), strided(y_pred), 3), expected)
    close(confusion_matrix(y_true.astype(np.int32), y_pred.astype(np.int32), 3), expected)


@pytest.mark.form
def test_confusion_matrix_leaves_its_arguments_alone(confusion_matrix, rng):
    pure(confusion_matrix, *rng.integers(0, 3, size=(2, 9)), 3)


# --- plot_decision_boundary --------------------------------------------------------------------------------


def drawn(answer):
    """The description of the figure that was returned."""
    answer = described(answer)
    assert answer is not None, "it should return the figure, and it returned None"
    assert isinstance(answer, Picture), (
        "it should return the figure itself: a Matplotlib Figure, not its axes"
    )
    assert answer.panels, "the figure should have axes, and it is empty"
    return answer


def artists(picture):
    """How many things of each kind there are in each panel."""
    return [
        [len(things) for things in (panel.lines, panel.points, panel.regions, panel.legend, panel.texts)]
        for panel in picture.panels
    ]


def draws_a_figure_of_its_own(plot, *arguments):
    """Assert that a call makes one figure, and a second call another one, while the first is open and current."""
    first, second = (drawn(plot(*copy.deepcopy(arguments))) for _ in range(2))
    assert not first.beside, (
        f"each call should make one figure; it makes {1 + first.beside}, and a notebook shows them all: `plt.figure()` makes one, and `plt.subplots()` another"
    )
    assert artists(first) == artists(second), (
        "each call should make a figure of its own; it drew into one that was open already, so a second call would change the first picture"
    )


def main_panel(picture):
    """(panel, its number): the axes that hold regions or points; the most of the two."""
    numbers = [i for i, panel in enumerate(picture.panels) if not panel.colorbar]
    best = max(
        numbers, key=lambda i: bool(picture.panels[i].regions) + bool(picture.panels[i].points), default=0
    )
    return picture.panels[best], best


def three_regions(rng, slant=0.0):
    """A data set X, y, a predict whose three regions look different from every side, and the distance to their borders.

    The labels y are drawn without regard to the regions: what is filled must come from predict, the points' colours from y.
    """
    low, size = np.array([10.0, -2.0]), np.array([20.0, 3.0])
    lattice = np.stack(np.meshgrid(np.arange(6), np.arange(5)), axis=-1).reshape(-1, 2)
    places = rng.permutation(lattice + rng.uniform(-0.3, 0.3, size=(30, 2)))  # no two of them close together
    places = (places - places.min(axis=0)) / np.ptp(places, axis=0)
    X = low + size * places

    def turned(P):
        u, v = ((P - low) / size - 0.5).T
        return u + slant * v + 0.5, v - slant * u + 0.5

    def predict(P):
        u, v = turned(P)
        return np.where(u < 0.35, 0, np.where(v > 0.6, 2, 1))

    def from_border(P):
        u, v = turned(P)
        return np.minimum(np.abs(u - 0.35), np.where(u < 0.35, 1, np.abs(v - 0.6)))

    return X, np.arange(30) % 3, predict, from_border


@pytest.mark.form
def test_plot_decision_boundary_returns_a_figure(plot_decision_boundary, rng):
    X, y, predict, _ = three_regions(rng)
    drawn(plot_decision_boundary(predict, X.copy(), y.copy()))


def test_plot_decision_boundary_fills_regions_below_all_the_data(plot_decision_boundary, rng):
    X, y, predict, _ = three_regions(rng)
    panel, _ = main_panel(drawn(plot_decision_boundary(predict, X.copy(), y.copy())))
    lines = ", and there are only contour lines" if panel.outlines else ""
    assert panel.regions, f"there should be filled regions (pcolormesh, imshow or contourf){lines}"
    uncovered = X[~panel.filled_at(X)]
    assert not len(uncovered), (
        f"the regions should lie below all the points, and they do not reach {uncovered[0].round(2).tolist() if len(uncovered) else ''}"
    )


def test_plot_decision_boundary_fills_each_region_by_what_predict_says(plot_decision_boundary, rng):
    X, y, predict, from_border = three_regions(rng)
    panel, _ = main_panel(drawn(plot_decision_boundary(predict, X.copy(), y.copy())))
    assert panel.regions, "there should be filled regions"
    places = rng.uniform(X.min(axis=0), X.max(axis=0), size=(400, 2))
    places = places[from_border(places) > 0.1]  # a picture is only as sharp as its grid
    colors = np.unique(panel.color_at(places).round(3), axis=0, return_inverse=True)[1].ravel()
    assert agreement(colors, predict(places)) > 0.99, (
        "places with one predicted label should have one colour, and other labels other colours: the regions do not lie where `predict` puts them"
    )


def test_plot_decision_boundary_gives_each_label_one_colour_and_nothing_between(plot_decision_boundary, rng):
    # slanted borders: a seam along a straight one could lie between the places of the raster that we look at
    X, y, predict, from_border = three_regions(rng, slant=0.4)
    panel, _ = main_panel(drawn(plot_decision_boundary(predict, X.copy(), y.copy())))
    assert panel.regions, "there should be filled regions"
    places = rng.uniform(X.min(axis=0), X.max(axis=0), size=(4000, 2))
    far = from_border(places) > 0.1
    foreign = max(of_other_colours(region.at(places), far).mean() for region in panel.regions)
    # of 4000 places eight: the thinnest seam, of a grid of 400, holds more
    assert foreign < 0.002, (
        f"the regions should have one colour a label, and {foreign:.1%} of the picture, at the borders, has others: labels are names and no amounts, and between two of them there is nothing. With contourf, draw one class at a time: `labels == k`, with levels 0.5 and 1.5"
    )


def test_plot_decision_boundary_points_do_not_wear_another_class_s_colour(plot_decision_boundary, rng):
    """draws no class in the colour of another one's region"""
    panel, found, y, ground = on_their_own_regions(plot_decision_boundary, rng)
    colors = np.concatenate([points.colors for points in panel.points])
    colors = colors[[numbers[-1] for numbers in found], :3]
    points = [np.median(colors[y == label], axis=0) for label in range(3)]
    for a, b in itertools.permutations(range(3), 2):
        assert not (hue(points[a], ground[b]) > 0.98 and hue(points[b], ground[b]) < 0.8), (
            f"a point stands on its own colour where `predict` is right; here the points of class {a} have the colour of region {b}, and those of class {b} have another"
        )


def on_their_own_regions(plot, rng):
    """(panel, numbers of the points at each row of X, labels, colour of the region of each label), where every point is right."""
    X, _, predict, from_border = three_regions(rng)
    y = predict(X)
    panel, _ = main_panel(drawn(plot(predict, X.copy(), y.copy())))
    found = [at(panel, one) for one in X]
    assert panel.regions and all(map(len, found)), (
        "there should be filled regions, and every row of X as a point"
    )
    places = rng.uniform(X.min(axis=0), X.max(axis=0), size=(2000, 2))
    places = places[from_border(places) > 0.1]
    shown, labels = panel.color_at(places), predict(places)
    return panel, found, y, [np.median(shown[labels == label], axis=0) for label in range(3)]


def stands_out(panel, numbers, ground):
    """Whether something of what is drawn at a place, inside or edge, differs from the colour of the ground."""
    inside = np.concatenate([points.colors for points in panel.points])[numbers]
    edges = np.concatenate([points.edges for points in panel.points])[numbers]
    shown = [color[3] * color[:3] + (1 - color[3]) * ground for color in (*inside, *edges)]
    return any(np.abs(color - ground).max() > 0.07 for color in shown)


def hue(one, other):
    """1 where two RGB colours are of one hue, however pale; less the more they differ; 0 where one of them is grey or nearly."""
    a, b = (np.asarray(color) - np.mean(color) for color in (one, other))
    sizes = np.linalg.norm(a), np.linalg.norm(b)
    return a @ b / np.prod(sizes) if min(sizes) > 0.03 else 0.0


def of_other_colours(colors, far):
    """Which of the colours RGBA (n, 4) are none of those far from any border."""
    known = np.unique(colors[far].round(3), axis=0)
    return (np.abs(colors[:, None] - known).max(axis=2) > 0.02).all(axis=1)


@pytest.mark.form
def test_plot_decision_boundary_shows_every_example(plot_decision_boundary, rng):
    X, y, predict, _ = three_regions(rng)
    panel, _ = main_panel(drawn(plot_decision_boundary(predict, X.copy(), y.copy())))
    assert panel.points, "the points of X should be drawn, and there are none"
    missing = X[[not at(panel, one).size for one in X]]
    assert not len(missing), (
        f"every row of X should be a point, with X[:, 0] to the right; {len(missing)} of {len(X)} are missing"
    )


def at(panel, place):
    """The numbers of the points that lie at a place, in the order of drawing."""
    apart = np.abs(panel.all_points()["xy"] - place)
    return np.flatnonzero((apart < 1e-4 * np.array([20.0, 3.0])).all(axis=1))


def test_plot_decision_boundary_draws_the_points_on_top_of_the_regions(plot_decision_boundary, rng):
    """draws the points on top of the regions, and so that they are seen there"""
    X, y, predict, _ = three_regions(rng)
    panel, _ = main_panel(drawn(plot_decision_boundary(predict, X.copy(), y.copy())))
    assert panel.regions, "there should be filled regions below the points"
    back = max(region.order for region in panel.regions)
    over = [points.xy for points in panel.points if points.order > back]
    over = np.concatenate([np.zeros((0, 2)), *over])
    covered = [one for one in X if not (np.abs(over - one) < 1e-4 * np.array([20.0, 3.0])).all(axis=1).any()]
    assert panel.points and not covered, (
        "the points should lie on top of the regions: draw them after the regions, or with a larger zorder"
    )
    panel, found, y, ground = on_their_own_regions(plot_decision_boundary, rng)
    hidden = [numbers for numbers, label in zip(found, y) if not stands_out(panel, numbers, ground[label])]
    assert not hidden, (
        f"a point should be seen on the region of its own class too; {len(hidden)} of {len(y)} have just the colour of the ground there: make the regions paler (`alpha`), or give the points an edge"
    )


@pytest.mark.form
def test_plot_decision_boundary_tells_the_classes_of_the_points_apart(plot_decision_boundary, rng):
    X, y, predict, _ = three_regions(rng)
    panel, _ = main_panel(drawn(plot_decision_boundary(predict, X.copy(), y.copy())))
    found = [at(panel, one) for one in X]
    assert all(map(len, found)), "every row of X should be drawn as a point"
    styles = panel.all_points()["style"]
    looks = [tuple(styles[numbers]) for numbers in found]  # several, where a point was drawn more than once
    classes = [{label for label, own in zip(y, looks) if own == look} for look in set(looks)]
    assert len(classes) < len(X), "points of one class should look alike"
    assert all(len(own) == 1 for own in classes), (
        "points of different classes (y) should differ in colour or marker, and some look the same"
    )


@pytest.mark.form
def test_plot_decision_boundary_labels_its_axes(plot_decision_boundary, rng):
    X, y, predict, _ = three_regions(rng)
    picture = drawn(plot_decision_boundary(predict, X.copy(), y.copy()))
    across, up = picture.labels(main_panel(picture)[1])
    for name, label in (("horizontal", across), ("vertical", up)):
        assert label.strip(), f"the {name} axis should have a label"
    assert across != up, f"both axes are called “{up}”, and they show different coordinates"


@pytest.mark.form
def test_plot_decision_boundary_limits_cover_the_data(plot_decision_boundary, rng):
    """shows all the data within its axes"""
    X, y, predict, _ = three_regions(rng)
    panel, _ = main_panel(drawn(plot_decision_boundary(predict, X.copy(), y.copy())))
    for name, limits, values in (("horizontal", panel.xlim, X[:, 0]), ("vertical", panel.ylim, X[:, 1])):
        covers = limits.min() <= values.min() and limits.max() >= values.max()
        assert covers, (
            f"the {name} axis should cover the data, {values.min():.4g} to {values.max():.4g}, and it shows {limits.min():.4g} to {limits.max():.4g}"
        )


@pytest.mark.form
def test_plot_decision_boundary_makes_a_new_figure_at_each_call(plot_decision_boundary, rng):
    X, y, predict, _ = three_regions(rng)
    draws_a_figure_of_its_own(plot_decision_boundary, predict, X, y)


@pytest.mark.form
def test_plot_decision_boundary_takes_any_kind_of_numbers_and_leaves_them_alone(plot_decision_boundary, rng):
    X = rng.integers(-4, 5, size=(12, 2))
    X[:2] = [[-5, -5], [5, 5]]
    y = np.arange(12) % 2
    drawn(plot_decision_boundary(corners, X.copy(), y.copy()))
    pure(plot_decision_boundary, corners, X, y)
    drawn(plot_decision_boundary(corners, strided(X.astype(np.float32)), strided(y)))


# --- plot_history ------------------------------------------------------------------------------------------

NAMES = {
    "train_loss": "the training loss",
    "val_loss": "the validation loss",
    "train_acc": "the training accuracy",
    "val_acc": "the validation accuracy",
}


def a_history(rng, epochs=12):
    """Four curves that nobody can take for each other; losses from 1.1 on, accuracies below 1."""
    start = {"train_loss": 2.0, "val_loss": 1.1, "train_acc": 0.3, "val_acc": 0.6}
    return {name: (low + 0.3 * np.sort(rng.uniform(size=epochs))).tolist() for name, low in start.items()}


def curves_of(picture, history):
    """Name → [(number of the panel, curve)] for the four lists of the history; accuracy may be in percent."""
    found = {name: [] for name in NAMES}
    for i, panel in enumerate(picture.panels):
        for curve in panel.lines:
            for name, values in history.items():
                scales = (1, 100) if name.endswith("acc") else (1,)
                if any(
                    curve.y.shape == (len(values),)
                    and np.allclose(curve.y, scale * np.array(values), rtol=1e-5)
                    for scale in scales
                ):
                    found[name].append((i, curve))
        for points in panel.points:
            for name, values in history.items():
                scales = (1, 100) if name.endswith("acc") else (1,)
                if any(
                    points.xy.shape == (len(values), 2)
                    and np.allclose(points.xy[:, 1], scale * np.array(values), rtol=1e-5)
                    for scale in scales
                ):
                    found[name].append((i, points))
    return found


def demand(found, *names):
    for name in names:
        assert found[name], (
            f'{NAMES[name]}, `history["{name}"]`, should be drawn as a curve over the epochs, and it is not there'
        )


@pytest.mark.form
def test_plot_history_returns_a_figure(plot_history, rng):
    drawn(plot_history(a_history(rng)))


def test_plot_history_shows_the_loss_in_training_and_validation(plot_history, rng):
    history = a_history(rng)
    demand(curves_of(drawn(plot_history(copy.deepcopy(history))), history), "train_loss", "val_loss")


def test_plot_history_shows_the_accuracy_in_training_and_validation(plot_history, rng):
    history = a_history(rng)
    demand(curves_of(drawn(plot_history(copy.deepcopy(history))), history), "train_acc", "val_acc")


def test_plot_history_gives_loss_and_accuracy_axes_of_their_own(plot_history, rng):
    history = a_history(rng)
    found = curves_of(drawn(plot_history(copy.deepcopy(history))), history)
    demand(found, *NAMES)
    losses, accuracies = (
        {i for name in names for i, _ in found[name]}
        for names in (("train_loss", "val_loss"), ("train_acc", "val_acc"))
    )
    assert not losses & accuracies, (
        "loss and accuracy should have axes of their own, two panels or a twin axis: they are different quantities"
    )


def test_plot_history_labels_every_axis(plot_history, rng):
    history = a_history(rng)
    picture = drawn(plot_history(copy.deepcopy(history)))
    found = curves_of(picture, history)
    demand(found, *NAMES)
    for i in sorted({i for places in found.values() for i, _ in places}):
        for name, label in zip(("horizontal", "vertical"), picture.labels(i)):
            assert label.strip(), f"the {name} axis of panel {i + 1} should have a label"


@pytest.mark.form
def test_plot_history_has_a_legend(plot_history, rng):
    picture = drawn(plot_history(a_history(rng)))
    entries = {entry.text.strip() for entry in all_entries(picture)} - {""}
    assert entries, "there should be a legend: a `label` on each curve, then `legend()`"
    assert len(entries) >= 2, "the legend should name training and validation, and it names one curve only"


def test_plot_history_legend_tells_the_curves_apart(plot_history, rng):
    """has curves that can be told apart, and a legend for all of them"""
    history = a_history(rng)
    picture = drawn(plot_history(copy.deepcopy(history)))
    found = curves_of(picture, history)
    demand(found, *NAMES)
    curves = {name: places[0] for name, places in found.items()}
    for one, other in itertools.combinations(NAMES, 2):
        (i, a), (j, b) = curves[one], curves[other]
        together = np.allclose(picture.panels[i].position, picture.panels[j].position)
        assert not together or look_of(a) != look_of(b), (
            f"{NAMES[one]} and {NAMES[other]} lie in the same frame and look the same: give them colours or styles of their own, also where each has axes of its own (a twin begins with the first colour again)"
        )
    for (
        name
    ) in curves:  # a curve may be drawn as a line and its points once more, and either of them be named
        partner = curves[{"train": "val", "val": "train"}[name[: name.index("_")]] + name[name.index("_") :]][
            1
        ]
        pairs = itertools.product(all_entries(picture), found[name])
        assert any(names_it(entry, name, one, partner) for entry, (_, one) in pairs), (
            f"the legend should name every curve, and {NAMES[name]} is not in it: call `legend` on each of the axes, or hand it the curves of both"
        )


def look_of(curve):
    """How a curve is drawn."""
    if hasattr(curve, "linestyle"):
        return curve.color, curve.linestyle, curve.marker
    return tuple(curve.colors[0].round(3)), "", str(curve.shapes[0])


def names_it(entry, name, curve, partner):
    """Whether a line of a legend speaks of a curve: by its look, by its label, or by its style where that is enough."""
    if not entry.text.strip():
        return False
    if entry.text == curve.label or (entry.color, entry.linestyle, entry.marker) == look_of(curve):
        return True
    other = "loss" if name.endswith("acc") else "acc"
    style, own, next_to_it = (entry.linestyle, entry.marker), look_of(curve)[1:], look_of(partner)[1:]
    return style == own != next_to_it and other not in entry.text.lower()


def all_entries(picture):
    return [*picture.legend, *(entry for panel in picture.panels for entry in panel.legend)]


def test_plot_history_names_each_curve_as_what_it_is(plot_history, rng):
    history = a_history(rng)
    picture = drawn(plot_history(copy.deepcopy(history)))
    found = curves_of(picture, history)
    demand(found, *NAMES)
    for name, places in found.items():
        i, curve = places[0]
        text = said_of(picture, i, curve)
        told = {"train": "train" in text, "val": bool(re.search(r"\bval(\b|_|id)", text))}  # not "value"
        for own, other in (("train", "val"), ("val", "train")):
            mixed_up = name.startswith(own) and told[other] and not told[own]
            assert not mixed_up, f"the curve called “{text}” shows {NAMES[name]}"
        for own, other in (("loss", "acc"), ("acc", "loss")):
            for words in (text, picture.panels[i].ylabel.lower()):
                assert not (name.endswith(own) and other in words and own not in words), (
                    f"“{words}” stands at {NAMES[name]}"
                )


@pytest.mark.form
def test_plot_history_gives_no_name_of_a_curve_to_another_line(plot_history, rng):
    history = a_history(rng)
    picture = drawn(plot_history(copy.deepcopy(history)))
    found = curves_of(picture, history)
    demand(found, *NAMES)
    curves = [curve for places in found.values() for _, curve in places]
    for i, panel in enumerate(picture.panels):
        known = {curve.label for places in found.values() for j, curve in places if i == j}
        others = [line for line in panel.lines if not any(line is curve for curve in curves)]
        named = [line.label for line in others if line.label in known and not line.label.startswith("_")]
        assert not named, (
            f"a line called “{named[0]}” shows none of the four lists: `plot` takes the epochs, then the values, then a format"
        )


def said_of(picture, i, curve):
    """What the legend says of a curve, in small letters; empty where that is not sure."""
    if curve.label and not curve.label.startswith("_"):
        return curve.label.lower()
    look = (getattr(curve, "color", None), getattr(curve, "linestyle", None), getattr(curve, "marker", None))
    texts = {
        entry.text
        for entry in picture.panels[i].legend or picture.legend
        if (entry.color, entry.linestyle, entry.marker) == look
    }
    return texts.pop().lower() if len(texts) == 1 else ""


def test_plot_history_gives_each_axis_its_own_name(plot_history, rng):
    history = a_history(rng)
    picture = drawn(plot_history(copy.deepcopy(history)))
    found = curves_of(picture, history)
    demand(found, *NAMES)
    for name, places in found.items():
        across, up = (label.lower() for label in picture.labels(places[0][0]))
        exchanged = "epoch" not in across and ("loss" in across or "acc" in across)
        assert not exchanged, (
            f"the axis that runs over the epochs is called “{across}”, and the one that shows {NAMES[name]} “{up}”"
        )


def test_plot_history_runs_over_any_number_of_epochs_from_left_to_right(plot_history, rng):
    for epochs in (1, 40):
        history = a_history(rng, epochs)
        found = curves_of(drawn(plot_history(copy.deepcopy(history))), history)
        demand(found, *NAMES)
        for name, places in found.items():
            x = places[0][1].x if hasattr(places[0][1], "x") else places[0][1].xy[:, 0]
            assert (np.diff(x) > 0).all(), f"the epochs of {NAMES[name]} should grow from left to right"


def test_plot_history_has_its_curves_in_view(plot_history):
    start = {"train_loss": 2.0, "val_loss": 1.1, "train_acc": 0.3, "val_acc": 0.6}
    history = {name: np.linspace(low, low + 0.3, 12).tolist() for name, low in start.items()}
    picture = drawn(plot_history(copy.deepcopy(history)))
    found = curves_of(picture, history)
    demand(found, *NAMES)
    for name, places in found.items():
        i, curve = places[0]
        panel, xy = (
            picture.panels[i],
            curve.xy if hasattr(curve, "xy") else np.column_stack([curve.x, curve.y]),
        )
        low, high = np.transpose([np.sort(panel.xlim), np.sort(panel.ylim)])
        seen = ((xy >= low) & (xy <= high)).all(axis=1)
        shown = f"{low[1]:.4g} to {high[1]:.4g}"
        assert seen.any(), (
            f"{NAMES[name]} should be in view, and it lies outside: it runs from {xy[0, 1]:.4g} to {xy[-1, 1]:.4g}, and its vertical axis shows {shown}"
        )


@pytest.mark.form
def test_plot_history_makes_a_new_figure_at_each_call(plot_history, rng):
    draws_a_figure_of_its_own(plot_history, a_history(rng))


@pytest.mark.form
def test_plot_history_leaves_the_history_alone(plot_history, rng):
    pure(plot_history, a_history(rng))


# --- milestone ---------------------------------------------------------------------------------------------


@pytest.mark.milestone
def test_milestone_a_line_cannot_do_xor_and_a_hidden_layer_can(
    make_xor, confusion_matrix, plot_decision_boundary, reference, rng
):
    """a line cannot do XOR, and a hidden layer can"""
    (X, y), (X_val, y_val) = make_xor(600, 0.02, rng), make_xor(2000, 0.02, rng)
    right = []
    for sizes in ([2, 2], [2, 32, 2]):
        params = reference.init_params(sizes, rng)
        for _ in range(60):
            params = reference.train_epoch(X, y, params, 20, 0.3, rng)
        counts = confusion_matrix(y_val, reference.predict(X_val, params), 2)
        right.append(np.trace(counts) / np.sum(counts))
    # The best half-plane gets 2/3 right; 75 % of 2000 would be eight standard deviations above.
    assert right[0] <= 0.75, (
        f"a linear model should get at most 75 % of held-out XOR right, and it got {right[0]:.0%}"
    )
    assert right[1] >= 0.9, (
        f"a network with a hidden layer should get at least 90 % of held-out XOR right, and it got {right[1]:.0%}"
    )
    panel, _ = main_panel(
        drawn(plot_decision_boundary(lambda P: reference.predict(P, params), X_val[:300], y_val[:300]))
    )
    quarters = np.array([[-0.6, -0.6], [0.6, -0.6], [-0.6, 0.6], [0.6, 0.6]])
    colors = np.unique(panel.color_at(quarters).round(3), axis=0, return_inverse=True)[1].ravel()
    assert agreement(colors, np.array([0, 1, 1, 0])) == 1, (
        "the picture should show opposite quarters in one colour, neighbours in two"
    )
