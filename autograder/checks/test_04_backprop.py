"""What right looks like in lesson 4: gradients by the chain rule, layer by layer."""

import copy

import numpy as np
import pytest

from autograder.comparison import close, difference, pure, shaped, strided
from autograder.differences import Misfit
from playground import datasets

ACTIVATIONS = ("relu", "sigmoid", "tanh")
# Numerical gradients of smooth functions of size one are good to about ten digits.
NUMERICAL = {"rtol": 1e-5, "atol": 1e-7}
SINGLE = {"rtol": 1e-4, "atol": 1e-5}


def away_from_the_kink(array):
    """The same numbers, each at least 0.1 from zero: relu has a derivative everywhere near them."""
    return array + 0.1 * np.where(array < 0, -1, 1)


def network(reference, rng, sizes, n, activation="relu"):
    """A random (X, y, params, cache) whose hidden z stay away from relu's kink."""
    init_params, forward = reference.init_params, reference.forward
    for _ in range(1000):
        X, y = rng.normal(size=(n, sizes[0])), rng.integers(0, sizes[-1], size=n)
        params = [(W, rng.normal(size=b.shape)) for W, b in init_params(sizes, rng)]
        _, cache = forward(X, params, activation)
        if all(np.abs(z).min() > 1e-3 for _, z in cache[:-1]):
            break
    return X, y, params, cache


def numerical_grads(reference, f, params):
    """Numerical gradients of f(params), one pair a layer."""
    numerical_gradient = reference.numerical_gradient

    def moved(layer, part):
        def g(array):
            pairs = [list(pair) for pair in params]
            pairs[layer][part] = array
            return f(pairs)

        return numerical_gradient(g, params[layer][part])

    return [(moved(layer, 0), moved(layer, 1)) for layer in range(len(params))]


def close_on_the_way_back(grads, expected, start="`dscores` as it came in", **tolerance):
    """Assert the pairs (dW, db) from the last layer to the first: what comes out below depends on all above."""
    if not in_pairs(grads, len(expected)):
        close(grads, expected)
    turned = len(expected) > 1 and difference(list(grads)[::-1], expected, **tolerance) is None
    assert not turned, (
        "the pairs are right, and stand in the other order: that of the first layer comes first"
    )
    for layer in range(len(expected), 0, -1):
        dW, db = (difference(*both, **tolerance) for both in zip(grads[layer - 1], expected[layer - 1]))
        telling = all(np.any(array) for array in expected[layer - 1])  # what is 0 is right by accident
        told = where_it_went_wrong(dW or not telling, db or not telling, layer, len(expected), start)
        problem = dW or db
        assert problem is None, problem.within(told) if isinstance(problem, Misfit) else told.format(problem)


def in_pairs(grads, n_layers):
    listed = isinstance(grads, (list, tuple)) and len(grads) == n_layers
    return listed and all(isinstance(pair, (list, tuple)) and len(pair) == 2 for pair in grads)


def where_it_went_wrong(dW, db, layer, n_layers, start):
    """A sentence with {} for what differs first in a layer, and whether what came down from above is right.

    `dW` and `db` say whether that one is wrong, or cannot be told.
    """
    last = layer == n_layers
    whose = "the only layer's" if n_layers == 1 else "the last layer's" if last else f"layer {layer}'s"
    above = "the last layer's dW and db are" if layer + 1 == n_layers else f"down to layer {layer + 1} all is"
    above = "" if last else f"on the way back {above} right; "
    if not (dW and db):
        right, wrong = ("db", "dW") if dW else ("dW", "db")
        look = ": look at the input that goes into its dW" if dW else ""
        return f"{above}{whose} {right} is right, its {wrong} is not, where {{}}{look}"
    dz = (
        start
        if last
        else f"what layer {layer + 1} passes down, its dX, after the activation at layer {layer}'s z"
    )
    return f"{above}{whose} gradients are not: {{}}; its dz is to be {dz}"


def shapes(pairs):
    return [tuple(np.shape(array) for array in pair) for pair in pairs]


# dense_backward


@pytest.mark.form
def test_dense_backward_returns_three_arrays(dense_backward, rng):
    answer = dense_backward(rng.normal(size=(4, 3)), rng.normal(size=(4, 2)), rng.normal(size=(2, 3)))
    assert isinstance(answer, (tuple, list)), "it should return three arrays, (dX, dW, db)"
    assert len(answer) == 3, "it should return three arrays, (dX, dW, db)"


@pytest.mark.form
def test_dense_backward_gives_each_gradient_the_shape_of_its_array(dense_backward, rng):
    dX, dW, db = dense_backward(rng.normal(size=(4, 3)), rng.normal(size=(4, 2)), rng.normal(size=(2, 3)))
    shaped(dX, (4, 2), told="dX should have the shape of X")
    shaped(dW, (2, 3), told="dW should have the shape of W")
    shaped(db, (3,), told="db should have the shape of b")


def test_dense_backward_gives_the_values_worked_by_hand(dense_backward):
    dz, X, W = np.array([[1.0, -1.0], [0.5, 0.0]]), np.array([[2.0], [3.0]]), np.array([[10.0, 20.0]])
    # dX: 1·10 − 1·20 = −10 and 0.5·10 + 0·20 = 5; dW: 2·1 + 3·0.5 = 3.5 and −2·1 + 3·0 = −2; db: 1 + 0.5 and −1 + 0.
    close(
        dense_backward(dz, X, W),
        (np.array([[-10.0], [5.0]]), np.array([[3.5, -2.0]]), np.array([1.5, -1.0])),
    )
    dz, X, W = (
        np.array([[1.0, 10.0, 100.0]]),
        np.array([[1.0, 2.0]]),
        np.array([[1.0, 0.0, -1.0], [2.0, 1.0, 0.0]]),
    )
    # One example. dX: 1·1 + 0·10 − 1·100 = −99 and 2·1 + 1·10 + 0·100 = 12; dW: each input times each dz; db: dz itself.
    close(
        dense_backward(dz, X, W),
        (
            np.array([[-99.0, 12.0]]),
            np.array([[1.0, 10.0, 100.0], [2.0, 20.0, 200.0]]),
            np.array([1.0, 10.0, 100.0]),
        ),
    )


