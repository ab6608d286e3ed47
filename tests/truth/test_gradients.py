"""Our gradients are those of PyTorch's autograd, and of the complex step, which needs no package.

Both differentiate formulas of their own (`tests/support/autograd.py`, `tests/support/complex_step.py`): what
ours are held against has nothing of ours in it. PyTorch is no part of any install of the kit; where it is
missing, its half is left out. CONTRIBUTING.md says how to run with it.
"""

import numpy as np
import pytest
from support import complex_step
from support.truth import agree, pairs, scores

from autograder import reference

ACTIVATIONS = ["relu", "sigmoid", "tanh"]
DEPTHS = [[4, 3], [4, 6, 3], [4, 5, 3, 2], [3, 4, 4, 4, 5], [1, 1, 2], [5, 2, 6, 1, 3, 2]]


@pytest.fixture(params=["complex step", pytest.param("autograd", marks=pytest.mark.slow)])
def truth(request):
    return request.getfixturevalue("autograd") if request.param == "autograd" else complex_step


@pytest.fixture
def rng():
    return np.random.default_rng(4)


def normal_params(sizes, rng):
    """Weights and biases, none of them zero."""
    return [(rng.normal(size=(d_in, d_out)), rng.normal(size=d_out)) for d_in, d_out in zip(sizes, sizes[1:])]


# lesson 3


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_derivatives_of_activations(truth, rng, activation):
    z = np.concatenate([rng.normal(size=200) * 3, rng.normal(size=50) * 1e-8])
    slope = truth.gradients(lambda z: getattr(truth, activation)(z).sum(), z)
    agree([getattr(reference, activation + "_grad")(z)], slope)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_derivatives_of_activations_far_out(truth, activation):
    z = np.array([-1.0, -0.9, -0.5, 0.5, 0.9, 1.0]) * truth.FAR["elementwise"]
    slope = truth.gradients(lambda z: getattr(truth, activation)(z).sum(), z)
    agree([getattr(reference, activation + "_grad")(z)], slope)


def test_gradients_of_a_neuron(truth, rng):
    for d in (1, 2, 7):
        x, w, b, y = rng.normal(size=d), rng.normal(size=d), rng.normal(), rng.uniform()
        theirs = truth.gradients(lambda x, w, b, y: (truth.sigmoid((w * x).sum() + b) - y) ** 2, x, w, b, y)
        agree(reference.neuron_grads(x, w, b, y), theirs[1:3])


def test_measured_gradients(truth, rng):
    x = rng.normal(size=(3, 2))
    (theirs,) = truth.gradients(lambda x: (truth.sigmoid(x) ** 2).sum(), x)
    measured = reference.numerical_gradient(lambda x: (reference.sigmoid(x) ** 2).sum(), x)
    agree(measured, theirs, within=1e-9)  # h² = 1e-10 of the formula, 1e-16 / h = 1e-11 of rounding
    slopes = [reference.numerical_derivative(lambda t: reference.sigmoid(t) ** 2, t) for t in x.ravel()]
    agree(np.array(slopes), theirs.ravel(), within=1e-9)


def test_a_gradient_check_passes_the_gradients_of_others_and_none_that_is_off(truth, rng):
    x = rng.normal(size=(3, 2))

    def passes(factor):
        return reference.gradient_check(
            lambda x: reference.tanh(x).sum(),
            lambda x: factor * truth.gradients(lambda x: truth.tanh(x).sum(), x)[0],
            x,
        )

    assert passes(1) and not passes(1.001) and not passes(-1)


# lesson 4


def test_backward_through_a_dense_layer(truth, rng):
    for n, d_in, d_out in [(5, 3, 2), (1, 4, 4), (6, 1, 1)]:
        dz, X, W, b = (rng.normal(size=shape) for shape in [(n, d_out), (n, d_in), (d_in, d_out), d_out])
        _, *theirs = truth.gradients(lambda dz, X, W, b: (dz * (X @ W + b)).sum(), dz, X, W, b)
        agree(reference.dense_backward(dz, X, W), theirs)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_backward_through_an_activation(truth, rng, activation):
    da, z = rng.normal(size=(2, 6, 5)) * 2
    _, theirs = truth.gradients(lambda da, z: (da * getattr(truth, activation)(z)).sum(), da, z)
    agree(reference.activation_backward(da, z, activation), theirs)


def test_gradient_of_mse(truth, rng):
    for shape in [(6,), (4, 3), (1, 1)]:
        y_pred, y_true = rng.normal(size=(2, *shape)) * 3
        theirs, _ = truth.gradients(truth.mse, y_pred, y_true)
        agree(reference.mse_grad(y_pred, y_true), theirs)


def test_gradient_of_binary_cross_entropy(truth, rng):
    far = np.array([-1.0, -0.5, 0.5, 1.0]) * truth.FAR["scores"]
    for z in (rng.normal(size=9) * 3, rng.normal(size=1), far):
        for y in (rng.integers(2, size=len(z)), np.ones(len(z)), np.zeros(len(z))):
            theirs = truth.gradients(lambda z, y=y: truth.binary_cross_entropy(z, y), z)
            agree([reference.binary_cross_entropy_grad(z, y)], theirs)


def test_gradient_of_cross_entropy(truth, rng):
    far = np.array([[1.0, -1.0, 0.0], [0.5, 1.0, -1.0]]) * truth.FAR["scores"]
    for z in (rng.normal(size=(6, 4)) * 3, rng.normal(size=(1, 2)), rng.normal(size=(3, 1)), far):
        y = rng.integers(z.shape[1], size=len(z))
        theirs = truth.gradients(lambda z, y=y: truth.cross_entropy(z, y), z)
        agree([reference.cross_entropy_grad(z, y)], theirs)


@pytest.mark.parametrize("sizes", DEPTHS, ids=str)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_backward_through_a_network(truth, rng, activation, sizes):
    X, params = rng.normal(size=(6, sizes[0])), normal_params(sizes, rng)
    dscores = rng.normal(size=(6, sizes[-1]))
    theirs = truth.gradients(
        lambda X, dscores, *params: (dscores * scores(X, params, getattr(truth, activation))).sum(),
        X, dscores, *sum(params, ()),
    )  # fmt: skip
    _, cache = reference.forward(X, params, activation)
    agree(reference.backward(dscores, cache, params, activation), pairs(theirs[2:]))


@pytest.mark.parametrize("sizes", DEPTHS, ids=str)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_loss_and_gradients_of_a_network(truth, rng, activation, sizes):
    X, params, y = rng.normal(size=(6, sizes[0])), normal_params(sizes, rng), rng.integers(sizes[-1], size=6)

    def loss(X, *params):
        return truth.cross_entropy(scores(X, params, getattr(truth, activation)), y)

    ours, grads = reference.loss_and_grads(X, y, params, activation)
    agree(ours, truth.value(loss, X, *sum(params, ())))
    agree(grads, pairs(truth.gradients(loss, X, *sum(params, ()))[1:]))


# lesson 7


def test_weight_decay_is_the_gradient_of_half_the_strength_times_the_sum_of_squares(truth, rng):
    X, params, y = rng.normal(size=(6, 4)), normal_params([4, 5, 3], rng), rng.integers(3, size=6)

    def penalized(X, *params):
        penalty = sum((W**2).sum() for W in params[::2])
        return truth.cross_entropy(scores(X, params, truth.tanh), y) + 0.5 * 0.3 * penalty

    _, grads = reference.loss_and_grads(X, y, params, "tanh")
    theirs = truth.gradients(penalized, X, *sum(params, ()))[1:]
    agree(reference.weight_decay(params, grads, 0.3), pairs(theirs))
