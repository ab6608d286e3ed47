# %% [markdown]
# # 1 · The forward pass
#
# *From numbers to scores. 210 to 240 minutes, in two or three sittings: two good places to stop are marked.*
#
# A neural network is a function: numbers go in on the left, and one score for each class comes out on the right. The next two cells show one
# (in the notebook click on the first, then press Shift and Enter together, twice).

# %%
import numpy as np

from autograder import check, hint, milestone, progress, solution
from playground import datasets, quiz
from playground.pictures import forward_pass as demo

# %%
# Draw a network with all of its numbers.
demo.network()

# %% [markdown]
# The two circles on the left are the inputs, the others are **units**. A line takes the number on its left to the unit on its right and multiplies it by
# the **weight** that stands on the line (thick lines have large weights, dashed lines negative ones). A unit adds up what arrives, and then a number of its
# own, the **bias**. Check the marked one, inputs times weights and then the bias: $1\cdot 2 + 2\cdot 1 - 1 = 3$.
#
# The unit below it gets $1\cdot 1 + 2\cdot(-2) + 2 = -1$, and passes on 0: the **hidden** units, those in the middle, replace what is negative by zero.
# A hidden unit that passes on 0 is called **silent**. The two numbers on the right may be negative. They are the **scores**. The upper one, for class 0, is
# the larger, so this network answers "class 0".
#
# In this lesson you write that function, part by part. Nothing is learned yet: the weights are given, or drawn at random. Learning is lessons 2
# to 5, and it needs this function first. What the hidden units are good for, the next picture shows (run it too, and so on down the page).

# %%
# Two classes of points, and what a straight line can do.
X_moons, y_moons = datasets.moons(n=200, noise=0.1, seed=4)
demo.fitted_line(X_moons, y_moons)

# %% [markdown]
# The line in the second panel was fitted to the points, and no straight line separates the two moons. At the end of this lesson a network as small as the one above, with only 17 numbers in it, separates them,
# and you will have written every operation that it performs.
#
# **What you will be able to do**
#
# - read the shape of an array and say what each axis means;
# - write a dense layer, three activations and softmax, so that they survive any input;
# - draw starting weights of the right size, and count them;
# - chain the layers into a network, and turn its scores into labels.
#
# **What you need first**: Python (functions, lists, loops) and school algebra (straight lines, the exponential function $e^x$ and its inverse, the
# natural logarithm $\ln x$). Everything about NumPy and matrices that you need is explained here.
#
# **How a lesson works.** Text and pictures explain one idea. Then comes an exercise: a function with a description and no body. Replace
# `raise NotImplementedError` by your code, run the cell, then run the `check` cell below it. It says what is right, what is not, and often why.
# Hints are folded; open one when you are stuck. You may run a check as often as you like. In a cell of your own (the button **+** above the
# notebook adds one below the cell that you are in) `hint(dense)` shows one hint after the other, `solution(dense)` our answer, and `progress()` which
# exercises pass.
#
# Every function of this course leaves what it is given as it was, and remembers nothing: it returns new arrays, and the same call gives the same
# answer. Only a generator of random numbers moves on when you draw from it.
#
# Cells that only draw are folded: run them as they are. One that needs a function which you have not written yet says so in a line (a cell of
# plain code ends in `NotImplementedError`); write it, and run the cell again. The code of the pictures is in the folder `playground/pictures`, and `demo.network??` in a cell shows it.

# %% [markdown]
# ## Rows are examples
#
# A NumPy **array** is a table of numbers. Its **shape** says how many entries it has along each **axis**: axis 0 counts rows, axis 1 counts
# columns. In the whole course, **a row is an example and a column is a feature**. Four points with two coordinates each are an array `X` of shape
# (4, 2); in general $X$ has shape $(n, d)$: $n$ examples, $d$ features.

# %%
# Four examples with two features each.
X = np.array([[1.0, 2.0], [3.0, 0.0], [0.0, 1.0], [2.0, 2.0]])
print("shape           ", X.shape)
print("example 1       ", X[1])          # a row: counting starts at 0
print("feature 0 of all", X[:, 0])       # a column: ":" means all rows

# %% [markdown]
# Arithmetic works on all elements at once: `X + 1`, `2 * X`, `X * X`, `np.exp(X)` each return an array of the same shape, and `X > 1` returns one
# of True and False. No loop is needed. `X ** 2` squares each element, `np.sqrt(X)` takes each root.
#
# Many functions take an `axis`. It names the axis that **disappears**: `X.sum(axis=0)` runs down the rows and leaves one number for each column;
# `X.sum(axis=1)` runs along the columns and leaves one number for each row. With `keepdims=True` the axis stays, with length 1.

# %%
# The same sum along either axis, and with the axis kept.
for_columns, for_rows = X.sum(axis=0), X.sum(axis=1)
kept = X.sum(axis=1, keepdims=True)
print("sum(axis=0)               ", for_columns, "shape", for_columns.shape)
print("sum(axis=1)               ", for_rows, "shape", for_rows.shape)
print("sum(axis=1, keepdims=True)", kept.tolist(), "shape", kept.shape)

