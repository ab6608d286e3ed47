# %% [markdown]
# # 7 · Optimizers
#
# *Better steps.*
#
# Gradient descent knows one thing at each step: which way is down, here. It forgets where it came from, and it moves every weight by the
# same rule. In this lesson you give it a memory, in three ways, and find out when that helps.
#
# **What you will be able to do**
#
# - write momentum, RMSProp and Adam, and say what each remembers and why;
# - add weight decay and a learning rate that falls;
# - compare optimizers fairly, and tell when the famous one does not win.
#
# **What you need first**: lesson 4 (`loss_and_grads`) and lesson 5 (`minibatches`, `sgd_step`). Where yours do not pass their checks, ours step in.

# %%
import time

import matplotlib.pyplot as plt
import numpy as np
from autograder import check, hint, milestone, progress, solution
from autograder.mine import accuracy, cross_entropy, forward, init_params, loss_and_grads, minibatches, predict, sgd_step
from playground import Race, boundary, datasets, quiz, show, style

# %% [markdown]
# ## A narrow valley
#
# To watch a step you need a loss that you can draw. Here is one with a single weight $w$ and a single bias $b$:
#
# $$L(w, b) = \tfrac12\,(w^2 + 50\,b^2), \qquad \frac{\partial L}{\partial w} = w, \qquad \frac{\partial L}{\partial b} = 50\,b.$$
#
# It is a valley: steep across (along $b$), almost flat along its floor (along $w$), lowest at $(0, 0)$. Losses of real networks look like this
# in many directions at once, for instance when one input is measured in thousands and another in fractions.
#
# `descend` walks down from $(10, 1)$ and returns the path. To an optimizer the valley is a network with one layer: `params` is
# `[(W, b)]` with `W` of shape (1, 1) and `b` of shape (1,).

# %%
def valley(w, b):
    return 0.5 * (w**2 + 50 * b**2)


def valley_slope(w, b):
    return w, 50 * b


def descend(step, lr, steps=40, slope=valley_slope, start=(10.0, 1.0)):
    """The path of an optimizer, an array (steps + 1, 2) of points (w, b)."""
    params, state, path = [(np.array([[start[0]]]), np.array([start[1]]))], None, [start]
    for _ in range(steps):
        dw, db = slope(*path[-1])
        params, state = step(params, [(np.array([[dw]]), np.array([db]))], state, lr)
        path.append((params[0][0].item(), params[0][1].item()))
    return np.array(path)


def plain_step(params, grads, state, lr):
    """`sgd_step` in the form that the optimizers of this lesson have: a state comes in, a state goes out."""
    return sgd_step(params, grads, lr), state

# %% [markdown]
# **Predict first.** Gradient descent with three learning rates: 0.005, 0.035 and 0.041. Which one reaches the bottom?

# %%
Race(
    valley,
    {f"learning rate {lr}": descend(plain_step, lr) for lr in (0.005, 0.035, 0.041)},
    title="Gradient descent in a narrow valley, 40 steps",
    xlabel="weight w",
    ylabel="bias b",
    box=(-1, 11.5, -1.6, 1.6),
    alt="Contour lines of a narrow valley with three paths of gradient descent: a small learning rate creeps along the floor, a larger "
    "one zigzags from wall to wall and then creeps, the largest zigzags ever higher and leaves the picture.",
)

# %% [markdown]
# None does. Across the valley each step multiplies $b$ by $1 - 50\,\text{lr}$: beyond lr = 0.04 that factor is below −1, and every step lands
# higher on the other wall. Along the floor each step multiplies $w$ by $1 - \text{lr}$: with the largest learning rate that is safe, still
# 0.96. The steep direction sets the limit, and the flat direction pays for it.
#
# Play the race again and watch the zigzag. Across the valley one gradient undoes the last; along it all of them agree. Whoever
# remembered a few gradients could tell the two apart.

# %% [markdown]
# ## Momentum
#
# Remember the sum of the past gradients, faded. Each trainable number $p$ (a weight or a bias) with gradient $g$ gets a **velocity** $v$, zero at
# first:
#
# $$v \leftarrow \beta\,v + g, \qquad p \leftarrow p - \text{lr}\cdot v.$$
#
# In index form, for the weight from input $i$ to output $j$, and in matrix form, for a whole layer:
#
# $$V_{ij} \leftarrow \beta\,V_{ij} + \frac{\partial L}{\partial W_{ij}}, \qquad
# \underset{(d_{in},\,d_{out})}{V} \leftarrow \beta\,\underset{(d_{in},\,d_{out})}{V} + \underset{(d_{in},\,d_{out})}{dW}, \qquad
# W \leftarrow W - \text{lr}\cdot V.$$
#
# The biases have velocities of their own, of shape $(d_{out},)$, and the same rule.
#
# **By hand**, with β = 0.5, lr = 0.1, and $p = 0$ at the start:
#
# | step | gradient $g$ | velocity $v$ | $p$ |
# | --- | --- | --- | --- |
# | 1 | 1 | 0.5 · 0 + 1 = 1 | 0 − 0.1 · 1 = −0.1 |
# | 2 | 2 | 0.5 · 1 + 2 = 2.5 | −0.1 − 0.1 · 2.5 = −0.35 |
# | 3 | −1 | 0.5 · 2.5 − 1 = 0.25 | −0.35 − 0.1 · 0.25 = −0.375 |
#
# In step 3 the gradient points the other way and the parameter still goes on a little: that is the momentum.
#
# **Where the memory lives.** A step needs the velocities of the step before. Functions in this course remember nothing, so the memory travels:
# the caller hands in a `state` and gets a new one back, for the next call. At first it is `None`. What is inside is up to you; nobody
# else looks.

