# %% [markdown]
# # 4 · Backpropagation
#
# *The gradient of everything, in one backward pass.*
#
# To train a network you need the derivative of the loss by every weight and every bias. You own an instrument that measures it: `numerical_gradient`
# of lesson 3. It moves one number a little up and a little down and runs the network each time. What does that cost? Run the two cells below: they measure
# it on networks that grow.

# %%
import time

import matplotlib.pyplot as plt
import numpy as np

from autograder import check, hint, milestone, progress, solution
from autograder.mine import (
    binary_cross_entropy, cross_entropy, dense, forward, gradient_check, init_params, mse, numerical_gradient,
    one_hot, relative_error, relu, relu_grad, sigmoid, sigmoid_grad, softmax, tanh, tanh_grad,
)
from playground import datasets, quiz, show, style

# %%
def with_array(params, layer, part, array):
    """params with one array replaced; part 0 is W, part 1 is b."""
    pairs = [list(pair) for pair in params]
    pairs[layer][part] = array
    return pairs


def numerical_grads(loss, params):
    """The numerical gradient of loss(params): one (dW, db) for each layer."""
    def measured(layer, part):
        return numerical_gradient(lambda array: loss(with_array(params, layer, part, array)),
                                  params[layer][part])

    return [(measured(layer, 0), measured(layer, 1)) for layer in range(len(params))]


def seconds(run, times=30):
    """How long one call takes, the best of several: the least disturbed by what else the computer does."""
    best = np.inf
    for _ in range(times):
        start = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - start)
    return best


X_moons, y_moons = datasets.moons(n=100, noise=0.1, seed=0)
widths, sizes, by_numbers, one_pass = [2, 4, 8, 16, 24], [], [], []
for width in widths:
    params = init_params([2, width, width, 2], np.random.default_rng(0))
    loss = lambda p: cross_entropy(forward(X_moons, p)[0], y_moons)
    sizes.append(sum(W.size + b.size for W, b in params))
    one_pass.append(seconds(lambda: loss(params)))
    by_numbers.append(seconds(lambda: numerical_grads(loss, params), times=2))

fig, ax = plt.subplots(figsize=(7, 4), layout="constrained")
ax.loglog(sizes, by_numbers, "o-", color=style.COLORS[1], label="numerical gradient")
ax.loglog(sizes, one_pass, "s--", color=style.COLORS[0], label="one forward pass")
ax.set(title="What one gradient costs", xlabel="parameters of the network", ylabel="seconds")
ax.set(xticks=sizes, xticklabels=sizes)
ax.minorticks_off()
ax.legend(loc="center right")
show(fig, alt=(
    "Seconds against the number of parameters, both axes logarithmic. The numerical gradient rises in "
    "proportion to the number of parameters; one forward pass stays almost level, thirty times lower "
    "at first and more than a thousand times at the end."
))

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

# %% [markdown]
# ## Three rules of notation
#
# 1. The loss $L$ is one number. For an array $A$ anywhere in the computation, **$dA$ means $\partial L/\partial A$**, and it **has the shape of $A$**: $(dA)_{ij} = \partial L / \partial A_{ij}$.
# 2. Each step of the network gets $dA$ of its *output* and answers with $dA$ of each of its *inputs*. What comes in is called the **upstream** gradient. A step knows nothing else of the network.
# 3. A number often reaches the loss along several paths. **Along a path the factors are multiplied; over the paths the products are added.** That is the whole chain rule.
#
# So for each array there is one question to ask: *which outputs does this number reach, and with what factor?* Multiply the upstream gradient of each such output by its factor, and add up.

