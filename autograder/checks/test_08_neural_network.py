"""What right looks like in lesson 8."""

import contextlib
import copy
import re
import warnings
from itertools import permutations

import numpy as np
import pytest

from autograder.comparison import a_kind, close, difference, layered, same, strided
from autograder.running.recorder import StudentError

SOLVERS = ("sgd", "momentum", "rmsprop", "adam")


def network(rng, sizes=(3, 4, 2)):
    """Random parameters, or gradients, of a small network."""
    return [(rng.normal(size=(i, o)), rng.normal(size=o)) for i, o in zip(sizes[:-1], sizes[1:])]


def pair(answer):
    """The two things that a step or an epoch returns."""
    assert isinstance(answer, (tuple, list)) and len(answer) == 2, (
        "it should return two things: the params and the state"
    )
    return answer


# ---- one_step ----


def follows(one_step, reference, solver, rng):
    """Three steps, the state handed on: the parameters go where ours go."""
    params = ours = network(rng)
    state = our_state = None
    for t in range(1, 4):
        grads = network(rng)
        ours, our_state = reference.one_step(solver, ours, grads, our_state, 0.1)
        params, state = pair(one_step(solver, params, grads, state, 0.1))
        problem = difference(params, ours)
        assert problem is None, f'with solver "{solver}", after step {t}, in the params: {problem}'


@pytest.mark.form
def test_one_step_returns_params_and_state(one_step, rng):
    for solver in SOLVERS:
        params = network(rng)
        after, _ = pair(one_step(solver, params, network(rng), None, 0.1))
        layered(after, params, f'with solver "{solver}" the first thing it returns')


def test_one_step_sgd_by_hand(one_step):
    """a step of sgd, worked by hand"""
    # W = 1 − 0.1 · 2 = 0.8 and b = 0 − 0.1 · 4 = −0.4
    after, _ = pair(
        one_step(
            "sgd", [(np.array([[1.0]]), np.array([0.0]))], [(np.array([[2.0]]), np.array([4.0]))], None, 0.1
        )
    )
    close(after, [(np.array([[0.8]]), np.array([-0.4]))])


def test_one_step_sgd(one_step, reference, rng):
    """takes the steps of sgd"""
    follows(one_step, reference, "sgd", rng)


def test_one_step_momentum(one_step, reference, rng):
    """takes the steps of momentum"""
    follows(one_step, reference, "momentum", rng)


def test_one_step_rmsprop(one_step, reference, rng):
    """takes the steps of rmsprop"""
    follows(one_step, reference, "rmsprop", rng)


def test_one_step_adam(one_step, reference, rng):
    """takes the steps of adam"""
    follows(one_step, reference, "adam", rng)


def test_one_step_takes_arguments_by_name(one_step, reference, rng):
    params, grads = network(rng), network(rng)
    expected, _ = reference.one_step("adam", params, grads, None, 0.1)
    after, _ = pair(one_step(solver="adam", params=params, grads=grads, state=None, lr=0.1))
    close(after, expected)


@pytest.mark.form
def test_one_step_leaves_its_arguments_alone(one_step, rng):
    for solver in SOLVERS:
        params, grads, later = network(rng), network(rng), network(rng)
        kept = copy.deepcopy((params, grads, later))
        _, state = pair(one_step(solver, params, grads, None, 0.1))
        first, _ = pair(one_step(solver, params, later, state, 0.1))
        again, _ = pair(one_step(solver, params, later, state, 0.1))
        assert same((params, grads, later), kept), (
            f'with solver "{solver}", `params` and `grads` should be as they were before the call'
        )
        assert same(first, again), (
            f'with solver "{solver}", the same params, grads and state should give the same answer twice'
        )


# ---- one_epoch ----


def task(rng, n=12, sizes=(3, 5, 4)):
    """Random examples of random classes, each class at least once, and a random network."""
    return rng.normal(size=(n, sizes[0])), rng.permutation(np.arange(n) % sizes[-1]), network(rng, sizes)


def seeded():
    return np.random.default_rng(1)


def in_one_batch(one_epoch, reference, rng, epochs=2, sizes=(3, 5, 4), **options):
    """Two epochs with all examples in one batch: the order in which they are shuffled does not matter."""
    X, y, params = task(rng, sizes=sizes)
    ours, state, our_state = params, None, None
    for epoch in range(1, epochs + 1):
        ours, our_state = reference.one_epoch(X, y, ours, our_state, seeded(), batch_size=12, **options)
        params, state = pair(one_epoch(X.copy(), y.copy(), params, state, seeded(), batch_size=12, **options))
        problem = difference(params, ours)
        told = ", ".join(f"{name}={value!r}" for name, value in options.items() if not callable(value))
        assert problem is None, (
            f"all examples in one batch{', ' if told else ''}{told}; in the params after epoch {epoch}: {problem}"
        )


@pytest.mark.form
def test_one_epoch_returns_params_and_state(one_epoch, rng):
    X, y, params = task(rng)
    after, _ = pair(one_epoch(X, y, params, None, rng))
    layered(after, params, "the first thing it returns")


def test_one_epoch_one_step_by_hand(one_epoch):
    """one step, worked by hand"""
    # scores 0 and 0, softmax ½ and ½, gradient (−½, ½): lr = 1 gives W = (½, −½) = b
    params = [(np.zeros((1, 2)), np.zeros(2))]
    after, _ = pair(
        one_epoch(np.ones((1, 1)), np.array([0]), params, None, seeded(), "relu", "sgd", 0.0, 1, 1.0)
    )
    close(after, [(np.array([[0.5, -0.5]]), np.array([0.5, -0.5]))])


def test_one_epoch_weight_decay_by_hand(one_epoch):
    """weight decay, worked by hand"""
    # no inputs, so no gradient but the decay's: W = 2 − 0.1 · 0.5 · 2 = 1.9; both classes once, so b has the gradient 0 and no decay
    params = [(np.full((1, 2), 2.0), np.full(2, 3.0))]
    after, _ = pair(
        one_epoch(np.zeros((2, 1)), np.array([0, 1]), params, None, seeded(), "relu", "sgd", 0.5, 2, 0.1)
    )
    close(after, [(np.full((1, 2), 1.9), np.full(2, 3.0))])


def test_one_epoch_each_solver(one_epoch, reference, rng):
    """learns with each solver"""
    for solver in SOLVERS:
        in_one_batch(one_epoch, reference, rng, solver=solver, lr=0.05)


def test_one_epoch_each_activation(one_epoch, reference, rng):
    """learns with each activation"""
    for activation in ("relu", "sigmoid", "tanh"):
        in_one_batch(one_epoch, reference, rng, activation=activation, solver="sgd", lr=0.5)


def test_one_epoch_another_loss(one_epoch, reference, rng):
    """learns with another loss"""

    def squares(scores, y):
        return 2 * (scores - np.eye(4)[y]) / scores.size

    in_one_batch(one_epoch, reference, rng, solver="sgd", lr=0.5, loss_grad=squares)


def test_one_epoch_decays_in_every_step(one_epoch, reference, rng):
    for solver in SOLVERS:
        in_one_batch(one_epoch, reference, rng, solver=solver, alpha=0.3, lr=0.05)