# %% [markdown]
# **Broadcasting** is what NumPy does when two shapes differ. It lines the shapes up *from the right*. Two lengths fit if they are equal or if one
# of them is 1 (or missing); the shorter one is then repeated. So:
#
# | left | right | result | why |
# | --- | --- | --- | --- |
# | (4, 2) | (2,) | (4, 2) | the row is added to every row |
# | (4, 2) | (4, 1) | (4, 2) | the column is added to every column |
# | (4, 2) | (4,) | error | 2 and 4 stand under each other |
#
# The third line is why `keepdims=True` exists.
#
# **Predict first.** What is the first row of each of the two arrays that the next cell prints?

# %%
# A row added to every row, and a column that divides every column.
print(X + np.array([10.0, 20.0]))
print(X / X.sum(axis=1, keepdims=True))

# %% [markdown]
# <details><summary>Answer</summary>
#
# (11, 22): the row (10, 20) is added to each row, here to (1, 2). Then (1/3, 2/3): each row is divided by its own sum, here 3, so each row of the
# result adds up to 1.
#
# </details>

# %%
quiz(
    "`X` has shape (4, 2). What is the shape of `X - X.mean(axis=0)`?",
    right={"(4, 2)": "The mean over axis 0 has shape (2,): one number a column. It is subtracted from every row."},
    wrong={
        "(2,)": "That is the shape of the mean alone. Subtracting it from X repeats it for every row.",
        "(4,)": "Axis 0, the rows, disappears in the mean; what is left has one entry for each of the 2 columns.",
        "It is an error": "(4, 2) and (2,) line up from the right: 2 under 2. It would be an error with `mean(axis=1)`, of shape (4,).",
    },
)

# %% [markdown]
# These are the other functions of NumPy that this lesson needs, on `A = np.array([[1.0, -4.0], [3.0, 2.0]])`. Come back to the list when an
# exercise asks for one of them.
#
# | you write | you get | in words |
# | --- | --- | --- |
# | `np.abs(A)`, `np.sign(A)` | `[[1, 4], [3, 2]]`, `[[1, -1], [1, 1]]` | size and sign of each element |
# | `np.zeros(3)`, `np.zeros((2, 3))` | `[0, 0, 0]`, two rows of three zeros | an array of a given shape |
# | `A.max(axis=1)` | `[1, 3]` | the largest number of each row |
# | `A.max(axis=1, keepdims=True)` | `[[1], [3]]` | the same as a column, of shape (2, 1) |
# | `A.argmax(axis=1)` | `[0, 0]` | *where* the largest of each row stands |
# | `A.T` | `[[1, 3], [-4, 2]]` | the **transpose**: rows become columns |
# | `np.maximum(A, A.T)` | `[[1, 3], [3, 2]]` | the larger of two, place by place; shapes are broadcast as with `+` |
# | `A.size`, `len(A)` | `4`, `2` | how many elements, how many rows |
# | `A @ B` | | the matrix product, which comes next |
#
# All numbers of an array are of one kind, its **dtype**: `float64` as a rule, `int64` where you wrote whole numbers, or `float32`, floats of half the size
# and half the digits. And an array may be cut out of another, as `X[:, ::2]` takes every second column: its numbers then lie apart in memory, which is
# called *non-contiguous*. The checks try all of these; what is written with NumPy's own operations takes them all.

# %% [markdown]
# ## The dense layer
#
# One **unit** of a network takes an example with $d$ features, multiplies each by a weight, adds the products and adds one more number, the bias:
# $z = x_1 w_1 + x_2 w_2 + \dots + x_d w_d + b$. With one feature that is the line $z = wx + b$ from school: $w$ is its slope and $b$ its height at
# $x = 0$.
#
# A **dense layer** is many units side by side, each with weights and a bias of its own, applied to many examples. With $n$ examples, $d_\text{in}$
# features and $d_\text{out}$ units, unit $j$ gives example $i$ the number
#
# $$z_{ij} = \sum_{k=1}^{d_\text{in}} X_{ik}\, W_{kj} + b_j .$$
#
# The sum over $k$ goes along row $i$ of $X$ and down column $j$ of $W$. Doing so for every $i$ and $j$ is exactly what the **matrix product**
# means, in NumPy `@`. The whole layer is
#
# $$\underset{(n,\ d_\text{out})}{Z} \;=\; \underset{(n,\ d_\text{in})}{X}\ \underset{(d_\text{in},\ d_\text{out})}{W} \;+\; \underset{(d_\text{out},)}{b} .$$
#
# Read the shapes: the two inner lengths must agree, and they vanish; the outer ones remain. The bias is a row, so broadcasting adds it to every
# example. Beware of `*`: it multiplies elements that stand in the same place, and is not the matrix product.
#
# **Predict first.** In the next picture `W` holds the weights of the first layer that you saw drawn, a column for each hidden unit. Which number belongs
# in row 1 and column 2 of `X @ W`? Work it out, then move both sliders there.

# %%
# Move the row and the column, and see which numbers meet.
demo.try_product(X)

# %% [markdown]
# <details><summary>Answer</summary>
#
# −3. Row 1 of `X` is (3, 0), column 2 of `W` is (−1, 1), and $3\cdot(-1) + 0\cdot 1 = -3$. Row 1 is the second row: counting starts at 0.
#
# </details>

