"""What right looks like: lesson 1, the forward pass."""

import copy

import numpy as np
import pytest

from autograder.comparison import a_kind, close, difference, pure, quiet, same, shaped, strided

NEAR = {"rtol": 1e-5, "atol": 1e-6}  # wide enough for float32 arithmetic, narrow enough for any mistake


def huge():
    """Numbers of either sign up to the largest: exp overflows from 709.8 on. Made anew, because an answer may write into its argument."""
    return np.array([-1e308, -1e6, -1000.0, -710.0, 710.0, 1000.0, 1e6, 1e308])


def network(rng, sizes):
    """Random weights, biases included."""
    return [(rng.normal(size=pair), rng.normal(size=pair[1])) for pair in zip(sizes, sizes[1:])]


def as_float32(params):
    return [(W.astype(np.float32), b.astype(np.float32)) for W, b in params]


# dense


@pytest.mark.form
def test_dense_has_a_row_for_each_example_and_a_column_for_each_unit(dense, rng):
    shaped(dense(rng.normal(size=(4, 3)), rng.normal(size=(3, 2)), rng.normal(size=2)), (4, 2))


def test_dense_gives_the_values_worked_by_hand(dense):
    # the drawn network's first layer: 1·2 + 2·1 − 1 = 3, 1·1 + 2·(−2) + 2 = −1, 1·(−1) + 2·1 + 1 = 2
    W, b = np.array([[2.0, 1.0, -1.0], [1.0, -2.0, 1.0]]), np.array([-1.0, 2.0, 1.0])
    close(dense(np.array([[1.0, 2.0]]), W, b), np.array([[3.0, -1.0, 2.0]]), **NEAR)
    # (1, 2): 1·3 + 2·0 + 10 = 13 and 1·(−1) + 2·2 + 20 = 23; (0, 1): 0 + 0 + 10 = 10 and 0 + 2 + 20 = 22
    X, W, b = np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([[3.0, -1.0], [0.0, 2.0]]), np.array([10.0, 20.0])
    close(dense(X, W, b), np.array([[13.0, 23.0], [10.0, 22.0]]), **NEAR)


def test_dense_gives_every_example_the_biases_where_all_features_are_zero(dense, rng):
    b = rng.normal(size=3)
    expected = np.array([b, b, b])
    close(dense(np.zeros((3, 4)), rng.normal(size=(4, 3)), b), expected, **NEAR)


def test_dense_agrees_with_ours_on_random_numbers(dense, reference, rng):
    X, W, b = rng.normal(size=(5, 4)), rng.normal(size=(4, 3)), rng.normal(size=3)
    expected = reference.dense(X, W, b)
    close(dense(X=X, W=W, b=b), expected, **NEAR)


def test_dense_works_for_one_example_one_feature_and_one_unit(dense, reference, rng):
    """works for one example, one feature and one unit"""
    for n, d_in, d_out in [(1, 3, 2), (4, 1, 3), (4, 3, 1), (1, 1, 1)]:
        X, W, b = rng.normal(size=(n, d_in)), rng.normal(size=(d_in, d_out)), rng.normal(size=d_out)
        expected = reference.dense(X, W, b)
        close(dense(X, W, b), expected, **NEAR)


def test_dense_keeps_the_fractions_where_the_features_are_integers(dense):
    # W is square, and not its own transpose: whatever stands in its place fits, and gives other numbers
    W, b = np.array([[0.5, 1.0], [0.25, 0.5]]), np.array([0.125, 0.25])
    # (1, 2): 0.5 + 2·0.25 + 0.125 = 1.125 and 1 + 2·0.5 + 0.25 = 2.25, and so on
    expected = np.array([[1.125, 2.25], [2.625, 5.25], [4.125, 8.25]])
    close(dense(np.array([[1, 2], [3, 4], [5, 6]]), W, b), expected, **NEAR)


def test_dense_takes_float32_and_non_contiguous_arrays(dense, reference, rng):
    """takes float32 and non-contiguous arrays"""
    X, W, b = rng.normal(size=(5, 4)), rng.normal(size=(4, 3)), rng.normal(size=3)
    expected = reference.dense(X, W, b)
    close(dense(strided(X), np.asfortranarray(W), strided(b)), expected, **NEAR)
    close(
        dense(X.astype(np.float32), W.astype(np.float32), b.astype(np.float32)),
        expected,
        rtol=1e-4,
        atol=1e-4,
    )


