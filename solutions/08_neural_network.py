# %% [markdown]
# # 8 · Your own network
#
# *Your own library.*
#
# You have written every part of a neural network. One thing is missing: a shape that other people can use. Here is how scikit-learn's users
# train a network on handwritten digits, in three lines:
#
#     network = MLPClassifier(hidden_layer_sizes=(64,))
#     network.fit(X_train, y_train)
#     network.score(X_test, y_test)
#
# By the end of this lesson you can replace the name `MLPClassifier` by the name of a class of yours, and nothing else has to change.
#
# **What you will be able to do**
#
# - put your functions behind the interface that all of scikit-learn speaks;
# - train on real images;
# - choose hyperparameters without fooling yourself;
# - compare your network with a professional one, in accuracy and in seconds.
#
# **What you need first**: the exercises of lessons 1 to 7. Where yours do not pass their checks, ours step in. From Python: it helps to have seen a class before,
# with `self`, `__init__` and a method.

# %%
import time
import warnings

import matplotlib.pyplot as plt
import numpy as np
from autograder import check, hint, milestone, progress, solution
from autograder.mine import (
    accuracy, adam_step, backward, binary_cross_entropy, binary_cross_entropy_grad, confusion_matrix,
    cross_entropy, cross_entropy_grad, forward,
    init_params, minibatches, momentum_step, plot_history, rmsprop_step, sgd_step, sigmoid, softmax,
    train_val_split, weight_decay,
)
from playground import LiveBoundary, datasets, quiz, show, style
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

# %% [markdown]
# ## The data
#
# 1797 digits, written by hand, reduced to 8 × 8 pixels. One example is a row of 64 numbers from 0 (paper) to 1 (ink), so $X$ has the
# shape (1797, 64), and $y$ holds the digit.

# %%
X_digits, y_digits = datasets.digits()
X_train, X_test, y_train, y_test = train_test_split(X_digits, y_digits, test_size=0.25, stratify=y_digits,
                                                    random_state=0)

fig, axes = plt.subplots(2, 10, figsize=(9, 2.3))
for ax, x, digit in zip(axes.T.ravel(), X_train[np.argsort(y_train, kind="stable")][::67],
                        np.sort(y_train)[::67]):
    ax.imshow(x.reshape(8, 8), cmap="gray_r", vmin=0, vmax=1)
    ax.set_title(digit)
    ax.set_axis_off()
fig.suptitle("Twenty of the training digits, and their labels")
show(fig, alt="Two rows of ten small grey pictures of handwritten digits from 0 to 9, each with its label above; some are hard to read.")

# %% [markdown]
# We keep 450 of them aside, as the *test set*. Nothing that is decided in this lesson may depend on it, until the very end.
#
# ## One step, whichever the solver
#
# A user chooses the optimizer by a word: `solver="adam"`. Your four steps have two forms: `sgd_step` takes no state, the others take one and give
# one back. First make them look alike.
#
# **By example.** With one weight $W = 1$, its gradient 2 and lr = 0.1, the solver `"sgd"` gives $W = 1 - 0.1\cdot 2 = 0.8$ and hands back the state
# that it got. `"momentum"` gives 0.8 as well in the first step, and a state that makes the second one longer.

# %%
def one_step(solver, params, grads, state, lr):
    """One update by "sgd", "momentum", "rmsprop" or "adam", in one form for all.

    Parameters
    ----------
    solver : str
        The name of the optimizer.
    params, grads : list of (W, b) and of (dW, db)
    state : None or what this function returned last
    lr : float
        Learning rate.

    Returns
    -------
    params : list of (W, b)
        New parameters.
    state
        What the next step needs; "sgd" needs nothing, and returns the state as it came or None.
    """
    ### BEGIN SOLUTION
    if solver == "sgd":
        return sgd_step(params, grads, lr), state
    step = {"momentum": momentum_step, "rmsprop": rmsprop_step, "adam": adam_step}[solver]
    return step(params, grads, state, lr)
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Everything is written already. You only choose which of your four functions to call.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `sgd_step` returns only params, and you owe two things. The other three return a pair as it is needed here; a dict from names to functions
# saves three `if`s.
#
# </details>

# %%
check(one_step)

# %% [markdown]
# ## One epoch, with everything in it
#
# Now put lessons 4, 5 and 7 into one loop. For each handful of examples, in this order:
#
# 1. scores and cache (`forward`),
# 2. the derivative of the loss by the scores (`cross_entropy_grad`, for instance), and from it all gradients (`backward`),
# 3. the pull of the weights towards zero (`weight_decay`): $dW \leftarrow dW + \alpha W$, of shape $(d_{in}, d_{out})$, in index form
#    $dW_{ij} + \alpha W_{ij}$,
# 4. one step.
#
# Note what is not there: the loss. Learning needs its derivative only. And because the derivative comes in as an argument, `loss_grad`, the same loop can
# learn with another loss.