# %%
def momentum_step(params, grads, state, lr, beta=0.9):
    """v ← βv + g, then p ← p − lr·v, for every weight and bias p with gradient g.

    Parameters
    ----------
    params : list of (W, b)
        One pair a layer: W (d_in, d_out), b (d_out,).
    grads : list of (dW, db)
        Their gradients, in the same order and shapes.
    state : None or what this function returned last
        The velocities; None before the first step, when every velocity is 0.
    lr : float
        Learning rate.
    beta : float
        How much of the old velocity stays.

    Returns
    -------
    params : list of (W, b)
        New parameters.
    state : anything you like
        What the next step needs.
    """
    ### BEGIN SOLUTION
    velocities = state or [(0.0, 0.0)] * len(params)
    velocities = [(beta * vW + dW, beta * vb + db) for (vW, vb), (dW, db) in zip(velocities, grads)]
    params = [(W - lr * vW, b - lr * vb) for (W, b), (vW, vb) in zip(params, velocities)]
    return params, velocities
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# You need one velocity for each `W` and one for each `b`. A state in the form of `params`, a list of pairs, is the simplest.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# When `state` is `None`, start with zeros: either arrays made with `np.zeros(W.shape)`, or just the number 0.0, which broadcasts.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# Two list comprehensions over `zip`: the first makes the new velocities from the old ones and `grads`, the second makes the new params
# from `params` and the *new* velocities. Avoid `+=` and `-=`: on an array they change what the caller gave you.
#
# </details>

# %%
check(momentum_step)

# %% [markdown]
# What you should see: momentum overshoots and swings, and is in the deep part of the valley long before plain gradient descent.

# %%
Race(
    valley,
    {"SGD, lr 0.035": descend(plain_step, 0.035), "momentum, lr 0.01": descend(momentum_step, 0.01)},
    title="Momentum swings, and gets there",
    xlabel="weight w",
    ylabel="bias b",
    alt="Contour lines of the narrow valley with two paths: gradient descent stops a quarter of the way from the bottom, momentum swings past "
    "the bottom and turns back.",
)

# %% [markdown]
# **Try it.** The gradient is 1 at every step and β = 0.9. How fast will the parameter move in the end, in units of lr? Write down your guess,
# then run the cell. Then predict the same for β = 0.99.

# %%
beta = 0.9
params, state, speeds = [(np.zeros((1, 1)), np.zeros(1))], None, []
for _ in range(60):
    before = params
    params, state = momentum_step(params, [(np.ones((1, 1)), np.ones(1))], state, 1.0, beta)
    speeds.append((before[0][0] - params[0][0]).item())

fig, ax = plt.subplots(figsize=(6, 3))
ax.plot(range(1, 61), speeds, color=style.COLORS[0])
ax.axhline(1, color=style.COLORS[1], linestyle="--")
ax.annotate("without momentum", (60, 1), xytext=(0, 5), textcoords="offset points", ha="right")
ax.set(title=f"Step length under a constant gradient, β = {beta}", xlabel="step", ylabel="step length / lr",
       ylim=(0, None))
show(
    fig,
    alt="The step length under a constant gradient rises from one learning rate at the first step towards a ceiling of ten.",
)

# %% [markdown]
# The velocity is $1 + \beta + \beta^2 + \dots$, which comes to $1/(1 - \beta)$: 10 for β = 0.9 and 100 for β = 0.99. So momentum with
# lr = 0.01 ends up as fast as plain descent with 0.1. Keep that in mind when you compare the two.

# %% [markdown]
# ## RMSProp
#
# Momentum still uses one learning rate for all. RMSProp gives each number its own scale: it divides a gradient by the size that this
# gradient usually has. The usual size is the root of a moving average $s$ of the squares (root mean square, hence the name):
#
# $$s \leftarrow \beta\,s + (1 - \beta)\,g^2, \qquad p \leftarrow p - \text{lr}\cdot\frac{g}{\sqrt{s} + \epsilon}.$$
#
# In index form and in matrix form, where square, root and division are elementwise:
#
# $$S_{ij} \leftarrow \beta\,S_{ij} + (1 - \beta)\left(\frac{\partial L}{\partial W_{ij}}\right)^2, \qquad
# \underset{(d_{in},\,d_{out})}{S} \leftarrow \beta\,S + (1 - \beta)\;\underset{(d_{in},\,d_{out})}{dW \odot dW}.$$
#
# Two details decide whether it works. The weights β and 1 − β sum to one, so this is an average and not a sum as in momentum. And
# ε stands **beside** the root: it only keeps the division possible where $s$ is 0.
#
# **By hand**, β = 0.75, lr = 0.1, $p = 5$, first gradient $g = 2$: $s = 0.75 \cdot 0 + 0.25 \cdot 4 = 1$, and
# $p = 5 - 0.1 \cdot 2/1 = 4.8$. With $g = 200$, $s$ would be 10 000, its root 100, and $p$ again $5 - 0.1 \cdot 200/100 = 4.8$. The scale of the
# gradient is gone.

# %%
def rmsprop_step(params, grads, state, lr, beta=0.9, eps=1e-8):
    """s ← βs + (1 − β)g², then p ← p − lr·g / (√s + eps), for every weight and bias p with gradient g.

    Parameters
    ----------
    params : list of (W, b)
        One pair a layer: W (d_in, d_out), b (d_out,).
    grads : list of (dW, db)
        Their gradients, in the same order and shapes.
    state : None or what this function returned last
        The averages s; None before the first step, when every s is 0.
    lr : float
        Learning rate.
    beta : float
        How much of the old average stays.
    eps : float
        A small number that keeps the division possible where s is 0.

    Returns
    -------
    params : list of (W, b)
        New parameters.
    state : anything you like
        What the next step needs.
    """
    ### BEGIN SOLUTION
    def average(s, g):
        return beta * s + (1 - beta) * g * g

    def moved(p, g, s):
        return p - lr * g / (np.sqrt(s) + eps)

    squares = state or [(0.0, 0.0)] * len(params)
    squares = [(average(sW, dW), average(sb, db)) for (sW, sb), (dW, db) in zip(squares, grads)]
    params = [(moved(W, dW, sW), moved(b, db, sb)) for (W, b), (dW, db), (sW, sb) in zip(params, grads, squares)]
    return params, squares
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The frame is that of `momentum_step`: a state in the form of `params`, zeros at first, a new state, new params.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Renew the average first, then divide by the root of the new one. Everything is elementwise: no sum, no mean, no `@`.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# The same two formulas serve `W` and `b`. Write them once as small inner functions, one for the average and one for the moved parameter, and
# call each for both.
#
# </details>