def test_dense_backward_adds_up_over_the_examples(dense_backward):
    dz, X, W = np.array([[1.0], [10.0]]), np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[5.0], [6.0]])
    # dW: 1·1 + 3·10 = 31 and 2·1 + 4·10 = 42; db: 1 + 10; dX stays one row an example.
    close(
        dense_backward(dz, X, W),
        (np.array([[5.0, 6.0], [50.0, 60.0]]), np.array([[31.0], [42.0]]), np.array([11.0])),
    )


def test_dense_backward_dX_agrees_with_the_numerical_gradient(dense_backward, reference, rng):
    dz, X, W, b = (rng.normal(size=shape) for shape in ((4, 3), (4, 2), (2, 3), (3,)))
    dense = reference.dense
    expected = reference.numerical_gradient(lambda X: (dz * dense(X, W, b)).sum(), X)
    dX, _, _ = dense_backward(dz, X, W)
    close(dX, expected, **NUMERICAL)


def test_dense_backward_dW_agrees_with_the_numerical_gradient(dense_backward, reference, rng):
    dz, X, W, b = (rng.normal(size=shape) for shape in ((4, 3), (4, 2), (2, 3), (3,)))
    dense = reference.dense
    expected = reference.numerical_gradient(lambda W: (dz * dense(X, W, b)).sum(), W)
    _, dW, _ = dense_backward(dz, X, W)
    close(dW, expected, **NUMERICAL)


def test_dense_backward_db_agrees_with_the_numerical_gradient(dense_backward, reference, rng):
    dz, X, W, b = (rng.normal(size=shape) for shape in ((4, 3), (4, 2), (2, 3), (3,)))
    dense = reference.dense
    expected = reference.numerical_gradient(lambda b: (dz * dense(X, W, b)).sum(), b)
    _, _, db = dense_backward(dz, X, W)
    close(db, expected, **NUMERICAL)


def test_dense_backward_works_for_square_weights(dense_backward, reference, rng):
    arrays = [rng.normal(size=(3, 3)) for _ in range(3)]
    expected = reference.dense_backward(*arrays)
    close(dense_backward(*arrays), expected)


def test_dense_backward_works_for_any_sizes(dense_backward, reference, rng):
    for n, d_in, d_out in ((1, 4, 2), (6, 1, 3), (6, 3, 1), (1, 1, 1), (7, 2, 9)):
        arrays = rng.normal(size=(n, d_out)), rng.normal(size=(n, d_in)), rng.normal(size=(d_in, d_out))
        expected = reference.dense_backward(*arrays)
        close(dense_backward(*arrays), expected)


def test_dense_backward_takes_float32_and_non_contiguous_arrays(dense_backward, reference, rng):
    """takes float32 and non-contiguous arrays"""
    arrays = [rng.normal(size=shape) for shape in ((4, 3), (4, 2), (2, 3))]
    expected = reference.dense_backward(*arrays)
    close(dense_backward(*(array.astype(np.float32) for array in arrays)), expected, **SINGLE)
    close(dense_backward(*map(strided, arrays)), expected)


def test_dense_backward_takes_whole_numbers_in_X(dense_backward, reference, rng):
    dz, X, W = rng.normal(size=(4, 3)), rng.integers(-5, 6, size=(4, 2)), rng.normal(size=(2, 3))
    expected = reference.dense_backward(dz, X, W)
    close(dense_backward(dz, X, W), expected)


def test_dense_backward_takes_its_arguments_by_name(dense_backward, reference, rng):
    dz, X, W = rng.normal(size=(4, 3)), rng.normal(size=(4, 2)), rng.normal(size=(2, 3))
    expected = reference.dense_backward(dz, X, W)
    close(dense_backward(W=W, X=X, dz=dz), expected)


@pytest.mark.form
def test_dense_backward_leaves_its_arguments_alone(dense_backward, rng):
    pure(dense_backward, rng.normal(size=(4, 3)), rng.normal(size=(4, 2)), rng.normal(size=(2, 3)))


# activation_backward


@pytest.mark.form
def test_activation_backward_keeps_the_shape(activation_backward, rng):
    for activation in ACTIVATIONS:
        for shape in ((4, 3), (5,), (2, 3, 4)):
            shaped(activation_backward(rng.normal(size=shape), rng.normal(size=shape), activation), shape)


def test_activation_backward_lets_da_through_relu_where_z_is_positive(activation_backward):
    da, z = np.array([[3.0, -4.0, 5.0, -6.0]]), np.array([[0.5, 2.0, -1.0, -0.1]])
    close(activation_backward(da, z, "relu"), np.array([[3.0, -4.0, 0.0, 0.0]]))


@pytest.mark.form
def test_activation_backward_lets_nothing_through_relu_where_z_is_zero(activation_backward):
    # The rule of lesson 3: the derivative of relu at 0 is 0.
    close(activation_backward(np.array([3.0, -4.0]), np.array([0.0, 0.0]), "relu"), np.zeros(2))


def test_activation_backward_gives_the_values_worked_by_hand_for_sigmoid(activation_backward):
    # sigmoid(0) = 1/2: the derivative is 1/2 · 1/2 = 1/4. sigmoid(log 3) = 3/4: it is 3/4 · 1/4 = 3/16.
    close(
        activation_backward(np.array([8.0, -32.0]), np.array([0.0, np.log(3.0)]), "sigmoid"),
        np.array([2.0, -6.0]),
    )


