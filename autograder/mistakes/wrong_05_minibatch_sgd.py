"""What wrong looks like: mini-batches and training."""

import copy

import numpy as np

from autograder.reference import (
    accuracy,
    cross_entropy,
    forward,
    loss_and_grads,
    minibatches,
    sgd_step,
    softmax,
    train_epoch,
)


def _cut(X, n_val):
    """The first n_val rows for validation, the rest for training."""
    return X[n_val:], X[:n_val]


def _cut_at_the_end(X, n_val):
    """The last n_val rows for validation, the rest for training."""
    return X[: len(X) - n_val], X[len(X) - n_val :]


def _at_end(mistake):
    """The same mistake, and the validation part stands at the end."""

    def variant(X, y, val_fraction, rng):
        return mistake(X, y, val_fraction, rng, _cut_at_the_end)

    variant.__doc__ = mistake.__doc__
    return variant


def _rows(X, val_fraction, rng):
    """The numbers of the rows for training and for validation, as they should be."""
    return _cut(rng.permutation(len(X)), round(len(X) * val_fraction))


def _parts(X, y, train, val):
    return X[train], X[val], y[train], y[val]


def train_val_split__parts_in_another_order(X, y, val_fraction, rng):
    """You return the parts as X_train, y_train, X_val, y_val. The order asked for is X_train, X_val, y_train, y_val: first both halves of X."""
    X_train, X_val, y_train, y_val = _parts(X, y, *_rows(X, val_fraction, rng))
    return X_train, y_train, X_val, y_val


def train_val_split__fraction_given_to_training(X, y, val_fraction, rng):
    """Your training part has the fraction that belongs to validation. `val_fraction` is the share of the *validation* part, usually the small one. Or the two parts are returned in the wrong order: training comes first."""
    return _parts(X, y, *_rows(X, val_fraction, rng)[::-1])


def train_val_split__validation_stays_in_training(X, y, val_fraction, rng):
    """Your training part still holds the validation examples. What the network has trained on cannot tell you how it does on new data: an example belongs to one part only."""
    train, val = _rows(X, val_fraction, rng)
    return _parts(X, y, np.concatenate([val, train]), val)


def train_val_split__first_rows_for_validation(X, y, val_fraction, rng):
    """You cut the data where it stands: the first rows are always the validation part. Data often comes sorted, by class or by date: shuffle first, with `rng`."""
    n_val = round(len(X) * val_fraction)
    return *_cut(X, n_val), *_cut(y, n_val)


def train_val_split__last_rows_for_validation(X, y, val_fraction, rng):
    """You cut the data where it stands: the last rows are always the validation part. Data often comes sorted, by class or by date: shuffle first, with `rng`."""
    n_val = round(len(X) * val_fraction)
    return *_cut_at_the_end(X, n_val), *_cut_at_the_end(y, n_val)


def train_val_split__shuffled_after_the_cut(X, y, val_fraction, rng):
    """You cut first and shuffle each part afterwards, so the last rows are always the validation part. Shuffle before you cut."""
    n_train = len(X) - round(len(X) * val_fraction)
    return _parts(X, y, rng.permutation(n_train), n_train + rng.permutation(len(X) - n_train))


def train_val_split__shuffled_apart(X, y, val_fraction, rng, cut=_cut):
    """You shuffle X and y with two different permutations, so the rows no longer sit beside their own labels. One order must rearrange both."""
    n_val = round(len(X) * val_fraction)
    return *cut(rng.permutation(X), n_val), *cut(rng.permutation(y), n_val)


def train_val_split__labels_not_shuffled(X, y, val_fraction, rng, cut=_cut):
    """You shuffle X and leave y as it was, so the rows no longer sit beside their own labels. The order that rearranges X must rearrange y too."""
    n_val = round(len(X) * val_fraction)
    return *cut(X[rng.permutation(len(X))], n_val), *cut(y, n_val)


def train_val_split__drawn_with_replacement(X, y, val_fraction, rng):
    """You draw row numbers one by one, so some examples come several times and others never. Every example belongs to exactly one part: draw an order of all the rows, then cut it."""
    order, n_val = rng.integers(0, len(X), len(X)), round(len(X) * val_fraction)
    return _parts(X, y, *_cut(order, n_val))


def train_val_split__validation_drawn_with_replacement(X, y, val_fraction, rng):
    """You draw the validation rows with replacement: some come twice, and then more rows than are due are left for training. Draw an order of all the rows, then cut it."""
    rows = rng.choice(len(X), round(len(X) * val_fraction))
    return _parts(X, y, np.setdiff1d(np.arange(len(X)), rows), rows)


def train_val_split__order_kept_within_the_parts(X, y, val_fraction, rng):
    """You draw which examples go to validation, and then both parts keep the order of X. Both parts should be shuffled as well."""
    val = np.zeros(len(X), dtype=bool)
    val[rng.choice(len(X), round(len(X) * val_fraction), replace=False)] = True
    return _parts(X, y, ~val, val)


def train_val_split__generator_of_its_own(X, y, val_fraction, rng):
    """You make a generator of your own inside the function, so the split is the same whatever `rng` is. Draw from the `rng` that is given."""
    return _parts(X, y, *_rows(X, val_fraction, np.random.default_rng(0)))


def train_val_split__labels_turned_into_floats(X, y, val_fraction, rng):
    """Your labels come back as floats, because you put them into one array with X. A label is an integer: later lessons use it as an index."""
    D = np.column_stack([X, y]).astype(float)
    train, val = (D[rows] for rows in _rows(X, val_fraction, rng))
    return train[:, :-1], val[:, :-1], train[:, -1], val[:, -1]


