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
# By the end of this lesson you can replace the name `MLPClassifier` by the name of a class of yours, and these three lines run as before. What it does
# otherwise than scikit-learn's stands in a table below.
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
#
# **Time**: about five hours, half of them for one class; best in four sittings. Three lines begin with *A place to stop*.

# %%
import warnings

import numpy as np
from autograder import check, hint, milestone, progress, solution
from autograder import finish
from autograder.mine import (
    accuracy, adam_step, backward, binary_cross_entropy, binary_cross_entropy_grad, confusion_matrix,
    cross_entropy, cross_entropy_grad, forward,
    init_params, minibatches, momentum_step, plot_history, rmsprop_step, sgd_step, sigmoid, softmax,
    train_val_split, weight_decay,
)
from playground import LiveBoundary, datasets, quiz
from playground.pictures import neural_network as demo
from sklearn.base import BaseEstimator, ClassifierMixin, clone
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
# Load the digits. A quarter is the test set, a quarter of the rest validates.
X_digits, y_digits = datasets.digits()
X_rest, X_test, y_rest, y_test = train_test_split(
    X_digits, y_digits, test_size=0.25, stratify=y_digits, random_state=0)
X_train, X_valid, y_train, y_valid = train_test_split(
    X_rest, y_rest, test_size=0.25, stratify=y_rest, random_state=1)
train, valid = (X_train, y_train), (X_valid, y_valid)

# %%
# Look at some of them.
demo.some_digits(X_train, y_train)

# %% [markdown]
# 1010 digits are to learn from. Whatever is compared or chosen in this lesson is judged on the 337 of the *validation set*. The 450 of the *test set* stay aside until the milestone at the end.
#
# ## One step, whichever the solver
#
# A user chooses the optimizer by a word: `solver="adam"`. Your four steps have two forms: `sgd_step` takes no state, the others take one and give
# one back. In `train_with` you chose among them inside the loop; here the choice becomes a function of its own, with one form for all.
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
# Everything is written already: take the choice out of your `train_with`. `sgd_step` returns only params, and you owe two things.
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
# 2. the derivative of the loss by the scores (`cross_entropy_grad`, for instance), and from it all gradients (`backward`; `help(backward)` tells what it takes, and in which order),
# 3. the pull of the weights towards zero (`weight_decay`): $dW \leftarrow dW + \alpha W$,
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
# *A place to stop: the training is written. What follows is the shape around it.*
#
# ## What a classifier promises
#
# scikit-learn has more than forty classifiers, and one loop can try them all, because each keeps the same few promises. Here is the smallest that can be of use. It does not look at X at all: it says what was most frequent.

# %%
# The smallest classifier: it always says the label that was most frequent.
class Majority(ClassifierMixin, BaseEstimator):
    def fit(self, X, y):
        self.classes_, self.counts_ = np.unique(y, return_counts=True)
        return self
    def predict(self, X):
        check_is_fitted(self)
        return np.full(len(X), self.classes_[self.counts_.argmax()])

# %% [markdown]
# `fit` learns and returns the object itself; what it learned it stores under names that end in an underscore. `classes_` holds the labels, sorted. `predict` gives one label a row; before `fit` there is no such name, and `check_is_fitted` says so by a `NotFittedError`. That is all of our own; the rest comes
# from two parent classes (*mixins*, classes that are made to be mixed in). `ClassifierMixin` brings `score`, the share of right answers of `predict`, and tells scikit-learn that this is a classifier. `BaseEstimator`
# brings `get_params`, `set_params` and a readable name. `ClassifierMixin` has to be named first.

# %%
# Train it on four fruits, and ask for what it learned and what its parents brought.
X_fruit, fruit = np.zeros((4, 1)), np.array(["plum", "apple", "plum", "fig"])
majority = Majority().fit(X_fruit, fruit)
print(majority.classes_, majority.counts_, majority.predict(X_fruit))
print("score", majority.score(X_fruit, fruit), "of", majority)
print("on the digits:", Majority().fit(*train).score(*valid))

# %% [markdown]
# On the digits it is right once in ten: whatever you build has to beat that. Two things are missing: an argument, and probabilities. `extra` is added to each count and makes the
# shares more even.