@pytest.mark.form
def test_dense_leaves_its_arguments_alone(dense, rng):
    pure(dense, rng.normal(size=(5, 4)), rng.normal(size=(4, 3)), rng.normal(size=3))


# relu


def test_relu_gives_the_values_worked_by_hand(relu):
    close(relu(np.array([-2.0, -0.5, 0.0, 0.5, 3.0])), np.array([0.0, 0.0, 0.0, 0.5, 3.0]), **NEAR)


def test_relu_works_element_by_element_in_any_shape(relu, reference, rng):
    for shape in [(), (1,), (6,), (4, 3), (1, 5), (2, 3, 4)]:
        z = np.asarray(rng.normal(size=shape) * 3)
        expected = reference.relu(z)
        close(relu(z=z), expected, **NEAR)


def test_relu_keeps_what_is_positive_and_nothing_else(relu, rng):
    size = rng.uniform(0.001, 50, size=(5, 4))
    close(relu(size.copy()), size, **NEAR)
    close(relu(-size), np.zeros((5, 4)), **NEAR)


def test_relu_takes_integers_float32_and_non_contiguous_arrays(relu, rng):
    """takes integers, float32 and non-contiguous arrays"""
    close(relu(np.array([[-3, 0], [2, 7]])), np.array([[0.0, 0.0], [2.0, 7.0]]), **NEAR)
    z = rng.normal(size=(4, 3))
    expected = (abs(z) + z) / 2
    close(relu(strided(z)), expected, **NEAR)
    close(relu(z.copy().T), expected.T, **NEAR)
    close(relu(z.astype(np.float32)), expected, rtol=1e-5, atol=1e-5)


def test_relu_takes_numbers_of_any_size(relu):
    close(
        relu(np.array([-1e300, -1e6, -1e-6, 1e-6, 1000.0, 1e6, 1e300])),
        np.array([0, 0, 0, 1e-6, 1000.0, 1e6, 1e300]),
        **NEAR,
    )


@pytest.mark.form
def test_relu_leaves_its_argument_alone(relu, rng):
    pure(relu, rng.normal(size=(5, 4)))


# sigmoid


def test_sigmoid_gives_the_values_worked_by_hand(sigmoid):
    # exp(−ln 3) = 1/3, so sigmoid(ln 3) = 1 / (4/3) = 3/4; sigmoid(−ln 3) = 1 / (1 + 3) = 1/4
    close(sigmoid(np.array([0.0, np.log(3), -np.log(3)])), np.array([0.5, 0.75, 0.25]), **NEAR)


def test_sigmoid_works_element_by_element_in_any_shape(sigmoid, rng):
    for shape in [(), (1,), (6,), (4, 3), (1, 5), (2, 3, 4)]:
        z = np.asarray(rng.normal(size=shape) * 3)
        expected = 1 / (1 + np.exp(-z))
        close(sigmoid(z=z), expected, **NEAR)


@pytest.mark.form
def test_sigmoid_of_minus_z_is_one_minus_sigmoid_of_z(sigmoid, rng):
    """at −z is 1 minus the sigmoid at z"""
    z = rng.uniform(-30, 30, size=(5, 4))
    both = np.asarray(sigmoid(-z)) + np.asarray(sigmoid(z))
    close(both, np.ones((5, 4)), told="in sigmoid(−z) + sigmoid(z)", **NEAR)


def test_sigmoid_keeps_the_fractions_where_the_input_is_integer(sigmoid):
    z = np.array([[-2, -1, 0], [1, 2, 3]])
    expected = 1 / (1 + np.exp(-z))
    close(sigmoid(z), expected, **NEAR)


def test_sigmoid_takes_float32_and_non_contiguous_arrays(sigmoid, rng):
    """takes float32 and non-contiguous arrays"""
    z = rng.normal(size=(5, 4)) * 3
    expected = 1 / (1 + np.exp(-z))
    close(sigmoid(strided(z)), expected, **NEAR)
    close(sigmoid(z.copy().T), expected.T, **NEAR)
    close(sigmoid(z.astype(np.float32)), expected, rtol=1e-4, atol=1e-5)


def test_sigmoid_is_finite_for_large_numbers(sigmoid):
    close(sigmoid(huge()), (huge() > 0) * 1.0, **NEAR)
    # exp(−30) is 9.4e-14: what cuts z off at −20 gives 2.1e-9, and 1 minus the sigmoid at 30 is 0.1 % off
    close(sigmoid(np.array([-30.0, -25.0])), np.exp([-30.0, -25.0]), rtol=0.01, atol=0.0)