def train_val_split__shuffled_apart_in_place(X, y, val_fraction, rng, cut=_cut):
    """You shuffle X and y in place, one after the other. The two orders differ, so the rows lose their labels, and the caller's arrays have changed. Draw one order of row numbers, and index both with it."""
    n_val = round(len(X) * val_fraction)
    rng.shuffle(X)
    rng.shuffle(y)
    return *cut(X.copy(), n_val), *cut(y.copy(), n_val)


def train_val_split__training_part_in_order(X, y, val_fraction, rng):
    """Your validation part is drawn at random, but the training part keeps the order of X. Both parts should be shuffled: draw one order of all the rows and cut it."""
    val = rng.choice(len(X), round(len(X) * val_fraction), replace=False)
    return _parts(X, y, np.setdiff1d(np.arange(len(X)), val), val)


def train_val_split__each_row_by_chance(X, y, val_fraction, rng):
    """You decide for each row by chance, so the size of the validation part differs from call to call. It has n · val_fraction examples exactly: draw an order of all the rows, then cut it."""
    val = rng.random(len(X)) < val_fraction
    return _parts(X, y, ~val, val)


def train_val_split__one_example_lost(X, y, val_fraction, rng):
    """One example is in neither part. Look where one slice stops and the other starts, and whether the order has every row in it, 0 and n − 1 too."""
    train, val = _rows(X, val_fraction, rng)
    return _parts(X, y, train[1:], val)


def train_val_split__rounded_down(X, y, val_fraction, rng):
    """You cut n · val_fraction down to a whole number. Computed in floats the product may fall just short of it: 100 · 0.29 is 28.999999999999996, and `int` and `//` make 28 of that. Take the nearest whole number."""
    return _parts(X, y, *_cut(rng.permutation(len(X)), int(len(X) * val_fraction)))


def train_val_split__rounded_up(X, y, val_fraction, rng):
    """You round n · val_fraction up. Computed in floats the product may come out a little too large: 100 · 0.07 is 7.000000000000001, and becomes 8. Take the nearest whole number."""
    return _parts(X, y, *_cut(rng.permutation(len(X)), int(np.ceil(len(X) * val_fraction))))


def train_val_split__training_part_rounded_down(X, y, val_fraction, rng):
    """You cut n · (1 − val_fraction) down to a whole number for the training part. Computed in floats the product may fall just short of it: 10 · (1 − 0.9) is 0.9999999999999998, and becomes 0. Take the nearest whole number."""
    n_train = int(len(X) * (1 - val_fraction))
    return _parts(X, y, *_cut(rng.permutation(len(X)), n_train)[::-1])


train_val_split__shuffled_apart_cut_at_the_end = _at_end(train_val_split__shuffled_apart)
train_val_split__labels_not_shuffled_cut_at_the_end = _at_end(train_val_split__labels_not_shuffled)
train_val_split__shuffled_apart_in_place_cut_at_the_end = _at_end(train_val_split__shuffled_apart_in_place)


def _usable(std, mean):
    """A std that one can divide by: 1 for columns that do not vary, measured by the size of their numbers."""
    return np.where(std <= 1e-12 * np.abs(mean), 1.0, std)


def _standardized(X_train, X_val, mean, std):
    scale = _usable(std, mean)
    return (X_train - mean) / scale, (X_val - mean) / scale


def _guarded(X_train, X_val, usable):
    """Both, divided by usable(std)."""
    mean, std = X_train.mean(axis=0), usable(X_train.std(axis=0))
    return (X_train - mean) / std, (X_val - mean) / std


def standardize__validation_by_its_own_statistics(X_train, X_val):
    """You standardize the validation part by its own mean and std. It must go through the very same shift and scale as the training part, or the network sees other units."""
    return tuple(_standardized(X, X, X.mean(axis=0), X.std(axis=0))[0] for X in (X_train, X_val))


def standardize__statistics_of_both_parts(X_train, X_val):
    """Your mean and std come from training and validation data together. That leaks the validation data into training: measure on the training part alone."""
    both = np.concatenate([X_train, X_val])
    return _standardized(X_train, X_val, both.mean(axis=0), both.std(axis=0))


def standardize__one_mean_for_all_columns(X_train, X_val):
    """You take one mean and one std over the whole array. Each column has its own unit, so each needs its own mean and std: which axis runs over the examples?"""
    return _standardized(X_train, X_val, X_train.mean(), X_train.std())


def standardize__by_rows(X_train, X_val):
    """You standardize each row by its own mean and std. Rows are examples; the statistics belong to the columns: which axis runs over the examples?"""
    return tuple(
        _standardized(X, X, X.mean(axis=1, keepdims=True), X.std(axis=1, keepdims=True))[0]
        for X in (X_train, X_val)
    )


def standardize__sample_std(X_train, X_val):
    """Your std divides by n − 1. The rule here is the mean squared distance, divided by n (ddof 0)."""
    std = X_train.std(axis=0, ddof=1) if len(X_train) > 1 else np.zeros(X_train.shape[1])
    return _standardized(X_train, X_val, X_train.mean(axis=0), std)


def standardize__divided_by_the_variance(X_train, X_val):
    """You divide by the variance. Then the unit does not cancel: divide by its square root, the standard deviation."""
    return _standardized(X_train, X_val, X_train.mean(axis=0), X_train.var(axis=0))


def standardize__only_centred(X_train, X_val):
    """You subtract the mean and leave the scale as it is. Divide by the std as well, so that no column outweighs the others only through its unit."""
    return X_train - X_train.mean(axis=0), X_val - X_train.mean(axis=0)


def standardize__only_scaled(X_train, X_val):
    """You divide by the std and leave the mean as it is. Subtract the mean first, so that every column is centred at 0."""
    scale = _usable(X_train.std(axis=0), X_train.mean(axis=0))
    return X_train / scale, X_val / scale


def standardize__validation_only_scaled(X_train, X_val):
    """Your validation part is divided by the std and not shifted by the mean. It goes through the very same shift and scale as the training part."""
    mean, std = X_train.mean(axis=0), X_train.std(axis=0)
    return _standardized(X_train, X_val, mean, std)[0], X_val / _usable(std, mean)