def test_activation_backward_gives_the_values_worked_by_hand_for_tanh(activation_backward):
    # tanh(log 2) = 0.6: the derivative is 1 − 0.36 = 0.64. tanh(0) = 0: it is 1.
    close(
        activation_backward(np.array([10.0, 8.0]), np.array([np.log(2.0), 0.0]), "tanh"),
        np.array([6.4, 8.0]),
    )


def test_activation_backward_agrees_with_the_numerical_gradient(activation_backward, reference, rng):
    for activation in ACTIVATIONS:
        da, z = rng.normal(size=(5, 4)), away_from_the_kink(rng.normal(size=(5, 4)))
        activate = getattr(reference, activation)
        expected = reference.numerical_gradient(lambda z: (da * activate(z)).sum(), z)
        close(activation_backward(da, z, activation), expected, **NUMERICAL)


def test_activation_backward_works_on_random_arrays(activation_backward, reference, rng):
    for activation in ACTIVATIONS:
        da, z = rng.normal(size=(6, 6)), 3 * rng.normal(size=(6, 6))
        expected = reference.activation_backward(da, z, activation)
        close(activation_backward(da, z, activation), expected)


def test_activation_backward_uses_relu_where_no_activation_is_named(activation_backward, reference, rng):
    da, z = rng.normal(size=(5, 4)), rng.normal(size=(5, 4))
    expected = reference.activation_backward(da, z, "relu")
    close(activation_backward(da, z), expected)


def test_activation_backward_stays_finite_for_large_z(activation_backward):
    for activation, expected in (("relu", [0.0, -3.0]), ("sigmoid", [0.0, 0.0]), ("tanh", [0.0, 0.0])):
        close(
            activation_backward(np.array([2.0, -3.0]), np.array([-1000.0, 1000.0]), activation),
            np.array(expected),
        )


def test_activation_backward_takes_float32_and_non_contiguous_arrays(activation_backward, reference, rng):
    """takes float32 and non-contiguous arrays"""
    for activation in ACTIVATIONS:
        da, z = rng.normal(size=(4, 3)), away_from_the_kink(rng.normal(size=(4, 3)))
        expected = reference.activation_backward(da, z, activation)
        close(
            activation_backward(da.astype(np.float32), z.astype(np.float32), activation), expected, **SINGLE
        )
        close(activation_backward(strided(da), strided(z), activation), expected)


def test_activation_backward_takes_whole_numbers_in_z(activation_backward, reference, rng):
    for activation in (
        "sigmoid",
        "tanh",
        "relu",
    ):  # relu last: whoever fails there alone has made another mistake
        da, z = rng.normal(size=(4, 3)), rng.integers(-3, 4, size=(4, 3))
        expected = reference.activation_backward(da, z, activation)
        close(activation_backward(da, z, activation), expected)


def test_activation_backward_takes_a_single_number(activation_backward, reference, rng):
    for activation in ACTIVATIONS:
        da, z = np.array(rng.normal()), np.array(rng.normal())
        expected = reference.activation_backward(da, z, activation)
        close(activation_backward(da, z, activation), expected)


def test_activation_backward_takes_its_arguments_by_name(activation_backward, reference, rng):
    da, z = rng.normal(size=(4, 3)), rng.normal(size=(4, 3))
    expected = reference.activation_backward(da, z, "tanh")
    close(activation_backward(activation="tanh", z=z, da=da), expected)


@pytest.mark.form
def test_activation_backward_leaves_its_arguments_alone(activation_backward, rng):
    for activation in ACTIVATIONS:
        pure(activation_backward, rng.normal(size=(4, 3)), rng.normal(size=(4, 3)), activation)


# mse_grad


@pytest.mark.form
def test_mse_grad_has_the_shape_of_the_prediction(mse_grad, rng):
    for shape in ((5,), (4, 3)):
        shaped(mse_grad(rng.normal(size=shape), rng.normal(size=shape)), shape)


def test_mse_grad_gives_the_values_worked_by_hand(mse_grad):
    # Two elements: 2 · (5 − 2) / 2 = 3 and 2 · (1 − 2) / 2 = −1.
    close(mse_grad(np.array([5.0, 1.0]), np.array([2.0, 2.0])), np.array([3.0, -1.0]))


@pytest.mark.form
def test_mse_grad_is_zero_where_the_prediction_is_right(mse_grad, rng):
    y = rng.normal(size=(4, 2))
    close(mse_grad(y.copy(), y.copy()), np.zeros((4, 2)))


def test_mse_grad_divides_by_the_number_of_elements(mse_grad):
    # The mean runs over all 2 · 3 elements: 2 · 6 / 6 = 2 for each.
    close(mse_grad(np.full((2, 3), 7.0), np.ones((2, 3))), np.full((2, 3), 2.0))


def test_mse_grad_agrees_with_the_numerical_gradient(mse_grad, reference, rng):
    mse = reference.mse
    for shape in ((5,), (4, 3)):
        y_pred, y_true = rng.normal(size=shape), rng.normal(size=shape)
        expected = reference.numerical_gradient(lambda p: mse(p, y_true), y_pred)
        close(mse_grad(y_pred, y_true), expected, **NUMERICAL)


def test_mse_grad_works_for_any_sizes(mse_grad, reference, rng):
    for shape in ((1,), (1, 1), (1, 4), (6, 1), (9,), (5, 7)):
        y_pred, y_true = rng.normal(size=shape), rng.normal(size=shape)
        expected = reference.mse_grad(y_pred, y_true)
        close(mse_grad(y_pred, y_true), expected)


def test_mse_grad_takes_integers_float32_and_non_contiguous_arrays(mse_grad, reference, rng):
    """takes integers, float32 and non-contiguous arrays"""
    y_pred, y_true = rng.integers(-9, 10, size=(4, 3)), rng.integers(-9, 10, size=(4, 3))
    expected = reference.mse_grad(y_pred.astype(float), y_true.astype(float))
    close(mse_grad(y_pred.astype(np.float32), y_true.astype(np.float32)), expected, **SINGLE)
    close(mse_grad(strided(y_pred.astype(float)), strided(y_true.astype(float))), expected)
    close(mse_grad(y_pred, y_true), expected)