# %%
# The same, with an argument and with probabilities.
class Shares(Majority):
    def __init__(self, extra=0):
        self.extra = extra
    def predict_proba(self, X):
        check_is_fitted(self)
        shares = (self.counts_ + self.extra) / np.sum(self.counts_ + self.extra)
        return np.full((len(X), len(shares)), shares)

# %%
# Column j of predict_proba belongs to classes_[j]; a copy has the arguments alone.
shares = Shares(extra=1).fit(X_fruit, fruit)
print(shares.classes_, shares.predict_proba(X_fruit)[0])
print(shares.get_params(), clone(shares), hasattr(clone(shares), "classes_"))

# %% [markdown]
# What cannot be used is refused, in `fit`. The next class has another `fit`, and hands on to that of its parent, `super().fit`, when all is well:

# %%
# The same, with a fit that refuses what it cannot use.
class Careful(Shares):
    def fit(self, X, y):
        if self.extra < 0:
            raise ValueError(f"extra={self.extra!r}: it should be 0 or more")
        return super().fit(X, y)

# %%
# Making it is no error, and fitting it is one.
careful = Careful(extra=-1)
try:
    careful.fit(X_fruit, fruit)
except ValueError as error:
    print("ValueError:", error)

# %% [markdown]
# `clone` copies an estimator as a search over hyperparameters does: it reads the names of `__init__`'s arguments, looks each up under its own name, and makes a new object of them. That is why `__init__` stores, and does nothing else.
# The promises in full:
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
# From labels to numbers, and back.
classes, numbers = np.unique(fruit, return_inverse=True)
print(classes, numbers, classes[numbers])

