# %% [markdown]
# # 2 · Loss
#
# *How wrong, in one number. 130 to 150 minutes; a good place to stop is marked.*
#
# Lesson 1 ended with a network that gives labels. How good is it? You could count the right ones. The picture below turns one of its weights like a knob: the
# one from hidden unit 1 to the score of class 0. Training has set it to 2.9, the dotted line; the knob begins far away from there, at −4. Only 30 points
# are judged, few enough to see each.
#
# **Predict first.** If you turn the weight a little, does the share of right labels change? In the notebook run the two cells first; then turn it.

# %%
import numpy as np

from autograder import check, hint, milestone, progress, solution
from autograder.mine import forward, init_params, relu, sigmoid, softmax
from playground import quiz
from playground.pictures import loss as demo

# %%
# Turn one weight of the network of lesson 1, and judge it in two ways.
demo.try_knob(forward)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Mostly not. The share of right labels is a staircase: 90 % everywhere from −6 to −3. The curve of the loss changes with every turn there, and falls
# towards the right.
#
# </details>

# %% [markdown]
# On a step of the staircase a small turn changes nothing, so the count cannot say which way to turn. The curve of the loss has a slope wherever the
# network can still improve. A number like that is a **loss**: small when the network is right and sure, large when it
# is wrong and sure. Training, from lesson 5 on, is going downhill on it.
#
# **What you will be able to do**
#
# - measure predicted numbers against true numbers with the mean squared error;
# - say why classes are judged by $-\log p$, and write it so that it survives scores of a million;
# - write cross entropy for many classes and for two;
# - say what loss an untrained network must have, and use that to find bugs.
#
# **What you need first**: lesson 1 (shapes, axes, softmax) and the logarithm: $\log$ is the natural one everywhere, the inverse of $e^x$, so
# $\log e^x = x$, $\log 1 = 0$, $\log(ab) = \log a + \log b$, $\log\frac{a}{b} = \log a - \log b$. In NumPy it is `np.log`.

# %% [markdown]
# ## Numbers: the mean squared error
#
# When the network predicts numbers (a temperature, a price), compare each prediction $\hat y$ with the truth $y$, square the difference so that
# neither sign nor direction matters, and take the mean over **all** elements. With predictions and truth of shape $(n, m)$:
#
# $$\text{mse} = \frac{1}{nm}\sum_{i=1}^{n}\sum_{j=1}^{m} \left(\hat y_{ij} - y_{ij}\right)^2 .$$
#
# By hand: predictions (1, 2, 3), truth (1, 4, 0). The differences are (0, −2, 3), their
# squares (0, 4, 9), the mean is $\tfrac{13}{3} \approx 4.33$.
#
# Squares punish large errors most: an error of 10 costs as much as a hundred errors of 1.

# %%
def mse(y_pred, y_true):
    """Mean of (y_pred − y_true)² over all elements.

    Parameters
    ----------
    y_pred : array of any shape
        What the network says.
    y_true : array of the same shape
        What is true.

    Returns
    -------
    float
        At least 0.
    """
    ### BEGIN SOLUTION
    return np.mean((y_pred - y_true) ** 2)
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Arithmetic works on whole arrays: subtract, square, then one function that takes the mean.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Without an axis, `np.mean` takes the mean over all elements, whatever the shape.
#
# </details>

# %%
check(mse)

# %% [markdown]
# ## Classes as rows: one-hot
#
# Class labels are names, not amounts: class 2 is not twice class 1, and predicting 1 instead of 2 is not "less wrong" than predicting 0. So the
# difference of two labels means nothing. Write a label as a **row** instead: as many entries as classes, all 0 but for a 1 at the place of the true
# class. It reads as a distribution in which the truth is certain, next to the distribution that softmax gives.
#
# $$Y_{ij} = \begin{cases}1 & \text{if } j = y_i\\ 0 & \text{otherwise}\end{cases}$$
#
# For $n$ labels $y_i$ from 0 to $k - 1$, $Y$ has shape $(n, k)$. Row $i$ of $Y$ is row $y_i$ of the **identity matrix**, the square table with ones on its
# diagonal and zeros elsewhere. For $y = (2, 0)$ and three classes, $Y = \begin{pmatrix}0&0&1\\1&0&0\end{pmatrix}$.
#
# NumPy can pick entries with arrays of positions. Two ways are useful here.
#
# **Predict first.** What do the two lines of the next cell print?

