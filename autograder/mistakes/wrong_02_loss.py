"""What wrong looks like: lesson 2, the loss."""

import inspect

import numpy as np

from autograder.reference import cross_entropy, log_softmax, one_hot, sigmoid, softmax


def mse__absolute_error(y_pred, y_true):
    """You took the absolute differences. Here they are squared, so that large errors count more."""
    return np.mean(np.abs(y_pred - y_true))


def mse__halved(y_pred, y_true):
    """Your value is half of what it should be. Some books put ½ in front to shorten the derivative; this course does not."""
    return np.mean((y_pred - y_true) ** 2) / 2


def mse__mean_before_the_square(y_pred, y_true):
    """You took the mean first and squared it then, so positive and negative errors cancel. Square each difference before the mean."""
    return np.mean(y_pred - y_true) ** 2


def mse__variance(y_pred, y_true):
    """You took the variance of the differences, which takes their mean away first: predictions that are all 1 too high would cost nothing. Square the differences as they are."""
    return np.var(y_pred - y_true)


def mse__not_squared(y_pred, y_true):
    """The differences are not squared, so positive and negative errors cancel."""
    return np.mean(y_pred - y_true)


def mse__difference_of_squares(y_pred, y_true):
    """You squared both numbers and then subtracted. Subtract first: it is the difference that is squared."""
    return np.mean(y_pred**2 - y_true**2)


def mse__doubled_for_squared(y_pred, y_true):
    """You multiplied the differences by 2 where they should be squared. In Python the square is `** 2`."""
    return np.mean((y_pred - y_true) * 2)


def mse__truth_alone_squared(y_pred, y_true):
    """Only the truth is squared, because `**` goes before `-`. The whole difference is squared: it needs brackets."""
    return np.mean(y_pred - y_true**2)


def mse__divided_by_the_rows(y_pred, y_true):
    """You divide by the number of rows, which is what `len` gives. The mean is over all elements, rows times columns."""
    return np.sum((y_pred - y_true) ** 2) / len(y_pred)


def mse__sum_for_difference(y_pred, y_true):
    """You added prediction and truth. What counts is how far they are apart."""
    return np.mean((y_pred + y_true) ** 2)


def _mean_along(axis):
    def variant(y_pred, y_true):
        """What you return is the mean along one axis, and the predictions may have one axis or many. (Python's own `sum` runs along the first.) NumPy's mean without an axis is over all elements, and gives one number."""
        return np.mean((y_pred - y_true) ** 2, axis=axis)

    return variant


mse__mean_of_each_column = _mean_along(0)
mse__mean_of_each_row = _mean_along(1)
mse__mean_along_the_last_axis = _mean_along(-1)


def one_hot__classes_counted_from_the_labels(y, n_classes):
    """You made as many columns as the largest label needs. A class may be missing from `y`, and its column is needed all the same: that is what `n_classes` is for."""
    return np.eye(int(y.max()) + 1)[y]


def one_hot__classes_that_occur(y, n_classes):
    """You made a column only for the labels that occur. Every class has its column, also one that is missing from `y`: that is what `n_classes` is for."""
    return (y[:, None] == np.unique(y)) * 1.0


def one_hot__identity_of_the_classes_that_occur(y, n_classes):
    """You made a column only for the labels that occur. Every class has its column, also one that is missing from `y`: that is what `n_classes` is for."""
    return np.eye(len(np.unique(y)))[y]


def one_hot__a_column_for_each_label(y, n_classes):
    """You made as many columns as there are labels. There is a column for each *class*: `n_classes` says how many."""
    return np.eye(len(y))[y]


def one_hot__columns_filled(y, n_classes):
    """Every row has the ones of all labels, and each has one 1 only. Either `[:, y] = 1` set whole columns: pair each row with its own column; or all your rows are one and the same list or array: make a new one for each label."""
    H = np.zeros((len(y), n_classes))
    H[:, y] = 1
    return H


def one_hot__rows_filled(y, n_classes):
    """You set whole rows: one position alone picks a row. Each label sets a single entry, in its own row."""
    H = np.zeros((len(y), n_classes))
    H[y] = 1
    return H


def one_hot__labels_ignored(y, n_classes):
    """You return the identity matrix itself. Its rows have to be picked, one for each label."""
    return np.eye(n_classes)


