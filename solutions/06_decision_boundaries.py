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
from autograder.mine import forward, init_params, loss_and_grads, one_hot
from autograder.mine import predict, softmax, train
from playground import LiveBoundary, datasets, explore, quiz, scatter, show, style
from playground.pictures import decision_boundaries as demo

# %%
# Train a network without a hidden layer on XOR, and look inside.
demo.run_that_fails(train, init_params, predict)

# %% [markdown]
# The curve says *that* the network fails. The map says *why*: the data are a checkerboard, and this network, which has no hidden layer, can only draw a straight line.
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
#
# **Time**: about three hours, in three sittings. Two good places to stop are marked.

# %% [markdown]
# ## The boundary is where two scores are equal
#
# A classifier gives each place $x$ of the plane a label: the class with the largest score. So it cuts the plane into regions. The line between two regions, where the two largest scores are equal,
# is the **decision boundary**.
#
# Without a hidden layer the scores of class 0 and class 1 at $x$ are
#
# $$z_0 = u_1 x_1 + u_2 x_2 + b_0, \qquad z_1 = v_1 x_1 + v_2 x_2 + b_1 ,$$
#
# with $u$ and $v$ the two columns of $W$. They are equal where
#
# $$(v_1 - u_1)\,x_1 + (v_2 - u_2)\,x_2 + (b_1 - b_0) = 0 ,$$
#
# and that is the equation of a straight line.
#
# A hidden layer folds this line. Each relu unit has a line of its own, $x_1 w_1 + x_2 w_2 + b = 0$: on one side of it the unit is zero, on the other it grows. Wherever you cross such a line, one more unit joins in or falls silent, and the scores begin to change at another rate. So the boundary is made of straight pieces, and it
# can bend only on a unit's line.
#
# The next pictures need one function that trains a network of your own parts. `fit(X, y, X_val, y_val)` calls your `train`, one epoch after another. It takes `width` and `depth`, the units of a hidden layer and the number of such layers, `learning_rate`, `epochs`, `seed`, and a `callback` that it calls after each epoch. What comes back
# has `predict`, which gives labels, and `history`, the four lists of lesson 5. (`help(fit)` says the rest, `demo.fitting??` shows the code.)

# %%
# Put your functions together: fit(X, y, X_val, y_val, width=3) trains a network.
fit = demo.fitting(init_params, train, loss_and_grads, forward, softmax)

# %% [markdown]
# **Predict first.** Three units have to fence in a circle of points. How many corners will the fence have, three or more?

# %%
# Draw the lines of three hidden units, then the boundary that they make.
demo.folds(fit)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Six: each of the three lines meets the fence twice, and there the fence has a corner. The arrows in the first panel point to the side where the unit is not zero. The dots in the second mark where the boundary crosses a unit's line; between them it is straight. (The picture is the best of three random starts. From a bad one a unit may never help, and the fence stays open.)
#
# </details>
#
# The shades are probabilities: pale where the network is unsure.

# %% [markdown]
# ## XOR: the smallest problem that is not linear
#
# XOR, "exclusive or", is true if exactly one of two things is true. Here: a point has label 1 if exactly one of its coordinates is positive,
#
# $$y_i = \begin{cases} 1 & \text{if } x_{i1}\,x_{i2} < 0 \\ 0 & \text{otherwise.} \end{cases}$$
#
# | point | product $x_1 x_2$ | label |
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
# You should see a checkerboard, and with noise 0.2 points of both colours in each quarter.

# %%
# Draw your XOR without noise and with it.
demo.checkerboards(make_xor)

# %% [markdown]
# ## Spirals: a boundary that has to turn
#
# A spiral is a line that turns while it runs outwards. A point at radius $r$, its distance from the middle, and at angle $\theta$ has the coordinates
#
# $$x_{i1} = r_i \cos\theta_i, \qquad x_{i2} = r_i \sin\theta_i, \qquad \theta_i = a\, r_i + \frac{2\pi}{k}\, y_i + \text{noise}_i .$$
#
# - The radius runs from 0.1 to 1 in equal steps, in each arm alike: `np.linspace(0.1, 1, 4)` is 0.1, 0.4, 0.7, 1.
# - The first part of $\theta$ makes the arm turn ($a = 5$ is about seven tenths of a turn between radius 0.1 and 1). The second gives each of the $k$ classes its own start, a $k$-th of the full circle after the one before. The third is a random number for each point, of mean 0 and standard deviation `noise`.
# - Angles are in radians: the full circle is $2\pi$, `2 * np.pi`. `np.cos` and `np.sin` take whole arrays of them.
#
# How often the arms turn, how far out they run, and whether the noise moves the angle or the point is your choice.
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
        Standard deviation of the noise, on the angles or on the points; at 0 the points lie on their arm.
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
# You should see arms that wind around each other and never touch while there is no noise. The more arms there are, the less noise it takes to mix them.

