"""What wrong looks like: decision boundaries."""

import numpy as np

from autograder.reference import make_grid, make_spirals, predict_grid

# --- make_xor ----------------------------------------------------------------------------------------------


def _label(X):
    return (X[:, 0] * X[:, 1] < 0).astype(int)


def _xor(n, noise, rng, X=None, label=_label, moved=None):
    """A right data set with one part exchanged: the points as they are drawn, their labels, how they are moved."""
    X = rng.uniform(-1, 1, size=(n, 2)) if X is None else X
    return X + (rng.normal(0, noise, size=(n, 2)) if moved is None else moved()), label(X)


def make_xor__label_after_the_noise(n, noise, rng):
    """Your labels are computed from the noisy points, so every point carries the label of the place where it ended up. Label the
    points where they were drawn; the noise then moves points and leaves labels alone."""
    X, _ = _xor(n, noise, rng)
    return X, _label(X)


def make_xor__label_1_where_the_signs_agree(n, noise, rng):
    """Your labels are the other way round: 1 where the signs agree. XOR, "exclusive or", is 1 where exactly one of the two is positive."""
    return _xor(n, noise, rng, label=lambda X: 1 - _label(X))


def make_xor__noise_left_out(n, noise, rng):
    """Your points stay where they were drawn: `noise` is not used."""
    return _xor(n, noise, rng, moved=lambda: 0)


def make_xor__one_quadrant(n, noise, rng):
    """Your points all lie between 0 and 1, where no sign ever differs, so every label is 0. The square reaches from −1 to 1 in both directions."""
    return _xor(n, noise, rng, rng.uniform(0, 1, size=(n, 2)))


def make_xor__four_spots(n, noise, rng):
    """Your points lie on four spots, the corners, before the noise moves them. They should be spread over the whole square."""
    return _xor(n, noise, rng, rng.choice([-1.0, 1.0], size=(n, 2)))


def make_xor__gaussian_points(n, noise, rng):
    """Your points come from a normal distribution, which has no edges. Before the noise they lie in the square from −1 to 1, spread evenly: `rng.uniform`."""
    return _xor(n, noise, rng, rng.normal(0, 1, size=(n, 2)))


def make_xor__same_noise_on_both_coordinates(n, noise, rng):
    """Your noise is one number a point, added to both coordinates, so points move along the diagonal only. Draw one number for each coordinate."""
    return _xor(n, noise, rng, moved=lambda: rng.normal(0, noise, size=(n, 1)))


def make_xor__one_noise_for_all_points(n, noise, rng):
    """Your noise is drawn once and added to every point: the whole cloud moves and nothing scatters. Each point needs noise of its own; look at `size`."""
    return _xor(n, noise, rng, moved=lambda: rng.normal(0, noise, size=2))


def make_xor__one_number_of_noise(n, noise, rng):
    """Your noise is a single number, added to everything: the whole cloud moves and nothing scatters. Each coordinate of each point needs noise of its own; look at `size`."""
    return _xor(n, noise, rng, moved=lambda: rng.normal(0, noise))


def make_xor__noise_added_undrawn(n, noise, rng):
    """You add the number `noise` itself: every point moves by the same step, to the upper right. `noise` is the standard deviation of the noise, which is drawn from `rng`, one number for each coordinate of each point."""
    return _xor(n, noise, rng, moved=lambda: noise)


def make_xor__noise_squared(n, noise, rng):
    """Your noise has the standard deviation `noise`². `noise` itself is to be the standard deviation, which is what `rng.normal` takes as its scale."""
    return _xor(n, noise**2, rng)


def make_xor__first_two_points_for_the_coordinates(n, noise, rng):
    """Your label comes of `X[0]` and `X[1]`, the first two *points*. The two coordinates of all points are the columns of X."""
    return _xor(n, noise, rng, label=lambda X: (X[0] * X[1] < 0).astype(int))


def make_xor__uniform_noise(n, noise, rng):
    """Your noise is uniform between −noise and noise. It should be Gaussian with `noise` as its standard deviation."""
    return _xor(n, noise, rng, moved=lambda: rng.uniform(-noise, noise, size=(n, 2)))


def make_xor__noise_as_variance(n, noise, rng):
    """Your noise has the variance `noise`. It should have the standard deviation `noise`: that is what `rng.normal` calls its scale."""
    return _xor(n, np.sqrt(noise), rng)


def make_xor__scale_of_the_noise_left_out(n, noise, rng):
    """Your noise has a standard deviation of 1 whatever `noise` is. `noise` is to be its standard deviation, which `rng.normal` takes as its scale; the first argument of `rng.normal` is the mean."""
    return _xor(n, noise, rng, moved=lambda: rng.normal(noise, size=(n, 2)))


def make_xor__labels_not_integers(n, noise, rng):
    """Your labels are True and False, as a comparison gives them. Labels are the integers 0 and 1: they will be used as indices."""
    return _xor(n, noise, rng, label=lambda X: _label(X) > 0)


def make_xor__float_labels(n, noise, rng):
    """Your labels are floats, as `np.zeros` and `np.sign` make them. Labels are the integers 0 and 1: they will be used as indices."""
    return _xor(n, noise, rng, label=lambda X: _label(X).astype(float))


