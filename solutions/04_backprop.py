# %% [markdown]
# # 4 · Backpropagation
#
# *The gradient of everything, in one backward pass.*
#
# To train a network you need the derivative of the loss by every weight and every bias. You own an instrument that measures it: `numerical_gradient`
# of lesson 3. It moves one number a little up and a little down and runs the network each time. What does that cost? The two cells below count
# the runs on networks that grow.

# %%
import numpy as np

from autograder import check, hint, milestone, progress, solution
from autograder.mine import (
    binary_cross_entropy, cross_entropy, dense, forward, gradient_check, init_params,
    mse, numerical_gradient, one_hot, relative_error, relu, relu_grad, sigmoid,
    sigmoid_grad, softmax, tanh, tanh_grad,
)
from playground import datasets, quiz
from playground.pictures import backprop as demo

# %%
# Draw what one gradient costs as the network grows.
demo.cost_of_a_gradient(forward, numerical_gradient)

# %% [markdown]
# Two forward passes for each parameter. The network that reads handwritten digits in lesson 8 has 17 226 parameters: one single step downhill would take 34 452 passes.
#
# **Backpropagation** computes the same numbers, all of them, for about the price of a few passes, however many parameters there are. It has no new mathematics: it is the chain rule,
# applied once for each layer, in the right order.
#
# **What you will be able to do**
#
# - derive the gradient of a layer by asking one question: *whom does this number reach, and with what factor?*
# - write the backward pass of a dense layer, of three activations and of three losses, with every shape right;
# - chain them into `backward`, the mirror image of your `forward`;
# - test every one of them with your own `gradient_check` before anyone else does.
#
# **What you need first**: `dense` and `forward` (lesson 1), the losses (lesson 2), the chain rule, `numerical_gradient` and `gradient_check` (lesson 3).
#
# **Time**: about three hours, in three sittings. Two good places to stop are marked.

# %% [markdown]
# ## Whom does this number reach?
#
# Move one weight a little, and some units feel it. The picture moves a weight of a small network by a millionth, runs your `forward`, and writes on each unit how fast its $z$ moves with the weight.
#
# **Predict first.** The network has two scores. A weight of layer 1 reaches them along how many paths, if layer 2 has three units? And a weight of layer 3?

# %%
# Nudge one weight and watch whom it reaches; choose its layer and the width.
demo.try_paths(forward)

# %% [markdown]
# <details><summary>Answer</summary>
#
# A weight of layer 1 moves one unit, that one moves all three units of layer 2, and each of those moves both scores: $3 \cdot 2 = 6$ paths. A weight of layer 3 moves one score: one path.
#
# </details>
#
# With ten layers, nine of them hidden with 64 units each, a weight of the first layer has $64^8$ paths to each score, more than $10^{14}$. Nobody follows them one by one. All of them pass through the same few units: if you know for each unit of a layer what it does to the
# loss, you need not ask again how. That is why one pass is enough, if it goes from the loss backward.

# %% [markdown]
# ### Three rules
#
# 1. The loss $L$ is one number. For an array $A$ anywhere in the computation, **$dA$ means $\partial L/\partial A$**, and it **has the shape of $A$**: $(dA)_{ij} = \partial L / \partial A_{ij}$.
# 2. Each step of the network gets $dA$ of its *output* and answers with $dA$ of each of its *inputs*. What comes in is called the **upstream** gradient. A step knows nothing else of the network.
# 3. A number often reaches the loss along several paths. **Along a path the factors are multiplied; over the paths the products are added.** That is the whole chain rule.
#
# So for each array there is one question: *which outputs does this number reach, and with what factor?* Multiply the upstream gradient of each such output by its factor, and add up.
#
# Try it on the three smallest steps, of two numbers $p$ and $q$. Above each node stands its value, below it the gradient, measured by your `numerical_gradient`.
#
# **Predict first.** With $p = 4$, $q = 3$ and 2 from upstream: what do $p + q$, $p \cdot q$ and $\max(p, q)$ pass back to $p$ and to $q$?

# %%
# Draw what three operations pass back of the gradient from upstream.
demo.try_gates(numerical_gradient)

# %% [markdown]
# <details><summary>Answer</summary>
#
# In the sum both have factor 1: 2 and 2. In the product the factor of $p$ is $q$, and that of $q$ is $p$: $2 \cdot 3 = 6$ and $2 \cdot 4 = 8$. The maximum *is* $p$ here: $p$ gets 2, and $q$, which the result does not feel, gets 0.
#
# </details>
#
# - **Add distributes**: each summand gets the upstream gradient as it is. A bias is such a summand.
# - **Multiply exchanges**: each factor gets upstream times *the other one*. So the gradient of a weight holds the input, and that of the input the weight.
# - **Max routes**: the larger one gets all of it, the other one nothing. relu is a maximum, of $z$ and 0.

