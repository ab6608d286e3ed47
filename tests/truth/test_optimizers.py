"""Our steps, schedules and first weights are PyTorch's; no package stands in for it here.

PyTorch is no part of any install of the kit: where it is missing, all of this is left out. CONTRIBUTING.md
says how to run with it.
"""

import numpy as np
import pytest
from scipy import stats
from support.truth import agree

from autograder import reference

pytestmark = pytest.mark.slow
STEPS, SIZES, WITHIN = 50, [4, 6, 5, 3], 1e-10
OPTIMIZERS = {  # ours, its settings; theirs, its settings
    "sgd": ("sgd_step", {}, "SGD", {}),
    "momentum": ("momentum_step", {}, "SGD", {"momentum": 0.9, "dampening": 0}),
    "momentum 0.5": ("momentum_step", {"beta": 0.5}, "SGD", {"momentum": 0.5, "dampening": 0}),
    "rmsprop": ("rmsprop_step", {}, "RMSprop", {"alpha": 0.9, "eps": 1e-8}),
    "rmsprop 0.5": ("rmsprop_step", {"beta": 0.5, "eps": 0.1}, "RMSprop", {"alpha": 0.5, "eps": 0.1}),
    "adam": ("adam_step", {}, "Adam", {}),
    "adam 0.5": (
        "adam_step", {"beta1": 0.5, "beta2": 0.6, "eps": 0.1}, "Adam", {"betas": (0.5, 0.6), "eps": 0.1}
    ),
}  # fmt: skip


@pytest.fixture
def rng():
    return np.random.default_rng(7)


@pytest.fixture
def task(rng):
    """Examples, labels, and a network to start from."""
    X, y = rng.normal(size=(30, SIZES[0])), rng.integers(SIZES[-1], size=30)
    return X, y, [(W, rng.normal(size=b.shape)) for W, b in reference.init_params(SIZES, rng)]


def step_of(name, settings):
    """One of our optimizers in the form (params, grads, state, lr) → (params, state)."""
    step = getattr(reference, name)
    if name == "sgd_step":
        return lambda params, grads, state, lr: (step(params, grads, lr), None)
    return lambda params, grads, state, lr: step(params, grads, state, lr, **settings)


@pytest.mark.parametrize("strength", [0.0, 0.1])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_trajectory_on_a_network(task, autograd, name, strength):
    """Each side takes gradients at its own parameters, by its own means, with and without weight decay."""
    (X, y, params), (ours, settings, kind, their_settings) = task, OPTIMIZERS[name]
    step, state, path, their_path = step_of(ours, settings), None, [], []
    theirs = autograd.Training(params, kind, 0.02, strength, **their_settings)
    for _ in range(STEPS):
        _, grads = reference.loss_and_grads(X, y, params)
        params, state = step(params, reference.weight_decay(params, grads, strength), state, 0.02)
        path.append(params)
        theirs.step(X, y)
        their_path.append(theirs.params())
    agree(path, their_path, WITHIN)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_trajectory_under_gradients_of_every_size(task, autograd, rng, name):
    """From 1e-12, where eps decides, to 1000, and now and then none at all."""
    (_, _, params), (ours, settings, kind, their_settings) = task, OPTIMIZERS[name]
    step, state, path, their_path = step_of(ours, settings), None, [], []
    theirs = autograd.Training(params, kind, 0.001, **their_settings)
    for _ in range(STEPS):
        size = rng.choice([0.0, 1e-12, 1e-9, 1e-8, 1e-4, 1.0, 1e3])
        grads = [(size * rng.normal(size=W.shape), size * rng.normal(size=b.shape)) for W, b in params]
        params, state = step(params, grads, state, 0.001)
        path.append(params)
        theirs.step_by(grads)
        their_path.append(theirs.params())
    agree(path, their_path, WITHIN)


@pytest.mark.parametrize("batch_size", [30, 8])
@pytest.mark.parametrize("name", ["sgd", "momentum", "rmsprop", "adam"])
def test_training(task, autograd, name, batch_size):
    """`train_with`: the same batches in the same order, the last one smaller where 30 is no multiple."""
    (X, y, params), (_, _, kind, settings) = task, OPTIMIZERS[name]
    theirs = autograd.Training(params, kind, 0.01, **settings)
    shuffler, their_losses = np.random.default_rng(1), []
    for _ in range(10):
        for batch in reference.minibatches(X, y, batch_size, shuffler):
            theirs.step(*batch)
        their_losses.append(theirs.loss(X, y).item())
    trained, losses = reference.train_with(name, X, y, params, 10, batch_size, 0.01, np.random.default_rng(1))
    agree([trained, np.array(losses)], [theirs.params(), np.array(their_losses)], WITHIN)


def test_training_as_lesson_5_does_it(task, autograd, rng):
    X, y, params = task
    parts, measured = [(X[:20], y[:20]), (X[20:], y[20:])], []
    theirs = autograd.Training(params, "SGD", 0.1)
    for _ in range(10):
        theirs.step(*parts[0])
        measured.append([theirs.loss(*part).item() for part in parts])
    trained, history = reference.train(*parts[0], *parts[1], params, 10, 20, 0.1, rng)
    ours = np.array([history["train_loss"], history["val_loss"]]).T
    agree([trained, ours], [theirs.params(), np.array(measured)], WITHIN)


@pytest.mark.parametrize("epochs, lr_max, lr_min", [(2, 1.0, 0.0), (11, 0.1, 0.0), (50, 0.3, 0.01)])
def test_cosine_schedule(torch, epochs, lr_max, lr_min):
    optimizer = torch.optim.SGD([torch.zeros(1)], lr=lr_max)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=epochs - 1, eta_min=lr_min)
    theirs = []
    for _ in range(epochs):
        theirs += schedule.get_last_lr()
        optimizer.step()
        schedule.step()
    ours = [reference.cosine_lr(epoch, epochs, lr_max, lr_min) for epoch in range(epochs)]
    agree(np.array(ours), np.array(theirs))


def test_first_weights_are_spread_as_kaiming_normal(torch, rng):
    (ours, _), *_ = reference.init_params([400, 300], rng)
    theirs = torch.nn.init.kaiming_normal_(
        torch.empty(300, 400, dtype=torch.float64), nonlinearity="relu", generator=torch.manual_seed(7)
    )  # one row a unit
    spread = ours.std() / theirs.std().item()
    assert abs(spread - 1) < 0.02  # each std is known to 1 / sqrt(2 · 120 000) = 0.2 %
    assert stats.ks_2samp(ours.ravel(), theirs.numpy().ravel()).pvalue > 0.001


def test_parameters_are_counted_as_in_a_network_of_linear_layers(torch, rng):
    layers = [torch.nn.Linear(d_in, d_out) for d_in, d_out in zip(SIZES, SIZES[1:])]
    theirs = sum(p.numel() for layer in layers for p in layer.parameters())
    assert reference.count_params(reference.init_params(SIZES, rng)) == theirs