def test_mse_grad_takes_its_arguments_by_name(mse_grad, reference, rng):
    y_pred, y_true = rng.normal(size=(4, 3)), rng.normal(size=(4, 3))
    expected = reference.mse_grad(y_pred, y_true)
    close(mse_grad(y_true=y_true, y_pred=y_pred), expected)


@pytest.mark.form
def test_mse_grad_leaves_its_arguments_alone(mse_grad, rng):
    pure(mse_grad, rng.normal(size=(4, 3)), rng.normal(size=(4, 3)))


# binary_cross_entropy_grad


@pytest.mark.form
def test_binary_cross_entropy_grad_has_the_shape_of_the_scores(binary_cross_entropy_grad, rng):
    shaped(binary_cross_entropy_grad(rng.normal(size=5), rng.integers(0, 2, size=5)), (5,))


def test_binary_cross_entropy_grad_gives_the_values_worked_by_hand(binary_cross_entropy_grad):
    # sigmoid(log 3) = 3/4: (3/4 − 1) / 2 = −1/8 and (3/4 − 0) / 2 = 3/8.
    close(binary_cross_entropy_grad(np.log([3.0, 3.0]), np.array([1, 0])), np.array([-0.125, 0.375]))
    # sigmoid(0) = 1/2, sigmoid(log 3) = 3/4: (1/2 − 1) / 2 = −1/4 and (3/4 − 0) / 2 = 3/8.
    close(binary_cross_entropy_grad(np.array([0.0, np.log(3.0)]), np.array([1, 0])), np.array([-0.25, 0.375]))


@pytest.mark.form
def test_binary_cross_entropy_grad_pulls_the_score_towards_the_label(binary_cross_entropy_grad, rng):
    y = np.array([0, 1, 0, 1, 1])
    g = binary_cross_entropy_grad(rng.normal(size=5), y.copy())
    shaped(g, (5,))
    assert np.all(g[y == 1] < 0), (
        "the gradient should be negative where the label is 1: a larger score lowers the loss"
    )
    assert np.all(g[y == 0] > 0), (
        "the gradient should be positive where the label is 0: a larger score raises the loss"
    )


def test_binary_cross_entropy_grad_agrees_with_the_numerical_gradient(
    binary_cross_entropy_grad, reference, rng
):
    z, y, loss = 2 * rng.normal(size=7), rng.integers(0, 2, size=7), reference.binary_cross_entropy
    expected = reference.numerical_gradient(lambda z: loss(z, y), z)
    close(binary_cross_entropy_grad(z, y), expected, **NUMERICAL)


def test_binary_cross_entropy_grad_works_for_any_number_of_examples(
    binary_cross_entropy_grad, reference, rng
):
    for n in (1, 2, 5, 40):
        z, y = 3 * rng.normal(size=n), rng.integers(0, 2, size=n)
        expected = reference.binary_cross_entropy_grad(z, y)
        close(binary_cross_entropy_grad(z, y), expected)


def test_binary_cross_entropy_grad_survives_large_scores(binary_cross_entropy_grad):
    for size in (1e3, 1e6, 1e308):
        z, y = np.array([size, -size, size, -size]), np.array([0, 1, 1, 0])
        # The sigmoid is 1 or 0: a wrong example pulls with 1/4, a right one no more.
        close(binary_cross_entropy_grad(z, y), np.array([0.25, -0.25, 0.0, 0.0]), atol=1e-7)


def test_binary_cross_entropy_grad_takes_integers_float32_and_non_contiguous_arrays(
    binary_cross_entropy_grad, reference, rng
):
    """takes integers, float32 and non-contiguous arrays"""
    z, y = rng.integers(-4, 5, size=6), rng.integers(0, 2, size=6)
    expected = reference.binary_cross_entropy_grad(z.astype(float), y)
    close(binary_cross_entropy_grad(z.copy(), y.copy()), expected)
    close(binary_cross_entropy_grad(z.astype(np.float32), y.copy()), expected, **SINGLE)
    close(binary_cross_entropy_grad(strided(z.astype(float)), strided(y)), expected)


def test_binary_cross_entropy_grad_takes_labels_that_are_floats(binary_cross_entropy_grad, reference, rng):
    z, y = rng.normal(size=6), rng.integers(0, 2, size=6)
    expected = reference.binary_cross_entropy_grad(z, y)
    close(binary_cross_entropy_grad(z.copy(), y.astype(float)), expected)
    close(binary_cross_entropy_grad(z, y.astype(np.float32)), expected, **SINGLE)


def test_binary_cross_entropy_grad_takes_its_arguments_by_name(binary_cross_entropy_grad, reference, rng):
    z, y = rng.normal(size=6), rng.integers(0, 2, size=6)
    expected = reference.binary_cross_entropy_grad(z, y)
    close(binary_cross_entropy_grad(y=y, z=z), expected)


@pytest.mark.form
def test_binary_cross_entropy_grad_leaves_its_arguments_alone(binary_cross_entropy_grad, rng):
    pure(binary_cross_entropy_grad, rng.normal(size=6), rng.integers(0, 2, size=6))
    pure(binary_cross_entropy_grad, rng.normal(size=6), rng.integers(0, 2, size=6).astype(float))


# cross_entropy_grad


@pytest.mark.form
def test_cross_entropy_grad_has_the_shape_of_the_scores(cross_entropy_grad, rng):
    shaped(cross_entropy_grad(rng.normal(size=(5, 3)), rng.integers(0, 3, size=5)), (5, 3))