# %% [markdown]
# ## Back through a dense layer
#
# Forward, with the shapes underneath:
#
# $$z_{ij} = \sum_{k} X_{ik} W_{kj} + b_j, \qquad \underset{(n,\ d_\text{out})}{Z} = \underset{(n,\ d_\text{in})}{X}\ \underset{(d_\text{in},\ d_\text{out})}{W} + \underset{(d_\text{out},)}{b} .$$
#
# From upstream comes $\partial L/\partial Z$, with the shape of $Z$; it is written $dz$ here, as in the code. Ask the question three times. In the pictures four examples with two features go into three outputs, and the gradient on the
# right is measured.
#
# **Whom does the input $X_{ik}$ reach?** *Every* output $j$ of its own example $i$, with factor $W_{kj}$:
#
# $$dX_{ik} = \sum_{j} dz_{ij}\, W_{kj} .$$

# %%
# Mark one input of X, its factors, and the outputs that it reaches.
demo.whom_it_reaches("X", dense, numerical_gradient)

# %% [markdown]
# The sum runs along a row of $dz$ and along a *row* of $W$. A matrix product runs along the rows of its first factor and down the *columns* of its second. So $W$ is first turned over: the **transpose** $W^{\mathsf T}$ has the rows of $W$
# as its columns, $(W^{\mathsf T})_{jk} = W_{kj}$, and shape $(d_\text{out}, d_\text{in})$ where $W$ has $(d_\text{in}, d_\text{out})$. In NumPy it is `W.T`.
#
# $$\underset{(n,\ d_\text{in})}{dX} = \underset{(n,\ d_\text{out})}{dz}\ \underset{(d_\text{out},\ d_\text{in})}{W^{\mathsf T}} .$$
#
# **Whom does the weight $W_{kj}$ reach?** Output $j$ of *every* example $i$, with factor $X_{ik}$. Add up over the examples:
#
# $$dW_{kj} = \sum_{i} X_{ik}\, dz_{ij} .$$

# %%
# Mark one weight of W, its factors, and the outputs that it reaches.
demo.whom_it_reaches("W", dense, numerical_gradient)

# %% [markdown]
# This sum runs down a column of $X$ and down a column of $dz$. Now it is the first factor that must be turned over:
#
# $$\underset{(d_\text{in},\ d_\text{out})}{dW} = \underset{(d_\text{in},\ n)}{X^{\mathsf T}}\ \underset{(n,\ d_\text{out})}{dz} .$$
#
# **Whom does the bias $b_j$ reach?** Output $j$ of every example, with factor 1:
#
# $$db_{j} = \sum_{i} dz_{ij} .$$

# %%
# Mark one bias, and the outputs that it reaches.
demo.whom_it_reaches("b", dense, numerical_gradient)

# %% [markdown]
# It is a **sum** down the rows, no mean: the loss is a mean already, and the $1/n$ of it arrives inside $dz$. `db` is a plain vector $(d_\text{out},)$, as $b$ is.
#
# The shapes alone nearly tell you the answer: there is one way to multiply $X$ and $dz$ to something of $W$'s shape. Nearly, because a square $W$ fits either way round.

# %% [markdown]
# ### By hand
#
# Two examples with one feature, two outputs: $X = \begin{pmatrix}2\\3\end{pmatrix}$, $W = \begin{pmatrix}10 & 20\end{pmatrix}$, and from upstream $dz = \begin{pmatrix}1 & -1\\ 0.5 & 0\end{pmatrix}$.
#
# - $dX$ has shape (2, 1): $1\cdot 10 + (-1)\cdot 20 = -10$ and $0.5\cdot 10 + 0\cdot 20 = 5$.
# - $dW$ has shape (1, 2): $2\cdot 1 + 3\cdot 0.5 = 3.5$ and $2\cdot(-1) + 3\cdot 0 = -2$.
# - $db$ has shape (2,): $1 + 0.5 = 1.5$ and $-1 + 0 = -1$.
#
# Your instrument can measure the same three, given a loss. Any loss would do, so take one that is made to measure: $L = \sum_{ij} c_{ij}\, z_{ij}$ with fixed numbers $c$. Its gradient by $z$ is $c$ itself,
# so by choosing $c$ you choose which $dz$ comes from upstream. In the next cell $c$ is the $dz$ of the example.

# %%
# Measure the three gradients of the example with your numerical_gradient.
X, W, b = np.array([[2.0], [3.0]]), np.array([[10.0, 20.0]]), np.array([0.0, 0.0])
dz = np.array([[1.0, -1.0], [0.5, 0.0]])
loss = lambda X, W, b: (dz * dense(X, W, b)).sum()
print("dX", numerical_gradient(lambda X: loss(X, W, b), X).round(6).tolist())
print("dW", numerical_gradient(lambda W: loss(X, W, b), W).round(6).tolist())
print("db", numerical_gradient(lambda b: loss(X, W, b), b).round(6).tolist())

