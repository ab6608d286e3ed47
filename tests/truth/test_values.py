"""Our activations, losses, metrics, matrices, splits and grids are those of SciPy and scikit-learn."""

import numpy as np
import pytest
from scipy import special
from sklearn import metrics
from sklearn.inspection import DecisionBoundaryDisplay
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.utils import gen_batches
from support.truth import agree

from autograder import reference

FAR = [-1e308, -1e6, -745.2, -40.0, -1e-300, 0.0, 1e-9, 36.8, 710.0, 1e6, 1e308]


@pytest.fixture
def rng():
    return np.random.default_rng(5)


def test_activations(rng):
    z = np.concatenate([rng.normal(size=100) * 5, FAR])
    agree([reference.sigmoid(z)], [special.expit(z)])
    agree([reference.tanh(z)], [np.tanh(z)])
    agree([reference.relu(z)], [z.clip(min=0)])


@pytest.mark.parametrize("size", [1, 20, 1e6])
def test_softmax_and_its_logarithm(rng, size):
    for shape in [(6, 4), (1, 3), (5, 1)]:
        z = rng.normal(size=shape) * size
        agree(reference.softmax(z), special.softmax(z, axis=1))
        agree(reference.log_softmax(z), special.log_softmax(z, axis=1))


def test_mse(rng):
    for shape in [(7,), (4, 3), (1,)]:
        y_pred, y_true = rng.normal(size=(2, *shape)) * 10
        agree(reference.mse(y_pred, y_true), metrics.mean_squared_error(y_true, y_pred))


def test_cross_entropy_is_log_loss_of_the_probabilities(rng):
    for n, k in [(9, 4), (3, 5), (1, 2)]:
        z, y = rng.normal(size=(n, k)) * 3, rng.integers(k, size=n)
        theirs = metrics.log_loss(y, special.softmax(z, axis=1), labels=range(k))
        agree(reference.cross_entropy(z, y), theirs)


def test_cross_entropy_where_log_loss_would_clip(rng):
    z, y = rng.normal(size=(9, 4)) * 1e5, rng.integers(4, size=9)
    agree(reference.cross_entropy(z, y), np.mean(special.logsumexp(z, axis=1) - z[range(9), y]))


def test_binary_cross_entropy_is_log_loss_of_the_probabilities(rng):
    for n in (9, 1):
        z, y = rng.normal(size=n) * 3, rng.integers(2, size=n)
        theirs = metrics.log_loss(y, special.expit(z), labels=[0, 1])
        agree(reference.binary_cross_entropy(z, y), theirs)


def test_binary_cross_entropy_where_log_loss_would_clip(rng):
    z, y = rng.normal(size=9) * 1e5, rng.integers(2, size=9)
    agree(reference.binary_cross_entropy(z, y), -np.mean(special.log_expit(np.where(y == 1, z, -z))))


def test_accuracy_and_confusion_matrix(rng):
    z, y = rng.normal(size=(60, 5)), rng.integers(4, size=60)  # class 4 never occurs
    called = z.argmax(axis=1)
    agree(reference.accuracy(z, y), metrics.accuracy_score(y, called))
    theirs = metrics.confusion_matrix(y, called, labels=range(5))
    assert np.array_equal(reference.confusion_matrix(y, called, 5), theirs)


def test_one_hot(rng):
    y = rng.integers(4, size=12)
    theirs = OneHotEncoder(categories=[range(5)], sparse_output=False).fit_transform(y[:, None])
    assert np.array_equal(reference.one_hot(y, 5), theirs)


def test_standardize_is_a_scaler_that_has_seen_the_training_part_alone(rng):
    X, X_val = rng.normal(3, 50, size=(40, 4)), rng.normal(size=(7, 4))
    X[:, 1], X[:, 2] = 0.1, 7.0  # columns that do not vary; 0.1 is rounded in a sum
    scaler = StandardScaler().fit(X)
    agree(reference.standardize(X, X_val), [scaler.transform(X), scaler.transform(X_val)])


def test_the_split_has_the_sizes_of_train_test_split(rng):
    for n in range(2, 61):
        for n_val in range(1, n):
            X, y = np.arange(2.0 * n).reshape(n, 2), np.arange(n)
            ours = reference.train_val_split(X, y, n_val / n, rng)
            assert [len(part) for part in ours] == [n - n_val, n_val] * 2
    for n, fraction in [(10, 0.1), (10, 0.3), (50, 0.2), (8, 0.25), (1000, 0.15), (60, 0.35), (20, 0.95)]:
        X, y = rng.normal(size=(n, 2)), rng.integers(2, size=n)
        ours = reference.train_val_split(X, y, fraction, rng)
        theirs = train_test_split(X, y, test_size=round(n * fraction))
        assert [part.shape for part in ours] == [part.shape for part in theirs]


def test_minibatches_have_the_sizes_of_scikit_learns(rng):
    for n, batch_size in [(10, 3), (12, 4), (5, 8), (7, 1), (6, 6)]:
        ours = reference.minibatches(np.zeros((n, 2)), np.zeros(n), batch_size, rng)
        theirs = [batch.stop - batch.start for batch in gen_batches(n, batch_size)]
        assert [len(y) for _, y in ours] == theirs


@pytest.mark.parametrize("resolution, margin", [(100, 0.5), (7, 1.0), (30, 0.0)])
def test_the_grid_is_that_of_a_decision_boundary_display(rng, resolution, margin):
    X, y = rng.normal(size=(20, 2)) * [1, 30], rng.integers(3, size=20)
    neighbour = KNeighborsClassifier(1).fit(X, y)
    theirs = DecisionBoundaryDisplay.from_estimator(
        neighbour, X, grid_resolution=resolution, eps=margin, response_method="predict"
    )
    xx, yy = reference.make_grid(X, resolution, margin)
    agree([xx, yy], [theirs.xx0, theirs.xx1])
    assert np.array_equal(reference.predict_grid(neighbour.predict, xx, yy), theirs.response)
