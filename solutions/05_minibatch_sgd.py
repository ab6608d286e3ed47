# %% [markdown]
# # 5 · Mini-batch SGD
#
# *Learning from small handfuls.*
#
# You can compute the gradient of the loss for a whole data set. Do you need the whole data set? Here are 2000 points and a network without a hidden layer. The thick arrow is the way down, against the gradient of all 2000; each thin one is the way down by a random handful.
#
# **Predict first.** How large must a handful be before nearly all of them point roughly the same way as the whole, within 30°: 4, 16, 64 or 256 of the 2000? Move the slider.

# %%
import numpy as np

from autograder import check, hint, milestone, progress, solution
from autograder.mine import accuracy, cross_entropy, forward, init_params
from autograder.mine import loss_and_grads, predict, softmax
from playground import LiveBoundary, Progress, quiz
from playground.pictures import minibatch_sgd as demo

# %%
# Draw the way down by 40 random handfuls, and by all 2000 examples.
demo.try_handfuls(loss_and_grads)

# %% [markdown]
# <details><summary>Answer</summary>
#
# 16: nearly all of those handfuls lie within 30° of the whole, and of those of 64 all. Single examples point almost anywhere, and even of them about half lie within 30°.
#
# </details>
#
# A network with a hidden layer has more weights than fit into a picture. The **cosine** says the same for all of them at once. Write each gradient as one long list of numbers; multiply the two lists entry by entry, add up, and divide by the lengths of both (the root of the sum of squares). It is 1 where two gradients point the same way, 0 where they stand at right angles.

# %%
# Measure the same for a network with 32 hidden units, and time it.
demo.direction_and_price(loss_and_grads, init_params)

# %% [markdown]
# The gradient of 64 examples points nearly the same way as that of all 2000, for a fraction of the time. So instead of one careful step you can afford many good ones. That is **mini-batch stochastic gradient descent**, SGD for short, and nearly every network is trained by it or by a close relative.
#
# **What you will be able to do**
#
# - set data aside that the network never trains on, and scale all of it honestly;
# - deal a data set out in random handfuls, each example once;
# - train a network on noisy data, and read its curves;
# - recognise four classic bugs by what they do to those curves.
#
# **What you need first**: `forward` and `init_params` (lesson 1), `cross_entropy` and `accuracy` (lesson 2), `loss_and_grads` (lesson 4). From Python: a `for` loop, a dictionary, a list of pairs.
#
# **Time**: about two and a half hours, in three sittings. Two good places to stop are marked.

# %% [markdown]
# ## Data that the network has never seen
#
# The aim is not to be right about the examples at hand: a table could store those. The aim is to be right about examples to come. To measure that, put some examples aside before you start. The network never trains on them; they are
# the **validation set**.
#
# The examples put aside must be like the rest, and data often lies sorted. This is what a cut without shuffling does to moons that are sorted by class:

# %%
# Cut sorted moons after three quarters, without shuffling.
demo.cut_unshuffled()

# %% [markdown]
# So: shuffle, then cut. Shuffling is done on **row numbers**: put $0, \dots, n-1$ in a random order; $n \cdot \text{val}\_\text{fraction}$ of them name the rows of the validation part, the others those of the training part. One order serves $X$ and $y$: row and label travel together. NumPy picks rows by a list of row numbers.

# %%
# Pick the rows and the labels of a small data set in another order.
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
# The sorted moons once more, with your split.

# %%
# Draw both parts of your split.
demo.both_parts(train_val_split)

# %% [markdown]
# Now both classes are in both parts. Their shares differ from one half, and from each other, by chance: of 50 points drawn at random nobody can expect 25 and 25. The next picture makes 1000 splits, with a quarter of the examples for validation, and counts.
#
# **Predict first.** For 50 validation points, how far from one half does the share of class 1 usually come out? What halves that distance: twice as many points, or four times as many?

# %%
# Split 1000 times and see what chance does to the validation part.
demo.try_chance(train_val_split)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Nine of ten splits lie within about 0.1 of one half: 58 % is nothing unusual. Four times as many points halve the distance: 200 of 800 examples come within 0.05. Twice as many, 100 of 400, come within 0.07. A number measured on a small validation set has the same trouble, whatever it measures. You will meet it again in the curves of a training run.
#
# </details>

# %% [markdown]
# ## One scale for every column
#
# A column of metres and a column of millimetres differ by a factor of 1000 and say the same. The network does not know that.
#
# Training goes in steps: each weight moves against its own derivative, by $\eta$ times that derivative. The number $\eta$ is the **learning rate**, and you choose it, one for all weights. A column with large numbers makes large scores and large gradients in its own weights, so no learning
# rate suits both columns. Here are 200 steps, each with all examples, on the moons as they are and with $x_2$ in a unit that is 20 times smaller.