def make_xor__points_in_columns(n, noise, rng):
    """Your `X` has one column a point. Rows are examples: the shape is (n, 2)."""
    X, y = _xor(n, noise, rng)
    return X.T, y


def make_xor__or_for_xor(n, noise, rng):
    """Your label is 1 where at least one of the two coordinates is positive: that is "or". XOR, "exclusive or", is 1 where exactly one of them is."""
    return _xor(n, noise, rng, label=lambda X: (X > 0).any(axis=1).astype(int))


def make_xor__labels_flipped_by_noise(n, noise, rng):
    """Your noise turns labels round and leaves the points where they are. Here it is the other way: points move, and labels stay."""
    X, y = _xor(n, noise, rng, moved=lambda: 0)
    return X, np.where(rng.random(n) < noise, 1 - y, y)


def make_xor__labels_of_minus_one_and_one(n, noise, rng):
    """Your labels are −1 and 1. In this course labels count from 0: they are 0 and 1."""
    return _xor(n, noise, rng, label=lambda X: 2 * _label(X) - 1)


def make_xor__labels_in_a_column(n, noise, rng):
    """Your `y` has shape (n, 1). Labels are one number an example, shape (n,)."""
    return _xor(n, noise, rng, label=lambda X: _label(X)[:, None])


def make_xor__own_generator(n, noise, rng):
    """Your points come from a generator of your own, with a fixed seed, so they are the same whatever `rng` is. Draw everything from `rng`."""
    return _xor(n, noise, np.random.default_rng(0))


# --- make_spirals ------------------------------------------------------------------------------------------


def _spirals(n_per_class, n_classes, noise, rng, turn=5.0, between=None, radius=None, y=None):
    """Right spirals with one part exchanged: the turn of an arm, the angle between two, the radii, the labels."""
    y = np.repeat(np.arange(n_classes), n_per_class) if y is None else y
    radius = np.tile(np.linspace(0.1, 1, n_per_class), n_classes) if radius is None else radius
    between = 2 * np.pi / n_classes if between is None else between
    angle = turn * radius + between * y + rng.normal(0, noise, size=len(y))
    return radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)]), y


def _turned(X, angle):
    """The points, turned about the origin."""
    return X @ [[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]]


def make_spirals__arms_coincide(n_per_class, n_classes, noise, rng):
    """Your arms all start at the same angle and lie on top of each other. Arm k starts k/n_classes of a full turn further on."""
    return _spirals(n_per_class, n_classes, noise, rng, between=0.0)


def make_spirals__arms_half_a_turn_apart(n_per_class, n_classes, noise, rng):
    """The distance between your arms fits two classes only. A full turn, shared by n_classes arms, gives it."""
    return _spirals(n_per_class, n_classes, noise, rng, between=np.pi)


def make_spirals__arms_by_degrees(n_per_class, n_classes, noise, rng):
    """You share 360 among the arms, which is a full turn in degrees. `np.cos` and `np.sin` take radians, where a full turn is 2π."""
    return _spirals(n_per_class, n_classes, noise, rng, between=360 / n_classes)


def make_spirals__arms_within_half_a_turn(n_per_class, n_classes, noise, rng):
    """You share π among the arms, which is half a turn: they all start on one side. A full turn is 2π."""
    return _spirals(n_per_class, n_classes, noise, rng, between=np.pi / n_classes)


def make_spirals__last_arm_on_the_first(n_per_class, n_classes, noise, rng):
    """You divide the full turn by n_classes − 1, as `np.linspace(0, 2 * np.pi, n_classes)` does, so the last arm lies on the first. Between n arms on a circle there are n gaps."""
    return _spirals(n_per_class, n_classes, noise, rng, between=2 * np.pi / max(n_classes - 1, 1))


def make_spirals__straight_arms(n_per_class, n_classes, noise, rng):
    """Your arms are straight: the angle is the same along the whole arm. A spiral's angle grows with its radius."""
    return _spirals(n_per_class, n_classes, noise, rng, turn=0.0)


def make_spirals__circles(n_per_class, n_classes, noise, rng):
    """Your classes lie on circles: the angle changes and the radius does not. A spiral's radius grows along the arm."""
    y = np.repeat(np.arange(n_classes), n_per_class)
    angle = np.tile(np.linspace(0, 2 * np.pi, n_per_class), n_classes) + rng.normal(0, noise, size=len(y))
    return (1.0 + y)[:, None] * np.column_stack([np.cos(angle), np.sin(angle)]), y


def make_spirals__labels_in_another_order(n_per_class, n_classes, noise, rng):
    """Your labels do not follow the points: the points come arm by arm and the labels 0, 1, 2, 0, 1, 2, or the other way round. Row i of `X` belongs to `y[i]`."""
    X, _ = _spirals(n_per_class, n_classes, noise, rng)
    return X, np.tile(np.arange(n_classes), n_per_class)


def make_spirals__shuffled_apart(n_per_class, n_classes, noise, rng):
    """Your points were shuffled and their labels were not. Draw one order and use it for both."""
    X, y = _spirals(n_per_class, n_classes, noise, rng)
    return rng.permutation(X), y


def make_spirals__radius_grows_from_arm_to_arm(n_per_class, n_classes, noise, rng):
    """Your radius grows through all the points, so the first arm is short and near the middle and the last far out. Every arm runs over the same radii, from the middle outwards."""
    radius = np.linspace(0, 1, n_per_class * n_classes)
    return _spirals(n_per_class, n_classes, noise, rng, radius=radius)