# %% [markdown]
# The same numbers, and these took twelve forward passes. Write the formulas.

# %%
def dense_backward(dz, X, W):
    """dX = dz Wᵀ, dW = Xᵀ dz, db = Σᵢ dzᵢ: the backward pass of dense.

    Parameters
    ----------
    dz : array (n, d_out)
        ∂L/∂z, the upstream gradient.
    X : array (n, d_in)
        What went into the layer.
    W : array (d_in, d_out)
        Its weights.

    Returns
    -------
    dX : array (n, d_in)
    dW : array (d_in, d_out)
    db : array (d_out,)
    """
    ### BEGIN SOLUTION
    dX = dz @ W.T
    dW = X.T @ dz
    db = dz.sum(axis=0)
    return dX, dW, db
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Write the shape of each array beside its name. For each gradient, which two arrays does its formula multiply, and which axis is summed away?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Two of the three gradients are one matrix product each, with one array turned over: `.T`.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# The third is a sum that makes the rows disappear: one number for each column is left. Lesson 1 says which `axis` that is.
#
# </details>

# %%
# Your own judge first: in each line twice the same shape, and True.
demo.judge_dense(dense, dense_backward, gradient_check)

# %% [markdown]
# True alone is not enough: where `gradient_check` compares by broadcasting, a `db` of shape (1, 3) agrees with a $b$ of shape (3,). So look at the shapes as well.

# %%
check(dense_backward)

# %% [markdown]
# ## Back through an activation
#
# Forward, $a_{ij} = f(z_{ij})$: each number is treated by itself. **Whom does $z_{ij}$ reach?** Only $a_{ij}$, with factor $f'(z_{ij})$. There is one path, so nothing is added up:
#
# $$dz_{ij} = da_{ij}\, f'(z_{ij}), \qquad dz = da \odot f'(Z) ,$$
#
# where $\odot$ multiplies element by element, `*` in NumPy. The derivative is taken **at $z$**, the input of the activation, which is why `forward` kept it in the cache.
#
# By hand: with $f = \tanh$, $z = \ln 2$ and $da = 10$ we have $\tanh z = 0.6$, so $f'(z) = 1 - 0.36 = 0.64$ and $dz = 6.4$. With relu, $z = -3$ and $da = 10$ give $dz = 0$: relu is flat there.
#
# So an activation is a valve: it lets a part of the gradient through.
#
# **Predict first.** Which of the three valves can never be more than a quarter open?

# %%
# Draw what part of the gradient each activation lets through.
demo.valves(relu=relu_grad, sigmoid=sigmoid_grad, tanh=tanh_grad)

# %% [markdown]
# <details><summary>Answer</summary>
#
# The sigmoid: $\sigma' = \sigma (1 - \sigma)$ is largest where $\sigma = \frac12$, and there it is $\frac14$. A picture below shows what that does to a network of ten layers.
#
# </details>
#
# Your three derivatives of lesson 3 are imported: `relu_grad`, `sigmoid_grad` and `tanh_grad`. Each takes z.

# %%
def activation_backward(da, z, activation="relu"):
    """dz = da · f′(z), element by element: the backward pass of an activation f.

    Parameters
    ----------
    da : array of any shape
        ∂L/∂a, the upstream gradient.
    z : array of the same shape
        What went into the activation.
    activation : "relu", "sigmoid" or "tanh"

    Returns
    -------
    array of the same shape
        ∂L/∂z, a new array.
    """
    ### BEGIN SOLUTION
    derivative = {"relu": relu_grad, "sigmoid": sigmoid_grad, "tanh": tanh_grad}
    return da * derivative[activation](z)
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Three names, three derivatives: three `if`s will do, or a dictionary that maps each name to a function.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `sigmoid_grad` and `tanh_grad` apply the sigmoid and the tanh themselves. Hand them z as it is.
#
# </details>

# %%
# Your own judge first. relu is measured too: none of these z lies near its kink.
rng = np.random.default_rng(1)
da, z = rng.normal(size=(5, 4)), rng.normal(size=(5, 4))
for name, activate in {"relu": relu, "sigmoid": sigmoid, "tanh": tanh}.items():
    loss = lambda z: (da * activate(z)).sum()
    print(name, gradient_check(loss, lambda z: activation_backward(da, z, name), z))

# %%
check(activation_backward)

# %% [markdown]
# *A good place to stop: you can go back through a layer. Next come the losses.*