# %% [markdown]
# The drawn network by hand: its example is row 0, $x = (1, 2)$, its first layer has
# $W = \begin{pmatrix}2 & 1 & -1\\ 1 & -2 & 1\end{pmatrix}$ and $b = (-1, 2, 1)$. The product is $(4, -3, 1)$, and with the biases
# $z = (3, -1, 2)$: the three sums that stand in the first picture.
#
# Now write the layer for any number of examples, features and units.

# %%
def dense(X, W, b):
    """Z = X W + b: one row an example, one column a unit.

    Parameters
    ----------
    X : array (n, d_in)
        Examples, one a row.
    W : array (d_in, d_out)
        Weights, one column a unit.
    b : array (d_out,)
        Biases, one a unit.

    Returns
    -------
    array (n, d_out)
    """
    ### BEGIN SOLUTION
    return X @ W + b
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The formula in matrix form is already nearly Python. Which operator is the matrix product?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `b` has shape (d_out,) and the product has shape (n, d_out). Broadcasting lines them up from the right, so a plain `+` adds `b` to each row.
#
# </details>

# %%
check(dense)

# %%
# The first layer of the drawn network, for the four examples at once.
W1, b1 = np.array([[2.0, 1.0, -1.0], [1.0, -2.0, 1.0]]), np.array([-1.0, 2.0, 1.0])
print(dense(X, W1, b1))

# %% [markdown]
# The first row is (3, −1, 2) again.
#
# A unit with two features cuts the plane along a straight line: on one side of it its $z$ is positive, on the other negative. Let it say "class 1" where
# $z > 0$.
#
# **Predict first.** How many percent of the points can one unit get right, if you choose its weights and its bias well? Move the sliders, and get as far
# as you can.

# %%
# One unit on the moons: move its two weights and its bias.
demo.try_line(dense, X_moons, y_moons)

# %% [markdown]
# <details><summary>Answer</summary>
#
# 93 %, with weights 1 and −6 and bias 0.5, and no straight line does better on these points. (The line at the beginning got 89 %: it was fitted to keep
# certain distances small, which is not the same as to count.) The weights turn the line, the bias moves it. It never bends.
#
# </details>

# %% [markdown]
# ## Bend it: relu
#
# Would two layers do better than one? Take one feature and one unit in each. The first gives $w_1x + b_1$, and the second
#
# $$w_2\,(w_1 x + b_1) + b_2 \;=\; (w_2 w_1)\, x + (w_2 b_1 + b_2),$$
#
# again a straight line, with slope $w_2 w_1$. The same happens with any number of features and units: two dense layers on top of each other are no
# more than one, and the boundary stays straight however many you stack. So something that is not a straight
# line has to come between them: an **activation**, a function applied to each number of $Z$ by itself. The most used one is also the simplest. The
# *rectified linear unit* keeps what is positive and replaces the rest by zero, as the hidden units of the first picture do:
#
# $$a_{ij} = \max(0,\, z_{ij}).$$
#
# | z | −2 | −0.5 | 0 | 0.5 | 3 |
# | --- | --- | --- | --- | --- | --- |
# | relu(z) | 0 | 0 | 0 | 0.5 | 3 |
#
# NumPy has two functions whose names are close, and they do different things.
#
# **Predict first.** Which shapes do the two results of the next cell have?

# %%
# One of the two takes an axis, the other takes two arrays.
A, B = np.array([[1.0, 5.0], [4.0, 2.0]]), np.array([[3.0, 6.0], [0.0, 2.0]])
print("np.max(A, 0)    ", np.max(A, 0).tolist())
print("np.maximum(A, B)", np.maximum(A, B).tolist())

# %% [markdown]
# <details><summary>Answer</summary>
#
# (2,) and (2, 2). In `np.max(A, 0)` the 0 is an axis: the rows disappear, and the largest number of each column is left. `np.maximum(A, B)` takes the
# larger of the two numbers at each place.
#
# </details>

# %%
def relu(z):
    """max(0, z), element by element.

    Parameters
    ----------
    z : array of any shape

    Returns
    -------
    array of the same shape
        A new one: z is left as it was.
    """
    ### BEGIN SOLUTION
    return np.maximum(z, 0.0)
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Python's own `max` compares whole things and does not know what to do with an array. You need the one that works element by element; the cell
# above shows it with two arrays, and what is broadcast may be a number.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# If you assign to parts of `z`, as in `z[...] = 0`, you change the caller's array. Return a new array instead.
#
# </details>

# %%
check(relu)