# %%
def one_epoch(X, y, params, state, rng, activation="relu", solver="adam", alpha=0.0001, batch_size=200,
              lr=0.001, loss_grad=cross_entropy_grad):
    """One pass over shuffled minibatches with weight decay; an update after every batch.

    Parameters
    ----------
    X : array (n, d)
    y : array (n,)
        Classes, integers from 0 to k − 1.
    params : list of (W, b)
    state : None or what this function returned last
        The optimizer's memory.
    rng : numpy.random.Generator
        Shuffles the examples.
    activation, solver : str
    alpha : float
        Strength of the weight decay in every step.
    batch_size : int
    lr : float
    loss_grad : function (scores, y) → array of the scores' shape
        Derivative of the mean loss by the scores.

    Returns
    -------
    params : list of (W, b)
    state
        For the next epoch.
    """
    ### BEGIN SOLUTION
    for X_batch, y_batch in minibatches(X, y, batch_size, rng):
        scores, cache = forward(X_batch, params, activation)
        grads = backward(loss_grad(scores, y_batch), cache, params, activation)
        grads = weight_decay(params, grads, alpha)
        params, state = one_step(solver, params, grads, state, lr)
    return params, state
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Start from your `train_epoch` of lesson 5. `loss_and_grads` falls into two calls here, `forward` and `backward`, with `loss_grad` between them.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `activation` is needed twice in each turn of the loop. So are the names `params` and `state`: both are what the last step returned.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# The state lives longer than a batch and longer than an epoch: it comes in as an argument, and the last one goes out.
#
# </details>

# %%
check(one_epoch)

# %% [markdown]
# ## What a classifier promises
#
# scikit-learn has more than forty classifiers, and one loop can try them all, because each keeps the same few promises:
#
# | promise | why |
# | --- | --- |
# | `__init__` stores its arguments under their own names, just as they came, and does nothing else | a search over hyperparameters copies estimators by reading and writing these names, and a copy that holds another thing is none |
# | `fit(X, y)` starts afresh, learns, and returns `self` | so that two fits do not mix, and `net.fit(X, y).predict(Z)` works |
# | what `fit` learned ends in an underscore: `classes_` | so that everyone can tell choices from results |
# | `classes_` holds the labels in sorted order; column $j$ of `predict_proba` belongs to `classes_[j]` | labels may be words, or 3 and 7 |
# | `predict` answers with labels, `score` with the accuracy | |
# | asked before `fit`, `predict`, `predict_proba` and `score` raise `NotFittedError` | so that "forgot to fit" does not look like a bug in your class |
# | what cannot be used is a `ValueError` whose text names it, raised by `fit` (`__init__` only stores) | so that a typing error is found where it was made |
#
# Your functions need classes from 0 to $k-1$. `np.unique` translates, both ways:

# %%
labels = np.array(["plum", "apple", "plum", "fig"])
classes, numbers = np.unique(labels, return_inverse=True)
print(classes, numbers, classes[numbers])

# %% [markdown]
# Two parent classes give you the rest: `BaseEstimator` brings `get_params` and `set_params`, which read the names of `__init__`'s arguments, and
# `ClassifierMixin`, which has to be named first, brings `score` and tells scikit-learn that this is a classifier. Three helpers of scikit-learn do the tedious part of being careful: `validate_data(self, X, y)` returns both as arrays of a
# proper form and sets `n_features_in_` (in `predict_proba`, `validate_data(self, X, reset=False)` compares with it instead);
# `check_classification_targets(y)` refuses labels like 0.37; `check_is_fitted(self)` raises `NotFittedError` where `predict` comes before `fit`. You may use them or
# leave them; the promises hold either way.
#
# **What cannot be used**: an `activation` or a `solver` with another name than those below; a number of units, examples or epochs that is no whole number from 1 on; an X that is no array
# $(n, d)$ of finite numbers, or has not as many rows as y has labels; labels like 0.37, which are amounts; in `predict` and `predict_proba`, an X with other columns than that of `fit`; validation
# data of which one half is missing; validation labels that training never saw. Of these no network can say how probable they are, and there is no honest loss for them.
#
# **Shapes.** With $d$ features, hidden layers of $h_1, \dots, h_m$ units and $k$ classes, the sizes are $[d, h_1, \dots, h_m, k]$. In matrix form and in index form
#
# $$\underset{(n,\,k)}{P} = \operatorname{softmax}(\underset{(n,\,k)}{Z}), \qquad P_{ij} = \frac{e^{Z_{ij}}}{\sum_{l} e^{Z_{il}}}, \qquad
# \hat y_i = \texttt{classes\_}\big[\operatorname{argmax}_j P_{ij}\big].$$
#
# **Write it in this order**, and run the cell after each part: `__init__`; then `fit` with one call of `one_epoch` per epoch; then `predict_proba` and `predict`; then the records
# (`history_`, `loss_curve_`) and the callback. The arguments after `random_state`, and the methods marked *optional*, are for later: no check looks at them, and *Go further* below says what they
# are for.

