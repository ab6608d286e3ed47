"""What wrong looks like in lesson 8."""

import itertools
import types

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from autograder.reference import (
    NeuralNetwork,
    accuracy,
    adam_step,
    backward,
    cross_entropy,
    cross_entropy_grad,
    forward,
    init_params,
    minibatches,
    one_epoch,
    one_step,
    sgd_step,
    softmax,
    weight_decay,
)

# ---- one_step ----


def one_step__state_not_handed_in(solver, params, grads, state, lr):
    """You call the optimizer's step with `None` in place of `state`. Then its memory is empty at each step: momentum is plain descent, and Adam is always at t = 1. Hand in the state that you were given."""
    return one_step(solver, params, grads, None, lr)


def one_step__old_state_returned(solver, params, grads, state, lr):
    """You return the state that came in, not the one that the optimizer's step gave back. So the memory never fills. Both results of the step must go out."""
    return one_step(solver, params, grads, state, lr)[0], state


def one_step__adam_whatever_the_solver(solver, params, grads, state, lr):
    """You take an Adam step where `solver` names another one. Look at the argument: it names one of four functions. (`solver == "a" or "b"` is true of any solver.)"""
    return adam_step(params, grads, state, lr)


def one_step__sgd_whatever_the_solver(solver, params, grads, state, lr):
    """You take a plain gradient step whatever `solver` says. Look at the argument: it names one of four functions."""
    return sgd_step(params, grads, lr), state


def one_step__sgd_returns_params_alone(solver, params, grads, state, lr):
    """With "sgd" you return the params alone, since `sgd_step` does. Here all solvers have one form: params and state, two things, also where the state is of no use."""
    return sgd_step(params, grads, lr) if solver == "sgd" else one_step(solver, params, grads, state, lr)


def one_step__params_alone(solver, params, grads, state, lr):
    """You return the params alone. Two things are asked for: the params and the state, which the next step needs."""
    return one_step(solver, params, grads, state, lr)[0]


def one_step__momentum_and_rmsprop_swapped(solver, params, grads, state, lr):
    """With "momentum" you take an RMSProp step, and the other way round. Compare the names with the functions that they lead to."""
    other = {"momentum": "rmsprop", "rmsprop": "momentum"}
    return one_step(other.get(solver, solver), params, grads, state, lr)


def one_step__adam_for_all_but_sgd(solver, params, grads, state, lr):
    """You take an Adam step for every solver but "sgd". Look at the argument: it names one of four functions."""
    return one_step("sgd" if solver == "sgd" else "adam", params, grads, state, lr)


STEPS = {"sgd": "a plain gradient", "momentum": "a momentum", "rmsprop": "an RMSProp", "adam": "an Adam"}


def _of_another(solver, taken):
    """The mistake of taking one solver's step under the name of another."""

    def variant(solver, params, grads, state, lr, named=solver):
        return one_step(taken if solver == named else solver, params, grads, state, lr)

    variant.__doc__ = (
        f'With "{solver}" you take {STEPS[taken]} step; compare that one name with its function.'
    )
    return variant


for _solver, _taken in itertools.permutations(STEPS, 2):
    if _solver != "sgd":  # which knows no state to hand on
        globals()[f"one_step__{_solver}_is_{_taken}"] = _of_another(_solver, _taken)


def one_step__state_first(solver, params, grads, state, lr):
    """You return the state first. The new params come first, then the state."""
    return one_step(solver, params, grads, state, lr)[::-1]


# ---- one_epoch ----


def _called_alike(mistake):
    """The mistake with the parameters of `one_epoch`, each of which it gets by its name."""

    # fmt: off
    def variant(X, y, params, state, rng, activation="relu", solver="adam", alpha=0.0001, batch_size=200,
                lr=0.001, loss_grad=cross_entropy_grad):
        given = locals()
        return mistake(**{name: given[name] for name in given if name != "mistake"})
    # fmt: on

    variant.__name__, variant.__doc__ = mistake.__name__, mistake.__doc__
    return variant


def _with_another(given, ours=one_epoch, **functions):
    """What our epoch returns with other functions in the place of those that it calls."""
    return types.FunctionType(ours.__code__, {**ours.__globals__, **functions})(**given)


def _in_order(X, y, batch_size, rng):
    for start in range(0, len(X), batch_size):
        yield X[start : start + batch_size], y[start : start + batch_size]


@_called_alike
def one_epoch__one_update(X, **given):
    """You update once for the whole epoch. An epoch has as many updates as batches: the step belongs inside the loop over `minibatches`, and the `return` after it."""
    return one_epoch(X=X, **given | {"batch_size": len(X)})


@_called_alike
def one_epoch__state_forgotten(**given):
    """The optimizer's memory is empty at the start of your epoch: the `state` that comes in is not used. It holds what the epoch before has learned about the gradients."""
    return one_epoch(**given | {"state": None})


@_called_alike
def one_epoch__state_forgotten_at_every_batch(**given):
    """Each of your steps gets an empty state, so nothing is remembered from one batch to the next. The state that a step returns is what the next step must get."""

    def forgetful(solver, params, grads, state, lr):
        return one_step(solver, params, grads, None, lr)

    return _with_another(given, one_step=forgetful)


@_called_alike
def one_epoch__old_state_returned(**given):
    """You return the state that came in. The next epoch then begins with an outdated memory: return the state that the last step gave back."""
    return one_epoch(**given)[0], given["state"]