# %% [markdown]
# ## Squash it: sigmoid
#
# The **sigmoid** squeezes any number into the interval from 0 to 1, so that it can be read as a probability:
#
# $$\sigma(z) = \frac{1}{1 + e^{-z}} .$$
#
# Three values to keep in mind: $\sigma(0) = \tfrac12$; $\sigma(\ln 3) = \tfrac34$, because $e^{-\ln 3} = \tfrac13$; and
# $\sigma(-z) = 1 - \sigma(z)$.
#
# There is a catch, and it is your first lesson in *numerical stability*. The largest number that fits in a float is about $1.8 \cdot 10^{308}$, and
# $e^{710}$ is more. NumPy then returns `inf`, infinity, with a warning, and a calculation that goes on with `inf` soon gives `nan`, "not a number".
# Type it into a cell of your own, with `z = np.array([10.0, 700.0, 1000.0])`, to see the warnings, *overflow encountered in exp* and *invalid value
# encountered in divide*:
#
# | `z` | 10.0 | 700.0 | 1000.0 |
# | --- | --- | --- | --- |
# | `np.exp(z)` | 22026.47 | 1.01e+304 | inf |
# | `np.exp(z) / (1 + np.exp(z))` | 0.99995 | 1.0 | nan |
#
# The last answer should be 1. The cure is to use $e$ only with powers that are **not positive**: $e^{-1000}$ is rounded to 0, which is harmless.
# The sigmoid can be written in two ways that are equal as mathematics and differ as programs:
#
# $$\sigma(z) \;=\; \frac{1}{1 + e^{-z}} \;=\; \frac{e^{z}}{1 + e^{z}} .$$
#
# The first is safe for $z \ge 0$, the second for $z < 0$. In both safe cases the power is $-|z|$, so $e^{-|z|}$ is the only exponential you need.
# (Cutting $z$ off at some limit instead is a trap: `float32` overflows already at $e^{89}$.)
#
# `np.where(condition, a, b)` picks from `a` where the condition is True and from `b` elsewhere. It computes both first, so both must be safe
# everywhere.

# %%
# Pick 100 where z is at least 0, and −z elsewhere.
z = np.array([-2.0, 0.0, 3.0])
print(np.where(z >= 0, 100.0, -z))

# %%
def sigmoid(z):
    """1 / (1 + exp(−z)), element by element, for any finite z.

    Parameters
    ----------
    z : array of any shape

    Returns
    -------
    array of the same shape
        Numbers from 0 to 1; right and without a warning, however large z is.
    """
    ### BEGIN SOLUTION
    e = np.exp(-np.abs(z))  # at most 1: it cannot overflow
    return np.where(z >= 0, 1, e) / (1 + e)
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Compute `np.exp(-np.abs(z))` once and give it a name. Both formulas have the same denominator in terms of it.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# The numerator is 1 where z is at least 0, and your exponential where z is negative. That is what `np.where` is for.
#
# </details>

# %%
check(sigmoid)

# %% [markdown]
# ## Centre it: tanh
#
# The **hyperbolic tangent** has the same S shape, but runs from −1 to 1 and is 0 at 0:
#
# $$\tanh z = \frac{e^{z} - e^{-z}}{e^{z} + e^{-z}} .$$
#
# Worked by hand: at $z = \ln 2$ we have $e^{z} = 2$ and $e^{-z} = \tfrac12$, so $\tanh z = \frac{1.5}{2.5} = 0.6$; at $-\ln 2$ it is $-0.6$. Only
# the sign changes with the sign of $z$.
#
# It overflows as the sigmoid did, and the same exponential is the cure. `np.tanh` does it too, and a `tanh` that calls it passes. To see what is inside,
# write it from exponentials. For $z \ge 0$, multiply numerator and denominator by $e^{-z}$:
#
# $$\tanh z = \frac{1 - t^2}{1 + t^2} \quad\text{with}\quad t = e^{-|z|} .$$
#
# For $z < 0$ it is the same with a minus sign.
#
# <details><summary>Why t² and not the exponential of −2|z|?</summary>
#
# The checks try numbers near the largest that a float can hold, about $1.8 \cdot 10^{308}$, and $2z$ is then too large. A square of $t$, which is at
# most 1, never is.
#
# </details>

# %%
def tanh(z):
    """(exp(z) − exp(−z)) / (exp(z) + exp(−z)), element by element, for any finite z.

    Parameters
    ----------
    z : array of any shape

    Returns
    -------
    array of the same shape
        Numbers from −1 to 1; right and without a warning, however large z is.
    """
    ### BEGIN SOLUTION
    t = np.exp(-np.abs(z))  # squared below: 2 * z itself may overflow
    return np.sign(z) * (1 - t**2) / (1 + t**2)
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# As with the sigmoid, start from one exponential that is at most 1, and build both the numerator and the denominator from it.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# The fraction with $t$ is the answer for the size of `z`. What is missing is its sign.
#
# </details>

# %%
check(tanh)

# %% [markdown]
# **Predict first.** Here are your three activations. Which of them stays the same when you rotate the picture by half a turn about the origin?

# %%
# Draw your three activations.
demo.activations(relu, sigmoid, tanh)

# %% [markdown]
# <details><summary>Answer</summary>
#
# tanh: $\tanh(-z) = -\tanh z$. The sigmoid would, if it were rotated about the point $(0, \tfrac12)$: $\sigma(-z) = 1 - \sigma(z)$. relu has no such
# symmetry.
#
# </details>

# %% [markdown]
# **A good place to stop.** Save the notebook. Later, run all cells above this one first: in JupyterLab click on the next cell, then *Run*, *Run All Above
# Selected Cell*. The cell then shows what passes, and what is next.

# %%
progress("01_forward_pass")