# %%
# Pick whole rows, then single entries, by their positions.
table = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
print("table[[2, 0]]        ", table[[2, 0]].tolist())
print("table[[0, 1], [2, 0]]", table[[0, 1], [2, 0]].tolist())

# %% [markdown]
# <details><summary>Answer</summary>
#
# `[[7, 8, 9], [1, 2, 3]]`: row 2, then row 0. And `[3, 4]`: the entry in row 0 and column 2, then the one in row 1 and column 0. Positions must be
# integers: `table[[2.0, 0.0]]` is an error.
#
# </details>

# %%
def one_hot(y, n_classes):
    """Y[i, j] = 1 where j is y[i], and 0 elsewhere.

    Parameters
    ----------
    y : array (n,)
        Labels, integers from 0 to n_classes − 1; not every class need occur.
    n_classes : int

    Returns
    -------
    array (n, n_classes) of zeros and ones
    """
    ### BEGIN SOLUTION
    return np.eye(n_classes)[np.asarray(y, dtype=int)]  # an index has to be an integer; labels may come as 0.0 and 1.0
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `np.eye(k)` is the identity matrix with k rows. Which of its rows do you want for each label?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Or start from `np.zeros` of the right shape and set one entry in each row: row 0 at column `y[0]`, row 1 at column `y[1]`, and so on. The last
# line of the cell above picks entries in that way.
#
# </details>

# %%
check(one_hot)

# %% [markdown]
# ## Surprise
#
# A network says: "class 0 with probability 0.7". The truth is class 0. How good was that? Take the probability $p$ that it gave to **the true
# class**, and nothing else. Over several independent examples the probability of being right every time is the product $p_1 p_2 \cdots p_n$. The
# best network makes this product large. Products of many small numbers are hard to handle, so take the logarithm, which turns the product into a
# sum and keeps the order; then a minus sign, so that small is good:
#
# $$-\log (p_1 p_2 \cdots p_n) = \sum_{i=1}^{n} -\log p_i .$$
#
# $-\log p$ is called **surprise**, or negative log-likelihood.
#
# **Predict first.** How much does it cost to give the true class the probability 1? 0.5? 0.01? 0?

# %%
# Draw what a probability of the true class costs.
demo.surprise()

# %% [markdown]
# <details><summary>Answer</summary>
#
# 0; $-\log 0.5 = \log 2 \approx 0.69$; $\log 100 \approx 4.61$; and more than any number.
#
# </details>

# %% [markdown]
# Being sure and right costs nothing. Being sure and wrong costs without limit, and that is what the squared error of a probability cannot do: it
# never exceeds 1.
#
# ## Log-probabilities: log_softmax
#
# So you need $\log p_{ij}$ with $p = \text{softmax}(z)$. First taking softmax and then the logarithm fails, and not only for odd inputs: once a
# score is about 750 below the largest of its row, its probability is rounded to 0, and $\log 0 = -\infty$: for the scores $(0, 1000)$,
# `np.log(softmax(z))` gives `[[-inf, 0.]]` and the warning *divide by zero encountered in log*.
#
# The right answer is (−1000, 0): a perfectly ordinary number. Take the logarithm on paper instead, before any rounding. With
# $p_{ij} = e^{z_{ij}} / \sum_c e^{z_{ic}}$ and $\log\frac{a}{b} = \log a - \log b$,
#
# $$\log p_{ij} = z_{ij} - \log \sum_{c=0}^{k-1} e^{z_{ic}} .$$
#
# The second term is called **log-sum-exp**. It can overflow, so pull out the largest score of the row, $m_i = \max_c z_{ic}$:
#
# $$\log \sum_c e^{z_{ic}} = \log\Big( e^{m_i} \sum_c e^{z_{ic} - m_i} \Big) = m_i + \log \sum_c e^{z_{ic} - m_i} .$$
#
# The largest power is now $e^0 = 1$, so the sum lies between 1 and $k$, and its logarithm is harmless. Shift first, then subtract:
#
# $$s_{ij} = z_{ij} - m_i, \qquad \log p_{ij} = s_{ij} - \log \sum_{c} e^{s_{ic}} .$$
#
# $m$ and the logarithms of the sums have one number for each row: columns of shape $(n, 1)$, as in your softmax.
#
# By hand: the row $(0, \log 3)$ has probabilities $(\tfrac14, \tfrac34)$, so its log-probabilities are
# $(-\log 4,\ \log 3 - \log 4) \approx (-1.386, -0.288)$.