@_called_alike
def one_epoch__params_alone(**given):
    """You return the params alone. Two things are asked for: the params and the state, which the next epoch needs."""
    return one_epoch(**given)[0]


@_called_alike
def one_epoch__params_changed_in_place(params, **given):
    """You change the `params` that came in. Whoever trains twice from the same start begins the second time where the first ended: leave them as they are and return new ones."""
    after, state = one_epoch(params=params, **given)
    for layer, new in zip(params, after):
        for p, p_new in zip(layer, new):
            p[...] = p_new
    return params, state


@_called_alike
def one_epoch__decay_divided_by_the_batch(X, y, params, state, rng, alpha, batch_size, **given):
    """You divide `alpha` by the number of examples in the batch. Here it is the strength of the decay itself, whatever the batch: hand it on as it came."""
    for X_batch, y_batch in minibatches(X, y, batch_size, rng):
        batch = {"X": X_batch, "y": y_batch, "batch_size": len(X_batch), "rng": np.random.default_rng(0)}
        params, state = one_epoch(params=params, state=state, alpha=alpha / len(X_batch), **batch, **given)
    return params, state


@_called_alike
def one_epoch__decay_after_the_step(**given):
    """You shrink the weights by lr · alpha after the step. With plain descent that comes to the same; the other solvers have to see the decay in the gradients. It belongs between `backward` and the step."""

    def shrunk(solver, params, grads, state, lr):
        after, state = one_step(solver, params, grads, state, lr)
        return [(W - lr * given["alpha"] * old, b) for (W, b), (old, _) in zip(after, params)], state

    return _with_another(given, one_step=shrunk, weight_decay=lambda params, grads, alpha: grads)


@_called_alike
def one_epoch__decay_on_biases(**given):
    """Your decay pulls the biases as well. Only weights decay; a bias may be as large as the data needs it."""

    def of_both(params, grads, alpha):
        return [(dW + alpha * W, db + alpha * b) for (W, b), (dW, db) in zip(params, grads)]

    return _with_another(given, weight_decay=of_both)


@_called_alike
def one_epoch__backward_without_activation(**given):
    """Your forward pass uses `activation`, your backward pass does not: it takes the derivative of relu whatever the network computes. Both directions need to know it."""
    return _with_another(given, backward=lambda dscores, cache, params, _: backward(dscores, cache, params))


@_called_alike
def one_epoch__forward_without_activation(**given):
    """Your backward pass uses `activation`, your forward pass does not: it falls back on relu. Both directions need to know it."""
    return _with_another(given, forward=lambda X, params, _: forward(X, params))


@_called_alike
def one_epoch__cross_entropy_whatever_the_loss(**given):
    """You start the backward pass with cross entropy whatever `loss_grad` is. Call the function that came in as the argument: somebody may learn with another loss."""
    return one_epoch(**given | {"loss_grad": cross_entropy_grad})


@_called_alike
def one_epoch__softmax_before_the_loss(loss_grad, **given):
    """You give `loss_grad` the probabilities. It takes the scores as they come out of `forward`: the softmax is inside the loss already."""
    return one_epoch(loss_grad=lambda scores, y: loss_grad(softmax(scores), y), **given)


@_called_alike
def one_epoch__solver_ignored(**given):
    """You always learn with plain gradient steps. `solver` names the optimizer, and your `one_step` knows all four."""
    return one_epoch(**given | {"solver": "sgd"})


@_called_alike
def one_epoch__not_shuffled(**given):
    """Your batches come in the order of the data, whatever `rng` is. Where the data is sorted, each batch then holds one class only. Your `minibatches` shuffles."""
    return _with_another(given, minibatches=_in_order)


@_called_alike
def one_epoch__labels_not_shuffled_along(**given):
    """You shuffle X and leave y as it was, so the labels belong to other examples. One order has to serve both: your `minibatches` sees to that."""
    X = given["rng"].permutation(given["X"])
    return _with_another(given | {"X": X}, minibatches=_in_order)


@_called_alike
def one_epoch__labels_shuffled_apart(X, y, rng, **given):
    """You shuffle X and y each by an order of its own, so the labels belong to other examples. One order has to serve both: your `minibatches` sees to that."""
    X, y = X[rng.permutation(len(X))], y[rng.permutation(len(y))]
    return _with_another(given | {"X": X, "y": y, "rng": rng}, minibatches=_in_order)


@_called_alike
def one_epoch__gradients_at_the_old_params(**given):
    """All your gradients are taken at the params with which the epoch began. Each batch must see what the batch before has changed: the step's result is the next batch's network."""
    start = given["params"]
    return _with_another(
        given,
        forward=lambda X, _, activation: forward(X, start, activation),
        backward=lambda dscores, cache, _, activation: backward(dscores, cache, start, activation),
        weight_decay=lambda _, grads, alpha: weight_decay(start, grads, alpha),
    )


@_called_alike
def one_epoch__gradients_on_all_of_X(**given):
    """You go through the batches and take each gradient on all of X all the same. The gradient of a step is that of its batch."""

    def as_often(X, y, batch_size, rng):
        return [(X, y) for _ in minibatches(X, y, batch_size, rng)]

    return _with_another(given, minibatches=as_often)


@_called_alike
def one_epoch__last_batch_dropped(batch_size, **given):
    """You leave out a batch that is not full. It is smaller, and its examples count: take every batch that `minibatches` yields."""

    def full(*of):
        return [(X, y) for X, y in minibatches(*of) if len(X) == batch_size]

    return _with_another(given | {"batch_size": batch_size}, minibatches=full)