# %% [markdown]
# ## Scores into probabilities: softmax
#
# The last layer gives each example $k$ scores, one a class. **Softmax** turns a row of scores into a row of probabilities: all positive, adding up
# to 1, and the larger the score, the larger the probability. It raises $e$ to each score and divides by the sum of the row:
#
# $$p_{ij} = \frac{e^{z_{ij}}}{\sum_{c=0}^{k-1} e^{z_{ic}}} .$$
#
# The sum below goes along row $i$ alone: each example has a sum of its own, and all sums together are a column of shape $(n, 1)$. Classes are counted from
# 0 to $k - 1$, as positions in NumPy are.
#
# By hand: scores $(0, \ln 3)$ become $e^0 = 1$ and $e^{\ln 3} = 3$, with sum 4; the probabilities are $(\tfrac14, \tfrac34)$.
#
# **Stability.** A score of 1000 overflows again. But softmax does not change when the same number $t$ is subtracted from all scores of a row,
# because $e^{z - t} = e^{z}/e^{t}$ and the factor $1/e^t$ cancels. So you may choose $t$. Take the largest score of *that row*: then the largest
# power is $e^0 = 1$, nothing overflows, and the sum is at least 1, so nothing is divided by 0.

# %%
def softmax(z):
    """p[i, j] = exp(z[i, j]) / Σ_c exp(z[i, c]): each row of scores becomes a distribution.

    Parameters
    ----------
    z : array (n, k)
        Scores, one row an example; up to a million in size.

    Returns
    -------
    array (n, k)
        Each row has numbers from 0 to 1 whose sum is 1; without a warning.
    """
    ### BEGIN SOLUTION
    e = np.exp(z - z.max(axis=1, keepdims=True))  # the largest power is exp(0): it cannot overflow
    return e / e.sum(axis=1, keepdims=True)
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Three steps: subtract each row's maximum, take the exponential, divide by each row's sum.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Which axis disappears when you want one number for each row? And in which shape must that number come back so that it broadcasts along its row?
#
# </details>

# %%
check(softmax)

# %% [markdown]
# **Predict first.** What happens to the probabilities when all scores are doubled? When 100 is added to all of them? Then move the sliders, and try other
# scores.

# %%
# Multiply the scores by a factor, and add a number to all of them.
demo.try_softmax(softmax, scores=np.array([1.0, 2.0, 0.5]))

# %% [markdown]
# <details><summary>Answer</summary>
#
# Doubled, the largest probability grows and the others shrink: from (0.231, 0.629, 0.140) to (0.114, 0.844, 0.042). The factor 0 makes all
# classes equal; a large one leaves only the winner. Adding 100 to all scores changes nothing.
#
# </details>

# %% [markdown]
# ## Weights to start from
#
# A network is described by its **sizes**: `[2, 3, 2]` means 2 features in, one *hidden* layer of 3 units (hidden because it is neither what
# goes in nor what comes out), 2 scores out. Each neighbouring pair of sizes is one dense layer, with a matrix $W$ of shape
# $(d_\text{in}, d_\text{out})$ and a bias $b$ of shape $(d_\text{out},)$. We keep them as a list of pairs, `params = [(W1, b1), (W2, b2)]`.
#
# Where do the first weights come from? If all were zero, all units of a layer would compute the same and, later, learn the same: they would stay
# copies of each other for ever. So they are drawn at random. The biases may start at zero.
#
# How large should they be? Numbers have a *typical size*: the root of the mean of their squares. Where their mean is 0, as with our weights, it is called the
# **standard deviation** (std). Watch what ten layers of 100 units do to random inputs, for weights of three sizes. The axis on the left is **logarithmic**:
# from one number on it to the next is a factor of ten, so what grows by the same factor in every layer is a straight line.

# %%
# Send random numbers through ten layers, with weights of three sizes.
demo.weight_sizes(dense, relu)

# %% [markdown]
# The middle curve comes from a rule. With $d_\text{in}$ inputs, the *fan-in* of a layer, the weights need the standard deviation $\sqrt{2/d_\text{in}}$, here
# $\sqrt{2/100} = 0.14$. They are drawn from a **normal distribution** with mean 0: as often negative as positive, and about two thirds of them smaller in size
# than the standard deviation. Written with the square of that, the **variance**:
#
# $$W_{kj} \sim \mathcal N\!\left(0,\ \tfrac{2}{d_\text{in}}\right)\!, \qquad b_j = 0 .$$
#
# Mind the difference: $\mathcal N(0, v)$ names the *variance* $v$, and NumPy asks for the standard deviation.
#
# <details><summary>Where the rule comes from (the exercise does not need it)</summary>
#
# A unit adds up $d_\text{in}$ products $x_k W_{kj}$. Let each weight be drawn on its own, with mean 0 and variance $\sigma^2$. How large is the square of such
# a sum? Multiplied out, $(x_1W_{1j} + x_2W_{2j} + \dots)^2$ has the squares $x_k^2 W_{kj}^2$, and mixed terms such as $2\,x_1 x_2\, W_{1j} W_{2j}$. A mixed
# term is as often negative as positive, so in the mean it drops out. A square is in the mean $\sigma^2$ times the mean of $x_k^2$, and there are
# $d_\text{in}$ of them: the mean square of $z_j$ is $d_\text{in}\,\sigma^2$ times that of the inputs. Half of the $z$ are negative, and relu sets them to
# zero, which halves the mean square. To keep the size, $d_\text{in}\,\sigma^2 \cdot \tfrac12 = 1$.
#
# </details>
#
# Random numbers come from a **generator**, `rng = np.random.default_rng(seed)`. It gives the same sequence for the same seed, so that a run can be
# repeated. Your function gets one and draws from nothing else.