def test_cross_entropy_grad_gives_the_values_worked_by_hand(cross_entropy_grad):
    # softmax([0, log 2, 0]) = [1/4, 1/2, 1/4]; the one-hot label of class 2 is [0, 0, 1].
    z = np.array([[0.0, np.log(2.0), 0.0]])
    close(cross_entropy_grad(z, np.array([2])), np.array([[0.25, 0.5, -0.75]]))
    # softmax([0, log 3]) = [1/4, 3/4]; the one-hot label of class 0 is [1, 0].
    close(cross_entropy_grad(np.array([[0.0, np.log(3.0)]]), np.array([0])), np.array([[-0.75, 0.75]]))


def test_cross_entropy_grad_divides_by_the_number_of_examples(cross_entropy_grad):
    z, y = np.array([[0.0, np.log(3.0)], [np.log(3.0), 0.0]]), np.array([0, 0])
    # Two examples: ([1/4, 3/4] − [1, 0]) / 2 and ([3/4, 1/4] − [1, 0]) / 2.
    close(cross_entropy_grad(z, y), np.array([[-0.375, 0.375], [-0.125, 0.125]]))


@pytest.mark.form
def test_cross_entropy_grad_has_rows_that_sum_to_zero(cross_entropy_grad, rng):
    g = cross_entropy_grad(rng.normal(size=(5, 3)), rng.integers(0, 3, size=5))
    shaped(g, (5, 3))
    assert np.abs(g.sum(axis=1)).max() < 1e-9, (
        "every row should sum to 0: what the true class gains, the others lose"
    )


def test_cross_entropy_grad_agrees_with_the_numerical_gradient(cross_entropy_grad, reference, rng):
    z, y, loss = rng.normal(size=(5, 4)), rng.integers(0, 4, size=5), reference.cross_entropy
    expected = reference.numerical_gradient(lambda z: loss(z, y), z)
    close(cross_entropy_grad(z, y), expected, **NUMERICAL)


def test_cross_entropy_grad_works_for_any_sizes(cross_entropy_grad, reference, rng):
    for n, k in ((1, 2), (1, 5), (3, 3), (6, 2), (2, 6), (30, 10)):
        z, y = 2 * rng.normal(size=(n, k)), rng.integers(0, k, size=n)
        expected = reference.cross_entropy_grad(z, y)
        close(cross_entropy_grad(z, y), expected)


def test_cross_entropy_grad_works_where_a_class_is_missing_from_the_batch(cross_entropy_grad, reference, rng):
    for y in (np.array([1, 0, 1]), np.array([0, 0, 0]), np.array([3, 3, 3])):
        z = rng.normal(size=(3, 4))
        expected = reference.cross_entropy_grad(z, y)
        close(cross_entropy_grad(z, y), expected)


def test_cross_entropy_grad_survives_large_scores(cross_entropy_grad):
    for size in (1e3, 1e6):
        z, y = np.array([[size, 0.0, -size], [size, 0.0, -size]]), np.array([0, 2])
        # softmax is [1, 0, 0]: nothing is left to gain for class 0, everything for class 2.
        close(cross_entropy_grad(z, y), np.array([[0.0, 0.0, 0.0], [0.5, 0.0, -0.5]]), atol=1e-7)


def test_cross_entropy_grad_survives_rows_of_very_different_size(cross_entropy_grad):
    for size in (1e3, 1e6):
        z, y = np.array([[size, size / 2, 0.0], [-size, -size, -size]]), np.array([0, 2])
        # softmax is [1, 0, 0] in the first row and 1/3 everywhere in the second, whatever stands in the other row
        close(cross_entropy_grad(z, y), np.array([[0.0, 0.0, 0.0], [1 / 6, 1 / 6, -1 / 3]]), atol=1e-7)


def test_cross_entropy_grad_takes_integers_float32_and_non_contiguous_arrays(
    cross_entropy_grad, reference, rng
):
    """takes integers, float32 and non-contiguous arrays"""
    z, y = rng.integers(-4, 5, size=(5, 3)), rng.integers(0, 3, size=5)
    expected = reference.cross_entropy_grad(z.astype(float), y)
    close(cross_entropy_grad(z.copy(), y.copy()), expected)
    close(cross_entropy_grad(z.astype(np.float32), y.astype(np.int32)), expected, **SINGLE)
    close(cross_entropy_grad(strided(z.astype(float)), strided(y)), expected)


def test_cross_entropy_grad_takes_its_arguments_by_name(cross_entropy_grad, reference, rng):
    z, y = rng.normal(size=(5, 3)), rng.integers(0, 3, size=5)
    expected = reference.cross_entropy_grad(z, y)
    close(cross_entropy_grad(y=y, z=z), expected)


@pytest.mark.form
def test_cross_entropy_grad_leaves_its_arguments_alone(cross_entropy_grad, rng):
    pure(cross_entropy_grad, rng.normal(size=(5, 3)), rng.integers(0, 3, size=5))


# backward

# First where every array is square: no wrong product crashes there, and what comes back tells which one it was.


@pytest.mark.form
def test_backward_returns_one_pair_for_each_layer(backward, reference, rng):
    _, _, params, cache = network(reference, rng, (3, 3, 3), 3)
    grads = backward(rng.normal(size=(3, 3)), cache, params)
    assert isinstance(grads, (list, tuple)), (
        "it should return a list (no dict, no iterator), with one pair (dW, db) for each layer"
    )
    assert len(grads) == 2, "there should be 2 pairs, one for each layer"
    assert all(isinstance(pair, (list, tuple)) and len(pair) == 2 for pair in grads), (
        "each entry should be a pair, (dW, db)"
    )