# %% [markdown]
# ## Back through a dense layer
#
# Forward, with the shapes underneath:
#
# $$z_{ij} = \sum_{k} X_{ik} W_{kj} + b_j, \qquad \underset{(n,\ d_\text{out})}{Z} = \underset{(n,\ d_\text{in})}{X}\ \underset{(d_\text{in},\ d_\text{out})}{W} + \underset{(d_\text{out},)}{b} .$$
#
# From upstream comes $\partial L/\partial Z$, with the shape of $Z$; it is written $dz$ here, as in the code. Ask the question three times.
#
# **Whom does the weight $W_{kj}$ reach?** Output $j$ of *every* example $i$, with factor $X_{ik}$. Add up over the examples:
#
# $$dW_{kj} = \sum_{i} X_{ik}\, dz_{ij}, \qquad \underset{(d_\text{in},\ d_\text{out})}{dW} = \underset{(d_\text{in},\ n)}{X^{\mathsf T}}\ \underset{(n,\ d_\text{out})}{dz} .$$
#
# The sum runs over $i$, the *rows* of both arrays. A matrix product sums over the columns of the first factor, so $X$ is transposed.
#
# **Whom does the bias $b_j$ reach?** Output $j$ of every example, with factor 1:
#
# $$db_{j} = \sum_{i} dz_{ij}, \qquad \underset{(1,\ d_\text{out})}{db} = \underset{(1,\ n)}{\mathbf 1^{\mathsf T}}\ \underset{(n,\ d_\text{out})}{dz} ,$$
#
# a sum down the rows; in NumPy `db` is the plain vector $(d_\text{out},)$, as $b$ is. It is a **sum**, no mean: the loss is a mean already, and the $1/n$ of it arrives inside $dz$.
#
# **Whom does the input $X_{ik}$ reach?** *Every* output $j$ of example $i$, with factor $W_{kj}$:
#
# $$dX_{ik} = \sum_{j} dz_{ij}\, W_{kj}, \qquad \underset{(n,\ d_\text{in})}{dX} = \underset{(n,\ d_\text{out})}{dz}\ \underset{(d_\text{out},\ d_\text{in})}{W^{\mathsf T}} .$$
#
# The shapes alone nearly tell you the answer: there is one way to multiply $X$ and $dz$ to something of $W$'s shape. Nearly, because a square $W$ fits either way round.

# %% [markdown]
# ### By hand
#
# Two examples with one feature, two outputs: $X = \begin{pmatrix}2\\3\end{pmatrix}$, $W = \begin{pmatrix}10 & 20\end{pmatrix}$, and from upstream $dz = \begin{pmatrix}1 & -1\\ 0.5 & 0\end{pmatrix}$.
#
# - $dW$ has shape (1, 2): $2\cdot 1 + 3\cdot 0.5 = 3.5$ and $2\cdot(-1) + 3\cdot 0 = -2$.
# - $db$ has shape (2,): $1 + 0.5 = 1.5$ and $-1 + 0 = -1$.
# - $dX$ has shape (2, 1): $1\cdot 10 + (-1)\cdot 20 = -10$ and $0.5\cdot 10 + 0\cdot 20 = 5$.
#
# Your instrument can measure the same three, given a loss. Any loss would do, so take one that is made to measure: $L = \sum_{ij} c_{ij}\, z_{ij}$ with fixed numbers $c$. Its gradient by $z$ is $c$ itself,
# so by choosing $c$ you choose which $dz$ comes from upstream. In the next cell $c$ is the $dz$ of the example.

# %%
X = np.array([[2.0], [3.0]])
W = np.array([[10.0, 20.0]])
b = np.array([0.0, 0.0])
dz = np.array([[1.0, -1.0], [0.5, 0.0]])

print("dW", numerical_gradient(lambda W: (dz * dense(X, W, b)).sum(), W).round(6).tolist())
print("db", numerical_gradient(lambda b: (dz * dense(X, W, b)).sum(), b).round(6).tolist())
print("dX", numerical_gradient(lambda X: (dz * dense(X, W, b)).sum(), X).round(6).tolist())

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
# An array's transpose is its attribute `.T`. Two of the three gradients are one matrix product each.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# The third is a sum that makes the rows disappear: one number for each column is left. Lesson 1 says which `axis` that is.
#
# </details>

# %%
# Your own judge first: three times True before you go on to the check.
rng = np.random.default_rng(0)
dz, X, W, b = rng.normal(size=(5, 3)), rng.normal(size=(5, 2)), rng.normal(size=(2, 3)), rng.normal(size=3)

print("dX", gradient_check(lambda X: (dz * dense(X, W, b)).sum(), lambda X: dense_backward(dz, X, W)[0], X))
print("dW", gradient_check(lambda W: (dz * dense(X, W, b)).sum(), lambda W: dense_backward(dz, X, W)[1], W))
print("db", gradient_check(lambda b: (dz * dense(X, W, b)).sum(), lambda b: dense_backward(dz, X, W)[2], b))