def test_sigmoid_gives_no_warning_for_large_numbers(sigmoid):
    close(quiet(sigmoid, huge()), (huge() > 0) * 1.0, **NEAR)
    close(quiet(sigmoid, np.array([-(10**6), -800, 800, 10**6])), np.array([0.0, 0.0, 1.0, 1.0]), **NEAR)
    close(quiet(sigmoid, np.array(-1e308)), 0.0, **NEAR)
    close(quiet(sigmoid, np.array([-1000.0, np.log(3)])), np.array([0.0, 0.75]), **NEAR)  # worked by hand


def test_sigmoid_gives_no_warning_for_large_float32_numbers(sigmoid):
    z = np.array([-3e38, -100, 100, 3e38], dtype=np.float32)  # exp(89) is too large for a float32
    close(quiet(sigmoid, z), np.array([0.0, 0.0, 1.0, 1.0]), **NEAR)


@pytest.mark.form
def test_sigmoid_leaves_its_argument_alone(sigmoid, rng):
    pure(sigmoid, rng.normal(size=(5, 4)))


# tanh


def test_tanh_gives_the_values_worked_by_hand(tanh):
    # exp(ln 2) = 2 and exp(−ln 2) = 1/2, so tanh(ln 2) = (2 − 1/2) / (2 + 1/2) = 0.6
    close(tanh(np.array([0.0, np.log(2), -np.log(2)])), np.array([0.0, 0.6, -0.6]), **NEAR)


def test_tanh_works_element_by_element_in_any_shape(tanh, rng):
    for shape in [(), (1,), (6,), (4, 3), (1, 5), (2, 3, 4)]:
        z = np.asarray(rng.normal(size=shape) * 2)
        expected = np.tanh(z)
        close(tanh(z=z), expected, **NEAR)


@pytest.mark.form
def test_tanh_changes_its_sign_with_z(tanh, rng):
    z = rng.uniform(0.1, 20, size=(5, 4))
    positive = np.asarray(tanh(z.copy()))
    assert np.all(positive > 0), "tanh should be positive where z is positive"
    close(tanh(-z), -positive, **NEAR)


def test_tanh_keeps_the_fractions_where_the_input_is_integer(tanh):
    z = np.array([[-2, -1, 0], [1, 2, 3]])
    expected = np.tanh(z)
    close(tanh(z), expected, **NEAR)


def test_tanh_takes_float32_and_non_contiguous_arrays(tanh, rng):
    """takes float32 and non-contiguous arrays"""
    z = rng.normal(size=(5, 4)) * 2
    expected = np.tanh(z)
    close(tanh(strided(z)), expected, **NEAR)
    close(tanh(z.copy().T), expected.T, **NEAR)
    close(tanh(z.astype(np.float32)), expected, rtol=1e-4, atol=1e-5)


def test_tanh_is_finite_for_large_numbers(tanh):
    close(tanh(huge()), np.sign(huge()), **NEAR)


def test_tanh_gives_no_warning_for_large_numbers(tanh):
    close(quiet(tanh, huge()), np.sign(huge()), **NEAR)
    close(quiet(tanh, np.array([-(10**6), -800, 800, 10**6])), np.array([-1.0, -1.0, 1.0, 1.0]), **NEAR)
    close(quiet(tanh, np.array(-1e308)), -1.0, **NEAR)
    close(quiet(tanh, np.array([-1000.0, np.log(2)])), np.array([-1.0, 0.6]), **NEAR)  # worked by hand


def test_tanh_gives_no_warning_for_large_float32_numbers(tanh):
    z = np.array([-3e38, -100, 100, 3e38], dtype=np.float32)  # exp(89) is too large for a float32
    close(quiet(tanh, z), np.array([-1.0, -1.0, 1.0, 1.0]), **NEAR)


@pytest.mark.form
def test_tanh_leaves_its_argument_alone(tanh, rng):
    pure(tanh, rng.normal(size=(5, 4)))


# softmax


@pytest.mark.form
def test_softmax_keeps_the_shape(softmax, rng):
    shaped(softmax(rng.normal(size=(5, 3))), (5, 3))