def test_backward_gives_the_gradients_of_a_single_layer(backward):
    X, z = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[-4.0, 2.0], [-10.0, 4.0]])
    params = [(np.array([[-2.0, 0.0], [-1.0, 1.0]]), np.array([0.0, 0.0]))]
    # No activation follows the last layer, so the sign of z is no matter: dW = [1·1 + 3·10, 0] and [2·1 + 4·10, 0], db = [1 + 10, 0].
    dscores = np.array([[1.0, 0.0], [10.0, 0.0]])
    close_on_the_way_back(
        backward(dscores, [(X, z)], params), [(np.array([[31.0, 0.0], [42.0, 0.0]]), np.array([11.0, 0.0]))]
    )


def test_backward_gives_the_gradients_worked_by_hand(backward):
    # x = 1 gives z = [2, −1], relu [2, 0], score 2. Layer 2 passes [1, 3] back, and relu stops the 3, whose z is −1.
    params = [(np.array([[2.0, -1.0]]), np.zeros(2)), (np.array([[1.0], [3.0]]), np.zeros(1))]
    cache = [(np.ones((1, 1)), np.array([[2.0, -1.0]])), (np.array([[2.0, 0.0]]), np.array([[2.0]]))]
    expected = [(np.array([[1.0, 0.0]]), np.array([1.0, 0.0])), (np.array([[2.0], [0.0]]), np.array([1.0]))]
    close_on_the_way_back(backward(np.ones((1, 1)), cache, params, "relu"), expected)
    params = [
        (np.array([[1.0, -1.0], [1.0, 1.0]]), np.array([0.0, 1.0])),
        (np.array([[3.0, 1.0], [4.0, -2.0]]), np.array([0.0, 0.0])),
    ]
    # x = [2, 0] gives z = [2, −1], relu [2, 0], scores [6, 2]; x = [0, 1] gives z = [1, 2], relu [1, 2], scores [11, −3].
    cache = [
        (np.array([[2.0, 0.0], [0.0, 1.0]]), np.array([[2.0, -1.0], [1.0, 2.0]])),
        (np.array([[2.0, 0.0], [1.0, 2.0]]), np.array([[6.0, 2.0], [11.0, -3.0]])),
    ]
    dscores = np.array([[1.0, 0.0], [0.0, 2.0]])
    # Layer 2 passes [1·3, 1·4] and [2·1, 2·(−2)] back; relu stops the 4, whose z is −1: dz of layer 1 is [3, 0] and [2, −4].
    expected = [
        (np.array([[6.0, 0.0], [2.0, -4.0]]), np.array([5.0, -4.0])),
        (np.array([[2.0, 2.0], [0.0, 4.0]]), np.array([1.0, 2.0])),
    ]
    close_on_the_way_back(backward(dscores, cache, params, "relu"), expected)


def test_backward_goes_through_three_layers(backward, reference, rng):
    _, _, params, cache = network(reference, rng, (3, 3, 3, 3), 3)
    dscores = rng.normal(size=(3, 3))
    expected = reference.backward(dscores, cache, params)
    close_on_the_way_back(backward(dscores, cache, params), expected)


@pytest.mark.form
def test_backward_gives_each_gradient_the_shape_of_its_parameter(backward, reference, rng):
    _, _, params, cache = network(reference, rng, (2, 5, 4, 3), 6)
    found, expected = shapes(backward(rng.normal(size=(6, 3)), cache, params)), shapes(params)
    assert found == expected, (
        f"the shapes of the (dW, db) should be those of the (W, b): {expected}, and they are {found}"
    )


def test_backward_agrees_with_the_numerical_gradient(backward, reference, rng):
    forward = reference.forward
    for activation in ACTIVATIONS:
        X, _, params, cache = network(reference, rng, (2, 3, 2, 3), 3, activation)
        dscores = rng.normal(size=(3, 3))
        expected = numerical_grads(
            reference, lambda p: (dscores * forward(X, p, activation)[0]).sum(), params
        )
        close_on_the_way_back(backward(dscores, cache, params, activation), expected, **NUMERICAL)


def test_backward_keeps_the_order_of_the_layers(backward, reference, rng):
    # All layers have the same size: only the values tell one from another.
    for activation in ACTIVATIONS:
        _, _, params, cache = network(reference, rng, (3, 3, 3, 3), 4, activation)
        dscores = rng.normal(size=(4, 3))
        expected = reference.backward(dscores, cache, params, activation)
        close_on_the_way_back(backward(dscores, cache, params, activation), expected)


def test_backward_works_for_any_depth(backward, reference, rng):
    for sizes in ((3, 2), (2, 1, 2), (2, 3, 4, 5, 6, 2)):
        for activation in ACTIVATIONS:
            _, _, params, cache = network(reference, rng, sizes, 7, activation)
            dscores = rng.normal(size=(7, sizes[-1]))
            expected = reference.backward(dscores, cache, params, activation)
            close_on_the_way_back(backward(dscores, cache, params, activation), expected)


def test_backward_works_for_one_example(backward, reference, rng):
    _, _, params, cache = network(reference, rng, (3, 4, 1), 1, "tanh")
    dscores = rng.normal(size=(1, 1))
    expected = reference.backward(dscores, cache, params, "tanh")
    close_on_the_way_back(backward(dscores, cache, params, "tanh"), expected)


def test_backward_doubles_when_the_error_doubles(backward, reference, rng):
    _, _, params, cache = network(reference, rng, (3, 3, 3), 3, "sigmoid")
    dscores = rng.normal(size=(3, 3))
    expected = [(2 * dW, 2 * db) for dW, db in reference.backward(dscores, cache, params, "sigmoid")]
    close_on_the_way_back(backward(2 * dscores, cache, params, "sigmoid"), expected)


def test_backward_uses_relu_where_no_activation_is_named(backward, reference, rng):
    _, _, params, cache = network(reference, rng, (3, 3, 3), 3)
    dscores = rng.normal(size=(3, 3))
    expected = reference.backward(dscores, cache, params, "relu")
    close_on_the_way_back(backward(dscores, cache, params), expected)