# %%
check(dense_backward)

# %% [markdown]
# ## Back through an activation
#
# Forward, $a_{ij} = f(z_{ij})$: each number is treated by itself. **Whom does $z_{ij}$ reach?** Only $a_{ij}$, with factor $f'(z_{ij})$. There is one path, so nothing is added up:
#
# $$dz_{ij} = da_{ij}\, f'(z_{ij}), \qquad \underset{(n,\ d)}{dz} = \underset{(n,\ d)}{da} \odot \underset{(n,\ d)}{f'(Z)} ,$$
#
# where $\odot$ multiplies element by element, `*` in NumPy. The derivative is taken **at $z$**, the input of the activation, which is why `forward` kept it in the cache.
#
# By hand: with $f = \tanh$, $z = \ln 2$ and $da = 10$ we have $\tanh z = 0.6$, so $f'(z) = 1 - 0.36 = 0.64$ and $dz = 6.4$. With relu, $z = -3$ and $da = 10$ give $dz = 0$: relu is flat there.
#
# So an activation is a valve: it lets a part of the gradient through. Before you run the cell: which of the three valves can never be more than a quarter open?

# %%
z = np.linspace(-5, 5, 401)

fig, ax = plt.subplots(figsize=(7, 4), layout="constrained")
derivatives = {"relu": relu_grad, "sigmoid": sigmoid_grad, "tanh": tanh_grad}
for (name, derivative), dashes, color in zip(derivatives.items(), ["-", "--", "-."], style.COLORS):
    ax.plot(z, derivative(z), dashes, color=color, label=name, linewidth=2.5)
ax.set(title="What part of the gradient an activation lets through", xlabel="z", ylabel="derivative at z")
ax.legend()
show(fig, alt=(
    "The derivative of relu jumps from 0 to 1 at zero. Those of the sigmoid and of tanh are bells "
    "around zero with heights of a quarter and of one, and are near zero for z beyond 5 in size."
))

# %% [markdown]
# The sigmoid's bell is a quarter high. Ten sigmoid layers multiply the gradient by at most $(1/4)^{10}$, about one millionth: the early layers of a deep sigmoid network hardly learn. It is one reason why relu
# took over.
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
    print(name,
          gradient_check(lambda z: (da * activate(z)).sum(), lambda z: activation_backward(da, z, name), z))

# %%
check(activation_backward)

# %% [markdown]
# ## Where the gradient starts: mean squared error
#
# The backward pass begins at the loss. Take the simplest one first. Over all $N$ elements of the prediction $p$ and the truth $t$:
#
# $$L = \frac1N \sum_{ij} (p_{ij} - t_{ij})^2 .$$
#
# **Whom does $p_{ij}$ reach?** One term of the sum. The derivative of $u^2$ is $2u$, and the factor $1/N$ stays:
#
# $$\frac{\partial L}{\partial p_{ij}} = \frac{2}{N}\,(p_{ij} - t_{ij}), \qquad \underset{(n,\ k)}{dp} = \frac{2}{nk}\,\Big(\underset{(n,\ k)}{P} - \underset{(n,\ k)}{T}\Big) .$$
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
    print(shape, gradient_check(lambda p: mse(p, y_true), lambda p: mse_grad(p, y_true), y_pred))

# %%
check(mse_grad)

# %% [markdown]
# ## Binary cross entropy
#
# One score $z_i$ an example, a label $y_i$ of 0 or 1, and $p_i = \sigma(z_i)$. The loss of lesson 2:
#
# $$L = -\frac1n \sum_i \Big( y_i \log p_i + (1 - y_i) \log (1 - p_i) \Big) .$$
#
# The score reaches the loss through the probability: two links.
#
# $$\frac{\partial L}{\partial p_i} = -\frac1n\Big(\frac{y_i}{p_i} - \frac{1 - y_i}{1 - p_i}\Big) = \frac1n\,\frac{p_i - y_i}{p_i (1 - p_i)}, \qquad \frac{\partial p_i}{\partial z_i} = p_i (1 - p_i) .$$
#
# Multiply, and the denominator cancels:
#
# $$dz_i = \frac{\sigma(z_i) - y_i}{n}, \qquad \underset{(n,)}{dz} = \frac1n\Big(\underset{(n,)}{\sigma(z)} - \underset{(n,)}{y}\Big) .$$
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
# Your own judge first.
rng = np.random.default_rng(3)
z, y = rng.normal(size=6), np.array([0, 1, 1, 0, 1, 0])
print(gradient_check(lambda z: binary_cross_entropy(z, y), lambda z: binary_cross_entropy_grad(z, y), z))