# %% [markdown]
# ## Where the gradient starts: mean squared error
#
# The backward pass begins at the loss. Take the simplest one first. (It is for predicting numbers. This course predicts classes, so from lesson 5 on you will use the third one, `cross_entropy_grad`; the second comes back as an option in lesson 8.) Over all $N$ elements of the prediction $p$ and the truth $t$:
#
# $$L = \frac1N \sum_{ij} (p_{ij} - t_{ij})^2 .$$
#
# **Whom does $p_{ij}$ reach?** One term of the sum. The derivative of $u^2$ is $2u$, and the factor $1/N$ stays:
#
# $$\frac{\partial L}{\partial p_{ij}} = \frac{2}{N}\,(p_{ij} - t_{ij}) .$$
#
# $N$ counts *elements*, as `mse` of lesson 2 does: $nk$ for a table of shape $(n, k)$, and $n$ for a vector.
#
# By hand: $p = (5, 1)$ and $t = (2, 2)$ give $\frac22(5 - 2) = 3$ and $\frac22(1 - 2) = -1$. The first prediction is too large, so its gradient is positive: raising it further raises the loss.

# %%
def mse_grad(y_pred, y_true):
    """∂mse/∂y_pred = 2 (y_pred − y_true) / N, N the number of elements.

    Parameters
    ----------
    y_pred : array (n,) or (n, k)
        Predictions.
    y_true : array of the same shape
        What they should have been.

    Returns
    -------
    array of the same shape
    """
    ### BEGIN SOLUTION
    return 2 * (y_pred - y_true) / y_pred.size
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The result has one number for each prediction: nothing is summed.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `len` counts rows. An array also knows how many elements it has.
#
# </details>

# %%
# Your own judge first, on a vector and on a table.
rng = np.random.default_rng(2)
for shape in [(5,), (4, 3)]:
    y_pred, y_true = rng.normal(size=shape), rng.normal(size=shape)
    loss = lambda p: mse(p, y_true)
    print(shape, gradient_check(loss, lambda p: mse_grad(p, y_true), y_pred))

# %%
check(mse_grad)

# %% [markdown]
# ## Binary cross entropy
#
# One score $z_i$ an example, a label $y_i$ of 0 or 1, and $p_i = \sigma(z_i)$. The loss of lesson 2:
#
# $$L = -\frac1n \sum_i \Big( y_i \log p_i + (1 - y_i) \log (1 - p_i) \Big) .$$
#
# The score reaches the loss through the probability: two links. The first needs the derivative of the logarithm, $(\log p)' = \frac1p$ (lesson 3); with $1 - p$ inside, the chain rule adds a minus: $\big(\log(1 - p)\big)' = -\frac{1}{1 - p}$.
#
# $$\frac{\partial L}{\partial p_i} = -\frac1n\Big(\frac{y_i}{p_i} - \frac{1 - y_i}{1 - p_i}\Big) = \frac1n\,\frac{p_i - y_i}{p_i (1 - p_i)}, \qquad \frac{\partial p_i}{\partial z_i} = p_i (1 - p_i) .$$
#
# Multiply, and the denominator cancels:
#
# $$dz_i = \frac{\sigma(z_i) - y_i}{n} .$$
#
# *Probability minus truth, divided by n.* The cancelling is no luck: the logarithm was chosen to undo the exponential in the sigmoid. It also makes the formula safe. In a program $p$ rounds to exactly 0 or 1 for
# large scores, and the two links would be infinity times zero; the product formula never divides by $p$.
#
# By hand: $z = (\ln 3, \ln 3)$, $y = (1, 0)$: both probabilities are $\frac34$, so $dz = \big(\frac12(\frac34 - 1),\ \frac12(\frac34 - 0)\big) = (-\frac18, \frac38)$. The second example is wrong and pulls three times as hard.

# %%
def binary_cross_entropy_grad(z, y):
    """∂L/∂z = (sigmoid(z) − y) / n of the binary cross entropy L.

    Parameters
    ----------
    z : array (n,)
        Scores, any finite numbers.
    y : array (n,)
        Labels, zeros and ones; integers or floats.

    Returns
    -------
    array (n,)
        Finite, however large z is.
    """
    ### BEGIN SOLUTION
    return (sigmoid(z) - y) / len(z)
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The last formula needs one function of lesson 1, and it is imported.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Beware of the two links: where the sigmoid rounds to 0 or 1, the first divides by zero. Use the formula in which the denominator has cancelled.
#
# </details>

# %%
# Your own judge first, on six scores.
rng = np.random.default_rng(3)
z, y = rng.normal(size=6), np.array([0, 1, 1, 0, 1, 0])
loss = lambda z: binary_cross_entropy(z, y)
print(gradient_check(loss, lambda z: binary_cross_entropy_grad(z, y), z))

# %%
check(binary_cross_entropy_grad)