@_called_alike
def one_epoch__generator_of_its_own(**given):
    """You make a generator of your own, so every epoch has the same order of examples whatever `rng` is. Hand on the `rng` that is given."""
    return one_epoch(**given | {"rng": np.random.default_rng(0)})


# ---- NeuralNetwork ----


class Written(NeuralNetwork):
    """A right network whose `fit` falls into small parts, for the mistakes below to replace one each."""

    def fit(self, X, y, X_val=None, y_val=None, callback=None):
        self._check_arguments()
        X, y = validate_data(self, X, y, dtype=float)
        check_classification_targets(y)
        self.classes_, y = self._labels(y)
        val = self._validation(X_val, y_val)
        rng = self._generator()
        self.params_, state = self._start([X.shape[1], *self._hidden(), len(self.classes_)], rng), None
        self._lists()
        for self.n_iter_ in range(1, self._epochs() + 1):
            state = self._epoch(X, y, state, rng)
            self._after(X, y, val, callback)
            if self._is_enough():
                break
        return self

    def _after(self, X, y, val, callback):
        self._record(X, y, val)
        if callback is not None:
            callback(self)

    def _epochs(self):
        return self.max_iter

    def _is_enough(self):
        return False

    def _labels(self, y):
        return np.unique(y, return_inverse=True)

    def _generator(self):
        return np.random.default_rng(self.random_state)

    def _start(self, sizes, rng):
        return init_params(sizes, rng)

    def _lists(self):
        self.history_ = {"train_loss": [], "val_loss": [], "train_acc": [], "val_acc": []}
        self.loss_curve_ = self.history_["train_loss"]

    def _size(self, X):
        return min(200, len(X)) if self.batch_size == "auto" else self.batch_size

    def _options(self):
        return dict(
            activation=self._activation(), solver=self.solver, alpha=self.alpha, lr=self.learning_rate_init
        )

    def _epoch(self, X, y, state, rng):
        how = {"batch_size": self._size(X), **self._options()}
        self.params_, state = self._one_epoch(X, y, self.params_, state, rng, **how)
        return state

    _one_epoch = staticmethod(one_epoch)

    def _step(self, X, y, state):
        """One step, with all these examples as its batch."""
        how = {"batch_size": len(X), **self._options()}
        self.params_, state = one_epoch(X, y, self.params_, state, np.random.default_rng(0), **how)
        return state


def _kept_as(name, made):
    """A property in the place of an argument: what is stored is something made of it."""

    def keep(net, given):
        vars(net)[name] = made(given)

    return property(lambda net: vars(net)[name], keep)


def _forgotten(name):
    """A `fit` after which the network has no such attribute."""

    def fit(self, X, y, X_val=None, y_val=None, callback=None):
        NeuralNetwork.fit(self, X, y, X_val, y_val, callback)
        delattr(self, name)
        return self

    return fit


def _looked_at(net, X):
    """X as a right `predict_proba` takes it."""
    check_is_fitted(net)
    return validate_data(net, X, dtype=float, reset=False)


class NeuralNetwork__predict_returns_columns(NeuralNetwork):
    """Your `predict` returns the number of the column, not the label. The column is a place in `classes_`; look the label up there."""

    def predict(self, X):
        return self.predict_proba(X).argmax(axis=1)


class NeuralNetwork__most_probable_of_all_rows(NeuralNetwork):
    """Your `predict` asks for the largest of all probabilities, in all rows at once. `argmax` without `axis` counts through the whole array; each row has a most probable column of its own."""

    def predict(self, X):
        return self.classes_[self.predict_proba(X).argmax()]


class NeuralNetwork__fit_returns_nothing(NeuralNetwork):
    """Your `fit` returns nothing. It promises to return the network itself, so that `net.fit(X, y).predict(Z)` works."""

    def fit(self, X, y, X_val=None, y_val=None, callback=None):
        super().fit(X, y, X_val, y_val, callback)


class NeuralNetwork__fit_goes_on(Written):
    """A second `fit` of yours goes on with the weights of the first. It must start afresh: in cross-validation the network would otherwise have seen the data that judges it."""

    def _start(self, sizes, rng):
        before = getattr(self, "params_", None)
        return (
            init_params(sizes, rng)
            if before is None or [len(W) for W, _ in before] != sizes[:-1] or len(before[-1][1]) != sizes[-1]
            else before
        )


class NeuralNetwork__records_go_on(Written):
    """Your `history_` is carried on from one `fit` to the next. Each `fit` starts afresh, all records included."""

    def _lists(self):
        if not hasattr(self, "history_"):
            super()._lists()


class NeuralNetwork__generator_made_in_init(Written):
    """Your random generator is made once, when the network is made, so a second `fit` draws other numbers than the first. Make it in `fit`, from `random_state`."""

    def _generator(self):
        if not hasattr(self, "_rng"):
            self._rng = np.random.default_rng(self.random_state)
        return self._rng


class NeuralNetwork__always_the_same_seed(Written):
    """Your network draws the same first weights whatever `random_state` is. The generator of `fit` must be made from it; None means a different one each time."""

    def _generator(self):
        return np.random.default_rng(0)


class NeuralNetwork__weights_start_at_zero(Written):
    """Your first weights are all zero. Then all units of a layer compute the same and learn the same, and nothing gets through: `init_params` draws them."""

    def _start(self, sizes, rng):
        return [(np.zeros((i, o)), np.zeros(o)) for i, o in zip(sizes[:-1], sizes[1:])]