# %%
check(binary_cross_entropy_grad)

# %% [markdown]
# ## Cross entropy
#
# Now $k$ scores an example and $P = \mathrm{softmax}(Z)$. Written from scores, as in lesson 2, the loss is
#
# $$L = \frac1n \sum_i \Big( \log \sum_{c} e^{z_{ic}} \;-\; z_{i,y_i} \Big) .$$
#
# **Whom does $z_{ij}$ reach?** The log-sum of its own row, always; and the second term, if $j$ is the true class. The derivative of the first is
#
# $$\frac{\partial}{\partial z_{ij}} \log \sum_c e^{z_{ic}} = \frac{e^{z_{ij}}}{\sum_c e^{z_{ic}}} = p_{ij} ,$$
#
# the softmax itself. The derivative of the second is 1 at the true class and 0 elsewhere: the one-hot label. Together
#
# $$dz_{ij} = \frac{p_{ij} - Y_{ij}}{n}, \qquad \underset{(n,\ k)}{dz} = \frac1n \Big(\underset{(n,\ k)}{\mathrm{softmax}(Z)} - \underset{(n,\ k)}{Y}\Big), \qquad Y = \mathrm{one\_hot}(y) .$$
#
# The same sentence again: probability minus truth, divided by n. **This is the only place of the whole backward pass where $1/n$ appears.**
#
# By hand: one example with scores $(0, \ln 2, 0)$ and true class 2. $e^z = (1, 2, 1)$, the sum is 4, so $P = (\frac14, \frac12, \frac14)$ and $dz = (\frac14, \frac12, -\frac34)$. The row sums to 0: what the
# true class is to gain, the others lose, each in proportion to the probability that it holds wrongly.

# %%
p, truth = softmax(np.array([[0.0, np.log(2.0), 0.0]]))[0], one_hot(np.array([2]), 3)[0]

fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
left.bar(np.arange(3) - 0.2, p, 0.38, zorder=2, color=style.COLORS[0], label="probability")
left.bar(np.arange(3) + 0.2, truth, 0.38, zorder=2, color=style.COLORS[4], hatch="//", label="truth")
left.set(title="What the network says, and what is true", xlabel="class", ylabel="probability",
         xticks=range(3))
left.legend(loc="upper left")
right.bar(np.arange(3), p - truth, 0.5, zorder=2, color=style.COLORS[1])
right.axhline(0, color="black", linewidth=0.8, zorder=3)
right.set(title="Their difference is the gradient", xlabel="class", ylabel="∂L/∂z", xticks=range(3),
          ylim=(-1, 1))
show(fig, alt=(
    "Left: probabilities of a quarter, a half and a quarter beside the truth, which is one for class "
    "2. Right: the gradient, a quarter, a half and minus three quarters."
))

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
# Your own judge first.
rng = np.random.default_rng(4)
z, y = rng.normal(size=(5, 3)), np.array([2, 0, 1, 1, 2])
print(gradient_check(lambda z: cross_entropy(z, y), lambda z: cross_entropy_grad(z, y), z))

# %%
check(cross_entropy_grad)