# %% [markdown]
# ## Cross entropy
#
# Now $k$ scores an example and $P = \mathrm{softmax}(Z)$. Written from scores, as in lesson 2, the loss is
#
# $$L = \frac1n \sum_i \Big( \log \sum_{c} e^{z_{ic}} \;-\; z_{i,y_i} \Big) .$$
#
# **Whom does $z_{ij}$ reach?** The log-sum of its own row, always; and the second term, if $j$ is the true class. For the first take the chain rule, $\frac1u$ for the logarithm and $e^{z_{ij}}$ for the sum in it:
#
# $$\frac{\partial}{\partial z_{ij}} \log \sum_c e^{z_{ic}} = \frac{1}{\sum_c e^{z_{ic}}} \cdot e^{z_{ij}} = p_{ij} ,$$
#
# the softmax itself. The derivative of the second is 1 at the true class and 0 elsewhere: the one-hot label. Together
#
# $$dz_{ij} = \frac{p_{ij} - Y_{ij}}{n}, \qquad \underset{(n,\ k)}{dz} = \frac1n \Big(\underset{(n,\ k)}{\mathrm{softmax}(Z)} - \underset{(n,\ k)}{Y}\Big), \qquad Y = \mathrm{one\_hot}(y) .$$
#
# The same sentence again: probability minus truth, divided by n. **This is the only place of the whole backward pass where $1/n$ appears.**
#
# By hand: one example with scores $(0, \ln 2, 0)$ and true class 2. $e^z = (1, 2, 1)$, the sum is 4, so $P = (\frac14, \frac12, \frac14)$ and $dz = (\frac14, \frac12, -\frac34)$. The row sums to 0: what the
# true class is to gain, the others lose, each in proportion to the probability that it holds wrongly.
#
# **Predict first.** What becomes of the gradient when the score of the true class, 2, grows?

# %%
# Draw probability, truth and their difference, the gradient.
demo.try_scores(softmax)

# %% [markdown]
# <details><summary>Answer</summary>
#
# It shrinks towards 0: at a score of 6 class 2 has probability 0.99, and all three numbers are near 0. An example that is already right hardly pulls. With another true class the same score of 6 pulls with nearly $-1$ and $+1$: confident and wrong.
#
# </details>

# %%
def cross_entropy_grad(z, y):
    """∂L/∂z = (softmax(z) − one_hot(y)) / n of the cross entropy L.

    Parameters
    ----------
    z : array (n, k)
        Scores, one row an example.
    y : array (n,)
        True classes, integers from 0 to k − 1.

    Returns
    -------
    array (n, k)
        Finite for large scores too.
    """
    ### BEGIN SOLUTION
    return (softmax(z) - one_hot(y, z.shape[1])) / len(z)
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Both functions in the formula are yours, and imported. `one_hot` also wants the number of classes: where can you read it off?
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# The labels of a batch may lack a class. The scores have one column for each.
#
# </details>

# %%
# Your own judge first, on five examples.
rng = np.random.default_rng(4)
z, y = rng.normal(size=(5, 3)), np.array([2, 0, 1, 1, 2])
loss = lambda z: cross_entropy(z, y)
print(gradient_check(loss, lambda z: cross_entropy_grad(z, y), z))

# %%
check(cross_entropy_grad)

# %% [markdown]
# *A good place to stop: all the parts are there. Next you chain them.*

# %% [markdown]
# ## The backward pass
#
# You have a backward step for everything that `forward` does. What is left is the order: the last thing done is the first undone. For layers $l = 1, \dots, m$, with $A_0 = X$:
#
# | forward, $l$ from 1 to $m$ | | backward, $l$ from $m$ to 1 |
# | --- | --- | --- |
# | start with $A_0 = X$ | | start with $dZ_m = dscores$ |
# | $Z_l = A_{l-1} W_l + b_l$ | `dense` ↔ `dense_backward` | $dA_{l-1} = dZ_l\, W_l^{\mathsf T}$, $dW_l = A_{l-1}^{\mathsf T}\, dZ_l$, $db_l$ the sum of the rows of $dZ_l$ |
# | remember $(A_{l-1}, Z_l)$ | `cache` | look up $(A_{l-1}, Z_l)$ |
# | $A_l = f(Z_l)$, not after the last | `activation` ↔ `activation_backward` | $dZ_l = dA_l \odot f'(Z_l)$, not at the last |
# | end with the scores $Z_m$ | | end with one $(dW_l, db_l)$ for each layer |
#
# Nothing is computed twice: each layer uses what the layer after it has finished.
#
# Four things to get right. The cache of layer $l$ holds what *went into* it and the z that *came out*, before the activation. The last layer has no activation, so `dscores` is its $dZ$ already. Below the first layer
# lies $X$, which came out of no activation: there the way ends (and in Python the index −1 would quietly mean the last layer). And you meet the layers from last to first, while `grads` goes with `params`, first to last.
#
# By hand, with relu: one example $x = 1$, $W_1 = (2, -1)$, $W_2 = \begin{pmatrix}1\\3\end{pmatrix}$, both biases 0. Forward: $Z_1 = (2, -1)$, $A_1 = (2, 0)$, $Z_2 = 2$. Let $dscores = 1$. Backward:
#
# - layer 2: $dW_2 = \begin{pmatrix}2\\0\end{pmatrix}$, $db_2 = 1$, and it passes $dA_1 = (1, 3)$ back;
# - relu: $Z_1 = (2, -1)$ lets only the first through, $dZ_1 = (1, 0)$;
# - layer 1: $dW_1 = (1, 0)$, $db_1 = (1, 0)$.