def one_hot__label_kept_as_value(y, n_classes):
    """You wrote the label itself where a 1 belongs. The class is told by the place; the value is always 1."""
    return np.eye(n_classes)[y] * y[:, None]


def one_hot__nothing_set(y, n_classes):
    """All that comes back is 0. `==` compares, and sets nothing; `=` sets an entry."""
    return np.zeros((len(y), n_classes))


def one_hot__ones_everywhere(y, n_classes):
    """All that comes back is 1. A mask alone in the brackets, as in `Y[y == j] = 1`, picks whole rows: the column stands behind it, after a comma."""
    return np.ones((len(y), n_classes))


def one_hot__one_class_too_many(y, n_classes):
    """You made one column too many. Labels run from 0 to `n_classes` − 1, so there are `n_classes` of them."""
    return np.eye(n_classes + 1)[y]


def one_hot__last_class_left_out(y, n_classes):
    """The last class never gets its 1: does a loop over the classes end one too early? `range(n)` itself ends with n − 1."""
    Y = np.eye(n_classes)[y]
    Y[:, -1] = 0
    return Y


def one_hot__rows_and_columns_exchanged(y, n_classes):
    """Rows and columns are exchanged: you used the label as the number of the row. The row is the example, the column is its label."""
    Y = np.zeros((len(y), n_classes))
    Y[y, np.arange(len(y))] = 1
    return Y


def one_hot__true_and_false(y, n_classes):
    """The places are right, but the array holds True and False. Numbers are asked for: 1.0 and 0.0."""
    return np.asarray(y)[:, None] == np.arange(n_classes)


def one_hot__first_row_only(y, n_classes):
    """Only the first row has its 1: is the `return` inside the loop?"""
    H = np.zeros((len(y), n_classes))
    H[0, y[0]] = 1
    return H


def _shifted(z):
    return z - z.max(axis=1, keepdims=True)


def log_softmax__log_of_softmax(z):
    """You took the logarithm of the finished softmax. A small probability is rounded to 0 there, and log 0 is minus infinity. Take the logarithm on paper: score minus log-sum-exp."""
    return np.log(softmax(z))


def log_softmax__small_number_added(z, eps=1e-12):
    """You added a small number before the logarithm. That hides log 0 and gives wrong values for small probabilities. Use log-sum-exp instead."""
    return np.log(softmax(z) + eps)


def log_softmax__probability_cut_off(z, eps=1e-12):
    """You clipped the probability before the logarithm. That hides log 0, and every smaller probability gets the same wrong value. Use log-sum-exp instead."""
    return np.log(np.clip(softmax(z), eps, 1))


def log_softmax__probability_cut_off_on_both_sides(z, eps=1e-7):
    """You clipped the probability before the logarithm. That hides log 0, and every smaller probability gets the same wrong value. Use log-sum-exp instead."""
    return np.log(np.clip(softmax(z), eps, 1 - eps))


def log_softmax__zero_replaced(z, eps=1e-12):
    """You replaced the probability 0 before the logarithm by a small number. That hides log 0, and every score that is far behind gets the same wrong value. Use log-sum-exp instead."""
    p = softmax(z)
    return np.log(np.where(p == 0, eps, p))


def log_softmax__no_shift(z):
    """exp overflows for large scores. Pull out each row's maximum before the exponential."""
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


def log_softmax__one_shift_for_all_rows(z):
    """You subtracted the largest score of the whole array. In a row that lies far below, all exponentials are then 0, and so is their sum. Each row has a maximum of its own."""
    shifted = z - z.max()
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def log_softmax__shift_not_undone(z):
    """The maximum was subtracted inside the logarithm only, so every row is off by its maximum. Either add it outside as well, or use the shifted scores in both places."""
    return z - np.log(np.exp(_shifted(z)).sum(axis=1, keepdims=True))


def log_softmax__over_the_batch(z):
    """You summed over axis 0, down the examples. Every row has its own log-sum-exp: the axis of the classes has to disappear."""
    shifted = z - z.max(axis=0)
    return shifted - np.log(np.exp(shifted).sum(axis=0))


def log_softmax__over_the_whole_array(z):
    """You took one log-sum-exp for the whole array. Every row has its own: sum along the row, and keep the axis."""
    shifted = z - z.max()
    return shifted - np.log(np.exp(shifted).sum())