# %%
check(rmsprop_step)

# %% [markdown]
# **Predict first.** In the valley the two gradients differ by a factor of 50. What will RMSProp's path look like, at a constant learning
# rate of 0.3, and how does it end?

# %%
Race(
    valley,
    {"SGD, lr 0.035": descend(plain_step, 0.035), "RMSProp, lr 0.3": descend(rmsprop_step, 0.3)},
    title="RMSProp walks along the floor",
    xlabel="weight w",
    ylabel="bias b",
    alt="Contour lines of the narrow valley with two paths: RMSProp goes to the floor at once, walks straight along it with steps of equal "
    "length, and jumps from wall to wall near the bottom; gradient descent zigzags and stays behind.",
)

# %% [markdown]
# It goes straight: both directions get steps of about the same length, whatever their slopes. That is also its weakness. The steps do not
# become shorter near the bottom, so at the end it hops from wall to wall. Only a smaller learning rate would calm it; you will write one
# that falls by itself.

# %% [markdown]
# ## Adam
#
# Adam puts the two together: it moves by an average $m$ of the gradients (the direction, like momentum) divided by the root of an average $s$ of their
# squares (the scale, like RMSProp).
#
# $$m \leftarrow \beta_1 m + (1 - \beta_1)\,g, \qquad s \leftarrow \beta_2 s + (1 - \beta_2)\,g^2.$$
#
# Both start at zero, and that is a problem. With $\beta_2 = 0.999$ and gradients that are all 1, the average after ten steps is not 1 but 0.01:
# nearly all of it is still the zero it began with. The picture shows it, and the cure.

# %%
t = np.arange(1, 61)
g = 1 + 0.4 * np.random.default_rng(0).normal(size=60)
m = np.array([0.1 * (0.9 ** np.arange(k)[::-1] * g[:k]).sum() for k in t])

fig, ax = plt.subplots(figsize=(6.4, 3.2))
ax.plot(t, g, ".", color=style.COLORS[7], label="gradients g, around 1")
ax.plot(t, m, "--", color=style.COLORS[1], label="m, starting at zero")
ax.plot(t, m / (1 - 0.9**t), color=style.COLORS[0], label="corrected, m / (1 − 0.9ᵗ)")
ax.set(title="A moving average that starts at zero is too small at first", xlabel="step t", ylabel="value",
       ylim=(0, 2.1))
ax.legend(ncols=3, loc="upper center", fontsize=9)
show(
    fig,
    alt="Gradients scatter around 1; their moving average climbs from 0.1 to 1 over thirty steps, and the corrected average is "
    "near 1 from the start.",
)

# %% [markdown]
# After $t$ steps the weights in the average sum to $(1-\beta)(1 + \beta + \dots + \beta^{t-1}) = 1 - \beta^t$. Divide by that, and they sum to one:
#
# $$\hat m = \frac{m}{1 - \beta_1^t}, \qquad \hat s = \frac{s}{1 - \beta_2^t}, \qquad p \leftarrow p - \text{lr}\cdot\frac{\hat m}{\sqrt{\hat s} + \epsilon},
# \qquad t = 1, 2, 3, \dots$$
#
# In index form for one weight, and in matrix form with everything elementwise and of W's shape $(d_{in}, d_{out})$:
#
# $$W_{ij} \leftarrow W_{ij} - \text{lr}\,\frac{\hat M_{ij}}{\sqrt{\hat S_{ij}} + \epsilon}, \qquad
# W \leftarrow W - \text{lr}\;\hat M \oslash (\sqrt{\hat S} + \epsilon).$$
#
# **By hand**, with the usual β₁ = 0.9, β₂ = 0.999 and lr = 0.1, for the gradients 1 and 3:
#
# | t | $m$ | $\hat m$ | $s$ | $\hat s$ | step |
# | --- | --- | --- | --- | --- | --- |
# | 1 | 0.1 · 1 = 0.1 | 0.1 / 0.1 = 1 | 0.001 · 1 = 0.001 | 0.001 / 0.001 = 1 | 0.1 · 1/1 = 0.1 |
# | 2 | 0.09 + 0.3 = 0.39 | 0.39 / 0.19 = 2.053 | 0.000999 + 0.009 = 0.009999 | 0.009999 / 0.001999 = 5.002 | 0.1 · 2.053/2.237 = 0.092 |
#
# The first step has the length lr, for any gradient that is large compared with $\epsilon$. The state has three parts now: every $m$, every $s$, and the one count $t$. The corrected
# averages are used and thrown away; the state keeps the raw ones.