# %%
def log_softmax(z):
    """log p[i, j] = z[i, j] − log Σ_c exp(z[i, c]), finite also where a probability is rounded to 0.

    Parameters
    ----------
    z : array (n, k)
        Scores, one row an example; up to a million in size.

    Returns
    -------
    array (n, k)
        Log-probabilities, at most 0; finite, and no warning.
    """
    ### BEGIN SOLUTION
    shifted = z - z.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Two lines: the shifted scores $S$, as in your softmax; then $S$ minus the logarithm of something that has one number for each row.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# If you subtract the maximum inside the sum only, it has to be added outside, as $m_i$ is in the formula. If you use the shifted scores in both
# places, it cancels.
#
# </details>

# %%
check(log_softmax)

# %% [markdown]
# ## Cross entropy
#
# Now the loss for classes: the mean surprise over the examples.
#
# $$L = -\frac1n \sum_{i=1}^{n} \log p_{i,\,y_i} .$$
#
# Of each row of $\log P$ it takes the one entry that belongs to the true class. The rows of `one_hot(y, k)` do the same: multiplied element by element,
# they keep that entry and make the others 0. Only $n$ divides, not $nk$: it is a mean over *examples*.
#
# By hand: two examples with scores $(0, \log 3)$ and $(\log 3, 0)$, both of class 1. The true class has probability $\tfrac34$ and $\tfrac14$, so
# $L = \tfrac12\left(\log\tfrac43 + \log 4\right) \approx \tfrac12(0.288 + 1.386) = 0.837$.
#
# The function takes **scores**, not probabilities: only from the scores can it be computed without rounding to zero.

# %%
def cross_entropy(z, y):
    """Mean over the examples of −log softmax(z)[y].

    Parameters
    ----------
    z : array (n, k)
        Scores, one row an example; up to a million in size.
    y : array (n,)
        True classes, integers from 0 to k − 1.

    Returns
    -------
    float
        At least 0; finite, and no warning.
    """
    ### BEGIN SOLUTION
    return -log_softmax(z)[np.arange(len(y)), np.asarray(y, dtype=int)].mean()  # labels may come as 0.0 and 1.0
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# You have the log-probabilities already. Of each row you need one entry: the one in column `y[i]`.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# To pick one entry in each row, give NumPy two arrays of positions: the rows 0, 1, 2, … (`np.arange`) and the columns. Or multiply by the one-hot
# rows, and mind what you divide by.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# A logarithm of a probability is never positive, and a loss is never negative.
#
# </details>

# %%
check(cross_entropy)

# %% [markdown]
# **Predict first.** One example, three classes, class 0 is true. The score of class 1 stays at 0. What happens to the loss when the score of class 0 goes far
# down, and far up? What changes when class 2 has a large score?

# %%
# Move the score of the true class, 0, and that of class 2.
demo.try_cross_entropy(cross_entropy)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Far down, the loss grows like a straight line, far up it becomes 0. A larger other score moves the bend to the right: what counts is by how
# much the true class leads the largest of the others.
#
# </details>

# %% [markdown]
# Far to the left the loss is a straight line: one more point of score, one less of loss. A wrong network always feels a pull of the same strength,
# however wrong it is. That is what makes cross entropy easy to descend.

# %% [markdown]
# **A good place to stop.** Two exercises are left. When you come back, run all cells above the next one first.

# %%
progress("02_loss")