def log_softmax__axis_not_kept(z):
    """The row sums have shape (n,), and (n, k) and (n,) do not line up from the right. Keep the summed axis with length 1."""
    shifted = z - z.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1))


def log_softmax__one_sum_for_all_rows(z):
    """Each row has its own shift, but from all of them you subtract the logarithm of the sum of the whole array. Sum along the row, and keep the axis."""
    return _shifted(z) - np.log(np.exp(_shifted(z)).sum())


def log_softmax__sums_of_the_columns(z):
    """Each row has its own shift, but the sums are those of the *columns*: axis 0 is the examples. The sum runs along the row, over the axis of the classes."""
    return _shifted(z) - np.log(np.exp(_shifted(z)).sum(axis=0))


def log_softmax__logarithm_left_out(z):
    """You subtracted the sum of the exponentials itself. Its logarithm is to be subtracted."""
    return _shifted(z) - np.exp(_shifted(z)).sum(axis=1, keepdims=True)


def log_softmax__logarithm_before_the_sum(z):
    """You take the logarithm of each exponential, which is only the score again, and sum afterwards. First the exponentials are summed, then the logarithm is taken: mind where the bracket closes."""
    return _shifted(z) - np.log(np.exp(_shifted(z))).sum(axis=1, keepdims=True)


def log_softmax__shifted_twice(z):
    """The maximum was subtracted twice, so every row is off by its maximum: from the scores that are shifted already you subtract the log-sum-exp of those that are not. Use one kind in both places."""
    return log_softmax(z) - z.max(axis=1, keepdims=True)


def log_softmax__log_sum_exp_added(z):
    """You added the log-sum-exp. The logarithm of a quotient is a difference: score minus log-sum-exp."""
    return _shifted(z) + np.log(np.exp(_shifted(z)).sum(axis=1, keepdims=True))


def log_softmax__mean_for_sum(z):
    """You take the mean of the exponentials, so every number is too large by log k. Below the line of softmax stands their sum."""
    return _shifted(z) - np.log(np.exp(_shifted(z)).mean(axis=1, keepdims=True))


def log_softmax__one_added_to_the_sum(z):
    """1 is added to the sum before the logarithm, as `np.log1p` does. The sum itself is due, which is 1 or more already."""
    return _shifted(z) - np.log1p(np.exp(_shifted(z)).sum(axis=1, keepdims=True))


def log_softmax__quotient_for_difference(z):
    """You divide by the logarithm of the sum. The logarithm of a quotient is a difference: subtract it."""
    return _shifted(z) / np.log(np.exp(_shifted(z)).sum(axis=1, keepdims=True))


def log_softmax__maximum_added_for_subtracted(z):
    """Every row is too large by twice its maximum. In the formula the maximum belongs to the log-sum-exp, and all of that is subtracted: mind the brackets and the signs."""
    return z + z.max(axis=1, keepdims=True) - np.log(np.exp(_shifted(z)).sum(axis=1, keepdims=True))


def log_softmax__log_sum_exp_left_out(z):
    """You only shifted the scores. The logarithm of the sum of the exponentials is still to be subtracted."""
    return _shifted(z)


def log_softmax__log10_of_the_sum(z):
    """Your logarithm has base 10. Everywhere in this course log is the natural logarithm: only that one undoes e to a power."""
    return _shifted(z) - np.log10(np.exp(_shifted(z)).sum(axis=1, keepdims=True))


def log_softmax__log2_of_the_sum(z):
    """Your logarithm has base 2. Everywhere in this course log is the natural logarithm: only that one undoes e to a power."""
    return _shifted(z) - np.log2(np.exp(_shifted(z)).sum(axis=1, keepdims=True))


def log_softmax__shift_not_kept(z):
    """The row maxima have shape (n,), and (n, k) and (n,) do not line up from the right, so the wrong numbers, or none, are subtracted. Keep the axis that `max` removes."""
    shifted = z - z.max(axis=1)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def log_softmax__neither_axis_kept(z):
    """The row maxima and the row sums have shape (n,), and (n, k) and (n,) do not line up from the right. Both times, keep the axis that is taken away."""
    shifted = z - z.max(axis=1)
    return shifted - np.log(np.exp(shifted).sum(axis=1))