# %%
# Random numbers of standard deviation 1 and 10; neighbouring pairs of a list.
rng = np.random.default_rng(1)
print(rng.normal(size=(2, 3)).round(2))
print(rng.normal(0, 10, size=(2, 3)).round(2))
print(list(zip([2, 8, 3], [2, 8, 3][1:])))

# %%
def init_params(sizes, rng):
    """One (W, b) a layer: W normal with mean 0 and std sqrt(2 / fan_in), b zeros.

    Parameters
    ----------
    sizes : list of int
        Features, hidden units of each layer, scores: [2, 8, 3] is a network of two layers.
    rng : numpy.random.Generator
        The only source of random numbers.

    Returns
    -------
    list of (W, b)
        W of shape (d_in, d_out) and b of shape (d_out,), in layer order.
    """
    ### BEGIN SOLUTION
    return [
        (rng.normal(0, np.sqrt(2 / d_in), size=(d_in, d_out)), np.zeros(d_out))
        for d_in, d_out in zip(sizes, sizes[1:])
    ]
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# A list of three sizes has two neighbouring pairs; `zip(sizes, sizes[1:])` gives them. Make one `(W, b)` for each.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `rng.normal(mean, std, size=shape)`. The fan-in is the number of rows of `W`. The formula gives the variance, and `normal` wants its square root.
#
# </details>

# %%
check(init_params)

# %% [markdown]
# ## How many numbers?
#
# The weights and biases are the numbers that learning will change, the network's **trainable parameters**. A layer has $d_\text{in}\, d_\text{out}$
# weights and $d_\text{out}$ biases, so a network of sizes $s_0, s_1, \dots, s_m$ has
#
# $$\sum_{l=1}^{m} \left(s_{l-1}\, s_l + s_l\right).$$
#
# For `[2, 3, 2]`: $2\cdot 3 + 3 + 3\cdot 2 + 2 = 17$. An array knows its number of elements: `W.size`.

# %%
def count_params(params):
    """Σ over layers of size(W) + size(b): how many numbers learning may change.

    Parameters
    ----------
    params : list of (W, b)
        W of shape (d_in, d_out) and b of shape (d_out,), in layer order.

    Returns
    -------
    int
    """
    ### BEGIN SOLUTION
    return sum(W.size + b.size for W, b in params)
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Go through the pairs with `for W, b in params` and keep a running total. Biases count too.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `len(W)` is the number of rows of `W` only. Which attribute counts all its elements?
#
# </details>

# %%
check(count_params)

# %% [markdown]
# **A good place to stop.** Two exercises are left, and the moons.

# %%
progress("01_forward_pass")

# %% [markdown]
# ## The whole network
#
# Now chain the layers. The input of the first layer is $X$. Each layer computes its $z$; every layer **but the last** bends it with the activation
# $\varphi$, and the result is the input of the next. With $A_0 = X$ and $m$ layers,
#
# $$\underset{(n,\ s_l)}{Z_l} = \underset{(n,\ s_{l-1})}{A_{l-1}}\ \underset{(s_{l-1},\ s_l)}{W_l} + \underset{(s_l,)}{b_l},$$
#
# $$A_l = \varphi(Z_l) \ \text{ for } l < m, \qquad \text{scores} = Z_m .$$
#
# The last layer has no activation because its scores may be any numbers, negative ones too: only their differences matter to softmax.
#
# In lesson 4 you will walk back through the network, and there you need what each layer saw and what it made of it. So `forward` also returns a
# **cache**: a list with one pair `(input, z)` for each layer, in layer order, where `input` is $A_{l-1}$ and `z` is $Z_l$, before the activation.
# The last `z` is the scores.
#
# By hand: this is the network of the first picture, with $x = (1, 2)$, relu, the first layer that you know, and the second with
# $W_2 = \begin{pmatrix}2 & -1\\ 1 & 3\\ -1 & 1\end{pmatrix}$ and $b_2 = (-3, -1)$.
#
# | layer | input | z | after relu |
# | --- | --- | --- | --- |
# | 1 | (1, 2) | (2 + 2 − 1, 1 − 4 + 2, −1 + 2 + 1) = (3, −1, 2) | (3, 0, 2) |
# | 2 | (3, 0, 2) | (6 + 0 − 2 − 3, −3 + 0 + 2 − 1) = (1, −2) | none: the scores are (1, −2) |
#
# A dictionary such as `{"relu": relu, "sigmoid": sigmoid}` turns the name of a function into the function: `activation` is only
# a name, a string.

