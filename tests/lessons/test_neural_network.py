"""Our NeuralNetwork, as nn.py has it, among scikit-learn's estimators: its checks, pipelines, searches, options."""

import ast
import inspect
import pickle
import re
import subprocess
import sys
import types
import warnings

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.datasets import make_classification
from sklearn.exceptions import ConvergenceWarning, NotFittedError
from sklearn.model_selection import GridSearchCV, cross_val_score, train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import parametrize_with_checks

from autograder import lesson as lessons
from autograder.authoring.nn import assemble
from playground import datasets


def module(name, text):
    """A module made of this text; whoever pickles its classes can import it."""
    made = sys.modules[name] = types.ModuleType(name)
    exec(compile(text, f"{name}.py", "exec"), vars(made))
    return made


NN = assemble.ours()
LESSON = "\n".join(cell.source for cell in lessons.lesson("08_neural_network").cells)
NeuralNetwork = module("nn_of_the_solutions", NN).NeuralNetwork

SHARED = ["hidden_layer_sizes", "activation", "solver", "alpha", "batch_size", "learning_rate_init", "max_iter", "random_state"]


@parametrize_with_checks([NeuralNetwork(max_iter=100)])
def test_scikit_learns_own_checks(estimator, check):
    check(estimator)


@pytest.mark.slow
@parametrize_with_checks([
    NeuralNetwork((16,), "tanh", "momentum", learning_rate_init=0.05, max_iter=60),
    NeuralNetwork((16,), "logistic", "rmsprop", learning_rate_init=0.01, batch_size=20, max_iter=60),
    NeuralNetwork((), solver="sgd", learning_rate_init=0.5, max_iter=60, loss="binary_cross_entropy"),
    NeuralNetwork((32,), learning_rate_init=0.01, max_iter=150, early_stopping=True, validation_fraction=0.2),
])
def test_scikit_learns_own_checks_with_other_options(estimator, check):
    check(estimator)


def test_parameters_and_defaults_are_those_of_mlpclassifier():
    ours, theirs = inspect.signature(NeuralNetwork).parameters, inspect.signature(MLPClassifier).parameters
    assert list(ours)[: len(SHARED)] == SHARED
    assert {name: ours[name].default for name in SHARED} == {name: theirs[name].default for name in SHARED}


def test_the_lesson_says_of_mlpclassifier_what_is_so(moons):
    X, y = moons
    lazy = MLPClassifier(5, solver="sgd", learning_rate_init=1e-12, max_iter=60, random_state=0).fit(X, y)
    # an int is one layer; tol stops it, after one first epoch and more than ten that are no better
    assert lazy.hidden_layer_sizes == 5 and lazy.n_iter_ == 12
    assert lazy.n_iter_no_change == 10 and lazy.momentum == 0.9 and lazy.nesterovs_momentum
    assert lazy.coefs_[-1].shape == (5, 1) and np.abs(lazy.intercepts_[0]).min() > 1e-9  # one score; biases are drawn
    with pytest.warns(ConvergenceWarning):
        MLPClassifier(max_iter=2, random_state=0).fit(X, y)


def test_the_lesson_names_every_argument_that_only_one_of_the_two_has():
    row = {cells[1].partition(" (a")[0].strip(): cells[2:] for cells in (line.split("|") for line in LESSON.splitlines()) if len(cells) > 3}
    ours, theirs = (set(inspect.signature(made).parameters) for made in (NeuralNetwork, MLPClassifier))
    assert set(re.findall(r"`(\w+)`", row["only theirs"][1])) == theirs - ours
    assert ours - theirs == {"loss"} <= set(re.findall(r"`(\w+)`", row["only yours"][0]))


@pytest.fixture
def moons():
    return datasets.moons(160, noise=0.15, seed=0)