def test_softmax_gives_the_values_worked_by_hand(softmax):
    # exp(0, ln 3) = (1, 3), sum 4; exp(ln 2, ln 2) = (2, 2), sum 4; exp(ln 4, 0) = (4, 1), sum 5
    close(softmax(np.array([[0.0, np.log(3)]])), np.array([[0.25, 0.75]]), **NEAR)
    z = np.array([[0.0, np.log(3)], [np.log(2), np.log(2)], [np.log(4), 0.0]])
    close(softmax(z), np.array([[0.25, 0.75], [0.5, 0.5], [0.8, 0.2]]), **NEAR)


@pytest.mark.form
def test_softmax_rows_sum_to_one(softmax, rng):
    for shape in [(5, 3), (4, 4), (3, 7)]:
        sums = np.asarray(softmax(rng.normal(size=shape) * 3)).sum(axis=1)
        close(sums, np.ones(shape[0]), told="in the sums of the rows", **NEAR)


def test_softmax_gives_an_example_the_same_answer_alone_and_in_a_batch(softmax, reference, rng):
    z = rng.normal(size=(4, 4))
    expected = reference.softmax(z)
    close(softmax(z.copy()), expected, **NEAR)
    for i in range(4):
        close(softmax(z[i : i + 1].copy()), expected[i : i + 1], **NEAR)


def test_softmax_does_not_change_when_a_number_is_added_to_a_row(softmax, reference, rng):
    z = rng.normal(size=(5, 3))
    close(softmax(z + rng.uniform(-50, 50, size=(5, 1))), reference.softmax(z), rtol=1e-4, atol=1e-5)


def test_softmax_agrees_with_ours_on_random_scores(softmax, reference, rng):
    for shape in [(6, 4), (1, 5), (4, 1), (1, 1)]:
        z = rng.normal(size=shape) * 3
        expected = reference.softmax(z)
        close(softmax(z=z), expected, **NEAR)


def test_softmax_takes_integers_float32_and_non_contiguous_arrays(softmax, reference, rng):
    """takes integers, float32 and non-contiguous arrays"""
    whole = np.array([[1, 2, 3], [0, -5, 5]])
    expected = reference.softmax(whole.astype(float))
    close(softmax(whole), expected, **NEAR)
    z = rng.normal(size=(5, 3)) * 2
    expected, across = reference.softmax(z), reference.softmax(z.T)
    close(softmax(strided(z)), expected, **NEAR)
    close(softmax(z.copy().T), across, **NEAR)
    close(softmax(z.astype(np.float32)), expected, rtol=1e-4, atol=1e-5)


def test_softmax_survives_large_scores(softmax):
    # a difference of 1: 1 / (1 + e); a difference of a million: 0 and 1
    low, high = 1 / (1 + np.e), np.e / (1 + np.e)
    close(quiet(softmax, np.array([[1000.0, 1001.0]])), np.array([[low, high]]), **NEAR)
    three = np.array([[1001.0, 1000.0], [1000.0, 1001.0], [500.0, 500.0]])  # more rows than columns
    close(quiet(softmax, three), np.array([[high, low], [low, high], [0.5, 0.5]]), **NEAR)
    close(quiet(softmax, np.array([[1e6, 0.0, -1e6]])), np.array([[1.0, 0.0, 0.0]]), **NEAR)
    close(quiet(softmax, np.array([[-(10**6), -(10**6)]])), np.array([[0.5, 0.5]]), **NEAR)
    close(
        quiet(softmax, np.array([[0, 200], [-1e6, 1e6]], dtype=np.float32)),
        np.array([[0.0, 1.0], [0.0, 1.0]]),
        **NEAR,
    )


def test_softmax_survives_rows_of_very_different_size(softmax):
    z = np.array([[1e6, 1e6 - 1], [0.0, 1.0], [-1e6, 1 - 1e6]])
    low, high = 1 / (1 + np.e), np.e / (1 + np.e)
    close(quiet(softmax, z), np.array([[high, low], [low, high], [low, high]]), **NEAR)


@pytest.mark.form
def test_softmax_leaves_its_argument_alone(softmax, rng):
    pure(softmax, rng.normal(size=(5, 3)))


# init_params


def pairs(params, n):
    """params, once it is sure that they are n pairs."""
    due = f"it should be a list of {n} pairs (W, b), one a layer"
    assert not hasattr(params, "__next__"), f"the pairs come one at a time, as from a generator; {due}"
    assert isinstance(params, (list, tuple)), f"{due}, and it is {a_kind(params)}"
    assert len(params) == n, f"{due}, and it has {len(params)} entries"
    assert all(isinstance(pair, (list, tuple)) and len(pair) == 2 for pair in params), (
        "each entry should be a pair (W, b)"
    )
    return params