# %%
# Draw your spirals; choose the number of arms and the noise.
demo.try_spirals(make_spirals)

# %% [markdown]
# *A good place to stop: you have the data. Next comes the picture of a boundary, in three steps.*

# %% [markdown]
# ## A grid of places
#
# A classifier answers at single places, so ask it at many: at every place of a regular grid that covers the data, with a **margin** around them. In each direction the `resolution` grid lines run in equal steps, as `np.linspace` makes them, from the smallest coordinate of the points less the margin to the largest plus the margin. `np.meshgrid` lets every $x$ meet every $y$:

# %%
# Let three values of x meet two of y.
xx, yy = np.meshgrid([0, 1, 2], [10, 20])
print("xx, the first coordinate of each place", xx, sep="\n")
print("yy, the second coordinate", yy, sep="\n")

# %% [markdown]
# Rows of `xx` are all the same, and so are columns of `yy`. Row $i$ of the grid is one height $y$, column $j$ is one $x$. So `xx[i, j]` and `yy[i, j]` belong to one place, and the **row** number goes with $y$. Remember this; it is the source of the most common bug in this lesson.

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
# Three points, and your grid over them with the row and column of each place. Row 0 is the lowest.

# %%
# Draw a small grid of yours, with row 1 marked.
demo.places(make_grid)

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
#
# Here your grid and your labels meet. The predictor is a formula that you can check by eye: 2 in a disc around $(0, -1)$, elsewhere 1 on the left and 0 on the right.
#
# **Predict first.** With four grid lines in each direction, what becomes of the disc?

# %%
# Fill a cell for each place of your grid with the colour of its label.
demo.try_resolution(make_grid, predict_grid)

# %% [markdown]
# <details><summary>Answer</summary>
#
# A block of two cells, or as many as have their middle in the disc. A grid sees nothing between its places: fine borders need many of them, and 200 in each direction are 40 000 calls of the formula, or one call with 40 000 rows.
#
# </details>

# %% [markdown]
# ## The picture
#
# A picture of a decision boundary has three layers, from back to front: the regions, filled; the points, each in the look of its **true** class; the axes with their names. Where a point's colour differs from the ground that it stands on, the
# network is wrong about it.
#
# Labels are names, not amounts: between class 0 and class 2 there is no class 1 on the way. So fill cells, one for each place, and draw no smooth surface through the numbers.
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
        A new one in each call. Regions filled with pcolormesh, imshow, or contourf for one class at a time; one colour a label and no other,
        reaching below all the points; the points above them, no class in the colour of another one's region; both axes labelled.
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
# Fill with `ax.pcolormesh(xx, yy, labels)`, or with `ax.imshow` if you give it `origin="lower"` and an `extent`. `alpha` below 1 makes the colours pale. `ax.contourf` draws a surface through the numbers, so give it one class at a time: `labels == k` with `levels=[0.5, 1.5]` and one colour.
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
# Your picture of the formula from above, with points of three classes.
#
# **Predict first.** Which class is where, and where do points stand on a colour that is not theirs?

# %%
# Draw the regions of a formula with your function.
X_three, y_three = datasets.blobs(n=120, noise=0.5, classes=3, seed=0)
fig = plot_decision_boundary(demo.three_parts, X_three, y_three)
fig.axes[0].set_aspect("equal")
show(fig, alt="Three clouds of points on a disc and on its left and right.")

# %% [markdown]
# <details><summary>Answer</summary>
#
# Class 2 in the disc below the middle, 1 on the left, 0 on the right. Points stand on another class's colour at the upright border and around the disc, where the clouds reach over.
#
# </details>
#
# Now the run from the top of the lesson, beside one with a hidden layer of 16 units. The only difference is `[2, 2]` or `[2, 16, 2]`. The points are validation points. (In later pictures a panel may show no boundary: then one class has the larger score everywhere in it, and its title says so.)

# %%
# Train on XOR without a hidden layer and with one.
demo.line_and_layer(fit)

# %% [markdown]
# These pictures are drawn as your `plot_decision_boundary` draws, with probabilities in place of labels.

# %% [markdown]
# *A good place to stop: the boundary is drawn. Next you count, draw curves, and watch.*