# %%
class NeuralNetwork(ClassifierMixin, BaseEstimator):
    """A classifier: dense layers, softmax, and gradient descent on the mean cross entropy.

    Parameters
    ----------
    hidden_layer_sizes : tuple of int, or int
        Units of each hidden layer; () for none. An int (NumPy's too) is one layer: 20 means (20,).
    activation : str
        "relu", "tanh", "sigmoid" (or "logistic", scikit-learn's name for it).
    solver : str
        "sgd", "momentum", "rmsprop", "adam".
    alpha : float
        Strength of the weight decay.
    batch_size : int or "auto"
        "auto" is 200, or all examples where there are fewer.
    learning_rate_init : float
    max_iter : int
        Epochs.
    random_state : int or None
        Seed of the first weights and of the shuffling.
    loss : str, optional exercise
        "cross_entropy", or for two classes "binary_cross_entropy" on a single score.
    early_stopping : bool, optional exercise
        Whether to stop once the validation loss has not fallen for `n_iter_no_change` epochs, and keep the best weights.
    validation_fraction : float, optional exercise
        What early stopping sets aside when `fit` gets no validation data.
    n_iter_no_change : int, optional exercise
    verbose : bool, optional exercise
        Whether to print how far the training is.

    Attributes
    ----------
    classes_ : array (k,)
        The labels, sorted.
    n_features_in_ : int
    n_iter_ : int
        Epochs done.
    loss_curve_ : list
        Training loss after each epoch.
    history_ : dict
        Lists `train_loss`, `val_loss`, `train_acc`, `val_acc`, one entry an epoch; without validation data the validation ones are empty,
        or hold None.
    """

    def __init__(
        self, hidden_layer_sizes=(100,), activation="relu", solver="adam", alpha=0.0001, batch_size="auto",
        learning_rate_init=0.001,
        max_iter=200, random_state=None, loss="cross_entropy", early_stopping=False, validation_fraction=0.1,
        n_iter_no_change=10, verbose=False,
    ):
        """Store each argument under its own name."""
        ### BEGIN SOLUTION
        self.hidden_layer_sizes = hidden_layer_sizes
        self.activation = activation
        self.solver = solver
        self.alpha = alpha
        self.batch_size = batch_size
        self.learning_rate_init = learning_rate_init
        self.max_iter = max_iter
        self.random_state = random_state
        self.loss = loss
        self.early_stopping = early_stopping
        self.validation_fraction = validation_fraction
        self.n_iter_no_change = n_iter_no_change
        self.verbose = verbose
        ### END SOLUTION

    def fit(self, X, y, X_val=None, y_val=None, callback=None):
        """Learn from X (n, d) and labels y (n,), afresh; returns self.

        After each epoch the losses and accuracies are recorded in `history_` (validation: on X_val, y_val where given), and then `callback(self)`
        is called, which may read them there. Raises a ValueError, in one line that names it, where an argument or a validation label cannot be used.
        """
        ### BEGIN SOLUTION
        self._check_arguments()
        X, y = validate_data(self, X, y, dtype=float)
        check_classification_targets(y)
        self.classes_, y = np.unique(y, return_inverse=True)
        rng = np.random.default_rng(self.random_state)
        val = self._validation(X_val, y_val)
        if self.early_stopping and val is None:
            X, X_val, y, y_val = train_val_split(X, y, self.validation_fraction, rng)
            val = X_val, y_val
            if not (len(y) and len(y_val)):
                raise ValueError(f"early stopping needs data to train on and to judge by; n_samples={len(y) + len(y_val)} are too few")
        self._learn(X, y, val, rng, callback)
        return self
        ### END SOLUTION

    def _check_arguments(self):
        """Refuse what `fit` cannot use: a ValueError that names it."""
        ### BEGIN SOLUTION
        def count(n):
            return isinstance(n, (int, np.integer)) and n >= 1

        def number(x):
            return isinstance(x, (int, float, np.number)) and 0 <= x < np.inf

        demands = {
            "hidden_layer_sizes": (all(map(count, self._hidden())), "whole numbers from 1 on"),
            "activation": (self.activation in ("relu", "tanh", "sigmoid", "logistic"), "relu, tanh, sigmoid or logistic"),
            "solver": (self.solver in ("sgd", "momentum", "rmsprop", "adam"), "sgd, momentum, rmsprop or adam"),
            "alpha": (number(self.alpha), "a number from 0 on"),
            "batch_size": (self.batch_size == "auto" or count(self.batch_size), "a whole number from 1 on, or auto"),
            "learning_rate_init": (number(self.learning_rate_init) and self.learning_rate_init > 0, "a number above 0"),
            "max_iter": (count(self.max_iter), "a whole number from 1 on"),
            "loss": (self.loss in ("cross_entropy", "binary_cross_entropy"), "cross_entropy or binary_cross_entropy"),
        }
        for name, (kept, due) in demands.items():
            if not kept:
                raise ValueError(f"{name}={getattr(self, name)!r}: it should be {due}")
        ### END SOLUTION

    def _hidden(self):
        """The units of each hidden layer, as a list."""
        ### BEGIN SOLUTION
        sizes = self.hidden_layer_sizes
        return list(sizes) if np.iterable(sizes) else [sizes]
        ### END SOLUTION

    def _validation(self, X_val, y_val):
        """X_val and the places of y_val in `classes_`; None where there is no validation data."""
        ### BEGIN SOLUTION
        if X_val is None and y_val is None:
            return None
        if X_val is None or y_val is None:
            raise ValueError(f"{'X_val' if X_val is None else 'y_val'} is missing: validation data is both, X_val and y_val")
        X_val, y_val = validate_data(self, X_val, y_val, dtype=float, reset=False)
        unseen = [label for label in dict.fromkeys(y_val.tolist()) if label not in self.classes_.tolist()]
        if unseen:
            raise ValueError(f"y_val has labels that y has not: {', '.join(map(repr, unseen[:5]))}{', …' if unseen[5:] else ''}")
        return X_val, np.searchsorted(self.classes_, y_val)
        ### END SOLUTION

    def _learn(self, X, y, val, rng, callback):
        """The epochs of `fit`: X (n, d), classes y (n,) from 0 to k − 1, val None or a pair like (X, y)."""
        ### BEGIN SOLUTION
        batch_size = min(200, len(X)) if self.batch_size == "auto" else self.batch_size
        n_scores = 1 if self._is_binary() else len(self.classes_)
        self.params_, state = init_params([X.shape[1], *self._hidden(), n_scores], rng), None
        self.history_ = {"train_loss": [], "val_loss": [], "train_acc": [], "val_acc": []}
        self.loss_curve_ = self.history_["train_loss"]
        for self.n_iter_ in range(1, self.max_iter + 1):
            with np.errstate(all="ignore"):  # a divergence is told once, below, and not by every operation in it
                self.params_, state = one_epoch(
                    X, y, self.params_, state, rng, self._activation(), self.solver, self.alpha, batch_size,
                    self.learning_rate_init, self._loss_grad()
                )
                self._record(X, y, val)
            self._warn_of_divergence()
            if callback is not None:
                callback(self)
            if self.early_stopping and self._is_over(val):
                break
        ### END SOLUTION

    def _warn_of_divergence(self):
        """Optional: say in the first epoch whose loss is no finite number that the training has diverged."""
        ### BEGIN SOLUTION
        if np.isfinite(self.loss_curve_).tolist() == [True] * (self.n_iter_ - 1) + [False]:
            warnings.warn(f"the loss is {self.loss_curve_[-1]} after epoch {self.n_iter_}: the training has diverged; "
                          f"try a learning_rate_init below {self.learning_rate_init}, or standardize X", ConvergenceWarning)
        ### END SOLUTION

    def _activation(self):
        """The activation by the name that `forward` knows."""
        ### BEGIN SOLUTION
        return "sigmoid" if self.activation == "logistic" else self.activation
        ### END SOLUTION

    def _record(self, X, y, val):
        """Append the loss and the accuracy on the whole of each set to `history_`."""
        ### BEGIN SOLUTION
        for part, data in [("train", (X, y)), ("val", val)]:
            if data is not None:
                loss, share = self._loss_and_accuracy(self._scores(data[0]), data[1])
                self.history_[part + "_loss"].append(loss)
                self.history_[part + "_acc"].append(share)
        if self.verbose:
            print(f"\repoch {self.n_iter_}/{self.max_iter}, loss {self.loss_curve_[-1]:.4f}", end="",
                  flush=True)
        ### END SOLUTION

    def _scores(self, X):
        """Scores of the last layer (n, k), some rows at a time: what `forward` keeps then fits into the fast part of the memory."""
        ### BEGIN SOLUTION
        rows = 1 + 2**14 // max(X.shape[1], *(len(b) for _, b in self.params_))
        parts = [X[start : start + rows] for start in range(0, len(X), rows)]
        scores = np.concatenate([forward(part, self.params_, self._activation())[0] for part in parts])
        # Stored by columns, the sums of n short rows are k long additions, several times as fast.
        return np.asfortranarray(scores)
        ### END SOLUTION

    def predict_proba(self, X):
        """Probabilities (n, k); column j belongs to classes_[j]."""
        ### BEGIN SOLUTION
        check_is_fitted(self)
        X = validate_data(self, X, dtype=float, reset=False)
        scores = self._scores(X)
        if self._is_binary():
            p = sigmoid(scores)
            return np.hstack([1 - p, p])
        return softmax(scores)
        ### END SOLUTION

    def predict(self, X):
        """The most probable label of each row, an array (n,)."""
        ### BEGIN SOLUTION
        columns = self.predict_proba(X).argmax(axis=1)
        return self.classes_[columns]
        ### END SOLUTION

    def _is_binary(self):
        """Optional: whether one score is enough."""
        ### BEGIN SOLUTION
        return self.loss == "binary_cross_entropy" and len(self.classes_) == 2
        ### END SOLUTION

    def _loss_grad(self):
        """Optional: the function that gives the derivative of the chosen loss by the scores."""
        ### BEGIN SOLUTION
        if self._is_binary():
            return lambda scores, y: binary_cross_entropy_grad(scores[:, 0], y)[:, None]
        return cross_entropy_grad
        ### END SOLUTION

    def _loss_and_accuracy(self, scores, y):
        """Optional: the chosen loss, and the share of right answers."""
        ### BEGIN SOLUTION
        if self._is_binary():
            return binary_cross_entropy(scores[:, 0], y), np.mean((scores[:, 0] > 0) == y)
        return cross_entropy(scores, y), accuracy(scores, y)
        ### END SOLUTION

    def _is_over(self, val):
        """Optional: whether early stopping ends the training now; then the best weights are back."""
        ### BEGIN SOLUTION
        losses = self.history_["val_loss"]
        best = int(np.argmin(losses))
        if best == len(losses) - 1:
            self._best_params = self.params_
        over = len(losses) - 1 - best >= self.n_iter_no_change
        if over or self.n_iter_ == self.max_iter:
            self.params_ = self._best_params
        return over
        ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `fit` in words: a `ValueError` for what cannot be used; labels to numbers; a generator from `random_state`; the list of sizes; `init_params`; then for each epoch: `one_epoch`, record, callback. At the end `return self`.
