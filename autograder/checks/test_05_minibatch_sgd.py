"""What right looks like: mini-batches and training."""

import copy
from itertools import permutations

import numpy as np
import pytest

from autograder.comparison import a_kind, close, layered, pure, same, shaped, strided


def tagged(n):
    """Examples that know who they are: row i is (i, 1000 + i, −i), its label i % 3."""
    i = np.arange(n)
    return np.stack([i, 1000 + i, -i], axis=1).astype(float), i % 3


def in_other_kinds(X, y):
    """The same examples as integers, in float32, with gaps, by columns."""
    return [
        (X.astype(int), y.copy()),
        (X.astype(np.float32), y.astype(np.int32)),
        (strided(X), strided(y)),
        (np.asfortranarray(X), y.copy()),
    ]


def equal_examples(n, d=2):
    """n times the same example, so that every order of the examples is the same order."""
    return np.tile(np.arange(d) + 2.5, (n, 1)), np.full(n, 2)


def equal_parts(n, n_val, d=2):
    """The four parts of `equal_examples`."""
    (X_train, y_train), (X_val, y_val) = equal_examples(n - n_val, d), equal_examples(n_val, d)
    return X_train, X_val, y_train, y_val


def equal_batches(*sizes):
    """Batches of `equal_examples`."""
    return [equal_examples(size) for size in sizes]


def who(X_part):
    """Which rows of `tagged` these are; each has to be a whole one."""
    X_part = np.asarray(X_part, dtype=float)
    assert X_part.ndim == 2 and X_part.shape[1] == 3, (
        f"the examples should keep their 3 columns, and they are {a_kind(X_part)}"
    )
    rows = np.rint(X_part[:, 0]).astype(int)
    whole = (rows >= 0) & np.isclose(X_part, np.stack([rows, 1000 + rows, -rows], axis=1)).all(axis=1)
    assert whole.all(), f"a row came back that is not a row of X: {X_part[~whole][0].tolist()}"
    return rows


def assert_each_once(n, X_seen, y_seen):
    """Every row of `tagged(n)` is there once, whole, with its own label."""
    rows = who(X_seen).tolist()
    missing, repeated = sorted(set(range(n)) - set(rows)), sorted({i for i in rows if rows.count(i) > 1})
    assert not missing, (
        f"every example should be there once; missing: {len(missing)}, the first is row {missing[0]} of X"
    )
    assert not repeated, (
        f"every example should be there once; repeated: {len(repeated)}, the first is row {repeated[0]} of X"
    )
    assert_aligned(X_seen, y_seen)


def assert_aligned(X_seen, y_seen):
    """Each row of `tagged` still has its own label."""
    rows = who(X_seen)
    assert np.shape(y_seen) == rows.shape, "there should be one label for each row"
    for row, label in zip(rows, y_seen):
        assert label == row % 3, (
            f"each row should keep its own label: row {row} of X has label {row % 3}, and it came with {label}"
        )
    close(y_seen, rows % 3)


def assert_mixed(rows, name):
    """Row numbers in no visible order: of 50 shuffled ones, 25 neighbours in a row has probability 1e-17."""
    steps = np.diff(rows)
    assert not (np.all(steps > 0) or np.all(steps < 0)), (
        f"{name} should be in random order; its rows are in the order of X"
    )
    assert (np.abs(steps) == 1).mean() < 0.5, (
        f"{name} should be in random order; most of its rows are neighbours in X"
    )
    # One in three is due; 40 or more of 49 have probability 5e-12.
    assert (np.diff(rows % 3) == 0).mean() < 0.8, (
        f"{name} should be in random order; most of its rows stand beside one of their own class"
    )


def batches_of(answer):
    """The batches as a list of pairs."""
    assert answer is not None, "it returned None: does it yield the batches?"
    assert hasattr(answer, "__iter__"), (
        f"it should yield the batches one after the other, and it is {a_kind(answer)}"
    )
    batches = []
    for batch in answer:
        assert isinstance(batch, (tuple, list)) and len(batch) == 2, (
            f"each batch should be a pair (X_batch, y_batch), and it is {a_kind(batch)}"
        )
        batches.append((np.array(batch[0]), np.array(batch[1])))
    return batches


def joined(batches):
    """All the batches, one below the other."""
    return np.concatenate([X for X, _ in batches]), np.concatenate([y for _, y in batches])


# train_val_split


def test_train_val_split_returns_four_parts_in_order(train_val_split, rng):
    for _ in range(3):  # sizes that nobody meets by chance
        train_val_split(*equal_examples(80, 3), 0.25, rng)
    expected = equal_parts(8, 2, 3)  # a quarter of 8 is 2
    close(train_val_split(*equal_examples(8, 3), 0.25, rng), expected)