def make_spirals__radius_of_the_text_grows_from_arm_to_arm(n_per_class, n_classes, noise, rng):
    """Your radius grows through all the points, so the first arm is short and near the middle and the last far out. Every arm runs over the same radii, from the middle outwards."""
    radius = np.linspace(0.1, 1, n_per_class * n_classes)
    return _spirals(n_per_class, n_classes, noise, rng, radius=radius)


def make_spirals__radius_and_angle_returned(n_per_class, n_classes, noise, rng):
    """Your two columns are the radius and the angle. `X` holds coordinates: both are computed from radius and angle, with the cosine and the sine."""
    y = np.repeat(np.arange(n_classes), n_per_class)
    radius = np.tile(np.linspace(0.1, 1, n_per_class), n_classes)
    angle = 5 * radius + 2 * np.pi * y / n_classes + rng.normal(0, noise, size=len(y))
    return np.column_stack([radius, angle]), y


def make_spirals__arms_where_the_last_ended(n_per_class, n_classes, noise, rng):
    """Your arms turn by 4 radians, and each starts where the one before it ended. Three arms come out nearly even, other numbers do not: arm k starts k/n_classes of a full turn after arm 0."""
    y = np.repeat(np.arange(n_classes), n_per_class)
    radius = np.tile(np.linspace(0.0, 1, n_per_class), n_classes)
    angle = np.tile(np.linspace(0, 4, n_per_class), n_classes) + 4 * y + rng.normal(size=len(y)) * noise
    return radius[:, None] * np.column_stack([np.sin(angle), np.cos(angle)]), y


def make_spirals__labels_and_radii_in_step(n_per_class, n_classes, noise, rng):
    """Your labels and your radii are both repeated end to end, so they run in step and an arm gets some of the radii only. One of the two repeats each value, the other the whole line: `np.repeat` and `np.tile`."""
    y = np.tile(np.arange(n_classes), n_per_class)
    return _spirals(n_per_class, n_classes, noise, rng, y=y)