# `predict_proba` is `forward` and `softmax`, after `check_is_fitted(self)`; `predict` looks up `classes_`. The methods that begin with an underscore are only the way in which we cut the work into
# pieces: fill them, or write `fit` in one piece and delete them.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Keep three things apart: the arguments (set in `__init__`, never changed later), the local helpers of one training (`rng`, `state`, the resolved batch size), and the results,
# whose names end in an underscore. A result that you set in `__init__`, or an argument that you overwrite in `fit`, breaks a promise.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# The optimizer's state begins as `None` in each `fit` and is handed from epoch to epoch. The four lists of `history_` are made anew in each `fit`, too. Validation labels
# need the same translation as the training labels: which place has each of them in the sorted `classes_`? (`np.searchsorted` finds places in a sorted array, and one for a label that is not in
# it as well: look first whether all are there.)
#
# </details>

# %%
check(NeuralNetwork)

# %% [markdown]
# ## Watch it learn
#
# `fit` calls `callback(self)` after each epoch. A live picture is such a callback. In a live notebook you see the boundary move, and can go back through the run afterwards.

# %%
X_spirals, y_spirals = datasets.spirals(300, noise=0.15, seed=0)
X_fresh, y_fresh = datasets.spirals(150, noise=0.15, seed=1)
network = NeuralNetwork(hidden_layer_sizes=(32, 32), learning_rate_init=0.01, batch_size=32, max_iter=100,
                        random_state=0)