class NeuralNetwork__one_update_an_epoch(Written):
    """Your network takes all examples as one batch, whatever `batch_size` says. Hand the size on to the loop over the batches."""

    def _size(self, X):
        return len(X)


class NeuralNetwork__batch_size_fixed(Written):
    """Your batches have 200 examples whatever `batch_size` says. That number is what "auto" means."""

    def _size(self, X):
        return min(200, len(X))


class NeuralNetwork__last_batch_dropped(Written):
    """You leave out a batch that is not full. It is smaller, and its examples count."""

    _one_epoch = staticmethod(one_epoch__last_batch_dropped)


class NeuralNetwork__generator_made_each_epoch(Written):
    """Your generator starts again in every epoch, so every epoch has the same order of examples. Make it once in each `fit`."""

    def _epoch(self, X, y, state, rng):
        return super()._epoch(X, y, state, self._generator())


class NeuralNetwork__stops_where_the_loss_stands_still(Written):
    """Your training ends before its last epoch where the loss hardly falls. `max_iter` is the number of epochs, and stopping early is an option that is off."""

    def _is_enough(self):
        return len(self.loss_curve_) > 1 and self.loss_curve_[-2] - self.loss_curve_[-1] < 1e-4


class NeuralNetwork__stops_where_the_loss_rises(Written):
    """Your training ends before its last epoch where the loss has not fallen for ten epochs. `max_iter` is the number of epochs, and stopping early is an option that is off."""

    def _is_enough(self):
        return len(self.loss_curve_) - 1 - int(np.argmin(self.loss_curve_)) >= 10


class NeuralNetwork__best_epoch_kept(Written):
    """Your network keeps the weights of the epoch with the lowest loss. That belongs to early stopping, which is off by default: what counts are the weights after the last epoch."""

    def fit(self, X, y, X_val=None, y_val=None, callback=None):
        self._visited = []
        super().fit(X, y, X_val, y_val, callback)
        self.params_ = self._visited[int(np.argmin(self.loss_curve_))]
        return self

    def _epoch(self, X, y, state, rng):
        state = super()._epoch(X, y, state, rng)
        self._visited.append(self.params_)
        return state


class NeuralNetwork__max_iter_ignored(Written):
    """Your network trains for 200 epochs whatever `max_iter` says. That number is only the default."""

    def _epochs(self):
        return 200


class NeuralNetwork__one_epoch_too_few(Written):
    """Your network trains for one epoch less than `max_iter` says: a range from 1 ends one before its second number."""

    def _epochs(self):
        return self.max_iter - 1


class NeuralNetwork__one_list_under_four_names(Written):
    """The four names of your `history_` share one list, so every value lands under all of them: `dict.fromkeys(names, [])` makes one list, and no copies of it. Each name needs a list of its own."""

    def _lists(self):
        self.history_ = dict.fromkeys(("train_loss", "val_loss", "train_acc", "val_acc"), [])
        self.loss_curve_ = self.history_["train_loss"]


class NeuralNetwork__validation_lists_missing(NeuralNetwork):
    """Without validation data your `history_` has no validation lists. All four names are there in any case; these two are empty then."""

    def fit(self, X, y, X_val=None, y_val=None, callback=None):
        super().fit(X, y, X_val, y_val, callback)
        if X_val is None:
            del self.history_["val_loss"], self.history_["val_acc"]
        return self


class NeuralNetwork__empty_tuple_taken_for_nothing(Written):
    """With hidden_layer_sizes=() your network has a hidden layer all the same: `or` and `if` take an empty tuple for nothing given. It means that there is no hidden layer."""

    def _start(self, sizes, rng):
        return init_params(sizes if len(sizes) > 2 else [sizes[0], 100, sizes[-1]], rng)


class NeuralNetwork__score_counts(NeuralNetwork):
    """Your `score` counts the right answers. It is their share, a number from 0 to 1."""

    def score(self, X, y):
        return int(np.sum(self.predict(X) == y))


class NeuralNetwork__score_compares_columns(NeuralNetwork):
    """Your `score` compares the numbers of columns with labels. They are alike only where the labels are 0, 1, 2, …: compare with what `predict` returns."""

    def score(self, X, y):
        return float(np.mean(self.predict_proba(X).argmax(axis=1) == y))


class NeuralNetwork__softmax_overflows(NeuralNetwork):
    """Far away from the data your probabilities are nan: exp of a large score overflows. Your own `softmax` from lesson 1 does not."""

    def predict_proba(self, X):
        scores = forward(_looked_at(self, X), self.params_, self._activation())[0]
        e = np.exp(scores)
        return e / e.sum(axis=1, keepdims=True)


class NeuralNetwork__never_called_back(NeuralNetwork):
    """There is a `fit` in which you never call `callback`. Call it after each epoch, with or without validation data, with the network as its argument."""

    def fit(self, X, y, X_val=None, y_val=None, callback=None):
        return super().fit(X, y, X_val, y_val)


class NeuralNetwork__classes_are_numbers(NeuralNetwork):
    """Your `classes_` holds the numbers 0, 1, 2, … It holds the labels themselves, sorted, so that everyone knows which column belongs to which label."""

    def fit(self, X, y, X_val=None, y_val=None, callback=None):
        super().fit(X, y, X_val, y_val, callback)
        self._names, self.classes_ = self.classes_, np.arange(len(self.classes_))
        return self

    def predict(self, X):
        return self._names[self.predict_proba(X).argmax(axis=1)]