def standardize__brackets_missing(X_train, X_val):
    """Only the mean is divided by the std: `/` binds more tightly than `-`."""
    mean = X_train.mean(axis=0)
    shift = mean / _usable(X_train.std(axis=0), mean)
    return X_train - shift, X_val - shift


def standardize__truncated_to_whole_numbers(X_train, X_val):
    """Where the data are whole numbers, your results are cut down to whole numbers: an array that is made like X holds what X holds. Let the new arrays hold floats."""
    new = np.zeros_like(X_train), np.zeros_like(X_val)
    for array, values in zip(new, _standardized(X_train, X_val, X_train.mean(axis=0), X_train.std(axis=0))):
        array[...] = values
    return new


def standardize__validation_left_as_it_is(X_train, X_val):
    """Your validation part comes back unchanged. It must go through the same shift and scale as the training part."""
    return _standardized(X_train, X_val, X_train.mean(axis=0), X_train.std(axis=0))[0], X_val.copy()


def standardize__scaled_to_0_1(X_train, X_val):
    """You scale by the smallest and the largest value. That is another preprocessing, at the mercy of a single outlier: use the mean and the std."""
    low, high = X_train.min(axis=0), X_train.max(axis=0)
    return _standardized(X_train, X_val, low, high - low)


def standardize__constant_column_divided_by_zero(X_train, X_val):
    """Your constant column is divided by its std, which is 0, and becomes nan. Where a column does not vary, divide by something harmless instead."""
    return _guarded(X_train, X_val, lambda std: std)


def standardize__only_exact_zero_is_constant(X_train, X_val):
    """You treat a column as constant only where its std is exactly 0. The std of 0.1 repeated three times comes out as 1.4e-17, and dividing by that blows the rounding up: a std counts as 0 when it is tiny beside the numbers in the column."""
    return _guarded(X_train, X_val, lambda std: np.where(std == 0, 1.0, std))


def standardize__zero_beside_zero_not_caught(X_train, X_val):
    """You ask whether the std is *smaller* than a part of the mean. In a column of zeros both are 0, and 0 is not smaller than 0: that column is divided by 0. Let equal count as well."""
    mean, std = X_train.mean(axis=0), X_train.std(axis=0)
    std = np.where(std < 1e-12 * np.abs(mean), 1.0, std)
    return (X_train - mean) / std, (X_val - mean) / std


def standardize__small_number_added_to_std(X_train, X_val):
    """You guard the division by adding a small number to every std. The std of a constant column is no exact 0: 1e-17 plus a small number is a small number too, and dividing by that blows rounding up. Choose the divisor: another one where the std is tiny beside the numbers in the column, else the std as it is."""
    return _guarded(X_train, X_val, lambda std: std + 1e-12)


def standardize__small_scale_taken_for_constant(X_train, X_val):
    """You call a column constant where its std is below a fixed small number. That number has a unit: a column of micrometres written in metres lies below it and varies all the same. Rounding noise is tiny beside the numbers in the column; compare with those."""
    return _guarded(X_train, X_val, lambda std: np.where(std < 1e-5, 1.0, std))


def standardize__large_number_added_to_std(X_train, X_val):
    """You guard the division by adding a number to every std, and it is large enough to change honest columns. Treat the constant columns apart and leave the others as they are."""
    return _guarded(X_train, X_val, lambda std: std + 1e-3)


def standardize__bound_of_the_signed_mean(X_train, X_val):
    """Your guard compares the std with a multiple of the mean, and a mean may be 0 or negative: no std is below 0, so such a column never counts as constant. Compare with the size of the mean, and let the equal case count as constant."""
    bound = 1e-12 * X_train.mean(axis=0)
    return _guarded(X_train, X_val, lambda std: np.where(std < bound, 1.0, std))


def standardize__training_statistics_by_rows(X_train, X_val):
    """Your mean and std run over the columns of a row: one pair an example. Each column has its own unit: which axis runs over the examples?"""
    mean, std = X_train.mean(axis=1, keepdims=True), X_train.std(axis=1, keepdims=True)
    return (X_train - mean) / std, (X_val - mean) / std


def standardize__validation_centred_at_its_own_mean(X_train, X_val):
    """Your validation part is centred at its own mean. Both the mean and the std come from the training part, for both parts."""
    mean = X_train.mean(axis=0)
    std = _usable(X_train.std(axis=0), mean)
    return (X_train - mean) / std, (X_val - X_val.mean(axis=0)) / std


def _stretches(order, batch_size, stop=None):
    """The order cut into batches, of which the last begins before `stop`."""
    return [order[i : i + batch_size] for i in range(0, len(order) if stop is None else stop, batch_size)]


def _pairs(X, y, batches):
    """Examples and labels of one batch of row numbers after another."""
    for rows in batches:
        yield X[rows], y[rows]