def many_weights(init_params, rng):
    """20000 weights of a layer with 50 inputs: enough to see how they are distributed."""
    params = pairs(init_params([50, 400, 7], rng), 2)
    W = np.asarray(params[0][0], dtype=float)
    shaped(W, (50, 400))
    return W


@pytest.mark.form
def test_init_params_starts_a_new_list_in_each_call_and_leaves_sizes_alone(init_params, rng):
    pure(init_params, [3, 5, 2], rng)  # early: with a list kept from call to call no later length is right


@pytest.mark.form
def test_init_params_has_a_pair_for_each_layer(init_params, rng):
    pairs(
        init_params([3, 5, 4, 6, 2], rng), 4
    )  # first: with two layers "one too few" and "the first only" are the same
    pairs(init_params([2, 8, 3], rng), 2)
    pairs(init_params([4, 2], rng), 1)


@pytest.mark.form
def test_init_params_has_shapes_that_fit_each_other(init_params, rng):
    for sizes in [[3, 5, 4, 6, 2], [2, 8, 3], [4, 2], [1, 1]]:
        params = pairs(init_params(sizes=list(sizes), rng=rng), len(sizes) - 1)
        for layer, ((W, b), d_in, d_out) in enumerate(zip(params, sizes, sizes[1:]), start=1):
            shaped(W, (d_in, d_out), told=f"W of layer {layer}")
            shaped(b, (d_out,), told=f"b of layer {layer}")


@pytest.mark.form
def test_init_params_starts_with_biases_of_zero(init_params, rng):
    params = pairs(init_params([2, 8, 3], rng), 2)
    for (_, b), d_out in zip(params, (8, 3)):
        shaped(b, (d_out,))
        assert not np.any(b), "every bias should be 0"


@pytest.mark.form
def test_init_params_draws_weights_around_zero(init_params, rng):
    # the mean of 20000 numbers has a std of 1/141 of theirs: 1/16 is nine times that, whatever their own std
    W = many_weights(init_params, rng)
    mean = W.mean()
    assert abs(mean) <= W.std() / 16, f"the weights should have mean 0, and their mean is {mean:.3g}"


def test_init_params_draws_weights_with_std_sqrt_2_over_fan_in(init_params, rng):
    """draws weights with std sqrt(2 / fan_in)"""
    # the std of 20000 normal numbers is known to 0.5 % (one sigma): 4 % is eight times that
    std = many_weights(init_params, rng).std()
    assert abs(std / 0.2 - 1) < 0.04, (
        f"with 50 inputs the std of W should be sqrt(2 / 50) = 0.2, and it is {std:.3g}"
    )
    # the same for every layer: the second has 100 inputs, the third 30
    second, third = [
        np.std(np.asarray(W, dtype=float)) for W, _ in pairs(init_params([3, 100, 30, 700], rng), 3)[1:]
    ]
    assert abs(second / np.sqrt(2 / 100) - 1) < 0.15, (
        f"with 100 inputs the std of W should be 0.141, and it is {second:.3g}"
    )
    assert abs(third / np.sqrt(2 / 30) - 1) < 0.05, (
        f"with 30 inputs the std of W should be 0.258, and it is {third:.3g}"
    )


@pytest.mark.form
def test_init_params_draws_from_a_normal_distribution(init_params, rng):
    # 68.3 % of a normal distribution lie within one std; 57.7 % of a uniform one. One sigma of the share is 0.33 %
    W = many_weights(init_params, rng)
    share = np.mean(np.abs(W - W.mean()) < W.std())
    assert abs(share - 0.683) < 0.03, (
        f"about 68 % of normal weights lie within one std of 0, and here {share:.0%} do"
    )
    assert np.abs(W - W.mean()).max() > 3 * W.std(), (
        "some of 20000 normal weights should be larger than three times the std"
    )


@pytest.mark.form
def test_init_params_draws_every_weight_anew(init_params, rng):
    params = pairs(init_params([20, 20, 20], rng), 2)
    first, second = (np.asarray(W, dtype=float) for W, _ in params)
    assert len(np.unique(first)) > 300, "the weights of a layer should all be drawn, not repeated"
    assert not np.allclose(first, second), "each layer should get weights of its own"