# %%
# Train with one column in another unit, at two learning rates.
demo.another_unit(loss_and_grads, init_params)

# %% [markdown]
# The cure is to measure every column in its own natural unit: shift it to mean 0, scale it to standard deviation 1. One column $j$ at a time:
#
# $$\mu_j = \frac1n \sum_{i} X_{ij}, \qquad s_j = \sqrt{\frac1n \sum_i (X_{ij} - \mu_j)^2}, \qquad X'_{ij} = \frac{X_{ij} - \mu_j}{s_j} .$$
#
# In NumPy $\mu$ and $s$ have the shape $(d,)$ and broadcast over the rows of $X$, as a bias does.
#
# Two rules go with it.
#
# 1. **$\mu$ and $s$ come from the training part alone**, and both parts go through the same shift and scale. The validation part stands for data that you have not seen: if it helps to choose the scale, it has leaked into training.
# 2. **A column that does not vary has nothing to say.** Its $s$ is 0 and the division fails. Let its training values become 0, and a validation value that equals them; other validation values may become any finite number.
#
# **By hand.** Training column 1, 1, 3, 3: $\mu = 2$, $s = 1$, so it becomes −1, −1, 1, 1. A validation value of 5 becomes $(5 - 2)/1 = 3$: far outside, as it should be.
#
# Rule 2 has a trap.
#
# **Predict first.** What is the standard deviation of 0.1, 0.1, 0.1, as NumPy computes it?

# %%
# Standardize a column that does not vary.
constant = np.array([0.1, 0.1, 0.1])
print("mean", constant.mean(), " std", constant.std())
print("(x − mean) / std:", (constant - constant.mean()) / constant.std())

# %% [markdown]
# <details><summary>Answer</summary>
#
# Not 0 but $1.4 \cdot 10^{-17}$: the mean is off by one unit in the last place.
#
# </details>
#
# Division by that noise turns zeros into −1. A test for *exactly* 0 is not enough. A fixed bar has a unit: a column of micrometres, written in metres, lies below 0.00001 and varies all the same. A very low one does for most data, $10^{-8}$ say; for all of it does a bar that is tiny **compared with the numbers in the column**.

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
# "Does not vary" can be: the smallest value of the column equals the largest. Or: std *at most* a millionth of a millionth of the mean's size. (At most, and not below: in a column of zeros both are 0.)
#
# </details>

# %%
check(standardize)

# %% [markdown]
# With standardized columns the unit is gone: the stretched moons become the moons.

# %%
# Draw the stretched moons before and after.
demo.before_and_after(standardize)

# %% [markdown]
# *A good place to stop: the data is ready. Next comes the training loop, piece by piece.*

# %% [markdown]
# ## Dealing out handfuls
#
# A **mini-batch** is a handful of examples, a **batch size** how many there are in it, an **epoch** one pass over all of them. In one epoch:
#
# - the examples are shuffled, anew in every epoch, so that other examples meet;
# - they are dealt out in batches of `batch_size`; the last batch takes what is left and may be smaller;
# - **every example is dealt once**. None is dropped, none comes twice.
#
# Why may a handful stand for the whole? Its gradient is the mean of its examples' gradients, and each example is as likely as any other to be in it. So *on average over the handfuls* it is the gradient of the whole set. The argument needs the shuffle. Batches of neighbours in a sorted data set are no fair sample.
#
# **By hand.** Seven examples, `batch_size` 3, order 4 0 6 2 5 1 3: the batches are (4, 0, 6), (2, 5, 1), (3).
#
# The function is a *generator function*, Python's word, which has nothing to do with the random generator `rng`: it hands out one batch, waits until the loop that uses it asks for the next, and goes on from there. The word for it is `yield`:

# %%
# Hand out pairs, one each time the loop asks.
def countdown(n):
    while n > 0:
        yield n, n * n
        n -= 1

for number, square in countdown(3):
    print(number, square)

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

# %% [markdown]
# Three epochs over 20 examples, as your function deals them:

# %%
# Deal 20 numbered examples out in three epochs.
demo.try_dealing(minibatches)

# %% [markdown]
# **Predict first.** 1500 examples in batches of 32: how many batches, and how large is the last?

# %%
# Count the batches of 1500 examples.
X_many, y_many = np.zeros((1500, 2)), np.zeros(1500)
dealt = minibatches(X_many, y_many, 32, np.random.default_rng(0))
lengths = [len(y_batch) for _, y_batch in dealt]
print(len(lengths), "batches; the last one has", lengths[-1], "examples")