# %%
def backward(dscores, cache, params, activation="relu"):
    """From the last layer to the first: dZ = dA ⊙ f′(Z), then dW, db and the next dA.

    Parameters
    ----------
    dscores : array (n, k)
        ∂L/∂scores.
    cache : list of (input, z)
        What `forward` remembered, one pair for each layer.
    params : list of (W, b)
        One pair for each layer.
    activation : "relu", "sigmoid" or "tanh"
        The one that `forward` used, after every layer but the last.

    Returns
    -------
    list of (dW, db)
        One pair for each layer, in the order of `params`.
    """
    ### BEGIN SOLUTION
    grads, dz = [], dscores
    for i in reversed(range(1, len(params))):
        (a, _), (W, _) = cache[i], params[i]
        da, dW, db = dense_backward(dz, a, W)
        grads.insert(0, (dW, db))
        dz = activation_backward(da, cache[i - 1][1], activation)
    X, _ = cache[0]  # nobody asks for the gradient by the data: the first layer needs no dX
    return [(X.T @ dz, dz.sum(axis=0)), *grads]
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `reversed(range(len(params)))` counts the layers from last to first. In each round you need the layer's cache, its weights, and what the round before has passed back.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Two calls a round: one undoes the activation (in every round but the first), one undoes the dense layer. The first of the three arrays of `dense_backward` is what the next round starts from.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# Appending gives the gradients last layer first. Turn the list round at the end, or insert at the front each time.
#
# </details>

# %%
# Your own judge first: how far from the measured gradients? Right: below 1e-8.
rng = np.random.default_rng(5)
X, dscores = rng.normal(size=(5, 2)), rng.normal(size=(5, 2))
params = init_params([2, 4, 3, 2], rng)
for name in ["relu", "sigmoid", "tanh"]:
    grads = backward(dscores, forward(X, params, name)[1], params, name)
    loss = lambda p: (dscores * forward(X, p, name)[0]).sum()
    demo.compare(name, grads, loss, params, numerical_gradient)

# %%
check(backward)

# %% [markdown]
# ### Follow one error back
#
# The next picture runs one example, $x = (1, 2)$ with true class 1, through a network of three layers with relu. All biases are 0. On each line stands its weight. On each unit stands what it sends on, $a$, computed from left to right, and
# below it $dz$, computed from right to left; with one example `db` is `dz` itself, so your `backward` has it. Above each hidden unit stands its $z$. The thicker a line, the larger the gradient of its weight.
#
# **Predict first.** One hidden unit has a negative $z$. What is its $dz$, and how thick are the lines that end in it?

# %%
# Follow one error back; set the first input and the true class.
demo.try_one_error(forward, backward, cross_entropy_grad)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Its $dz$ is 0: relu is flat there. The gradients of the weights that end in it are $x_k \cdot 0 = 0$, drawn as dotted lines. So are those of the weights that start from it, since it sends nothing on.
#
# </details>
#
# Redo one of them. The topmost unit of layer 1 sends its value along a line with weight −1 to a unit with $dz = 0.8$, and along one with weight 1 to a unit with $dz = -0.4$. So its $da = (-1)(0.8) + 1\,(-0.4) = -1.2$. Its $z$ is positive,
# relu lets all of it through, and $dz = -1.2$. The line from $x_2 = 2$ into it has $dW = 2 \cdot (-1.2) = -2.4$, the thickest of all.
#
# A unit whose $z$ is negative for *all* examples gets no gradient at all and stays as it is: it is called a *dead* unit. Move $x_1$ to 3: this one wakes up.
#
# ### How much arrives in a deep network
#
# Layer by layer, $dz$ is multiplied by two things, the weights and the valves. In a network of ten layers that is done nine times.
#
# **Predict first.** With sigmoids and the weights of your `init_params`, how much smaller is $dz$ in layer 1 than in layer 10? And with relu?

# %%
# Draw the size of dz in ten layers; choose activation and weights.
demo.try_deep_networks(init_params, forward, backward)