# %% [markdown]
# ## Two classes, one score
#
# With two classes one score is enough: $p = \sigma(z)$ is the probability of class 1, and $1 - p$ that of class 0. The surprise of the true class
# is then
#
# $$\ell_i = -\big(y_i \log p_i + (1 - y_i)\log(1 - p_i)\big), \qquad L = \frac1n \sum_i \ell_i,$$
#
# where $y_i$ is 1 or 0 and switches one of the two terms off. As written it fails for large $|z|$, when $p$ is rounded to 0 or 1. With the logarithm
# done on paper, as for `log_softmax`, it becomes
#
# $$\ell_i \;=\; \max(z_i, 0) - y_i z_i + \log\!\big(1 + e^{-|z_i|}\big) ,$$
#
# where the power is never positive.
#
# <details><summary>How it comes about</summary>
#
# With $\sigma(z) = \frac{1}{1 + e^{-z}}$ and $1 - \sigma(z) = \sigma(-z) = \frac{1}{1 + e^{z}}$,
#
# - for $y = 0$ the cost is $-\log(1-\sigma(z)) = \log(1 + e^{z})$;
# - for $y = 1$ it is $-\log \sigma(z) = \log(1 + e^{-z})$.
#
# One step connects the two. Because $1 + e^{z} = e^{z}\,(e^{-z} + 1)$, it holds that $\log(1 + e^{z}) = z + \log(1 + e^{-z})$. So the cost for $y = 1$ is
# $\log(1 + e^{z}) - z$, and one formula does for both: $\ell_i = \log(1 + e^{z_i}) - y_i z_i$. It still overflows where $z$ is large. There, the same step
# helps: take $\log(1 + e^{z})$ as it is where $z \le 0$, and as $z + \log(1 + e^{-z})$ where $z > 0$.
#
# </details>
#
# By hand: $z = (0, \log 3)$ and $y = (0, 1)$. In the first formula: $p = (\tfrac12, \tfrac34)$, so the first costs $-\log\tfrac12 = \log 2 \approx 0.693$, and the
# second $-\log\tfrac34 = \log\tfrac43 \approx 0.288$. In the last one the second is $\log 3 - \log 3 + \log(1 + \tfrac13)$, the same. The mean is
# $\approx 0.490$.
#
# `np.log1p(x)` is $\log(1 + x)$, exact for tiny $x$ as well. The labels enter as numbers here, so they may be floats, 0.0 and 1.0. In `one_hot` and
# `cross_entropy` they are positions, and there they are integers (`y.astype(int)` makes them so).

# %%
def binary_cross_entropy(z, y):
    """Mean over the examples of −y log σ(z) − (1 − y) log(1 − σ(z)).

    Parameters
    ----------
    z : array (n,)
        One score an example, up to a million in size; σ(z) is the probability of class 1.
    y : array (n,)
        True classes, zeros and ones; integers or floats.

    Returns
    -------
    float
        At least 0; finite, and no warning.
    """
    ### BEGIN SOLUTION
    return np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z))))
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Start from the formula with $\max(z, 0)$: it has three terms, each an array with one number an example.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# The maximum of an array and 0, element by element, is a function that you wrote in lesson 1.
#
# </details>

# %%
check(binary_cross_entropy)

# %% [markdown]
# **Predict first.** Is this a new loss? What does cross entropy give for the two scores $(0, z)$? (`np.column_stack` puts columns side by side.)

# %%
# The same examples, with one score and with two.
z_one = np.array([2.0, -1.0, 0.5])
labels = np.array([1, 1, 0])
print("binary cross entropy of z     ", binary_cross_entropy(z_one, labels))
z_two = np.column_stack([np.zeros(3), z_one])
print("cross entropy of scores (0, z)", cross_entropy(z_two, labels))

# %% [markdown]
# <details><summary>Answer</summary>
#
# The same number: only the difference of two scores matters to softmax, and here it is $z$. Binary cross entropy is cross entropy with the score of class 0
# set to 0.
#
# </details>

# %% [markdown]
# ## Accuracy
#
# The staircase from the beginning is still what you want to *read*: the fraction of examples whose largest score belongs to the true class. It is
# for people; the loss is for training.
#
# $$\text{accuracy} = \frac1n \sum_{i=1}^{n} \big[\operatorname*{arg\,max}_j z_{ij} = y_i\big],$$
#
# where $[\dots]$ is 1 if the statement holds and 0 if not. In NumPy, `a == b` compares element by element, and in a mean True counts 1 and False
# counts 0. By hand: the largest scores of five rows stand at 2, 0, 1, 1, 2, and the true classes are 2, 0, 1, 0, 1. Three of five agree: 0.6.