# %%
def forward(X, params, activation="relu"):
    """Scores of the network, and the cache that the way back will need.

    Parameters
    ----------
    X : array (n, d)
        Examples, one a row.
    params : list of (W, b)
        One pair a layer, in layer order.
    activation : "relu", "sigmoid" or "tanh"
        Applied after every layer but the last.

    Returns
    -------
    scores : array (n, k)
        What the last layer gives, without activation.
    cache : list of (input, z)
        One pair a layer, in layer order: what went into the layer, and its z before the activation.
    """
    ### BEGIN SOLUTION
    activate = {"relu": relu, "sigmoid": sigmoid, "tanh": tanh}[activation]
    a, cache = X, []
    for W, b in params:
        z = dense(a, W, b)
        cache.append((a, z))
        if len(cache) < len(params):  # the last layer's z are the scores
            a = activate(z)
    return z, cache
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Keep one variable `a` for what goes into the next layer. It starts as `X`. A loop over `params` then does the same three things for each layer:
# compute `z`, remember `(a, z)`, compute the next `a`. After the last layer there is no next `a`; computing one does no harm.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# After the loop, which of your two variables holds the scores: the last `z` or the last `a`?
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# `activation` is a string. Look it up in a dictionary of your three functions, once, before the loop.
#
# </details>

# %%
check(forward)

# %% [markdown]
# **Predict first.** Here is the network of the first picture again, with the numbers from your `forward`. Both inputs are doubled, from (1, 2) to (2, 4).
# Do the scores double?

# %%
# Move the two inputs of the drawn network.
demo.try_network(forward)

# %% [markdown]
# <details><summary>Answer</summary>
#
# No. They go from (1, −2) to (8, −5): the weighted sums double and the biases do not. At other inputs other hidden units are silent as well, and what a
# silent unit would have passed on is gone.
#
# </details>

# %% [markdown]
# ## From scores to labels
#
# The predicted class of an example is the one with the largest score. Softmax keeps the order, so it is not needed here. `argmax` gives the *position* of the largest entry, `max` its *value*. Scores $(0.2, 3.0, -1.0)$ have argmax 1, and 1 is the label.

# %%
def predict(X, params, activation="relu"):
    """The class with the largest score, for each example.

    Parameters
    ----------
    X : array (n, d)
    params : list of (W, b)
    activation : "relu", "sigmoid" or "tanh"

    Returns
    -------
    array (n,) of int
        Labels from 0 to k − 1.
    """
    ### BEGIN SOLUTION
    scores, _ = forward(X, params, activation)
    return scores.argmax(axis=1)
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `forward` returns two things. Unpack them, and keep the scores.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# You want one label for each row, so the axis of the classes has to disappear.
#
# </details>

# %%
check(predict)

# %% [markdown]
# ## The moons, separated
#
# These 17 numbers were found by training a network of sizes `[2, 3, 2]` on 2000 points of the moons, as you will in lesson 5, and then rounded to
# one decimal place. Each hidden unit is a straight line, the place where its $z$ is zero. On the side of its arrow $z$ is positive and relu passes it on;
# on the other side the unit is silent. Three lines and a weighted sum of what they pass on make a boundary that bends.

# %%
# The network that separates the moons, and the lines of its hidden units.
moon_params = [
    (np.array([[4.1, 2.8, -3.3], [-0.3, 2.7, 1.7]]), np.array([-4.1, -1.1, -0.9])),
    (np.array([[-4.0, 4.2], [2.9, -2.8], [2.7, -2.7]]), np.array([-2.9, 2.9])),
]
demo.separated(predict, moon_params, X_moons, y_moons)

# %% [markdown]
# The boundary bends three times, each time where it crosses the line of a hidden unit (dotted in the second panel).
#
# **Predict first.** One hidden unit is silenced: its two outgoing weights are set to zero. What is left of the boundary without unit 1, whose line is the
# dashed one?

# %%
# Silence one hidden unit.
demo.try_silent(predict, moon_params, X_moons, y_moons)

# %% [markdown]
# <details><summary>Answer</summary>
#
# One straight line on the left: class 0 keeps only what lies beyond it, and the right half of the upper moon is lost. Without unit 0 the boundary does not
# rise again on the right, and the right half of the lower moon is lost; without unit 2 the left half of the upper one.
#
# </details>

# %% [markdown]
# ## Where people go wrong
#
# Three bugs that raise no error. Of the first two, one shows in the boundary and one does not. What may the first be?

# %%
# Two networks with the weights from above, and a bug in each.
demo.bugs_a_and_b(dense, relu, moon_params, X_moons, y_moons)

# %% [markdown]
# **A: no activation between the layers.** The boundary is one straight line although the weights are those that separate the moons. Two dense
# layers without a bend are one dense layer.
#
# **B: relu on the scores too.** The picture looks right, and that is what makes the bug expensive. Negative scores have all become 0. Here one of
# the two scores is nearly always positive, so the largest still wins; but the probabilities are wrong, and where all scores of an example are
# negative, all become equal and the first class wins by default. The next picture shows the probabilities.

# %%
# The probability of class 1 along a line through the moons.
demo.bug_b_along_a_line(forward, relu, softmax, moon_params)