def test_backward_takes_lists_and_tuples(backward, reference, rng):
    _, _, params, cache = network(reference, rng, (3, 3, 3), 3)
    dscores = rng.normal(size=(3, 3))
    expected = reference.backward(dscores, cache, params)
    lists = [list(pair) for pair in cache], tuple(list(pair) for pair in params)
    for given in (lists, (tuple(cache), tuple(params))):
        close_on_the_way_back(backward(*copy.deepcopy((dscores, *given))), expected)


def test_backward_takes_whole_numbers_in_X(backward, reference, rng):
    X, (_, _, params, _) = rng.integers(-3, 4, size=(3, 3)), network(reference, rng, (3, 3, 3), 3)
    dscores, (_, cache) = rng.normal(size=(3, 3)), reference.forward(X, params)
    expected = reference.backward(dscores, cache, params)
    close_on_the_way_back(backward(dscores, cache, params), expected)


def test_backward_takes_whole_numbers_in_the_cache(backward, reference, rng):
    """takes whole numbers in X, z and the inputs of all layers"""
    cache = [(rng.integers(-3, 4, size=(3, 3)), rng.integers(-3, 4, size=(3, 3)))]
    cache.append((np.maximum(cache[0][1], 0), rng.integers(-3, 4, size=(3, 3))))
    dscores, params = (
        rng.normal(size=(3, 3)),
        [(rng.normal(size=s), rng.normal(size=s[1])) for s in ((3, 3), (3, 3))],
    )
    expected = reference.backward(dscores, cache, params)
    close_on_the_way_back(backward(dscores, cache, params), expected)


def test_backward_takes_float32_and_non_contiguous_arrays(backward, reference, rng):
    """takes float32 and non-contiguous arrays"""
    for activation in ACTIVATIONS:
        _, _, params, cache = network(reference, rng, (3, 3, 3), 3, activation)
        dscores = rng.normal(size=(3, 3))
        expected = reference.backward(dscores, cache, params, activation)
        for change, tolerance in ((np.float32, SINGLE), (strided, {})):
            changed = [
                [tuple(change(array) for array in pair) for pair in pairs] for pairs in (cache, params)
            ]
            close_on_the_way_back(backward(change(dscores), *changed, activation), expected, **tolerance)


def test_backward_takes_its_arguments_by_name(backward, reference, rng):
    _, _, params, cache = network(reference, rng, (3, 3, 3), 3, "tanh")
    dscores = rng.normal(size=(3, 3))
    expected = reference.backward(dscores, cache, params, "tanh")
    close_on_the_way_back(backward(activation="tanh", params=params, cache=cache, dscores=dscores), expected)


@pytest.mark.form
def test_backward_leaves_its_arguments_alone(backward, reference, rng):
    for activation in ACTIVATIONS:
        _, _, params, cache = network(reference, rng, (3, 3, 3, 3), 3, activation)
        pure(backward, rng.normal(size=(3, 3)), cache, params, activation)


# loss_and_grads

AT_THE_SCORES = "the derivative of the loss by the scores"


def close_with_loss(answer, expected, **tolerance):
    """Assert (loss, grads): first the loss, then the pairs on the way back."""
    if not (isinstance(answer, (tuple, list)) and len(answer) == 2):
        close(answer, expected)
    close(answer[0], expected[0], **tolerance)
    close_on_the_way_back(answer[1], expected[1], AT_THE_SCORES, **tolerance)


@pytest.mark.form
def test_loss_and_grads_returns_a_number_and_one_pair_for_each_layer(loss_and_grads, reference, rng):
    X, y, params, _ = network(reference, rng, (3, 3, 3), 3)
    answer = loss_and_grads(X, y, params)
    assert isinstance(answer, (tuple, list)) and len(answer) == 2, (
        "it should return two things, (loss, grads)"
    )
    loss, grads = answer
    assert not isinstance(loss, (list, tuple)), "the loss comes first, and it should be one number"
    assert np.ndim(loss) == 0, "the loss should be one number"
    assert isinstance(grads, (list, tuple)) and len(grads) == 2, (
        "grads should be a list of 2 pairs, one for each layer"
    )
    found, expected = shapes(grads), shapes(params)
    assert found == expected, (
        f"the shapes of the (dW, db) should be those of the (W, b): {expected}, and they are {found}"
    )


def test_loss_and_grads_gives_the_values_worked_by_hand(loss_and_grads):
    X, y, params = np.array([[2.0, 4.0], [6.0, 8.0]]), np.array([0, 1]), [(np.zeros((2, 2)), np.zeros(2))]
    # Both classes have probability 1/2: the loss is log 2, and dscores = ([1/2, 1/2] − one_hot) / 2 = [[−1/4, 1/4], [1/4, −1/4]].
    # dW = Xᵀ dscores: −2/4 + 6/4 = 1 and −4/4 + 8/4 = 1 in the first column; db: the columns of dscores sum to 0.
    close_with_loss(
        loss_and_grads(X, y, params), (np.log(2.0), [(np.array([[1.0, -1.0], [1.0, -1.0]]), np.zeros(2))])
    )


def test_loss_and_grads_gives_the_cross_entropy_of_the_scores(loss_and_grads, reference, rng):
    for activation in ACTIVATIONS:
        X, y, params, _ = network(reference, rng, (3, 3, 3), 3, activation)
        expected = reference.cross_entropy(reference.forward(X, params, activation)[0], y)
        loss, _ = loss_and_grads(X, y, params, activation)
        close(loss, expected)


def test_loss_and_grads_agrees_with_the_numerical_gradient(loss_and_grads, reference, rng):
    forward, cross_entropy = reference.forward, reference.cross_entropy
    for activation in ACTIVATIONS:
        X, y, params, _ = network(reference, rng, (3, 3, 3, 3), 3, activation)
        expected = numerical_grads(
            reference, lambda p: cross_entropy(forward(X, p, activation)[0], y), params
        )
        _, grads = loss_and_grads(X, y, params, activation)
        close_on_the_way_back(grads, expected, AT_THE_SCORES, **NUMERICAL)