def test_train_val_split_gives_the_fraction_to_validation(train_val_split, rng):
    for n, fraction, n_val in [(6, 0.5, 3), (50, 0.2, 10), (20, 0.75, 15)]:
        expected = equal_parts(n, n_val)
        close(train_val_split(*equal_examples(n), fraction, rng), expected)
    X, y = tagged(50)  # a fifth of each of its three classes, rounded, is not a fifth of all
    assert len(train_val_split(X, y, 0.2, rng)[1]) == 10, "validation should get 10 of 50 examples at 0.2"


def test_train_val_split_counts_right_where_rounding_errs(train_val_split, rng):
    """gives validation 29 of 100 at 0.29, where 100 · 0.29 is computed a little too small"""
    # 100 · 0.29 = 28.999999999999996; 100 · 0.07 = 7.000000000000001; 10 · (1 − 0.9) = 0.9999999999999998.
    for n, fraction, n_val in [(100, 0.29, 29), (100, 0.07, 7), (10, 0.9, 9), (50, 0.58, 29)]:
        expected = equal_parts(n, n_val)
        close(train_val_split(*equal_examples(n), fraction, rng), expected)


@pytest.mark.form
def test_train_val_split_keeps_every_row_with_its_label(train_val_split, rng):
    X, y = tagged(60)
    X_train, X_val, y_train, y_val = train_val_split(X, y, 0.25, rng)
    assert_aligned(X_train, y_train)
    assert_aligned(X_val, y_val)


def test_train_val_split_puts_every_example_in_one_part(train_val_split, rng):
    X, y = tagged(60)
    X_train, X_val, y_train, y_val = train_val_split(X, y, 0.25, rng)
    assert_each_once(60, np.concatenate([X_train, X_val]), np.concatenate([y_train, y_val]))


@pytest.mark.form
def test_train_val_split_draws_validation_from_the_whole_set(train_val_split, rng):
    X, y = tagged(200)
    rows = who(train_val_split(X, y, 0.25, rng)[1])
    # All 50 from one half: 100 choose 50 of 200 choose 50, twice, 4e-19.
    assert rows.min() < 100 <= rows.max(), (
        "the validation part should come from all of X, not from one end of it"
    )


def test_train_val_split_shuffles_both_parts(train_val_split, rng):
    X, y = tagged(200)
    X_train, X_val, _, _ = train_val_split(X, y, 0.25, rng)
    assert_mixed(who(X_train), "the training part")
    assert_mixed(who(X_val), "the validation part")


@pytest.mark.form
def test_train_val_split_makes_another_split_when_rng_moves_on(train_val_split, rng):
    first, second = (set(who(train_val_split(*tagged(200), 0.25, rng)[1])) for _ in range(2))
    other = set(who(train_val_split(*tagged(200), 0.25, np.random.default_rng(rng.integers(2**60)))[1]))
    assert first != second and first != other, (
        "another state of rng should give another split; draw from the rng that is given"
    )


@pytest.mark.form
def test_train_val_split_makes_the_same_split_from_the_same_rng(train_val_split, rng):
    seed = rng.integers(2**60)
    first, second = (
        set(who(train_val_split(*tagged(200), 0.25, np.random.default_rng(seed))[1])) for _ in range(2)
    )
    assert first == second, (
        "the same state of rng should give the same split: draw from rng alone, nothing from np.random"
    )


@pytest.mark.form
def test_train_val_split_leaves_its_arguments_and_repeats_itself(train_val_split, rng):
    pure(train_val_split, *tagged(40), 0.25, rng)


def test_train_val_split_takes_other_kinds_of_arrays(train_val_split, rng):
    for X_given, y_given in in_other_kinds(*tagged(60)):
        X_train, X_val, y_train, y_val = train_val_split(X_given, y_given, 0.25, rng)
        assert_each_once(60, np.concatenate([X_train, X_val]), np.concatenate([y_train, y_val]))


def test_train_val_split_takes_its_arguments_by_name(train_val_split, rng):
    (X, y), expected = equal_examples(4), equal_parts(4, 1)
    close(train_val_split(X=X, y=y, val_fraction=0.25, rng=rng), expected)


# standardize


def formula(X_train, X_val):
    """(x − mean) / std by columns, in float64."""
    X_train, X_val = np.array(X_train, dtype=float), np.array(X_val, dtype=float)
    mean, std = X_train.mean(axis=0), X_train.std(axis=0)
    return (X_train - mean) / std, (X_val - mean) / std


@pytest.mark.form
def test_standardize_returns_both_in_their_shapes(standardize, rng):
    answer = standardize(rng.normal(size=(7, 3)), rng.normal(size=(4, 3)))
    assert isinstance(answer, (tuple, list)) and len(answer) == 2, (
        "it should return two arrays, training and validation"
    )
    for part, shape in zip(answer, [(7, 3), (4, 3)]):
        shaped(part, shape)


def test_standardize_works_by_hand(standardize):
    # First column: mean 2, std 1. Second: mean 20, std 10.
    X_train = np.array([[1.0, 10.0], [1.0, 30.0], [3.0, 10.0], [3.0, 30.0]])
    X_val = np.array([[2.0, 40.0], [5.0, 20.0]])
    train, val = (
        np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]]),
        np.array([[0.0, 2.0], [3.0, 0.0]]),
    )
    close(standardize(X_train, X_val), (train, val))