# %% [markdown]
# <details><summary>Answer</summary>
#
# With sigmoids about 100 000 times smaller: the first layers hardly learn. The valves alone would make $(1/4)^9$ of it, four millionths, or less; the weights, which are multiplied in as well, win a little back. With relu 0.4 of it arrives: half of the
# valves are fully open, and the factor $\sqrt{2/d_\text{in}}$ in `init_params` was chosen to make up for the other half. (The one drop is from layer 10 to 9: a unit of layer 9 feels two scores, and one further down thirty units.) tanh keeps as much, 0.6: its valve is fully open at 0.
#
# </details>
#
# With relu, weights twice as large make $dz$ grow more than a hundredfold on its way, and weights half as large leave less than a thousandth of it: gradients **explode** or **vanish**. tanh is milder, and the sigmoid needs weights four times as large to keep even a hundredth: they drive
# $z$ outwards, where its slope is smaller still. That is why starting weights have a size of their own, and one reason why hidden layers have relu or tanh and hardly ever a sigmoid.

# %% [markdown]
# ## Loss and gradients together
#
# Training asks for two things at the same point, the loss and the gradients, and they share the forward pass. You have written all parts: the scores by `forward`, the loss of the scores, its gradient by the scores, and from there `backward`.
#
# By hand, for a single layer of zeros: all scores are equal, so with two classes $L = \log 2 \approx 0.693$, and $dscores$ has $\mp\frac1{2n}$ in each row. Put the parts together.

# %%
def loss_and_grads(X, y, params, activation="relu"):
    """The cross entropy of a network, and its gradient by every parameter.

    Parameters
    ----------
    X : array (n, d)
        Examples.
    y : array (n,)
        True classes, integers.
    params : list of (W, b)
        One pair for each layer.
    activation : "relu", "sigmoid" or "tanh"

    Returns
    -------
    loss : float
    grads : list of (dW, db)
        One pair for each layer, in the order of `params`.
    """
    ### BEGIN SOLUTION
    scores, cache = forward(X, params, activation)
    loss = cross_entropy(scores, y)
    grads = backward(cross_entropy_grad(scores, y), cache, params, activation)
    return loss, grads
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `forward` returns two things, and you need both: one for the loss, one for the way back.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Two of the functions that you call take `activation`. Hand it to both.
#
# </details>

# %%
# Your own judge first: how far from the measured gradients? Right: below 1e-8.
X_moons, y_moons = datasets.moons(n=100, noise=0.1, seed=0)
params = init_params([2, 4, 3, 2], np.random.default_rng(6))
for name in ["sigmoid", "tanh"]:
    _, grads = loss_and_grads(X_moons, y_moons, params, name)
    loss = lambda p: cross_entropy(forward(X_moons, p, name)[0], y_moons)
    demo.compare(name, grads, loss, params, numerical_gradient)

# %%
check(loss_and_grads)

# %% [markdown]
# Now the promise of the beginning. The first picture once more, with your backward pass in it.

# %%
# Draw once more what one gradient costs, with your own beside it.
demo.cost_of_a_gradient(forward, numerical_gradient, loss_and_grads)

# %% [markdown]
# ## Where people go wrong
#
# Four versions of the gradient train the same network on the moons, by the plainest method there is: 300 times subtract a bit of the gradient from every parameter. One version is yours. The other three have one bug each.
# They are labelled A to D.
#
# **Predict first.** Can you tell from the curves which one is right?

# %%
# Train with four versions of the gradient, one of which is yours.
demo.four_curves(loss_and_grads, backward)

# %% [markdown]
# <details><summary>Answer</summary>
#
# No. All four learn, and the one that ends lowest, D, is not the right one; with another start the order would be another.
#
# </details>
#
# That is what makes wrong gradients dangerous: **a network with a bug in its gradient often trains**, and a falling curve proves nothing. What does tell is the comparison with numbers. The next cell draws each entry of the gradient against
# the same entry measured by your `numerical_gradient`. Right entries lie on the diagonal.

# %%
# Draw each entry of the four gradients against the measured one.
demo.four_gradients(loss_and_grads, backward, numerical_gradient)

# %% [markdown]
# - **A averages the bias gradients.** The weights lie on the diagonal; the biases, drawn hollow, lie on a line that is $n = 60$ times flatter, because $1/n$ was applied twice. The biases hardly move. `db` is a sum.
# - **B is right.**
# - **C takes the derivative at $a$ instead of at $z$.** The last layer has no activation and is right. Below it each layer meets wrong factors: layers 1 and 2 stray from the diagonal.
# - **D uses $W$ where $W^{\mathsf T}$ is due**, in the one square layer, where the shapes do not object. Layers 2 and 3 are right, because the error goes astray only on its way through layer 2; what layer 1 gets is noise.
#
# In C and D the pattern shows the place: **going back, the gradient is right down to the step where the bug is.** When a comparison fails, find the earliest layer that is still right and look at the step just below it.