@pytest.mark.parametrize("hidden", [20, np.int64(20), [20], np.array([20])], ids=repr)
def test_one_number_is_one_hidden_layer(moons, hidden):
    X, y = moons
    options = dict(max_iter=3, random_state=0)
    same = NeuralNetwork((20,), **options).fit(X, y).predict_proba(X)
    assert np.array_equal(NeuralNetwork(hidden, **options).fit(X, y).predict_proba(X), same)


@pytest.mark.parametrize("known, unseen", [([0, 2], 1), (["bee", "cow"], "dog"), (["bee", "cow"], "ant"), ([False, True], 7), ([0, 1], "1")])
def test_validation_labels_that_training_never_saw_are_named_in_one_line(moons, known, unseen):
    X, y = moons
    y_val = np.array([known[0], unseen, unseen], dtype=object if isinstance(unseen, str) and known == [0, 1] else None)
    with pytest.raises(ValueError, match=rf"^y_val has labels that y has not: {unseen!r}$"):
        NeuralNetwork(max_iter=1).fit(X, np.array(known)[y], X[:3], y_val)


@pytest.mark.parametrize("options", [
    dict(activation="Relu"), dict(solver="lbfgs"), dict(loss="mse"), dict(hidden_layer_sizes=(5, 0)), dict(hidden_layer_sizes=2.5), dict(hidden_layer_sizes="5"),
    dict(batch_size=0), dict(batch_size="all"), dict(batch_size=2.0), dict(max_iter=0), dict(max_iter=1.5), dict(learning_rate_init=0), dict(learning_rate_init=-1.0),
    dict(learning_rate_init=np.nan), dict(learning_rate_init="fast"), dict(alpha=-1), dict(alpha=None), dict(activation=["relu"]),
    dict(hidden_layer_sizes=((5,), (5, 6))),
], ids=str)
def test_an_argument_that_cannot_be_used_is_named_in_one_line_by_fit(moons, options):
    network = NeuralNetwork(**options)
    with pytest.raises(ValueError) as refusal:
        network.fit(*moons)
    said = str(refusal.value)
    assert next(iter(options)) in said and "\n" not in said


def test_half_of_the_validation_data_is_refused_in_one_line(moons):
    X, y = moons
    for given in (dict(X_val=X), dict(y_val=y), dict(X_val=X[:5], y_val=y[:4]), dict(X_val=X[:5, :1], y_val=y[:5])):
        with pytest.raises(ValueError) as refusal:
            NeuralNetwork(max_iter=1).fit(X, y, **given)
        assert "\n" not in str(refusal.value)


def test_whoever_asks_before_fit_is_told_to_fit(moons):
    X, y = moons
    for ask in (lambda net: net.predict(X), lambda net: net.predict_proba(X), lambda net: net.score(X, y)):
        with pytest.raises(NotFittedError):
            ask(NeuralNetwork())


@pytest.mark.parametrize("solver, activation", [("sgd", "relu"), ("momentum", "relu")])
def test_a_divergence_is_told_once(solver, activation):
    X, y = datasets.moons(160, noise=0.15, seed=0)
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        net = NeuralNetwork((16,), activation, solver, learning_rate_init=1e6, batch_size=16, max_iter=20, random_state=0).fit(1e3 * X, y, X, y)
        net.predict(X)
    assert not np.isfinite(net.loss_curve_[-1]) and len(net.loss_curve_) == 20
    first = 1 + np.flatnonzero(~np.isfinite(net.loss_curve_))[0]
    (told,) = seen
    assert told.category is ConvergenceWarning and f"after epoch {first}:" in str(told.message) and "learning_rate_init" in str(told.message)


def test_it_works_in_a_pipeline_and_a_grid_search(moons):
    X, y = moons
    network = NeuralNetwork((16,), learning_rate_init=0.02, batch_size=32, max_iter=40, random_state=0)
    search = GridSearchCV(make_pipeline(StandardScaler(), network), {"neuralnetwork__hidden_layer_sizes": [(), (16,)]}, cv=3)
    search.fit(X, np.where(y == 1, "up", "down"))
    assert search.best_params_ == {"neuralnetwork__hidden_layer_sizes": (16,)} and set(search.predict(X)) == {"up", "down"}
    assert cross_val_score(network, X, y, cv=3).mean() > 0.85