class NeuralNetwork__arguments_converted(NeuralNetwork):
    """You store a converted copy of an argument. `__init__` keeps each argument exactly as it came, or copies of the network cannot be made; convert in `fit`."""

    hidden_layer_sizes = _kept_as("hidden_layer_sizes", list)


class NeuralNetwork__sizes_made_a_tuple(NeuralNetwork):
    """You store `hidden_layer_sizes` as a tuple, whatever came. `__init__` keeps each argument exactly as it came, or copies of the network cannot be made; convert in `fit`, under a local name."""

    hidden_layer_sizes = _kept_as(
        "hidden_layer_sizes", lambda given: tuple(given) if np.iterable(given) else given
    )


class NeuralNetwork__sizes_forced_into_a_tuple(NeuralNetwork):
    """Your `__init__` makes a tuple of `hidden_layer_sizes`: of a list it stores another thing than came, and a single number, which is one layer, it cannot take at all. `__init__` keeps each argument exactly as it came, or copies of the network cannot be made; convert in `fit`, under a local name."""

    hidden_layer_sizes = _kept_as("hidden_layer_sizes", tuple)


class NeuralNetwork__sizes_always_a_tuple(NeuralNetwork):
    """You store `hidden_layer_sizes` as a tuple, a single number too. `__init__` keeps each argument exactly as it came, or copies of the network cannot be made; convert in `fit`, under a local name."""

    hidden_layer_sizes = _kept_as(
        "hidden_layer_sizes", lambda given: given if isinstance(given, (tuple, list)) else (given,)
    )


class NeuralNetwork__parents_in_the_other_order(NeuralNetwork):
    """Your class names `BaseEstimator` before `ClassifierMixin`. Of two parents the first is asked first, and `BaseEstimator` knows of no classifier: to a search over hyperparameters your network is none."""

    def __sklearn_tags__(self):
        return BaseEstimator.__sklearn_tags__(self)


class NeuralNetwork__predict_returns_a_list(NeuralNetwork):
    """Your `predict` returns a list. The labels are due as an array, as every other classifier gives them: index `classes_` by all columns at once."""

    def predict(self, X):
        return list(super().predict(X))


class NeuralNetwork__data_not_looked_at(Written):
    """Your `fit` takes any X and y: with nan in X, say, it learns nothing, and nobody is told. What cannot be used is a `ValueError`; `validate_data` and `check_classification_targets` see to it for X and for y."""

    def fit(self, X, y, X_val=None, y_val=None, callback=None):
        X, y = np.asarray(X, dtype=float), np.asarray(y)
        self.n_features_in_ = X.shape[1]
        self.classes_, y = np.unique(y, return_inverse=True)
        self._check_arguments()
        self._learn(X, y, self._validation(X_val, y_val), self._generator(), callback)
        return self


class NeuralNetwork__targets_not_looked_at(Written):
    """Your `fit` takes labels like 0.37 for classes, one for each amount that occurs. They belong to another task, and are a `ValueError` here: `check_classification_targets` sees to it."""

    def fit(self, X, y, X_val=None, y_val=None, callback=None):
        X, y = validate_data(self, X, y, dtype=float)
        self.classes_, y = np.unique(y, return_inverse=True)
        self._check_arguments()
        self._learn(X, y, self._validation(X_val, y_val), self._generator(), callback)
        return self


class NeuralNetwork__features_not_compared(NeuralNetwork):
    """Your `predict_proba` takes an X with other columns than that of `fit`, and ends in the middle of a product. What cannot be used is a `ValueError` that says so; `validate_data` with `reset=False` sees to it."""

    def predict_proba(self, X):
        check_is_fitted(self)
        return softmax(forward(np.asarray(X, dtype=float), self.params_, self._activation())[0])


class NeuralNetwork__classes_read_before_it_is_asked(NeuralNetwork):
    """Before `fit` your `predict` stumbles over `classes_`, which `fit` would have made. In `self.classes_[…]` Python looks up `classes_` first and what stands in the brackets afterwards: have the probabilities, or ask whether the network is fitted, in a line before."""

    def predict(self, X):
        return self.classes_[self.predict_proba(X).argmax(axis=1)]


class NeuralNetwork__epochs_counted_in_advance(Written):
    """Your `n_iter_` is `max_iter` from the start. It counts the epochs that are done: whoever is called back after the first one reads 1."""

    def _record(self, X, y, val):
        super()._record(X, y, val)
        self.n_iter_ = self.max_iter


class NeuralNetwork__epochs_counted_from_zero(Written):
    """Your `n_iter_` is one too low: after the first epoch, one is done."""

    def _record(self, X, y, val):
        super()._record(X, y, val)
        self.n_iter_ = len(self.loss_curve_) - 1


class NeuralNetwork__epochs_counted_at_the_end(Written):
    """Your `n_iter_` is there once the training is over. Whoever is called back after an epoch wants to know which one it was: count before you call."""

    def _after(self, X, y, val, callback):
        count = vars(self).pop("n_iter_")
        super()._after(X, y, val, callback)
        self.n_iter_ = count


class NeuralNetwork__activation_translated_in_init(NeuralNetwork):
    """Your `__init__` stores "sigmoid" where "logistic" was given. It keeps each argument exactly as it came, or copies of the network cannot be made; translate the name where you use it."""

    activation = _kept_as("activation", lambda name: "sigmoid" if name == "logistic" else name)