def test_loss_and_grads_stays_the_same_when_every_example_comes_twice(loss_and_grads, reference, rng):
    X, y, params, _ = network(reference, rng, (3, 3, 3), 3, "tanh")
    # A mean does not change when everything is there twice: 1/n must appear exactly once.
    expected = reference.loss_and_grads(X, y, params, "tanh")
    close_with_loss(loss_and_grads(np.concatenate([X, X]), np.concatenate([y, y]), params, "tanh"), expected)


def test_loss_and_grads_works_for_any_sizes(loss_and_grads, reference, rng):
    for sizes, n in (((3, 2), 6), ((2, 1, 2), 4), ((3, 3, 3, 3), 7), ((2, 5, 4, 3, 4), 1)):
        for activation in ACTIVATIONS:
            X, y, params, _ = network(reference, rng, sizes, n, activation)
            expected = reference.loss_and_grads(X, y, params, activation)
            close_with_loss(loss_and_grads(X, y, params, activation), expected)


def test_loss_and_grads_uses_relu_where_no_activation_is_named(loss_and_grads, reference, rng):
    X, y, params, _ = network(reference, rng, (3, 3, 3), 3)
    expected = reference.loss_and_grads(X, y, params, "relu")
    close_with_loss(loss_and_grads(X, y, params), expected)


def test_loss_and_grads_survives_large_scores(loss_and_grads):
    X, y, params = np.array([[1000.0], [-1000.0]]), np.array([1, 1]), [(np.array([[-1.0, 1.0]]), np.zeros(2))]
    # Scores ∓1000 and ±1000: the first example is right and costs nothing, the second is wrong and costs 2000; the mean is 1000.
    # dscores = [[0, 0], [1, −1]] / 2, dW = −1000 · [1, −1] / 2.
    close_with_loss(
        loss_and_grads(X, y, params), (1000.0, [(np.array([[-500.0, 500.0]]), np.array([0.5, -0.5]))])
    )


def test_loss_and_grads_takes_lists_and_tuples(loss_and_grads, reference, rng):
    X, y, params, _ = network(reference, rng, (3, 3, 3), 3)
    expected = reference.loss_and_grads(X, y, params)
    close_with_loss(loss_and_grads(X, y, tuple(list(pair) for pair in params)), expected)


# Before whole numbers come: who steps in the caller's arrays should read that they were changed, not that a fraction does not fit in.


@pytest.mark.form
def test_loss_and_grads_leaves_its_arguments_alone(loss_and_grads, reference, rng):
    for activation in ACTIVATIONS:
        X, y, params, _ = network(reference, rng, (3, 3, 3), 3, activation)
        pure(loss_and_grads, X, y, params, activation)


def test_loss_and_grads_takes_integers_float32_and_non_contiguous_arrays(loss_and_grads, reference, rng):
    """takes integers, float32 and non-contiguous arrays"""
    X, y = rng.integers(-3, 4, size=(3, 3)), rng.integers(0, 3, size=3)
    _, _, params, _ = network(reference, rng, (3, 3, 3), 3)
    expected = reference.loss_and_grads(X.astype(float), y, params)
    close_with_loss(loss_and_grads(*copy.deepcopy((X, y, params))), expected)
    for change, tolerance in ((np.float32, SINGLE), (lambda a: strided(np.asarray(a, float)), {})):
        close_with_loss(
            loss_and_grads(change(X), strided(y), [(change(W), change(b)) for W, b in params]),
            expected,
            **tolerance,
        )


def test_loss_and_grads_takes_its_arguments_by_name(loss_and_grads, reference, rng):
    X, y, params, _ = network(reference, rng, (3, 3, 3), 3, "sigmoid")
    expected = reference.loss_and_grads(X, y, params, "sigmoid")
    close_with_loss(loss_and_grads(activation="sigmoid", params=params, y=y, X=X), expected)


@pytest.mark.milestone
def test_milestone_every_parameter_passes_a_gradient_check(loss_and_grads, reference, rng):
    """every parameter of a three-layer network passes a gradient check at 1e-6"""
    forward, cross_entropy = reference.forward, reference.cross_entropy
    for activation in ACTIVATIONS:
        X, y, params = moons_network(reference, rng, activation)
        measured = numerical_grads(
            reference, lambda p: cross_entropy(forward(X, p, activation)[0], y), params
        )
        _, grads = loss_and_grads(X, y, params, activation)
        close(shapes(grads), shapes(params))
        for layer, pairs in reversed([*enumerate(zip(grads, measured), start=1)]):
            for name, yours, expected in zip(("dW", "db"), *pairs):
                error = reference.relative_error(yours, expected)
                assert error <= 1e-6, (
                    f"{name} of layer {layer} ({activation}) should agree with the numerical gradient to 1e-6, and the relative error is {error:.0e}"
                )


def moons_network(reference, rng, activation):
    """Moons and a 2-6-6-2 network of which every gradient can be measured to 1e-6: no z near a kink, no gradient near 0."""
    init_params, forward, loss_and_grads = reference.init_params, reference.forward, reference.loss_and_grads
    for _ in range(1000):
        X, y = datasets.moons(n=20, noise=0.2, seed=int(rng.integers(2**31)))
        params = init_params([2, 6, 6, 2], rng)
        _, cache = forward(X, params, activation)
        _, grads = loss_and_grads(X, y, params, activation)
        sizes = np.abs(np.concatenate([array.ravel() for pair in grads for array in pair]))
        if all(np.abs(z).min() > 1e-3 for _, z in cache[:-1]) and sizes[sizes > 0].min() > 2e-4:
            break
    return X, y, params
