"""Our network says, and learns, what scikit-learn's MLPClassifier does from the same weights."""

import warnings

import numpy as np
import pytest
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier
from support.truth import agree

from autograder import reference

NO_STEP = 1e-300  # a learning rate so small that every parameter stays as it was
ACTIVATIONS = ["relu", "logistic", "tanh"]
ALPHA = 0.5
IN_PYTORCH = {
    "sgd": ("SGD", {}),
    "momentum": ("SGD", {"momentum": 0.9}),
    "rmsprop": ("RMSprop", {"alpha": 0.9}),
    "adam": ("Adam", {}),
}


@pytest.fixture
def data():
    rng = np.random.default_rng(8)
    return rng.normal(size=(40, 5)), rng.integers(3, size=40)


def mlp(X, y, lr, epochs, **settings):
    """MLPClassifier after so many steps on all of the data at once, without what is not in the course."""
    network = MLPClassifier(
        (7, 6), batch_size=len(X), learning_rate_init=lr, max_iter=epochs, shuffle=False, random_state=1,
        n_iter_no_change=epochs + 1, nesterovs_momentum=False, **settings
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # it is not meant to converge
        return network.fit(X, y)


def params_of(network):
    return list(zip(network.coefs_, network.intercepts_))


def named(activation):
    """What the lessons call it."""
    return {"logistic": "sigmoid"}.get(activation, activation)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_same_weights_say_the_same(data, activation):
    X, y = data
    theirs = mlp(X, y, 0.05, 30, activation=activation, solver="adam")
    ours = reference.NeuralNetwork((7, 6), activation=activation, max_iter=1).fit(X, y)
    ours.params_ = params_of(theirs)
    agree(ours.predict_proba(X), theirs.predict_proba(X))
    assert np.array_equal(ours.predict(X), theirs.predict(X)) and ours.score(X, y) == theirs.score(X, y)
    assert np.array_equal(reference.predict(X, ours.params_, named(activation)), theirs.predict(X))


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_same_weights_of_a_single_score_say_the_same(data, activation):
    X, y = data[0], data[1] > 0
    theirs = mlp(X, y, 0.05, 30, activation=activation, solver="adam")
    ours = reference.NeuralNetwork((7, 6), activation, loss="binary_cross_entropy", max_iter=1).fit(X, y)
    ours.params_ = params_of(theirs)
    agree(ours.predict_proba(X), theirs.predict_proba(X))
    assert np.array_equal(ours.predict(X), theirs.predict(X))


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("solver", ["sgd", "momentum", "adam"])
def test_from_the_same_weights_training_takes_the_same_way(data, solver, activation):
    """Fifty steps, with its scale of alpha (a share for each example); its Adam has eps in another place."""
    X, y = data
    settings = {
        "sgd": {"solver": "sgd", "momentum": 0.0},
        "momentum": {"solver": "sgd", "momentum": 0.9},
        "adam": {"solver": "adam", "epsilon": 1e-30},
    }[solver] | {"activation": activation, "alpha": ALPHA}
    params, state, losses = params_of(mlp(X, y, NO_STEP, 1, **settings)), None, []
    for _ in range(50):
        loss, grads = reference.loss_and_grads(X, y, params, named(activation))
        losses.append(loss + ALPHA / 2 / len(X) * sum((W**2).sum() for W, _ in params))
        grads = reference.weight_decay(params, grads, ALPHA / len(X))
        if solver == "sgd":
            params = reference.sgd_step(params, grads, 0.01)
        elif solver == "momentum":
            params, state = reference.momentum_step(params, grads, state, 0.01)
        else:
            params, state = reference.adam_step(params, grads, state, 0.01, eps=1e-30)
    theirs = mlp(X, y, 0.01, 50, **settings)
    agree([params, np.array(losses)], [params_of(theirs), np.array(theirs.loss_curve_)], within=1e-10)


@pytest.mark.slow
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("solver", IN_PYTORCH)
def test_fit_takes_the_way_of_pytorch(data, autograd, solver, activation):
    """`NeuralNetwork.fit` on all of the data at once, weight decay included, from the same first weights."""
    (X, y), (kind, options), losses = data, IN_PYTORCH[solver], []
    settings = dict(
        hidden_layer_sizes=(7, 6), activation=activation, solver=solver, alpha=0.1, random_state=3
    )
    first = reference.NeuralNetwork(learning_rate_init=NO_STEP, max_iter=1, **settings).fit(X, y)
    activate = getattr(autograd, named(activation))
    theirs = autograd.Training(first.params_, kind, 0.01, strength=0.1, activation=activate, **options)
    for _ in range(50):
        theirs.step(X, y)
        losses.append(theirs.loss(X, y).item())
    ours = reference.NeuralNetwork(learning_rate_init=0.01, max_iter=50, **settings).fit(X, y)
    agree([ours.params_, np.array(ours.loss_curve_)], [theirs.params(), np.array(losses)], within=1e-10)