def test_standardize_gives_training_columns_mean_0_and_std_1(standardize, rng):
    X_train = rng.normal([1.0, -5.0, 300.0], [0.5, 2.0, 40.0], (40, 3))
    standard = np.asarray(standardize(X_train, rng.normal(size=(5, 3)))[0])
    close(standard.mean(axis=0), np.zeros(3), told="in the means of the training columns")
    close(standard.std(axis=0), np.ones(3), told="in the stds of the training columns")


@pytest.mark.form
def test_standardize_measures_on_training_data_alone(standardize, rng):
    X_train, X_val = rng.normal(3, 2, (20, 3)), rng.normal(-1, 5, (6, 3))
    train_1, val_1 = standardize(X_train.copy(), X_val.copy())
    train_2, val_2 = standardize(X_train.copy(), X_val[:2].copy())
    assert same(train_1, train_2, 1e-9, 1e-12), "the training part should not depend on the validation part"
    assert same(val_1[:2], val_2, 1e-9, 1e-12), (
        "a validation row should not depend on the other validation rows"
    )


def test_standardize_agrees_with_the_formula(standardize, rng):
    X_train, X_val = rng.normal(3, [2, 0.1, 50, 1], (30, 4)), rng.normal(-1, 5, (9, 4))
    expected = formula(X_train, X_val)
    close(standardize(X_train, X_val), expected)


def test_standardize_turns_a_constant_column_into_zeros(standardize, rng):
    for value in (5.0, 0.0):
        X_train, X_val = rng.normal(size=(6, 3)), rng.normal(size=(2, 3))
        expected = formula(X_train, X_val)
        X_train[:, 1], X_val[0, 1] = value, value
        train, val = (np.asarray(part) for part in standardize(X_train, X_val))
        shaped(train, (6, 3), told="a constant column stays")
        shaped(val, (2, 3), told="a constant column stays")
        close(train[:, 1], np.zeros(6))
        close(val[0, 1], 0.0)
        assert np.isfinite(val).all(), "every entry should be finite"
        close((train[:, ::2], val[:, ::2]), [part[:, ::2] for part in expected])


def test_standardize_is_not_fooled_by_rounding_in_a_constant_column(standardize, rng):
    # np.full(3, 0.1).std() is 1.4e-17, not 0.
    for value, n in [(0.1, 3), (0.1, 10), (0.1, 24), (-0.7, 10), (300.7, 10), (9876.1, 10)]:
        X_train, X_val = rng.normal(size=(n, 2)), rng.normal(size=(3, 2))
        varying = [part[:, 1] for part in formula(X_train, X_val)]
        X_train[:, 0], X_val[0, 0] = value, value
        train, val = (np.asarray(part) for part in standardize(X_train, X_val))
        shaped(train, (n, 2), told="a constant column stays")
        shaped(val, (3, 2), told="a constant column stays")
        noisy = "in a constant column, whose std is rounding noise and not 0"
        close(train[:, 0], np.zeros(n), atol=1e-3, told=noisy)  # std + 1e-8 is good enough
        close(val[0, 0], 0.0, atol=1e-3, told=noisy)
        assert np.isfinite(val).all(), "every entry should be finite"
        close((train[:, 1], val[:, 1]), varying, rtol=1e-5)


def test_standardize_stretches_a_narrow_column(standardize, rng):
    for width, tolerance in [(1e-4, 1e-3), (1e-6, 0.05)]:  # std + 1e-8 is good enough
        X_train, X_val = width * rng.normal(size=(20, 2)), width * rng.normal(size=(3, 2))
        expected = formula(X_train, X_val)
        close(standardize(X_train, X_val), expected, rtol=tolerance, atol=tolerance)


def test_standardize_takes_one_example(standardize, rng):
    X_train, X_val = rng.normal(size=(9, 3)), rng.normal(size=(1, 3))
    expected = formula(X_train, X_val)
    close(standardize(X_train.copy(), X_val.copy()), expected)
    train, _ = standardize(X_train[:1].copy(), X_val.copy())  # one row: every column is constant
    close(train, np.zeros((1, 3)))


@pytest.mark.form
def test_standardize_leaves_its_arguments_and_repeats_itself(standardize, rng):
    pure(standardize, rng.normal(size=(6, 3)), rng.normal(size=(4, 3)))


def test_standardize_takes_other_kinds_of_arrays(standardize, rng):
    X_train, X_val = rng.integers(-9, 9, (20, 3)), rng.integers(-9, 9, (5, 3))
    X_train[:2] = [[-9], [9]]  # no column is constant
    expected = formula(X_train, X_val)
    close(standardize(X_train.copy(), X_val.copy()), expected)
    close(standardize(X_train.astype(np.float32), X_val.astype(np.float32)), expected, rtol=1e-4, atol=1e-5)
    close(standardize(strided(X_train / 1.0), np.asfortranarray(X_val / 1.0)), expected)