def _true_entries(rows, y):
    return rows[np.arange(len(y)), y]


def cross_entropy__sum_for_mean(z, y):
    """You added the surprises up. The loss is their mean over the examples, so that it does not grow with their number."""
    return -_true_entries(log_softmax(z), y).sum()


def cross_entropy__divided_by_classes_too(z, y):
    """You took the mean over all n · k entries, most of which are zeros of the one-hot rows. Only the number of examples divides."""
    return -(one_hot(y, z.shape[1]) * log_softmax(z)).mean()


def cross_entropy__all_pairs(z, y):
    """The columns of all labels are taken from *every* row, as `[:, y]` and a matrix product with one-hot rows do. Each example needs one entry: pair each row with its own column."""
    return -log_softmax(z)[:, y].mean()


def cross_entropy__rows_picked(z, y):
    """`[y]` picks whole rows, the examples whose *numbers* are the labels. Each example needs one entry: pair each row with its own column."""
    return -log_softmax(z)[y].mean()


def cross_entropy__divided_by_classes(z, y):
    """You divided the sum by the number of classes. It is a mean over the examples: divide by how many there are."""
    return -_true_entries(log_softmax(z), y).sum() / z.shape[1]


def cross_entropy__rows_and_columns_exchanged(z, y):
    """Rows and columns are exchanged: you used the label as the number of the row. The row is the example, the column is its label."""
    return -log_softmax(z)[y, np.arange(len(y))].mean()


def cross_entropy__counted_from_one(z, y):
    """You looked one column too far to the left of the true class. Labels start at 0, and so do columns."""
    return -_true_entries(log_softmax(z), y - 1).mean()


def cross_entropy__all_classes(z, y):
    """You averaged the log-probabilities of all classes, so the labels play no part. Only the true class of each example counts."""
    return -log_softmax(z).mean()


def cross_entropy__predicted_class(z, y):
    """You took the largest log-probability of each row, that of the *predicted* class. What counts is the probability of the true class, `y`."""
    return -log_softmax(z).max(axis=1).mean()


def cross_entropy__labels_as_factors(z, y):
    """You multiplied by the labels themselves, so class 0 counts nothing and class 2 twice. A label is a name: it says which entry of the row is picked."""
    return -np.sum(y[:, None] * log_softmax(z)) / len(y)


def cross_entropy__labels_as_factors_of_the_columns(z, y):
    """You multiplied by the labels themselves, and along the row: there the columns are classes, and the labels belong to the examples. A label is a name: it says which entry of its row is picked."""
    return -np.mean(y * log_softmax(z))


def cross_entropy__mean_before_the_logarithm(z, y):
    """You took the mean of the probabilities first and its logarithm then. Each example has its own surprise: first the logarithms, then their mean."""
    return -np.log(_true_entries(softmax(z), y).mean())


def cross_entropy__own_entropy(z, y):
    """You weighted the log-probabilities by the network's own probabilities, so the labels play no part. The weights are the one-hot rows of the truth."""
    return -(softmax(z) * log_softmax(z)).sum(axis=1).mean()


def cross_entropy__one_minus_the_probability(z, y):
    """You averaged 1 − p, which never exceeds 1. The surprise is −log p, and grows without limit."""
    return np.mean(1 - _true_entries(softmax(z), y))


def cross_entropy__classes_counted_from_the_rows(z, y):
    """You made as many columns as z has rows. The classes are the columns of z: `z.shape[1]`."""
    return -np.sum(one_hot(y, len(z)) * log_softmax(z)) / len(y)


def cross_entropy__softmax_left_out(z, y):
    """You took the logarithm of the scores. Scores are not probabilities and may be negative; log_softmax comes first."""
    return -np.log(_true_entries(z, y)).mean()


def cross_entropy__logarithm_left_out(z, y):
    """You averaged the scores of the true class. What counts is the logarithm of its probability."""
    return -_true_entries(z, y).mean()


def cross_entropy__probability_for_its_logarithm(z, y):
    """You averaged the probability of the true class. The loss is the mean of its −log."""
    return -_true_entries(softmax(z), y).mean()