# %%
def accuracy(z, y):
    """Fraction of the rows whose largest score is the true class.

    Parameters
    ----------
    z : array (n, k)
        Scores, one row an example.
    y : array (n,)
        True classes, integers from 0 to k − 1.

    Returns
    -------
    float
        From 0 to 1.
    """
    ### BEGIN SOLUTION
    return np.mean(z.argmax(axis=1) == y)
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# First the predicted label of each row, as in `predict` of lesson 1. Then compare with `y`, and take a mean.
#
# </details>

# %%
check(accuracy)

# %% [markdown]
# Accuracy does not see how sure a network is. Multiply all scores of the moons network by the same factor: every row keeps its order, so the boundary and
# the accuracy stay.
#
# **Predict first.** What happens to the loss when the factor is 0.01? When it is 3?

# %%
# Multiply all scores of the moons network by a factor.
demo.try_sureness(forward, softmax, cross_entropy, accuracy)

# %% [markdown]
# <details><summary>Answer</summary>
#
# With 0.01 all probabilities are near one half, and the loss, 0.654, is near $\log 2 = 0.693$. With 3 it is nearly 0. All labels are right here, so being
# surer costs nothing; where labels are wrong, it costs.
#
# </details>

# %% [markdown]
# ## The first thing to check in any network
#
# Before training, a network with $k$ classes knows nothing. If it gives every class the same probability $1/k$, then each example costs
# $-\log\frac1k = \log k$, whatever the truth is. So you know the first value of the loss before you compute it: 0.69 for 2 classes, 2.30 for 10.
#
# Random weights do not give exactly equal scores, and being unequal for no reason costs something: the loss starts above $\log k$. By how much depends on
# the size of the scores; one more than $\log k$ is nothing unusual. So make the scores ten times smaller for this test: then they are nearly equal, and the
# loss is $\log k$ to within a few hundredths. If it is not, look for a bug before you train. (The axis of $k$ is logarithmic, as in lesson 1.)

# %%
# The loss of untrained networks for 2 to 50 classes.
demo.before_training(forward, init_params, cross_entropy)

# %% [markdown]
# ## Where people go wrong
#
# First two bugs in one picture. The lead is by how much the score of the true class is above the other one. What would each do to training?

# %%
# The loss of one example of two classes, and two with a bug.
demo.bugs_a_and_b(cross_entropy, softmax)

# %% [markdown]
# **A: softmax twice.** The network's last layer already applied softmax, and cross entropy applies it again to the probabilities. Probabilities
# differ by 1 at most, so the loss can neither come near 0 nor grow: a perfect two-class network still has $\log(1 + e^{-1}) = 0.31$. A loss that
# stops well above zero although the accuracy is high is the sign.
#
# **B: the probability is clipped** before the logarithm, here at $10^{-4}$, so as not to meet $\log 0$. Where the network is most wrong, the loss
# is flat: no pull back. The cure for $\log 0$ is log-sum-exp, not a small constant.
#
# The third bug is about shapes. Predictions have shape (5, 1), because they come out of a dense layer with one unit. The truth has shape (5,). The
# predictions are exactly right, so the loss should be 0.

# %%
# Predictions of shape (5, 1) minus the truth of shape (5,).
demo.bug_c()

# %% [markdown]
# **C: (5, 1) minus (5,) is (5, 5).** Broadcasting compared every prediction with every truth. No error, and a loss that cannot reach 0 unless all truths are
# equal. In softmax a column was to be subtracted from every column; predictions and truths are to be compared one by one, and there both shapes must be the
# same. `y[:, None]` turns (n,) into (n, 1), and `Y[:, 0]` turns it back.

# %% [markdown]
# ## Checkpoint
#
# Six questions, then the milestone.

