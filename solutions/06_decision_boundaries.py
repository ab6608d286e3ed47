# %% [markdown]
# # 6 · Decision boundaries
#
# *See what it learned.*
#
# The training loop of lesson 5 ends with two numbers, a loss and an accuracy. Here is a run that goes wrong, and all that the numbers say about it. The data are two-dimensional, so there is
# more to see than numbers.

# %%
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import ListedColormap

from autograder import check, hint, milestone, progress, solution
from autograder.mine import cross_entropy, forward, init_params, loss_and_grads, minibatches, predict, sgd_step, softmax, train
from playground import LiveBoundary, boundary, datasets, explore, quiz, scatter, show, style

# %%
X_xor, y_xor = datasets.xor(n=300, noise=0.05, seed=0)
X_xor_val, y_xor_val = datasets.xor(n=200, noise=0.05, seed=1)

rng = np.random.default_rng(0)
linear, run = train(X_xor, y_xor, X_xor_val, y_xor_val, init_params([2, 2], rng), epochs=60, batch_size=20,
                    lr=0.1, rng=rng)

fig, (left, right) = plt.subplots(1, 2, figsize=(9.5, 3.8))
left.plot(np.arange(1, 61), run["train_loss"], label="training")
left.plot(np.arange(1, 61), run["val_loss"], "--", label="validation")
left.axhline(np.log(2), color="black", linewidth=1, linestyle=":", label="log 2, a guess")
left.set(title=f"Validation accuracy {run['val_acc'][-1]:.0%}: but why?", xlabel="epoch", ylabel="loss",
         ylim=(0, None))
left.legend(loc="lower right")
boundary(lambda X: predict(X, linear), X_xor, y_xor, ax=right, title="What the network does")
show(fig, alt="Left: training and validation loss stay close to log 2 for 60 epochs. Right: the points form a checkerboard of four quarters, and the network cuts it with one straight line, so about one point in three is on the wrong side.")

# %% [markdown]
# The curve on the left says *that* the network fails. The picture on the right says *why*: the data are a checkerboard, and this network, which has no hidden layer, can only draw a straight line.
# No learning rate and no patience will mend that.
#
# **What you will be able to do**
#
# - make two data sets that no straight line can separate;
# - draw the regions that any classifier makes of the plane, and read the picture;
# - count which classes are taken for which;
# - draw the curves of a training run, and tell underfitting from overfitting;
# - watch the boundary move while your own network learns.
#
# **What you need first**: `forward` and `predict` (lesson 1), the loss (lesson 2), `loss_and_grads` (lesson 4), the training loop (lesson 5). The few functions of Matplotlib that you need are shown where they come up.

# %% [markdown]
# ## The boundary is where two scores are equal
#
# A classifier gives each place $x$ of the plane a label: the class with the largest score. So it cuts the plane into regions. The line between two regions, where the two largest scores are equal,
# is the **decision boundary**.
#
# Without a hidden layer the scores of class 0 and class 1 at $x$ are, in index form,
#
# $$z_k = \sum_{j=1}^{2} x_j W_{jk} + b_k ,$$
#
# and in matrix form, for $m$ places at once, $Z = XW + b$ with $X\,(m, 2)$, $W\,(2, 2)$, $b\,(2,)$, $Z\,(m, 2)$. The boundary $z_0 = z_1$ is then
#
# $$\sum_{j=1}^{2} x_j\,(W_{j1} - W_{j0}) + (b_1 - b_0) = 0, \qquad\text{that is}\qquad x\,(w_1 - w_0) + (b_1 - b_0) = 0$$
#
# with $x\,(2,)$ and the columns $w_0, w_1\,(2,)$ of $W$. That is the equation of a straight line. A hidden layer of relu units folds this line; more units make more folds.