def make_spirals__total_instead_of_each(n_per_class, n_classes, noise, rng):
    """You made n_per_class points in all. That many belong to each class: the arrays have n_per_class · n_classes rows."""
    return _spirals(n_per_class // n_classes, n_classes, noise, rng)


def make_spirals__noise_left_out(n_per_class, n_classes, noise, rng):
    """Your points lie exactly on their arms: `noise` is not used."""
    return _spirals(n_per_class, n_classes, 0.0, rng)


def make_spirals__one_number_of_noise(n_per_class, n_classes, noise, rng):
    """Your noise is a single number, the same for every point: the whole picture moves and nothing scatters. Each point needs noise of its own; look at `size`."""
    X, y = _spirals(n_per_class, n_classes, 0.0, np.random.default_rng(0))
    return _turned(X, rng.normal(0, noise)), y


def make_spirals__float_labels(n_per_class, n_classes, noise, rng):
    """Your labels are floats, as `np.zeros` and `np.concatenate` make them. Labels are integers: they will be used as indices."""
    X, y = _spirals(n_per_class, n_classes, noise, rng)
    return X, y.astype(float)


def make_spirals__labels_from_one(n_per_class, n_classes, noise, rng):
    """Your labels start at 1. In this course labels count from 0 to n_classes − 1."""
    X, y = _spirals(n_per_class, n_classes, noise, rng)
    return X, y + 1


def make_spirals__classes_counted_from_one(n_per_class, n_classes, noise, rng):
    """Your labels start at 1. In this course labels count from 0 to n_classes − 1."""
    X, y = _spirals(n_per_class, n_classes, noise, rng)
    return _turned(X, 2 * np.pi / n_classes), y + 1


def make_spirals__labels_in_a_column(n_per_class, n_classes, noise, rng):
    """Your `y` has shape (n, 1). Labels are one number an example, shape (n,)."""
    X, y = _spirals(n_per_class, n_classes, noise, rng)
    return X, y[:, None]


def make_spirals__points_in_columns(n_per_class, n_classes, noise, rng):
    """Your `X` has one column a point. Rows are examples: the shape is (n, 2)."""
    X, y = _spirals(n_per_class, n_classes, noise, rng)
    return X.T, y


def make_spirals__three_arms_always(n_per_class, n_classes, noise, rng):
    """You made three arms whatever `n_classes` is."""
    return _spirals(n_per_class, 3, noise, rng)


def make_spirals__gaps_of_three_arms(n_per_class, n_classes, noise, rng):
    """Your arms start a third of a turn apart whatever `n_classes` is. The full turn is shared by n_classes arms."""
    return _spirals(n_per_class, n_classes, noise, rng, between=2 * np.pi / 3)


def make_spirals__own_generator(n_per_class, n_classes, noise, rng):
    """Your points come from a generator of your own, with a fixed seed, so they are the same whatever `rng` is. Draw everything from `rng`."""
    return make_spirals(n_per_class, n_classes, noise, np.random.default_rng(0))


# --- make_grid ---------------------------------------------------------------------------------------------


def _lines(X, resolution, margin):
    return _between(X.min(axis=0) - margin, X.max(axis=0) + margin, resolution)


def _between(low, high, resolution, **how):
    """The coordinates of the lines of a grid, from low to high in both directions."""
    return tuple(np.linspace(low[k], high[k], resolution, **how) for k in (0, 1))


def make_grid__matrix_indexing(X, resolution=100, margin=0.5):
    """Your grids are transposed: x changes from row to row, as `indexing="ij"` makes it. With NumPy's default, x changes along a row and y from row to row."""
    return tuple(np.meshgrid(*_lines(X, resolution, margin), indexing="ij"))


def make_grid__coordinates_swapped(X, resolution=100, margin=0.5):
    """You return the two grids in the wrong order. `xx`, the first coordinate, comes first."""
    return tuple(np.meshgrid(*_lines(X, resolution, margin)))[::-1]


def make_grid__columns_exchanged(X, resolution=100, margin=0.5):
    """Your `xx` covers the second coordinate and your `yy` the first. X[:, 0] runs along a row of the grid, X[:, 1] from row to row."""
    return make_grid(X[:, ::-1], resolution, margin)


def make_grid__margin_left_out(X, resolution=100, margin=0.5):
    """Your grid ends at the outermost points: `margin` is not used. Leave that much room on every side."""
    return tuple(np.meshgrid(*_lines(X, resolution, 0)))


def make_grid__margin_on_one_side(X, resolution=100, margin=0.5):
    """Your grid has room at its upper end only: it starts at the smallest coordinate itself. The margin belongs on both sides."""
    return tuple(np.meshgrid(*_between(X.min(axis=0), X.max(axis=0) + margin, resolution)))


def make_grid__margin_added_to_the_start(X, resolution=100, margin=0.5):
    """Your margin cuts into the data: it is added where the grid starts, or taken off where it ends. The grid should start below the smallest coordinate and end above the largest."""
    return tuple(np.meshgrid(*_lines(X, resolution, -margin)))


def make_grid__margin_left_out_at_the_end(X, resolution=100, margin=0.5):
    """Your grid has room at its lower end only: it ends at the largest coordinate itself. The margin belongs on both sides."""
    return tuple(np.meshgrid(*_between(X.min(axis=0) - margin, X.max(axis=0), resolution)))


def make_grid__shifted_by_the_margin(X, resolution=100, margin=0.5):
    """You add the margin at both ends, which moves the grid and does not widen it. It should start below the smallest coordinate and end above the largest."""
    return tuple(np.meshgrid(*_between(X.min(axis=0) + margin, X.max(axis=0) + margin, resolution)))


def make_grid__margin_taken_off_at_both_ends(X, resolution=100, margin=0.5):
    """You take the margin off at both ends, which moves the grid and does not widen it. It should start below the smallest coordinate and end above the largest."""
    return tuple(np.meshgrid(*_between(X.min(axis=0) - margin, X.max(axis=0) - margin, resolution)))


def make_grid__margin_as_a_factor(X, resolution=100, margin=0.5):
    """You multiply by 1 − margin and 1 + margin. Then the room depends on where zero lies; the margin is a distance, the same on every side."""
    return tuple(
        np.meshgrid(*_between(X.min(axis=0) * (1 - margin), X.max(axis=0) * (1 + margin), resolution))
    )


def make_grid__margin_as_a_fraction(X, resolution=100, margin=0.5):
    """Your margin is a fraction of the span of the data. It is a distance, in the units of the data, the same in both directions."""
    return tuple(np.meshgrid(*_lines(X, resolution, margin * np.ptp(X, axis=0))))


def make_grid__one_range_for_both(X, resolution=100, margin=0.5):
    """You took one minimum and one maximum of all numbers. Each direction has its own: look at `axis`."""
    line = np.linspace(X.min() - margin, X.max() + margin, resolution)
    return tuple(np.meshgrid(line, line))


def make_grid__first_coordinate_twice(X, resolution=100, margin=0.5):
    """Both of your directions have the range of the first coordinate. The second one, X[:, 1], has a range of its own."""
    return make_grid(X[:, [0, 0]], resolution, margin)


def make_grid__rows_for_columns(X, resolution=100, margin=0.5):
    """Your ranges come from rows of X, the first two examples, as X[0] and X[1] or a minimum along axis 1 give them. The coordinates are the columns of X."""
    lines = [np.linspace(X[i].min() - margin, X[i].max() + margin, resolution) for i in (0, 1)]
    return tuple(np.meshgrid(*lines))


def make_grid__end_left_out(X, resolution=100, margin=0.5):
    """Your grid stops one step before max + margin, as `np.arange` and `endpoint=False` do. Both ends belong to it."""
    low, high = X.min(axis=0) - margin, X.max(axis=0) + margin
    return tuple(np.meshgrid(*_between(low, high, resolution, endpoint=False)))


def make_grid__lines_only(X, resolution=100, margin=0.5):
    """You return the coordinates of the grid's lines, shape (resolution,). `xx` and `yy` hold the coordinates of every place: put the two lines through `np.meshgrid`."""
    return _lines(X, resolution, margin)


# --- predict_grid ------------------------------------------------------------------------------------------


def predict_grid__stacked_then_reshaped(predict, xx, yy):
    """You stacked the grids and reshaped them to (m, 2). `reshape` keeps the order in memory, so x's are paired with x's. A row should hold the x and the y of one place."""
    return predict(np.array([xx, yy]).reshape(-1, 2)).reshape(xx.shape)


def predict_grid__reshaped_by_columns(predict, xx, yy):
    """Your labels fill the grid column by column and were computed row by row. The same order has to be used both times."""
    return predict(np.column_stack([xx.ravel(), yy.ravel()])).reshape(xx.shape, order="F")


def predict_grid__flattened_by_columns(predict, xx, yy):
    """Your places were taken column by column and your labels fill the grid row by row. The same order has to be used both times."""
    return predict(np.column_stack([xx.ravel(order="F"), yy.ravel(order="F")])).reshape(xx.shape)


def predict_grid__transposed(predict, xx, yy):
    """Your labels come back transposed: rows and columns of the grid have changed places."""
    return predict_grid(predict, xx, yy).T


def predict_grid__shape_turned_round(predict, xx, yy):
    """You fold the labels into (columns, rows). The shape of the grid is `xx.shape`: rows first."""
    return predict(np.column_stack([xx.ravel(), yy.ravel()])).reshape(xx.shape[::-1])


def predict_grid__grids_not_flattened(predict, xx, yy):
    """You put the two grids side by side as they are, without flattening them first. Each becomes one long vector, and the two vectors are the columns."""
    return predict(np.column_stack([xx, yy])).reshape(xx.shape)


def predict_grid__square_assumed(predict, xx, yy):
    """You took the grid to be square. Its shape is `xx.shape`, which may have more rows than columns, or fewer."""
    labels = predict(np.column_stack([xx.ravel(), yy.ravel()]))
    return labels.reshape(len(xx), len(xx))


def predict_grid__float_labels(predict, xx, yy):
    """Your labels are floats, as `np.zeros` makes them. Labels are integers."""
    return predict_grid(predict, xx, yy).astype(float)


def predict_grid__two_classes_assumed(predict, xx, yy):
    """You turned the labels into 0 and 1 by a comparison. There may be more than two classes: keep what `predict` returns."""
    return (predict_grid(predict, xx, yy) > 0.5).astype(int)


def predict_grid__diagonal_only(predict, xx, yy):
    """You paired the lines of the grid, first with first, second with second: these are the places on its diagonal. Every x meets every y."""
    return predict(np.column_stack([xx[0], yy[:, 0]]))


# --- plot_decision_boundary --------------------------------------------------------------------------------


def _figure():
    from matplotlib.figure import Figure

    return Figure()


def _labelled(predict, X):
    """A grid over the data and the labels of its places."""
    xx, yy = make_grid(X)
    return xx, yy, predict_grid(predict, xx, yy)


def _points(ax, X, y):
    ax.scatter(X[:, 0], X[:, 1], c=y, edgecolors="k")


def _nothing(ax, *of):
    """In the place of what is left out."""


def _drawn(
    predict, X, y, cells=lambda *of: of, regions=None, points=_points, xlabel="$x_1$", ylabel="$x_2$", ax=None
):
    """A right picture with one part exchanged; `cells` are what is filled, made of (xx, yy, labels)."""
    ax = ax or _figure().add_subplot()
    if regions is None:
        ax.pcolormesh(*cells(*_labelled(predict, X)), alpha=0.4)
    else:
        regions(ax, predict, X)
    points(ax, X, y)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    return ax.figure


def plot_decision_boundary__nothing_returned(predict, X, y):
    """Your function draws and returns nothing. Return the figure: `plt.show()` is not needed."""
    return None


def plot_decision_boundary__axes_returned(predict, X, y):
    """You return something else than a figure: the axes, what a drawing command gave back, or `plt` itself. Return the figure."""
    return _drawn(predict, X, y).axes[0]


def plot_decision_boundary__points_only(predict, X, y):
    """Your picture shows the points and no regions. Ask `predict` on a grid, and fill the regions with pcolormesh or imshow."""
    return _drawn(predict, X, y, regions=_nothing)


def plot_decision_boundary__regions_only(predict, X, y):
    """Your picture shows the regions and not the points. Without the data nobody can see whether the boundary is good."""
    return _drawn(predict, X, y, points=_nothing)


def plot_decision_boundary__contour_lines(predict, X, y):
    """You drew contour lines: they show where the label changes, not which label is where. Fill the regions."""
    return _drawn(predict, X, y, regions=lambda ax, *of: ax.contour(*_labelled(*of)))


def plot_decision_boundary__points_below(predict, X, y):
    """Your regions cover the points: what is drawn later lies on top. Draw the regions first, or give the points a larger zorder."""
    fig = _drawn(predict, X, y)
    fig.axes[0].collections[0].set_zorder(3)
    return fig


def plot_decision_boundary__axes_without_labels(predict, X, y):
    """Your axes have no labels. A reader must see which coordinate is which: label both."""
    return _drawn(predict, X, y, xlabel="", ylabel="")


def plot_decision_boundary__one_label_missing(predict, X, y):
    """One of your axes has a label and the other has none. Label both."""
    return _drawn(predict, X, y, ylabel="")


def plot_decision_boundary__classes_look_alike(predict, X, y):
    """Your points all look the same: `y` is not used. Show each example's true class by its colour or marker."""
    return _drawn(predict, X, y, points=lambda ax, X, y: ax.scatter(X[:, 0], X[:, 1], color="k"))


def plot_decision_boundary__points_coloured_by_prediction(predict, X, y):
    """Your points have the colours of their predicted labels, so no mistake of the model can ever be seen. Colour them by their true classes, `y`."""
    return _drawn(predict, X, y, points=lambda ax, X, y: _points(ax, X, predict(X)))


def plot_decision_boundary__points_mirrored(predict, X, y):
    """Your points have their coordinates swapped: X[:, 0] runs to the right and X[:, 1] upwards, for points and regions alike."""
    return _drawn(predict, X, y, points=lambda ax, X, y: _points(ax, X[:, ::-1], y))


def plot_decision_boundary__regions_upside_down(predict, X, y):
    """Your regions are upside down. An image's first row is drawn at the top unless `origin="lower"` says otherwise; a grid's first row is the lowest."""

    def upside_down(ax, predict, X):
        xx, yy, labels = _labelled(predict, X)
        extent = (xx.min(), xx.max(), yy.min(), yy.max())
        ax.imshow(labels, extent=extent, aspect="auto", alpha=0.4)

    return _drawn(predict, X, y, regions=upside_down)


def plot_decision_boundary__image_without_extent(predict, X, y):
    """Your regions are drawn in rows and columns of pixels, far from the data. Tell the image which coordinates its edges have: `extent`."""

    def without_extent(ax, predict, X):
        ax.imshow(_labelled(predict, X)[-1], origin="lower", alpha=0.4)

    return _drawn(predict, X, y, regions=without_extent)


def plot_decision_boundary__cells_without_coordinates(predict, X, y):
    """Your regions are drawn over the row and column numbers of the grid, far from the data. The drawing command cannot know the coordinates of the grid: hand them over."""
    return _drawn(predict, X, y, lambda xx, yy, labels: (labels,))


def plot_decision_boundary__regions_transposed(predict, X, y):
    """Your regions are transposed: the labels of the grid have rows and columns exchanged. Row i of the labels belongs to row i of `yy`."""
    return _drawn(predict, X, y, lambda xx, yy, labels: (xx, yy, labels.T))


def plot_decision_boundary__places_swapped(predict, X, y):
    """The colour of your regions at a place is not that of the label which `predict` gives it. Were the places given to `predict` as (y, x)? The first column of a place is its first coordinate, from `xx`."""
    return _drawn(predict, X, y, lambda xx, yy, _: (xx, yy, predict_grid(predict, yy, xx)))


def plot_decision_boundary__limits_fixed(predict, X, y):
    """Your regions do not lie under all the points, or cannot be seen there. Look at the range of the grid, at the order of xx and yy where you draw, and with an image at the order of `extent`: left, right, bottom, top."""
    xx, yy = np.meshgrid(np.linspace(-1, 1, 100), np.linspace(-1, 1, 100))
    return _drawn(predict, X, y, lambda *of: (xx, yy, predict_grid(predict, xx, yy)))


def plot_decision_boundary__view_fixed(predict, X, y):
    """Your axes show a fixed window, and data lie outside it. Take the limits from the data, or leave them to Matplotlib."""
    fig = _drawn(predict, X, y)
    fig.axes[0].set(xlim=(-1, 1), ylim=(-1, 1))
    return fig


def plot_decision_boundary__one_region(predict, X, y):
    """Your regions have one colour: you filled the plane without asking `predict` at every place of the grid, or with one of its answers for all."""
    return _drawn(predict, X, y, lambda xx, yy, _: (xx, yy, np.zeros_like(xx)))


def plot_decision_boundary__levels_left_to_contourf(predict, X, y):
    """You leave the levels to `contourf`, which draws a smooth surface through the labels: along the borders run seams in colours of no label. Labels are names: fill cells (`pcolormesh`), or draw one class at a time, with levels 0.5 and 1.5 around `labels == k`."""

    def smooth(ax, predict, X):
        ax.contourf(*_labelled(predict, X), alpha=0.4)

    return _drawn(predict, X, y, regions=smooth)


def plot_decision_boundary__a_figure_too_many(predict, X, y):
    """You open two figures and draw into one of them; a notebook shows both. Here `plt.subplots()` alone is enough: it takes a `figsize` too."""
    from matplotlib import pyplot

    pyplot.figure()
    return _drawn(predict, X, y, ax=pyplot.subplots()[1])


def plot_decision_boundary__into_the_current_figure(predict, X, y):
    """You draw into whatever figure is open, so a second call adds to the picture of the first. Make a new figure in each call, and draw on its axes."""
    from matplotlib import pyplot

    return _drawn(predict, X, y, ax=pyplot.gca())


# --- confusion_matrix --------------------------------------------------------------------------------------


def _counts(y_true, y_pred, n_classes):
    counts = np.zeros((n_classes, n_classes), dtype=int)
    np.add.at(counts, (y_true, y_pred), 1)
    return counts


def confusion_matrix__rows_are_predictions(y_true, y_pred, n_classes):
    """Your matrix is transposed: its rows are the predictions. Rows are the truth, columns what the example was called."""
    return _counts(y_pred, y_true, n_classes)


def confusion_matrix__repeats_counted_once(y_true, y_pred, n_classes):
    """Your matrix says whether a pair occurs, not how often. Each example adds 1 to its place: `=` in the place of `+=` forgets the ones before, and `+=` with whole arrays as indices adds to a repeated place only once."""
    counts = np.zeros((n_classes, n_classes), dtype=int)
    counts[y_true, y_pred] += 1
    return counts


def confusion_matrix__every_truth_with_every_prediction(y_true, y_pred, n_classes):
    """Your matrix counts every true label with every predicted one, as two loops do, one inside the other. Each example is one pair, its truth and what it was called: let one loop take both, as `zip` does."""
    return np.outer(*(np.bincount(y, minlength=n_classes) for y in (y_true, y_pred)))


def confusion_matrix__rows_share_one_list(y_true, y_pred, n_classes):
    """Your rows are all one and the same list, as `[row] * n` makes them: a count in one row appears in every row. Make each row anew."""
    return np.tile(np.bincount(y_pred, minlength=n_classes), (n_classes, 1))


def confusion_matrix__returns_after_the_first_example(y_true, y_pred, n_classes):
    """You return after the first example. The return belongs after the loop, not inside it."""
    counts = np.zeros((n_classes, n_classes), dtype=int)
    counts[y_true[0], y_pred[0]] = 1
    return counts


def confusion_matrix__fractions(y_true, y_pred, n_classes):
    """Your matrix holds fractions of each row. It should hold counts, integers."""
    counts = _counts(y_true, y_pred, n_classes)
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)