def cross_entropy__softmax_twice(z, y):
    """Softmax was applied twice: log_softmax takes scores, and you gave it probabilities. The loss can then never come near 0."""
    return cross_entropy(softmax(z), y)


def cross_entropy__log_of_softmax(z, y):
    """You took the logarithm of the finished softmax. Where the true class is far behind, its probability is rounded to 0 and the loss is infinite. Use log_softmax."""
    return -np.log(_true_entries(softmax(z), y)).mean()


def cross_entropy__log_of_all_probabilities(z, y):
    """You took the logarithm of the finished softmax, all entries of it. Where one is rounded to 0 its logarithm is −inf, and if that entry is the true class, so is the loss. Use log_softmax."""
    return -_true_entries(np.log(softmax(z)), y).mean()


def cross_entropy__zero_times_infinity(z, y):
    """You took the logarithm of the finished softmax, all entries of it. Where a probability is rounded to 0 its logarithm is −inf, and 0 · −inf, with the 0 of a one-hot row, is nan. Use log_softmax."""
    return -(one_hot(y, z.shape[1]) * np.log(softmax(z))).sum(axis=1).mean()


def cross_entropy__small_number_added(z, y, eps=1e-12):
    """You added a small number before the logarithm to avoid log 0. The loss of a network that is sure and wrong then comes out too small, and flat. Use log_softmax."""
    return -np.log(_true_entries(softmax(z), y) + eps).mean()


def cross_entropy__probability_cut_off(z, y, eps=1e-12):
    """You clipped the probability to avoid log 0. The loss of a network that is sure and wrong then comes out too small, and flat. Use log_softmax."""
    return -np.log(np.clip(_true_entries(softmax(z), y), eps, 1)).mean()


def cross_entropy__probability_cut_off_on_both_sides(z, y, eps=1e-7):
    """You clipped the probability to avoid log 0. The loss of a network that is sure and wrong then comes out too small, and flat. Use log_softmax."""
    return -np.log(np.clip(_true_entries(softmax(z), y), eps, 1 - eps)).mean()


def cross_entropy__zero_replaced(z, y, eps=1e-12):
    """You replaced the probability 0 by a small number to avoid log 0. The loss of a network that is very sure and wrong then comes out too small, and flat. Use log_softmax."""
    p = _true_entries(softmax(z), y)
    return -np.log(np.where(p == 0, eps, p)).mean()


def cross_entropy__no_shift(z, y):
    """exp overflows for large scores. log_softmax subtracts each row's maximum first, and you have it already."""
    return -_true_entries(z - np.log(np.exp(z).sum(axis=1, keepdims=True)), y).mean()


def cross_entropy__over_the_batch(z, y):
    """Your softmax runs down the examples, over axis 0. Each row is a distribution of its own."""
    return -_true_entries(log_softmax(z.T).T, y).mean()


def cross_entropy__binary_formula(z, y):
    """You added the surprise of the other classes' absence, −log(1 − p), as for independent yes-or-no questions. With one true class out of k, only −log p of the true class counts."""
    p, H = softmax(z), one_hot(y, z.shape[1])
    return -(H * np.log(p) + (1 - H) * np.log(1 - p)).sum(axis=1).mean()


def cross_entropy__squared_error(z, y):
    """You took the squared error of the probabilities. The loss here is the surprise: −log of the probability of the true class."""
    return np.mean((softmax(z) - one_hot(y, z.shape[1])) ** 2)


def cross_entropy__classes_counted_from_the_labels(z, y):
    """You took the number of classes from the labels of this batch. A class may be missing there: z has one column for each."""
    return -(one_hot(y, y.max() + 1) * log_softmax(z)).sum(axis=1).mean()


def binary_cross_entropy__column_of_scores(z, y):
    """One of z and y is a column, so every score met every label: (n, 1) with (n,) is (n, n). Both have the shape (n,), and no axis is to be added."""
    return np.mean(np.maximum(z, 0)[:, None] - y * z[:, None] + np.log1p(np.exp(-np.abs(z)))[:, None])


def binary_cross_entropy__class_zero_left_out(z, y):
    """Examples of class 0 cost nothing in your sum. They too have a surprise, −log(1 − p)."""
    return np.mean(y * np.logaddexp(0, -z))


def binary_cross_entropy__class_one_left_out(z, y):
    """Examples of class 1 cost nothing in your sum. They too have a surprise, −log p."""
    return np.mean((1 - y) * np.logaddexp(0, z))