def minibatches__last_batch_dropped(X, y, batch_size, rng):
    """You drop the examples that do not fill a batch. Nothing may be dropped: the last batch is simply smaller."""
    order = rng.permutation(len(X))
    yield from _pairs(X, y, _stretches(order[: len(X) // batch_size * batch_size], batch_size))


def minibatches__last_full_batch_dropped(X, y, batch_size, rng):
    """Where the batches come out even, one full batch is missing: your loop stops one batch too early, or starts one too late. Look at both ends of your range."""
    yield from _pairs(X, y, _stretches(rng.permutation(len(X)), batch_size, len(X) - batch_size))


def minibatches__batch_size_taken_as_their_number(X, y, batch_size, rng):
    """You make `batch_size` batches. It is the number of examples in each batch, not the number of batches."""
    yield from _pairs(X, y, np.array_split(rng.permutation(len(X)), batch_size))


def minibatches__sizes_evened_out(X, y, batch_size, rng):
    """Your batches are made equally large. Every batch has `batch_size` examples, and only the last takes what is left over."""
    yield from _pairs(X, y, np.array_split(rng.permutation(len(X)), -(-len(X) // batch_size)))


def minibatches__last_batch_filled_up(X, y, batch_size, rng):
    """Your last batch is as large as the others, so some examples come twice in one pass. Every example is dealt once: the last batch is simply smaller."""
    order = rng.permutation(len(X))
    yield from _pairs(
        X, y, _stretches(np.concatenate([order, np.resize(order, -len(X) % batch_size)]), batch_size)
    )


def minibatches__one_batch_returned(X, y, batch_size, rng):
    """You return the first batch, and the loop ends there. `yield` hands a batch out and goes on with the next."""
    batch = rng.permutation(len(X))[:batch_size]
    return X[batch], y[batch]


def minibatches__labels_left_out(X, y, batch_size, rng):
    """You yield the examples without their labels. Each batch is a pair (X_batch, y_batch)."""
    yield from (X[rows] for rows in _stretches(rng.permutation(len(X)), batch_size))


def minibatches__not_shuffled(X, y, batch_size, rng):
    """Your batches follow the order of X. Neighbours in a data set are often alike, and then a batch is not a fair sample: shuffle first, with `rng`."""
    yield from _pairs(X, y, _stretches(np.arange(len(X)), batch_size))


def minibatches__only_the_batches_shuffled(X, y, batch_size, rng):
    """You shuffle the order of the batches, but each one is still a stretch of neighbours in X. Shuffle the examples before you cut."""
    starts = rng.permutation(np.arange(0, len(X), batch_size))
    yield from _pairs(X, y, [np.arange(len(X))[start : start + batch_size] for start in starts])


def minibatches__shuffled_within_each_batch(X, y, batch_size, rng):
    """You cut first and shuffle each batch afterwards: the same examples always meet in a batch. Shuffle before you cut."""
    yield from _pairs(X, y, (rng.permutation(rows) for rows in _stretches(np.arange(len(X)), batch_size)))


def minibatches__shuffled_apart(X, y, batch_size, rng):
    """You shuffle X and y with two different permutations, so the rows no longer sit beside their own labels. One order must rearrange both."""
    yield from minibatches__not_shuffled(rng.permutation(X), rng.permutation(y), batch_size, rng)


def minibatches__shuffled_apart_in_place(X, y, batch_size, rng):
    """You shuffle X and y in place, one after the other. The two orders differ, so the rows lose their labels, and the caller's arrays have changed. Draw one order of row numbers, and index both with it."""
    rng.shuffle(X)
    rng.shuffle(y)
    yield from minibatches__not_shuffled(X, y, batch_size, rng)


def minibatches__labels_not_shuffled(X, y, batch_size, rng):
    """You shuffle X and leave y as it was, so the rows no longer sit beside their own labels. The order that rearranges X must rearrange y too."""
    yield from minibatches__not_shuffled(X[rng.permutation(len(X))], y, batch_size, rng)


def minibatches__drawn_with_replacement(X, y, batch_size, rng):
    """You draw each batch afresh from all the data, so in one pass some examples come several times and others never. Draw one order of all the rows and cut it."""
    yield from _pairs(X, y, (rng.integers(0, len(X), len(part)) for part in _stretches(X, batch_size)))


def minibatches__drawn_anew_for_each_batch(X, y, batch_size, rng):
    """You draw a new order for every batch, so in one pass some examples come several times and others never. Draw one order of all the rows and cut it."""
    yield from _pairs(X, y, (rng.choice(len(X), len(b), replace=False) for b in _stretches(X, batch_size)))


def minibatches__generator_of_its_own(X, y, batch_size, rng):
    """You make a generator of your own inside the function, so every epoch meets the same batches. Draw from the `rng` that is given."""
    yield from minibatches(X, y, batch_size, np.random.default_rng(0))


def minibatches__one_start_an_example(X, y, batch_size, rng):
    """A batch of yours starts at every example, so the batches overlap. The next one starts where the last one stopped: `range` takes a step."""
    order = rng.permutation(len(X))
    yield from _pairs(X, y, [order[start : start + batch_size] for start in range(len(X))])


def minibatches__end_stays_in_place(X, y, batch_size, rng):
    """Your slices all stop at `batch_size`: from the second on they are empty. The end moves along with the start."""
    order = rng.permutation(len(X))
    yield from _pairs(X, y, [order[start:batch_size] for start in range(0, len(X), batch_size)])


def minibatches__labels_first(X, y, batch_size, rng):
    """You yield `(y_batch, X_batch)`. The pair is `(X_batch, y_batch)`: the examples first."""
    yield from ((y_batch, X_batch) for X_batch, y_batch in minibatches(X, y, batch_size, rng))


def minibatches__row_numbers_yielded(X, y, batch_size, rng):
    """You yield the row numbers. Index X and y with them: each batch is a pair (X_batch, y_batch)."""
    yield from _stretches(rng.permutation(len(X)), batch_size)


def minibatches__small_batch_first(X, y, batch_size, rng):
    """Your smaller batch comes first. Every batch is full until the data runs out, so the small one is the last."""
    yield from _pairs(
        X, y, np.split(rng.permutation(len(X)), range(len(X) % batch_size or batch_size, len(X), batch_size))
    )


def minibatches__rng_copied(X, y, batch_size, rng):
    """You draw from a copy of `rng`, so `rng` itself never moves on and every call deals the same batches."""
    yield from minibatches(X, y, batch_size, copy.deepcopy(rng))


def minibatches__single_example_dropped(X, y, batch_size, rng):
    """A last batch of one example is lost: your loop ends one row before the end of the data."""
    yield from _pairs(X, y, _stretches(rng.permutation(len(X)), batch_size, len(X) - 1))


def minibatches__empty_last_batch(X, y, batch_size, rng):
    """You yield an empty batch at the end: where the batches come out even, nothing is left over for one more."""
    yield from _pairs(X, y, _stretches(rng.permutation(len(X)), batch_size, len(X) + 1))


def minibatches__order_drawn_for_each_batch(X, y, batch_size, rng):
    """You draw a new order for every batch and take your slice from it, so in one pass some examples come several times and others never. Draw one order of all the rows, before the loop."""
    yield from _pairs(
        X, y, (rng.permutation(len(X))[start : start + batch_size] for start in range(0, len(X), batch_size))
    )


def sgd_step__uphill(params, grads, lr):
    """You add the gradient. It points to where the loss grows: go the other way."""
    return [(W + lr * dW, b + lr * db) for (W, b), (dW, db) in zip(params, grads)]


def sgd_step__biases_left(params, grads, lr):
    """Your biases stay as they are. They are parameters too and have their own gradient, `db`."""
    return [(W - lr * dW, b.copy()) for (W, b), (dW, _) in zip(params, grads)]


def sgd_step__weights_left(params, grads, lr):
    """Your weights stay as they are and only the biases move. `dW` is the gradient of the weights: one rule moves both."""
    return [(W.copy(), b - lr * db) for (W, b), (_, db) in zip(params, grads)]


def sgd_step__change_returned(params, grads, lr):
    """You return the step and not the place it leads to. The new parameters are the old ones plus that change."""
    return [(-lr * dW, -lr * db) for dW, db in grads]


def sgd_step__parameters_shrunk(params, grads, lr):
    """You multiply the parameters by the learning rate. It scales the gradient only: the parameters themselves are where you start from."""
    return [(lr * (W - dW), lr * (b - db)) for (W, b), (dW, db) in zip(params, grads)]


def sgd_step__divided_by_learning_rate(params, grads, lr):
    """You divide the gradient by the learning rate. A larger learning rate means a longer step."""
    if lr == 0:
        return [(W.copy(), b.copy()) for W, b in params]
    return [(W - dW / lr, b - db / lr) for (W, b), (dW, db) in zip(params, grads)]


def sgd_step__only_the_first_layer(params, grads, lr):
    """You return after the first layer. Go through all the layers, and return when the loop is over."""
    (W, b), (dW, db) = params[0], grads[0]
    return [(W - lr * dW, b - lr * db)]


def sgd_step__only_the_last_layer_moves(params, grads, lr):
    """Only your last layer moves. Every layer has its own pair in `grads`."""
    moved = [(np.copy(W), np.copy(b)) for W, b in params]
    (W, b), (dW, db) = moved[-1], grads[-1]
    return moved[:-1] + [(W - lr * dW, b - lr * db)]


def sgd_step__step_of_fixed_length(params, grads, lr):
    """You use the sign of the gradient alone, or its direction alone. How steep the loss is counts: the step is the gradient itself, scaled by the learning rate."""
    return [(W - lr * np.sign(dW), b - lr * np.sign(db)) for (W, b), (dW, db) in zip(params, grads)]


def sgd_step__parameters_not_replaced(params, grads, lr):
    """Your parameters come back as they were. Giving the names W and b new values inside a loop changes no list: collect the new pairs and return them."""
    return params


def sgd_step__parameters_changed_in_place(params, grads, lr):
    """You change what you were given: `-=`, or assigning into the list, writes into the caller's parameters. Make new arrays in a new list."""
    for (W, b), (dW, db) in zip(params, grads):
        W -= lr * dW
        b -= lr * db
    return params


def sgd_step__one_flat_list(params, grads, lr):
    """You return the arrays in one row. The new parameters are made like the old ones: one pair `(W, b)` for each layer."""
    return [p - lr * g for pair in zip(params, grads) for p, g in zip(*pair)]


def sgd_step__weights_and_biases_apart(params, grads, lr):
    """You return two lists, all weights and all biases. The new parameters are made like the old ones: one pair `(W, b)` for each layer."""
    return tuple(map(list, zip(*sgd_step(params, grads, lr))))


def sgd_step__pairs_turned_round(params, grads, lr):
    """You return pairs `(b, W)`. The new parameters are made like the old ones: `(W, b)`."""
    return [(b - lr * db, W - lr * dW) for (W, b), (dW, db) in zip(params, grads)]


def _steps(params, batches, lr, of=lambda dW, db, n: (dW, db)):
    """The parameters after a step for each batch of n examples, by what `of` makes of a layer's gradients."""
    for X, y in batches:
        grads = [of(dW, db, len(X)) for dW, db in loss_and_grads(X, y, params)[1]]
        params = sgd_step(params, grads, lr)
    return params


def train_epoch__one_update_an_epoch(X, y, params, batch_size, lr, rng):
    """You update once an epoch, with the gradient of the whole set. That wastes the batches: update after every one of them, so that the next starts from better parameters."""
    return sgd_step(params, loss_and_grads(X, y, params)[1], lr)


def train_epoch__batch_size_fixed(X, y, params, batch_size, lr, rng):
    """Your batches have a fixed size, whatever `batch_size` is. Hand on the one that is given."""
    return train_epoch(X, y, params, 32, lr, rng)


def train_epoch__gradients_of_old_parameters(X, y, params, batch_size, lr, rng):
    """All your gradients are taken at the parameters that the epoch began with. Each batch must see the parameters that the batch before it left."""
    new = params
    for X_batch, y_batch in minibatches(X, y, batch_size, rng):
        new = sgd_step(new, loss_and_grads(X_batch, y_batch, params)[1], lr)
    return new


def train_epoch__only_the_last_update_kept(X, y, params, batch_size, lr, rng):
    """Only the step of the last batch shows in what you return: the others started from the same old parameters, or were never made. Make a step for every batch, inside the loop, and let each go on from what the one before returned."""
    new = params
    for X_batch, y_batch in minibatches(X, y, batch_size, rng):
        new = sgd_step(params, loss_and_grads(X_batch, y_batch, params)[1], lr)
    return new


def train_epoch__returns_after_the_first_batch(X, y, params, batch_size, lr, rng):
    """You return after the first batch. The return belongs after the loop, not inside it."""
    return _steps(params, [next(iter(minibatches(X, y, batch_size, rng)))], lr)


def train_epoch__parameters_not_updated(X, y, params, batch_size, lr, rng):
    """Your parameters come back as they were. Is there a step for each batch, and is what it returns kept? `sgd_step` returns new parameters and leaves the old ones alone."""
    for X_batch, y_batch in minibatches(X, y, batch_size, rng):
        sgd_step(params, loss_and_grads(X_batch, y_batch, params)[1], lr)
    return params


def train_epoch__whole_set_in_every_step(X, y, params, batch_size, lr, rng):
    """You go through the batches, but take each gradient over the whole set. The step of a batch uses that batch alone: this is what makes it cheap."""
    return _steps(params, [(X, y) for _ in minibatches(X, y, batch_size, rng)], lr)


def train_epoch__last_batch_dropped(X, y, params, batch_size, lr, rng):
    """You drop the examples that do not fill a batch. Nothing may be dropped: the last batch is simply smaller."""
    return _steps(
        params, [batch for batch in minibatches(X, y, batch_size, rng) if len(batch[0]) == batch_size], lr
    )


def train_epoch__last_full_batch_dropped(X, y, params, batch_size, lr, rng):
    """Your loop ends one batch too early. Every batch counts, the last one too: look at where your range stops."""
    return _steps(params, minibatches__last_full_batch_dropped(X, y, batch_size, rng), lr)


def train_epoch__first_batch_skipped(X, y, params, batch_size, lr, rng):
    """Your first batch makes no step. Every batch counts, the first one too."""
    return _steps(params, list(minibatches(X, y, batch_size, rng))[1:], lr)


def train_epoch__a_pass_for_each_batch(X, y, params, batch_size, lr, rng):
    """You go through the whole data once for each batch. An epoch is one pass: the loop over the batches is all there is."""
    for _ in range(len(X) // batch_size):
        params = train_epoch(X, y, params, batch_size, lr, rng)
    return params


def train_epoch__drawn_with_replacement(X, y, params, batch_size, lr, rng):
    """You draw each batch afresh from all the data, so in one pass some examples come several times and others never. Let `minibatches` deal them out."""
    rows = (rng.integers(0, len(X), batch_size) for _ in range(-(-len(X) // batch_size)))
    return _steps(params, _pairs(X, y, rows), lr)


def train_epoch__gradients_divided_again(X, y, params, batch_size, lr, rng):
    """You divide the gradients by the size of the batch. The loss is a mean already, so 1/n is inside them: nothing more to divide."""
    return _steps(params, minibatches(X, y, batch_size, rng), lr, lambda dW, db, n: (dW / n, db / n))


def train_epoch__bias_gradients_divided_again(X, y, params, batch_size, lr, rng):
    """Your bias gradients are divided by the size of the batch twice. The loss is a mean already, so 1/n is inside `db`: take it as it is."""
    return _steps(params, minibatches(X, y, batch_size, rng), lr, lambda dW, db, n: (dW, db / n))


def train_epoch__biases_left(X, y, params, batch_size, lr, rng):
    """Your biases stay as they are. They are parameters too and have their own gradient, `db`: let `sgd_step` move both."""
    return _steps(params, minibatches(X, y, batch_size, rng), lr, lambda dW, db, n: (dW, 0 * db))


def train_epoch__not_shuffled(X, y, params, batch_size, lr, rng):
    """You go through the data in the order of X, the same in every epoch. Let `minibatches` shuffle it, with `rng`."""
    return _steps(params, minibatches__not_shuffled(X, y, batch_size, rng), lr)


def train_epoch__generator_of_its_own(X, y, params, batch_size, lr, rng):
    """You make a generator of your own inside the function, so every epoch meets the examples in the same order. Hand on the `rng` that is given."""
    return train_epoch(X, y, params, batch_size, lr, np.random.default_rng(0))


def train_epoch__shuffled_apart(X, y, params, batch_size, lr, rng):
    """You shuffle X and y with two different permutations, so the rows no longer sit beside their own labels. Let `minibatches` shuffle both together."""
    return train_epoch(rng.permutation(X), rng.permutation(y), params, batch_size, lr, rng)


def train_epoch__loss_returned_too(X, y, params, batch_size, lr, rng):
    """You return the loss as well. `train_epoch` returns the parameters alone."""
    loss = None
    for X_batch, y_batch in minibatches(X, y, batch_size, rng):
        loss, grads = loss_and_grads(X_batch, y_batch, params)
        params = sgd_step(params, grads, lr)
    return params, loss


def _empty_history():
    return {"train_loss": [], "val_loss": [], "train_acc": [], "val_acc": []}


def _under_other_names(history, *names):
    """The lists of these names in the places of the four."""
    return dict(zip(_empty_history(), (history[name] for name in names)))


def _measure(history, X_train, y_train, X_val, y_val, params):
    """Append loss and accuracy on both sets."""
    for name, X, y in [("train", X_train, y_train), ("val", X_val, y_val)]:
        scores, _ = forward(X, params)
        history[name + "_loss"].append(cross_entropy(scores, y))
        history[name + "_acc"].append(accuracy(scores, y))


def _recorded(X_train, y_train, X_val, y_val, params, epochs, epoch, visited=None):
    """Training by epoch(params), measured after each; the parameters go into `visited`."""
    history = _empty_history()
    for _ in range(epochs):
        params = epoch(params)
        _measure(history, X_train, y_train, X_val, y_val, params)
        if visited is not None:
            visited.append(params)
    return params, history


def _trained(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng, visited=None):
    """The right answer, for mistakes that spoil it afterwards."""

    def epoch(now):
        return train_epoch(X_train, y_train, now, batch_size, lr, rng)

    return _recorded(X_train, y_train, X_val, y_val, params, epochs, epoch, visited)


def _also_before(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    """(params, history, the history measured before each epoch)."""
    before, visited = _empty_history(), [params]
    params, history = _trained(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng, visited)
    for now in visited[:-1]:
        _measure(before, X_train, y_train, X_val, y_val, now)
    return params, history, before


def _noted_on_the_way(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    """(params, history, the losses of each epoch's batches, their accuracies), each before its update."""
    losses, shares = [], []

    def epoch(now):
        losses.append([])
        shares.append([])
        for X, y in minibatches(X_train, y_train, batch_size, rng):
            losses[-1].append(loss_and_grads(X, y, now)[0])
            shares[-1].append(accuracy(forward(X, now)[0], y))
            now = _steps(now, [(X, y)], lr)
        return now

    return *_recorded(X_train, y_train, X_val, y_val, params, epochs, epoch), losses, shares


def train__starts_afresh_every_epoch(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    """Every epoch starts from the parameters that training began with. An epoch goes on where the last one ended."""

    def epoch(_now):
        return train_epoch(X_train, y_train, params, batch_size, lr, rng)

    return _recorded(X_train, y_train, X_val, y_val, params, epochs, epoch)


def train__first_parameters_returned(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    """You return the parameters that training began with. Return the trained ones."""
    return params, _trained(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng)[1]


def train__best_epoch_returned(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    """You return the parameters of the best epoch. That is early stopping, a good idea for later; here the parameters are those after the last epoch."""
    visited = []
    history = _trained(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng, visited)[1]
    return visited[int(np.argmin(history["val_loss"]))], history


def train__measured_before_the_epoch(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    """You measure before the epoch, so every entry is one epoch late and the last parameters are never measured. First train, then measure."""
    params, _, before = _also_before(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng)
    return params, before


def train__measured_before_training_too(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    """Your lists have one entry too many: the untrained network is measured as well. One entry an epoch, after it."""
    before = _empty_history()
    _measure(before, X_train, y_train, X_val, y_val, params)
    params, history = _trained(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng)
    return params, {name: before[name] + values for name, values in history.items()}


def train__loss_is_the_mean_over_batches(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    """Your training loss is the mean of the batch losses on the way, each taken before its update. So it lags behind and cannot be compared with the validation loss: measure the whole set after the epoch."""
    params, history, losses, _ = _noted_on_the_way(
        X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng
    )
    return params, history | {"train_loss": [np.mean(seen) for seen in losses]}


def train__measured_in_slices(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    """You measure a set in slices, and take the mean of the slices' means. The last slice is smaller, and its examples count too much by it: measure the whole set at once, or weigh each slice by its size."""
    history = _empty_history()
    for _ in range(epochs):
        for X, y in minibatches(X_train, y_train, batch_size, rng):
            params = sgd_step(params, loss_and_grads(X, y, params)[1], lr)
        for name, X, y in [("train", X_train, y_train), ("val", X_val, y_val)]:
            slices = [slice(start, start + batch_size) for start in range(0, len(X), batch_size)]
            scores = [forward(X[part], params)[0] for part in slices]
            history[name + "_loss"].append(
                np.mean([cross_entropy(z, y[part]) for z, part in zip(scores, slices)])
            )
            history[name + "_acc"].append(np.mean([accuracy(z, y[part]) for z, part in zip(scores, slices)]))
    return params, history


def train__training_set_measured_before_the_epoch(
    X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng
):
    """You measure the training set before the epoch and the validation set after it. The two curves belong to different parameters: first train, then measure both."""
    params, history, before = _also_before(
        X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng
    )
    return params, history | {name: before[name] for name in ("train_loss", "train_acc")}


def train__training_loss_measured_before_the_epoch(
    X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng
):
    """Your training loss is measured before the epoch. First train, then measure."""
    params, history, before = _also_before(
        X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng
    )
    return params, history | {"train_loss": before["train_loss"]}


def train__loss_of_the_last_batch(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    """Your training loss is that of the last batch alone, taken before its update. Measure the whole set after the epoch."""
    params, history, losses, _ = _noted_on_the_way(
        X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng
    )
    return params, history | {"train_loss": [seen[-1] for seen in losses]}


def train__one_entry_a_batch(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    """Your lists get an entry after every batch. Measure once an epoch, when all its batches are done."""
    history = _empty_history()
    for _ in range(epochs):
        for X_batch, y_batch in minibatches(X_train, y_train, batch_size, rng):
            params = sgd_step(params, loss_and_grads(X_batch, y_batch, params)[1], lr)
            _measure(history, X_train, y_train, X_val, y_val, params)
    return params, history


def train__loss_of_thresholded_predictions(
    X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng
):
    """Your loss is computed from predicted labels, so it is the accuracy curve upside down: it moves in jumps and hides how sure the network is. Give the scores to `cross_entropy`."""
    params, history = _trained(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng)
    for name in ("train", "val"):
        history[name + "_loss"] = [1 - share for share in history[name + "_acc"]]
    return params, history


def train__validation_measured_on_training_data(
    X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng
):
    """Your validation curves are measured on the training data. They must come from X_val and y_val, which the network never trains on."""
    return _trained(X_train, y_train, X_train, y_train, params, epochs, batch_size, lr, rng)


def train__trained_on_validation_data_too(
    X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng
):
    """You train on the validation data as well. Then its loss says nothing about new data: only measure there."""
    X, y = np.concatenate([X_train, X_val]), np.concatenate([y_train, y_val])

    def epoch(now):
        return train_epoch(X, y, now, batch_size, lr, rng)

    return _recorded(X_train, y_train, X_val, y_val, params, epochs, epoch)


def train__losses_and_accuracies_swapped(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    """Your losses stand under the names of the accuracies, and the other way round. Look at which value goes into which list."""
    params, history = _trained(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng)
    return params, _under_other_names(history, "train_acc", "val_acc", "train_loss", "val_loss")


def train__sets_exchanged_in_history(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    """Your training values stand under the names of the validation ones, and the other way round. Look at which set goes into which list."""
    params, history = _trained(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng)
    return params, _under_other_names(history, "val_loss", "train_loss", "val_acc", "train_acc")


def train__one_list_under_four_names(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    """Your four names share one list, so every value lands under all of them. Each name needs a list of its own."""
    params, h = _trained(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng)
    rows = zip(*(h[name] for name in ("train_loss", "val_loss", "train_acc", "val_acc")))
    return params, dict.fromkeys(h, [value for row in rows for value in row])


def train__only_the_last_epoch_in_history(
    X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng
):
    """Your lists hold the last epoch only. Make the empty lists once, before the loop, and append to them after each epoch."""
    params, history = _trained(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng)
    return params, {name: values[-1:] for name, values in history.items()}


def train__history_returned_first(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    """You return history before params. The order asked for is (params, history)."""
    return _trained(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng)[::-1]


def train__history_left_out(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    """You return the parameters alone. The history belongs to the answer: (params, history)."""
    return _trained(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng)[0]


def train__one_update_an_epoch(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    """Your parameters move once an epoch, with the gradient of the whole set. Let `train_epoch` go through the batches."""
    return _recorded(
        X_train, y_train, X_val, y_val, params, epochs, lambda now: _steps(now, [(X_train, y_train)], lr)
    )


def train__batches_made_once(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    """All your epochs go through the same batches: they are made once, never shuffled, or dealt each time from the same state of `rng`. Shuffle anew in each epoch, so that other examples meet."""
    batches = list(minibatches(X_train, y_train, batch_size, rng))
    return _recorded(X_train, y_train, X_val, y_val, params, epochs, lambda now: _steps(now, batches, lr))


def train__generator_made_each_epoch(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    """You make a generator of your own for each epoch, so all of them meet the examples in the same order. Hand on the `rng` that is given."""

    def epoch(now):
        return train_epoch(X_train, y_train, now, batch_size, lr, np.random.default_rng(0))

    return _recorded(X_train, y_train, X_val, y_val, params, epochs, epoch)


def train__generator_of_its_own(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    """You make a generator of your own, so every run deals the same batches whatever `rng` is. Hand on the `rng` that is given."""
    return _trained(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, np.random.default_rng(0))


def train__batches_used_up(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    """You make the batches once, before the epochs. A generator can be walked through only once: after the first epoch it is empty and nothing is learned."""
    batches = minibatches(X_train, y_train, batch_size, rng)
    return _recorded(X_train, y_train, X_val, y_val, params, epochs, lambda now: _steps(now, batches, lr))


def train__epoch_result_discarded(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    """Your parameters stay as they were, from the first epoch to the last. `train_epoch` returns new ones and leaves the old alone: keep what it returns."""
    return _recorded(X_train, y_train, X_val, y_val, params, epochs, lambda now: now)


def train__one_epoch_too_many(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    """You train for one epoch too many, and your lists have an entry too many. Look at where your range stops."""
    return _trained(X_train, y_train, X_val, y_val, params, epochs + 1, batch_size, lr, rng)


def train__one_epoch_too_few(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    """You train for one epoch too few, and your lists have an entry too few. Look at where your range starts and stops."""
    return _trained(X_train, y_train, X_val, y_val, params, epochs - 1, batch_size, lr, rng)


def train__returns_after_the_first_epoch(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    """You return after the first epoch. The return belongs after the loop, not inside it."""
    return _trained(X_train, y_train, X_val, y_val, params, 1, batch_size, lr, rng)


def train__records_averaged_on_the_way(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    """Your training loss and accuracy are means over the batches on the way, each taken before its update. So they lag behind and cannot be compared with validation: measure the whole set after the epoch."""
    params, history, losses, shares = _noted_on_the_way(
        X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng
    )
    means = {
        "train_loss": [np.mean(seen) for seen in losses],
        "train_acc": [np.mean(seen) for seen in shares],
    }
    return params, history | means


def train__one_list_filled_set_by_set(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    """Your four names share one list, so every value lands under all of them. Each name needs a list of its own."""
    params, h = _trained(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng)
    rows = zip(*(h[name] for name in ("train_loss", "train_acc", "val_loss", "val_acc")))
    return params, dict.fromkeys(h, [value for row in rows for value in row])


def train__trained_on_each_set_in_turn(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    """You train on the validation data as well, after the training data. Then its loss says nothing about new data: only measure there."""

    def both(now):
        now = train_epoch(X_train, y_train, now, batch_size, lr, rng)
        return train_epoch(X_val, y_val, now, batch_size, lr, rng)

    return _recorded(X_train, y_train, X_val, y_val, params, epochs, both)


def train__history_alone_returned(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    """You return the history alone. Without the parameters the training is lost: return the pair `(params, history)`."""
    return _trained(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng)[1]


def train__loss_of_probabilities(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    """Your losses are computed from probabilities. `cross_entropy` takes scores and applies softmax itself: hand it what `forward` returns."""
    visited = []
    params, history = _trained(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng, visited)
    for name, X, y in (("train", X_train, y_train), ("val", X_val, y_val)):
        history[name + "_loss"] = [cross_entropy(softmax(forward(X, now)[0]), y) for now in visited]
    return params, history


def train__validation_loss_of_the_training_data(
    X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng
):
    """Your validation loss is measured on the training data. It must come from X_val and y_val, which the network never trains on."""
    params, history = _trained(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng)
    return params, history | {"val_loss": list(history["train_loss"])}