def confusion_matrix__floats(y_true, y_pred, n_classes):
    """Your counts are floats, as those of `np.zeros`, and of what is computed with floats, are. A count is an integer: `np.zeros` takes a `dtype`, and an array has `astype(int)`."""
    return _counts(y_true, y_pred, n_classes).astype(float)


def confusion_matrix__right_ones_only(y_true, y_pred, n_classes):
    """Your matrix counts the right answers only. The wrong ones are what it is for: they belong beside the diagonal."""
    return np.diag(np.diag(_counts(y_true, y_pred, n_classes)))


def confusion_matrix__size_from_the_data(y_true, y_pred, n_classes):
    """Your matrix is as large as the labels that occur. Classes that do not occur have a row and a column as well: use `n_classes`."""
    return _counts(y_true, y_pred, max(y_true.max(), y_pred.max()) + 1)


def confusion_matrix__size_from_the_truth(y_true, y_pred, n_classes):
    """Your matrix is only as large as the labels that occur ask for, and others may be predicted. Every class has a row and a column, whether it occurs or not: use `n_classes`."""
    size = y_true.max() + 1
    counts = np.zeros((size, size), dtype=int)
    for i, j in zip(y_true, y_pred):
        counts[i, j] += 1
    return counts


def confusion_matrix__bincount_without_minlength(y_true, y_pred, n_classes):
    """Your counts cannot be folded into a square: `np.bincount` stops at the largest number that occurs. Tell it how many places there are: `minlength`."""
    return np.bincount(y_true * n_classes + y_pred).reshape(n_classes, n_classes)