# %% [markdown]
# *A place to stop: you know what is promised. Next, you write the class.*
#
# ## Your class, in five steps
#
# The class stands in one cell. Write it a step at a time, run the cell, and try what the step says in a cell of your own; methods that you have not written yet raise `NotImplementedError`. Where a method grows long, cut it
# into methods of your own. `check` below tells after each step what holds by now.
#
# **Step 1, `__init__`.** One line for each argument. The last five are for *Go further* below: store them too, and leave them alone. This is then 0.5:
#
#     NeuralNetwork(alpha=0.5).get_params()["alpha"]
#
# **Step 2, `fit`, bare.** The labels as numbers, a generator from `random_state`, the sizes, the first params, and one call of `one_epoch` for each of `max_iter` epochs. With $d$ features, hidden layers of $h_1, \dots, h_m$ units and $k$ classes the
# sizes are $[d, h_1, \dots, h_m, k]$. Three arguments have a second form (an int, `"auto"`, `"logistic"`: see the docstring); what you make of them gets a name of its own. This is then the ten digits:
#
#     NeuralNetwork(max_iter=2).fit(X_train, y_train).classes_
#
# **Step 3, `predict_proba`, then `predict`.** The first is the softmax of the scores, $P\,(n, k)$, after `check_is_fitted(self)`. The second asks the first, and then looks up $\hat y_i = \texttt{classes}\_\big[\operatorname{argmax}_j P_{ij}\big]$. Take two
# lines for it: in a single one Python reads `self.classes_` before it asks, and whoever forgot to fit meets an `AttributeError`. This is then above 0.9:
#
#     NeuralNetwork((64,), learning_rate_init=0.01, batch_size=64, max_iter=25).fit(X_train, y_train).score(X_valid, y_valid)
#
# You have a classifier: a good moment for a break.
#
# **Step 4, the records.** After each epoch: count it in `n_iter_`, append loss and accuracy to `history_` and `loss_curve_`, then call `callback(self)`, if there is one. Validation labels have to become numbers too, by the same `classes_`.
#
# **Step 5, what cannot be used.** A `ValueError` that names it, as in `Careful`:
#
# | what | who refuses it |
# | --- | --- |
# | an X that is no array $(n, d)$ of finite numbers, or has not as many rows as y has labels | in `fit`, `X, y = validate_data(self, X, y)`: both as arrays, and `n_features_in_` is set |
# | an X with other columns than that of `fit` | in `predict_proba`, `X = validate_data(self, X, reset=False)` |
# | labels like 0.37, which are amounts | in `fit`, `check_classification_targets(y)` |
# | an `activation` or a `solver` with another name than those below | you, in `fit` |
# | a number of units, of epochs, or of examples in a batch that is no whole number from 1 on | you, in `fit` |
# | validation data of which one half is missing | you, in `fit` |
# | a validation label that training never saw: no network can say how probable it is | you, in `fit` |
#
# Whether `n` is a whole number, Python's or NumPy's, `isinstance(n, (int, np.integer))` tells. Validation data goes through `validate_data` as well, with `reset=False`: it is held against what the training data had.

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
    loss, early_stopping, validation_fraction, n_iter_no_change, verbose
        Stored, and for *Go further* alone.

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
        learning_rate_init=0.001, max_iter=200, random_state=None,
        # optional:
        loss="cross_entropy", early_stopping=False, validation_fraction=0.1, n_iter_no_change=10, verbose=False,
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

    def _check_arguments(self):
        """Refuse what `fit` cannot use: a ValueError that names it."""
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

    def _hidden(self):
        """The units of each hidden layer, as a list."""
        sizes = self.hidden_layer_sizes
        return list(sizes) if np.iterable(sizes) else [sizes]

    def _validation(self, X_val, y_val):
        """X_val and the places of y_val in `classes_`; None where there is no validation data."""
        if X_val is None and y_val is None:
            return None
        if X_val is None or y_val is None:
            raise ValueError(f"{'X_val' if X_val is None else 'y_val'} is missing: validation data is both, X_val and y_val")
        X_val, y_val = validate_data(self, X_val, y_val, dtype=float, reset=False)
        unseen = [label for label in dict.fromkeys(y_val.tolist()) if label not in self.classes_.tolist()]
        if unseen:
            raise ValueError(f"y_val has labels that y has not: {', '.join(map(repr, unseen[:5]))}{', …' if unseen[5:] else ''}")
        return X_val, np.searchsorted(self.classes_, y_val)

    def _learn(self, X, y, val, rng, callback):
        """The epochs of `fit`: X (n, d), classes y (n,) from 0 to k − 1, val None or a pair like (X, y)."""
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

    def _warn_of_divergence(self):
        """Optional: say in the first epoch whose loss is no finite number that the training has diverged."""
        if np.isfinite(self.loss_curve_).tolist() == [True] * (self.n_iter_ - 1) + [False]:
            warnings.warn(f"the loss is {self.loss_curve_[-1]} after epoch {self.n_iter_}: the training has diverged; "
                          f"try a learning_rate_init below {self.learning_rate_init}, or standardize X", ConvergenceWarning)

    def _activation(self):
        """The activation by the name that `forward` knows."""
        return "sigmoid" if self.activation == "logistic" else self.activation

    def _record(self, X, y, val):
        """Append the loss and the accuracy on the whole of each set to `history_`."""
        for part, data in [("train", (X, y)), ("val", val)]:
            if data is not None:
                loss, share = self._loss_and_accuracy(self._scores(data[0]), data[1])
                self.history_[part + "_loss"].append(loss)
                self.history_[part + "_acc"].append(share)
        if self.verbose:
            print(f"\repoch {self.n_iter_}/{self.max_iter}, loss {self.loss_curve_[-1]:.4f}", end="",
                  flush=True)

    def _scores(self, X):
        """Scores of the last layer (n, k), some rows at a time: what `forward` keeps then fits into the fast part of the memory."""
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

    def _is_binary(self):
        """Optional: whether one score is enough."""
        return self.loss == "binary_cross_entropy" and len(self.classes_) == 2

    def _loss_grad(self):
        """Optional: the function that gives the derivative of the chosen loss by the scores."""
        if self._is_binary():
            return lambda scores, y: binary_cross_entropy_grad(scores[:, 0], y)[:, None]
        return cross_entropy_grad

    def _loss_and_accuracy(self, scores, y):
        """Optional: the chosen loss, and the share of right answers."""
        if self._is_binary():
            return binary_cross_entropy(scores[:, 0], y), np.mean((scores[:, 0] > 0) == y)
        return cross_entropy(scores, y), accuracy(scores, y)

    def _is_over(self, val):
        """Optional: whether early stopping ends the training now; then the best weights are back."""
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
# Step 2: a training needs four things before its first epoch, numbers for labels, `rng`, sizes and params, and the optimizer's state, which begins as `None` in each `fit` and is handed from epoch to epoch.
# Step 3: `predict_proba` is `forward` and `softmax`.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Keep three things apart: arguments (set in `__init__`, never changed later), local helpers of one training (`rng`, `state`, the resolved batch size), and results, whose names end in an underscore.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# Step 4: the four lists of `history_` are made anew in each `fit`. Validation labels need the same translation as the training labels: which place has each of them in the sorted `classes_`? (`np.searchsorted` finds places in a sorted array, and one for a label that is not in
# it as well: look first whether all are there.)
#
# </details>