# %% [markdown]
# ## XOR: the smallest problem that is not linear
#
# XOR, "exclusive or", is true if exactly one of two things is true. Here: a point has label 1 if exactly one of its coordinates is positive,
#
# $$y_i = \begin{cases} 1 & \text{if } x_{i1}\,x_{i2} < 0 \\ 0 & \text{otherwise.} \end{cases}$$
#
# For all points at once, with $X\,(n, 2)$, multiply its two columns element by element and compare with 0; the result has shape $(n,)$.
#
# | point | $x_1 x_2$ | label |
# | --- | --- | --- |
# | $(0.5, 0.2)$ | $0.1$ | 0 |
# | $(-0.5, 0.2)$ | $-0.1$ | 1 |
# | $(0.5, -0.2)$ | $-0.1$ | 1 |
# | $(-0.5, -0.2)$ | $0.1$ | 0 |
#
# **Why no straight line can do it.** Let $f(x) = w_1 x_1 + w_2 x_2 + b$ be positive where the label should be 1. At the four corners $(\pm 1, \pm 1)$, the two of class 1 need $w_1 - w_2 + b > 0$ and $-w_1 + w_2 + b > 0$. Add
# them: $2b > 0$. The two of class 0 need $w_1 + w_2 + b < 0$ and $-w_1 - w_2 + b < 0$. Add them: $2b < 0$. Both cannot hold.
#
# Real data are not clean. **Noise** moves each point a little after it got its label, so some points cross into another quarter and keep the label that they had. A classifier that gets those right has learned the noise.

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
# Three steps, in this order: places, labels, noise.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `rng.uniform(low, high, size=...)` draws the places, all of them in one call. The product of the two coordinates is negative exactly where their signs differ.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# A comparison gives True and False; `.astype(int)` makes them 1 and 0. The noise is an array of the shape of `X`, from `rng.normal`.
#
# </details>

# %%
check(make_xor)

# %% [markdown]
# You should see a checkerboard. Before you run the cell: in which of the two panels will a quarter hold points of both colours?

# %%
fig, axes = plt.subplots(1, 2, figsize=(8.5, 3.8))
for ax, noise in zip(axes, [0.0, 0.2]):
    scatter(ax, *make_xor(300, noise, np.random.default_rng(0)))
    ax.axhline(0, color="black", linewidth=1)
    ax.axvline(0, color="black", linewidth=1)
    ax.set(title=f"XOR, noise {noise}", xlabel="$x_1$", ylabel="$x_2$", xlim=(-1.6, 1.6), ylim=(-1.6, 1.6),
           aspect="equal")
axes[1].legend(loc="upper left", bbox_to_anchor=(1, 1))
show(fig, alt="Two checkerboards of points. Without noise every quarter holds one class; with noise 0.2 the classes mix along both axes.")

# %% [markdown]
# ## Spirals: a boundary that has to turn
#
# A spiral is a line that turns while it runs outwards. A point at radius $r$ and angle $\theta$ has the coordinates
#
# $$x_{i1} = r_i \cos\theta_i, \qquad x_{i2} = r_i \sin\theta_i, \qquad \theta_i = a\, r_i + \frac{2\pi}{k}\, y_i + \text{noise}_i .$$
#
# In matrix form $X = \operatorname{diag}(r)\,[\cos\theta \;\; \sin\theta]$ with $r\,(n,)$, $\theta\,(n,)$ and $X\,(n, 2)$: row $i$ of the two columns is multiplied by $r_i$. The first part of $\theta$ makes the arm turn ($a = 5$ is
# about four fifths of a turn between radius 0 and 1). The second part gives each of the $k$ classes its own start, a $k$-th of the full circle after the one before.
#
# With $k = 3$, $a = 5$, no noise, the three points at radius 0.5 have the angles $2.5$, $2.5 + 2.09 = 4.59$ and $2.5 + 4.19 = 6.69$: the corners of an equilateral triangle.

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
# Write down the labels first, then the radius of each point, then its angle, then both coordinates. All four are arrays with n_per_class · n_classes rows.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.repeat(np.arange(3), 2)` is 0 0 1 1 2 2; `np.tile(line, 3)` is a line three times over. So each arm gets its own label and the same radii.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# The angle is the sum of three parts: one that grows with the radius, one that depends on the label, and noise. `np.column_stack` puts two columns side by side.
#
# </details>

# %%
check(make_spirals)

# %% [markdown]
# You should see arms that wind around each other and never touch while there is no noise. How often the arms turn, and how far out they run, is your choice.

