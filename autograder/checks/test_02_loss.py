"""What right looks like: lesson 2, the loss."""

import numpy as np
import pytest

from autograder.comparison import close, pure, quiet, shaped, strided

NEAR = {"rtol": 1e-5, "atol": 1e-6}  # wide enough for float32 arithmetic, narrow enough for any mistake


def log_probabilities(z):
    """log softmax of scores of moderate size, straight from the definition."""
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


def mean_surprise(z, y):
    """Cross entropy of scores of moderate size, example by example."""
    return -np.mean([log_probabilities(z)[i, label] for i, label in enumerate(y)])


def labels(rng, n, k):
    return rng.integers(0, k, size=n)


def labels_of_every_class(rng, n, k):
    return rng.permutation(np.arange(n) % k)


# mse


@pytest.mark.form
def test_mse_gives_one_number(mse, rng):
    shaped(mse(rng.normal(size=(4, 3)), rng.normal(size=(4, 3))), ())


def test_mse_gives_the_value_worked_by_hand(mse):
    # differences 0, −2, 3; squares 0, 4, 9; mean 13 / 3
    close(mse(np.array([1.0, 2.0, 3.0]), np.array([1.0, 4.0, 0.0])), 13 / 3, **NEAR)


@pytest.mark.form
def test_mse_is_zero_where_all_is_right(mse, rng):
    y = rng.normal(size=(5, 2))
    close(mse(y.copy(), y.copy()), 0.0, **NEAR)


def test_mse_is_c_squared_where_every_prediction_is_off_by_c(mse, rng):
    """is c² where every prediction is off by c"""
    for shape in [(6,), (4, 3), (2, 3, 2)]:
        y, c = rng.normal(size=shape), rng.uniform(2, 5)
        close(mse(y + c, y.copy()), c**2, **NEAR)
        close(mse(y - c, y.copy()), c**2, **NEAR)


def test_mse_is_the_mean_over_all_elements_of_any_shape(mse, rng):
    for shape in [(7,), (1,), (4, 3), (1, 5), (5, 1), (2, 3, 4)]:
        y_pred, y_true = rng.normal(size=shape), rng.normal(size=shape)
        expected = sum((p - t) ** 2 for p, t in zip(y_pred.ravel(), y_true.ravel())) / y_pred.size
        close(mse(y_pred=y_pred, y_true=y_true), expected, **NEAR)


def test_mse_takes_integers_float32_and_non_contiguous_arrays(mse, rng):
    """takes integers, float32 and non-contiguous arrays"""
    # differences −1, 3; squares 1, 9; mean 5. With 0.5 instead of 0: −1, 2.5; 1, 6.25; mean 3.625
    close(mse(np.array([1, 3]), np.array([2, 0])), 5.0, **NEAR)
    close(mse(np.array([1, 3]), np.array([2.0, 0.5])), 3.625, **NEAR)
    close(mse(np.array([2.0, 0.5]), np.array([1, 3])), 3.625, **NEAR)
    y_pred, y_true = rng.normal(size=(5, 4)), rng.normal(size=(5, 4))
    expected = ((y_pred - y_true) ** 2).sum() / 20
    close(mse(strided(y_pred), np.asfortranarray(y_true)), expected, **NEAR)
    close(mse(y_pred.astype(np.float32), y_true.astype(np.float32)), expected, rtol=1e-4, atol=1e-5)


@pytest.mark.form
def test_mse_leaves_its_arguments_alone(mse, rng):
    pure(mse, rng.normal(size=(5, 4)), rng.normal(size=(5, 4)))


# one_hot


@pytest.mark.form
def test_one_hot_has_a_row_for_each_label_and_a_column_for_each_class(one_hot, rng):
    shaped(one_hot(labels_of_every_class(rng, 6, 4), 4), (6, 4))


