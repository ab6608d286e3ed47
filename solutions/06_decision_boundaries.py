# %% [markdown]
# # 6 · Decision boundaries

# %%
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import ListedColormap

from autograder import check, milestone
from autograder.mine import accuracy, cross_entropy, forward, init_params, loss_and_grads, minibatches, predict, sgd_step, softmax, train, train_epoch
from playground import LiveBoundary, boundary, datasets, explore, quiz, scatter, show, style

# %%
def make_xor(n, noise, rng):
    """Points in the square [−1, 1]², label 1 where the signs of the two coordinates differ, then Gaussian noise on the points.

    Parameters
    ----------
    n : int
        Number of points.
    noise : float
        Standard deviation of the noise, at least 0.
    rng : numpy.random.Generator
        The only source of randomness.

    Returns
    -------
    X : array (n, 2)
        The points, spread over all four quadrants.
    y : array (n,)
        Integer labels, 0 or 1; the noise does not change them.
    """
    ### BEGIN SOLUTION
    X = rng.uniform(-1, 1, size=(n, 2))
    y = (X[:, 0] * X[:, 1] < 0).astype(int)
    return X + rng.normal(0, noise, size=(n, 2)), y
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Three steps in this order: places, labels, noise.
#
# </details>

# %%
check(make_xor)

# %%
def make_spirals(n_per_class, n_classes, noise, rng):
    """One spiral arm a class, wound around each other.

    Parameters
    ----------
    n_per_class : int
        Number of points of each class.
    n_classes : int
        Number of arms.
    noise : float
        How far the points scatter about their arm; at 0 they lie on it.
    rng : numpy.random.Generator
        The only source of randomness.

    Returns
    -------
    X : array (n_per_class * n_classes, 2)
        The points, in any order.
    y : array (n_per_class * n_classes,)
        Integer labels from 0 to n_classes − 1.
    """
    ### BEGIN SOLUTION
    y = np.repeat(np.arange(n_classes), n_per_class)
    radius = np.tile(np.linspace(0.1, 1, n_per_class), n_classes)
    angle = 5 * radius + 2 * np.pi * y / n_classes + rng.normal(0, noise, size=len(y))
    X = radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    return X, y
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Write radius and angle first.
#
# </details>

# %%
check(make_spirals)

# %%
def make_grid(X, resolution=100, margin=0.5):
    """A regular grid over the points of X: from min − margin to max + margin in each direction.

    Parameters
    ----------
    X : array (n, 2)
        The points to cover.
    resolution : int
        Number of grid lines in each direction.
    margin : float
        Room on every side.

    Returns
    -------
    xx, yy : arrays (resolution, resolution)
        First and second coordinate of every place, indexed as `np.meshgrid` does by default: x changes along a row.
    """
    ### BEGIN SOLUTION
    low, high = X.min(axis=0) - margin, X.max(axis=0) + margin
    x1 = np.linspace(low[0], high[0], resolution)
    x2 = np.linspace(low[1], high[1], resolution)
    xx, yy = np.meshgrid(x1, x2)
    return xx, yy
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# One `np.linspace` a direction.
#
# </details>

# %%
check(make_grid)

# %%
def predict_grid(predict, xx, yy):
    """The label that `predict` gives to each place of a grid.

    Parameters
    ----------
    predict : function
        Takes an array (m, 2), one place a row; returns labels (m,).
    xx, yy : arrays (rows, columns)
        First and second coordinate of every place.

    Returns
    -------
    array (rows, columns)
        Labels, in the shape of xx.
    """
    ### BEGIN SOLUTION
    places = np.column_stack([xx.ravel(), yy.ravel()])
    return predict(places).reshape(xx.shape)
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `ravel`.
#
# </details>

# %%
check(predict_grid)

# %%
def plot_decision_boundary(predict, X, y):
    """A figure of the regions that `predict` makes of the plane, with the points on top.

    Parameters
    ----------
    predict : function
        Takes an array (m, 2), one place a row; returns labels (m,).
    X : array (n, 2)
        The points to draw.
    y : array (n,)
        Their true classes, shown by colour or marker.

    Returns
    -------
    matplotlib.figure.Figure
        Filled regions that cover all the points, the points above them, both axes labelled.
    """
    ### BEGIN SOLUTION
    xx, yy = make_grid(X, resolution=200)
    fig, ax = plt.subplots()
    colors = ListedColormap(style.COLORS)
    ax.pcolormesh(xx, yy, predict_grid(predict, xx, yy), cmap=colors, vmin=0, vmax=9, alpha=0.3)
    scatter(ax, X, y)
    ax.set(xlabel="$x_1$", ylabel="$x_2$", title="Decision boundary")
    return fig
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Regions first.
#
# </details>

# %%
check(plot_decision_boundary)

# %%
def confusion_matrix(y_true, y_pred, n_classes):
    """counts[i, j] = number of examples of class i that were called j.

    Parameters
    ----------
    y_true : array (n,)
        True classes, integers from 0 to n_classes − 1.
    y_pred : array (n,)
        Predicted classes.
    n_classes : int
        Number of classes, also of those that do not occur.

    Returns
    -------
    array (n_classes, n_classes)
        Integers; rows are the truth.
    """
    ### BEGIN SOLUTION
    counts = np.zeros((n_classes, n_classes), dtype=int)
    for truth, called in zip(y_true, y_pred):
        counts[truth, called] += 1
    return counts
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Count.
#
# </details>

# %%
check(confusion_matrix)

# %%
def plot_history(history):
    """A figure of the loss and the accuracy by epoch, in training and in validation.

    Parameters
    ----------
    history : dict
        The lists `train_loss`, `val_loss`, `train_acc`, `val_acc`, one entry an epoch.

    Returns
    -------
    matplotlib.figure.Figure
        Loss and accuracy on axes of their own, every axis labelled, with a legend.
    """
    ### BEGIN SOLUTION
    fig, axes = plt.subplots(1, 2, figsize=(9, 3.5))
    for ax, name, quantity in zip(axes, ["loss", "acc"], ["loss", "accuracy"]):
        epochs = np.arange(1, len(history["train_" + name]) + 1)
        ax.plot(epochs, history["train_" + name], "-", label="training")
        ax.plot(epochs, history["val_" + name], "--", label="validation")
        ax.set(xlabel="epoch", ylabel=quantity, title=f"{quantity.capitalize()} by epoch")
        ax.legend()
    return fig
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Two panels.
#
# </details>

# %%
check(plot_history)

# %%
milestone()