class NeuralNetwork__auto_means_everything(Written):
    """With `batch_size="auto"` you take all examples as one batch, however many there are. "auto" means 200; only where there are fewer examples it means all of them."""

    def _size(self, X):
        return len(X) if self.batch_size == "auto" else self.batch_size


class NeuralNetwork__auto_not_translated(Written):
    """You hand the word "auto" on as the size of a batch. It is no number: find out in `fit` what it means for this X."""

    def _size(self, X):
        return self.batch_size


class NeuralNetwork__state_forgotten_each_epoch(Written):
    """The optimizer's state is empty again at the start of each of your epochs. It begins as None once in `fit`, and each epoch hands it to the next."""

    _one_epoch = staticmethod(one_epoch__state_forgotten)


class NeuralNetwork__alpha_ignored(Written):
    """`alpha` has no effect in your network. It is the strength of the weight decay in every step."""

    def _options(self):
        return {**super()._options(), "alpha": 0.0}


class NeuralNetwork__alpha_fixed(Written):
    """Your weight decay has the strength 0.0001 whatever `alpha` is: that is its default alone. `fit` has to hand on what `__init__` stored, or the default of `one_epoch` holds."""

    def _options(self):
        return {**super()._options(), "alpha": 0.0001}


class NeuralNetwork__decay_on_biases(Written):
    """Your weight decay pulls the biases towards zero as well. Only the weights decay."""

    _one_epoch = staticmethod(one_epoch__decay_on_biases)


class NeuralNetwork__adam_whatever_the_solver(Written):
    """Your network learns with Adam whatever `solver` says. Hand the name on to the step."""

    def _options(self):
        return {**super()._options(), "solver": "adam"}


class NeuralNetwork__sgd_whatever_the_solver(Written):
    """Your network learns with plain gradient steps whatever `solver` says. Hand the name on to the step."""

    def _options(self):
        return {**super()._options(), "solver": "sgd"}


class NeuralNetwork__learning_rate_ignored(Written):
    """Your network learns with a rate of 0.001 whatever `learning_rate_init` says. Hand it on to the step."""

    def _options(self):
        return {**super()._options(), "lr": 0.001}


class NeuralNetwork__relu_whatever_the_activation(NeuralNetwork):
    """Your network uses relu whatever `activation` says. Both training and prediction need to know it."""

    def _activation(self):
        return "relu"


class NeuralNetwork__trained_without_activation(Written):
    """You train a relu network whatever `activation` says, and use `activation` afterwards. The epochs need to know it too: a network learns with the activation that it has."""

    def _options(self):
        return {**super()._options(), "activation": "relu"}


class NeuralNetwork__backward_without_activation(Written):
    """In training your forward pass uses `activation`, your backward pass does not: it takes the derivative of relu whatever the network computes. Both directions need to know it."""

    _one_epoch = staticmethod(one_epoch__backward_without_activation)


class NeuralNetwork__prediction_without_activation(NeuralNetwork):
    """You train with `activation` and predict without it: `forward` in `predict_proba` falls back on relu. One network, one activation."""

    def predict_proba(self, X):
        return softmax(forward(_looked_at(self, X), self.params_)[0])


class NeuralNetwork__logistic_unknown(NeuralNetwork):
    """Your network does not know the activation "logistic". It is scikit-learn's name for the sigmoid, and whoever comes from `MLPClassifier` uses it: translate it."""

    def _activation(self):
        return self.activation


class NeuralNetwork__probabilities_are_scores(NeuralNetwork):
    """Your `predict_proba` returns the scores of the last layer. Scores are any numbers; softmax makes probabilities of them."""

    def predict_proba(self, X):
        return forward(_looked_at(self, X), self.params_, self._activation())[0]


class NeuralNetwork__softmax_over_the_batch(NeuralNetwork):
    """Your probabilities sum to one down the columns, over the examples. Each row is one example, and its probabilities must sum to one."""

    def predict_proba(self, X):
        return softmax(forward(_looked_at(self, X), self.params_, self._activation())[0].T).T


class NeuralNetwork__sigmoid_for_softmax(NeuralNetwork):
    """Your `predict_proba` puts each score through the sigmoid, so the probabilities of a row do not sum to one. Among several classes softmax shares the whole out."""

    def predict_proba(self, X):
        return 1 / (1 + np.exp(-forward(_looked_at(self, X), self.params_, self._activation())[0]))


class NeuralNetwork__validation_labels_as_they_come(NeuralNetwork):
    """Your validation labels go into the loss as they come. They need the translation into classes that the training labels got."""

    def _record(self, X, y, val):
        super()._record(X, y, None if val is None else (val[0], self.classes_[val[1]]))


class NeuralNetwork__validation_labels_numbered_anew(NeuralNetwork):
    """You number the validation labels by themselves. Where one of the classes is missing among them, the others move up: their numbers are their places in `classes_`."""

    def _record(self, X, y, val):
        super()._record(X, y, None if val is None else (val[0], np.unique(val[1], return_inverse=True)[1]))


class NeuralNetwork__labels_taken_for_numbers(Written):
    """You use the labels as they come, as if they were 0, 1, 2, … They may be words, or 7 and −3. `np.unique(y, return_inverse=True)` gives the sorted labels, and each example's place among them."""

    def _labels(self, y):
        return np.unique(y), y