def test_one_hot_gives_the_rows_worked_by_hand(one_hot):
    close(one_hot(np.array([2, 0]), 3), np.array([[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]))


def test_one_hot_has_its_one_where_the_label_points(one_hot, rng):
    y = np.concatenate([[0, 4], labels(rng, 20, 5)])
    expected = np.array([[float(j == label) for j in range(5)] for label in y])
    close(one_hot(y=y, n_classes=5), expected)


def test_one_hot_keeps_a_column_for_classes_that_do_not_occur(one_hot):
    close(one_hot(np.array([0, 1, 1]), 4), np.array([[1.0, 0, 0, 0], [0, 1.0, 0, 0], [0, 1.0, 0, 0]]))


def test_one_hot_works_for_as_many_labels_as_classes(one_hot):
    close(one_hot(np.array([1, 2, 0]), 3), np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]))


def test_one_hot_works_for_one_label_and_for_one_class(one_hot):
    close(one_hot(np.array([1]), 3), np.array([[0.0, 1.0, 0.0]]))
    close(one_hot(np.array([0, 0]), 1), np.array([[1.0], [1.0]]))


def test_one_hot_takes_any_integers_and_non_contiguous_labels(one_hot):
    """takes any integers and non-contiguous labels"""
    expected = np.array([[0.0, 0.0, 1.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    close(one_hot(strided(np.array([2, 0, 1, 2])), 3), expected)
    close(one_hot(np.array([2, 0, 1, 2], dtype=np.int32), 3), expected)


@pytest.mark.form
def test_one_hot_leaves_its_arguments_alone(one_hot, rng):
    pure(one_hot, labels(rng, 6, 4), 4)


# log_softmax


@pytest.mark.form
def test_log_softmax_keeps_the_shape(log_softmax, rng):
    shaped(log_softmax(rng.normal(size=(5, 3))), (5, 3))


def test_log_softmax_gives_the_values_worked_by_hand(log_softmax):
    # probabilities (1/4, 3/4), (1/2, 1/2), (4/5, 1/5), as in lesson 1
    close(log_softmax(np.array([[0.0, np.log(3)]])), np.log([[0.25, 0.75]]), **NEAR)
    z = np.array([[0.0, np.log(3)], [np.log(2), np.log(2)], [np.log(4), 0.0]])
    close(log_softmax(z), np.log([[0.25, 0.75], [0.5, 0.5], [0.8, 0.2]]), **NEAR)


@pytest.mark.form
def test_log_softmax_has_rows_whose_probabilities_sum_to_one(log_softmax, rng):
    for shape in [(5, 3), (4, 4), (3, 7)]:
        sums = np.exp(log_softmax(rng.normal(size=shape) * 3)).sum(axis=1)
        close(sums, np.ones(shape[0]), told="in the sums of exp of the rows", **NEAR)


def test_log_softmax_does_not_change_when_a_number_is_added_to_a_row(log_softmax, rng):
    z = rng.normal(size=(5, 3))
    expected = log_probabilities(z)
    close(log_softmax(z + rng.uniform(-50, 50, size=(5, 1))), expected, rtol=1e-4, atol=1e-4)


def test_log_softmax_agrees_with_the_definition_on_random_scores(log_softmax, rng):
    for shape in [(6, 4), (4, 4), (1, 5), (4, 1), (1, 1)]:
        z = rng.normal(size=shape) * 3
        expected = log_probabilities(z)
        close(log_softmax(z=z), expected, rtol=1e-5, atol=2e-6)


def test_log_softmax_takes_integers_float32_and_non_contiguous_arrays(log_softmax, rng):
    """takes integers, float32 and non-contiguous arrays"""
    whole = np.array([[1, 2, 3], [0, -5, 5]])
    expected = log_probabilities(whole.astype(float))
    close(log_softmax(whole), expected, **NEAR)
    z = rng.normal(size=(5, 3)) * 2
    expected, across = log_probabilities(z), log_probabilities(z.T)
    close(log_softmax(strided(z)), expected, **NEAR)
    close(log_softmax(z.copy().T), across, **NEAR)
    close(log_softmax(z.astype(np.float32)), expected, rtol=1e-4, atol=1e-5)


def test_log_softmax_is_exact_for_small_probabilities(log_softmax):
    # e^-25 beside 1: log p = −25 − log(1 + e^-25) = −25
    close(log_softmax(np.array([[25.0, 0.0]])), np.array([[0.0, -25.0]]), **NEAR)
    close(log_softmax(np.array([[0.0, 30.0]])), np.array([[-30.0, 0.0]]), **NEAR)
    close(log_softmax(np.array([[0.0, -100.0]])), np.array([[0.0, -100.0]]), **NEAR)


def test_log_softmax_survives_large_scores(log_softmax):
    # (1000, 1001): −log(1 + e) and −log(1 + 1/e); a lead of a million: 0, and minus a million
    low, high = -np.log(1 + np.e), -np.log(1 + 1 / np.e)
    close(quiet(log_softmax, np.array([[1000.0, 1001.0]])), np.array([[low, high]]), **NEAR)
    close(quiet(log_softmax, np.array([[1e6, 0.0, -1e6]])), np.array([[0.0, -1e6, -2e6]]), **NEAR)
    close(quiet(log_softmax, np.array([[-(10**6), -(10**6)]])), -np.log([[2.0, 2.0]]), **NEAR)
    close(
        quiet(log_softmax, np.array([[0, 200], [-1e6, 1e6]], dtype=np.float32)),
        np.array([[-200.0, 0.0], [-2e6, 0.0]]),
        **NEAR,
    )


def test_log_softmax_survives_rows_of_very_different_size(log_softmax):
    low, high = -np.log(1 + np.e), -np.log(1 + 1 / np.e)
    z = np.array([[1e6, 1e6 - 1], [0.0, 1.0], [-1e6, 1 - 1e6]])
    close(quiet(log_softmax, z), np.array([[high, low], [low, high], [low, high]]), **NEAR)


@pytest.mark.form
def test_log_softmax_leaves_its_argument_alone(log_softmax, rng):
    pure(log_softmax, rng.normal(size=(5, 3)))


# cross_entropy


@pytest.mark.form
def test_cross_entropy_gives_one_number(cross_entropy, rng):
    shaped(cross_entropy(rng.normal(size=(5, 3)), labels_of_every_class(rng, 5, 3)), ())


def test_cross_entropy_gives_the_value_worked_by_hand(cross_entropy):
    # both of class 1: probabilities 3/4 and 1/4, which cost log(4/3) and log 4
    z = np.array([[0.0, np.log(3)], [np.log(3), 0.0]])
    close(cross_entropy(z, np.array([1, 1])), (np.log(4 / 3) + np.log(4)) / 2, **NEAR)
    # exp: (1, 2, 1), (1, 3, 4), (2, 2, 1), so the probabilities are quarters, eighths and fifths; the true ones are 1/2, 1/8, 1/5
    z = np.log([[1.0, 2.0, 1.0], [1.0, 3.0, 4.0], [2.0, 2.0, 1.0]])
    close(cross_entropy(z, np.array([1, 0, 2])), (np.log(2) + np.log(8) + np.log(5)) / 3, **NEAR)


def test_cross_entropy_is_log_k_where_all_scores_are_equal(cross_entropy, rng):
    for k in (2, 3, 10):
        close(cross_entropy(np.full((12, k), 1.5), labels_of_every_class(rng, 12, k)), np.log(k), **NEAR)


def test_cross_entropy_depends_on_the_probability_of_the_true_class_alone(cross_entropy, rng):
    z = rng.normal(size=(6, 4))
    shuffled, y = z.copy(), np.zeros(6, dtype=int)
    shuffled[:, 1:] = z[:, :0:-1]  # the wrong classes in another order
    expected = mean_surprise(z, y)
    close(cross_entropy(shuffled, y.copy()), expected, **NEAR)
    close(cross_entropy(z + rng.uniform(-20, 20, size=(6, 1)), y), expected, **NEAR)


@pytest.mark.form
def test_cross_entropy_is_the_mean_over_the_examples(cross_entropy, rng):
    z, y = rng.normal(size=(5, 3)), labels(rng, 5, 3)
    each = [float(cross_entropy(z[i : i + 1].copy(), y[i : i + 1].copy())) for i in range(5)]
    close(cross_entropy(np.vstack([z, z]), np.concatenate([y, y])), sum(each) / 5, **NEAR)
    close(cross_entropy(z, y), sum(each) / 5, **NEAR)


def test_cross_entropy_agrees_with_the_definition_on_random_scores(cross_entropy, rng):
    for n, k in [(7, 4), (4, 4), (3, 6), (1, 3), (5, 2)]:
        z, y = rng.normal(size=(n, k)) * 3, labels(rng, n, k)
        expected = mean_surprise(z, y)
        close(cross_entropy(z=z, y=y), expected, **NEAR)


def test_cross_entropy_takes_integers_float32_and_non_contiguous_arrays(cross_entropy, rng):
    """takes integers, float32 and non-contiguous arrays"""
    whole, y = np.array([[1, 2, 3], [0, -5, 5]]), np.array([0, 2])
    expected = mean_surprise(whole.astype(float), y)
    close(cross_entropy(whole, y), expected, **NEAR)
    z, y = rng.normal(size=(6, 3)) * 2, labels(rng, 6, 3)
    expected = mean_surprise(z, y)
    close(cross_entropy(strided(z), strided(y)), expected, **NEAR)
    close(cross_entropy(np.asfortranarray(z), y.astype(np.int32)), expected, **NEAR)
    close(cross_entropy(z.astype(np.float32), y.copy()), expected, rtol=1e-4, atol=1e-5)


def test_cross_entropy_is_exact_where_the_network_is_sure_and_wrong(cross_entropy):
    # the true class is 25 behind: −log p = 25 + log(1 + e^-25) = 25; in the same way 40, then 60
    close(cross_entropy(np.array([[25.0, 0.0]]), np.array([1])), 25.0, **NEAR)
    close(cross_entropy(np.array([[40.0, 0.0], [0.0, 60.0]]), np.array([1, 0])), 50.0, **NEAR)


def test_cross_entropy_survives_large_scores(cross_entropy):
    # sure and right costs 0; a million behind costs a million
    close(quiet(cross_entropy, np.array([[1000.0, 0.0], [0.0, 1000.0]]), np.array([0, 1])), 0.0, **NEAR)
    close(quiet(cross_entropy, np.array([[1000.0, 0.0]]), np.array([1])), 1000.0, **NEAR)
    close(
        quiet(cross_entropy, np.array([[1e6, -1e6, 0.0], [0.0, 0.0, 0.0]]), np.array([1, 2])),
        (2e6 + np.log(3)) / 2,
        **NEAR,
    )
    close(
        quiet(cross_entropy, np.array([[10**6, -(10**6)], [-(10**6), -(10**6)]]), np.array([0, 1])),
        np.log(2) / 2,
        **NEAR,
    )
    close(
        quiet(cross_entropy, np.array([[0, 200], [-1e6, 1e6]], dtype=np.float32), np.array([0, 1])),
        100.0,
        **NEAR,
    )


@pytest.mark.form
def test_cross_entropy_leaves_its_arguments_alone(cross_entropy, rng):
    pure(cross_entropy, rng.normal(size=(5, 3)), labels(rng, 5, 3))


# binary_cross_entropy


def binary_surprise(z, y):
    """Binary cross entropy of scores of moderate size, straight from the definition."""
    p = 1 / (1 + np.exp(-z))
    return -np.mean(np.where(y == 1, np.log(p), np.log(1 - p)))


@pytest.mark.form
def test_binary_cross_entropy_gives_one_number(binary_cross_entropy, rng):
    shaped(binary_cross_entropy(rng.normal(size=5), labels(rng, 5, 2)), ())


def test_binary_cross_entropy_gives_the_value_worked_by_hand(binary_cross_entropy):
    # sigmoid(0) = 1/2 and the truth is 0: log 2; sigmoid(log 3) = 3/4 and the truth is 1: log(4/3)
    z = np.array([0.0, np.log(3)])
    close(binary_cross_entropy(z, np.array([0, 1])), (np.log(2) + np.log(4 / 3)) / 2, **NEAR)
    # sigmoid(log 3) = 3/4 and the truth is 0: log 4; sigmoid(log 4) = 4/5, truth 1: log(5/4); sigmoid(−log 2) = 1/3, truth 1: log 3
    z = np.array([np.log(3), np.log(4), -np.log(2)])
    close(binary_cross_entropy(z, np.array([0, 1, 1])), (np.log(4) + np.log(5 / 4) + np.log(3)) / 3, **NEAR)


def test_binary_cross_entropy_counts_examples_of_both_classes(binary_cross_entropy):
    # sigmoid(log 3) = 3/4: the truth 1 costs −log(3/4), the truth 0 costs −log(1/4)
    z = np.array([np.log(3), np.log(3)])
    close(binary_cross_entropy(z.copy(), np.array([1, 1])), -np.log(3 / 4), **NEAR)
    close(binary_cross_entropy(z.copy(), np.array([0, 0])), -np.log(1 / 4), **NEAR)


def test_binary_cross_entropy_is_the_same_with_classes_and_signs_exchanged(binary_cross_entropy, rng):
    z, y = rng.normal(size=8), labels(rng, 8, 2)
    expected = binary_surprise(z, y)
    close(binary_cross_entropy(-z, 1 - y), expected, **NEAR)


def test_binary_cross_entropy_agrees_with_the_definition_on_random_scores(binary_cross_entropy, rng):
    for n in (9, 4, 2, 1):
        z, y = rng.normal(size=n) * 3, labels(rng, n, 2)
        expected = binary_surprise(z, y)
        close(binary_cross_entropy(z=z, y=y), expected, **NEAR)


def test_binary_cross_entropy_is_cross_entropy_of_the_scores_0_and_z(binary_cross_entropy, reference, rng):
    z, y = rng.normal(size=7) * 5, labels(rng, 7, 2)
    expected = reference.cross_entropy(np.column_stack([np.zeros(7), z]), y)
    close(binary_cross_entropy(z, y), expected, **NEAR)


def test_binary_cross_entropy_takes_integers_float32_and_non_contiguous_arrays(binary_cross_entropy, rng):
    """takes integers, float32 and non-contiguous arrays"""
    whole, y = np.array([1, -2, 3, 0]), np.array([0, 1, 1, 0])
    expected = binary_surprise(whole, y)
    close(binary_cross_entropy(whole, y), expected, **NEAR)
    z, y = rng.normal(size=6) * 2, np.array([0, 1, 1, 0, 1, 0])
    expected = binary_surprise(z, y)
    close(binary_cross_entropy(strided(z), strided(y)), expected, **NEAR)
    close(binary_cross_entropy(z.astype(np.float32), y.copy()), expected, rtol=1e-4, atol=1e-5)


def test_binary_cross_entropy_takes_labels_that_are_floats(binary_cross_entropy, rng):
    z, y = rng.normal(size=6) * 2, np.array([0, 1, 1, 0, 1, 0])
    expected = binary_surprise(z, y)
    close(binary_cross_entropy(z.copy(), y.astype(float)), expected, **NEAR)
    close(binary_cross_entropy(z, y.astype(np.float32)), expected, **NEAR)


def test_binary_cross_entropy_is_exact_where_the_network_is_sure_and_wrong(binary_cross_entropy):
    # −log sigmoid(−25) = log(1 + e^25) = 25, and in the same way 40 and 60
    close(binary_cross_entropy(np.array([-25.0]), np.array([1])), 25.0, **NEAR)
    close(binary_cross_entropy(np.array([-40.0, 60.0]), np.array([1, 0])), 50.0, **NEAR)


def test_binary_cross_entropy_survives_large_scores(binary_cross_entropy):
    close(quiet(binary_cross_entropy, np.array([1000.0, -1000.0]), np.array([1, 0])), 0.0, **NEAR)
    close(quiet(binary_cross_entropy, np.array([1100.0, -3000.0]), np.array([0, 1])), 2050.0, **NEAR)
    close(
        quiet(binary_cross_entropy, np.array([1e6, -1e6, 0.0]), np.array([0, 0, 1])),
        (1e6 + np.log(2)) / 3,
        **NEAR,
    )
    close(quiet(binary_cross_entropy, np.array([-(10**6), 10**6]), np.array([1, 1])), 5e5, **NEAR)
    close(
        quiet(binary_cross_entropy, np.array([200, -1e6], dtype=np.float32), np.array([0, 0])), 100.0, **NEAR
    )


@pytest.mark.form
def test_binary_cross_entropy_leaves_its_arguments_alone(binary_cross_entropy, rng):
    pure(binary_cross_entropy, rng.normal(size=6), labels(rng, 6, 2))


# accuracy


@pytest.mark.form
def test_accuracy_gives_one_number(accuracy, rng):
    shaped(accuracy(rng.normal(size=(5, 3)), labels(rng, 5, 3)), ())


def test_accuracy_gives_the_value_worked_by_hand(accuracy):
    # largest at 2, 0, 1, 1, 2; the truth is 2, 0, 1, 0, 1: three of five
    z = np.array([[0.0, 1.0, 2.0], [5.0, -7.0, 1.0], [-0.4, 0.3, 0.2], [-1.5, -1.0, -2.0], [0.0, 0.5, 4.0]])
    close(accuracy(z, np.array([2, 0, 1, 0, 1])), 0.6, **NEAR)


def test_accuracy_works_for_one_example(accuracy):
    z = np.array([[0.5, -2.0, 3.0, 1.0]])  # largest at 2
    close(accuracy(z.copy(), np.array([0])), 0.0, **NEAR)  # first: 2 − 0 is no error rate
    close(accuracy(z.copy(), np.array([2])), 1.0, **NEAR)


def test_accuracy_is_one_where_all_are_right_and_zero_where_none_is(accuracy, rng):
    y = labels(rng, 6, 4)
    z = rng.uniform(-1, 1, size=(6, 4)) + 5 * np.eye(4)[y]
    close(accuracy(z.copy(), y.copy()), 1.0, **NEAR)
    close(accuracy(z, (y + 1) % 4), 0.0, **NEAR)


def clear_scores(rng, n, k):
    """Scores without ties: each row holds 0 … k − 1 in some order, less 10."""
    return rng.permuted(np.tile(np.arange(float(k)), (n, 1)), axis=1) - 10


def test_accuracy_is_the_fraction_of_right_rows_on_random_scores(accuracy, rng):
    for n, k in [(40, 3), (5, 5), (7, 2), (1, 4), (3, 6)]:
        z, y = clear_scores(rng, n, k), labels(rng, n, k)
        expected = sum(max(row) == row[label] for row, label in zip(z, y)) / n
        close(accuracy(z=z, y=y), expected, **NEAR)


def test_accuracy_takes_integers_float32_and_non_contiguous_arrays(accuracy, rng):
    """takes integers, float32 and non-contiguous arrays"""
    z, y = clear_scores(rng, 8, 3), labels(rng, 8, 3)
    expected = sum(max(row) == row[label] for row, label in zip(z, y)) / 8
    close(accuracy(z.astype(int), y.copy()), expected, **NEAR)
    close(accuracy(z.astype(np.float32), y.astype(np.int32)), expected, **NEAR)
    close(accuracy(strided(z), strided(y)), expected, **NEAR)


def test_accuracy_finds_the_largest_score_where_scores_are_large(accuracy):
    z = np.array([[700.0, 800.0, 900.0], [50.0, 60.0, 40.0], [-900.0, -800.0, -850.0]])
    close(accuracy(z, np.array([2, 0, 1])), 2 / 3, **NEAR)  # the largest are at 2, 1, 1


@pytest.mark.form
def test_accuracy_leaves_its_arguments_alone(accuracy, rng):
    pure(accuracy, rng.normal(size=(6, 3)), labels(rng, 6, 3))


# milestone


@pytest.mark.milestone
def test_milestone_an_untrained_network_has_a_loss_near_log_k(cross_entropy, reference, rng):
    from playground import datasets  # here, because it is slow to import

    X, y = datasets.digits()
    scores, _ = reference.forward(X, reference.init_params([64, 32, 10], rng))
    close(cross_entropy(np.zeros((len(y), 10)), y.copy()), np.log(10), rtol=1e-5)
    loss = float(cross_entropy(0.1 * scores, y))
    assert abs(loss - np.log(10)) < 0.1, (
        f"the loss before training should be near log 10 = 2.303, and it is {loss:.3f}"
    )