@pytest.mark.form
def test_init_params_depends_on_the_generator_alone(init_params, rng):
    seed = int(rng.integers(1_000_000))
    one, again = (init_params([3, 4, 2], np.random.default_rng(seed)) for _ in range(2))
    assert same(again, one), (
        "a generator with the same seed should give the same weights: draw from `rng` and from nothing else"
    )
    other = init_params([3, 4, 2], np.random.default_rng(seed + 1))
    assert not np.allclose(np.asarray(one[0][0]), np.asarray(other[0][0])), (
        "another generator should give other weights"
    )
    first, next_ = (init_params([3, 4, 2], rng) for _ in range(2))
    assert not np.allclose(np.asarray(first[0][0]), np.asarray(next_[0][0])), (
        "a second call with the same generator should go on drawing, and give other weights"
    )


# count_params


@pytest.mark.form
def test_count_params_gives_a_whole_number(count_params):
    close(count_params([(np.ones((1, 1)), np.zeros(1))]), 0, atol=1e300)  # any whole number will do


@pytest.mark.form
def test_count_params_counts_anew_in_each_call_and_leaves_params_alone(count_params, rng):
    pure(
        count_params, network(rng, [3, 4, 2])
    )  # early: with a total kept from call to call no later number is right


def test_count_params_gives_the_number_worked_by_hand(count_params, rng):
    close(count_params(params=network(rng, [2, 3, 2])), 17)  # 2·3 + 3 + 3·2 + 2
    close(count_params(network(rng, [2, 8, 3])), 51)  # 2·8 + 8 + 8·3 + 3


def test_count_params_counts_one_layer(count_params, rng):
    close(count_params(network(rng, [5, 4])), 24)  # 5·4 + 4


def test_count_params_counts_all_layers_of_any_size(count_params, rng):
    for sizes in (
        [40, 30],
        *(rng.integers(1, 12, size=n_layers + 1).tolist() for n_layers in (1, 2, 3, 5)),
    ):  # the first has more than a byte counts
        close(count_params(network(rng, sizes)), sum(m * k + k for m, k in zip(sizes, sizes[1:])))


def test_count_params_counts_zeros_too(count_params):
    close(
        count_params([(np.zeros((3, 2)), np.zeros(2)), (np.zeros((2, 4)), np.zeros(4))]), 20
    )  # 6 + 2 + 8 + 4


def test_count_params_takes_tuples_lists_and_any_arrays(count_params, rng):
    """takes tuples, lists and any arrays"""
    params = network(rng, [3, 4, 2])  # 12 + 4 + 8 + 2
    close(count_params(tuple(list(pair) for pair in params)), 26)
    close(count_params([(strided(W), strided(b)) for W, b in params]), 26)
    close(count_params([(np.ones(W.shape), np.ones(b.shape, np.float32)) for W, b in params]), 26)


# forward


def two(answer):
    """The answer, once it is sure that it is a pair."""
    assert isinstance(answer, (list, tuple)) and len(answer) == 2, (
        "it should return two things: scores, cache"
    )
    return answer


def agrees(answer, expected, **tolerance):
    """Assert that scores and cache are as expected, and say where they are not."""
    scores, cache = two(answer)
    close(scores, expected[0], **tolerance)
    has_cache(cache, expected[1], **tolerance)


def has_cache(cache, expected, **tolerance):
    """Assert that the cache is as expected, and say in which layer it is not."""
    is_list = isinstance(cache, (list, tuple)) and len(cache) == len(expected)
    assert is_list, f"the cache should be a list with a pair (input, z) for each layer, here {len(expected)}"
    for layer, (pair, right) in enumerate(zip(cache, expected), start=1):
        assert isinstance(pair, (list, tuple)) and len(pair) == 2, (
            f"the cache of layer {layer} should be a pair (input, z)"
        )
        for name, part, value in zip(("input", "z"), pair, right):
            problem = difference(part, value, **tolerance)
            assert problem is None, f"in the cache, the {name} of layer {layer}: {problem}"


def by_hand():
    """X, params of the drawn network: z1 = (3, −1, 2), as in dense; relu (3, 0, 2); z2 = (6 + 0 − 2 − 3, −3 + 0 + 2 − 1) = (1, −2)."""
    first = np.array([[2.0, 1.0, -1.0], [1.0, -2.0, 1.0]]), np.array([-1.0, 2.0, 1.0])
    second = np.array([[2.0, -1.0], [1.0, 3.0], [-1.0, 1.0]]), np.array([-3.0, -1.0])
    return np.array([[1.0, 2.0]]), [first, second]