# %% [markdown]
# ## The backward pass
#
# You have a backward step for everything that `forward` does. What is left is the order: the last thing done is the first undone. For layers $l = 1, \dots, m$, with $A_0 = X$:
#
# | forward, $l$ from 1 to $m$ | | backward, $l$ from $m$ to 1 |
# | --- | --- | --- |
# | start with $A_0 = X$ | | start with $dZ_m = dscores$ |
# | $Z_l = A_{l-1} W_l + b_l$ | `dense` ↔ `dense_backward` | $dA_{l-1} = dZ_l\, W_l^{\mathsf T}$, $dW_l = A_{l-1}^{\mathsf T}\, dZ_l$, $db_l = \mathbf 1^{\mathsf T} dZ_l$ |
# | remember $(A_{l-1}, Z_l)$ | `cache` | look up $(A_{l-1}, Z_l)$ |
# | $A_l = f(Z_l)$, not after the last | `activation` ↔ `activation_backward` | $dZ_l = dA_l \odot f'(Z_l)$, not at the last |
# | end with the scores $Z_m$ | | end with one $(dW_l, db_l)$ for each layer |
#
# The same in index form, for unit $k$ of layer $l - 1$ and example $i$. Its value reaches every unit $j$ of layer $l$, so
#
# $$(dZ_{l-1})_{ik} = f'\big((Z_{l-1})_{ik}\big) \sum_j (dZ_l)_{ij}\, (W_l)_{kj}, \qquad \underset{(n,\ d_{l-1})}{dZ_{l-1}} = \Big(\underset{(n,\ d_l)}{dZ_l}\ \underset{(d_l,\ d_{l-1})}{W_l^{\mathsf T}}\Big) \odot \underset{(n,\ d_{l-1})}{f'(Z_{l-1})} .$$
#
# Nothing is computed twice: each layer uses what the layer after it has finished. That is why one pass is enough.
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
# Your own judge first: the largest relative error of each gradient; a right one is below 1e-6.
rng = np.random.default_rng(5)
X, dscores = rng.normal(size=(5, 2)), rng.normal(size=(5, 2))
params = init_params([2, 4, 3, 2], rng)
for name in ["relu", "sigmoid", "tanh"]:
    _, cache = forward(X, params, name)
    measured = numerical_grads(lambda p: (dscores * forward(X, p, name)[0]).sum(), params)
    for layer, (yours, theirs) in enumerate(zip(backward(dscores, cache, params, name), measured), start=1):
        dW, db = relative_error(yours[0], theirs[0]), relative_error(yours[1], theirs[1])
        print(f"{name:8} layer {layer}   dW {dW:.0e}   db {db:.0e}")

# %%
check(backward)

# %% [markdown]
# ### Follow one error back
#
# The next picture runs one example through a network of three layers. Each unit shows its value, computed from left to right, and $dz$ below it, computed from right to left; with one example
# `db` is `dz` itself, so your `backward` has it. The lines are the weights: the thicker a line, the larger the gradient of that weight.
#
# Before you run it: one hidden unit has a negative z. What will its $dz$ be, and how thick are the lines that end in it?

# %%
def draw_network(ax, values, errors, grads):
    """Units as circles with their value and, below, dz; lines as thick as the gradients of their weights."""
    thickest = max(np.abs(dW).max() for dW, _ in grads)
    place = [[(2.6 * layer, (len(v) - 1) / 2 - unit) for unit in range(len(v))] for layer, v in enumerate(values)]
    for layer, (dW, _) in enumerate(grads):
        for (k, j), slope in np.ndenumerate(dW):
            (x0, y0), (x1, y1) = place[layer][k], place[layer + 1][j]
            dead = abs(slope) < 1e-12
            ax.plot([x0, x1], [y0, y1], ":" if dead else "-" if slope > 0 else "--", zorder=1,
                    color="#999999" if dead else style.COLORS[0] if slope > 0 else style.COLORS[1],
                    linewidth=1 if dead else 0.8 + 5 * abs(slope) / thickest)
    for layer, units in enumerate(place):
        for unit, (x, y) in enumerate(units):
            ax.scatter([x], [y], s=1500, color="white", edgecolor="black", zorder=2)
            ax.text(x, y + 0.08, f"{values[layer][unit]:.2f}", ha="center", va="center")
            if layer:
                ax.text(x, y - 0.13, f"{errors[layer][unit]:+.2f}", ha="center", va="center", fontsize=8,
                        color=style.COLORS[8])