def test_standardize_takes_its_arguments_by_name(standardize, rng):
    X_train, X_val = rng.normal(size=(6, 3)), rng.normal(size=(4, 3))
    expected = formula(X_train, X_val)
    close(standardize(X_val=X_val, X_train=X_train), expected)


# minibatches


def test_minibatches_yields_pairs(minibatches, rng):
    """yields pairs (X_batch, y_batch)"""
    expected = equal_batches(2, 2, 2)
    close(batches_of(minibatches(*equal_examples(6), 2, rng)), expected)


def test_minibatches_ends_with_a_smaller_batch(minibatches, rng):
    """ends with a smaller batch where the examples do not divide evenly"""
    expected = equal_batches(4, 4, 2)
    close(batches_of(minibatches(*equal_examples(10), 4, rng)), expected)


@pytest.mark.form
def test_minibatches_keeps_every_row_with_its_label(minibatches, rng):
    X, y = tagged(60)
    for X_batch, y_batch in batches_of(minibatches(X, y, 15, rng)):
        assert_aligned(X_batch, y_batch)


@pytest.mark.form
def test_minibatches_yields_every_example_once(minibatches, rng):
    for n, batch_size in [(60, 15), (61, 15), (59, 15), (60, 7)]:
        X, y = tagged(n)
        assert_each_once(n, *joined(batches_of(minibatches(X, y, batch_size, rng))))


def test_minibatches_shuffles_the_examples(minibatches, rng):
    X, y = tagged(200)
    batches = batches_of(minibatches(X, y, 50, rng))
    assert_mixed(who(joined(batches)[0]), "the data in its batches")
    # A batch of 50 from one half only: 8 times 100 choose 50 of 200 choose 50, 2e-18.
    assert all(who(X_batch).min() < 100 <= who(X_batch).max() for X_batch, _ in batches), (
        "each batch should be drawn from all of X, not from one stretch of it"
    )


@pytest.mark.form
def test_minibatches_shuffles_anew_at_each_call(minibatches, rng):
    first, second = (joined(batches_of(minibatches(*tagged(200), 50, rng)))[0] for _ in range(2))
    other = joined(batches_of(minibatches(*tagged(200), 50, np.random.default_rng(rng.integers(2**60)))))[0]
    assert not same(first, second) and not same(first, other), (
        "each call should shuffle anew; draw from the rng that is given"
    )


def test_minibatches_takes_any_batch_size(minibatches, rng):
    for n, batch_size, sizes in [
        (5, 5, [5]),
        (5, 8, [5]),
        (5, 1, [1] * 5),
        (1, 1, [1]),
        (1, 4, [1]),
        (8, 4, [4, 4]),
    ]:
        expected = equal_batches(*sizes)
        close(batches_of(minibatches(*equal_examples(n), batch_size, rng)), expected)


@pytest.mark.form
def test_minibatches_deals_the_same_batches_from_the_same_rng(minibatches, rng):
    seed = rng.integers(2**60)
    first, second = (
        joined(batches_of(minibatches(*tagged(60), 15, np.random.default_rng(seed))))[0] for _ in range(2)
    )
    assert same(first, second), (
        "the same state of rng should give the same batches: draw from rng alone, nothing from np.random"
    )


@pytest.mark.form
def test_minibatches_leaves_its_arguments_and_repeats_itself(minibatches, rng):
    # Inside batches_of the batches are drawn, so that a change made on the way is seen.
    pure(lambda *args: batches_of(minibatches(*args)), *tagged(20), 6, rng)


@pytest.mark.form
def test_minibatches_takes_other_kinds_of_arrays(minibatches, rng):
    for X_given, y_given in in_other_kinds(*tagged(60)):
        assert_each_once(60, *joined(batches_of(minibatches(X_given, y_given, 16, rng))))


def test_minibatches_takes_its_arguments_by_name(minibatches, rng):
    (X, y), expected = equal_examples(3), equal_batches(2, 1)
    close(batches_of(minibatches(X=X, y=y, batch_size=2, rng=rng)), expected)


# sgd_step


def random_layers(rng, sizes=(3, 4, 2)):
    """One pair of arrays a layer."""
    return [(rng.normal(size=(i, o)), rng.normal(size=o)) for i, o in zip(sizes, sizes[1:])]


def stepped(params, grads, lr):
    """p − lr·g, entry by entry."""
    return [
        (np.asarray(W) - lr * np.asarray(dW), np.asarray(b) - lr * np.asarray(db))
        for (W, b), (dW, db) in zip(params, grads)
    ]