# %% [markdown]
# <details><summary>Answer</summary>
#
# 47 batches: 46 full ones hold 1472 examples, and 28 are left for the last.
#
# </details>

# %% [markdown]
# ## One step
#
# Each parameter moves against its own derivative, by the learning rate $\eta$ (`lr` in the code) times the derivative. For all the weights and biases of layer $l$ at once:
#
# $$W_l \leftarrow W_l - \eta\, dW_l, \qquad b_l \leftarrow b_l - \eta\, db_l .$$
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
# Two things are easy to get wrong here: the gradient of a batch is taken at the parameters that the batch before it left, not at those that the epoch began with; and $1/m$, $m$ being the size of the batch, is inside the loss already, so nothing is divided again.
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
# Here is one epoch seen from above. A network without hidden layers and without biases sorts two clouds, 256 points. Then two numbers say it all: the weight of $x_1$ for class 1 minus that for class 0, and the same for $x_2$. The lines join places of equal loss; the cross is the bottom.
#
# **Predict first.** One epoch in batches of 256, of 32 and of 1, all at learning rate 0.3: which walk is straight, which one staggers, which one gets farthest?

# %%
# Walk through one epoch in batches of 256, of 32 and of 1.
demo.walks(train_epoch, loss_and_grads)

# %% [markdown]
# <details><summary>Answer</summary>
#
# All three looked at each example once. The whole set made one step in the best direction. Batches of 32 made eight and came several times as far, on a nearly straight path. Single examples made 256 and got to the bottom of the valley, where they keep staggering: with a fixed learning rate the noise does not stop.
#
# </details>
#
# Now take hold of both numbers.
#
# **Predict first.** At which learning rate do single examples walk calmly, and what does that cost? Can the whole set get to the bottom in its one step?

# %%
# Choose the batch size and the learning rate of one epoch.
demo.try_walk(train_epoch, loss_and_grads)

# %% [markdown]
# <details><summary>Answer</summary>
#
# At 0.03 and 0.1 the noise averages out over many small steps; at 0.03 the epoch ends before the bottom. The whole set nearly gets there: its one step falls short at rate 3 and goes past at 5, and it does not point exactly at the cross. This valley is wide; lesson 7 has narrow ones, where no single step does that.
#
# </details>

# %% [markdown]
# *A good place to stop: an epoch is done. Next come many, and what they look like.*

# %% [markdown]
# ## Training
#
# Many epochs, one after the other, and after each a look at both sets. Four lists keep what you see, the **history**: the loss (`cross_entropy`) and the accuracy of the training set and of the validation set, one entry an epoch. Three remarks:
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
# Your own functions, from the raw points to a trained network: 400 moons, of which 100 are for validation. The next cell calls `train_epoch` itself, so that the picture can follow the training. In Jupyter the boundary and both curves move while the loop runs, and the slider goes back through the run afterwards. Change the numbers and run it again.

# %%
# Watch the boundary while your train_epoch runs.
data = demo.prepared_moons(train_val_split, standardize)
rng = np.random.default_rng(5)
params = init_params([2, 32, 2], rng)
with LiveBoundary(*data, epochs=60) as live:
    for epoch in Progress(range(60), "training"):
        params = train_epoch(*data[:2], params, 32, 0.2, rng)
        live.update(*demo.state(params, data, forward, softmax, cross_entropy))

# %% [markdown]
# The same run through `train`, which keeps the history.

# %%
# Train once more with your train, and draw its history.
data = demo.prepared_moons(train_val_split, standardize)
rng = np.random.default_rng(5)
params, history = train(*data, init_params([2, 32, 2], rng), 60, 32, 0.2, rng)
demo.curves(history)

# %% [markdown]
# In our run the validation loss lies *below* the training loss for the first 30 epochs. (Yours depends on the order in which your functions draw from `rng`.) No network knows new points better than its own: these 100 validation points happen to be easier, with fewer strays among them, just as a split may happen to hold more of one class. Later training pulls ahead. The next picture trains in the same way on other moons from the same source.
#
# **Predict first.** Of eight draws of 400 moons, in how many does validation end below training? And with 3200?

# %%
# Train on other moons of the same kind, for 30 epochs each.
demo.try_other_data(train, init_params, train_val_split, standardize)

# %% [markdown]
# <details><summary>Answer</summary>
#
# With our functions in three of the eight (seeds 5, 7 and 8), by 0.01 to 0.03; in the others above, by up to 0.13. With 3200, of which 800 are for validation, it is below in five and above in three, always by less than 0.03: the curves nearly coincide. With 100, of which 25 are for validation, chance is at its worst, and 75 points are easily learned by heart: validation lies above in all eight, by up to 0.5.
#
# </details>