x, label = np.array([[1.0, 0.5]]), np.array([1])
small = [
    (np.array([[1.0, -1.0, 0.5], [0.5, 0.4, 1.0]]), np.array([0.1, 0.2, 0.0])),
    (np.array([[0.8, -0.5, 0.6], [0.3, 1.0, -0.7], [0.5, 0.9, 0.4]]), np.array([0.0, 0.1, 0.2])),
    (np.array([[1.0, -0.6], [-0.4, 0.7], [0.9, 0.3]]), np.array([0.1, 0.0])),
]
scores, cache = forward(x, small)
grads = backward(cross_entropy_grad(scores, label), cache, small)
values = [cache[0][0][0], *(z[0] for _, z in cache)]
errors = [None, *(db for _, db in grads)]

fig, ax = plt.subplots(figsize=(9, 4.6), layout="constrained")
draw_network(ax, values, errors, grads)
for sign, dashes, color in zip("><=", ["-", "--", ":"], [style.COLORS[0], style.COLORS[1], "#999999"]):
    ax.plot([], [], dashes, color=color, label=f"dW {sign} 0", linewidth=2)
ax.set(title="z of each unit, and below it dz: one error, followed back", xlabel="layer", ylabel="units",
       yticks=[], ylim=(-1.5, 1.5))
ax.set(xticks=[2.6 * layer for layer in range(4)], xticklabels=["input", "1", "2", "3 (scores)"])
ax.legend(loc="upper left", ncols=3)
ax.grid(False)
show(fig, alt=(
    "A network of four columns of circles. The error starts at the two scores with opposite signs and "
    "equal size, and is spread over layer 2 and layer 1. The unit with a negative z has dz zero, and "
    "all lines that end in it are dotted: their gradients are zero."
))

# %% [markdown]
# The unit with the negative z has $dz = 0$: relu is flat there, so for this example none of the weights that end in it matters, and neither do those that start from it, since it sends nothing on.
# A unit whose z is negative for *all* examples gets no gradient at all and stays as it is: it is called a *dead* unit.

# %% [markdown]
# ## Loss and gradients together
#
# Training asks for two things at the same point, the loss and the gradients, and they share the forward pass. In index form the whole chain is $X \to Z_1 \to A_1 \to \dots \to Z_m \to L$ and back:
#
# $$L = -\frac1n\sum_i \log \mathrm{softmax}(Z_m)_{i,y_i}, \qquad \underset{(n,\ k)}{dscores} = \frac1n\Big(\underset{(n,\ k)}{\mathrm{softmax}(Z_m)} - \underset{(n,\ k)}{Y}\Big), \qquad \text{then } \underset{(d_{l-1},\ d_l)}{dW_l},\ \underset{(d_l,)}{db_l} \text{ for each } l .$$
#
# By hand, for a single layer of zeros: all scores are equal, so with two classes $L = \log 2 \approx 0.693$, and $dscores$ has $\mp\frac1{2n}$ in each row. You have written all parts; put them together.

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
# Your own judge first, on the moons: the largest difference between any entry and the measured one; a right gradient is within 1e-8.
params = init_params([2, 4, 3, 2], np.random.default_rng(6))
for name in ["sigmoid", "tanh"]:
    _, grads = loss_and_grads(X_moons, y_moons, params, name)
    measured = numerical_grads(lambda p: cross_entropy(forward(X_moons, p, name)[0], y_moons), params)
    apart = [np.abs(g - m).max() for yours, theirs in zip(grads, measured) for g, m in zip(yours, theirs)]
    print(f"{name:8} {max(apart):.0e}")

# %%
check(loss_and_grads)

# %% [markdown]
# Now the promise of the beginning. The first picture once more, with your backward pass in it.

# %%
by_backward = []
for width in widths:
    params = init_params([2, width, width, 2], np.random.default_rng(0))
    by_backward.append(seconds(lambda: loss_and_grads(X_moons, y_moons, params)))