def binary_cross_entropy__classes_exchanged(z, y):
    """The two classes are exchanged: σ(z) is the probability of class 1, and you took it for that of class 0. The sign of the term with y, or y and 1 − y, is turned."""
    return np.mean(np.logaddexp(0, -z) + y * z)


def binary_cross_entropy__sigmoid_left_out(z, y):
    """Your answers are nan, as the logarithm of a negative number is. Scores may be negative, and are not probabilities: σ(z) is."""
    return -np.mean(y * np.log(z) + (1 - y) * np.log(1 - z))


def binary_cross_entropy__sigmoid_twice(z, y):
    """The sigmoid was applied twice. `z` holds scores; one sigmoid makes them probabilities."""
    p = sigmoid(sigmoid(z))
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def binary_cross_entropy__log_of_sigmoid(z, y):
    """You took the logarithm of the finished sigmoid. For large |z| it is rounded to 0 or 1, and log 0 is infinite. Use the formula with max(z, 0), which never meets a rounded probability."""
    p = sigmoid(z)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def binary_cross_entropy__log_of_sigmoid_chosen(z, y):
    """You took the logarithm of the finished sigmoid. Where the network is sure and wrong, the probability of the truth is rounded to 0, and log 0 is infinite. Use the formula with max(z, 0), which never meets a rounded probability."""
    p = sigmoid(z)
    return -np.mean(np.log(np.where(y == 1, p, 1 - p)))


def binary_cross_entropy__small_number_added(z, y, eps=1e-12):
    """You added a small number before the logarithm to avoid log 0. The loss of a network that is sure and wrong then comes out too small, and flat. Use the formula with max(z, 0)."""
    p = sigmoid(z)
    return -np.mean(y * np.log(p + eps) + (1 - y) * np.log(1 - p + eps))


def binary_cross_entropy__probability_cut_off(z, y, eps=1e-12):
    """You clipped the probability to avoid log 0. The loss of a network that is sure and wrong then comes out too small, and flat. Use the formula with max(z, 0)."""
    p = np.clip(sigmoid(z), eps, 1 - eps)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def binary_cross_entropy__overflow(z, y):
    """The formula is right, but its exponential overflows where the power, z or −z, is large. Pull the power out where it is positive, so that −|z| is left."""
    return np.mean(np.log(1 + np.exp(z)) - y * z)


def binary_cross_entropy__overflow_in_the_branch_that_counts(z, y):
    """Your formula is right for each class, but where the network is sure and wrong its power, z or −z, is large, and `exp` overflows. Pull the power out where it is positive, so that −|z| is left."""
    signed = np.where(y == 1, -z, z)
    return np.mean(np.log(1 + np.exp(signed)))


def binary_cross_entropy__both_branches_computed(z, y):
    """The numbers come out right, but `np.where` computes both of its branches before it chooses, and one of the two exponentials overflows. Use the formula with max(z, 0): its power is −|z|, for both classes."""
    return np.mean(np.where(y == 1, np.log(1 + np.exp(-z)), np.log(1 + np.exp(z))))


def binary_cross_entropy__shift_left_out(z, y):
    """You have exp(−|z|) in the logarithm, but not the max(z, 0) that makes up for it. The three terms belong together."""
    return np.mean(np.log1p(np.exp(-np.abs(z))) - y * z)


def binary_cross_entropy__label_term_added(z, y):
    """The sign of the term with y and z is turned. With y = 1, a larger score has to cost less."""
    return np.mean(np.maximum(z, 0) + y * z + np.log1p(np.exp(-np.abs(z))))


def binary_cross_entropy__label_term_left_out(z, y):
    """Your labels play no part: every example costs what one of class 0 costs, log(1 + e to the power z). What makes the difference for class 1 is missing: look at where y stands in the formula."""
    return np.mean(np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z))))


def binary_cross_entropy__one_left_out(z, y):
    """The 1 in the logarithm is missing. The last term is log(1 + e to a power), never negative; without the 1 it is only the power again."""
    return np.mean(np.maximum(z, 0) - y * z + np.log(np.exp(-np.abs(z))))