def test_one_epoch_takes_what_is_left_out_by_default(one_epoch, reference, rng):
    """takes its defaults for what is left out"""
    in_one_batch(one_epoch, reference, rng)
    for n in (401, 200):  # equal examples in batches of 200, 200 and 1; and in one
        X, y, params = np.tile([[0.5, -1.0, 0.2]], (n, 1)), np.ones(n, dtype=int), network(rng, (3, 4))
        expected, _ = reference.one_epoch(X, y, params, None, seeded())
        close(pair(one_epoch(X, y, params, None, seeded()))[0], expected)


def test_one_epoch_updates_after_every_batch_and_carries_the_state(one_epoch, reference, rng):
    # five times the same example in batches of 2, 2 and 1: any order gives the same three updates
    X, y, params = np.tile([[0.5, -1.0]], (5, 1)), np.ones(5, dtype=int), network(rng, (2, 3))
    for solver in SOLVERS:
        actual, ours, state, our_state = copy.deepcopy(params), params, None, None
        for _ in range(2):
            ours, our_state = reference.one_epoch(
                X, y, ours, our_state, seeded(), solver=solver, batch_size=2, lr=0.1
            )
            actual, state = pair(
                one_epoch(X.copy(), y.copy(), actual, state, seeded(), solver=solver, batch_size=2, lr=0.1)
            )
        problem = difference(actual, ours)
        assert problem is None, (
            f'two epochs of "{solver}" on five equal examples in batches of 2, 2 and 1: {problem}'
        )


def test_one_epoch_sees_every_example_once_with_its_label(one_epoch, reference, rng):
    # at a tiny lr the parameters hardly move: the steps of four batches of 3 sum to 4 times the whole gradient
    X, y, params = task(rng, sizes=(3, 4))
    _, grads = reference.loss_and_grads(X, y, params)
    after, _ = pair(
        one_epoch(*copy.deepcopy((X, y, params)), None, rng, solver="sgd", alpha=0.0, batch_size=3, lr=1e-6)
    )
    moved = [tuple((p - np.asarray(q)) / 4e-6 for p, q in zip(*layers)) for layers in zip(params, after)]
    problem = difference(moved, [tuple(layer) for layer in grads], rtol=1e-4, atol=1e-4)
    assert problem is None, (
        f"the steps of an epoch, each example used once and with its own label, do not add up: {problem}"
    )


@pytest.mark.form
def test_one_epoch_shuffles(one_epoch, rng):
    """shuffles the examples by rng"""
    # 60 batches of one example, from the same start: two generators give the same order by chance once in 60!
    X, y, params = task(rng, n=60, sizes=(3, 4))
    runs = [
        pair(
            one_epoch(
                *copy.deepcopy((X, y, params)),
                None,
                np.random.default_rng([seed, int(rng.integers(2**32))]),
                solver="sgd",
                batch_size=1,
                lr=0.5,
            )
        )[0]
        for seed in (1, 2)
    ]
    assert not same(*runs), (
        "two generators should give two orders of the examples, and so different params; they gave the same"
    )


def test_one_epoch_one_example_and_no_hidden_layer(one_epoch, reference, rng):
    """takes one example, and a network without a hidden layer"""
    X, y, params = task(rng, n=1, sizes=(3, 4))
    expected, _ = reference.one_epoch(X, y, params, None, seeded())
    close(pair(one_epoch(X, y, params, None, seeded()))[0], expected)


def test_one_epoch_takes_other_kinds_of_arrays(one_epoch, reference, rng):
    """takes integers, float32 and arrays with gaps for X, and tuples and lists for params"""
    X, y, params = task(rng, sizes=(3, 4))
    for given, tolerance in (
        (np.round(4 * X).astype(int), 1e-6),
        (X.astype(np.float32), 1e-3),
        (strided(X), 1e-6),
    ):
        ours, _ = reference.one_epoch(
            given.astype(float), y, params, None, seeded(), solver="sgd", batch_size=12, lr=0.05
        )
        layers = tuple(map(list, copy.deepcopy(params)))
        after, _ = pair(
            one_epoch(given, strided(y), layers, None, seeded(), solver="sgd", batch_size=12, lr=0.05)
        )
        close(after, ours, rtol=tolerance, atol=tolerance)


@pytest.mark.form
def test_one_epoch_leaves_its_arguments_alone(one_epoch, rng):
    # what a state is, is the learner's own: what it does tells whether two are alike
    X, y, params = task(rng)
    kept, went = copies(X, y, params), []
    for _ in range(2):
        after, state = pair(one_epoch(X, y, params, None, seeded(), solver="momentum", batch_size=5))
        further, _ = pair(one_epoch(X, y, after, state, seeded(), solver="momentum", batch_size=5))
        assert same((X, y, params), kept), "X, y and `params` should be as they were before the call"
        went.append(copies(after, further))
    assert same(*went), (
        "two epochs with the same arguments and equal generators should lead to the same params: "
        "is something kept from call to call, or drawn without `rng`?"
    )


# ---- NeuralNetwork ----
#
# The first weights are the student's own draw. Where X is all zeros, only the last biases learn (relu's slope at 0 is 0), from zero on, and
# where all examples fit into one batch their order does not matter: then every number is known beforehand.

LETTERS = "babcbcb"
SHARES = (
    np.array([1, 4, 2]) / 7
)  # of a, b and c; none is a third, or Adam would make much of a gradient that is only rounding


def nothing(n=7):
    """Examples that are all zeros; new ones for each call, which may change them."""
    return np.zeros((n, 2))


def from_nothing(NeuralNetwork, epochs, y=None, **options):
    """A network fitted where there is nothing to see but how frequent each label is."""
    y = np.array(list(LETTERS)) if y is None else y.copy()
    options = {
        "hidden_layer_sizes": (3,),
        "batch_size": len(y),
        "random_state": 0,
        "max_iter": epochs,
        **options,
    }
    return fitted_to_few(NeuralNetwork(**options), nothing(len(y)), y)