fig, ax = plt.subplots(figsize=(7, 4), layout="constrained")
ax.loglog(sizes, by_numbers, "o-", color=style.COLORS[1], label="numerical gradient")
ax.loglog(sizes, by_backward, "^-", color=style.COLORS[2], label="your loss_and_grads")
ax.loglog(sizes, one_pass, "s--", color=style.COLORS[0], label="one forward pass")
ax.set(title="What one gradient costs now", xlabel="parameters of the network", ylabel="seconds")
ax.set(xticks=sizes, xticklabels=sizes)
ax.minorticks_off()
ax.legend(loc="center right")
show(fig, alt=(
    "The figure of the beginning with a third line: loss and gradients together cost about as much as "
    "two or three forward passes at every size, while the numerical gradient grows with the number "
    "of parameters."
))
print(f"{sizes[-1]} parameters: {by_numbers[-1] / by_backward[-1]:.0f} times as fast as the numerical gradient,",
      f"as long as {by_backward[-1] / one_pass[-1]:.1f} forward passes")

# %% [markdown]
# ## Where people go wrong
#
# Four versions of the gradient train the same network on the moons, by the plainest method there is: 300 times subtract a bit of the gradient from every parameter. One version is yours. The other three have one bug each.
# They are labelled A to D. Which is right?

# %%
X_train, y_train = datasets.moons(n=60, noise=0.15, seed=1)


def bias_bug(X, y, params):
    loss, grads = loss_and_grads(X, y, params, "tanh")
    return loss, [(dW, db / len(X)) for dW, db in grads]


def transpose_bug(X, y, params):
    scores, cache = forward(X, params, "tanh")
    turned = [(W.T if W.shape[0] == W.shape[1] else W, b) for W, b in params]
    return cross_entropy(scores, y), backward(cross_entropy_grad(scores, y), cache, turned, "tanh")


def place_bug(X, y, params):
    scores, cache = forward(X, params, "tanh")
    shifted = [(a, tanh(z)) for a, z in cache]
    return cross_entropy(scores, y), backward(cross_entropy_grad(scores, y), shifted, params, "tanh")


def no_bug(X, y, params):
    return loss_and_grads(X, y, params, "tanh")


versions = {"A": bias_bug, "B": no_bug, "C": place_bug, "D": transpose_bug}
start = [(1.5 * W, b) for W, b in init_params([2, 6, 6, 2], np.random.default_rng(7))]

fig, ax = plt.subplots(figsize=(7, 4), layout="constrained")
for (letter, version), dashes, color in zip(versions.items(), ["-", "--", "-.", ":"], style.COLORS):
    params, losses = start, []
    for _ in range(300):
        loss, grads = version(X_train, y_train, params)
        params = [(W - 0.3 * dW, b - 0.3 * db) for (W, b), (dW, db) in zip(params, grads)]
        losses.append(loss)
    ax.plot(losses, dashes, color=color, label=letter, linewidth=2.5)
ax.set(title="Four gradients, one of them right", xlabel="step", ylabel="loss (cross entropy)", yscale="log")
ax.legend()
show(fig, alt=(
    "Four curves of the loss over 300 steps. All start at the same value, all fall, and none looks "
    "broken; D ends lowest, then B, C and A."
))

# %% [markdown]
# All four learn, and the one that ends lowest is not the right one: with another start the order would be another. That is what makes wrong gradients dangerous: **a network with a bug in
# its gradient often trains**, and a falling curve proves nothing. What does tell is the comparison with numbers. The next cell draws each entry of the gradient against the same entry
# measured by your `numerical_gradient`. Right entries lie on the diagonal.

# %%
measured = numerical_grads(lambda p: cross_entropy(forward(X_train, p, "tanh")[0], y_train), start)

fig, axes = plt.subplots(1, 4, figsize=(11, 3.3), sharex=True, sharey=True, layout="constrained")
for ax, (letter, version) in zip(axes, versions.items()):
    _, grads = version(X_train, y_train, start)
    for layer, (pair, measured_pair) in enumerate(zip(grads, measured)):
        for part, word in enumerate(["weights", "biases"]):
            fill = style.COLORS[layer] if word == "weights" else "none"
            ax.scatter(measured_pair[part].ravel(), pair[part].ravel(), s=24, marker=style.MARKERS[layer],
                       facecolors=fill,
                       edgecolors=style.COLORS[layer], label=f"layer {layer + 1}, {word}")
    ax.axline((0, 0), slope=1, color="gray", linewidth=0.8, zorder=0)
    ax.set(title=letter, xlabel="numerical gradient")