def confusion_matrix__examples_by_examples(y_true, y_pred, n_classes):
    """Your matrix compares every example with every other: its shape is (n, n). The transposed factor comes first, so that the sum runs over the examples."""
    rows = np.eye(n_classes, dtype=int)
    return rows[y_true] @ rows[y_pred].T


def confusion_matrix__counted_in_a_byte(y_true, y_pred, n_classes):
    """Your counts start again from 0 at 256: their dtype has eight bits only. Use `int`."""
    return _counts(y_true, y_pred, n_classes).astype(np.uint8)


def confusion_matrix__classes_that_occur_only(y_true, y_pred, n_classes):
    """Your matrix has a row for each label that occurs, so rows move up where a class is missing. Row i belongs to class i: use `n_classes`."""
    occurring = np.union1d(y_true, y_pred)
    return _counts(y_true, y_pred, n_classes)[occurring][:, occurring]


def confusion_matrix__wrong_ones_only(y_true, y_pred, n_classes):
    """Your matrix leaves out the right answers. They belong on its diagonal."""
    counts = _counts(y_true, y_pred, n_classes)
    return counts - np.diag(np.diag(counts))


def confusion_matrix__as_many_examples_as_classes(y_true, y_pred, n_classes):
    """You count the first n_classes examples only. The loop goes through the examples, and there are as many as `y_true` has labels."""
    counts = np.zeros((n_classes, n_classes), dtype=int)
    for i in range(n_classes):
        counts[y_true[i], y_pred[i]] += 1
    return counts