class NeuralNetwork__classes_in_order_of_appearance(Written):
    """Your `classes_` holds the labels in the order in which they appear. Sorted is the rule, so that everyone knows which column of `predict_proba` belongs to which label."""

    def _labels(self, y):
        classes = list(dict.fromkeys(np.asarray(y).tolist()))
        return np.array(classes), np.array([classes.index(label) for label in np.asarray(y).tolist()])


class NeuralNetwork__recorded_before_the_epoch(Written):
    """You record the loss before the epoch's updates, so each entry is one epoch late. `history_` tells what holds after the epoch."""

    def fit(self, X, y, X_val=None, y_val=None, callback=None):
        self._train = np.asarray(X, dtype=float), np.unique(y, return_inverse=True)[1]
        self._late = True
        return super().fit(X, y, X_val, y_val, callback)

    def _epoch(self, X, y, state, rng):
        self._before = self.params_
        return super()._epoch(X, y, state, rng)

    def _record(self, X, y, val):
        after, self.params_ = self.params_, self._before
        super()._record(X, y, val)
        self.params_ = after


class NeuralNetwork__loss_of_the_last_batch(Written):
    """Your training loss is that of the last batch. It jumps with the luck of the draw; `history_` holds the mean over all training examples."""

    def _epoch(self, X, y, state, rng):
        for self._batch in minibatches(X, y, self._size(X), rng):
            state = self._step(*self._batch, state)
        return state

    def _record(self, X, y, val):
        super()._record(*self._batch, val)


class NeuralNetwork__training_data_for_validation(Written):
    """Your validation records hold what the network does on the training data. Judge it on `X_val` and `y_val`: that is what they are for."""

    def _record(self, X, y, val):
        super()._record(X, y, None if val is None else (X, y))


class NeuralNetwork__learns_from_validation_data(Written):
    """Your network learns from the validation data: they are among the examples that its epochs go through. They are there to judge it, and nothing else."""

    def fit(self, X, y, X_val=None, y_val=None, callback=None):
        if X_val is None:
            return super().fit(X, y, callback=callback)
        return super().fit(np.vstack([X, X_val]), np.concatenate([y, y_val]), X_val, y_val, callback)


class NeuralNetwork__loss_curve_of_validation_data(Written):
    """With validation data your `loss_curve_` holds the validation loss. It holds the training loss in any case; the other has its place in `history_`."""

    def _record(self, X, y, val):
        super()._record(X, y, val)
        self.loss_curve_ = self.history_["train_loss" if val is None else "val_loss"]


class NeuralNetwork__loss_on_thresholded_predictions(Written):
    """Your "loss" is the share of wrong answers: the accuracy, upside down. The loss is the mean cross entropy of the scores; it still moves when no label changes."""

    def _record(self, X, y, val):
        for part, data in (("train", (X, y)), ("val", val)):
            if data is not None:
                share = accuracy(forward(data[0], self.params_, self._activation())[0], data[1])
                self.history_[part + "_loss"].append(1 - share)
                self.history_[part + "_acc"].append(share)


class NeuralNetwork__loss_of_probabilities(NeuralNetwork):
    """You give `cross_entropy` the probabilities. It takes scores: the softmax is inside the loss already, and twice is once too often."""

    def _loss_and_accuracy(self, scores, y):
        return cross_entropy(softmax(scores), y), accuracy(scores, y)


class NeuralNetwork__accuracy_of_labels(NeuralNetwork):
    """Your accuracies hold the numbers of columns against the labels themselves, which are alike only where the labels are 0, 1, 2, …: give `accuracy` the labels as numbers, as the loss gets them."""

    def _loss_and_accuracy(self, scores, y):
        return cross_entropy(scores, y), float(np.mean(scores.argmax(axis=1) == self.classes_[y]))


class NeuralNetwork__loss_recorded_per_batch(Written):
    """Your loss curve has an entry for every batch. It promises one an epoch: record after the loop over the batches."""

    def _epoch(self, X, y, state, rng):
        for batch in minibatches(X, y, self._size(X), rng):
            state = self._step(*batch, state)
            self._record(X, y, None)
        for entries in (self.history_["train_loss"], self.history_["train_acc"]):
            entries.pop()  # `_record` adds the last one
        return state


class NeuralNetwork__called_back_once(NeuralNetwork):
    """You call `callback` once, when all is over. It is there to watch: call it after each epoch."""

    def fit(self, X, y, X_val=None, y_val=None, callback=None):
        super().fit(X, y, X_val, y_val)
        if callback is not None:
            callback(self)
        return self


class NeuralNetwork__called_back_too_early(Written):
    """You call `callback` before the epoch is in the records. Whoever watches looks there first: record, then call."""

    def _after(self, X, y, val, callback):
        if callback is not None:
            callback(self)
        self._record(X, y, val)


class NeuralNetwork__called_back_without_the_network(NeuralNetwork):
    """Your `callback` does not get what it is promised: one argument, the network itself. Whoever watches wants to look at it."""

    def fit(self, X, y, X_val=None, y_val=None, callback=None):
        return super().fit(X, y, X_val, y_val, None if callback is None else lambda _: callback())


class NeuralNetwork__one_hidden_layer_only(Written):
    """Your network has one hidden layer, whatever `hidden_layer_sizes` holds. It has as many as the tuple has numbers; with () there is none."""

    def _start(self, sizes, rng):
        return init_params([sizes[0], self.hidden_layer_sizes[0], sizes[-1]], rng)