def test_it_can_be_cloned_and_pickled(moons):
    X, y = moons
    fitted = NeuralNetwork((8,), max_iter=5, random_state=0).fit(X, y)
    assert not hasattr(clone(fitted), "params_") and clone(fitted).get_params() == fitted.get_params()
    assert np.array_equal(pickle.loads(pickle.dumps(fitted)).predict_proba(X), fitted.predict_proba(X))


def test_one_score_is_enough_for_two_classes(moons):
    X, y = moons
    options = dict(hidden_layer_sizes=(16,), learning_rate_init=0.02, batch_size=32, max_iter=60, random_state=0)
    single = NeuralNetwork(loss="binary_cross_entropy", **options).fit(X, y, X, y)
    p = single.predict_proba(X)
    assert single.params_[-1][0].shape == (16, 1) and p.shape == (160, 2) and single.score(X, y) > 0.95
    assert np.isclose(single.loss_curve_[-1], -np.log(p[np.arange(160), y]).mean())
    assert np.isclose(single.history_["val_acc"][-1], single.score(X, y))
    three = NeuralNetwork(loss="binary_cross_entropy", **options).fit(*datasets.blobs(90))
    assert three.predict_proba(X).shape == (160, 3)  # more classes need a score each


def test_early_stopping_keeps_the_best_weights():
    X, y = make_classification(160, 20, flip_y=0.3, random_state=0)
    for X_val, y_val in ((X[:60], y[:60]), (None, None)):
        net = NeuralNetwork((64,), learning_rate_init=0.01, batch_size=20, max_iter=200, random_state=0, early_stopping=True, n_iter_no_change=5)
        net.fit(X[60:], y[60:], X_val, y_val)
        losses = net.history_["val_loss"]
        assert net.n_iter_ == len(losses) < 200 and np.argmin(losses) == len(losses) - 6
        if X_val is not None:
            p = net.predict_proba(X_val)
            assert np.isclose(-np.log(p[np.arange(60), y_val]).mean(), min(losses))


def test_verbose_tells_and_default_is_silent(moons, capsys):
    NeuralNetwork((4,), max_iter=2).fit(*moons)
    assert capsys.readouterr().out == ""
    NeuralNetwork((4,), max_iter=2, verbose=True).fit(*moons)
    assert "epoch 2/2, loss " in capsys.readouterr().out


@pytest.mark.slow
def test_digits_over_five_seeds():
    X, y = datasets.digits()
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, stratify=y, random_state=0)
    options = dict(hidden_layer_sizes=(64,), learning_rate_init=0.01, batch_size=64, max_iter=25)
    shares = [NeuralNetwork(random_state=seed, **options).fit(X_train, y_train).score(X_test, y_test) for seed in range(5)]
    assert np.median(shares) >= 0.96, shares


@pytest.mark.slow
def test_nn_py_stands_alone(tmp_path):
    imported = {(node.module if isinstance(node, ast.ImportFrom) else node.names[0].name).partition(".")[0]
                for node in ast.walk(ast.parse(NN)) if isinstance(node, (ast.Import, ast.ImportFrom))}
    assert imported <= {"numpy", "sklearn", *sys.stdlib_module_names}
    (tmp_path / "nn.py").write_text(NN, encoding="utf-8")
    code = ("import numpy as np; from nn import NeuralNetwork; X = np.random.default_rng(0).normal(size=(60, 2)); y = X[:, 0] > 0; "
            "print(NeuralNetwork((8,), learning_rate_init=0.05, max_iter=30, random_state=0).fit(X, y).score(X, y))")
    run = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert run.returncode == 0 and float(run.stdout) > 0.9, run.stderr