# %% [markdown]
# ## Which class is taken for which
#
# Accuracy counts mistakes; it does not say which. The **confusion matrix** $C$ does, with a row and a column for each class: $C_{ij}$ counts the examples of class $i$ that were called $j$. Right answers stand on the diagonal, so accuracy is
# the sum of the diagonal divided by $n$.
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
# Rare classes show why this matters. Of 500 validation points 25 belong to class 1, and a lazy network calls everything 0. The darker a cell, the larger its share of the row.

# %%
# Count what a lazy network and a trained one make of a rare class.
demo.rare_class(fit, confusion_matrix)

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
# Draw the history of a run on noisy moons with your function.
X_moons, y_moons = datasets.moons(n=300, noise=0.2, seed=0)
X_moons_val, y_moons_val = datasets.moons(n=150, noise=0.2, seed=1)
net = fit(X_moons, y_moons, X_moons_val, y_moons_val, epochs=60)
fig = plot_history(net.history)
show(fig, alt="Two panels over 60 epochs: both losses fall, both accuracies rise.")

# %% [markdown]
# In our run the validation loss lies *below* the training loss all the way. Nothing is wrong: with this seed the 150 validation points are an easy draw. Of the eleven next ones (`seed=2` to `seed=12` in the third line) ten give the same network a validation loss above its training loss of 0.062, from 0.072 to 0.133; over 20 000
# points it is 0.095. Look at the gap between two curves, and ask how large it would be by chance.

# %% [markdown]
# ## Watch it learn
#
# While a network trains, its boundary moves. The next cell trains **your** network on the spirals and redraws the picture as it goes. When it has finished, its slider goes back through the run, and *play* shows it again.
#
# **Predict first.** Which part of the spirals does the network get right last, the middle or the outer ends?

# %%
# Train on the spirals and watch the boundary. Change the numbers, run it again.
X_arms, y_arms = datasets.spirals(n=300, noise=0.1, classes=3, seed=0)
X_arms_val, y_arms_val = datasets.spirals(n=150, noise=0.1, classes=3, seed=1)
with LiveBoundary(X_arms, y_arms, X_arms_val, y_arms_val, epochs=150) as live:
    fit(X_arms, y_arms, X_arms_val, y_arms_val, width=32, depth=2,
        learning_rate=0.05, epochs=150, callback=live)

# %% [markdown]
# <details><summary>Answer</summary>
#
# The middle. The ends are far apart and easy; in the middle three classes meet within a small space, and the boundary there is the last to settle.
#
# </details>
#
# One hidden layer of 16 units (two for the spirals) on all five data sets, trained for 100 epochs:

# %%
# Train on five data sets, and compare their losses.
demo.watch_five(fit)

# %% [markdown]
# Blobs, circles and spirals end near a loss of 0; the moons are on their way. The loss of XOR stays above all others: its noise has put points into the quarter of the other class, and no network can tell which.

# %% [markdown]
# ### How many units?
#
# The boundary of a network with one hidden layer can bend only on the lines of its units.
#
# **Predict first.** What is the fewest units that can close a curve around the inner circle?

# %%
# Train 1, 2, 3 and 64 units on the circles, and draw their lines and folds.
demo.rings(fit)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Three. One unit cuts, two make a wedge or a strip, three are the fewest that can close a polygon, and 64 make it smooth. Where all units are zero the scores do not change at all: with one unit that is a whole side of its line, and the picture has one shade there.
#
# </details>
#
# Each panel is the best of three random starts. With few units much depends on the start, as you can see here. (XOR has noise 0.1 in this picture: the true checkerboard itself gets only about 92 % right.)

# %%
# Choose the data, the number of units and the random start.
demo.try_units(fit)

# %% [markdown]
# ### Try it
#
# Every slider trains your network anew: `explore` calls `fit`, which calls your `train`.
#
# **Predict first.** On XOR, what is the smallest width that works with relu? On the spirals, is one layer of 64 units as good as two of 16? What does a learning rate of 3 do to the picture, and at which noise do the moons become hopeless?

# %%
# Open sliders for data, noise, width, depth, activation, rate and batch size.
explore(fit, data="xor", noise=0.05, width=3, depth=1, learning_rate=0.3)

# %% [markdown]
# <details><summary>Answer</summary>
#
# At noise 0.05 the true checkerboard gets about 96 % of XOR right. With our functions, over eight starts: 2 units get 59 to 77 %, 3 units 77 to 95 %, as the start will have it, and 4 units at least 86 %, mostly more than 90. So 3 can do it, and 4 nearly always do. On the spirals both are right nearly everywhere. With a rate of 3 the boundary leaps from epoch to epoch, and the accuracy with it; with two hidden layers the network often dies, and one colour fills the picture. The moons never
# become quite hopeless: at noise 0.5 four points in five are still on the right side.
#
# </details>