# %%
check(NeuralNetwork)

# %% [markdown]
# *A place to stop: the class is done. What follows puts it to work.*
#
# ## Watch it learn
#
# `fit` calls `callback(self)` after each epoch. A live picture is such a callback. In a live notebook you see the boundary move, and can go back through the run afterwards.

# %%
# Train on the spirals, and look on. Change an argument and run the cell again.
X, y = datasets.spirals(300, noise=0.15, seed=0)
network = NeuralNetwork(
    (32, 32), learning_rate_init=0.01, batch_size=32, max_iter=100, random_state=0)
with LiveBoundary(X, y, epochs=100) as live:
    def callback(net):
        live.update(net, train_loss=net.loss_curve_[-1])
    network.fit(X, y, callback=callback)

# %% [markdown]
# **Predict first.** What will `(2,)` in place of `(32, 32)` change, what `activation="sigmoid"`, what `alpha=0.1`? Change one at a time and run the cell again.
#
# <details><summary>Answer</summary>
#
# Two hidden units make two folds, too few for three arms. With the sigmoid learning is slower: its slope is a quarter at most. The strong decay leaves small weights, which cannot bend the boundary around the arms: fewer than two thirds are right.
#
# </details>
#
# ## A drop-in
#
# A pipeline that scales the data, a grid search with cross-validation: both were written long before your network, and take it as it is.

# %%
# Search over a pipeline that ends in your network: three scores, and the best.
net = NeuralNetwork(
    max_iter=40, learning_rate_init=0.01, batch_size=32, random_state=0)
grid = {"neuralnetwork__hidden_layer_sizes": [(), (4,), (16,)]}
search = GridSearchCV(make_pipeline(StandardScaler(), net), grid, cv=3)
X_moons, y_moons = datasets.moons(200, noise=0.25, seed=0)
search.fit(X_moons, np.where(y_moons == 1, "up", "down"))
print(search.cv_results_["mean_test_score"].round(3), "best:", search.best_params_)

# %% [markdown]
# **What still differs.** The arguments of `NeuralNetwork` that `MLPClassifier` has as well have its names and defaults, and both keep the promises. Where you hand over old settings, these lines matter:
#
# | | yours | `MLPClassifier` |
# | --- | --- | --- |
# | `alpha` | `alpha` · W is added to the gradient of every step | divided by the number of examples in the batch first: yours with `alpha` pulls like theirs with `alpha` · `batch_size` |
# | `solver="sgd"` | plain descent | Nesterov momentum of 0.9; plain descent is `momentum=0` |
# | other solvers | "momentum" (theirs: "sgd" with `nesterovs_momentum=False`), "rmsprop", "adam" | "adam", "lbfgs" |
# | when it stops | after `max_iter` epochs | earlier where the training loss has not fallen by `tol` for more than ten epochs (`n_iter_no_change`); after `max_iter` it warns |
# | first weights | normal, by the fan-in; biases 0 | uniform, by fan-in and fan-out; biases too |
# | two classes | two scores and softmax, or one score with `loss="binary_cross_entropy"` (optional) | one score and sigmoid |
# | `loss_curve_` | the cross entropy on all training data at the end of an epoch | the mean over the batches while they are learned from, the price of the weights included |
# | early stopping | (optional) by the validation loss | by the validation accuracy |
# | only yours | `loss`, validation data and a callback in `fit`, `history_`, "sigmoid" as a name of "logistic" | |
# | only theirs (arguments; a `TypeError` in yours) | | `learning_rate`, `power_t`, `momentum`, `nesterovs_momentum`, `beta_1`, `beta_2`, `epsilon`, `tol`, `shuffle`, `max_fun`, `warm_start` |
# | only theirs (the rest) | | "identity", weights for examples, `partial_fit`, several labels at once, `predict_log_proba`, `coefs_`, `intercepts_`, `loss_` |
#
# The same both ways: an int for `hidden_layer_sizes` is one layer, `batch_size="auto"` is 200 or fewer, labels may be words.
#
# ## Digits: yours and scikit-learn's
#
# The same architecture, the same optimizer, batches of the same size, the same number of epochs, and no decay on either side. What still differs is the code, and how the first weights are drawn.
#
# **Predict first.** Which is more accurate, and which is faster?