def test_sgd_step_works_by_hand(sgd_step):
    W, b = np.array([[1.0, 2.0]]), np.array([0.5, 0.0])
    dW, db = np.array([[10.0, -10.0]]), np.array([1.0, -2.0])
    # 1 − 0.1·10 = 0, 2 + 0.1·10 = 3, 0.5 − 0.1·1 = 0.4, 0 + 0.1·2 = 0.2
    close(sgd_step([(W, b)], [(dW, db)], 0.1), [(np.array([[0.0, 3.0]]), np.array([0.4, 0.2]))])


def test_sgd_step_moves_every_layer(sgd_step, rng):
    for sizes in [(3, 4, 2), (2, 5, 5, 3), (4, 4, 4, 4)]:
        params, grads = random_layers(rng, sizes), random_layers(rng, sizes)
        expected = stepped(params, grads, 0.3)
        close(sgd_step(params, grads, 0.3), expected)


@pytest.mark.form
def test_sgd_step_goes_downhill(sgd_step, reference, rng):
    X, y = rng.normal(size=(12, 3)), np.arange(12) % 2
    params = reference.init_params([3, 6, 2], rng)
    before, grads = reference.loss_and_grads(X, y, params)
    after = reference.cross_entropy(reference.forward(X, sgd_step(params, grads, 1e-4))[0], y)
    assert after < before, "a small step should make the loss smaller"


def test_sgd_step_scales_with_the_learning_rate(sgd_step, rng):
    for lr in [0.0, 1e-3, 2, 50.0]:
        params, grads = random_layers(rng), random_layers(rng)
        expected = stepped(params, grads, lr)
        close(sgd_step(params, grads, lr), expected)


@pytest.mark.form
def test_sgd_step_leaves_its_arguments_and_repeats_itself(sgd_step, rng):
    pure(sgd_step, random_layers(rng), random_layers(rng), 0.5)


def test_sgd_step_takes_lists_and_tuples(sgd_step, rng):
    params, grads = random_layers(rng), random_layers(rng)
    expected = stepped(params, grads, 0.5)
    close(sgd_step(*copy.deepcopy((tuple(params), tuple(grads))), 0.5), expected)
    close(
        sgd_step(
            *copy.deepcopy(([list(layer) for layer in params], tuple(list(layer) for layer in grads))), 0.5
        ),
        expected,
    )
    close(sgd_step(params[:1], grads[:1], 0.5), expected[:1])


def test_sgd_step_takes_other_kinds_of_arrays(sgd_step, rng):
    params, grads = random_layers(rng), random_layers(rng)
    expected = stepped(params, grads, 0.5)
    close(
        sgd_step(
            *(
                [tuple(map(np.asfortranarray, layer)) for layer in copy.deepcopy(layers)]
                for layers in (params, grads)
            ),
            0.5,
        ),
        expected,
    )
    close(
        sgd_step(
            [tuple(map(strided, layer)) for layer in params],
            [tuple(map(strided, layer)) for layer in grads],
            0.5,
        ),
        expected,
    )
    small = [[tuple(a.astype(np.float32) for a in layer) for layer in layers] for layers in (params, grads)]
    close(sgd_step(*small, 0.5), expected, rtol=1e-4, atol=1e-5)


def test_sgd_step_takes_its_arguments_by_name(sgd_step, rng):
    params, grads = random_layers(rng), random_layers(rng)
    expected = stepped(params, grads, 0.5)
    close(sgd_step(lr=0.5, grads=grads, params=params), expected)


# train_epoch


def step_through(reference, batches, params, lr):
    """The parameters after these batches, in this order, by our own definitions."""
    for X, y in batches:
        params = stepped(params, reference.loss_and_grads(X, y, params)[1], lr)
    return params


def legal_outcomes(reference, X, y, params, batch_size, lr):
    """What an epoch can end with: one outcome for each way to deal the examples out."""
    deals = {
        tuple(frozenset(order[i : i + batch_size]) for i in range(0, len(X), batch_size))
        for order in permutations(range(len(X)))
    }
    return [
        step_through(reference, [(X[sorted(batch)], y[sorted(batch)]) for batch in deal], params, lr)
        for deal in deals
    ]


def small_problem(rng, n=6, sizes=(3, 4, 3)):
    """Data of all classes and a network for it: (X, y, params)."""
    return (
        rng.normal(size=(n, sizes[0])),
        rng.permutation(np.arange(n) % sizes[-1]),
        random_layers(rng, sizes),
    )


def equal_problem(rng, n):
    """A problem of n equal examples, so that every order of the examples is the same order."""
    X, y, params = small_problem(rng)
    return X[[0] * n], y[[0] * n], params


@pytest.mark.form
def test_train_epoch_returns_a_pair_a_layer(train_epoch, rng):
    """returns one pair (W, b) for each layer"""
    X, y, params = small_problem(rng)
    layered(train_epoch(X, y, params, 6, 0.1, rng), params)