def binary_cross_entropy__one_added_twice(z, y):
    """`np.log1p` adds the 1 itself, and you added another."""
    return np.mean(np.maximum(z, 0) - y * z + np.log1p(1 + np.exp(-np.abs(z))))


def binary_cross_entropy__largest_score_of_all(z, y):
    """`np.max(z)` is the largest score of all examples. Each example needs the larger of its own score and 0: compare element by element."""
    return np.mean(np.max(z) - y * z + np.log1p(np.exp(-np.abs(z))))


def binary_cross_entropy__positive_power(z, y):
    """Your power is +|z|. It has to be −|z|: the max(z, 0) in front makes up for just that, and a positive power overflows."""
    return np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(np.abs(z))))


def binary_cross_entropy__logarithm_left_out(z, y):
    """You add the exponential itself. The last term is the logarithm of 1 plus that."""
    return np.mean(np.maximum(z, 0) - y * z + np.exp(-np.abs(z)))


def binary_cross_entropy__score_for_its_positive_part(z, y):
    """z stands where max(z, 0) is due: where z is negative, nothing is added."""
    return np.mean(z - y * z + np.log1p(np.exp(-np.abs(z))))


def binary_cross_entropy__minimum_for_maximum(z, y):
    """Your first term is the smaller of z and 0. It is the larger one: the positive part of the score."""
    return np.mean(np.minimum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z))))


def binary_cross_entropy__label_for_its_product(z, y):
    """You subtract y alone. The middle term is y times z: with y = 1, each point of score is one less of loss."""
    return np.mean(np.maximum(z, 0) - y + np.log1p(np.exp(-np.abs(z))))


def binary_cross_entropy__sign_of_class_zero_turned(z, y):
    """The minus stands before the first term only, so class 0 is paid for being unlikely. It stands before both: the sum of the two terms needs brackets."""
    return np.mean(y * np.logaddexp(0, -z) - (1 - y) * np.logaddexp(0, z))


def binary_cross_entropy__labels_as_positions(z, y):
    """`p[y]` picks the first and the second example, again and again. With one score an example, y does not say *where*: it decides between p and 1 − p."""
    return -np.mean(np.log(sigmoid(z)[y.astype(int)]))


def binary_cross_entropy__squared_error(z, y):
    """You took the squared error of the probability. The loss here is the surprise, −log of the probability of the true class."""
    return np.mean((sigmoid(z) - y) ** 2)


def binary_cross_entropy__labels_of_minus_one_and_one(z, y):
    """Your formula, log(1 + e⁻ʸᶻ), is the one for labels −1 and 1. Here they are 0 and 1: an example of class 0 costs log 2 by it, whatever its score is."""
    return np.mean(np.logaddexp(0, -y * z))


def binary_cross_entropy__size_left_out(z, y):
    """For negative z your value is too large by the size of the score. Look at the first term, max(z, 0), which is 0 there and not |z|, and at the power, −|z| and not −z."""
    return np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-z)))


def accuracy__all_or_nothing(z, y):
    """You return 1 where *all* are right and 0 otherwise: either you asked whether all are right, or `//` or `int` cut the fraction off. Count the right rows and divide by their number with `/`."""
    return float(np.all(z.argmax(axis=1) == y))


def accuracy__all_as_true_or_false(z, y):
    """You ask whether *all* are right, and get one True or False. Count the right rows and divide by their number."""
    return bool(np.all(z.argmax(axis=1) == y))


def accuracy__no_mean(z, y):
    """You return True or False for each example. Their mean is the fraction of True."""
    return z.argmax(axis=1) == y


def accuracy__axis_left_out(z, y):
    """Without an axis `argmax` looks at the whole array and gives one position. You want one label for each row: say which axis should disappear."""
    return np.mean(z.argmax() == y)


def accuracy__truth_as_one_hot(z, y):
    """You compared the scores with one-hot rows, element by element. A score is hardly ever exactly 0 or 1: find the place of the largest, and compare it with the label."""
    return np.mean(z == one_hot(y, z.shape[1]))


def accuracy__scores_compared_with_labels(z, y):
    """You compared the scores themselves with the labels. A label is a place: find where the largest score of each row stands, and compare that."""
    return np.mean(z == y[:, None])