def confusion_matrix__comparisons_compared(y_true, y_pred, n_classes):
    """You count where the two comparisons have the same answer, so also the examples that are neither of class i nor called j. Count those for which both hold."""
    classes = np.arange(n_classes)
    is_i, called_j = y_true == classes[:, None, None], y_pred == classes[:, None]
    return (is_i == called_j).sum(axis=2)


# --- plot_history ------------------------------------------------------------------------------------------


QUANTITIES = ("loss", "acc")


def _panels(
    history, quantities=QUANTITIES, parts=("train", "val"), named=True, legend=True, names=None, axes=None
):
    """A right picture with one part exchanged."""
    axes = _figure().subplots(1, len(quantities), squeeze=False)[0] if axes is None else axes
    for ax, quantity in zip(axes, quantities):
        for part, name in zip(parts, names or parts):
            ax.plot(history[f"{part}_{quantity}"], label=name)
        if named:
            ax.set(xlabel="epoch", ylabel={"acc": "accuracy"}.get(quantity, quantity))
        if legend:
            ax.legend()
    return axes[0].figure


def plot_history__nothing_returned(history):
    """Your function draws and returns nothing. Return the figure: `plt.show()` is not needed."""
    return None


def plot_history__axes_returned(history):
    """You return something else than a figure: the axes, what a drawing command gave back, or `plt` itself. Return the figure."""
    return _panels(history).axes[0]


