# %% [markdown]
# # 5 · Mini-batch SGD
#
# *Learning from small handfuls.*
#
# You can compute the gradient of the loss for a whole data set. Do you need the whole data set? The next two cells take 2000 points, one network, and compare the gradient of a random handful with the
# gradient of all 2000: does it point the same way, and what does it cost?

# %%
import time

import matplotlib.pyplot as plt
import numpy as np

from autograder import check, hint, milestone, progress, solution
from autograder.mine import accuracy, cross_entropy, forward, init_params, loss_and_grads, softmax
from playground import LiveBoundary, Progress, boundary, datasets, quiz, scatter, show, style

# %%
def direction(X, y, params):
    """The gradient of all parameters as one vector of length 1."""
    _, grads = loss_and_grads(X, y, params)
    flat = np.concatenate([array.ravel() for layer in grads for array in layer])
    return flat / np.linalg.norm(flat)


def microseconds(run, times=15):
    """How long one call takes, the best of several."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return 1e6 * min(taken)


rng = np.random.default_rng(0)
X_all, y_all = datasets.moons(2000, noise=0.1, seed=0)
start = init_params([2, 32, 2], rng)
whole = direction(X_all, y_all, start)

sizes, agreement, price = [1, 4, 16, 64, 256, 1024, 2000], [], []
for size in sizes:
    hands = [rng.choice(2000, size, replace=False) for _ in range(50)]
    agreement.append([direction(X_all[hand], y_all[hand], start) @ whole for hand in hands])
    X_hand, y_hand = X_all[:size], y_all[:size]
    price.append(microseconds(lambda: loss_and_grads(X_hand, y_hand, start)))

fig, (left, right) = plt.subplots(1, 2, figsize=(10, 3.8))
low, middle, high = np.quantile(agreement, [0.1, 0.5, 0.9], axis=1)
left.fill_between(sizes, low, high, color=style.COLORS[0], alpha=0.2, label="8 of 10 handfuls")
left.plot(sizes, middle, "o-", color=style.COLORS[0], label="median")
left.set(title="Does a handful point the right way?", xlabel="examples in the handful",
         ylabel="cosine of the angle to the whole gradient",
         xscale="log", ylim=(min(0, low.min()), 1.05))
left.legend(loc="lower right")
right.plot(sizes, price, "s-", color=style.COLORS[1])
right.set(title="What does one gradient cost?", xlabel="examples in the handful", ylabel="microseconds",
          xscale="log", ylim=(0, None))
show(fig, alt="Left: the cosine between a handful's gradient and the whole gradient rises quickly towards 1 as the handful grows. Right: the time of one gradient stays low for small handfuls and rises steeply for large ones.")

# %% [markdown]
# Left, the cosine is 1 where two gradients point the same way and 0 where they stand at right angles: the gradient of 64 examples points nearly the same way as that of all 2000. Right: it costs a fraction. So instead of one careful step you can afford many good ones. That is **mini-batch stochastic gradient descent**, and nearly every network
# is trained by it or by a close relative.
#
# **What you will be able to do**
#
# - set data aside that the network never trains on, and scale all of it honestly;
# - deal a data set out in random handfuls, each example once;
# - train a network on noisy data, and read its curves;
# - recognise four classic bugs by what they do to those curves.
#
# **What you need first**: `forward` and `init_params` (lesson 1), `cross_entropy` and `accuracy` (lesson 2), `loss_and_grads` (lesson 4). From Python: a `for` loop, a dictionary, a list of pairs.

# %% [markdown]
# ## Data that the network has never seen
#
# The aim is not to be right about the examples at hand: a table could store those. The aim is to be right about examples to come. To measure that, put some examples aside before you start. The network never trains on them; they are
# the **validation set**.
#
# The examples put aside must be like the rest, and data often lies sorted. This is what a cut without shuffling does to moons that are sorted by class:

# %%
X_sorted, y_sorted = X_all[np.argsort(y_all, kind="stable")][::10], np.sort(y_all)[::10]

fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6), sharex=True, sharey=True)
for ax, part, title in [(left, slice(None, 150), "first three quarters: training"),
                        (right, slice(150, None), "last quarter: validation")]:
    scatter(ax, X_sorted[part], y_sorted[part])
    ax.set(title=title, xlabel="$x_1$", ylabel="$x_2$")
left.legend(loc="lower left")
show(fig, alt="Two scatter plots. The training part holds all of class 0 and half of class 1; the validation part holds points of class 1 only.")

# %% [markdown]
# So: shuffle, then cut. Shuffling is done on **row numbers**. Let $\pi$ be a random order of $0, \dots, n-1$, and $n_\text{val} = n \cdot \text{val\_fraction}$. Then, in index form,
#
# $$(X_\text{val})_{ij} = X_{\pi(i)\,j}, \quad (y_\text{val})_i = y_{\pi(i)} \quad \text{for } 0 \le i < n_\text{val}, \qquad \text{and the training part takes } \pi(n_\text{val}), \dots, \pi(n-1) .$$
#
# In matrix form, with a matrix $P$ that has a single 1 in each row (row $i$ has it in column $\pi(i)$) and is 0 elsewhere:
#
# $$\begin{pmatrix} \underset{(n_\text{val},\ d)}{X_\text{val}} \\ \underset{(n - n_\text{val},\ d)}{X_\text{train}} \end{pmatrix} = \underset{(n,\ n)}{P}\ \underset{(n,\ d)}{X}, \qquad
# \begin{pmatrix} \underset{(n_\text{val},)}{y_\text{val}} \\ \underset{(n - n_\text{val},)}{y_\text{train}} \end{pmatrix} = \underset{(n,\ n)}{P}\ \underset{(n,)}{y} .$$
#
# One $\pi$ serves both: row and label travel together. Nobody builds $P$; NumPy picks rows by a list of row numbers.

# %%
X_tiny = np.array([[10, 11], [20, 21], [30, 31], [40, 41]])
y_tiny = np.array([0, 1, 0, 1])
order = np.array([2, 0, 3, 1])  # what rng.permutation(4) may return
print("rows in this order:", X_tiny[order].tolist())
print("their labels:      ", y_tiny[order].tolist())

# %% [markdown]
# All randomness comes from a generator, `rng`, that the caller hands in: the same seed gives the same split, another seed another one. The argument arrays stay as they are.

# %%
def train_val_split(X, y, val_fraction, rng):
    """Shuffle the examples and cut them into a training and a validation part.

    Parameters
    ----------
    X : array (n, d)
        Examples.
    y : array (n,)
        Their labels, integers.
    val_fraction : float
        Share of the validation part, between 0 and 1; n · val_fraction is a whole number.
    rng : numpy.random.Generator
        The one source of randomness.

    Returns
    -------
    X_train, X_val, y_train, y_val : arrays (n − n_val, d), (n_val, d), (n − n_val,), (n_val,)
        Both parts in random order, each row with its label, every example in exactly one part.
    """
    ### BEGIN SOLUTION
    order = rng.permutation(len(X))
    n_val = round(len(X) * val_fraction)
    val, train = order[:n_val], order[n_val:]
    return X[train], X[val], y[train], y[val]
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Work with row numbers. `rng.permutation(n)` gives the numbers 0 to n − 1 in random order.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Cut the list of row numbers into two lists. Then index X and y with each of them.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# A slice needs a whole number: `round` makes one of n · val_fraction. (`int` cuts off: 100 · 0.29 comes out as 28.999999999999996.) Look at the order of the four parts in the docstring.
#
# </details>

# %%
check(train_val_split)

# %% [markdown]
# The sorted moons once more, with your split. Each part is now a fair sample.

# %%
X_train, X_val, y_train, y_val = train_val_split(X_sorted, y_sorted, 0.25, np.random.default_rng(0))

fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6), sharex=True, sharey=True)
for ax, X, y, title in [(left, X_train, y_train, "training"), (right, X_val, y_val, "validation")]:
    scatter(ax, X, y)
    ax.set(title=f"{title}: {len(X)} examples, {np.mean(y):.0%} of class 1", xlabel="$x_1$", ylabel="$x_2$")
left.legend(loc="lower left")
show(fig, alt="Two scatter plots after shuffling. Both the training and the validation part hold points of both moons in about equal shares.")

# %% [markdown]
# ## One scale for every column
#
# A column of metres and a column of millimetres differ by a factor of 1000 and say the same. The network does not know that. A column with large numbers makes large scores and large gradients in its own weights, and no learning
# rate suits both columns. Here the same moons are given once as they are, and once with $x_2$ in a unit that is 20 times smaller. (The training loop in the cell is the plain one: all examples, one step after the other.)

# %%
def losses_with(X, y, lr, steps=200):
    """The loss before each of many whole-set steps."""
    params, losses = init_params([2, 16, 2], np.random.default_rng(1)), []
    for _ in range(steps):
        loss, grads = loss_and_grads(X, y, params)
        losses.append(loss)
        params = [tuple(p - lr * g for p, g in zip(*pair)) for pair in zip(params, grads)]
    return losses


X_small, y_small = X_all[:200], y_all[:200]
X_stretched = X_small * [1, 20]

fig, ax = plt.subplots()
ax.plot(losses_with(X_small, y_small, 0.5), "-", color=style.COLORS[0], label="moons, learning rate 0.5")
ax.plot(losses_with(X_stretched, y_small, 0.5), ":", color=style.COLORS[1],
        label="$x_2$ times 20, learning rate 0.5")
ax.plot(losses_with(X_stretched, y_small, 0.005), "--", color=style.COLORS[2],
        label="$x_2$ times 20, learning rate 0.005")
ax.set(title="One column in another unit", xlabel="step", ylabel="loss (cross entropy)", yscale="log")
ax.legend()
show(fig, alt="Three loss curves. The plain moons fall steadily. With one column 20 times larger, the same learning rate jumps up and then jitters well above, and a learning rate small enough for that column soon creeps.")

# %% [markdown]
# The cure is to measure every column in its own natural unit: shift it to mean 0, scale it to standard deviation 1. Index form, one column $j$ at a time:
#
# $$\mu_j = \frac1n \sum_{i} X_{ij}, \qquad \sigma_j = \sqrt{\frac1n \sum_i (X_{ij} - \mu_j)^2}, \qquad X'_{ij} = \frac{X_{ij} - \mu_j}{\sigma_j} .$$
#
# Matrix form, with $\mu$ and $\sigma$ as rows that broadcast over the examples:
#
# $$\underset{(n,\ d)}{X'} = \big(\underset{(n,\ d)}{X} - \underset{(d,)}{\mu}\big) \oslash \underset{(d,)}{\sigma} \qquad (\oslash \text{ divides element by element}).$$
#
# Two rules go with it.
#
# 1. **$\mu$ and $\sigma$ come from the training part alone**, and both parts go through the same shift and scale. The validation part stands for data that you have not seen: if it helps to choose the scale, it has leaked into training.
# 2. **A column that does not vary has nothing to say.** Its $\sigma$ is 0 and the division fails. Let its training values become 0.
#
# **By hand.** Training column 1, 1, 3, 3: $\mu = 2$, $\sigma = 1$, so it becomes −1, −1, 1, 1. A validation value of 5 becomes $(5 - 2)/1 = 3$: far outside, as it should be.
#
# Rule 2 has a trap. Before you run the next cell: what is the standard deviation of 0.1, 0.1, 0.1?

# %%
constant = np.array([0.1, 0.1, 0.1])
print("mean", constant.mean(), " std", constant.std())
print("(x − mean) / std:", (constant - constant.mean()) / constant.std())

# %% [markdown]
# Not 0 but $1.4 \cdot 10^{-17}$: the mean is off by one unit in the last place. Division by that noise turns zeros into −1. A test for *exactly* 0 is not enough; a $\sigma$ is zero in earnest when it is tiny **compared with the numbers in the column**. Nor will a fixed bar do, 0.00001 say: a column of micrometres, written in metres, lies below it and varies all the same.

# %%
def standardize(X_train, X_val):
    """(X − mean) / std, column by column, with the mean and std of the training part.

    Parameters
    ----------
    X_train : array (n, d)
    X_val : array (m, d)

    Returns
    -------
    X_train, X_val : arrays (n, d) and (m, d)
        Both by the training part's mean and std (divided by n, ddof 0). A training column that does not vary becomes zeros.
    """
    ### BEGIN SOLUTION
    mean, std = X_train.mean(axis=0, dtype=float), X_train.std(axis=0, dtype=float)
    varies = std > 1e-12 * np.abs(mean)  # below that, std is rounding noise
    scale = np.where(varies, std, 1.0)
    return (X_train - mean) / scale, (X_val - mean) / scale
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# One mean and one std for each column: over which axis do the examples run?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Where a column does not vary, x − mean is 0 already, up to rounding. Divide it by 1 instead of by std; `np.where` chooses element by element.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# "Does not vary" can be: std below a millionth of a millionth of the mean's size. Or: the smallest value of the column equals the largest.
#
# </details>

# %%
check(standardize)

# %% [markdown]
# With standardized columns the unit is gone: the stretched moons become the moons.

# %%
X_cured, _ = standardize(X_stretched, X_stretched[:1])

fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6))
scatter(left, X_stretched, y_small)
left.set(title="before: one column 20 times the other", xlabel="$x_1$", ylabel="$x_2$", xlim=(-20, 22),
         aspect="equal")
scatter(right, X_cured, y_small)
right.set(title="after: mean 0, std 1", xlabel="$x_1$", ylabel="$x_2$", xlim=(-3, 3))
right.legend(loc="lower left")
show(fig, alt="Left: on equal axes the stretched moons are a thin vertical stripe. Right: after standardizing, both moons are plain to see, centred at the origin.")

# %% [markdown]
# ## Dealing out handfuls
#
# A **mini-batch** is a handful of examples, a **batch size** how many there are in it, an **epoch** one pass over all of them. In one epoch:
#
# - the examples are shuffled, anew in every epoch, so that other examples meet;
# - they are dealt out in batches of `batch_size`; the last batch takes what is left and may be smaller;
# - **every example is dealt once**. None is dropped, none comes twice.
#
# Why may a handful stand for the whole? Let $\ell_i$ be the loss of example $i$, and $\nabla \ell_i$ its gradient, all derivatives by the parameters in one row. The gradient of a batch $B$ of size $m$ is a mean, and each example is as likely as any other to be in it, so *on average over the handfuls*, written $\mathbb E$, it is the gradient of the whole set:
#
# $$g_B = \frac1m \sum_{i \in B} \nabla \ell_i , \qquad \mathbb E\,[g_B] = \frac1n \sum_{i=1}^{n} \nabla \ell_i = \nabla L .$$
#
# In matrix form, with the gradients of the single examples as rows of $G$ and a row $s$ that has $\frac1m$ at the members of $B$ and 0 elsewhere:
#
# $$\underset{(p,)}{g_B} = \underset{(n,)}{s}\ \underset{(n,\ p)}{G}, \qquad \mathbb E\,[s] = \tfrac1n\,(1, \dots, 1), \qquad p \text{ parameters}.$$
#
# The argument needs the shuffle. Batches of neighbours in a sorted data set are no fair sample.
#
# **By hand.** Seven examples, `batch_size` 3, order 4 0 6 2 5 1 3: the batches are (4, 0, 6), (2, 5, 1), (3).
#
# The function is a *generator function*, Python's word, which has nothing to do with the random generator `rng`: it hands out one batch, waits until the loop that uses it asks for the next, and goes on from there. The word for it is `yield`:

# %%
def countdown(n):
    while n > 0:
        yield n, n * n
        n -= 1


for number, square in countdown(3):
    print(number, square)

# %% [markdown]
# Before you run the check, predict: 1500 examples in batches of 32. How many batches, and how large is the last?

# %%
def minibatches(X, y, batch_size, rng):
    """Yield all examples once, in random order, batch_size at a time.

    Parameters
    ----------
    X : array (n, d)
    y : array (n,)
    batch_size : int
        May be larger than n: then there is one batch.
    rng : numpy.random.Generator

    Yields
    ------
    X_batch, y_batch : arrays (m, d) and (m,)
        m is batch_size; in the last batch it may be smaller. Nothing is dropped.
    """
    ### BEGIN SOLUTION
    order = rng.permutation(len(X))
    X, y = X[order], y[order]
    for start in range(0, len(X), batch_size):
        yield X[start:start + batch_size], y[start:start + batch_size]
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# As in `train_val_split`: one random order of the row numbers, for `X` and for `y`; then cut, this time into many pieces.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `range` takes a step. Where do the batches start, and which start is the last one that still has an example behind it?
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# A slice that reaches beyond the end is simply shorter. The smaller last batch needs no case of its own.
#
# </details>

# %%
check(minibatches)

# %%
lengths = [len(y_batch) for _, y_batch in minibatches(X_all[:1500], y_all[:1500], 32, np.random.default_rng(0))]
print(len(lengths), "batches; the last one has", lengths[-1], "examples; together", sum(lengths))

# %% [markdown]
# ## One step
#
# Each parameter moves against its own derivative, by the **learning rate** $\eta$ (`lr` in the code) times the slope. Index form, for layer $l$:
#
# $$W^{(l)}_{jk} \leftarrow W^{(l)}_{jk} - \eta\, \frac{\partial L}{\partial W^{(l)}_{jk}}, \qquad b^{(l)}_{k} \leftarrow b^{(l)}_{k} - \eta\, \frac{\partial L}{\partial b^{(l)}_{k}} .$$
#
# Matrix form:
#
# $$\underset{(d_{l-1},\ d_l)}{W_l} \leftarrow \underset{(d_{l-1},\ d_l)}{W_l} - \eta \underset{(d_{l-1},\ d_l)}{dW_l}, \qquad \underset{(d_l,)}{b_l} \leftarrow \underset{(d_l,)}{b_l} - \eta \underset{(d_l,)}{db_l} .$$
#
# **By hand.** $W = (1\ \ 2)$, $dW = (10\ \ {-10})$, $\eta = 0.1$: the new $W$ is $(0\ \ 3)$.
#
# The function is pure: it returns **new** parameters. In NumPy `W -= lr * dW` writes into the array that the caller still holds, and a second run would not start where the first one did. `W - lr * dW` makes a new array.

# %%
def sgd_step(params, grads, lr):
    """p − lr · ∂loss/∂p for every weight and every bias.

    Parameters
    ----------
    params : sequence of (W, b)
        One pair for each layer.
    grads : sequence of (dW, db)
        One pair for each layer, in the same order and with the same shapes.
    lr : float
        The learning rate.

    Returns
    -------
    list of (W, b)
        New arrays; the arguments are as they were.
    """
    ### BEGIN SOLUTION
    return [(W - lr * dW, b - lr * db) for (W, b), (dW, db) in zip(params, grads)]
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `zip(params, grads)` walks through both at once, layer by layer. Each item is a pair of pairs.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# A pair of pairs can be unpacked in the head of the loop: `for (W, b), (dW, db) in …`.
#
# </details>

# %%
check(sgd_step)

# %% [markdown]
# ## One epoch
#
# Now the loop that gives the method its name:
#
# > for each batch: take the gradient **of this batch at the parameters as they are now**, make one step.
#
# With $B_1, B_2, \dots$ the batches of the epoch and $\theta$ all the parameters together, in index form $\theta^{(t)}_k = \theta^{(t-1)}_k - \eta\, \partial L_{B_t}(\theta^{(t-1)})/\partial \theta_k$, and as vectors
#
# $$\underset{(p,)}{\theta^{(t)}} = \underset{(p,)}{\theta^{(t-1)}} - \eta\, \underset{(p,)}{\nabla L_{B_t}\big(\theta^{(t-1)}\big)}, \qquad t = 1, 2, \dots, \lceil n / \text{batch\_size} \rceil \quad \text{(rounded up)} .$$
#
# Two things are easy to get wrong here: the gradient of batch $t$ is taken at $\theta^{(t-1)}$, not at the parameters that the epoch began with; and $1/m$ is inside the loss already, so nothing is divided again.
#
# **By hand.** One example $x = (1\ \ 2)$ of class 0, one layer of zeros, two classes, $\eta = 0.1$. Both scores are 0, the probabilities ½ and ½, so $dz = (-\tfrac12\ \ \tfrac12)$, $dW = x^{\mathsf T} dz$, $db = dz$. After the epoch
#
# $$W = \begin{pmatrix} 0.05 & -0.05 \\ 0.1 & -0.1 \end{pmatrix}, \qquad b = (0.05\ \ {-0.05}) .$$

# %%
def train_epoch(X, y, params, batch_size, lr, rng):
    """The parameters after one pass over the data, updated after every batch.

    Parameters
    ----------
    X : array (n, d)
    y : array (n,)
    params : sequence of (W, b)
        Where the epoch starts; relu between the layers.
    batch_size : int
    lr : float
    rng : numpy.random.Generator
        Decides the order of the examples.

    Returns
    -------
    list of (W, b)
        New parameters; `params` is as it was.
    """
    ### BEGIN SOLUTION
    for X_batch, y_batch in minibatches(X, y, batch_size, rng):
        _, grads = loss_and_grads(X_batch, y_batch, params)
        params = sgd_step(params, grads, lr)
    return params
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Three functions do all the work: one deals the batches out, one gives the gradients, one makes the step. You wrote all three.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `sgd_step` leaves its arguments alone and returns the new parameters. The next batch has to see those.
#
# </details>

# %%
check(train_epoch)

# %% [markdown]
# Here is one epoch seen from above. A network without hidden layers sorts two clouds; look at two numbers only, the weights for $x_1$ and $x_2$ (class 1 minus class 0). The lines are levels of the loss over those two, with the biases at 0. Predict before you run the cell: which walk is straight,
# which one staggers, which one gets farthest?

# %%
X_clouds, y_clouds = datasets.blobs(256, noise=1.4, classes=2, seed=1)
X_clouds, _ = standardize(X_clouds, X_clouds)
flat_start = [(np.zeros((2, 2)), np.zeros(2))]


def walk(batch_size, lr=0.3):
    """The two weights after each step of one epoch."""
    rng, params, places = np.random.default_rng(3), flat_start, [(0.0, 0.0)]
    for X_batch, y_batch in minibatches(X_clouds, y_clouds, batch_size, rng):
        params = sgd_step(params, loss_and_grads(X_batch, y_batch, params)[1], lr)
        places.append(params[0][0][:, 1] - params[0][0][:, 0])
    return np.array(places)


walks = {size: walk(size) for size in [256, 32, 1]}
ends = np.concatenate(list(walks.values()))
ws_1 = np.linspace(ends[:, 0].min() - 1, ends[:, 0].max() + 1, 50)
ws_2 = np.linspace(ends[:, 1].min() - 1, ends[:, 1].max() + 1, 50)
level = [[cross_entropy(X_clouds @ np.array([[0, w_1], [0, w_2]]), y_clouds) for w_1 in ws_1] for w_2 in ws_2]

fig, axes = plt.subplots(1, 3, figsize=(11, 3.8), sharex=True, sharey=True)
for ax, (size, places), color in zip(axes, walks.items(), style.COLORS):
    ax.contour(ws_1, ws_2, level, levels=14, colors="#999999", linewidths=0.7)
    ax.plot(*places.T, "o-", color=color, markersize=3, linewidth=1)
    ax.plot(*places[-1], "*", color="black", markersize=12)
    ax.set(title=f"batches of {size}: {len(places) - 1} step{'s' if len(places) > 2 else ''}",
           xlabel="weight of $x_1$")
    ax.grid(False)
axes[0].set(ylabel="weight of $x_2$")
show(fig, alt="Three walks over the level lines of a loss in one epoch, each ending in a star. All examples at once: one short straight step. Batches of 32: eight steps, fairly straight, several times as far down the slope. Batches of 1: 256 steps that stagger around the bottom.")

# %% [markdown]
# All three looked at each example once. The whole set made one step in the best direction. Batches of 32 made eight and came several times as far, on nearly the same path. Single examples made 256 and got to the bottom of the valley, where they keep staggering: with a fixed learning rate the noise does not stop.

# %% [markdown]
# ## Training
#
# Many epochs, one after the other, and after each a look at both sets. Four lists keep what you see, the **history**:
#
# $$\text{train\_loss}_e = \frac1{n} \sum_{i} -\log \mathrm{softmax}(z^{(e)})_{i,\,y_i}, \qquad \text{train\_acc}_e = \frac1n\, \#\{ i : \arg\max_j z^{(e)}_{ij} = y_i \}, \qquad \underset{(n,\ k)}{z^{(e)}} = \text{forward}\big(\underset{(n,\ d)}{X_\text{train}}, \theta_e\big),$$
#
# with $\theta_e$ the parameters **after** epoch $e$, and the same on the validation set. Three remarks:
#
# - Each entry measures a *whole set*, at *one* set of parameters. The mean of the batch losses on the way is another thing: every batch was measured before its own step, at parameters that are gone by now.
# - The loss comes from the *scores*. Labels have lost what the loss is about, how sure the network is.
# - Validation data is measured, never trained on. $X_\text{val}$ appears in no gradient.
#
# **By hand.** Three epochs end with validation losses 0.6, 0.5 and 0.55. Then `history["val_loss"]` is `[0.6, 0.5, 0.55]`, and the parameters returned are those of the third epoch, not of the best.

# %%
def train(X_train, y_train, X_val, y_val, params, epochs, batch_size, lr, rng):
    """Train for some epochs; measure both sets after each of them.

    Parameters
    ----------
    X_train, y_train : arrays (n, d) and (n,)
    X_val, y_val : arrays (m, d) and (m,)
        Measured, never trained on.
    params : sequence of (W, b)
        Where training starts; relu between the layers.
    epochs : int
    batch_size : int
    lr : float
    rng : numpy.random.Generator

    Returns
    -------
    params : list of (W, b)
        After the last epoch.
    history : dict
        The lists "train_loss", "val_loss" (cross entropy), "train_acc", "val_acc" (fractions from 0 to 1): one entry an epoch, each measured
        on the whole set after that epoch.
    """
    ### BEGIN SOLUTION
    history = {"train_loss": [], "val_loss": [], "train_acc": [], "val_acc": []}
    for _ in range(epochs):
        params = train_epoch(X_train, y_train, params, batch_size, lr, rng)
        for part, X, y in [("train", X_train, y_train), ("val", X_val, y_val)]:
            scores, _ = forward(X, params)
            history[part + "_loss"].append(cross_entropy(scores, y))
            history[part + "_acc"].append(accuracy(scores, y))
    return params, history
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Make four empty lists before the loop over the epochs. Four: `dict.fromkeys(names, [])` makes one list with four names.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Inside the loop: one epoch, then measure. `forward` returns two things; `cross_entropy` and `accuracy` want the first.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# Both sets are measured in the same way. A small inner loop over ("train", X_train, y_train) and ("val", X_val, y_val) saves writing it twice; `history[part + "_loss"]` is then the right list.
#
# </details>

# %%
check(train)

# %% [markdown]
# ## Noisy moons, for real
#
# Your own functions, from the raw points to a trained network. Three helpers first; you will write your own `plot_history` in lesson 6.

# %%
def prepared_moons(n, noise, seed):
    """Moons, split and standardized by your functions: X_train, y_train, X_val, y_val."""
    X, y = datasets.moons(n, noise=noise, seed=seed)
    X_train, X_val, y_train, y_val = train_val_split(X, y, 0.25, np.random.default_rng(seed))
    X_train, X_val = standardize(X_train, X_val)
    return X_train, y_train, X_val, y_val


def loss_on(X, y, params):
    """The cross entropy of a network on a whole set."""
    return cross_entropy(forward(X, params)[0], y)


def draw_history(axes, history):
    """Loss on the left, accuracy on the right, training solid and validation dashed."""
    epoch = np.arange(1, len(history["train_loss"]) + 1)
    for ax, what, label in zip(axes, ["loss", "acc"], ["loss (cross entropy)", "accuracy"]):
        ax.plot(epoch, history[f"train_{what}"], "-", color=style.COLORS[0], label="training")
        ax.plot(epoch, history[f"val_{what}"], "--", color=style.COLORS[1], label="validation")
        ax.set(xlabel="epoch", ylabel=label)
        ax.legend()

# %% [markdown]
# The next cell calls `train_epoch` itself, so that the picture can follow the training. In Jupyter the boundary and both curves move while the loop runs, and the slider goes back through the run afterwards.

# %%
X_train, y_train, X_val, y_val = prepared_moons(400, 0.2, seed=5)
rng = np.random.default_rng(5)
params = init_params([2, 32, 2], rng)

with LiveBoundary(X_train, y_train, X_val, y_val, epochs=60) as live:
    for epoch in Progress(range(60), "training"):
        params = train_epoch(X_train, y_train, params, 32, 0.2, rng)
        live.update(lambda P: softmax(forward(P, params)[0]), loss_on(X_train, y_train, params),
                    loss_on(X_val, y_val, params))

# %% [markdown]
# The same run through `train`, which keeps the history.

# %%
X_train, y_train, X_val, y_val = prepared_moons(400, 0.2, seed=5)
rng = np.random.default_rng(5)
params = init_params([2, 32, 2], rng)
began = time.perf_counter()
params, history = train(X_train, y_train, X_val, y_val, params, 60, 32, 0.2, rng)
took = time.perf_counter() - began

fig, axes = plt.subplots(1, 2, figsize=(10, 3.6))
draw_history(axes, history)
axes[0].set(title="Loss on noisy moons")
axes[1].set(title="Accuracy on noisy moons")
show(fig, alt="Left: training and validation loss fall together, fast at first and then slowly. Right: both accuracies rise above nine tenths within some epochs and then move in small steps.")
print(f"{took:.2f} s; after the last epoch: training {history['train_acc'][-1]:.1%}, validation {history['val_acc'][-1]:.1%}")

# %% [markdown]
# How to read such curves:
#
# - Both losses fall, close together: the network learns something that holds for new points as well.
# - The training loss falls and the validation loss rises: it learns the training points by heart. Lesson 6 shows that on purpose.
# - Accuracy moves in steps of one example and says little about small progress. The loss is the finer instrument; accuracy is what you wanted in the end.

# %% [markdown]
# ## One, thirty-two, or all
#
# The batch size is yours to choose. Measured by **epochs**, small batches win: they make more steps in each. But an epoch of single examples runs 1500 small products where batches of 32 run 47 larger ones, and NumPy is fast when a product is large. Before you run the cell: which of the three is
# first by the **clock**?

# %%
def timed_run(batch_size, lr, epochs):
    """Seconds of training and the training loss, before the first epoch and after each."""
    X_train, y_train, _, _ = prepared_moons(2000, 0.1, seed=0)
    start = init_params([2, 32, 2], np.random.default_rng(0))
    rng, params, seconds, losses = np.random.default_rng(1), start, [0.0], [loss_on(X_train, y_train, start)]
    for _ in range(epochs):
        began = time.perf_counter()
        params = train_epoch(X_train, y_train, params, batch_size, lr, rng)
        seconds.append(seconds[-1] + time.perf_counter() - began)
        losses.append(loss_on(X_train, y_train, params))
    return seconds, losses


runs = {"1": (1, 0.03, 6), "32": (32, 0.3, 40), "all 1500": (1500, 0.3, 400)}
fig, (left, right) = plt.subplots(1, 2, figsize=(10, 3.8), sharey=True)
for (name, setting), dashes, color in zip(runs.items(), [":", "-", "--"], style.COLORS):
    seconds, losses = timed_run(*setting)
    left.plot(losses, dashes, color=color, linewidth=2, label=f"batches of {name}")
    right.plot(seconds, losses, dashes, color=color, linewidth=2, label=f"batches of {name}")
left.set(title="Loss against epochs", xlabel="epoch", ylabel="training loss (cross entropy)", yscale="log",
         xlim=(-1, 41))
right.set(title="Loss against seconds", xlabel="seconds", yscale="log")
right.legend()
show(fig, alt="Left: against epochs, batches of 1 and of 32 fall fast while the whole set creeps. Right: against seconds, batches of 32 fall fastest; single examples and the whole set are both slower.")

# %% [markdown]
# Single examples need a learning rate ten times smaller here, or their noise throws the network about. The whole set makes a fine step and too few of them. **In between is best**: large enough for the machine and for a steady direction, small enough for many steps. 16 to 256 are usual.
#
# **Try it.** The learning rate has a best place as well. Predict the three curves for 0.003, 0.3 and 30, then run the cell; then try to find the largest rate that still works.

# %%
fig, ax = plt.subplots()
for lr, dashes, color in zip([0.003, 0.3, 30], [":", "-", "--"], style.COLORS):
    with np.errstate(all="ignore"):  # the largest rate may overflow: that is what the picture shows
        _, losses = timed_run(32, lr, 20)
    ax.plot(losses, dashes, color=color, linewidth=2, label=f"learning rate {lr}")
ax.set(title="Three learning rates, batches of 32", xlabel="epoch", ylabel="training loss (cross entropy)",
       yscale="log", xticks=range(0, 21, 5))
ax.legend(loc="center right", bbox_to_anchor=(1, 0.32))
show(fig, alt="Three loss curves. The smallest learning rate falls slowly, the middle one falls fast and far, and the largest jumps up at once and never becomes useful.")

# %% [markdown]
# ## Where people go wrong
#
# Four training loops, each with one bug. All of them come from real code, and none of them crashes. In each panel the solid line is what your functions do, the dashed line is the loop with the bug, on the same data from the same start. Look at all four and guess before you read on.

# %%
def with_bug(bug, X, y, X_val, y_val, params, epochs, batch_size, lr):
    """The validation loss after each epoch, as a training loop with one bug records it; bug None has none."""
    rng, curve = np.random.default_rng(2), []
    for _ in range(epochs):
        total = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            _, grads = loss_and_grads(X_batch, y_batch, params)
            if bug == "bias twice":
                grads = [(dW, db / len(X_batch)) for dW, db in grads]
            if bug == "one update":
                total = [(sW + dW * len(X_batch) / len(X), sb + db * len(X_batch) / len(X)) for (sW, sb), (dW, db) in zip(total, grads)]
            else:
                params = sgd_step(params, grads, lr)
        if bug == "one update":
            params = sgd_step(params, total, lr)
        scores, _ = forward(X_val, params)
        curve.append(np.mean((scores.argmax(axis=1) - y_val) ** 2) if bug == "labels" else cross_entropy(scores, y_val))
    return curve


def losing_a_batch(X, y, X_val, y_val, params, epochs, batch_size, lr):
    """The same, where the loop over the batches ends one too early."""
    rng, curve = np.random.default_rng(2), []
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start_row in range(0, len(X) - batch_size, batch_size):
            rows = order[start_row:start_row + batch_size]
            params = sgd_step(params, loss_and_grads(X[rows], y[rows], params)[1], lr)
        curve.append(loss_on(X_val, y_val, params))
    return curve


X_train, y_train, X_val, y_val = prepared_moons(2000, 0.1, seed=0)
bench = (X_train[:96], y_train[:96], X_val, y_val)
start = init_params([2, 32, 2], np.random.default_rng(0))
small = init_params([2, 8, 2], np.random.default_rng(0))
panels = {
    "A": (with_bug(None, *bench, start, 60, 8, 0.2), with_bug("one update", *bench, start, 60, 8, 0.2)),
    "B": (with_bug(None, *bench, small, 60, 32, 0.1), with_bug("bias twice", *bench, small, 60, 32, 0.1)),
    "C": (with_bug(None, *bench, start, 60, 8, 0.2), with_bug("labels", *bench, start, 60, 8, 0.2)),
    "D": (with_bug(None, *bench, start, 60, 48, 0.2), losing_a_batch(*bench, start, 60, 48, 0.2)),
}
fig, axes = plt.subplots(2, 2, figsize=(10, 6.4), sharex=True)
for ax, (letter, (right_curve, wrong_curve)) in zip(axes.flat, panels.items()):
    ax.plot(range(1, 61), right_curve, "-", color=style.COLORS[0], linewidth=2, label="right")
    ax.plot(range(1, 61), wrong_curve, "--", color=style.COLORS[1], linewidth=2, label=f"bug {letter}")
    ax.set(title=f"Bug {letter}", xlabel="epoch", ylabel="validation loss", ylim=(0, None))
    ax.legend()
show(fig, alt="Four panels of validation loss over 60 epochs, the right loop solid and a loop with a bug dashed. A drops and then creeps far above the right curve; B falls more slowly and stays higher; C is lower than the right curve and moves in jumps; D lags behind.")

# %% [markdown]
# **A updates once an epoch.** The gradients of all batches are gathered, and one step is made at the end. The curve falls in the first steps and then creeps: 60 epochs are 60 steps, where the right loop makes 720. The dealing-out was for nothing. *What tells*: the batch size makes no difference.
#
# **B scales the bias gradients by 1/m twice.** The loss is a mean, so 1/m is in `db` already; divided once more by a batch of 32, the biases are nearly frozen. The network still learns, with the weights doing the work of the biases; a small network has few weights to spare.
# *What tells*: nothing in the curve. Only the gradient check of lesson 4 finds it.
#
# **C computes its loss from predicted labels.** It looks *better* than the right curve, and is not a loss at all: the mean squared difference of labels 0 and 1 is the share of wrong answers, the accuracy upside down. The next figure shows both. *What tells*: it moves in steps of one example, and it stands still while the network goes on learning.
#
# **D loses the last full batch.** The loop is `range(0, n - batch_size, batch_size)`. With 96 examples in batches of 48 it deals out one of two batches; with batches of 96 none at all, and the loss is a level line. Where the batches do not come out even, it loses the smaller one. On a large data set the curve hardly differs. *What tells*: not the curve. Count the examples.

# %%
accuracies = []
rng, params = np.random.default_rng(2), start
for _ in range(60):
    params = train_epoch(*bench[:2], params, 8, 0.2, rng)
    accuracies.append(accuracy(forward(X_val, params)[0], y_val))

dealt = {}
for batch_size in [7, 32, 48, 96]:
    dealt[batch_size] = (sum(len(y_batch) for _, y_batch in minibatches(*bench[:2], batch_size, rng)),
                         sum(len(range(first, min(first + batch_size, 96))) for first in range(0, 96 - batch_size, batch_size)))

fig, (left, right) = plt.subplots(1, 2, figsize=(10, 3.8))
left.plot(range(1, 61), panels["C"][1], "--", color=style.COLORS[1], linewidth=2, label='"loss" of bug C')
left.plot(range(1, 61), accuracies, "-", color=style.COLORS[2], linewidth=2, label="accuracy")
left.plot(range(1, 61), 1 - np.array(accuracies), "k:", linewidth=2.5, label="1 − accuracy")
left.set(title="Bug C: accuracy upside down", xlabel="epoch", ylabel="on the validation set")
left.legend(loc="center right")
places = np.arange(len(dealt))
left_bars = right.bar(places - 0.2, [right_count for right_count, _ in dealt.values()], 0.38, color=style.COLORS[0], label="right")
bug_bars = right.bar(places + 0.2, [bug_count for _, bug_count in dealt.values()], 0.38, color=style.COLORS[1], hatch="//", edgecolor="white", label="bug D")
right.bar_label(left_bars)
right.bar_label(bug_bars)
right.set(title="Bug D: examples dealt out in an epoch", xlabel="batch size", ylabel="examples, of 96",
          ylim=(0, 130), xticks=places, xticklabels=dealt)
right.legend(loc="upper right", ncols=2)
show(fig, alt="Left: the loss of bug C lies exactly on one minus accuracy. Right: bars of the examples dealt out in an epoch. The right loop deals 96 at every batch size; bug D deals 91, 64, 48 and 0.")

# %% [markdown]
# ## Checkpoint

# %%
quiz(
    "1000 training examples, batches of 64. How many updates does one epoch make?",
    number=16,
    because="15 full batches hold 960 examples; the last 40 make a smaller batch.",
    wrong={15: "That drops the last 40 examples. A smaller last batch is a batch.",
           64: "That is the size of a batch, not the number of batches.",
           1: "One update an epoch is what the whole set makes. Here the parameters move after every batch."},
)

# %%
quiz(
    "Why are the mean and std of `standardize` taken from the training part alone?",
    right={"The validation part stands for data that does not exist yet": "A number that is measured on it has leaked into training, and the validation score is no longer that of new data."},
    wrong={
        "The training part is larger, so its mean is more exact": "It is, but more data would be more exact still. The reason is what the validation part is for.",
        "Both parts then have mean 0 and std 1": "Only the training part has. The validation part comes out near that, as far as it resembles the training part.",
        "It saves time": "Hardly any. The reason is what the validation part is for.",
    },
)

# %%
quiz(
    "Which of these hold for one epoch of mini-batch SGD? Choose all.",
    right={
        "Every training example is used once": "The batches are a shuffled pack of cards, dealt out to the end.",
        "The gradient of a batch is taken at the parameters that the batch before it left": "Each step goes on from the last one.",
        "The order of the examples differs from that of the epoch before": "Each epoch shuffles anew.",
    },
    wrong={
        "Every step lowers the loss of the whole set": "A step follows the gradient of its batch. Most steps help, some do not.",
        "Validation examples move the parameters a little": "They are measured, never trained on.",
    },
)

# %%
quiz(
    "A step takes $W = 2$ to $W = 1.7$ with learning rate 0.1. What was the gradient?",
    number=3,
    because="2 − 0.1 · g = 1.7, so g = 0.3 / 0.1 = 3.",
    wrong={-3: "The step goes against the gradient: a positive gradient makes W smaller.",
           0.3: "That is the length of the step. It is the learning rate times the gradient.",
           0.03: "That multiplies by the learning rate where one has to divide."},
)

# %%
quiz(
    "A friend's training loss stands a little above the validation loss in the first epochs. They record the mean of the batch losses on the way. What is the reason?",
    right={"Their training loss was measured during the epoch, their validation loss after it": "The early batches were measured with worse parameters. Measured after the epoch, the two can be compared."},
    wrong={
        "The validation set is easier": "It may be, by chance, but a random split makes that rare, and the effect here is in every run.",
        "The network overfits": "Then the validation loss would be the higher one.",
        "The batches are too small": "Small batches make single losses noisy; their mean over an epoch lags for another reason.",
    },
)

# %%
quiz(
    "You double the batch size and keep the number of epochs. What happens to the number of updates?",
    right={"It is halved": "An epoch is still one pass, in half as many batches. To get as far, train longer or take larger steps."},
    wrong={
        "It stays the same": "The number of epochs stays. In each, there are half as many batches.",
        "It doubles": "Larger batches are fewer batches.",
        "It depends on the learning rate": "The learning rate says how long a step is, not how many there are.",
    },
)

# %% [markdown]
# ### Milestone
#
# Noisy moons, 2000 of them, from raw points to a trained network with your own functions: split off a quarter, standardize, train a network of 32 hidden units for 30 epochs in batches of 32 at learning rate 0.3. The bar: **at least 97 % of the held-out moons
# are classified right.** The picture shows such a run; the milestone makes its own, with other random numbers.

# %%
rng = np.random.default_rng(8)
X_moons, y_moons = datasets.moons(2000, noise=0.1, seed=8)
X_train, X_val, y_train, y_val = train_val_split(X_moons, y_moons, 0.25, rng)
X_train, X_val = standardize(X_train, X_val)
params, history = train(X_train, y_train, X_val, y_val, init_params([2, 32, 2], rng), 30, 32, 0.3, rng)

fig, axes = plt.subplots(1, 3, figsize=(13, 3.8))
draw_history(axes, history)
axes[0].set(title="Loss")
axes[1].axhline(0.97, color="black", linestyle=":", linewidth=1.2)
axes[1].text(15, 0.968, "the bar", va="top")
axes[1].set(title="Accuracy")
boundary(lambda P: softmax(forward(P, params)[0]), X_val, y_val, ax=axes[2],
         title=f"Held-out moons: {history['val_acc'][-1]:.1%} right")
show(fig, alt="Loss and accuracy of training and validation data over 30 epochs, and the decision boundary among the held-out moons. Both accuracies end above the bar of 97 percent, and the boundary winds between the moons.")

# %%
milestone("05_minibatch_sgd")

# %% [markdown]
# ## Take away
#
# - Shuffle, then split; scale everything by the training part. What validation data has touched is no longer validated by it.
# - An epoch deals every example out once, in a new order, and moves the parameters after every batch.
# - A handful's gradient is right on average. Batches of 16 to 256 make many good steps for the price of few perfect ones.
# - Measure after the epoch, on whole sets, from scores. Loss to steer by, accuracy to report.
# - A falling curve proves little: check gradients, count examples, count updates.
#
# ## Read on
#
# - L. Bottou, *Stochastic Gradient Descent Tricks*, in *Neural Networks: Tricks of the Trade*, 2012: why shuffling and scaling matter, by one who has done much of both.
# - H. Robbins and S. Monro, *A Stochastic Approximation Method*, 1951: where it began.
# - I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning*, sections 5.9 and 8.1.
# - Lesson 7 of this course: steps that are better than these.