# %% [markdown]
# ## Too little, right, too much
#
# 60 noisy XOR points to train on, 300 to validate, and three networks, all trained for 400 epochs: one unit; eight units; two layers of 64.

# %%
# Train one unit, eight units, and two layers of 64 on 60 noisy points.
demo.too_little_too_much(fit, make_xor)

# %% [markdown]
# On the left one unit finds little that helps, and both losses stay near log 2. The right-hand network has learned more than nine in ten of its 60 points, some of the noise among them. Its validation accuracy hardly suffers, for few points fall into the wrong regions. Its validation loss does: it rises from the first twenty epochs on, because the network is sure where it is wrong. The training loss gives none of this away. The regions hint at it: a thin tongue or an
# island around one or two points is a sign that a network has learned noise.

# %% [markdown]
# ## Where people go wrong
#
# **Predict first.** Bug A: the network below is right for almost all of these points. The first picture shows it correctly. The second one comes from a `predict_grid` with one mistake. Which?

# %%
# Draw the moons with your predict_grid, and with bug A in it.
demo.bug_a(fit, predict_grid)

# %% [markdown]
# <details><summary>Answer</summary>
#
# **A: flattened by rows, folded by columns.** The regions are mirrored at the diagonal: rows and columns were exchanged. `order="F"`, a stray `.T` and `indexing="ij"` all do this, and a square grid hides it, because the shapes still fit. When picture and
# accuracy disagree, one of them is wrong, and it is usually the picture. Test `predict_grid` on a grid that is *not* square.
#
# </details>
#
# **Predict first.** Bug B: the predictor is the formula from above. The first picture fills with `contourf` and `levels=[-0.5, 0.5, 1.5, 2.5]`, one level between any two labels. Still it has a thin seam of class 1 between class 2 and class 0. Where does that come from?

# %%
# Draw the labels of a formula with contourf and with pcolormesh.
demo.bug_b(predict_grid)

# %% [markdown]
# <details><summary>Answer</summary>
#
# **B: a surface through names.** `contourf` draws a smooth surface through the numbers, and between 0 and 2 every smooth surface passes 1, whatever the levels. With two classes nobody notices. For labels fill cells (`pcolormesh`, `imshow`), or draw one class at a time: `contourf` on `labels == k` with levels 0.5 and 1.5.
#
# </details>
#
# **Predict first.** Bug C: "The boundary is nearly perfect: more than nine in ten points stand on their own colour." That was said of the first picture; the second one shows the same network. Which points does each of them show?

# %%
# Draw the overfitting network with one set of points, and with another.
demo.bug_c(fit, make_xor)

# %% [markdown]
# <details><summary>Answer</summary>
#
# **C: the picture shows the points it was made from.** In the first are the 60 that the network was trained on, in the second the 300 that it has not seen. Draw the validation points when you judge a network, and the training points when you ask what it has fitted.
#
# </details>

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
    "The confusion matrix is [[50, 0], [10, 40]]. What does it say?",
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
    "Your picture shows the regions but no points, although Matplotlib's `ax.scatter` is called and nothing fails. What happened?",
    right={"The points were drawn first, and the regions cover them": "What is drawn later lies on top, unless `zorder` says otherwise. The playground's `scatter` does say so: its points are on top whenever they are drawn."},
    wrong={
        "`y` has the wrong dtype": "The points would still be there, in odd colours.",
        "`predict` was called with too many rows": "Rows do not hide points.",
        "The grid was transposed": "The regions would be mirrored; the points would stay.",
    },
)

# %% [markdown]
# **Milestone.** The best straight line gets two thirds of XOR right: it cuts off one corner of the square and calls that class 0, the rest class 1. (Beyond $x_1 + x_2 = \frac23$ lies $\frac79$ of one quarter, and $\frac1{18}$ of each of its two neighbours.) Training mostly finds a worse one. Your `make_xor` draws 600 points to train on and 2000 to validate, with noise 0.02. Two networks are trained on them for 60 epochs: `[2, 2]` and `[2, 32, 2]`. By your `confusion_matrix`, the linear one must stay at or below 75 %
# on the validation points, and the one with a hidden layer must reach at least 90 %. Your `plot_decision_boundary` must show its checkerboard. Such a run, drawn by your function:

# %%
# Make the milestone's run, and draw it.
demo.milestone_run(fit, make_xor, confusion_matrix, plot_decision_boundary)

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