# %%
# Train five networks of each kind, and compare.
SETTINGS = dict(hidden_layer_sizes=(64,), learning_rate_init=0.01, alpha=0.0,
                batch_size=64, max_iter=25)
demo.side_by_side(NeuralNetwork, MLPClassifier, SETTINGS, train, valid)

# %% [markdown]
# <details><summary>Answer</summary>
#
# In accuracy no difference is larger than that between two seeds: one percent of 337 digits is three or four of them. The loss curves fall side by side; scikit-learn's lie a little higher, most in the first epochs, because it records the mean over the epoch while yours records
# the state at its end. Time depends on the machine. If yours takes less: it does less, where `MLPClassifier` checks more and serves more cases at each small batch. If yours takes more: after every epoch it also measures loss and accuracy on all of
# the training data, and its steps make new arrays where scikit-learn's write into old ones.
#
# </details>
#
# Which digits are mixed up? Your `confusion_matrix` knows, and a look at the failures is often worth more than the number.

# %%
# Train one network more, and look at what it gets wrong.
best = NeuralNetwork(random_state=0, **SETTINGS).fit(X_train, y_train)
demo.mistaken(best, X_valid, y_valid, confusion_matrix)

# %% [markdown]
# How sure is it? First two digits of which it is sure, then all that it gets wrong, the surest first, then right ones of which it is least sure.
#
# **Predict first.** When the most probable label is wrong, is its probability near 1?

# %%
# Train it once more; then choose a digit, and see the probability of each label.
best = NeuralNetwork(random_state=0, **SETTINGS).fit(X_train, y_train)
demo.try_one_digit(best, X_valid, y_valid)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Sometimes. Of the right answers about four in five have more than 0.99, of the ten mistakes or so none or one or two. With each of five seeds at least a quarter of the 20 least sure digits were wrong: its doubt is worth something, and the doubtful cases can be left to a
# person. But each of these networks also made three or more mistakes with over 0.9: sure, and wrong.
#
# </details>

# %% [markdown]
# ## Choosing hyperparameters
#
# Width, learning rate, decay, epochs: nobody knows the best ones beforehand. Try them and read the answer off the validation set. The test set stays where it is: a set that
# helped to choose cannot judge any more.

# %%
# Map two hyperparameters by the accuracy on the validation set.
demo.widths_and_rates(NeuralNetwork, train, valid)

# %% [markdown]
# Read it as a map. To the left the network has not arrived yet, and more epochs would move the good region there. Upwards it lacks room, and the fewer the units, the sooner the steps become too long at 0.1. The good region is the bottom row
# from 0.003 on: any field of it will do, for a difference of one percent is three of 337 digits, no more than the luck of a seed.
#
# The curves say more than the final number. Here is a network that was trained on 200 digits, epoch after epoch:

# %%
# Train on 200 digits without decay, and draw the history.
few = NeuralNetwork((64,), alpha=0.0, learning_rate_init=0.01, batch_size=64,
                    max_iter=40, random_state=0)
demo.few_examples(few.fit(X_train[:200], y_train[:200], *valid), plot_history)

# %% [markdown]
# Trained on 200 digits only, the training loss comes near zero while the validation loss levels off far above it. The gap is what more data, a smaller network, decay or stopping in time can
# narrow. It is no bug.
#
# **Predict first.** Which narrows the gap more, five times as many digits or decay? And does a narrower gap always mean more digits right?

# %%
# Move the number of digits and the decay, and watch both losses.
demo.try_examples(NeuralNetwork, train, valid)

# %% [markdown]
# <details><summary>Answer</summary>
#
# More digits: from 200 to 1000 the gap, validation loss less training loss, halves, from 0.2 to about 0.1, because the validation loss falls, and more of the validation set is right. (Take it from the numbers: the axis is logarithmic, and shows
# the gap between large losses small.) With 50 or 200 digits, decay up to 0.01 hardly changes it. With 1000 digits decay does narrow it, to about 0.02 at 0.01 and to nothing at 0.1, but only because both losses rise, at 0.1 to more than 1.2, and
# at least a fifth of the set is wrong. So no: a narrow gap can mean that neither set is learned.
#
# </details>
#
# ## Where people go wrong
#
# Three bugs that raise no error. Look at each picture and guess, before you read on.