def test_train_epoch_works_by_hand_on_one_example(train_epoch, rng):
    # Scores 0 and 0 are probabilities ½ and ½; the true class is 0, so dz = (−½, ½), dW = xᵀ dz, db = dz.
    X, y, params = np.array([[1.0, 2.0]]), np.array([0]), [(np.zeros((2, 2)), np.zeros(2))]
    expected = [(np.array([[0.05, -0.05], [0.1, -0.1]]), np.array([0.05, -0.05]))]
    close(train_epoch(X, y, params, 1, 0.1, rng), expected)


def test_train_epoch_takes_one_step_when_one_batch_holds_everything(train_epoch, reference, rng):
    train_epoch(*small_problem(rng), 2, 0.5, rng)  # here the usual mistakes differ from each other
    for sizes, batch_size in [((3, 3), 7), ((3, 4, 3), 7), ((2, 5, 4, 3), 50)]:
        X, y, params = small_problem(rng, 7, sizes)
        expected = step_through(reference, [(X, y)], params, 0.5)
        close(train_epoch(X, y, params, batch_size, 0.5, rng), expected)


def test_train_epoch_updates_after_every_batch(train_epoch, reference, rng):
    train_epoch(
        *small_problem(rng), 2, 0.5, rng
    )  # different examples: here the usual mistakes differ from each other
    train_epoch(
        *equal_problem(rng, 150), 25, 0.1, rng
    )  # more of them than a usual batch holds: a fixed size shows
    # With six equal examples all orders are alike: three batches of two are three steps, each from where the last one ended.
    X, y, params = equal_problem(rng, 6)
    expected = step_through(reference, [(X[:2], y[:2])] * 3, params, 0.5)
    close(train_epoch(X, y, params, 2, 0.5, rng), expected)


def test_train_epoch_uses_a_smaller_last_batch(train_epoch, reference, rng):
    X, y, params = equal_problem(rng, 7)  # 7 = 3 + 3 + 1: three steps
    expected = step_through(reference, [(X, y)] * 3, params, 0.5)
    close(train_epoch(X, y, params, 3, 0.5, rng), expected)


def test_train_epoch_uses_every_example_once(train_epoch, rng):
    # Example i alone feeds row i of W. From zero weights and for a tiny lr it moves that row by lr/5·(one_hot(y_i) − ⅓), once.
    X, y, lr = np.eye(30), rng.permutation(np.arange(30) % 3), 1e-4
    move = (np.eye(3)[y] - 1 / 3) / 5
    answer = train_epoch(X, y, [(np.zeros((30, 3)), np.zeros(3))], 5, lr, rng)
    W, b = (np.asarray(a) / lr for a in answer[0])
    close(W, move, rtol=0.01, atol=0.003, told="in the new W, divided by lr")
    close(b, move.sum(axis=0), rtol=0.01, atol=0.03, told="in the new b, divided by lr")


def test_train_epoch_takes_each_gradient_from_its_own_batch(train_epoch, reference, rng):
    for n, batch_size in [(4, 2), (3, 2), (3, 1)]:
        X, y, params = small_problem(rng, n)
        outcomes = legal_outcomes(reference, X, y, params, batch_size, 0.5)
        answer = train_epoch(X, y, params, batch_size, 0.5, rng)
        assert any(same(answer, outcome, 1e-6, 1e-8) for outcome in outcomes), (
            f"with {n} examples and batch_size {batch_size} the result should be that of one of the {len(outcomes)} "
            "ways to deal them out, and it is none of them"
        )


@pytest.mark.form
def test_train_epoch_shuffles_the_examples(train_epoch, rng):
    # Four examples one by one have 24 orders: 14 epochs in the same one have probability (1/24)¹³.
    X, y, params = small_problem(rng, 4, (3, 3))
    first, *others = [train_epoch(*copy.deepcopy((X, y, params)), 1, 1.0, rng) for _ in range(14)]
    assert not all(same(first, other) for other in others), (
        "each epoch should meet the examples in a new order, drawn from rng"
    )


@pytest.mark.form
def test_train_epoch_leaves_its_arguments_and_repeats_itself(train_epoch, rng):
    pure(train_epoch, *small_problem(rng), 2, 0.1, rng)


def test_train_epoch_takes_other_kinds_of_arrays(train_epoch, reference, rng):
    X, y, params = small_problem(rng, 6, (3, 3))  # no relu: in float32 a score near 0 may change sides
    X = np.rint(3 * X)
    expected = step_through(reference, [(X, y)], params, 0.1)
    close(train_epoch(X.astype(int), y.astype(np.int32), tuple(copy.deepcopy(params)), 6, 0.1, rng), expected)
    close(
        train_epoch(strided(X), strided(y), [list(map(strided, layer)) for layer in params], 6, 0.1, rng),
        expected,
    )
    small = [tuple(a.astype(np.float32) for a in layer) for layer in params]
    close(train_epoch(X.astype(np.float32), y.copy(), small, 6, 0.1, rng), expected, rtol=1e-4, atol=1e-5)