@pytest.mark.form
def test_forward_returns_scores_and_cache(forward, rng):
    scores, cache = two(forward(rng.normal(size=(5, 2)), network(rng, [2, 4, 6, 3])))
    shaped(scores, (5, 3))
    assert isinstance(cache, (list, tuple)), "the cache should be a list"


@pytest.mark.form
def test_forward_starts_a_new_cache_in_each_call(forward):
    pure(forward, *by_hand())


def test_forward_gives_the_scores_worked_by_hand(forward):
    X, params = by_hand()
    close(two(forward(X, params))[0], np.array([[1.0, -2.0]]), **NEAR)


def test_forward_is_one_dense_layer_where_there_is_one_pair(forward, reference, rng):
    for name in ("relu", "sigmoid", "tanh"):
        X, params = rng.normal(size=(6, 3)), network(rng, [3, 4])
        expected = reference.dense(X, *params[0])
        close(two(forward(X, params, name))[0], expected, **NEAR)


def test_forward_gives_the_scores_of_deep_networks(forward, reference, rng):
    for sizes in [[2, 3, 4, 3, 2], [3, 4, 4, 2], [2, 5, 3]]:
        X, params = rng.normal(size=(6, sizes[0])), network(rng, sizes)
        expected, _ = reference.forward(X, params)
        close(two(forward(X, params))[0], expected, **NEAR)


def test_forward_uses_the_activation_that_is_asked_for(forward, reference, rng):
    for name in ("relu", "sigmoid", "tanh"):
        # a hidden layer is shaped as the last one is: no size tells which is the last
        X, params = rng.normal(size=(6, 2)), network(rng, [2, 3, 3, 3])
        expected, _ = reference.forward(X, params, name)
        close(two(forward(*copy.deepcopy((X, params)), name))[0], expected, **NEAR)
        close(two(forward(activation=name, params=params, X=X))[0], expected, **NEAR)


def test_forward_keeps_the_input_and_z_of_each_layer_in_the_cache(forward):
    first, second = np.array([[3.0, -1.0, 2.0]]), np.array([[1.0, -2.0]])
    expected = [(by_hand()[0], first), (np.array([[3.0, 0.0, 2.0]]), second)]
    has_cache(two(forward(*by_hand()))[1], expected, **NEAR)


def test_forward_has_a_cache_that_agrees_with_ours(forward, reference, rng):
    for sizes in [[4, 4], [4, 4, 4, 2]]:
        for name in ("relu", "sigmoid", "tanh"):
            X, params = rng.normal(size=(4, sizes[0])), network(rng, sizes)
            expected = copy.deepcopy(reference.forward(X, params, name)[1])  # its first entry is X itself
            has_cache(two(forward(X, params, name))[1], expected, **NEAR)


def test_forward_works_for_one_example_and_for_integer_features(forward, reference, rng):
    for X in (rng.normal(size=(1, 2)), np.array([[1, -2], [0, 3]])):
        for name in ("relu", "sigmoid", "tanh"):
            params = network(rng, [2, 4, 3])
            expected = reference.forward(X.astype(float), params, name)
            agrees(forward(X.copy(), params, name), expected, **NEAR)


def test_forward_takes_float32_non_contiguous_arrays_lists_and_tuples(forward, reference, rng):
    """takes float32, non-contiguous arrays, lists and tuples"""
    X, params = rng.normal(size=(5, 2)), network(rng, [2, 4, 3])
    expected = reference.forward(X.copy(), params)
    agrees(forward(strided(X), tuple([strided(W), strided(b)] for W, b in params)), expected, **NEAR)
    agrees(forward(X.astype(np.float32), as_float32(params)), expected, rtol=1e-4, atol=1e-4)


def test_forward_takes_large_inputs(forward, reference, rng):
    X, params = rng.normal(size=(5, 2)) * 1e5, network(rng, [2, 4, 3])
    expected = reference.forward(X.copy(), params)
    agrees(forward(X, params), expected, rtol=1e-5, atol=1e-1)


@pytest.mark.form
def test_forward_leaves_its_arguments_alone(forward, rng):
    for name in ("relu", "sigmoid", "tanh"):
        pure(forward, rng.normal(size=(5, 2)), network(rng, [2, 4, 4, 3]), name)


# predict


def clear_cases(reference, rng, sizes, activation="relu"):
    """Examples, params and labels where the largest score leads by far more than rounding."""
    while True:
        X, params = rng.normal(size=(60, sizes[0])), network(rng, sizes)
        top = np.sort(reference.forward(X, params, activation)[0], axis=1)
        X = X[top[:, -1] - top[:, -2] > 1e-2]
        labels = np.array(reference.predict(X, params, activation))
        if len(np.unique(labels)) > 1:
            return X, params, labels