with LiveBoundary(X_spirals, y_spirals, X_fresh, y_fresh, epochs=100) as live:
    network.fit(
        X_spirals, y_spirals, X_fresh, y_fresh,
        callback=lambda net: live.update(net, net.history_["train_loss"][-1], net.history_["val_loss"][-1]),
    )

# %% [markdown]
# **Try it.** Predict first: what will `activation="sigmoid"` change, what `hidden_layer_sizes=(2,)`, what `alpha=0.1`? Change one at a time and run the cell again.
#
# ## A drop-in
#
# The promises pay off. A pipeline that scales the data, a grid search with cross-validation: both were written long before your network, and take it as it is.

# %%
search = GridSearchCV(
    make_pipeline(StandardScaler(),
                  NeuralNetwork(max_iter=40, learning_rate_init=0.01, batch_size=32, random_state=0)),
    {"neuralnetwork__hidden_layer_sizes": [(), (4,), (16,)], "neuralnetwork__alpha": [0.0, 0.1]},
    cv=3,
)
X_moons, y_moons = datasets.moons(200, noise=0.25, seed=0)
search.fit(X_moons, np.where(y_moons == 1, "up", "down"))
for setting, share in zip(search.cv_results_["params"], search.cv_results_["mean_test_score"]):
    print(f"{share:.3f}", {name.removeprefix("neuralnetwork__"): value for name, value in setting.items()})
print("best:", search.best_params_)

# %% [markdown]
# ## Digits: yours and scikit-learn's
#
# The same architecture, the same optimizer, the same batches, the same number of epochs. Only the code differs. Predict first: which is more accurate, and which is faster?

# %%
SETTINGS = dict(hidden_layer_sizes=(64,), learning_rate_init=0.01, batch_size=64, max_iter=25)


def race(make, seeds=range(5)):
    """Networks of one kind, and the seconds that each took."""
    networks, seconds = [], []
    for seed in seeds:
        started = time.perf_counter()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # scikit-learn would like more epochs
            networks.append(make(random_state=seed, **SETTINGS).fit(X_train, y_train))
        seconds.append(time.perf_counter() - started)
    return networks, seconds


runs = {"yours": race(NeuralNetwork), "scikit-learn's": race(MLPClassifier)}

print(f"{'':16}{'accuracy on the test set, by seed':44}{'median':>8}{'seconds':>9}")
for name, (networks, seconds) in runs.items():
    shares = [net.score(X_test, y_test) for net in networks]
    print(f"{name:16}{'  '.join(f'{s:.3f}' for s in shares):44}{np.median(shares):8.3f}{np.median(seconds):9.2f}")

# %%
fig, ax = plt.subplots(figsize=(6.4, 3.6))
for i, (name, (networks, _)) in enumerate(runs.items()):
    for j, net in enumerate(networks):
        epochs = np.arange(1, len(net.loss_curve_) + 1)
        ax.semilogy(epochs, net.loss_curve_, ["-", "--"][i], color=style.COLORS[i], alpha=0.7,
                    label=name if j == 0 else None)
ax.set(title="Loss on the digits, five seeds each", xlabel="epoch", ylabel="training loss")
ax.legend()
show(fig, alt="The loss curves of five networks of each kind fall to about a hundredth; scikit-learn's start higher, and in the end the two kinds cannot be told apart.")

# %% [markdown]
# The curves lie side by side; in the first epochs scikit-learn's lie higher, because it records the mean over the epoch while yours records the state at its end. If yours takes less
# time: it does less. `MLPClassifier` checks more, serves more cases, and pays for it at each small batch.
#
# Which digits are mixed up? Your `confusion_matrix` knows, and a look at the failures is often worth more than the number.

# %%
best = runs["yours"][0][0]
counts = confusion_matrix(y_test, best.predict(X_test), 10)
wrong = np.flatnonzero(best.predict(X_test) != y_test)