# %%
def adam_step(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """m ← β₁m + (1 − β₁)g, s ← β₂s + (1 − β₂)g², then p ← p − lr·m̂ / (√ŝ + eps), with m̂ = m/(1 − β₁ᵗ) and ŝ = s/(1 − β₂ᵗ).

    Parameters
    ----------
    params : list of (W, b)
        One pair a layer: W (d_in, d_out), b (d_out,).
    grads : list of (dW, db)
        Their gradients, in the same order and shapes.
    state : None or what this function returned last
        The averages m and s and the number of steps so far; None before the first step, when all are 0. The first step is t = 1.
    lr : float
        Learning rate.
    beta1 : float
        How much of the old average of gradients stays.
    beta2 : float
        How much of the old average of squared gradients stays.
    eps : float
        A small number that keeps the division possible where s is 0.

    Returns
    -------
    params : list of (W, b)
        New parameters.
    state : anything you like
        What the next step needs.
    """
    ### BEGIN SOLUTION
    zeros = [(0.0, 0.0)] * len(params)
    t, ms, ss = state or (0, zeros, zeros)
    t = t + 1

    def moved(p, m, s):
        m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
        return p - lr * m_hat / (np.sqrt(s_hat) + eps)

    ms = [(beta1 * mW + (1 - beta1) * dW, beta1 * mb + (1 - beta1) * db) for (mW, mb), (dW, db) in zip(ms, grads)]
    ss = [(beta2 * sW + (1 - beta2) * dW * dW, beta2 * sb + (1 - beta2) * db * db) for (sW, sb), (dW, db) in zip(ss, grads)]
    params = [(moved(W, mW, sW), moved(b, mb, sb)) for (W, b), (mW, mb), (sW, sb) in zip(params, ms, ss)]
    return params, (t, ms, ss)
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Let the state be a tuple of three: the count, the list of the m's, the list of the s's. For `None` that is 0 and twice the zeros of
# `momentum_step`.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Count first: `t` is 1 in the first call and the same for all layers of that call. Then the new m's, then the new s's, then the params.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# Put the last formula into an inner function of `p`, `m` and `s` that corrects both averages and returns the moved parameter. What you store in the
# state are the m's and s's that you passed to it, not the corrected ones.
#
# </details>

# %%
check(adam_step)

# %% [markdown]
# ## The race
#
# **Predict first.** Forty steps for each, from the same place. Who is lowest after 15 steps, and who after 40?

# %%
def racers():
    return {
        "SGD": descend(plain_step, 0.035),
        "momentum": descend(momentum_step, 0.02),
        "RMSProp": descend(rmsprop_step, 0.3),
        "Adam": descend(adam_step, 0.3),
    }


Race(
    valley,
    racers(),
    title="Forty steps down a narrow valley",
    xlabel="weight w",
    ylabel="bias b",
    alt="Contour lines of the narrow valley with four paths: gradient descent zigzags and is left behind on the floor; momentum swings in wide "
    "waves; RMSProp walks straight and then hops about the bottom; Adam goes there in one gentle wave.",
)

# %%
paths = racers()
fig, ax = plt.subplots(figsize=(6.4, 3.4))
for i, (name, path) in enumerate(paths.items()):
    ax.semilogy(valley(*path.T), ["-", "--", "-.", ":"][i], marker=style.MARKERS[i], markevery=8, label=name)
ax.set(title="The same race, as height against steps", xlabel="step", ylabel="height L(w, b)")
ax.legend(ncols=2)
show(
    fig,
    alt="Height against steps for the four optimizers: momentum falls fastest and swings, RMSProp falls evenly and jumps up at "
    "the end, Adam ends lowest, SGD falls slowly and evenly.",
)

# %% [markdown]
# Momentum is first at the bottom and runs through it twice. RMSProp comes down evenly until its steps are longer than the way that is left; then
# it jumps up the walls. Adam takes its time and ends lowest of the four. Plain descent is last; its curve never rises, and neither does Adam's. Whether that
# is a fair comparison is a question for later.

# %% [markdown]
# ## Weight decay
#
# Large weights make steep functions: a network that bends around every noisy point. Weight decay adds a price for them to the loss,
# $\tfrac{\lambda}{2}\sum_{ij} W_{ij}^2$ for each layer, with λ the `strength`. Its gradient is simple:
#
# $$\frac{\partial}{\partial W_{ij}}\;\frac{\lambda}{2}\sum_{kl} W_{kl}^2 = \lambda\,W_{ij}, \qquad
# \underset{(d_{in},\,d_{out})}{dW} \leftarrow dW + \lambda\,\underset{(d_{in},\,d_{out})}{W}, \qquad db \leftarrow db.$$
#
# Biases pay nothing: they shift a function and do not make it steep. With W = (2, −3), dW = (1, 4) and λ = 0.1, the new dW is
# (1 + 0.2, 4 − 0.3) = (1.2, 3.7): each weight is pulled towards zero in proportion to its size.

# %%
def weight_decay(params, grads, strength):
    """dW + strength·W for every weight matrix; the gradients of the biases as they are.

    Parameters
    ----------
    params : list of (W, b)
        One pair a layer: W (d_in, d_out), b (d_out,).
    grads : list of (dW, db)
        The gradients of the loss, in the same order and shapes.
    strength : float
        The factor of the penalty strength/2 · ΣW².

    Returns
    -------
    list of (dW, db)
        The gradients of loss plus penalty.
    """
    ### BEGIN SOLUTION
    return [(dW + strength * W, db) for (W, _), (dW, db) in zip(params, grads)]
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Walk through `params` and `grads` together with `zip`. Each layer gives you `(W, b)` and `(dW, db)`.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Return a new list of pairs. The second of each pair is `db` as you got it.
#
# </details>

# %%
check(weight_decay)

# %% [markdown]
# What it does: the same network, the same start, the same noisy moons, three strengths. Read the numbers above the pictures: which network fits
# the training points best, and which the points that it has not seen?

# %%
def fit(step, X, y, params, epochs, lr_at, strength=0.0, seed=0):
    """Train with any step, a learning rate that depends on the epoch, and weight decay; returns (params, losses)."""
    rng, state, losses = np.random.default_rng(seed), None, []
    for epoch in range(epochs):
        for X_batch, y_batch in minibatches(X, y, 32, rng):
            _, grads = loss_and_grads(X_batch, y_batch, params)
            params, state = step(params, weight_decay(params, grads, strength), state, lr_at(epoch))
        losses.append(cross_entropy(forward(X, params)[0], y))
    return params, losses


X_few, y_few = datasets.moons(n=80, noise=0.35, seed=5)
X_new, y_new = datasets.moons(n=1000, noise=0.35, seed=2)

start = init_params([2, 64, 64, 2], np.random.default_rng(0))
fits = {strength: fit(momentum_step, X_few, y_few, start, 300, lambda epoch: 0.05, strength)[0] for strength in (0.0, 0.003, 0.1)}

fig, axes = plt.subplots(1, 3, figsize=(10.5, 3.6))
for ax, (strength, fitted) in zip(axes, fits.items()):
    seen, new = (accuracy(forward(X, fitted)[0], y) for X, y in ((X_few, y_few), (X_new, y_new)))
    boundary(lambda X: predict(X, fitted), X_few, y_few, ax,
             title=f"strength {strength}: {seen:.0%} seen, {new:.1%} new")
show(
    fig,
    alt="Three decision boundaries on eighty noisy moons: without decay it winds around single points, with strength 0.003 it "
    "follows the two moons, with 0.1 it is nearly a straight line.",
)

# %% [markdown]
# Strength is a dial between two faults: none, and the network learns the noise; too much, and it can no longer bend. You choose it as you
# choose everything that is not trained, on validation data.

# %% [markdown]
# ## A learning rate that falls
#
# Large steps are good at the start and a nuisance at the end. The usual compromise follows half a cosine: flat at the top, steep in the middle, flat at the
# bottom. With epochs counted from 0 to $E - 1$:
#
# $$\text{lr}_e = \text{lr}_{min} + \tfrac12\,(\text{lr}_{max} - \text{lr}_{min})\left(1 + \cos\frac{\pi\,e}{E - 1}\right), \qquad e = 0, 1, \dots, E - 1.$$
#
# (This one is a number in both forms: it has no indices but the epoch.) At $e = 0$ the cosine is 1 and the whole is lr_max; at $e = E - 1$ it is −1
# and the whole is lr_min. **By hand**, from 8 down to 0 in 4 epochs: the angles are 0°, 60°, 120°, 180°, the cosines 1, ½, −½, −1, and the rates
# 8, 6, 2, 0. With one epoch, $E - 1$ is zero and there is no way to go: use lr_max.

# %%
def cosine_lr(epoch, epochs, lr_max, lr_min=0.0):
    """lr_min + (lr_max − lr_min)·(1 + cos(π·epoch/(epochs − 1)))/2; lr_max where there is only one epoch.

    Parameters
    ----------
    epoch : int
        The current epoch, from 0 to epochs − 1.
    epochs : int
        How many there are in all.
    lr_max : float
        The learning rate at epoch 0.
    lr_min : float
        The learning rate at the last epoch.

    Returns
    -------
    float
    """
    ### BEGIN SOLUTION
    if epochs == 1:
        return lr_max
    return lr_min + (lr_max - lr_min) * (1 + np.cos(np.pi * epoch / (epochs - 1))) / 2
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# From the first epoch to the last there are `epochs - 1` steps, not `epochs`.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Deal with `epochs == 1` first, before anything is divided. Then write the formula with `np.cos` and `np.pi`.
#
# </details>

# %%
check(cosine_lr)

# %% [markdown]
# The same Adam twice on noisy moons, with a large learning rate that stays and with one that falls. **Predict first:** what will you see in the
# loss at the end?

# %%
X_noisy, y_noisy = datasets.moons(n=300, noise=0.35, seed=3)
schedules = {"constant 0.1": lambda epoch: 0.1,
             "cosine from 0.1 to 0": lambda epoch: cosine_lr(epoch, 60, 0.1)}

start = init_params([2, 32, 32, 2], np.random.default_rng(0))
curves = {name: fit(adam_step, X_noisy, y_noisy, start, 60, lr_at)[1] for name, lr_at in schedules.items()}

fig, (left, right) = plt.subplots(1, 2, figsize=(9.5, 3.4))
for i, (name, lr_at) in enumerate(schedules.items()):
    left.plot([lr_at(epoch) for epoch in range(60)], ["-", "--"][i], label=name)
    right.plot(curves[name], ["-", "--"][i], label=name)
left.set(title="Two schedules", xlabel="epoch", ylabel="learning rate", ylim=(0, 0.11))
right.set(title="What they do to the loss", xlabel="epoch", ylabel="cross entropy on all points")
right.legend()
show(
    fig,
    alt="Left, a constant learning rate and half a cosine; right, the loss under the constant rate jumps up and down to the "
    "end, while under the cosine it becomes smooth and ends lower.",
)

# %% [markdown]
# ## One function for all of them
#
# Now put the optimizers to work. `train_with` is the training loop of lesson 5 with the step exchanged: for each epoch and each mini-batch, take the
# gradients at the present parameters and make one step; after each epoch, note the loss on all of X. The state starts as `None` **once** and
# then goes from step to step, through batches and epochs. Weight decay and schedules stay out: one thing at a time.

# %%
def train_with(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """Train a network by cross entropy on mini-batches, with the optimizer that is named.

    Parameters
    ----------
    optimizer : str
        "sgd", "momentum", "rmsprop" or "adam".
    X : array (n, d)
        Examples.
    y : array (n,)
        True classes, integers.
    params : list of (W, b)
        Where training starts.
    epochs : int
        Passes over the data, each in an order freshly shuffled.
    batch_size : int
        Examples a step; the last batch of an epoch may be smaller.
    lr : float
        Learning rate.
    rng : numpy.random.Generator
        What shuffles.

    Returns
    -------
    params : list of (W, b)
        The trained parameters.
    losses : list of float
        After each epoch, the cross entropy on all of X.
    """
    ### BEGIN SOLUTION
    steps = {"momentum": momentum_step, "rmsprop": rmsprop_step, "adam": adam_step}
    state, losses = None, []
    for _ in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            _, grads = loss_and_grads(X_batch, y_batch, params)
            if optimizer == "sgd":
                params = sgd_step(params, grads, lr)
            else:
                params, state = steps[optimizer](params, grads, state, lr)
        losses.append(cross_entropy(forward(X, params)[0], y))
    return params, losses
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# A dictionary from names to functions saves a chain of `if`s. `sgd_step` is the odd one: it takes no state and returns only params.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Two loops, epochs outside and `minibatches(X, y, batch_size, rng)` inside. Before both: `state = None` and an empty list. Inside the inner loop:
# `loss_and_grads` on the batch, then the step.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# After the inner loop, and not inside it, the scores of all of X come from `forward`, and their `cross_entropy` goes into the list.
#
# </details>

# %%
check(train_with)

# %% [markdown]
# ## The race on the spirals
#
# A real problem now: three spiral arms, a network with two hidden layers of 32, batches of 32. First all four at the same learning rate of 0.01, five
# seeds each; the band reaches from the best seed to the worst.

# %%
X_spirals, y_spirals = datasets.spirals(n=300, noise=0.1, seed=0)
NAMES = ["sgd", "momentum", "rmsprop", "adam"]


def runs(optimizer, lr, seeds, epochs=30):
    """Losses (seeds, epochs) of some runs on the spirals, and the seconds that one run took."""
    began, losses = time.perf_counter(), []
    for seed in range(seeds):
        rng = np.random.default_rng(seed)
        with np.errstate(all="ignore"):  # too large a learning rate overflows; that is part of the picture
            losses.append(train_with(optimizer, X_spirals, y_spirals, init_params([2, 32, 32, 3], rng),
                                     epochs, 32, lr, rng)[1])
    return np.array(losses), (time.perf_counter() - began) / seeds


def draw(ax, x, losses, i, label):
    """The median over the seeds as a line, all of them as a band."""
    ax.semilogy(x, np.median(losses, axis=0), ["-", "--", "-.", ":"][i], marker=style.MARKERS[i], markevery=8,
                color=style.COLORS[i], label=label)
    ax.fill_between(x, losses.min(axis=0), losses.max(axis=0), color=style.COLORS[i], alpha=0.18, linewidth=0)


epoch = np.arange(1, 31)
results = {name: runs(name, 0.01, seeds=5) for name in NAMES}

fig, (left, right) = plt.subplots(1, 2, figsize=(10, 3.8), sharey=True)
for i, (name, (losses, seconds)) in enumerate(results.items()):
    draw(left, epoch, losses, i, name)
    draw(right, epoch / 30 * seconds, losses, i, name)
left.set(title="All at lr = 0.01, by epochs", xlabel="epoch", ylabel="cross entropy on all points")
right.set(title="The same, by the clock", xlabel="seconds")
left.legend()
show(
    fig,
    alt="Loss on the spirals against epochs and against seconds for four optimizers at learning rate 0.01: RMSProp and Adam "
    "fall by several powers of ten, momentum by one, SGD hardly falls.",
)

# %% [markdown]
# Clear, is it not? RMSProp and Adam far ahead, SGD hopeless; and that a step of theirs takes longer changes nothing in the order. But you have
# just let four runners race in shoes of one size.

# %% [markdown]
# ## What the learning rate decides
#
# Each optimizer, each learning rate: the loss after 15 epochs, the median of three seeds.

# %%
best = dict.fromkeys(NAMES, 0.01)  # until the next lines know better
rates = 10.0 ** np.arange(-3, 1.0, 0.5)
final = np.array([[np.median(runs(name, lr, seeds=3, epochs=15)[0][:, -1]) for lr in rates] for name in NAMES])
best = {name: rates[np.nanargmin(row)] for name, row in zip(NAMES, final)}

fig, ax = plt.subplots(figsize=(8.6, 3.2))
shown = ax.imshow(np.log10(np.clip(np.nan_to_num(final, nan=10.0), 1e-4, 10.0)), cmap="cividis_r",
                  aspect="auto")
for i, row in enumerate(final):
    for j, loss in enumerate(row):
        mark = "▸ " if rates[j] == best[NAMES[i]] else ""
        ax.text(j, i, f"{mark}{loss:.2g}", ha="center", va="center", fontsize=9,
                color="black" if loss < 0.05 else "white")
ax.set_xticks(range(len(rates)), [f"{lr:.2g}" for lr in rates])
ax.set_yticks(range(4), NAMES)
ax.set(title="Loss after 15 epochs on the spirals (▸ the best of each row)", xlabel="learning rate",
       ylabel="optimizer")
ax.grid(False)
fig.colorbar(shown, ax=ax, label="log₁₀ of the loss")
show(
    fig,
    alt="A heat map of the loss after fifteen epochs, optimizers by learning rates from 0.001 to 3: each row has a light "
    "stretch of good rates, from 0.01 to 0.1 for RMSProp and Adam, around 0.1 to 0.3 for momentum and at 1 for SGD; too "
    "large a rate ruins every row.",
)

# %% [markdown]
# Read the rows. Each optimizer has its own good region: SGD's lies near 1, momentum's below it (as the sum $1/(1-\beta)$ made you expect), those of
# RMSProp and Adam lower again. At 0.01 you compared the good region of two with the bad region of the others. Now the race once more, each at its
# own best rate:

# %%
results = {name: runs(name, best[name], seeds=5)[0] for name in NAMES}

fig, ax = plt.subplots(figsize=(6.6, 3.8))
for i, name in enumerate(NAMES):
    draw(ax, epoch, results[name], i, f"{name}, lr = {best[name]:.2g}")
ax.set(title="Each at its own best learning rate", xlabel="epoch", ylabel="cross entropy on all points")
ax.legend()
show(
    fig,
    alt="Loss on the spirals against epochs for four optimizers, each at its own best learning rate: all four now fall by at "
    "least two powers of ten; SGD is still last, and RMSProp jumps.",
)

# %% [markdown]
# SGD is still last, but hopeless it is not: it has learned the spirals after about ten epochs. The price of a rate at the edge shows in the bands: RMSProp
# in particular jumps. What Adam offers above all is not speed but a **wide and familiar good region**: 0.001 to 0.03 is a good first try on
# most problems (0.001 only needs more epochs than the 15 of the map).
#
# ## When Adam does not win
#
# Back to the drawing board, three grounds: a round bowl, the valley, and the valley turned by 45°, so that neither parameter lies along it. For each optimizer the
# best of 17 learning rates, and how many steps it needs until the height stays below a thousandth of the start. **Predict first:** who wins on the round bowl?

# %%
turn = np.array([[1.0, -1.0], [1.0, 1.0]]) / np.sqrt(2)
grounds = {
    "round bowl": (np.eye(2), np.array([10.0, 1.0])),
    "valley": (np.diag([1.0, 50.0]), np.array([10.0, 1.0])),
    "turned valley": (turn @ np.diag([1.0, 50.0]) @ turn.T, turn @ [10.0, 1.0]),
}
steps = {"SGD": plain_step, "momentum": momentum_step, "RMSProp": rmsprop_step, "Adam": adam_step}


def steps_needed(step, curvature, start, lr, most=220):
    """How many steps until the height stays below a thousandth of that at the start."""
    with np.errstate(all="ignore"):
        path = descend(step, lr, most, lambda *p: curvature @ p, tuple(start))
        height = np.einsum("ti,ij,tj->t", path, curvature, path)
    above = np.flatnonzero(~(height < 1e-3 * height[0]))
    return above[-1] + 1


def fewest(step):
    """For each ground, the steps needed at the best learning rate."""
    return [min(steps_needed(step, *ground, lr) for lr in 10.0 ** np.arange(-3, 1.01, 0.25)) for ground in grounds.values()]


needed = {name: fewest(step) for name, step in steps.items()}
fig, ax = plt.subplots(figsize=(8, 3.6))
for i, name in enumerate(steps):
    bars = ax.bar(np.arange(3) + 0.2 * (i - 1.5), needed[name], 0.19, color=style.COLORS[i],
                  edgecolor="white", hatch=["", "//", "..", "xx"][i], label=name)
    ax.bar_label(bars, fontsize=9)
ax.set_xticks(range(3), grounds)
ax.set(title="Steps to a thousandth of the height, each at its best learning rate", xlabel="ground",
       ylabel="steps")
ax.legend(ncols=4, loc="upper center", bbox_to_anchor=(0.5, -0.18))
show(
    fig,
    alt="Bars of the steps needed: on the round bowl SGD needs one step and Adam dozens; in the valley momentum and Adam need "
    "about half of what SGD needs; RMSProp needs most in both valleys; turning the valley changes nothing for SGD and "
    "momentum and makes RMSProp and Adam a little slower.",
)

# %% [markdown]
# - On the **round bowl** one step of gradient descent with lr = 1 is exact. Where the data is standardized and the problem simple, there is
#   nothing to repair, and memory only makes a walker overshoot.
# - In the **valley** momentum and Adam need about half of SGD's steps. RMSProp is slow everywhere: at a constant rate it has to make small steps all the way, to be
#   calm at the end.
# - In the **turned valley** SGD and momentum need exactly as many steps as before: they do not know where the axes point. RMSProp and Adam need more,
#   since a scale for each parameter fits best where the valley lies along a parameter.
#
# And on images and text that the network has not seen, well tuned SGD with momentum often does as well as Adam or better. Try both, each with its own
# learning rate, and look at the validation curve.
#
# ## Where people go wrong
#
# Three pictures of bugs that raise no error. Look at each and guess before you read on.

# %%
def forgetful(params, grads, state, lr):
    return momentum_step(params, grads, None, lr)


paths = {
    "momentum": descend(momentum_step, 0.01, 60),
    "momentum, with the bug": descend(forgetful, 0.01, 60),
    "SGD, same learning rate": descend(plain_step, 0.01, 60),
}
fig, ax = plt.subplots(figsize=(6.4, 3.4))
for i, (name, path) in enumerate(paths.items()):
    ax.semilogy(valley(*path.T), ["-", "--", ":"][i], linewidth=[1.5, 4, 1.8][i], alpha=[1, 0.5, 1][i],
                label=name)
ax.set(title="Bug 1: what happened to the momentum?", xlabel="step", ylabel="height L(w, b)",
       ylim=(1e-4, 200))
ax.legend(loc="lower left")
show(
    fig,
    alt="Height against steps: the buggy momentum lies exactly on the curve of SGD at the same learning rate, far above true "
    "momentum.",
)

# %% [markdown]
# **The state was not carried.** The loop called the step with `None` every time, so the velocity was always just the gradient. The run is not wrong, only plain SGD under
# another name. Test for it: give two steps with *different* gradients. With an optimizer that has a memory, the second must differ from a first step with that second gradient.

# %%
t = np.arange(1, 101)
fig, ax = plt.subplots(figsize=(6.4, 3.4))
ax.plot(t, np.ones(100), label="Adam")
ax.plot(t, (1 - 0.9**t) / np.sqrt(1 - 0.999**t), "--", label="Adam, with the bug")
ax.set(title="Bug 2: how long the first hundred steps are", xlabel="step t", ylabel="step length / lr",
       ylim=(0, None))
ax.legend()
show(
    fig,
    alt="Under a constant gradient every step of Adam has length one; with the bug the first is three times as long, the tenth "
    "more than six times, and after a hundred steps it is still about three times.",
)

# %% [markdown]
# **No bias correction.** Both averages start too small, but $s$ far more than $m$, since β₂ is nearer to 1; the quotient is too large for hundreds of steps, at the very time
# when the network knows least. A sudden rise of the loss in the first epoch is the sign. (With $t$ starting at 0 it is worse: both averages are divided by
# $1 - \beta^0 = 0$ and become infinite, the first step is ∞/∞, and all is nan.)

# %%
def in_place(params, grads, state, lr):
    after, state = momentum_step(params, grads, state, lr)
    for (W, b), (W_new, b_new) in zip(params, after):
        W[...], b[...] = W_new, b_new
    return params, state


def two_runs(step):
    """The losses of two trainings that begin with the same parameters."""
    start = init_params([2, 32, 32, 3], np.random.default_rng(0))
    return [fit(step, X_spirals, y_spirals, start, 30, lambda epoch: 0.05, seed=seed)[1] for seed in range(2)]


curves = {"As it should be": two_runs(momentum_step),
          "Bug 3: the second run is a miracle": two_runs(in_place)}
fig, axes = plt.subplots(1, 2, figsize=(9.5, 3.4), sharey=True)
for ax, (title, pair) in zip(axes, curves.items()):
    for i, losses in enumerate(pair):
        ax.semilogy(losses, ["-", "--"][i], marker=style.MARKERS[i], markevery=6,
                    label=f"run {i + 1}, from the same start")
    ax.set(title=title, xlabel="epoch")
axes[0].set_ylabel("cross entropy on all points")
axes[1].legend()
show(
    fig,
    alt="Left, two runs from the same start fall alike; right, with the bug, the second run begins where the first one ended.",
)

# %% [markdown]
# **The parameters were changed in place.** A step with `W -= lr * v` overwrites the caller's arrays. The first run trained the "start" itself, and the
# second began with trained weights. In a comparison of optimizers, whoever runs last wins. That is why every function of this course returns new arrays.
#
# ## Checkpoint

# %%
quiz(
    "Momentum with β = 0.9 and lr = 0.1; the gradient of a weight is 2 at every step. By how much does the weight move in one step, in the end?",
    number=2.0,
    because="The velocity tends to 2 / (1 − 0.9) = 20, and lr times that is 2.",
    wrong={0.2: "That is the first step, before any memory has built up.",
           20: "That is the velocity. The step is lr times that.",
           0.18: "β does not shrink the gradient; it shrinks the old velocity."},
)

# %%
quiz(
    "What must `adam_step` find in its state? Choose all.",
    right={
        "the averages of the gradients": "They are carried on from step to step.",
        "the averages of the squared gradients": "They are carried on as well.",
        "the number of steps so far": "The correction depends on it.",
    },
    wrong={
        "the corrected averages": "They are made from the raw ones at every step. Storing them would correct them again and again.",
        "the learning rate": "It is an argument, and may change from step to step, as in a schedule.",
        "the parameters": "They come in as an argument and go out as the first result.",
    },
)

# %%
quiz(
    "A weight has the gradient 0.0001 in the first step of Adam, with lr = 0.01. How far does it move?",
    number=0.01,
    because="At t = 1 the corrected averages are g and g², so the step is lr · g/|g|, whatever the size of g.",
    wrong={0.000001: "That is lr · g, the step of plain SGD.",
           0.0316: "That is 0.01 · 0.1/√0.001: the bias correction is missing.",
           0.001: "That is lr · 0.1: m without its correction."},
)

# %%
quiz(
    "You multiply the loss by 1000 and leave everything else alone. Which optimizers still make almost the same steps?",
    right={"RMSProp": "The gradients grow by 1000 and so do the roots that divide them.",
           "Adam": "m̂ and the root of ŝ both grow by 1000; the quotient stays."},
    wrong={"SGD": "Its steps become 1000 times as long.",
           "momentum": "The velocity is a sum of gradients and grows with them."},
)

# %%
quiz(
    "What is `cosine_lr(5, 11, 0.1)`?",
    number=0.05,
    because="Epoch 5 is the middle of 0 … 10; the cosine of 90° is 0, which leaves half of 0.1.",
    wrong={0.1: "That is the rate at epoch 0.", 0.0: "That is the rate at epoch 10.",
           0.057: "You divided by epochs. From 0 to 10 there are 10 steps."},
)

# %%
quiz(
    "Your friend reports: “Adam beats SGD, both at lr = 0.001.” What do you ask first?",
    right={"How does SGD do at larger learning rates?": "Each optimizer has its own good region; SGD's often lies a hundred times higher."},
    wrong={
        "Was Adam's bias correction on?": "Without it Adam would rather do worse than better. The fault lies elsewhere.",
        "How many layers has the network?": "It matters little here. Compare what was held equal, and whether that was fair.",
        "Was the loss averaged over the batch?": "It was for both, and the comparison was unfair all the same.",
    },
)

# %% [markdown]
# ### Milestone: two races
#
# Your own steps, fresh starts. **The bar:** in the valley, after 40 steps, momentum (lr 0.02), RMSProp (lr 0.3) and Adam (lr 0.3) are each below half of the height
# of plain descent at lr 0.035. On the spirals, 40 epochs of your `train_with("adam", …)` at lr 0.01 end with a loss below 0.05 and at least 98 % right; SGD at the
# same rate ends higher.

# %%
trained, losses = train_with("adam", X_spirals, y_spirals,
                             init_params([2, 32, 32, 3], np.random.default_rng(7)), 40, 32, 0.01,
                             np.random.default_rng(8))
fig, ax = plt.subplots(figsize=(4.8, 4.2))
right = accuracy(forward(X_spirals, trained)[0], y_spirals)
boundary(lambda X: predict(X, trained), X_spirals, y_spirals, ax,
         title=f"Adam, 40 epochs: loss {losses[-1]:.2g}, {right:.0%} right")
show(
    fig,
    alt="The decision boundary of a network trained with Adam on three spirals: each arm lies in a region of its own colour.",
)

# %%
milestone("07_optimizers")

# %% [markdown]
# ## Take away
#
# - One learning rate for all directions is set by the steepest and paid for by the flattest.
# - Momentum sums gradients: what agrees grows, what alternates cancels. RMSProp divides by the usual size. Adam does both, and corrects the start.
# - Decay pulls weights, not biases, towards zero; a cosine lets the steps end small.
# - An optimizer and its learning rate are one choice. Compare each at its best.
#
# ## Read on
#
# - Kingma and Ba, *Adam: A Method for Stochastic Optimization*: short, and readable with what you know now.
# - Goodfellow, Bengio and Courville, *Deep Learning*, chapter 8: optimization for training deep models.
# - Loshchilov and Hutter, *Decoupled Weight Decay Regularization*: why Adam and the decay of this lesson do not mix well, and what to do.
# - Goh, *Why Momentum Really Works*: the valley, analysed to the end.