def test_train_epoch_takes_its_arguments_by_name(train_epoch, reference, rng):
    X, y, params = small_problem(rng)
    expected = step_through(reference, [(X, y)], params, 0.1)
    close(train_epoch(rng=rng, lr=0.1, batch_size=6, params=params, y=y, X=X), expected)


# train


def measured(reference, X, y, params):
    """Loss and accuracy on a whole set."""
    scores, _ = reference.forward(X, params)
    return float(reference.cross_entropy(scores, y)), float(np.mean(np.argmax(scores, axis=1) == y))


def expected_history(reference, X, y, X_val, y_val, visited):
    """The history of a run whose parameters after each epoch are `visited`."""
    train_loss, train_acc = zip(*[measured(reference, X, y, params) for params in visited])
    val_loss, val_acc = zip(*[measured(reference, X_val, y_val, params) for params in visited])
    return {"train_loss": train_loss, "val_loss": val_loss, "train_acc": train_acc, "val_acc": val_acc}


def close_history(history, expected, **tolerance):
    """Assert that a history has these lists."""
    assert hasattr(history, "keys"), f"history should be a dictionary of lists, and it is {a_kind(history)}"
    for name, values in expected.items():
        assert name in history, f"history should have the list {name!r}"
        assert np.ndim(history[name]) == 1, f"history[{name!r}] should be a list of numbers"
        entries = len(history[name])
        assert entries == len(values), (
            f"history[{name!r}] should have one entry an epoch, {len(values)}, and it has {entries}"
        )
        close(np.asarray(history[name]), np.asarray(values), told=f"history[{name!r}]", **tolerance)


def pair_of(answer):
    """(params, history) of an answer."""
    assert isinstance(answer, (list, tuple)) and len(answer) == 2, (
        "it should return the pair (params, history)"
    )
    return answer


def whole_batch_run(reference, X, y, params, epochs, lr):
    """The parameters after each epoch when one batch holds everything: no order to choose."""
    visited = []
    for _ in range(epochs):
        params = step_through(reference, [(X, y)], params, lr)
        visited.append(params)
    return visited


@pytest.mark.form
def test_train_returns_params_and_four_lists(train, rng):
    X, y, params = small_problem(rng, 6, (3, 4, 2))
    trained, history = pair_of(train(X, y, X[:4], y[:4], params, 3, 6, 0.1, rng))
    layered(trained, params, "the first part")
    assert hasattr(history, "keys"), f"history should be a dictionary of lists, and it is {a_kind(history)}"
    for name in ["train_loss", "val_loss", "train_acc", "val_acc"]:
        assert name in history, f"history should have the list {name!r}"
        found = np.array(history[name])
        has = f"has {found.size}" if found.ndim == 1 else f"is {a_kind(found)}"
        assert found.shape == (3,), f"after 3 epochs history[{name!r}] should have 3 numbers, and it {has}"


def test_train_goes_on_where_the_last_epoch_ended(train, reference, rng):
    X, y, params = small_problem(rng, 6, (3, 4, 2))
    visited = whole_batch_run(reference, X, y, params, 4, 0.5)
    trained, _ = pair_of(train(X, y, X[:4], y[:4], params, 4, 6, 0.5, rng))
    close(trained, visited[-1], told="in the params")


def test_train_measures_both_sets_after_each_epoch(train, reference, rng):
    X, y, params = small_problem(rng, 7, (3, 4, 2))
    X_val, y_val, _ = small_problem(rng, 5, (3, 4, 2))
    expected = expected_history(
        reference, X, y, X_val, y_val, whole_batch_run(reference, X, y, params, 4, 0.5)
    )
    train(
        *copy.deepcopy((X[:6], y[:6], X_val, y_val, params)), 2, 3, 0.5, rng
    )  # several batches: here the usual mistakes differ from each other
    _, history = pair_of(train(X, y, X_val, y_val, params, 4, 7, 0.5, rng))
    close_history(history, expected)


def test_train_updates_after_every_batch(train, reference, rng):
    # With equal examples all orders are alike: 7 = 3 + 3 + 1 is three steps an epoch.
    X, y, params = small_problem(rng, 6, (3, 4, 2))
    X_val, y_val = X, y
    X, y = X[[0] * 7], y[[0] * 7]
    visited = [params]
    for _ in range(3):
        visited.append(step_through(reference, [(X, y)] * 3, visited[-1], 0.2))
    expected = expected_history(reference, X, y, X_val, y_val, visited[1:])
    trained, history = pair_of(train(X, y, X_val, y_val, params, 3, 3, 0.2, rng))
    close(trained, visited[-1], told="in the params")
    close_history(history, expected)


def test_train_measures_the_params_that_it_returns(train, reference, rng):
    # The validation labels are the wrong ones: the better the network fits, the higher the validation loss.
    for batch_size in [12, 5]:
        X, y, params = small_problem(rng, 12, (3, 4, 2))
        y_val = 1 - y
        trained, history = pair_of(train(*copy.deepcopy((X, y, X, y_val, params)), 6, batch_size, 0.2, rng))
        close_history(
            {name: np.asarray(history[name])[-1:] for name in history},
            expected_history(reference, X, y, X, y_val, [trained]),
        )
        assert len(history["val_loss"]) == 6, (
            f"6 epochs should give 6 entries, and there are {len(history['val_loss'])}"
        )