def fitted_to_few(net, X, y):
    """The network, fitted; scikit-learn's helpers warn where labels are as many as examples, and need not here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return net.fit(*copies(X, y))


def softmax(b):
    e = np.exp(b - b.max())
    return e / e.sum()


def biases(step, epochs, lr, shares=SHARES):
    """The last biases after each epoch: their gradient is softmax(b) − shares."""
    params, state, seen = [(np.zeros((1, len(shares))), np.zeros(len(shares)))], None, []
    for _ in range(epochs):
        grads = [(np.zeros((1, len(shares))), softmax(params[0][1]) - shares)]
        params, state = step(params, grads, state, lr)
        seen.append(params[0][1])
    return seen


def losses_of_nothing(reference, epochs, lr):
    """The loss after each epoch of plain descent where X is all zeros: −Σ share · log p."""
    seen = biases(lambda params, grads, state, lr: (reference.sgd_step(params, grads, lr), state), epochs, lr)
    return [float(-SHARES @ np.log(softmax(b))) for b in seen]


def copies(*arrays):
    """What a check hands over and uses again."""
    return copy.deepcopy(arrays)


def clouds(rng, n=60, classes=3):
    """Well separated clouds of points."""
    y = rng.permutation(np.arange(n) % classes)
    angle = 2 * np.pi * y / classes
    return 3 * np.stack([np.cos(angle), np.sin(angle)], axis=1) + 0.3 * rng.normal(size=(n, 2)), y


QUICK = {
    "hidden_layer_sizes": (5,),
    "learning_rate_init": 0.05,
    "batch_size": 20,
    "max_iter": 4,
    "random_state": 0,
}


@pytest.mark.form
def test_NeuralNetwork_keeps_its_arguments_under_their_names(NeuralNetwork):
    given = {
        "hidden_layer_sizes": (7, 3),
        "activation": "tanh",
        "solver": "sgd",
        "alpha": 0.5,
        "batch_size": 11,
        "learning_rate_init": 0.25,
        "max_iter": 9,
        "random_state": 4,
    }
    for activation in ("tanh", "logistic"):
        given["activation"] = activation
        net = NeuralNetwork(**given)
        for name, value in given.items():
            assert same(getattr(net, name), value), (
                f"made with {name}={value!r}, `{name}` should be just that; it is {getattr(net, name)!r}"
            )


@pytest.mark.form
def test_NeuralNetwork_keeps_its_arguments_unconverted(NeuralNetwork):
    # also what cannot be used: that is for `fit` to say; copies of a network are made of what it was given, whatever that was
    odd = ((7, 3), [7, 3], 5, 2.5, np.int64(4), "Adam", "", None)
    for name in (
        "hidden_layer_sizes",
        "alpha",
        "solver",
        "max_iter",
        "activation",
        "batch_size",
        "learning_rate_init",
        "random_state",
    ):
        for value in odd:
            found = getattr(made(NeuralNetwork, name, value), name)
            kept = type(found) is type(value) and same(found, value)
            assert kept, (
                f"made with {name}={value!r}, `{name}` should be the very {type(value).__name__} {value!r}, or no copy can be made; it is {a_kind(found)}, {found!r}"
            )


def made(NeuralNetwork, name, value):
    """A network with an argument that cannot be used, maybe."""
    try:
        return NeuralNetwork(**{name: value})
    except StudentError as error:
        text = f"{error.text}; `__init__` should only store what it is given: for `fit` to refuse it"
        raise StudentError(error.type_name, text, error.where) from None


@pytest.mark.form
def test_NeuralNetwork_init_only_stores_its_arguments(NeuralNetwork):
    """stores its arguments in __init__ and nothing else"""
    net = NeuralNetwork()
    found = attributes(net)
    more = sorted(found - set(parameters(net)))
    assert not more, (
        f"`__init__` should only store its arguments; it sets `{more[0] if more else ''}` as well, which is for `fit` to make"
    )


def parameters(net):
    """What `get_params` gives: it looks up each argument of `__init__` under its name."""
    try:
        return net.get_params()
    except StudentError as error:
        text = f"{error.text}; what stands in the first line of `__init__` has to be stored, each under its own name"
        raise StudentError(error.type_name, text, error.where) from None


def attributes(net):
    """The names of what a network holds."""
    return {name for name in net.__getstate__() or {} if name != "_sklearn_version"}


@pytest.mark.form
def test_NeuralNetwork_is_a_classifier_to_scikit_learn(NeuralNetwork):
    """is taken for a classifier by scikit-learn"""
    kind = NeuralNetwork().__sklearn_tags__().estimator_type
    assert kind == "classifier", (
        f"scikit-learn should take the network for a classifier, and takes it for {kind}: of two parents the first is asked first, and ClassifierMixin has to stand before BaseEstimator"
    )


@pytest.mark.form
def test_NeuralNetwork_has_the_defaults_of_MLPClassifier(NeuralNetwork):
    defaults = {
        "hidden_layer_sizes": (100,),
        "activation": "relu",
        "solver": "adam",
        "alpha": 0.0001,
        "batch_size": "auto",
        "learning_rate_init": 0.001,
        "max_iter": 200,
        "random_state": None,
    }
    net = NeuralNetwork()
    for name, value in defaults.items():
        assert same(getattr(net, name), value), (
            f"`{name}` should be {value!r} by default; it is {getattr(net, name)!r}"
        )


@pytest.mark.form
def test_NeuralNetwork_fit_returns_the_network(NeuralNetwork, rng):
    """returns itself from fit"""
    net = NeuralNetwork(**QUICK)
    assert net.fit(*clouds(rng)) is net, "`fit` should return self"


def test_NeuralNetwork_learns_the_shares_of_the_labels_by_hand(NeuralNetwork):
    # X is nothing but zeros: scores 0, softmax ⅓ each; a step of sgd with lr = 1 makes b = shares − ⅓
    net = from_nothing(NeuralNetwork, 1, solver="sgd", learning_rate_init=1.0)
    close(net.predict_proba(nothing()), np.tile(softmax(SHARES - 1 / 3), (7, 1)))


@pytest.mark.form
def test_NeuralNetwork_classes_are_the_sorted_labels(NeuralNetwork, rng):
    """has the sorted labels in classes_"""
    X, y = clouds(rng)
    for labels in (np.array(["north", "east", "west"]), np.array([70, -3, 7]), np.array([False, True])):
        some = y < len(labels)
        net = NeuralNetwork(**QUICK).fit(X[some], labels[y[some]])
        classes = np.asarray(net.classes_).tolist()
        assert classes == sorted(labels.tolist()), (
            f"classes_ should be {sorted(labels.tolist())}; it is {classes}"
        )
        assert np.shape(net.predict_proba(X)) == (60, len(labels)), (
            f"predict_proba should have a column for each label: {(60, len(labels))}; it gives {a_kind(np.asarray(net.predict_proba(X)))}"
        )


@pytest.mark.form
def test_NeuralNetwork_probabilities_are_positive_and_sum_to_one(NeuralNetwork, rng):
    """gives probabilities that are not negative and sum to 1"""
    X, y = clouds(rng)
    p = np.asarray(NeuralNetwork(**QUICK).fit(*copies(X, y)).predict_proba(X[:7]))
    close(p.sum(axis=1), np.ones(7), told="in the sums of the rows")
    assert (p >= 0).all(), "no probability should be negative"


@pytest.mark.form
def test_NeuralNetwork_predicts_the_most_probable_label(NeuralNetwork, rng):
    X, y = clouds(rng)
    labels = np.array(["b", "c", "a"])
    net = NeuralNetwork(**QUICK).fit(X.copy(), labels[y])
    places = 5 * rng.normal(size=(50, 2))
    best = np.array(["a", "b", "c"])[net.predict_proba(places).argmax(axis=1)]
    found = net.predict(places)
    assert isinstance(found, np.ndarray), f"predict should give an array of labels; it gives {a_kind(found)}"
    assert found.shape == (50,), f"predict should give one label a row, 50 in all; it gives {a_kind(found)}"
    apart = np.flatnonzero(found != best)
    assert not apart.size, (
        f"where column {np.searchsorted(['a', 'b', 'c'], best[apart[0]])} of predict_proba is largest, predict should say {str(best[apart[0]])!r}; it said {found[apart[0]].item()!r}"
    )


@pytest.mark.form
def test_NeuralNetwork_score_is_the_share_of_right_answers(NeuralNetwork, rng):
    """scores by the share of right answers"""
    X, y = clouds(rng)
    net = NeuralNetwork(**QUICK).fit(X.copy(), np.array(["b", "c", "a"])[y])
    asked = np.array(net.predict(X.copy()))
    asked[::3] = np.where(asked[::3] == "a", "b", "a")  # 20 of the 60 labels are others than predicted
    close(net.score(X, asked), 2 / 3)


def follows_solver(NeuralNetwork, solver, step, lr):
    net = from_nothing(NeuralNetwork, 4, solver=solver, learning_rate_init=lr)
    problem = difference(net.predict_proba(nothing())[0], softmax(biases(step, 4, lr)[-1]), rtol=1e-5)
    assert problem is None, (
        f'with X all zeros, after 4 epochs of "{solver}" in one batch each, predict_proba(X)[0]: {problem}'
    )


def test_NeuralNetwork_solver_sgd(NeuralNetwork, reference):
    """learns by the solver sgd"""
    follows_solver(
        NeuralNetwork,
        "sgd",
        lambda params, grads, state, lr: (reference.sgd_step(params, grads, lr), state),
        0.5,
    )


def test_NeuralNetwork_solver_momentum(NeuralNetwork, reference):
    """learns by the solver momentum"""
    follows_solver(NeuralNetwork, "momentum", reference.momentum_step, 0.5)


def test_NeuralNetwork_solver_rmsprop(NeuralNetwork, reference):
    """learns by the solver rmsprop"""
    follows_solver(NeuralNetwork, "rmsprop", reference.rmsprop_step, 0.1)


def test_NeuralNetwork_solver_adam(NeuralNetwork, reference):
    """learns by the solver adam"""
    follows_solver(NeuralNetwork, "adam", reference.adam_step, 0.1)


def test_NeuralNetwork_updates_after_every_batch(NeuralNetwork, reference):
    # three examples, three labels, batches of 2 and 1: whichever label comes last has the largest probability, the other two the same
    net = from_nothing(
        NeuralNetwork, 1, y=np.array([0, 1, 2]), batch_size=2, solver="sgd", learning_rate_init=0.5
    )
    b = 0.5 * (np.array([0.5, 0.5, 0.0]) - 1 / 3)
    b = b + 0.5 * (np.array([0.0, 0.0, 1.0]) - softmax(b))
    close(np.sort(net.predict_proba(nothing())[0]), np.sort(softmax(b)), told="in the first row, sorted")


@pytest.mark.form
def test_NeuralNetwork_shuffles_anew_in_every_epoch(NeuralNetwork):
    # X all zeros, three labels one by one, no hidden layer: the biases alone tell the orders of two epochs. Equal orders come by chance
    # once in 6, in 16 networks (1/6)¹⁶.
    y, twice_alike = np.arange(3), []
    for order in permutations(range(3)):
        b = np.zeros(3)
        for label in order * 2:
            b = b + np.eye(3)[label] - softmax(b)
        twice_alike.append(softmax(b))

    def is_alike(seed):
        net = from_nothing(
            NeuralNetwork,
            2,
            y=y,
            solver="sgd",
            learning_rate_init=1.0,
            alpha=0.0,
            batch_size=1,
            hidden_layer_sizes=(),
            random_state=seed,
        )
        p = np.asarray(net.predict_proba(nothing(1)))[0]
        return any(same(p, alike, 1e-6, 1e-8) for alike in twice_alike)

    assert not all(map(is_alike, range(16))), (
        "each epoch should meet the examples in a new order; in both epochs it is the same one"
    )


def test_NeuralNetwork_batches_are_200_by_default(NeuralNetwork, reference):
    """takes batches of 200 by default"""
    # 67 labels, three examples each: a batch of 200, in which one label is there twice, then the third of these alone
    net = NeuralNetwork((1,), solver="sgd", learning_rate_init=0.5, max_iter=1, random_state=0)
    fitted_to_few(net, np.zeros((201, 2)), np.arange(201) % 67)
    b = 0.5 * (np.append(np.full(66, 3.0), 2.0) / 200 - 1 / 67)
    b = b + 0.5 * (np.append(np.zeros(66), 1.0) - softmax(b))
    close(np.sort(net.predict_proba(nothing(1))[0]), np.sort(softmax(b)), told="in the row, sorted")


def test_NeuralNetwork_alpha_pulls_the_weights_not_the_biases(NeuralNetwork):
    """pulls the weights by alpha, and not the biases"""
    # with sgd, lr = 1 and alpha = 1, one step takes every weight to 0: then X has no say, and the biases alone are left
    net = from_nothing(
        NeuralNetwork, 2, solver="sgd", learning_rate_init=1.0, alpha=1.0, hidden_layer_sizes=()
    )
    b = SHARES - 1 / 3
    expected = softmax(b + SHARES - softmax(b))
    close(net.predict_proba(np.array([[1.0, 2.0], [-3.0, 4.0]])), np.tile(expected, (2, 1)))


@pytest.mark.form
def test_NeuralNetwork_alpha_is_weak_by_default(NeuralNetwork):
    """has alpha = 0.0001 by default"""
    # alpha = 0.0001 and lr = 10000 in one step of sgd on nothing: W − 10000 · 0.0001 · W = 0
    net = from_nothing(
        NeuralNetwork, 1, y=np.array([0, 1]), solver="sgd", learning_rate_init=10000.0, hidden_layer_sizes=()
    )
    close(net.predict_proba(np.array([[1.0, 2.0], [-3.0, 4.0]])), np.full((2, 2), 0.5), atol=1e-6)


def test_NeuralNetwork_learning_rate_and_epochs_by_default(NeuralNetwork, reference):
    """learns for 200 epochs at the rate 0.001 by default"""
    net = NeuralNetwork(hidden_layer_sizes=(2,), random_state=0).fit(nothing(), np.array(list(LETTERS)))
    close(net.predict_proba(nothing())[0], softmax(biases(reference.adam_step, 200, 0.001)[-1]), rtol=1e-4)


def log_odds(net, X):
    """The score of the second of two classes less that of the first."""
    p = np.asarray(net.predict_proba(X))
    assert (p > 0).all(), "no probability should be 0 here: softmax is positive"
    return np.log(p[:, 1]) - np.log(p[:, 0])


def hardly_trained(NeuralNetwork, activation, rng):
    """A network as good as untrained, whose biases are zero."""
    return fitted_to_few(
        NeuralNetwork((30,), activation, "sgd", 0.0, 2, 1e-12, 1, 0),
        rng.normal(size=(2, 2)),
        np.array([0, 1]),
    )


def test_NeuralNetwork_relu_network_doubles_with_its_input(NeuralNetwork, rng):
    """doubles its scores with its input as a "relu" network"""
    X = rng.normal(size=(8, 2))
    net = hardly_trained(NeuralNetwork, "relu", rng)
    single = log_odds(net, 0.1 * X)
    assert np.abs(single).max() > 1e-9, (
        "before training, the scores of a network should differ: are its first weights drawn?"
    )
    problem = difference(log_odds(net, 0.2 * X), 2 * single, rtol=1e-4, atol=1e-6)
    assert problem is None, (
        f'before training, the scores of a "relu" network at 2x should be twice those at x: {problem}'
    )
    assert not same(log_odds(net, -0.1 * X), -single, rtol=1e-3), (
        'before training, a "relu" network should not be antisymmetric: is there an activation?'
    )


@pytest.mark.form
def test_NeuralNetwork_tanh_network_is_antisymmetric_and_levels_off(NeuralNetwork, rng):
    """is antisymmetric and levels off as a "tanh" network"""
    X = rng.normal(size=(8, 2))
    net = hardly_trained(NeuralNetwork, "tanh", rng)
    problem = difference(log_odds(net, -X), -log_odds(net, X), rtol=1e-4, atol=1e-6)
    assert problem is None, (
        f'before training, the scores of a "tanh" network at −x should be those at x with the other sign: {problem}'
    )
    problem = difference(log_odds(net, 1e9 * X), log_odds(net, 2e9 * X), rtol=1e-4, atol=1e-6)
    assert problem is None, f'the scores of a "tanh" network should level off for large inputs: {problem}'


def test_NeuralNetwork_sigmoid_network_goes_by_both_names(NeuralNetwork, rng):
    """knows the sigmoid as "logistic" too"""
    X = rng.normal(size=(8, 2))
    for name in ("sigmoid", "logistic"):
        net = hardly_trained(NeuralNetwork, name, rng)
        middle = log_odds(net, 0 * X)
        problem = difference(log_odds(net, -X) + log_odds(net, X), 2 * middle, rtol=1e-4, atol=1e-6)
        assert problem is None and abs(middle[0]) > 1e-7, (
            f'before training, the scores of a "{name}" network should be symmetric about their value at 0, σ(0) = ½: {problem}'
        )


@pytest.mark.form
def test_NeuralNetwork_trains_with_the_slope_of_its_activation(NeuralNetwork, rng):
    # where every hidden unit is saturated its slope is 0: the first biases stay 0, and the scores stay symmetric about those at 0. A point of these
    # comes near enough to the middle of a unit once in 1e9 runs.
    X, y = clouds(rng, n=20, classes=2)
    places = rng.normal(size=(14, 2)) * 10.0 ** np.arange(-13, 1)[:, None]
    for activation in ("tanh", "sigmoid"):
        net = NeuralNetwork((4,), activation, "sgd", 0.0, 20, 0.05, 5, 0).fit(1e12 * X, y.copy())
        problem = difference(
            log_odds(net, -places) + log_odds(net, places),
            2 * log_odds(net, 0 * places),
            rtol=1e-4,
            atol=1e-6,
        )
        assert problem is None, (
            f'trained where "{activation}" is flat, its slope 0, the first layer should not have learned: {problem}'
        )


def test_NeuralNetwork_separates_clouds_with_each_activation(NeuralNetwork, rng):
    X, y = clouds(rng)
    for activation in ("relu", "tanh", "sigmoid"):
        net = NeuralNetwork(
            (20,), activation, learning_rate_init=0.1, batch_size=20, max_iter=12, random_state=0
        ).fit(*copies(X, y))
        right = np.mean(np.asarray(net.predict(X)) == y)
        assert right >= 0.95, (
            f'three clouds, far apart, should be told apart: activation "{activation}" gets {right:.0%} right'
        )


def test_NeuralNetwork_solves_xor(NeuralNetwork, rng):
    """solves XOR"""
    corners = np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]])
    X, y = np.tile(corners, (5, 1)), np.tile([0, 1, 1, 0], 5)
    net = NeuralNetwork((24, 24), learning_rate_init=0.05, batch_size=20, max_iter=40, random_state=0).fit(
        *copies(X, y)
    )
    right = np.mean(np.asarray(net.predict(X)) == y)
    assert right == 1, (
        f"with two hidden layers the four corners of XOR should be told apart; {right:.0%} are right"
    )


@pytest.mark.form
def test_NeuralNetwork_trains_for_max_iter_epochs_however_little_it_learns(NeuralNetwork):
    """trains for max_iter epochs however little it learns"""
    epochs = len(from_nothing(NeuralNetwork, 30, solver="sgd", learning_rate_init=1e-12).loss_curve_)
    assert epochs == 30, (
        f"max_iter=30 should give 30 epochs, also where the loss hardly falls; loss_curve_ has {epochs} entries"
    )


def test_NeuralNetwork_keeps_its_last_weights_where_the_loss_rises(NeuralNetwork, reference):
    net = from_nothing(NeuralNetwork, 14, solver="sgd", learning_rate_init=6.0, alpha=0.0)
    seen = biases(lambda params, grads, state, lr: (reference.sgd_step(params, grads, lr), state), 14, 6.0)
    assert len(net.loss_curve_) == 14, (
        f"max_iter=14 should give 14 epochs, also where the loss rises; loss_curve_ has {len(net.loss_curve_)} entries"
    )
    close(net.predict_proba(nothing()), np.tile(softmax(seen[-1]), (7, 1)), rtol=1e-5)


def test_NeuralNetwork_loss_curve_has_one_entry_an_epoch(NeuralNetwork, reference, rng):
    """has one entry an epoch in loss_curve_"""
    net = NeuralNetwork(**QUICK).fit(*clouds(rng))
    curve = net.loss_curve_
    assert len(curve) == 4, f"max_iter=4 should leave 4 entries in loss_curve_; there are {len(curve)}"
    net = from_nothing(NeuralNetwork, 3, solver="sgd", learning_rate_init=1.0, alpha=0.0)
    after = losses_of_nothing(reference, 3, 1.0)
    during = [
        np.log(3),
        *after[:-1],
    ]  # as MLPClassifier has it: the mean over the epoch's batches, here one, before its step
    problem = difference(list(net.loss_curve_), after, rtol=1e-5)
    if difference(list(net.loss_curve_), during, rtol=1e-5):
        assert problem is None, (
            f"loss_curve_ should hold the mean cross entropy on all of X after each epoch: {problem}"
        )


@pytest.mark.form
def test_NeuralNetwork_can_be_read_and_set_by_parameter(NeuralNetwork):
    """gives and takes its parameters by get_params and set_params"""
    net = NeuralNetwork(max_iter=3)
    params = net.get_params()
    assert params.get("max_iter") == 3 and params.get("alpha") == 0.0001, (
        "get_params() should give every parameter by its name"
    )
    net.set_params(alpha=0.5, max_iter=2)
    assert net.alpha == 0.5 and net.max_iter == 2, (
        "set_params(alpha=0.5, max_iter=2) should change the two parameters"
    )
    assert len(net.fit(nothing(), np.array(list(LETTERS))).loss_curve_) == 2, (
        "`fit` should go by the parameters as they are when it is called"
    )
    learned = [name for name in net.get_params() if name.endswith("_")]
    assert not learned, (
        f"get_params() should give the parameters alone, also after `fit`; it gives `{learned[0]}` too"
    )


@pytest.mark.form
def test_NeuralNetwork_what_it_learned_ends_in_an_underscore(NeuralNetwork, rng):
    """has an underscore at the end of all that `fit` learned"""
    net = NeuralNetwork(**QUICK).fit(*clouds(rng))
    found = attributes(net)
    learned = found - set(net.get_params())
    plain = sorted(name for name in learned if not (name.startswith("_") or name.endswith("_")))
    assert not plain, (
        f"what `fit` leaves should end in an underscore, so that nobody takes it for an argument (or begin with one, where it is nobody else's business); `{plain[0] if plain else ''}` does not"
    )


def test_NeuralNetwork_history_by_hand(NeuralNetwork, reference):
    """has the losses and accuracies in history_, worked by hand"""
    net = from_nothing(NeuralNetwork, 3, solver="sgd", learning_rate_init=1.0, alpha=0.1)
    history = net.history_
    for name in ("train_loss", "train_acc"):
        assert name in history, f'history_ should have the list "{name}"; it has {sorted(history)}'
    problem = difference(list(history["train_loss"]), losses_of_nothing(reference, 3, 1.0), rtol=1e-5)
    assert problem is None, (
        f'history_["train_loss"] should be the mean cross entropy on all of X after each epoch: {problem}'
    )
    problem = difference(
        list(history["train_acc"]), [4 / 7] * 3
    )  # the most frequent label, b, is called always
    assert problem is None, (
        f'history_["train_acc"] should be the accuracy on all of X after each epoch: {problem}'
    )


@pytest.mark.form
def test_NeuralNetwork_history_has_nothing_in_its_validation_lists_without_validation_data(NeuralNetwork):
    """has nothing in the validation lists of history_ without validation data"""
    history = from_nothing(NeuralNetwork, 2).history_
    for name in ("train_loss", "train_acc", "val_loss", "val_acc"):
        assert name in history, (
            f'history_ should have the list "{name}", also without validation data; it has {sorted(history)}'
        )
    measured = [
        float(v)
        for name in ("val_loss", "val_acc")
        for v in history[name]
        if v is not None and np.isfinite(v)
    ]
    assert not measured, (
        f"without validation data nothing can be measured on it; the validation lists hold {measured[0]:.4g}"
    )


def test_NeuralNetwork_random_state_repeats_a_fit(NeuralNetwork, rng):
    """repeats a fit with the same random_state"""
    X, y = clouds(rng)
    first, same_seed, other = (
        NeuralNetwork(**{**QUICK, "random_state": seed}).fit(*copies(X, y)).predict_proba(X)
        for seed in (1, 1, 2)
    )
    assert same(first, same_seed, rtol=1e-9, atol=1e-12), (
        "two networks with the same random_state, data and parameters should be equal"
    )
    assert not same(first, other), "networks with different values of random_state should differ"


@pytest.mark.form
def test_NeuralNetwork_does_not_learn_from_validation_data(NeuralNetwork, rng):
    (X, y), (X_val, y_val) = clouds(rng), clouds(rng)
    alone, watched = NeuralNetwork(**QUICK), NeuralNetwork(**QUICK)
    problem = difference(
        watched.fit(*copies(X, y, X_val), (y_val + 1) % 3).predict_proba(X),
        np.asarray(alone.fit(*copies(X, y)).predict_proba(X)),
    )
    assert problem is None, (
        f"with validation data the fitted network should be the same as without: {problem}"
    )


@pytest.mark.form
def test_NeuralNetwork_loss_curve_is_of_the_training_data(NeuralNetwork, rng):
    """has the loss of the training data in loss_curve_"""
    (X, y), (X_val, y_val) = clouds(rng), clouds(rng)
    alone, watched = (
        list(NeuralNetwork(**QUICK).fit(*copies(X, y, *val)).loss_curve_)
        for val in ((), (X_val, (y_val + 1) % 3))
    )
    problem = difference(watched, [float(loss) for loss in alone])
    assert problem is None, (
        f"loss_curve_ should be the training loss, with validation data the same as without: {problem}"
    )


def test_NeuralNetwork_history_of_validation_data(NeuralNetwork, rng):
    """has the loss and accuracy of the validation data in history_"""
    X, y = clouds(rng)
    labels, (X_val, y_val) = np.array(["n", "o", "m"]), clouds(rng, n=31)
    X_val, y_val = X_val[y_val > 0], y_val[y_val > 0]  # no "n", the label in the middle
    y_val[::2] = (
        3 - y_val[::2]
    )  # and every second one wrong, so that no network is as good here as in training
    net = NeuralNetwork(**QUICK, activation="tanh").fit(*copies(X, labels[y], X_val, labels[y_val]))
    for part, A, b in (("train", X, labels[y]), ("val", X_val, labels[y_val])):
        p, right = np.asarray(net.predict_proba(A)), np.searchsorted(["m", "n", "o"], b)
        history = net.history_
        for name, value in (
            (f"{part}_loss", -np.log(p[np.arange(len(b)), right]).mean()),
            (f"{part}_acc", np.mean(p.argmax(axis=1) == right)),
        ):
            entries = list(history.get(name, ()))
            assert len(entries) == 4, (
                f'after 4 epochs history_["{name}"] should have 4 entries; it has {len(entries)}'
            )
            problem = difference(entries[-1], float(value))
            assert problem is None, (
                f'the last entry of history_["{name}"] should be that of the fitted network: {problem}'
            )


def test_NeuralNetwork_calls_back_after_each_epoch(NeuralNetwork, rng):
    X, y = clouds(rng)
    y, seen = np.array(["r", "q", "p"])[y], []
    alone, net, noting = (
        NeuralNetwork(
            (5, 4),
            "tanh",
            "momentum",
            alpha=0.1,
            batch_size=20,
            learning_rate_init=0.05,
            max_iter=4,
            random_state=7,
        )
        for _ in range(3)
    )
    alone = np.array(alone.fit(*copies(X, y)).predict_proba(X))
    net.fit(
        *copies(X, y),
        callback=lambda now: seen.append((len(now.history_["train_loss"]), np.array(now.predict_proba(X)))),
    )
    # what a callback sees is no answer of the network; this one writes it into a parameter that fit has read by then
    noting.fit(
        *copies(X, y),
        callback=lambda now: now.set_params(
            random_state=10 * now.random_state + len(now.history_["train_loss"])
        ),
    )
    noted = noting.random_state
    watched, found, history = (
        np.array(net.predict_proba(X)),
        np.asarray(net.predict(X)).tolist(),
        net.history_,
    )
    assert [epoch for epoch, _ in seen] == [1, 2, 3, 4], (
        f'at the e-th call history_["train_loss"] should have e entries; it had {[epoch for epoch, _ in seen]}'
    )
    assert noted == 71234, (
        f'a callback that appends the length of history_["train_loss"] to random_state=7 should leave 71234 there; it left {noted}'
    )
    assert not same(seen[0][1], seen[1][1]), (
        "at each call the network should be as this epoch left it; it did not change from the first to the second"
    )
    assert same(seen[-1][1], watched, rtol=1e-9, atol=1e-12), (
        "at the last call the network should be the fitted one"
    )
    assert same(watched, alone, rtol=1e-9, atol=1e-12), "a callback that only looks should change nothing"
    assert set(found) <= {"p", "q", "r"} and len(history["train_loss"]) == 4, (
        "with a callback the labels and the records should be as without"
    )
    epochs = []  # last of all: what validation data asks for may be written later
    NeuralNetwork(**QUICK).fit(*copies(X, y, X[:9], y[:9]), callback=lambda now: epochs.append(now))
    assert len(epochs) == QUICK["max_iter"], (
        f"with validation data the callback should be called after each of {QUICK['max_iter']} epochs, too; it was called {len(epochs)} times"
    )


@pytest.mark.form
def test_NeuralNetwork_first_weights_are_random_without_random_state(NeuralNetwork, rng):
    """starts from other weights each time without random_state"""
    X, y = clouds(rng)
    first, second = (
        NeuralNetwork(**{**QUICK, "random_state": None}).fit(*copies(X, y)).predict_proba(X) for _ in range(2)
    )
    assert not same(first, second), (
        "with random_state=None two networks should start from different weights; they are equal"
    )


@pytest.mark.form
def test_NeuralNetwork_fit_starts_afresh(NeuralNetwork, rng):
    """starts afresh in each fit"""
    X, y = clouds(rng)
    other, labels = clouds(rng, n=40, classes=2)
    expected = np.asarray(NeuralNetwork(**QUICK).fit(*copies(X, y)).predict_proba(X))
    net = NeuralNetwork(**QUICK).fit(X.copy(), (y + 1) % 3)
    for before in ("other labels", "other features and labels"):
        net.fit(*copies(X, y))
        assert len(net.loss_curve_) == 4, (
            f"each fit should begin a new loss_curve_; it has {len(net.loss_curve_)} entries after 4 epochs"
        )
        problem = difference(net.predict_proba(X), expected)
        assert problem is None, (
            f"fitted again, after {before}, the network should be as if it had never seen the data of the fits before: {problem}"
        )
        net.fit(np.hstack([other, other]), labels)


@pytest.mark.form
def test_NeuralNetwork_fit_begins_new_records(NeuralNetwork, rng):
    """begins new records in each fit"""
    X, y = clouds(rng)
    net = NeuralNetwork(**QUICK).fit(*copies(X, y, X[:9], y[:9])).fit(*copies(X, y, X[:9], y[:9]))
    history = net.history_
    for name in ("train_loss", "val_loss", "train_acc", "val_acc"):
        assert len(history[name]) == 4, (
            f'fitted twice, for 4 epochs each, history_["{name}"] should have the 4 entries of the second fit; it has {len(history[name])}'
        )


@pytest.mark.form
def test_NeuralNetwork_counts_its_features(NeuralNetwork, rng):
    """counts its features in n_features_in_"""
    net = NeuralNetwork(**QUICK).fit(rng.normal(size=(9, 5)), np.arange(9) % 2)
    close(net.n_features_in_, 5)


@pytest.mark.form
def test_NeuralNetwork_any_number_of_hidden_layers(NeuralNetwork, rng):
    """takes any number of hidden layers"""
    X, y = clouds(rng)
    for hidden in ((), (4,), (6, 5, 4)):
        p = NeuralNetwork(**{**QUICK, "hidden_layer_sizes": hidden}).fit(*copies(X, y)).predict_proba(X)
        assert np.shape(p) == (60, 3), (
            f"hidden_layer_sizes={hidden} should work; predict_proba gives {a_kind(np.asarray(p))}"
        )


def test_NeuralNetwork_hidden_layers_are_as_wide_as_asked(NeuralNetwork, rng):
    """has hidden layers as wide as asked"""
    # before training the scores, without their mean, lie in as many directions as the last hidden layer has units (six classes allow five)
    X, y = rng.normal(size=(60, 3)), np.arange(60) % 6
    places = np.concatenate(
        [scale * X for scale in (1, 10, 100, 1000)]
    )  # at some scale tanh is bent, however small the first weights are
    for hidden in ((2,), (4,), (3, 4, 1), (4, 2)):
        net = NeuralNetwork(hidden, "tanh", "sgd", 0.0, 60, 1e-12, 1, 0).fit(*copies(X, y))
        scores = np.log(np.asarray(net.predict_proba(places)))
        scores = scores - scores.mean(axis=1, keepdims=True)
        sizes = np.linalg.svd(scores - scores.mean(axis=0), compute_uv=False)
        found = int((sizes > max(1e-6 * sizes[0], 1e-12)).sum())  # far above rounding, in float32 too
        assert found == hidden[-1], (
            f"with hidden_layer_sizes={hidden} the scores should come from a layer of width {hidden[-1]}; they come from one of width {found}"
        )


@pytest.mark.form
def test_NeuralNetwork_is_linear_without_hidden_layers(NeuralNetwork, rng):
    X, y = clouds(rng, n=20, classes=2)
    net = NeuralNetwork(**{**QUICK, "hidden_layer_sizes": ()}).fit(*copies(X, y))
    X = rng.normal(size=(8, 2))
    problem = difference(log_odds(net, -X) + log_odds(net, X), 2 * log_odds(net, 0 * X), rtol=1e-4, atol=1e-6)
    assert problem is None, (
        f"with hidden_layer_sizes=() the scores should be linear: those at x and −x should sum to twice those at 0: {problem}"
    )


@pytest.mark.form
def test_NeuralNetwork_probabilities_survive_far_off_points(NeuralNetwork, rng):
    """gives finite probabilities far away from the data"""
    X, y = clouds(rng)
    p = np.asarray(NeuralNetwork(**QUICK).fit(*copies(X, y)).predict_proba(1e4 * X[:7]))
    assert np.isfinite(p).all(), "far away from the data every probability should be finite"
    close(p.sum(axis=1), np.ones(7), told="in the sums of the rows")


@pytest.mark.form
def test_NeuralNetwork_few_examples_and_a_large_batch(NeuralNetwork, rng):
    """takes fewer examples than a batch has room for"""
    net = fitted_to_few(
        NeuralNetwork((3,), batch_size=50, max_iter=2), rng.normal(size=(2, 3)), np.array(["x", "y"])
    )
    close(
        np.sum(net.predict_proba(rng.normal(size=(1, 3))), axis=1), np.ones(1), told="in the sum of the row"
    )


@pytest.mark.form
def test_NeuralNetwork_takes_integers_float32_and_gaps(NeuralNetwork, rng):
    """takes integers, float32 and arrays with gaps"""
    X, y = clouds(rng)
    X = np.round(8 * X) / 8  # exact in float32
    options = {**QUICK, "hidden_layer_sizes": (), "random_state": 0}
    for given, plain in (
        (X.astype(np.float32), X),
        (strided(X), X),
        (np.asfortranarray(X), X),
        (np.round(X).astype(int), np.round(X)),
    ):
        actual, expected = (
            NeuralNetwork(**options).fit(given, strided(y)).predict_proba(given),
            NeuralNetwork(**options).fit(plain, y).predict_proba(plain),
        )
        close(actual, np.asarray(expected), rtol=1e-3, atol=1e-4)


@pytest.mark.form
def test_NeuralNetwork_counts_its_epochs(NeuralNetwork, rng):
    """counts its epochs in n_iter_ and loss_curve_, also for the callback"""
    seen = []

    def note(now):
        """What the callback sees; once more as digits, in a parameter that fit has read by then."""
        seen.append((getattr(now, "n_iter_", None), len(getattr(now, "loss_curve_", ()))))
        digits = 10 * min(seen[-1][0] or 0, 9) + min(seen[-1][1], 9)
        now.set_params(random_state=(100 * now.random_state + digits) % 10**12)

    net = NeuralNetwork(**{**QUICK, "random_state": 7}).fit(*clouds(rng), callback=note)
    noted, entries, n_iter = net.random_state, len(net.loss_curve_), net.n_iter_
    for epoch, (done, filled) in enumerate(seen, 1):
        assert done == epoch, (
            f"when `callback` is called after epoch {epoch}, `n_iter_` should be {epoch}; it is {done}"
        )
        assert filled == epoch, (
            f"when `callback` is called after epoch {epoch}, loss_curve_ should have {epoch} entries; it has {filled}"
        )
    assert noted == 711223344, (
        f"with max_iter=4 `callback` should be called 4 times, with the network itself; it was called {len(seen)} times"
    )
    assert n_iter == entries == 4, (
        f"after `fit` with max_iter=4, `n_iter_` should be 4, and loss_curve_ have 4 entries; it is {n_iter}, and there are {entries}"
    )


@pytest.mark.form
def test_NeuralNetwork_takes_one_number_for_one_hidden_layer(NeuralNetwork, rng):
    """takes an int for hidden_layer_sizes as one hidden layer"""
    X, y = clouds(rng)
    expected = np.array(
        NeuralNetwork(**{**QUICK, "hidden_layer_sizes": (6,)}).fit(*copies(X, y)).predict_proba(X)
    )
    for units in (6, np.int64(6)):
        net = NeuralNetwork(**{**QUICK, "hidden_layer_sizes": units}).fit(*copies(X, y))
        problem = difference(net.predict_proba(X), expected)
        assert problem is None, f"hidden_layer_sizes={units!r} should be the network of (6,): {problem}"
        assert same(net.hidden_layer_sizes, units), (
            f"`fit` should leave hidden_layer_sizes at {units!r}; it is {net.hidden_layer_sizes!r}"
        )


def refused(due, method, *args):
    """The text of the error, of the kind that is due, that the call raises."""
    try:
        method(*args)
    except StudentError as error:
        if error.type_name not in due:
            raise StudentError(
                error.type_name, f"{error.text}; a {due[0]} is due here", error.where
            ) from None
        return error.text
    raise AssertionError(f"it should raise a {due[0]}")


@pytest.mark.form
def test_NeuralNetwork_says_that_it_is_not_fitted(NeuralNetwork, rng):
    """raises NotFittedError where predict, predict_proba or score comes before fit"""
    X, y = clouds(rng)
    refused(["NotFittedError"], NeuralNetwork(**QUICK).predict, X)
    refused(["NotFittedError"], NeuralNetwork(**QUICK).predict_proba, X)
    refused(["NotFittedError"], NeuralNetwork(**QUICK).score, X, y)


WRONG_VALUE = ["ValueError", "InvalidParameterError"]  # the second is scikit-learn's own kind of the first


@pytest.mark.form
def test_NeuralNetwork_refuses_validation_labels_that_training_never_saw(NeuralNetwork, rng):
    """raises a ValueError that names a validation label which training never saw"""
    (X, y), (X_val, y_val) = clouds(rng, classes=2), clouds(rng, classes=2)
    for known, unseen in (
        (["bee", "cow"], "dog"),
        (["bee", "cow"], "ant"),
        (["bee", "cow"], "cat"),
        ([1000, 3000], 2000),
    ):
        labels = np.array([*known, unseen])
        given = labels[y_val]
        given[7] = unseen
        with whatever(f"the validation label {unseen!r}, which training never saw"):
            said = refused(WRONG_VALUE, NeuralNetwork(**QUICK).fit, X, labels[y], X_val, given)
        assert str(unseen) in said, (
            f"the ValueError should name {unseen!r}, the validation label that training never saw; it says: {said}"
        )


@pytest.mark.form
def test_NeuralNetwork_refuses_arguments_that_it_cannot_use(NeuralNetwork, rng):
    """raises a ValueError in fit for an argument that it cannot use"""
    X, y = clouds(rng)
    for name, value in (
        ("activation", "rely"),
        ("solver", "newton"),
        ("hidden_layer_sizes", (3, 0)),
        ("batch_size", 0),
        ("max_iter", 0),
    ):
        with whatever(f"{name}={value!r}"):
            said = refused(WRONG_VALUE, NeuralNetwork(**{**QUICK, name: value}).fit, X, y)
        told = name in said or str(value) in said or not isinstance(value, str)
        assert told, (
            f"with {name}={value!r} the text of the ValueError should name `{name}` or {value!r}; it says: {said}"
        )
    for missing, val in (("y_val", (X[:9],)), ("X_val", (None, y[:9]))):
        with whatever(f"validation data without {missing}"):
            refused(WRONG_VALUE, NeuralNetwork(**QUICK).fit, X, y, *val)


@pytest.mark.form
def test_NeuralNetwork_refuses_data_that_it_cannot_learn_from(NeuralNetwork, rng):
    """raises a ValueError in fit for data that it cannot learn from"""
    X, y = clouds(rng)
    for what, A, b in (
        ("nan in X", spoiled(X, np.nan), y),
        ("infinity in X", spoiled(X, np.inf), y),
        ("X of one dimension", X[:, 0], y),
        ("fewer labels than rows of X", X, y[:-1]),
        ("labels like 0.37, which are amounts and no classes", X, X[:, 0].copy()),
    ):
        with whatever(what):
            refused(WRONG_VALUE, NeuralNetwork(**QUICK).fit, *copies(A, b))


@pytest.mark.form
def test_NeuralNetwork_refuses_data_unlike_that_of_fit(NeuralNetwork, rng):
    """raises a ValueError in predict and predict_proba for data unlike that of fit"""
    X, y = clouds(rng)
    net = NeuralNetwork(**QUICK).fit(*copies(X, y))
    for method in (net.predict_proba, net.predict):
        with whatever("X with a column too many"):
            said = refused(WRONG_VALUE, method, np.hstack([X, X[:, :1]]))
            assert re.search(r"\bX\b|feature|column", said), (
                f"the ValueError should say that it is X, or its columns; it says: {said}"
            )
        for what, A in (("nan in X", spoiled(X, np.nan)), ("one row without its axis", X[0])):
            with whatever(what):
                refused(WRONG_VALUE, method, A)


def spoiled(X, value):
    """X with one entry that is no number to learn from."""
    X = X.copy()
    X[3, 1] = value
    return X


@contextlib.contextmanager
def whatever(what):
    """Say which data it was, or which argument."""
    try:
        yield
    except AssertionError as error:
        raise AssertionError(f"for {what}: {error}") from None
    except StudentError as error:
        raise StudentError(error.type_name, f"{error.text}, for {what}", error.where) from None


@pytest.mark.form
def test_NeuralNetwork_leaves_its_arguments_alone(NeuralNetwork, rng):
    (X, y), (X_val, y_val) = clouds(rng), clouds(rng)
    kept = copy.deepcopy((X, y, X_val, y_val))
    net = NeuralNetwork(**QUICK).fit(X, y, X_val, y_val)
    held = attributes(net)
    net.predict(X)
    assert same((X, y, X_val, y_val), kept), "`fit` and `predict` should leave the data as it was"
    more = sorted(attributes(net) - held)
    assert not more, f"`predict` should leave the network as it was; it sets `{more[0] if more else ''}`"
    auto = NeuralNetwork(max_iter=1, activation="logistic", random_state=0).fit(*copies(X, y))
    for fitted, given in (
        (net, QUICK),
        (
            auto,
            {"batch_size": "auto", "hidden_layer_sizes": (100,), "activation": "logistic", "random_state": 0},
        ),
    ):
        for name, value in given.items():
            assert same(getattr(fitted, name), value), (
                f"`fit` should leave the parameter `{name}` at {value!r}; it is {getattr(fitted, name)!r}"
            )


# ---- the milestone ----


@pytest.mark.milestone
def test_milestone_handwritten_digits(NeuralNetwork):
    """96 % of handwritten digits never seen are recognised"""
    from sklearn.model_selection import train_test_split

    from playground import datasets

    X, y = datasets.digits()
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.25, stratify=y, random_state=0
    )  # the lesson's own 450
    shares = []
    for seed in range(3):
        net = NeuralNetwork(
            (64,), learning_rate_init=0.01, batch_size=64, max_iter=25, random_state=seed
        ).fit(*copies(X_train, y_train))
        shares.append(float(np.mean(np.asarray(net.predict(X_test.copy())) == y_test)))
    assert np.median(shares) >= 0.96, (
        f"of 450 digits never seen, at least 96 % should be right (median of three seeds); it is {np.median(shares):.1%}"
    )