fig, panels = plt.subplot_mosaic([["m", "m", "0", "1", "2"], ["m", "m", "3", "4", "5"]], figsize=(9, 3.9))
ax, *small = panels.values()
ax.imshow(np.log1p(counts), cmap="Blues")
for i, j in np.argwhere(counts):
    ax.text(j, i, counts[i, j], ha="center", va="center", fontsize=8,
            color="white" if counts[i, j] > 10 else "black")
ax.set(title=f"Test set: {counts.trace()} of {counts.sum()} right", xlabel="predicted", ylabel="true digit",
       xticks=range(10), yticks=range(10))
ax.grid(False)
for panel in small:
    panel.set_axis_off()
for panel, i in zip(small, wrong):
    panel.imshow(X_test[i].reshape(8, 8), cmap="gray_r", vmin=0, vmax=1)
    panel.set_title(f"{y_test[i]}, taken for {best.predict(X_test[[i]])[0]}", fontsize=9)
show(fig, alt="Left, a table of true against predicted digits with nearly everything on the diagonal; right, six digits that the network takes for another, several of them hard for a person too.")

# %% [markdown]
# ## Choosing hyperparameters
#
# Width, learning rate, decay, epochs: nobody knows the best ones beforehand. Try them and read the answer off a *validation set*, carved out of the training data. The test set stays where it is: a set that
# helped to choose cannot judge any more.

# %%
X_fit, X_valid, y_fit, y_valid = train_test_split(X_train, y_train, test_size=0.25, stratify=y_train,
                                                  random_state=1)
WIDTHS, RATES = [4, 16, 64], [0.0003, 0.001, 0.003, 0.01, 0.03, 0.1]

shares = np.zeros((len(WIDTHS), len(RATES)))
for i, width in enumerate(WIDTHS):
    for j, rate in enumerate(RATES):
        net = NeuralNetwork((width,), learning_rate_init=rate, batch_size=64, max_iter=15,
                            random_state=0).fit(X_fit, y_fit)
        shares[i, j] = net.score(X_valid, y_valid)

fig, ax = plt.subplots(figsize=(6.6, 3))
picture = ax.imshow(shares, cmap="viridis", aspect="auto", vmin=0.5, vmax=1)
for i, j in np.ndindex(shares.shape):
    ax.text(j, i, f"{shares[i, j]:.1%}", ha="center", va="center", fontsize=9,
            color="black" if shares[i, j] > 0.8 else "white")
ax.set(title="Validation accuracy after 15 epochs of Adam", xlabel="learning rate", ylabel="hidden units",
       xticks=range(len(RATES)), yticks=range(len(WIDTHS)))
ax.set_xticklabels(RATES)
ax.set_yticklabels(WIDTHS)
ax.grid(False)
fig.colorbar(picture, label="accuracy")
show(fig, alt="A heat map of validation accuracy by hidden units and learning rate: wide networks are best around 0.003 to 0.03; small rates have not arrived yet, and the largest hurts.")

# %% [markdown]
# Read it as a map. To the left the network has not arrived yet, and more epochs would move the good region there. To the right the steps are too long. Upwards it lacks room. In the middle lies a plateau: any point on it
# will do, and a difference of one percent is three of 337 digits, no more than the luck of a seed.
#
# The curves say more than the final number. Here are two choices, one epoch after the other:

# %%
small_alpha = NeuralNetwork((64,), alpha=0.0, learning_rate_init=0.01, batch_size=64, max_iter=40,
                            random_state=0).fit(X_fit[:200], y_fit[:200], X_valid, y_valid)
show(plot_history(small_alpha.history_), alt="Trained on 200 digits: training loss comes near zero and training accuracy near one; validation loss levels off at about a quarter, ten times as high.")

# %% [markdown]
# Trained on 200 digits only, the training loss comes near zero while the validation loss levels off far above it. The gap is what more data, a smaller network, decay or stopping in time can
# narrow. It is no bug.
#
# ## Where people go wrong
#
# Three bugs that raise no error. Look at each picture and guess, before you read on.

# %%
class Bug1(NeuralNetwork):
    def predict(self, X):
        return self.predict_proba(X).argmax(axis=1)


even = y_train % 2 == 0
sets = {"digits 0 to 9": (X_train, y_train, X_test, y_test),
        "even digits only": (X_train[even], y_train[even], X_test[y_test % 2 == 0], y_test[y_test % 2 == 0])}
fig, ax = plt.subplots(figsize=(5.6, 3.4))
for i, (name, (A, a, B, b)) in enumerate(sets.items()):
    for j, kind in enumerate((NeuralNetwork, Bug1)):
        share = kind((32,), learning_rate_init=0.01, batch_size=64, max_iter=15, random_state=0).fit(A, a).score(B, b)
        bar = ax.bar(i + 0.4 * j - 0.2, share, 0.36, color=style.COLORS[j], hatch=["", "//"][j],
                     edgecolor="white", label=["right", "with the bug"][j] if i == 0 else None)
        ax.bar_label(bar, [f"{share:.0%}"])
ax.set(title="Bug 1: fine on one data set, hopeless on the other", xlabel="data", ylabel="test accuracy",
       xticks=[0, 1], ylim=(0, 1.15))