axes[0].set(ylabel="gradient of the version")
fig.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=3)
show(fig, alt=(
    "Four scatter plots with a diagonal. In A the biases lie on a flat line near zero; in B all "
    "points lie on the diagonal; in C layers 1 and 2 stray from it; in D layer 1 is scattered and the "
    "others are right."
))

# %% [markdown]
# - **A averages the bias gradients.** The weights lie on the diagonal; the biases, drawn hollow, lie on a line that is $n = 60$ times flatter, because $1/n$ was applied twice. The biases hardly move. `db` is a sum.
# - **B is right.**
# - **C takes the derivative at $a$ instead of at $z$.** The last layer has no activation and is right. Below it each layer meets a wrong factor, and the factors pile up: layer 1 is worse than layer 2.
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
    "Which of these does the backward pass need from the forward pass? Choose all.",
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
    "A network has 17 parameters. How many forward passes does one numerical gradient by central differences take?",
    number=34,
    because="One with the parameter a little larger and one with it a little smaller, for each of the 17.",
    wrong={17: "That would do for one-sided differences, if the loss at the point itself is known. Central differences run the network twice for each parameter.",
           18: "That counts one-sided differences. Central differences run the network twice for each parameter.",
           2: "That is the price for one parameter."},
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
# The picture shows the run for one network: a point for each of its parameters. Those of relu at the bottom agree exactly: both gradients are 0, because no example sends anything through that weight.
# The network of the run below is drawn afresh each time, with no z near relu's kink, where lesson 3 showed the measurement to be at fault, and no gradient so near 0 that rounding alone exceeds the bar.

# %%
X_mile, y_mile = datasets.moons(n=20, noise=0.2, seed=0)
start = init_params([2, 6, 6, 2], np.random.default_rng(1))

fig, ax = plt.subplots(figsize=(8, 4), layout="constrained")
for row, name in enumerate(["relu", "sigmoid", "tanh"]):
    _, grads = loss_and_grads(X_mile, y_mile, start, name)
    measured = numerical_grads(lambda p: cross_entropy(forward(X_mile, p, name)[0], y_mile), start)
    yours, theirs = (np.concatenate([array.ravel() for pair in pairs for array in pair]) for pairs in (grads, measured))
    each = np.maximum([relative_error(g, m) for g, m in zip(yours, theirs)], 1e-13)
    ax.scatter(np.arange(len(each)), each, s=18, marker=style.MARKERS[row], color=style.COLORS[row],
               label=name)
ax.axhline(1e-6, color="black", linestyle="--", linewidth=1.2)
ax.text(0, 1.3e-6, "the bar", va="bottom")
ax.text(0, 1.3e-13, "exact", va="bottom")
ax.set(title="Relative error of every gradient in a three-layer network", xlabel="parameter",
       ylabel="relative error")
ax.set(yscale="log", ylim=(5e-14, 1e-3))
ax.legend(ncols=3, loc="upper right")
show(fig, alt=(
    "A point for each of the 74 parameters and each of three activations; all of them lie below the "
    "bar of one in a million, most of them far below."
))

# %%
milestone("04_backprop")

# %% [markdown]
# ## Take away
#
# - $dA$ is $\partial L/\partial A$ and has the shape of $A$. Ask of each number whom it reaches, and with what factor; multiply along paths, add over paths.
# - Dense: $dX = dz\,W^{\mathsf T}$, $dW = X^{\mathsf T} dz$, $db$ the sum of $dz$ over the examples. Activation: $dz = da \odot f'(z)$, at z.
# - Cross entropy, binary or not: probability minus truth, over n. Nowhere else does 1/n appear.
# - `backward` is `forward` read from the end. It costs as much as a few forward passes, for any number of parameters.
# - A wrong gradient still learns. Only the comparison with numbers tells: the gradient is right down to the layer where the bug is.
#
# ## Read on
#
# - The book's page *Autograd* does the same with a recorded graph in place of hand-written formulas, and compares the two.
# - D. Rumelhart, G. Hinton and R. Williams, *Learning representations by back-propagating errors*, Nature, 1986: four pages, and the formulas are those above.
# - I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning*, section 6.5.
# - A. Baydin and others, *Automatic differentiation in machine learning: a survey*, 2018.