def plot_history__accuracy_left_out(history):
    """Your curves are all of the loss; the accuracy over the epochs is missing. It needs axes of its own."""
    return _panels(history, quantities=("loss",))


def plot_history__loss_left_out(history):
    """Your curves are all of the accuracy; the loss over the epochs is missing. It needs axes of its own."""
    return _panels(history, quantities=("acc",))


def plot_history__a_figure_for_each_quantity(history):
    """You return a figure of the accuracy alone, and another figure is open beside it. One figure is due, with axes for the loss and axes for the accuracy."""
    from matplotlib import pyplot

    pyplot.figure()
    return _panels(history, quantities=("acc",))


def plot_history__returned_after_the_first_panel(history):
    """One of your two panels is empty: does the `return` stand in the loop over the panels? It belongs after it."""
    fig = _panels(history)
    fig.axes[1].clear()
    return fig


def plot_history__validation_left_out(history):
    """Your picture shows training only. Overfitting can be seen only where the validation curve leaves the training curve: draw both."""
    return _panels(history, parts=("train",))


def plot_history__training_drawn_twice(history):
    """Your curve called validation shows the training list again. Look at the name of the list that you draw."""
    return _panels(history, parts=("train", "train"), names=("train", "val"))


def plot_history__names_exchanged(history):
    """Your training curve is called validation, and the other way round. The names in the legend come in the order of the curves."""
    return _panels(history, names=("val", "train"))


def plot_history__one_axis_for_both(history):
    """Your loss and your accuracy share one axis. They are different quantities, and the one squeezes the other flat: use two panels, or a twin axis."""
    ax = _figure().add_subplot()
    for name in ("train_loss", "val_loss", "train_acc", "val_acc"):
        ax.plot(history[name], label=name)
    ax.set(xlabel="epoch", ylabel="loss and accuracy")
    ax.legend()
    return ax.figure


def plot_history__a_panel_for_each_part(history):
    """Your panels are training and validation. Divide the other way: loss on one, accuracy on the other, and in each the two curves whose gap you want to see."""
    fig = _figure()
    for ax, part in zip(fig.subplots(1, 2), ("train", "val")):
        for quantity in QUANTITIES:
            ax.plot(history[f"{part}_{quantity}"], label=quantity)
        ax.set(xlabel="epoch", ylabel=part)
        ax.legend()
    return fig


def plot_history__axes_without_labels(history):
    """Your axes have no labels. Say what is drawn over what."""
    return _panels(history, named=False)


def plot_history__epoch_without_label(history):
    """Your horizontal axes have no label. Say that they count epochs."""
    fig = _panels(history)
    for ax in fig.axes:
        ax.set_xlabel("")
    return fig


def plot_history__quantity_without_label(history):
    """Your vertical axes have no label. A title does not replace it: say at the axis whether it is loss or accuracy."""
    fig = _panels(history)
    for ax in fig.axes:
        ax.set_ylabel("")
    return fig


def plot_history__quantities_exchanged(history):
    """Your vertical axes are labelled the wrong way round: the one called accuracy shows the loss."""
    fig = _panels(history)
    for ax, name in zip(fig.axes, ("accuracy", "loss")):
        ax.set_ylabel(name)
    return fig


def plot_history__names_of_the_axes_exchanged(history):
    """Axes of yours have each other's names: the horizontal one runs over the epochs, the vertical one shows the loss or the accuracy."""
    fig = _panels(history)
    for ax in fig.axes:
        ax.set(xlabel=ax.get_ylabel(), ylabel=ax.get_xlabel())
    return fig


def plot_history__no_legend(history):
    """Your picture has no legend, so nobody can tell training from validation. It takes both: a `label` on each curve, and the call that draws the legend."""
    return _panels(history, legend=False)


def plot_history__a_figure_too_many(history):
    """You open two figures and draw into one of them; a notebook shows both. Here `plt.subplots(1, 2)` alone is enough: it takes a `figsize` too."""
    from matplotlib import pyplot

    pyplot.figure()
    return _panels(history, axes=pyplot.subplots(1, 2)[1])


def plot_history__curves_out_of_view(history):
    """Your axes show a fixed range, and a curve lies outside it. Take the limits from the history, or leave them to Matplotlib."""
    fig = _panels(history)
    for ax in fig.axes:
        ax.set_ylim(0.95, 1)
    return fig


def plot_history__into_the_current_figure(history):
    """You draw into whatever figure is open, so a second call adds its curves to the picture of the first. Make a new figure in each call, and draw on its axes."""
    from matplotlib import pyplot

    return _panels(history, axes=[pyplot.subplot(1, 2, i) for i in (1, 2)])