@pytest.mark.form
def test_train_shuffles_anew_in_every_epoch(train, reference, rng):
    # Three examples one by one: the two epochs of a run share their order by chance once in 6, in 16 runs (1/6)¹⁶.
    X, y, params = small_problem(rng, 3, (3, 3))
    twice_alike = [
        step_through(reference, [(X[[i]], y[[i]]) for i in order * 2], params, 1.0)
        for order in permutations(range(3))
    ]
    runs = [pair_of(train(*copy.deepcopy((X, y, X, y, params)), 2, 1, 1.0, rng))[0] for _ in range(16)]
    assert not all(any(same(run, outcome, 1e-6, 1e-8) for outcome in twice_alike) for run in runs), (
        "each epoch should meet the examples in a new order, drawn from rng"
    )


@pytest.mark.form
def test_train_draws_the_order_from_rng(train, rng):
    # Eight examples one by one, three epochs: two generators share all the orders by chance once in (8!)³ runs.
    X, y, params = small_problem(rng, 8, (3, 3))
    seed = rng.integers(2**60)
    first, other = (
        pair_of(train(*copy.deepcopy((X, y, X, y, params)), 3, 1, 1.0, np.random.default_rng([seed, i])))[0]
        for i in (1, 2)
    )
    assert not same(first, other), (
        "another rng should bring another order of the examples, and so other params; they are the same"
    )


def test_train_takes_one_example(train, reference, rng):
    X, y, params = small_problem(rng)
    visited = whole_batch_run(reference, X[:1], y[:1], params, 2, 0.1)
    expected = expected_history(reference, X[:1], y[:1], X[1:2], y[1:2], visited)
    trained, history = pair_of(train(X[:1], y[:1], X[1:2], y[1:2], params, 2, 4, 0.1, rng))
    close(trained, visited[-1], told="in the params")
    close_history(history, expected)


@pytest.mark.form
def test_train_leaves_its_arguments_and_repeats_itself(train, rng):
    X, y, params = small_problem(rng, 6, (3, 4, 2))
    pure(train, X, y, X[:4], y[:4], params, 3, 2, 0.1, rng)


def test_train_takes_other_kinds_of_arrays(train, reference, rng):
    X, y, params = small_problem(rng, 6, (3, 2))  # no relu: in float32 a score near 0 may change sides
    X = np.rint(3 * X)
    visited = whole_batch_run(reference, X, y, params, 2, 0.05)
    history = expected_history(reference, X, y, X[:4], y[:4], visited)
    small = [tuple(a.astype(np.float32) for a in layer) for layer in params]
    for X_given, y_given, params_given, tolerance in [
        (X.astype(int), y.astype(np.int32), tuple(copy.deepcopy(params)), {}),
        (strided(X), strided(y), [list(map(strided, layer)) for layer in params], {}),
        (X.astype(np.float32), y.copy(), small, {"rtol": 1e-4, "atol": 1e-4}),
    ]:
        trained, seen = pair_of(
            train(X_given, y_given, X_given[:4], y_given[:4], params_given, 2, 6, 0.05, rng)
        )
        close(trained, visited[-1], told="in the params", **tolerance)
        if not tolerance:  # in float32 an example on the border may change its label
            close_history(seen, history)


def test_train_takes_its_arguments_by_name(train, reference, rng):
    X, y, params = small_problem(rng, 6, (3, 4, 2))
    visited = whole_batch_run(reference, X, y, params, 2, 0.1)
    trained, _ = pair_of(
        train(
            rng=rng,
            lr=0.1,
            batch_size=6,
            epochs=2,
            params=params,
            y_val=y[:4],
            X_val=X[:4],
            y_train=y,
            X_train=X,
        )
    )
    close(trained, visited[-1], told="in the params")


@pytest.mark.milestone
def test_milestone_97_percent_of_held_out_moons_are_classified_right(
    train_val_split, standardize, train, reference, rng
):
    """97 % of held-out noisy moons are classified right"""
    from playground import datasets

    X, y = datasets.moons(2000, noise=0.1, seed=int(rng.integers(2**31)))
    X_train, X_val, y_train, y_val = train_val_split(X, y, 0.25, rng)
    X_train, X_val = standardize(X_train, X_val)
    params = reference.init_params([2, 32, 2], rng)
    trained, history = pair_of(
        train(*copy.deepcopy((X_train, y_train, X_val, y_val, params)), 30, 32, 0.3, rng)
    )
    reached = measured(reference, X_val, y_val, trained)[1]
    assert reached >= 0.97, (
        f"the network should classify 97 % of the held-out moons, and it reached {reached:.1%}"
    )