ax.set_xticklabels(sets)
ax.legend(loc="upper center", ncols=2, bbox_to_anchor=(0.5, -0.2))
show(fig, alt="Bars of test accuracy: on all ten digits the right and the buggy network are equal; on even digits only the right one stays near one and the buggy one falls to about a fifth.")

# %% [markdown]
# **Columns were taken for labels.** `predict` returned the number of the column. As long as the labels are 0, 1, 2, … nobody notices. With the labels 0, 2, 4, 6, 8 only the zeros come out
# right. That is what `classes_` is for.

# %%
class Bug2(NeuralNetwork):
    def fit(self, X, y):
        self.classes_, y = np.unique(y, return_inverse=True)
        rng, state = np.random.default_rng(self.random_state), None
        if not hasattr(self, "params_"):
            self.params_ = init_params([X.shape[1], *self.hidden_layer_sizes, len(self.classes_)], rng)
        for _ in range(self.max_iter):
            self.params_, state = one_epoch(X, y, self.params_, state, rng, batch_size=64, lr=0.01)
        return self

    def predict(self, X):
        return self.classes_[forward(X, self.params_)[0].argmax(axis=1)]


rng = np.random.default_rng(0)
X_noise, y_noise = rng.normal(size=(200, 20)), rng.integers(2, size=200)  # nothing to be learned here
folds = np.array_split(rng.permutation(200), 8)
fig, ax = plt.subplots(figsize=(6.2, 3.4))
for i, (kind, name) in enumerate([(NeuralNetwork, "right"), (Bug2, "with the bug")]):
    net, shares = kind((50,), learning_rate_init=0.01, batch_size=64, max_iter=30, random_state=0), []
    for fold in folds:
        rest = np.setdiff1d(np.arange(200), fold)
        shares.append(net.fit(X_noise[rest], y_noise[rest]).score(X_noise[fold], y_noise[fold]))
    ax.plot(range(1, 9), shares, ["-", "--"][i], marker=style.MARKERS[i], label=name)
ax.axhline(0.5, color=style.COLORS[7], linestyle=":", label="coin toss")
ax.set(title="Bug 2: cross-validation on coin tosses", xlabel="fold", ylabel="accuracy on the fold",
       ylim=(0, 1.05))
ax.legend()
show(fig, alt="Accuracy on eight folds of pure noise: the right network stays around one half, the buggy one begins with it in the first fold, jumps to four fifths in the second and comes close to one after that.")

# %% [markdown]
# **`fit` went on where it had stopped.** The labels are coin tosses; nobody can predict them. Yet from the second fold on the score is splendid: the fold that judges was among the
# training data of the fit before. A `fit` that does not start afresh remembers. In a grid search nobody would see it, for there estimators are copied, and then one day somebody calls `fit` twice.

# %%
X_few, y_few = X_noise[:60], y_noise[:60]
X_new, y_new = rng.normal(size=(2000, 20)), rng.integers(2, size=2000)
tried, chosen = [], []
for seed in range(40):
    net = NeuralNetwork((8,), learning_rate_init=0.01, max_iter=3, random_state=seed).fit(X_few[:30], y_few[:30])
    tried.append((net.score(X_few[30:], y_few[30:]), net.score(X_new, y_new)))
    chosen.append(max(tried))

fig, ax = plt.subplots(figsize=(6.2, 3.4))
ax.plot(range(1, 41), [a for a, _ in chosen], label="on the data that chose it")
ax.plot(range(1, 41), [b for _, b in chosen], "--", label="on new data")
ax.axhline(0.5, color=style.COLORS[7], linestyle=":")
ax.annotate("coin toss", (40, 0.5), xytext=(0, -12), textcoords="offset points", ha="right")
ax.set(title="Bug 3: the best of many tries, on coin tosses again", xlabel="networks tried",
       ylabel="accuracy of the best so far", ylim=(0.3, 0.9))
ax.legend(loc="upper left")
show(fig, alt="The accuracy of the best network so far, on the thirty examples that chose it, climbs with the number of tries to about seventy percent; on new data it stays at one half.")

# %% [markdown]
# **The judge was the scout.** With 40 tries on 30 examples the best is good by luck alone. Whatever helped to choose (the seed, the width, the epoch to stop at) has lost its right to
# judge. Choose on validation data; look at the test set once, at the end.
#
# ## Go further (optional)
#
# The last arguments of `NeuralNetwork` wait for you; nothing checks them.
#
# - **`early_stopping`**: keep the parameters of the epoch with the lowest validation loss; stop when it has not fallen for `n_iter_no_change` epochs. Where `fit` gets no validation data, set some
#   aside with `train_val_split`.
# - **`loss="binary_cross_entropy"`**: two classes need one score. The last layer has one unit, `predict_proba` two columns, $1 - \sigma(z)$ and $\sigma(z)$.
# - **`verbose`**: a line that tells the epoch and the loss. It can be had without an argument too: `callback=lambda net: print(net.n_iter_, net.history_["train_loss"][-1])`.
#
# When you want to know whether your class keeps *all* promises, ask scikit-learn: `from sklearn.utils.estimator_checks import check_estimator`, then
# `check_estimator(NeuralNetwork(max_iter=50))`. It runs some fifty tests and stops at the first broken promise. Ours keeps them all.