# %% [markdown]
# How to read such curves:
#
# - Both losses fall, close together: the network learns something that holds for new points as well.
# - The training loss falls and the validation loss rises: it learns the training points by heart. Lesson 6 shows that on purpose.
# - Accuracy moves in steps of one example and says little about small progress. The loss is the finer instrument; accuracy is what you wanted in the end.

# %% [markdown]
# ## One, thirty-two, or all
#
# The batch size is yours to choose. Measured by **epochs**, small batches win: they make more steps in each. But an epoch of single examples runs 1500 small products where batches of 32 run 47 larger ones, and NumPy is fast when a product is large.
#
# **Predict first.** Batches of 1, of 32 or of all 1500: which are first by the **clock**?

# %%
# Race three batch sizes, by epochs and by the clock.
demo.batch_sizes(train_epoch, loss_and_grads, init_params,
                 train_val_split, standardize)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Batches of 32. Single examples need a learning rate ten times smaller here, or their noise throws the network about, and their many small products take long. The whole set makes a fine step and too few of them.
#
# </details>
#
# **In between is best**: large enough for the machine and for a steady direction, small enough for many steps. 16 to 256 are usual. The learning rate has a best place as well.
#
# **Predict first.** In batches of 32, what do the rates 0.003, 0.3 and 30 do? Which is the largest of the slider's rates that still works? Is it the same for the whole set?

# %%
# Choose a learning rate and a batch size for 15 epochs.
demo.try_learning_rate(train, init_params, train_val_split, standardize)

# %% [markdown]
# <details><summary>Answer</summary>
#
# 0.003 creeps, 0.3 falls fast and far, 30 jumps up at once and never becomes useful. 3 still works, and is the fastest of all; at 10 the loss leaps about. So the best rate may lie close below the first that fails. For the whole set 3 is the largest too; with 10 the loss leaves the picture, and with 30 it is never in it.
#
# </details>

# %% [markdown]
# ## Where people go wrong
#
# Four training loops, each with one bug. All of them come from real code, and none of them crashes. In each panel the solid line is your own `train`, the dashed line your `train` with one part of it exchanged for a wrong one, on the same data from the same start: 96 moons to train on, 500 to validate. Width, batch size and learning rate stand above each panel.
#
# **Predict first.** Look at all four and guess what is wrong before you open the answer.

# %%
# Run your train, and four copies of it with one wrong part each.
demo.four_bugs(train, train_epoch, loss_and_grads, init_params)

# %% [markdown]
# <details><summary>Answer</summary>
#
# **A updates once an epoch.** The gradients of all batches are averaged, and one step is made at the end. The curve falls in the first steps and then creeps: 60 epochs are 60 steps, where the right loop makes 720. The dealing-out was for nothing. *What tells*: the batch size makes no difference.
#
# **B scales the bias gradients by 1/m twice.** The loss is a mean, so 1/m is in `db` already; divided once more by a batch of 16, the biases are nearly frozen. The network still learns, with the weights doing the work of the biases; a small network has few weights to spare.
# *What tells*: nothing, as long as there is no solid curve beside it: it looks like a slow run. Only the gradient check of lesson 4 finds it.
#
# **C computes its loss from predicted labels.** It looks *better* than the right curve, and is not a loss at all: the mean squared difference of labels 0 and 1 is the share of wrong answers, the accuracy upside down. The next figure shows it. *What tells*: times the number of examples it is a whole number, after every epoch. It counts, and does not feel how sure the network is.
#
# **D loses the last batch.** The loop is `range(0, n - batch_size, batch_size)`. With 96 examples in batches of 48 it deals out one of two batches; with batches of 96 none at all, and the loss is a level line. Where the batches do not come out even, it loses the smaller one. On a large data set the curve hardly differs. *What tells*: not the curve. Count the examples.
#
# </details>
#
# Two of them can be seen elsewhere than in the curve of the loss:

# %%
# Look at bugs C and D from where they can be seen.
demo.bugs_c_and_d(train, minibatches, init_params)

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
    "Which of these hold for one epoch of mini-batch SGD?",
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
    "Whatever the split, a friend's training loss stands above the validation loss in the first epochs. They record the mean of the batch losses on the way. What is the reason?",
    right={"Their training loss was measured during the epoch, their validation loss after it": "The early batches were measured with worse parameters. Measured after the epoch, the two can be compared."},
    wrong={
        "The validation set is easier": "By chance it may be, as in the noisy moons above: in some splits and not in others. What is measured too early is in every run.",
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
# Make such a run, and draw it.
demo.milestone_run(train, predict, init_params, train_val_split, standardize)

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