# %% [markdown]
# Now a third one. The same example, with scores (2, 1, 0), is put through a softmax alone, and then in a batch with two others, of scores (4, 0, 0) and
# (0, 0, 3). Its probabilities should not depend on its neighbours.

# %%
# The same example, alone and with the bug.
demo.bug_c(softmax)

# %% [markdown]
# **C: softmax over the wrong axis.** `sum(axis=0)` adds the *examples* for each class, so the columns add up to 1 and the rows do not. Whenever you
# write an axis, say aloud which one disappears. The division had no error because (3, 3) and (3,) fit: with as many examples as classes, shapes
# cannot warn you. Try your code on arrays whose sides all differ.

# %% [markdown]
# ## Checkpoint
#
# Six questions, then the milestone.

# %%
quiz(
    "A layer gets `X` of shape (32, 10) and has 4 units. Which shapes do `W` and `b` have?",
    right={"(10, 4) and (4,)": "Inner lengths agree, (32, 10) with (10, 4), and each unit has one bias."},
    wrong={
        "(4, 10) and (4,)": "That is W transposed: (32, 10) @ (4, 10) does not fit. Columns of W are units.",
        "(10, 4) and (32,)": "The bias belongs to a unit, not to an example: the same b is added to every row.",
        "(32, 4) and (4,)": "(32, 4) is the shape of the result. The weights do not depend on how many examples there are.",
    },
)

# %%
quiz(
    "How many trainable numbers has a network of sizes [64, 32, 10]?",
    number=2410,
    because="64 · 32 + 32 = 2080 in the first layer and 32 · 10 + 10 = 330 in the second.",
    wrong={2368: "You left out the biases: 32 and 10.",
           2080: "That is the first layer. The second has 32 inputs and 10 units.",
           20480: "You multiplied all sizes. Each pair of neighbours is a layer of its own, and the layers are added.",
           106: "You added the sizes. Each pair of neighbours gives a whole matrix of weights."},
)

# %%
quiz(
    "Which of these leave $\\mathrm{softmax}(z)$ as it is, for any row of scores?",
    right={
        "subtract the largest score from all": "The common factor cancels; this is the trick against overflow.",
        "add 5 to every score": "Any number will do, as long as it is the same for the whole row.",
    },
    wrong={
        "multiply every score by 2": "The differences between scores double, so the distribution gets sharper.",
        "apply relu to every score": "Negative scores become 0, and their differences are lost.",
    },
)

# %%
quiz(
    "What is $\\mathrm{sigmoid}(z) + \\mathrm{sigmoid}(-z)$?",
    right={"1 for every z": "Probability of the class and of its opposite."},
    wrong={
        "0 for every z": "That holds for tanh, which changes its sign with z. The sigmoid is never negative.",
        "2 sigmoid(0), but only at z = 0": "It is 1 there, and everywhere else too: 1/(1+e^-z) and e^-z/(1+e^-z) add up to 1.",
        "it depends on z": "Write both with the same denominator, 1 + e^-z, and add them.",
    },
)

# %%
quiz(
    "All weights and biases of a network start at zero, with relu. What does it give for different inputs?",
    right={"the same scores for all, all zero": "Every z is 0, whatever goes in, and all units of a layer are copies of each other. That is why weights are drawn at random."},
    wrong={
        "different scores, but small ones": "A product with zero is zero, however the inputs differ.",
        "an error, because relu(0) is not defined": "relu(0) = max(0, 0) = 0. Only its slope at 0 is a matter of taste.",
        "nan": "Nothing is divided here, and nothing overflows.",
    },
)

# %%
quiz(
    "A hidden layer has 200 inputs and 50 units. Which standard deviation should its weights have to keep the size of relu activations?",
    number=0.1,
    because="sqrt(2 / fan_in) = sqrt(2 / 200) = 0.1.",
    wrong={0.01: "That is the variance, 2 / 200. The standard deviation is its square root.",
           0.0707: "That is sqrt(1 / 200). relu sets half of the numbers to zero; the 2 makes up for it.",
           0.2: "You divided by the 50 units. Each unit adds up its 200 inputs: that is the fan-in."},
)

# %% [markdown]
# **Milestone.** Your `forward` gets the weights `moon_params` and 1000 fresh points of the moons (noise 0.1). For at least 97 % of the points the largest
# score must be that of the right moon. On so many points no straight line gets much more than 90 %.

# %%
milestone("01_forward_pass")

# %% [markdown]
# ## Take away
#
# - Rows are examples; an axis that you name disappears; `(n, d_in) @ (d_in, d_out)` gives `(n, d_out)`.
# - A network is dense, bend, dense, bend, …, dense: no bend at the end, and without bends it is only one line.
# - Never raise $e$ to a positive power of unknown size: use $-|z|$, or subtract the row's maximum.
# - Weights start random, with standard deviation $\sqrt{2/\text{fan-in}}$; biases start at zero.
#
# **Read on.** Michael Nielsen, *Neural Networks and Deep Learning*, chapter 1 · Kaiming He and others, *Delving Deep into Rectifiers* (2015),
# section 2.2, for the size of the first weights · the NumPy user guide, *Broadcasting*. Next: how wrong is such a network, in one number? That is
# lesson 2.