# %%
fig, axes = plt.subplots(1, 3, figsize=(12, 3.9))
for ax, n_classes, noise in zip(axes, [2, 3, 3], [0.0, 0.0, 0.3]):
    scatter(ax, *make_spirals(100, n_classes, noise, np.random.default_rng(0)))
    ax.set(title=f"{n_classes} classes, noise {noise}", xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
axes[2].legend(loc="upper left", bbox_to_anchor=(1, 1))
show(fig, alt="Two, then three spiral arms wound around each other. With noise 0.3 the points scatter about their arms and neighbouring arms begin to touch.")

# %% [markdown]
# ## A grid of places
#
# A classifier answers at single places, so ask it at many: at every place of a regular grid that covers the data, with a **margin** around them. With resolution $R$ the grid lines in direction $j$ are, in index form,
#
# $$g_{jt} = \ell_j + t\,\frac{u_j - \ell_j}{R - 1}, \qquad t = 0, \dots, R - 1, \qquad \ell_j = \min_i x_{ij} - \text{margin}, \quad u_j = \max_i x_{ij} + \text{margin},$$
#
# and `np.linspace(l, u, R)` computes all $R$ of them, shape $(R,)$. `np.meshgrid` lets every $x$ meet every $y$:

# %%
xx, yy = np.meshgrid([0, 1, 2], [10, 20])
print("xx, the first coordinate of each place", xx, sep="\n")
print("yy, the second coordinate", yy, sep="\n")

# %% [markdown]
# In matrix form $xx = \mathbf{1}\,g_1^\top$ and $yy = g_2\,\mathbf{1}^\top$, with $\mathbf{1}$ a column of $R$ ones: both have shape $(R, R)$. Rows of `xx` are all the same, and so are columns of `yy`. Row $i$ of the grid is one height
# $y$, column $j$ is one $x$. So `xx[i, j]` and `yy[i, j]` belong to one place, and the **row** number goes with $y$. Remember this; it is the source of the most common bug in this lesson.

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
# Take the smallest and the largest coordinate of each column: look at `axis`. Then step outwards by the margin.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.linspace(start, end, resolution)` has both ends in it. You need one such line for each direction, and `np.meshgrid` to let each meet each.
#
# </details>

# %%
check(make_grid)

# %% [markdown]
# ## A label for each place
#
# `predict` takes examples as rows, shape $(m, 2)$, and knows nothing of grids. So flatten both grids, set them side by side, ask once, and fold the answer back:
#
# | step | shape |
# | --- | --- |
# | `xx`, `yy` | $(r, c)$ each |
# | one row a place | $(r c, 2)$ |
# | labels | $(r c,)$ |
# | labels on the grid | $(r, c)$ |
#
# In index form: place $p = i c + j$ has the coordinates $(xx_{ij}, yy_{ij})$, and its label goes to row $i$, column $j$. Flattening and folding must count in the same order.
#
# For the grid printed above, $r = 2$, $c = 3$: the rows are (0, 10), (1, 10), (2, 10), (0, 20), (1, 20), (2, 20), and labels 0 0 1 0 1 1 fold to [[0, 0, 1], [0, 1, 1]].

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
# `predict` takes rows. How many rows, for a grid of shape (r, c)? What stands in one row?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `ravel` turns a grid into one long vector, row by row. Two vectors side by side are two columns.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# The answer has one label a row, in the same order: `reshape` it to the shape of the grid.
#
# </details>

# %%
check(predict_grid)

# %% [markdown]
# One call with 10 000 rows, not 10 000 calls with one: your `forward` is made of matrix products, and they are fast for many rows at once.

# %% [markdown]
# ## The picture
#
# A picture of a decision boundary has three layers, from back to front: the regions, filled; the points, each in the look of its **true** class; the axes with their names. Where a point's colour differs from the ground that it stands on, the
# network is wrong about it.
#
# Four functions of Matplotlib are enough: `fig, ax = plt.subplots()` opens a figure with one pair of axes; `ax.pcolormesh(xx, yy, labels)` fills the cells of a grid with colours; `ax.scatter(x, y, c=labels)` draws points; `ax.set(xlabel=..., ylabel=..., title=...)`
# writes names. What is drawn later lies on top.

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
        A new one in each call. Regions filled with contourf, pcolormesh or imshow, one colour a label and no other, reaching below all the points;
        the points above them, no class in the colour of another one's region; both axes labelled.
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
# You have written most of it: a grid over X, the labels on the grid. Make a new figure (`plt.subplots()`), then draw twice on its axes, in the right order.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Fill with `ax.pcolormesh(xx, yy, labels)`; or with `ax.contourf`, or with `ax.imshow` if you give it `origin="lower"` and an `extent`. `alpha` below 1 makes the colours pale.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# `scatter(ax, X, y)` from the playground draws the points of each class in their own colour and marker. To fill the regions in the same colours, use a `ListedColormap(style.COLORS)` with `vmin=0, vmax=9`. Return the figure, not the axes.
#
# </details>

# %%
check(plot_decision_boundary)

# %% [markdown]
# Try it on something that you can check by eye: a predictor that is a formula. Which class is where, before you run the cell?

# %%
def three_parts(X):
    """2 within 0.9 of the place (0, −1); elsewhere 1 on the left and 0 on the right."""
    return np.where(np.hypot(X[:, 0], X[:, 1] + 1) < 0.9, 2, np.where(X[:, 0] < 0, 1, 0))


X_three, y_three = datasets.blobs(n=120, noise=0.5, classes=3, seed=0)
fig = plot_decision_boundary(three_parts, X_three, y_three)
show(fig, alt="Three clouds of points over three filled regions: a disc below the middle, and left and right of a vertical line the rest of the plane. Most points stand on their own colour.")

# %% [markdown]
# Now the failure from the top of the lesson, beside a network with one hidden layer of 16 units. The only difference is `[2, 2]` or `[2, 16, 2]`.

# %%
def fit(X, y, X_val, y_val, width=16, depth=1, activation="relu", learning_rate=0.3, batch_size=20,
        epochs=100, seed=0, callback=None):
    """Train a network made of your own functions; returns a function X → probabilities, and its history.

    `depth` hidden layers of `width` units. After each epoch it calls callback(probabilities, train_loss, val_loss).
    """
    rng = np.random.default_rng(seed)
    params = init_params([2, *[width] * depth, int(y.max()) + 1], rng)
    history = {"train_loss": [], "val_loss": [], "train_acc": [], "val_acc": []}
    for _ in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            _, grads = loss_and_grads(X_batch, y_batch, params, activation)
            params = sgd_step(params, grads, learning_rate)

        def probabilities(P, params=params):
            return softmax(forward(P, params, activation)[0])

        for part, points, labels in (("train", X, y), ("val", X_val, y_val)):
            scores, _ = forward(points, params, activation)
            history[part + "_loss"].append(float(cross_entropy(scores, labels)))
            history[part + "_acc"].append(float((scores.argmax(axis=1) == labels).mean()))
        if callback:
            callback(probabilities, history["train_loss"][-1], history["val_loss"][-1])
    return probabilities, history


def labels_of(probabilities):
    """A function X → labels, from a function X → probabilities."""
    return lambda P: probabilities(P).argmax(axis=1)

# %%
fig, axes = plt.subplots(1, 2, figsize=(9.5, 3.9))
for ax, depth, name in zip(axes, [0, 1], ["no hidden layer", "one hidden layer, 16 units"]):
    xor_net, xor_history = fit(X_xor, y_xor, X_xor_val, y_xor_val, depth=depth)
    boundary(xor_net, X_xor_val, y_xor_val, ax=ax, title=f"{name}: {xor_history['val_acc'][-1]:.0%} right")
show(fig, alt="XOR, validation points. Without a hidden layer a straight line gets about half of them right; with 16 hidden units two crossing boundaries follow the checkerboard.")

# %% [markdown]
# The shades here are probabilities: pale where the network is unsure. `boundary` from the playground draws them; it is your `plot_decision_boundary` with more colours.

# %% [markdown]
# ## Which class is taken for which
#
# Accuracy counts mistakes; it does not say which. The **confusion matrix** does: entry $(i, j)$ counts the examples of class $i$ that were called $j$. In index form and in matrix form
#
# $$C_{ij} = \sum_{e=1}^{n} [\,y_e = i\,]\,[\,\hat y_e = j\,], \qquad C = Y^\top \hat Y,$$
#
# where a bracket is 1 if the statement in it is true and 0 if not, $Y$ and $\hat Y\,(n, k)$ are the one-hot rows of truth and prediction, and $C$ is $(k, k)$. Right answers stand on the diagonal, so accuracy is
# $\sum_i C_{ii} / n$, the trace of $C$ divided by $n$.
#
# Worked example: truth 0 0 1 1 1, predictions 0 1 1 1 0.
#
# | | called 0 | called 1 |
# | --- | --- | --- |
# | **is 0** | 1 | 1 |
# | **is 1** | 1 | 2 |
#
# Three of five are right. Each row sums to the number of examples of its class: 2 and 3.

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
# Start from an array of zeros with room for every class, and mind its dtype.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Go through the examples one by one. Which entry does an example with truth 2 that was called 0 belong to?
#
# </details>

# %%
check(confusion_matrix)

# %% [markdown]
# Rare classes show why this matters. Of 500 validation points 25 belong to class 1, and a lazy network calls everything 0.

# %%
rng = np.random.default_rng(3)
y_rare = (np.arange(500) >= 475).astype(int)
X_rare, X_rare_val = (rng.normal(0, 1, size=(500, 2)) + 2.2 * y_rare[:, None] for _ in range(2))
rare_net, _ = fit(X_rare, y_rare, X_rare_val, y_rare, width=8, epochs=40, learning_rate=0.1)

fig, axes = plt.subplots(1, 2, figsize=(9, 3.6))
for ax, name, called in zip(axes, ["always 0", "a network of 8 units"],
                            [np.zeros(500, dtype=int), labels_of(rare_net)(X_rare_val)]):
    counts = confusion_matrix(y_rare, called, 2)
    ax.imshow(counts / counts.sum(axis=1, keepdims=True), cmap="Blues", vmin=0, vmax=1.6)
    for i in range(2):
        for j in range(2):
            ax.text(j, i, counts[i, j], ha="center", va="center", fontsize=15)
    ax.set(title=f"{name}: accuracy {np.trace(counts) / counts.sum():.0%}", xlabel="called", ylabel="is",
           xticks=[0, 1], yticks=[0, 1])
    ax.grid(False)
show(fig, alt="Two confusion matrices. Calling everything 0 is right for 95 percent of the points and finds none of the 25 points of class 1; the network finds most of them.")

# %% [markdown]
# 95 % sounds like success. The second row of the left matrix says that not one example of class 1 was found.

# %% [markdown]
# ## Curves of a run
#
# A boundary is one moment. The history of a run is the film: training and validation, loss and accuracy, over the epochs. Draw each quantity on axes of its own, because a loss may be 3 and an accuracy may not. Training and validation
# belong on the same axes, because the gap between them is what you look for:
#
# - both losses high, close together: **underfitting**, the network cannot even fit the training set;
# - training loss falls and validation loss rises: **overfitting**, the network learns the noise;
# - both fall and stay close: keep going.

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
        A new one in each call. Loss and accuracy on axes of their own, every axis labelled, all curves of a frame different to the eye and named
        in a legend.
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
# `fig, axes = plt.subplots(1, 2)` gives two panels. Both panels are drawn in the same way, so a loop over them saves half of the lines.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# A curve gets its name by `label="..."`; the names appear when `ax.legend()` is called. `ax.set(xlabel=..., ylabel=...)` labels both axes.
#
# </details>

# %%
check(plot_history)

# %%
rng = np.random.default_rng(0)
X_moons, y_moons = datasets.moons(n=300, noise=0.2, seed=0)
X_moons_val, y_moons_val = datasets.moons(n=150, noise=0.2, seed=1)
moons_params, moons_history = train(X_moons, y_moons, X_moons_val, y_moons_val, init_params([2, 16, 2], rng),
                                    epochs=60, batch_size=20, lr=0.3, rng=rng)
fig = plot_history(moons_history)
show(fig, alt="Two panels over 60 epochs: the losses of training and validation fall together, and both accuracies rise above 95 percent.")

# %% [markdown]
# ## Watch it learn
#
# While a network trains, its boundary moves. The next cell trains **your** network on the spirals and redraws the picture as it goes. When it has finished, move the slider below the picture to go back through the run, or press play.
#
# Predict first: which part of the spirals does the network get right last, the middle or the outer ends?

# %%
X_spirals, y_spirals = datasets.spirals(n=300, noise=0.1, classes=3, seed=0)
X_spirals_val, y_spirals_val = datasets.spirals(n=150, noise=0.1, classes=3, seed=1)
with LiveBoundary(X_spirals, y_spirals, X_spirals_val, y_spirals_val, epochs=150) as live:
    fit(X_spirals, y_spirals, X_spirals_val, y_spirals_val, width=32, depth=2, learning_rate=0.05, epochs=150,
        callback=live)

# %% [markdown]
# The ends are far apart and easy. In the middle three classes meet within a small space, and the boundary there is the last to settle.
#
# One hidden layer of 16 units (two for the spirals) on all five data sets, each with the curve of its loss:

# %%
names = ["moons", "circles", "blobs", "xor", "spirals"]
fig, axes = plt.subplots(2, 5, figsize=(15, 6.2), height_ratios=[3, 2])
for name, above, below in zip(names, *axes):
    X_set, y_set = getattr(datasets, name)(seed=0)
    X_set_val, y_set_val = getattr(datasets, name)(seed=1)
    depth = 2 if name == "spirals" else 1
    set_net, set_history = fit(X_set, y_set, X_set_val, y_set_val, depth=depth, learning_rate=0.2)
    boundary(set_net, X_set, y_set, ax=above, title=f"{name}: {set_history['val_acc'][-1]:.0%} of validation")
    below.plot(np.arange(1, 101), set_history["train_loss"], label="training")
    below.plot(np.arange(1, 101), set_history["val_loss"], "--", label="validation")
    below.set(title="loss", xlabel="epoch", ylabel="loss", ylim=(0, 1.15))
    below.legend()
show(fig, alt="Five data sets, each with the boundary of a network of 16 units above and its two loss curves below. Circles, blobs and spirals are followed closely, and their losses come near 0; the loss of the moons is still falling; the validation loss of XOR levels off at about a quarter, because its noisy points cannot be told apart.")

# %% [markdown]
# ### How many units?
#
# Each relu unit of the first hidden layer is zero on one side of a straight line and grows on the other. So the boundary of a network with one hidden layer is made of straight pieces, and it can bend only where it crosses one of those lines. How many units does it take to
# close a curve around the inner circle? Predict, then run.

# %%
X_rings, y_rings = datasets.circles(n=200, noise=0.1, seed=0)
X_rings_val, y_rings_val = datasets.circles(n=200, noise=0.1, seed=1)
fig, axes = plt.subplots(1, 4, figsize=(14, 3.7))
for ax, width in zip(axes, [1, 2, 4, 64]):
    ring_net, ring_history = fit(X_rings, y_rings, X_rings_val, y_rings_val, width=width, epochs=150, seed=2)
    boundary(ring_net, X_rings, y_rings, ax=ax,
             title=f"{width} unit{'s' if width > 1 else ''}: {ring_history['val_acc'][-1]:.0%} right")
show(fig, alt="One circle of points inside another. With 1 unit the boundary is a straight line, with 2 it opens to one side, with 4 it is a closed polygon, with 64 it is nearly round.")

# %% [markdown]
# One unit cuts, two make a wedge or a strip, three are the fewest that can close a polygon, and 64 make it smooth. With few units it also depends on the start: change `seed` and look again.

# %% [markdown]
# ### Try it
#
# Every slider trains the network anew. Some questions to answer with it:
#
# - On XOR, what is the smallest width that works with relu? With tanh?
# - On the spirals, is one layer of 64 units as good as two of 16?
# - What does a learning rate of 3 do to the picture? What does it do to the curves?
# - At which noise do the moons become hopeless?

# %%
def fit_for_sliders(X, y, X_val, y_val, *, width, depth, activation, learning_rate, batch_size, epochs, seed,
                    callback):
    """What the sliders call: train, and return the function that predicts."""
    return fit(X, y, X_val, y_val, width, depth, activation, learning_rate, batch_size, epochs, seed,
               callback)[0]


explore(fit_for_sliders, data="xor", noise=0.05, width=4, depth=1, learning_rate=0.3)

# %% [markdown]
# ## Too little, right, too much
#
# 60 noisy XOR points to train on, 300 to validate, and three networks: one unit; eight units; two layers of 64.

# %%
rng = np.random.default_rng(4)
X_few, y_few = make_xor(60, 0.2, rng)
X_many, y_many = make_xor(300, 0.2, rng)
settings = {
    "Underfitting: 1 unit": dict(width=1, depth=1, learning_rate=0.1, epochs=200),
    "About right: 8 units": dict(width=8, depth=1, learning_rate=0.1, epochs=200),
    "Overfitting: 64 + 64 units": dict(width=64, depth=2, learning_rate=0.2, epochs=400),
}
fig, axes = plt.subplots(2, 3, figsize=(12, 6.8), height_ratios=[3, 2])
for (name, chosen), above, below in zip(settings.items(), *axes):
    few_net, few_history = fit(X_few, y_few, X_many, y_many, batch_size=10, **chosen)
    boundary(few_net, X_few, y_few, ax=above,
             title=f"{name}\ntraining {few_history['train_acc'][-1]:.0%}, validation {few_history['val_acc'][-1]:.0%}")
    below.plot(few_history["train_loss"], label="training")
    below.plot(few_history["val_loss"], "--", label="validation")
    below.set(title="loss", xlabel="epoch", ylabel="loss", ylim=(0, 1.4))
    below.legend(loc="upper left")
show(fig, alt="Left: one unit, both losses stay high. Middle: eight units, about four quarters, both losses fall and stay close. Right: two layers of 64 units bend around single noisy points; the training loss falls towards 0 while the validation loss rises.")

# %% [markdown]
# The right-hand network knows nearly all of its 60 points by heart, the noise included, and pays for it everywhere else. Neither the picture of the training points nor the training loss gives it away. The validation curve does, and so do the tongues and islands: a thin
# region around one or two points is a sign that a network has learned noise.

# %% [markdown]
# ## Where people go wrong
#
# **Bug A.** The network below is right for almost all of these points. The left picture shows it correctly. The right one comes from a `predict_grid` with one mistake. Which?

# %%
xx, yy = np.meshgrid(np.linspace(-2, 3, 150), np.linspace(-1.8, 2.2, 150))
moons_labels = predict(np.column_stack([xx.ravel(), yy.ravel()]), moons_params)
fig, axes = plt.subplots(1, 2, figsize=(9.5, 3.8))
for ax, name, folded in zip(axes, ["As it is", "Bug A"],
                            [moons_labels.reshape(xx.shape), moons_labels.reshape(xx.shape, order="F")]):
    ax.pcolormesh(xx, yy, folded, cmap=ListedColormap(style.COLORS), vmin=0, vmax=9, alpha=0.3)
    scatter(ax, X_moons, y_moons)
    ax.set(title=name, xlabel="$x_1$", ylabel="$x_2$")
    ax.grid(False)
show(fig, alt="Left: two moons, each on its own region. Right: the same points; the regions are mirrored at the diagonal, and two points in three stand on the wrong colour.")

# %% [markdown]
# **A: flattened by rows, folded by columns.** The regions are mirrored at the diagonal: rows and columns were exchanged. `order="F"`, a stray `.T` and `indexing="ij"` all do this, and a square grid hides it, because the shapes still fit. When picture and
# accuracy disagree, one of them is wrong, and it is usually the picture. Test `predict_grid` on a grid that is *not* square.
#
# **Bug B.** The predictor here is the formula from above, in which a single place can never be "between" two classes. Still the left picture has a thin seam of class 1 between class 2 and class 0.

# %%
xx, yy = np.meshgrid(np.linspace(-2, 2, 25), np.linspace(-2, 2, 25))
formula = three_parts(np.column_stack([xx.ravel(), yy.ravel()])).reshape(xx.shape)
fig, axes = plt.subplots(1, 2, figsize=(9.5, 3.8))
colors = ListedColormap(style.COLORS[:3])
axes[0].contourf(xx, yy, formula, levels=[-0.5, 0.5, 1.5, 2.5], cmap=colors, alpha=0.6)
axes[1].pcolormesh(xx, yy, formula, cmap=colors, alpha=0.6)
for ax, name in zip(axes, ["Bug B: contourf on labels", "pcolormesh on labels"]):
    ax.set(title=name, xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
    ax.grid(False)
    for k, place in enumerate([(1, 1), (-1, 1), (0, -1)]):
        ax.text(*place, f"class {k}", ha="center")
show(fig, alt="Left: a disc of class 2; along its right half, where it borders on class 0, runs a seam in the colour of class 1. Right: the same labels as square cells, without a seam.")

# %% [markdown]
# **B: labels are names, not amounts.** `contourf` draws a smooth surface through the numbers, and between 0 and 2 every smooth surface passes 1. With two classes nobody notices. For labels fill cells (`pcolormesh`, `imshow`), or draw the contour of one class at a time.
#
# **Bug C.** "The boundary is nearly perfect: 97 % of the points stand on their own colour." Which points? It is the picture on the right above, overfitting.
#
# **C: the picture shows the points it was made from.** Draw the validation points when you judge a network, as in the XOR picture above, and the training points when you ask what it has fitted.

# %% [markdown]
# ## Checkpoint
#
# Six questions, then the milestone.

# %%
quiz(
    "`xx, yy = make_grid(X, resolution=50)`. How many rows does the array have that goes to `predict`?",
    number=2500,
    because="Every one of 50 grid lines meets every one of 50 others: 50 · 50 places, one row each.",
    wrong={50: "These are the lines in one direction. Each meets all 50 of the other direction.",
           100: "The lines of both directions added. The places are where they cross: 50 times 50.",
           5000: "These are the numbers in it: two a place."},
)

# %%
quiz(
    "With NumPy's default indexing, what is the same along one **row** of `xx` and `yy`?",
    right={"`yy`": "A row of the grid is one height. Along it x changes and y does not."},
    wrong={"`xx`": "Along a row x changes: rows of `xx` are all like [0, 1, 2].",
           "both": "Then the whole row would be a single place.", "neither": "That would be a slanted grid."},
)

# %%
quiz(
    "A network without a hidden layer has three classes. What can its regions look like?",
    right={"Three regions with straight borders": "Between any two classes the scores are equal on a straight line, so all borders are pieces of straight lines."},
    wrong={
        "A disc inside another region": "That border would be round, and each border is straight.",
        "A checkerboard of four quarters": "A region of such a network is in one piece: it is where one linear score beats all the others.",
        "Anything, with enough training": "Training chooses among straight lines. It cannot bend them.",
    },
)

# %%
quiz(
    "The confusion matrix is [[50, 0], [10, 40]]. What does it say? Choose all that apply.",
    right={
        "Accuracy is 90 %": "50 + 40 of 100 stand on the diagonal.",
        "Ten examples of class 1 were called 0": "Row 1, column 0: the row is the truth.",
        "Whatever was called 1 is 1": "Column 1 has 0 wrong ones in it.",
    },
    wrong={"Ten examples of class 0 were called 1": "Rows are the truth, so that would be row 0, column 1, which is 0.", "There are 60 examples of class 0": "Sum the row, not the column: 50. Sixty were called 0."},
)

# %%
quiz(
    "Training loss 0.02, validation loss 1.1 and rising. What is the most likely reason?",
    right={"The network learns the noise of the training set": "Training falls and validation rises: overfitting. More data, fewer units, or stopping earlier help."},
    wrong={
        "The network has too few units": "Then the training loss would be high as well.",
        "The learning rate is too small": "The training loss is already near 0; the steps were large enough.",
        "The validation set is too easy": "Then its loss would be low.",
    },
)

# %%
quiz(
    "Your picture shows the regions but no points, although `scatter` is called and nothing fails. What happened?",
    right={"The points were drawn first, and the regions cover them": "What is drawn later lies on top, unless `zorder` says otherwise."},
    wrong={
        "`y` has the wrong dtype": "The points would still be there, in odd colours.",
        "`predict` was called with too many rows": "Rows do not hide points.",
        "The grid was transposed": "The regions would be mirrored; the points would stay.",
    },
)

# %% [markdown]
# **Milestone.** The best straight line gets two thirds of XOR right. Your `make_xor` draws 600 points to train on and 2000 to validate, with noise 0.02. Two networks are trained on them for 60 epochs: `[2, 2]` and `[2, 32, 2]`. By your `confusion_matrix`, the linear one must stay at or below 75 %
# on the validation points, and the one with a hidden layer must reach at least 90 %. Your `plot_decision_boundary` must show its checkerboard. The same run as a picture:

# %%
rng = np.random.default_rng(0)
X_mile, y_mile = make_xor(600, 0.02, rng)
X_mile_val, y_mile_val = make_xor(2000, 0.02, rng)
fig, axes = plt.subplots(1, 2, figsize=(9.5, 3.9))
for ax, depth, name in zip(axes, [0, 1], ["[2, 2]", "[2, 32, 2]"]):
    mile_net, _ = fit(X_mile, y_mile, X_mile_val, y_mile_val, width=32, depth=depth, epochs=60)
    counts = confusion_matrix(y_mile_val, labels_of(mile_net)(X_mile_val), 2)
    boundary(mile_net, X_mile_val[:300], y_mile_val[:300], ax=ax,
             title=f"{name}: {np.trace(counts) / counts.sum():.1%} of validation")
show(fig, alt="Left: the linear network is unsure everywhere and right about half of the time. Right: the network with 32 hidden units gets nearly all validation points right.")

# %%
milestone("06_decision_boundaries")

# %% [markdown]
# ## Take away
#
# - A decision boundary is where the two largest scores are equal; without a hidden layer it is straight, with one it is folded.
# - Ask on a grid, fold the answer back in the same order, fill, and draw the points on top.
# - Accuracy hides which class is wrong: rows of the confusion matrix are the truth.
# - A gap between training and validation is overfitting; two high curves are underfitting.
# - Judge on points that the network has not seen.
#
# **Read on.** Marvin Minsky and Seymour Papert, *Perceptrons* (1969), for what straight lines cannot do · Ian Goodfellow, Yoshua Bengio, Aaron Courville, *Deep Learning*, sections 5.2 (capacity, overfitting) and 6.1 (learning XOR) · Christopher Olah, *Neural Networks,
# Manifolds, and Topology* (2014), for what hidden layers do to space. Next: the same gradients, better steps.