def accuracy__wrong_axis(z, y):
    """You looked for the best example of each class, along axis 0. For each row you want the best class: the axis of the classes disappears."""
    return np.mean(z.argmax(axis=0) == y)


def accuracy__largest_score_for_its_place(z, y):
    """You compared the largest *score* with the label. The label is the place where that score stands."""
    return np.mean(z.max(axis=1) == y)


def accuracy__smallest_score(z, y):
    """You took the class with the smallest score. The largest wins."""
    return np.mean(z.argmin(axis=1) == y)


def accuracy__largest_in_size(z, y):
    """You compared the scores without their signs. A score of −5 is smaller than one of 1."""
    return np.mean(np.abs(z).argmax(axis=1) == y)


def accuracy__exponentials_compared(z, y):
    """You compared exponentials of the scores, as softmax has them. Without the shift they are infinite or 0 where scores are large in size, and the order is lost. Softmax does not change the order: compare the scores themselves."""
    return np.mean(np.exp(z).argmax(axis=1) == y)


def accuracy__squashed_scores_compared(z, y):
    """You squashed every score by itself before you compared them. Large scores then become one and the same number, and the first of them wins. Compare the scores as they are."""
    return np.mean(sigmoid(z).argmax(axis=1) == y)


def accuracy__probability_of_the_true_class(z, y):
    """You averaged the probability of the true class. Accuracy only asks whether its score is the largest."""
    return softmax(z)[np.arange(len(y)), y].mean()


def accuracy__column_of_labels(z, y):
    """You compared every prediction with every label: (n,) with (n, 1) is (n, n). Both have the shape (n,), and no axis is to be added."""
    return np.mean(z.argmax(axis=1) == y[:, None])


def accuracy__true_class_above_one_half(z, y):
    """You asked for a probability above 0.5. With more than two classes the largest may be smaller than that: accuracy only asks whether the true class has the largest score."""
    return np.mean(softmax(z)[np.arange(len(y)), y] > 0.5)


def accuracy__always_zero(z, y):
    """Your answer is 0, whatever scores were tried. Is the label of the *largest* score compared, and with `==`? `is` asks whether two names stand for one and the same array; it does not look at the numbers in it."""
    return 0.0


def accuracy__always_false(z, y):
    """Your answer is False, whatever scores were tried. Is the label of the *largest* score compared, and with `==`? `is` asks whether two names stand for one and the same array; it does not look at the numbers in it."""
    return False


def accuracy__divided_by_classes(z, y):
    """You divided the number of right rows by the number of classes. It is a fraction of the *examples*."""
    return np.sum(z.argmax(axis=1) == y) / z.shape[1]


def accuracy__one_hot_rows_compared(z, y):
    """You compared one-hot rows entry by entry. Most entries are 0 in both, right or wrong: compare the labels, one number for each row."""
    k = z.shape[1]
    return np.mean(one_hot(z.argmax(axis=1), k) == one_hot(y, k))


def accuracy__distance_of_the_labels(z, y):
    """You took the difference of the labels. They are names: predicting 3 for 0 is one wrong row, not three. Ask whether they are equal."""
    return 1 - np.mean(np.abs(z.argmax(axis=1) - y))


def accuracy__first_right_one_only(z, y):
    """You return 1 divided by the number of examples, however many are right: is the `return` inside the loop?"""
    return 1 / len(y) if np.any(z.argmax(axis=1) == y) else None


def accuracy__counted_from_one(z, y):
    """You added 1 to the predicted class. Labels start at 0, and so do the positions that `argmax` gives."""
    return np.mean(z.argmax(axis=1) + 1 == y)


# a small constant against log 0 may have any size: the usual ones besides that of the mistake itself


def _with_constant(mistake, eps):
    """The same mistake with another constant."""

    def variant(*args, **kwargs):
        return mistake(*args, **kwargs, eps=eps)

    variant.__doc__ = mistake.__doc__
    return variant


for _name, _mistake in list(globals().items()):
    if "__" in _name.strip("_") and "eps" in inspect.signature(_mistake).parameters:
        # beside 1, where both sides are cut, 1e-15 leaves no trace
        for _power in (6, 8, 9, 10) if _name.endswith("sides") else (6, 7, 8, 9, 10, 15, 16):
            globals()[f"{_name}_1e{_power}"] = _with_constant(_mistake, 10.0**-_power)