@pytest.mark.form
def test_predict_gives_one_label_for_each_example(predict, rng):
    shaped(predict(rng.normal(size=(6, 2)), network(rng, [2, 4, 3])), (6,))


def test_predict_gives_the_labels_worked_by_hand(predict):
    # one layer that copies its input: the scores are (0.2, 3, −1), and the largest stands at 1
    close(predict(np.array([[0.2, 3.0, -1.0]]), [(np.eye(3), np.zeros(3))]), np.array([1]))
    # one that adds (0, 0, 1) as well: scores (0.2, 3, 0), (5, −1, 1.5), (−3, −4, −1)
    X = np.array([[0.2, 3.0, -1.0], [5.0, -1.0, 0.5], [-3.0, -4.0, -2.0]])
    close(predict(X, [(np.eye(3), np.array([0.0, 0.0, 1.0]))]), np.array([1, 0, 2]))


def test_predict_finds_the_largest_score_where_all_are_negative(predict):
    X = np.array([[-1.0, -2.0, -3.0], [-3.0, -2.0, -1.0], [-9.0, -2.0, -5.0], [-1.0, -2.0, -3.0]])
    close(predict(X, [(np.eye(3), np.zeros(3))]), np.array([0, 2, 1, 0]))


def test_predict_agrees_with_ours_on_random_networks(predict, reference, rng):
    for sizes in [[2, 6, 4], [3, 5, 5, 3], [4, 2]]:
        X, params, labels = clear_cases(reference, rng, sizes)
        close(predict(X, params), labels)


def test_predict_passes_the_activation_on(predict, reference, rng):
    for name in ("tanh", "sigmoid", "relu"):
        X, params, labels = clear_cases(reference, rng, [2, 6, 6, 4], name)
        close(predict(X=X, params=params, activation=name), labels)
    # relu(−1) = relu(−2) = 0 would give class 0; tanh keeps their order: class 1 leads by tanh(2) − tanh(1)
    for name in ("tanh", "sigmoid"):
        close(
            predict(np.array([[-2.0, -1.0]]), [(np.eye(2), np.zeros(2)), (np.eye(2), np.zeros(2))], name),
            np.array([1]),
        )


def test_predict_works_for_one_example_integers_float32_and_non_contiguous_arrays(predict, reference, rng):
    """works for one example, integers, float32 and non-contiguous arrays"""
    X, params, labels = clear_cases(reference, rng, [2, 6, 4])
    close(predict(X[:1].copy(), copy.deepcopy(params)), labels[:1])
    close(predict(strided(X), tuple([strided(W), strided(b)] for W, b in params)), labels)
    close(predict(X.astype(np.float32), as_float32(params)), labels)
    close(
        predict(np.array([[1, 2, 0], [3, -1, 0]]), [(np.eye(3), np.array([0.0, 0.0, 1.0]))]), np.array([1, 0])
    )


def test_predict_finds_the_largest_score_where_scores_are_large(predict):
    X = np.array([[700.0, 800.0, 900.0], [50.0, 60.0, 40.0], [-900.0, -800.0, -850.0]])
    close(predict(X, [(np.eye(3), np.zeros(3))]), np.array([2, 1, 1]))


@pytest.mark.form
def test_predict_leaves_its_arguments_alone(predict, rng):
    pure(predict, rng.normal(size=(5, 2)), network(rng, [2, 4, 3]), "tanh")


# milestone: the weights are `moon_params` of the lesson


def moon_params():
    return [
        (np.array([[4.1, 2.8, -3.3], [-0.3, 2.7, 1.7]]), np.array([-4.1, -1.1, -0.9])),
        (np.array([[-4.0, 4.2], [2.9, -2.8], [2.7, -2.7]]), np.array([-2.9, 2.9])),
    ]


@pytest.mark.milestone
def test_milestone_forward_separates_the_moons(forward, rng):
    from playground import datasets  # here, because it is slow to import

    X, y = datasets.moons(n=1000, noise=0.1, seed=int(rng.integers(1_000_000)))
    scores, _ = two(forward(X, moon_params()))
    shaped(scores, (1000, 2))
    share = np.mean(np.argmax(scores, axis=1) == y)
    assert share >= 0.97, f"at least 97 % of the points should be on the right side, and {share:.1%} are"