# %%
quiz(
    "A network gives the true class probability 0.5 for one example and 0.125 for another. What is the cross entropy of the two, in units of $\\log 2$?",
    number=2,
    because="−log 0.5 is log 2, −log 0.125 is 3 log 2; their mean is 2 log 2.",
    wrong={4: "That is the sum. Cross entropy is the mean over the examples.",
           1.386: "That is the loss itself. In units of $\\log 2$ means: how many times $\\log 2$?",
           -2: "The logarithm of a probability is negative; the loss has a minus sign in front."},
)

# %%
quiz(
    "Why does `cross_entropy` take scores and not probabilities?",
    right={"The probability of the true class may be rounded to 0, and its logarithm is then lost": "From the scores, log p comes out exactly, by log-sum-exp."},
    wrong={
        "Because softmax is slow": "Time is not the point: log_softmax computes the same exponentials.",
        "Because scores add up to 1": "Probabilities do. Scores may be any numbers.",
        "Because the order of the classes changes in softmax": "Softmax keeps the order.",
    },
)

# %%
quiz(
    "Two networks have an accuracy of 90 % on the same data. What do you know about their losses?",
    right={
        "They may differ": "The loss also sees how sure each answer was.",
        "Neither is 0": "Each network is wrong somewhere, and a wrong answer gives the true class at most half of the probability.",
    },
    wrong={
        "They are equal": "The same labels can come from very different probabilities.",
        "Both are 0.1": "The loss is a mean of −log p. It is not the share of errors.",
    },
)

# %%
quiz(
    "`y` has shape (8,) and `y_pred` shape (8, 1). What is the shape of `y_pred - y`?",
    right={"(8, 8)": "The shapes line up from the right: 1 under 8, so the column is repeated 8 times; and y is repeated for each of the 8 rows."},
    wrong={
        "(8,)": "Broadcasting never drops an axis.",
        "(8, 1)": "The lengths 1 and 8 stand under each other, and the 1 is stretched to 8.",
        "It is an error": "It would be safer if it were. The shapes fit: 1 fits any length.",
    },
)

# %%
quiz(
    "Ten classes. A network that has learned nothing gives each class the same score. What is its cross entropy? (Two digits after the point.)",
    number=2.3,
    because="Every class has probability 1/10, and −log(1/10) = log 10 = 2.30.",
    wrong={1: "That is the logarithm to base 10. Here log is the natural logarithm.",
           0.9: "That is the share of wrong answers of a guess.",
           0.1: "That is the probability, and the loss is its −log."},
)

# %%
quiz(
    "During training you see: accuracy 0.99, loss stuck at 0.33, two classes. Which bug would explain it?",
    right={"softmax is applied twice": "Then the loss cannot fall below log(1 + 1/e) = 0.31, however good the network is."},
    wrong={
        "the loss is a sum and not a mean": "A sum would be large, and would still fall towards 0.",
        "the labels are one-hot rows of the wrong class": "Then the accuracy would not be 0.99.",
        "the scores were shifted by their maximum": "That changes nothing; it is what makes softmax safe.",
    },
)

# %% [markdown]
# **Milestone.** Your `cross_entropy` gets the scores of an untrained network, sizes `[64, 32, 10]`, for 1797 real handwritten digits. With scores
# made ten times smaller, the loss must lie within 0.1 of $\log 10 = 2.303$; with scores of zero it must be $\log 10$ exactly.

# %%
milestone("02_loss")

# %% [markdown]
# ## Take away
#
# - Accuracy is a staircase, a loss has a slope: train with the loss, read the accuracy.
# - Classes cost $-\log p$ of the true class, in the mean over the examples: only $n$ divides, not $nk$.
# - Take logarithms on paper: log-sum-exp from scores, never $\log$ of a rounded probability.
# - Predictions and truths have the same shape before they are compared.
# - An untrained network with $k$ classes whose scores are small has a loss of $\log k$.
#
# **Read on.** Ian Goodfellow, Yoshua Bengio, Aaron Courville, *Deep Learning*, sections 4.1 (overflow) and 6.2 (cost functions) · Christopher
# Bishop, *Pattern Recognition and Machine Learning*, section 4.3 · Claude Shannon, *A Mathematical Theory of Communication* (1948), where surprise
# comes from. Next: how does the loss change when one weight changes a little? That is lesson 3.