# %% [markdown]
# ## Checkpoint

# %%
quiz(
    "A dense layer has `X` of shape (32, 10) and `W` of shape (10, 5). What is the shape of `dX`?",
    right={"(32, 10)": "A gradient has the shape of its array: one number for each entry of X, saying what it does to the loss."},
    wrong={
        "(32, 5)": "That is the shape of z and of dz, the output side. dX goes with the input.",
        "(10, 5)": "That is the shape of W and of dW.",
        "(10, 32)": "That is X transposed. A gradient has the shape of its array, never of the transpose.",
    },
)

# %%
quiz(
    "Where does the factor $1/n$ enter the backward pass of a batch of $n$ examples?",
    right={"Once, in the gradient of the loss by the scores": "The loss is a mean, so its derivative carries 1/n; from there it travels with dz into every dW and db."},
    wrong={
        "In every dW and every db": "They carry it already: it came in with dz. Dividing again makes them n times too small.",
        "In every db, but not in dW": "Both add up over the examples, and both carry the factor that came in with dz.",
        "Nowhere: gradients are sums": "dW and db are sums over the examples, of a dz that holds the 1/n of the mean.",
    },
)

# %%
quiz(
    "Which of these does the backward pass need from the forward pass?",
    right={
        "The input of each dense layer": "dW multiplies it by dz.",
        "The z of each hidden layer": "The derivative of the activation is taken there.",
    },
    wrong={
        "The loss": "Its value is not used on the way back; only its derivative by the scores is.",
        "The biases": "They were added. A sum passes the gradient on with factor 1, whatever was added.",
    },
)

# %%
quiz(
    "For one example a hidden relu unit has $z = -0.3$. What does this example add to the gradients of the weights that lead *into* the unit?",
    right={"Nothing": "relu is flat at −0.3: its derivative is 0, so dz is 0, and with it all that is multiplied by it."},
    wrong={
        "The upstream gradient times −0.3": "z itself is no factor here. The derivative of relu at z is.",
        "A negative amount": "The sign of z decides whether the gradient passes, not which sign it has.",
        "The upstream gradient, unchanged": "That holds for positive z, where the slope is 1.",
    },
)

# %%
quiz(
    "The gradient passes back through two tanh activations and one sigmoid. By what factor do they multiply it at most?",
    number=1 / 4,
    because="The derivative of tanh is at most 1, that of the sigmoid at most 1/4, both at z = 0, and the factors of a path are multiplied.",
    wrong={2.25: "Along a path factors are multiplied, not added.",
           1: "That leaves out the sigmoid, whose slope is at most 1/4.",
           1 / 64: "That would be three sigmoids. The slope of tanh reaches 1."},
)

# %% [markdown]
# ### Milestone
#
# A network of three layers on the moons, for each of the three activations. The bar: **every parameter, without exception, agrees with the numerical gradient to a relative error of $10^{-6}$.**
#
# The picture shows the run for one network: a point for each of its parameters. Those of relu at the bottom agree exactly: both gradients are 0, because for every example a relu shuts the way to that parameter or on from it.
# The network of the run below is drawn afresh each time, with no z near relu's kink, where lesson 3 showed the measurement to be at fault, and no gradient so near 0 that rounding alone exceeds the bar.

# %%
# Draw the relative error of every gradient in a three-layer network.
demo.every_parameter(loss_and_grads, numerical_gradient, relative_error)

# %%
milestone("04_backprop")

# %% [markdown]
# ## Take away
#
# - $dA$ is $\partial L/\partial A$ and has the shape of $A$. Ask of each number whom it reaches, and with what factor; multiply along paths, add over paths.
# - Dense: $dX = dz\,W^{\mathsf T}$, $dW = X^{\mathsf T} dz$, $db$ the sum of $dz$ over the examples. Activation: $dz = da \odot f'(z)$, at z.
# - Cross entropy, binary or not: probability minus truth, over n. The $1/n$ of a mean comes in with the loss, once; $dW$ and $db$ are sums.
# - `backward` is `forward` read from the end. It costs as much as a few forward passes, for any number of parameters.
# - A wrong gradient still learns. Only the comparison with numbers tells: the gradient is right down to the layer where the bug is.
#
# ## Read on
#
# - The book's page *Autograd* does the same with a recorded graph in place of hand-written formulas, and compares the two.
# - D. Rumelhart, G. Hinton and R. Williams, *Learning representations by back-propagating errors*, Nature, 1986: four pages, and the formulas are those above.
# - I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning*, section 6.5.
# - A. Baydin and others, *Automatic differentiation in machine learning: a survey*, 2018.