class NeuralNetwork__first_hidden_layer_only(Written):
    """Your network has one hidden layer at most: of `hidden_layer_sizes` it takes the first number. It has as many hidden layers as the tuple has numbers."""

    def _start(self, sizes, rng):
        return init_params([sizes[0], *self.hidden_layer_sizes[:1], sizes[-1]], rng)


class NeuralNetwork__hidden_layers_ignored(Written):
    """Your network has one hidden layer of 100 units, whatever `hidden_layer_sizes` holds. The argument tells how many layers there are and how wide each is; (100,) is only what holds where the caller names none."""

    def _start(self, sizes, rng):
        return init_params([sizes[0], 100, sizes[-1]], rng)


class NeuralNetwork__widths_ignored(Written):
    """Your network has as many hidden layers as `hidden_layer_sizes` has numbers, but each has 100 units. The numbers are the widths."""

    def _start(self, sizes, rng):
        return init_params([sizes[0], *(100 for _ in self.hidden_layer_sizes), sizes[-1]], rng)


class NeuralNetwork__hidden_layers_reversed(Written):
    """Your hidden layers come in the wrong order. The first number of `hidden_layer_sizes` is the layer next to X."""

    def _start(self, sizes, rng):
        return init_params([sizes[0], *self.hidden_layer_sizes[::-1], sizes[-1]], rng)


class NeuralNetwork__argument_under_another_name(Written):
    """One of `__init__`'s arguments is not stored under its own name. `get_params`, and every search over hyperparameters, looks for it there: `self.alpha` for `alpha`, and so on."""

    @property
    def random_state(self):
        raise AttributeError("random_state")

    @random_state.setter
    def random_state(self, value):
        self._seed = value

    def _generator(self):
        return np.random.default_rng(self._seed)


class NeuralNetwork__features_not_counted(NeuralNetwork):
    """Your network has no `n_features_in_` after `fit`. It is one of the promises: the number of columns that X had."""

    fit = _forgotten("n_features_in_")


class NeuralNetwork__classes_not_kept(NeuralNetwork):
    """Your network has no `classes_` after `fit`. Whoever reads `predict_proba` needs it, with the underscore, to know which column is which label."""

    def fit(self, X, y, X_val=None, y_val=None, callback=None):
        super().fit(X, y, X_val, y_val, callback)
        self._labels = self.classes_
        del self.classes_
        return self

    def predict(self, X):
        return self._labels[self.predict_proba(X).argmax(axis=1)]


class NeuralNetwork__history_not_kept(NeuralNetwork):
    """Your network has no `history_` after `fit`. It is a dict of four lists, and its name ends in an underscore."""

    fit = _forgotten("history_")


class NeuralNetwork__loss_curve_not_kept(NeuralNetwork):
    """Your network has no `loss_curve_` after `fit`. It is the list of the training losses, and its name ends in an underscore."""

    fit = _forgotten("loss_curve_")


class NeuralNetwork__fitted_not_asked(NeuralNetwork):
    """Before `fit` your `predict_proba` stumbles over what `fit` would have made. Whoever forgot to fit should read that: ask first whether the network is fitted, and raise `NotFittedError` where it is not."""

    def predict_proba(self, X):
        params = self.params_
        X = validate_data(self, X, dtype=float, reset=False)
        return softmax(forward(X, params, self._activation())[0])


class NeuralNetwork__unseen_labels_beyond_the_last_place(Written):
    """A validation label that training never saw gets a place that may not exist: `np.searchsorted` gives one for any label, and beyond the last class the loss finds no score. Look first whether all validation labels are in `classes_`, and name those that are not."""

    def _validation(self, X_val, y_val):
        if X_val is None or y_val is None:
            return super()._validation(X_val, y_val)
        return np.asarray(X_val, dtype=float), np.searchsorted(self.classes_, y_val)


class NeuralNetwork__unseen_labels_take_a_place(NeuralNetwork__unseen_labels_beyond_the_last_place):
    """A validation label that training never saw is counted as another class: `np.searchsorted` gives a place for any label. Look first whether all validation labels are in `classes_`, and name those that are not."""

    def _validation(self, X_val, y_val):
        val = super()._validation(X_val, y_val)
        return val and (val[0], np.minimum(val[1], len(self.classes_) - 1))


class NeuralNetwork__one_number_unpacked(NeuralNetwork):
    """You unpack `hidden_layer_sizes`, or run through it, and it may be a single number: 20 is one hidden layer of 20 units. Make a tuple of it first, under a local name."""

    def _hidden(self):
        return [*self.hidden_layer_sizes]


class NeuralNetwork__arguments_not_looked_at(Written):
    """Your `fit` goes on with an argument that it cannot use. What comes of it, an error of another kind or a network that was never trained, does not say which argument it was: raise a `ValueError` that names it, before the training begins."""

    def _check_arguments(self):
        pass


class NeuralNetwork__epochs_not_counted(NeuralNetwork__epochs_counted_at_the_end):
    """Your network does not count its epochs: `n_iter_` holds how many are done, also while `fit` runs and calls `callback`."""

    def fit(self, X, y, X_val=None, y_val=None, callback=None):
        super().fit(X, y, X_val, y_val, callback)
        del self.n_iter_
        return self


for _mistake in [*vars().values()]:
    if isinstance(_mistake, type) and issubclass(_mistake, NeuralNetwork):
        _mistake.__name__ = (
            "NeuralNetwork"  # as an error calls the learner's own: "'NeuralNetwork' object has no …"
        )