# %%
# Bug 1: the same predict twice, on all digits and on the even ones.
demo.columns_for_labels(NeuralNetwork, train, valid)

# %% [markdown]
# **Columns were taken for labels.** `predict` returned the number of the column. As long as the labels are 0, 1, 2, … nobody notices. With the labels 0, 2, 4, 6, 8 only the zeros come out
# right. That is what `classes_` is for.

# %%
# Bug 2: eight folds of a cross-validation, one after the other.
demo.went_on(NeuralNetwork, init_params, one_epoch, forward)

# %% [markdown]
# **`fit` went on where it had stopped.** The labels are coin tosses; nobody can foretell them. Yet from the second fold on the score is splendid: the fold that judges was among the
# training data of the fit before. A `fit` that does not start afresh remembers. In a grid search nobody would see it, for there estimators are copied, and then one day somebody calls `fit` twice.

# %%
# Bug 3: keep the best of forty networks; the mean of eight such searches.
demo.chosen_by_luck(NeuralNetwork)

# %% [markdown]
# **The judge was the scout.** On coin tosses no network is better than another; with 40 tries on 30 examples the best seems to get two thirds right, by luck alone. Whatever helped to choose (the seed, the width, the epoch to stop at) has lost its right to
# judge. Choose on validation data; look at the test set once, at the end, as the milestone does.
#
# ## Go further (optional)
#
# The last five arguments of `NeuralNetwork` wait for you; nothing checks them. Write them in a class of its own, which has all that yours has:
#
# - **`early_stopping`**: keep the parameters of the epoch with the lowest validation loss; stop when it has not fallen for `n_iter_no_change` epochs. Where `fit` gets no validation data, set
#   `validation_fraction` of the training data aside with `train_val_split`.
# - **`loss="binary_cross_entropy"`**: two classes need one score. The last layer has one unit, `predict_proba` two columns, $1 - \sigma(z)$ and $\sigma(z)$.
# - **`verbose`**: a line that tells the epoch and the loss. It can be had without an argument too: `callback=lambda net: print(net.n_iter_, net.history_["train_loss"][-1])`.
#
# - **A warning** where the loss is no finite number any more: `warnings.warn("…", ConvergenceWarning)`.
#
# Our own `NeuralNetwork` has all four; `solution(NeuralNetwork)` shows it.

# %%
# Optional, and not checked: here is room for what the last arguments ask for.
class FurtherNetwork(NeuralNetwork):
    def fit(self, X, y, X_val=None, y_val=None, callback=None):
        """Learn, and stop early where early_stopping says so."""
        return super().fit(X, y, X_val, y_val, callback)  # replace this line
    def predict_proba(self, X):
        """Probabilities (n, k); of one score where loss says so."""
        return super().predict_proba(X)  # replace this line

# %%
# Try early stopping: it works where the number of epochs is below 200.
patient = FurtherNetwork((64,), learning_rate_init=0.01, batch_size=64,
                         early_stopping=True, random_state=0)
patient.fit(*train, *valid)
print(f"{patient.n_iter_} epochs, {patient.score(*valid):.1%} right")

# %% [markdown]
# When you want to know whether your class keeps *all* promises, ask scikit-learn: `from sklearn.utils.estimator_checks import check_estimator`, then
# `check_estimator(NeuralNetwork(max_iter=50))`. It runs some fifty tests and stops at the first broken promise. Ours keeps them all.

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
    "Which of these belong into `__init__`?",
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
# **The bar:** your `NeuralNetwork`, one hidden layer of 64 units, Adam with a learning rate of 0.01, batches of 64, 25 epochs, three seeds, trained on all 1347 that are not in the test set. The median accuracy on the 450 of
# the test set, of which this is the first and only use, is at least 96 %.

# %%
milestone("08_neural_network")

# %% [markdown]
# ## Your nn.py
#
# `hardway assemble`, in a terminal in the folder of your lessons, collects your functions from all eight lessons into one file. It is a neural network library, and every line of it is yours:
#
#     from nn import NeuralNetwork
#
# ## Your last page
#
# What your network does, and what you wrote, on one page, by your saved notebooks. `hardway finish` writes it as a file to keep.

# %%
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