# %%
patient = NeuralNetwork((64,), learning_rate_init=0.01, batch_size=64, max_iter=200, early_stopping=True,
                        random_state=0).fit(X_fit, y_fit, X_valid, y_valid)
two = (y_train == 3) | (y_train == 8)
single = NeuralNetwork((16,), learning_rate_init=0.01, loss="binary_cross_entropy", max_iter=60,
                       random_state=0).fit(X_train[two], y_train[two])
print(f"early stopping: {patient.n_iter_} epochs of 200, validation accuracy {patient.score(X_valid, y_valid):.3f}")
print(f"3 or 8, one score: training loss {single.loss_curve_[-1]:.4f}")

# %% [markdown]
# ## Checkpoint

# %%
quiz(
    "`NeuralNetwork(hidden_layer_sizes=(64,))` is fitted on the digits: $X$ has 64 columns, and there are 10 classes. How many trainable numbers does it have?",
    number=4810,
    because="64 · 64 + 64 = 4160 in the first layer and 64 · 10 + 10 = 650 in the second.",
    wrong={4736: "You left out the biases.", 4160: "That is the first layer alone.",
           8970: "Count again: there is one hidden layer, so there are two layers of weights."},
)

# %%
quiz(
    "The labels of a data set are 3, 7 and 9. What does the second column of `predict_proba` say?",
    right={"the probability of class 7": "Columns follow `classes_`, which is sorted: 3, 7, 9."},
    wrong={
        "the probability of class 1": "There is no such class; 1 is the number of the column.",
        "the probability of class 2": "The number of a column is no label.",
        "the second most probable class": "Columns have a fixed meaning for all rows; nothing is sorted by probability.",
    },
)

# %%
quiz(
    "Which of these belong into `__init__`? Choose all.",
    right={"`self.alpha = alpha`": "Arguments are stored under their own names.",
           "`self.batch_size = batch_size`": "Stored as it came, even if it is the word “auto”."},
    wrong={
        "`self.rng = np.random.default_rng(random_state)`": "Then a second `fit` would go on with a used generator. Make it in `fit`.",
        "`self.classes_ = None`": "Results come into being in `fit`; their presence tells that the estimator is fitted.",
        "`self.batch_size = min(200, batch_size)`": "Arguments are stored unchanged: a copy made from `get_params` must equal the original.",
    },
)

# %%
quiz(
    "`batch_size=50`, 1347 training digits, 20 epochs. How many steps does the optimizer take?",
    number=540,
    because="1347 / 50 is 26.94, so 27 batches an epoch, the last one with 47 digits; 20 · 27 = 540.",
    wrong={520: "The last batch of 47 counts as well.",
           20: "There is a step after every batch, not after every epoch.",
           538.8: "A batch is either taken or not: round up first."},
)

# %%
quiz(
    "You tried 60 settings and picked the one with the best *test* accuracy, 98.4 %. What is true?",
    right={"98.4 % is too high an estimate for new digits": "The maximum of 60 tries is partly luck, and the luck does not come along."},
    wrong={
        "98.4 % is fair, because the network never trained on the test set": "You did: by choosing. The choice is a parameter too.",
        "98.4 % is too low an estimate for new digits": "Choosing the maximum can only push it up.",
        "it would have been fair with 6 settings": "Less unfair, but the same fault.",
    },
)

# %%
quiz(
    "`net.fit(X, y)` is called twice with the same data and `random_state=0`. What must hold afterwards?",
    right={"the predictions are those of a single `fit`": "It starts afresh, from the same seed."},
    wrong={
        "the loss is lower than after the first": "Then the second went on with the weights of the first.",
        "`loss_curve_` has twice as many entries": "Then the records were carried over.",
        "the predictions differ a little": "With a fixed seed, nothing is left to chance.",
    },
)

# %% [markdown]
# ### Milestone: real digits
#
# **The bar:** your `NeuralNetwork`, one hidden layer of 64 units, Adam with a learning rate of 0.01, batches of 64, 25 epochs, three seeds. The median accuracy on 450 digits that
# it has never seen is at least 96 %.

# %%
milestone("08_neural_network")

# %% [markdown]
# ## Your nn.py
#
# `hardway assemble`, in a terminal, collects your functions from all eight lessons into one file. It is a neural network library, and every line of it is yours:
#
#     from nn import NeuralNetwork
#
# ## Your last page
#
# What your network does, and what you wrote, on one page, by your saved notebooks. `hardway finish` writes it as a file to keep.

# %%
from autograder import finish

finish(NeuralNetwork)

# %% [markdown]
# ## Take away
#
# - A network is `forward`, a loss, `backward` and a step, in a loop. You have written each.
# - An interface is a set of promises; whoever keeps them can be combined with everything else that does.
# - Arguments, helpers and results are three kinds of things; names tell them apart.
# - What helps to choose cannot judge: train, validate, and test once.
# - A fair comparison holds everything equal but one thing, and shows more than one seed.
#
# ## Read on
#
# - scikit-learn's documentation, *Developing scikit-learn estimators*: all the promises, with reasons.
# - Goodfellow, Bengio and Courville, *Deep Learning*, chapter 11: practical methodology.
# - Karpathy, *A Recipe for Training Neural Networks*: how to find bugs that raise no error.
# - Then the source of `MLPClassifier`, or of a small PyTorch program: you will recognise every line.
