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
#
# **Time**: about three hours, best in three sittings. Two lines begin with *A place to stop*.

# %%
import numpy as np
from autograder import check, hint, milestone, progress, solution
from autograder.mine import (
    cross_entropy, forward, init_params, loss_and_grads, minibatches, predict, sgd_step, train_epoch,
)
from playground import datasets, quiz
from playground.pictures import optimizers as demo

# %% [markdown]
# ## A narrow valley
#
# To watch a step you need a loss that you can draw. Here is one with a single weight $w$ and a single bias $b$:
#
# $$L(w, b) = \tfrac12\,(w^2 + 50\,b^2), \qquad \frac{\partial L}{\partial w} = w, \qquad \frac{\partial L}{\partial b} = 50\,b.$$
#
# It is a valley: steep across (along $b$), almost flat along its floor (along $w$), lowest at $(0, 0)$. Losses of real networks look like this
# in many directions at once, for instance when one input is measured in thousands and another in fractions. To an optimizer the valley is a network
# with one layer: `params` is `[(W, b)]` with `W` of shape (1, 1) and `b` of shape (1,). All walks begin at $(10, 1)$.
#
# **Predict first.** Forty steps of gradient descent, with the learning rates 0.005, 0.035 and 0.0402. Which one reaches the bottom in these forty?

# %%
# Walk down the valley with your sgd_step, at three learning rates.
demo.three_learning_rates(sgd_step)

# %% [markdown]
# <details><summary>Answer</summary>
#
# None does. Across the valley each step multiplies $b$ by $1 - 50\,\text{lr}$: beyond lr = 0.04 that factor is below −1, and every step lands
# higher on the other wall. Along the floor each step multiplies $w$ by $1 - \text{lr}$: with 0.035 that is 0.965, and 40 steps still leave a quarter of the way. It would arrive, later.
#
# </details>
#
# The steep direction sets the limit, and the flat direction pays for it. Press *Play* and watch the zigzag. Across the valley one gradient undoes the last; along it all
# of them agree. Whoever remembered a few gradients could tell the two apart.

# %% [markdown]
# ## Momentum
#
# Remember the sum of the past gradients, faded. Each trainable number $p$ (a weight or a bias) with gradient $g$ gets a **velocity** $v$, zero at
# first:
#
# $$v \leftarrow \beta\,v + g, \qquad p \leftarrow p - \text{lr}\cdot v.$$
#
# Weights and biases have the same rule, each number a velocity of its own.
#
# **By hand**, with β = 0.5, lr = 0.1, and $p = 0$ at the start:
#
# | step | gradient $g$ | velocity $v$ | number $p$ |
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
# Race down the valley: your sgd_step and your momentum_step.
demo.momentum_in_the_valley(sgd_step, momentum_step)

# %% [markdown]
# **Predict first.** Momentum has two settings. What do you expect of β = 0 and of β = 0.99? And does momentum stand a learning rate above 0.04, the limit of
# plain descent?

# %%
# Move the learning rate and β, and watch the path and its height.
demo.try_momentum(momentum_step)

# %% [markdown]
# <details><summary>Answer</summary>
#
# β = 0 is plain descent: no memory. With β = 0.99 the walk hardly brakes; it swings along the valley from end to end and is still high after 60 steps. In between lies the best: at lr = 0.01
# it is 0.8 and 0.9. And it does stand more: 0.05, and with β = 0.9 even 0.075. At the limit $b$ flips its sign at every step and the velocity with it: the old one is $-v$, so $v = -\beta v + g$ and
# $v = g/(1 + \beta)$. Momentum shortens the step by $1 + \beta$ where gradients alternate, and the limit is $2(1 + \beta)/50$ in place of $2/50$.
#
# </details>
#
# **Predict first.** The gradient is 1 at every step and β = 0.9. How fast will the parameter move in the end, in units of lr? And for β = 0.99?

# %%
# Feed momentum_step sixty gradients of 1, and draw how long its steps are.
demo.try_a_constant_gradient(momentum_step)

# %% [markdown]
# <details><summary>Answer</summary>
#
# The velocity is $1 + \beta + \beta^2 + \dots$, which comes to $1/(1 - \beta)$: 10 for β = 0.9. For β = 0.99 it is 100, and sixty steps are not enough to get
# there. So momentum with lr = 0.01 ends up as fast as plain descent with 0.1. Keep that in mind when you compare the two.
#
# </details>
#
# **Nesterov momentum** takes the slope not where it stands but where the velocity is about to carry it, at $p - \text{lr}\,\beta\,v$; the rest is the same. A velocity that leads up the other wall
# meets that wall's slope one step earlier, and is braked in time. The picture has both, made with your `momentum_step`: only the place where the slope is taken differs.

# %%
# Take the slope here (momentum), or where the velocity leads (Nesterov).
demo.nesterov(momentum_step)

# %% [markdown]
# **The condition number.** *Curvature* is how fast the slope changes along a direction, the second derivative: 1 along $w$ in our valley, 50 along $b$. The largest divided by the smallest is the condition number $\kappa$: 50 here, 1 in a round bowl.
# It tells what the bowl costs. Plain descent, at its best learning rate, needs a number of steps in proportion to κ; momentum, at its best learning rate and β, little more than in proportion to $\sqrt\kappa$: where κ grows from 3 to 300, a
# hundredfold, the steps of descent grow about a hundredfold and those of momentum less than twentyfold. Standardizing the inputs (lesson 5) makes κ smaller before the first step is taken.

# %%
# Count the steps that bowls of growing condition number cost.
demo.condition_number(sgd_step, momentum_step)

# %% [markdown]
# ## RMSProp
#
# Momentum still uses one learning rate for all. RMSProp gives each number its own scale: it divides a gradient by the size that this
# gradient usually has. The usual size is the root of a moving average $s$ of the squares (root mean square, hence the name):
#
# $$s \leftarrow \beta\,s + (1 - \beta)\,g^2, \qquad p \leftarrow p - \text{lr}\cdot\frac{g}{\sqrt{s} + \epsilon}.$$
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
# Race down the valley: your sgd_step and your rmsprop_step.
demo.rmsprop_in_the_valley(sgd_step, rmsprop_step)

# %% [markdown]
# <details><summary>Answer</summary>
#
# It goes straight: both directions get steps of about the same length, whatever their slopes. That is also its weakness. The steps do not
# become shorter near the bottom, so at the end it hops from wall to wall.
#
# </details>
#
# Only a smaller learning rate would calm it; you will write one that falls by itself.

# %% [markdown]
# ## Adam
#
# Adam puts the two together: it moves by an average $m$ of the gradients (the direction, like momentum) divided by the root of an average $s$ of their
# squares (the scale, like RMSProp).
#
# $$m \leftarrow \beta_1 m + (1 - \beta_1)\,g, \qquad s \leftarrow \beta_2 s + (1 - \beta_2)\,g^2.$$
#
# Both start at zero, and that is a problem. Where all gradients are 1, $m$ with $\beta_1 = 0.9$ is only 0.65 after ten steps, and $s$ with $\beta_2 = 0.999$ only 0.01:
# nearly all of it is still the zero it began with. The picture shows it for $m$, and the cure.

# %%
# Average gradients around 1, from zero on.
demo.average_from_zero()

# %% [markdown]
# After $t$ steps the weights in the average sum to $(1-\beta)(1 + \beta + \dots + \beta^{t-1}) = 1 - \beta^t$. Divide by that, and they sum to one:
#
# $$\hat m = \frac{m}{1 - \beta_1^t}, \qquad \hat s = \frac{s}{1 - \beta_2^t}, \qquad p \leftarrow p - \text{lr}\cdot\frac{\hat m}{\sqrt{\hat s} + \epsilon},
# \qquad t = 1, 2, 3, \dots$$
#
# **By hand**, with the usual β₁ = 0.9, β₂ = 0.999 and lr = 0.1, for the gradients 1 and 3:
#
# | t | mean $m$ | corrected $\hat m$ | mean of squares $s$ | corrected $\hat s$ | step |
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
# *A place to stop: you have written all three memories. Next, they race.*
#
# ## The race
#
# Your four steps side by side. (`demo.plain` only gives `sgd_step` the form of the others: a state comes in, a state goes out.)
#
# **Predict first.** Forty steps for each, from the same place. Who is lowest around step 15, and who around step 30? Who is last?

# %%
# All four, from the same place. Change a learning rate and run the cell again.
rates = {"SGD": 0.035, "momentum": 0.02, "RMSProp": 0.3, "Adam": 0.3}
functions = [demo.plain(sgd_step), momentum_step, rmsprop_step, adam_step]
steps = dict(zip(rates, functions))
demo.four_optimizers(steps, rates)
demo.heights(steps, rates)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Around 15 momentum: it is first at the bottom, and runs through it. Around 30 RMSProp, which comes down evenly until its steps are longer than the way that is left; then it jumps up the walls, for two steps above
# plain descent, which is last from step 20 on but for those two. At the end who is lowest changes from step to step.
#
# </details>

# %% [markdown]
# ## Weight decay
#
# Large weights make steep functions: a network that bends around every noisy point. Weight decay adds a price for them to the loss,
# $\tfrac{\lambda}{2}\,w^2$ for each weight $w$, with λ the `strength`. The derivative of that is $\lambda w$, so
#
# $$dW \leftarrow dW + \lambda\,W, \qquad db \leftarrow db.$$
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
# Here is your function at work, between the gradients and the steps of your momentum. A network with two hidden layers of 64 trains on 80 noisy moons, 400 steps with all points at once.
#
# **Predict first.** What will the boundary look like without decay, and what at strength 0.1? At which strength does the network do best on points that it has not seen?

# %%
# Move the strength of the decay.
demo.try_strength(weight_decay, momentum_step, loss_and_grads, init_params, predict)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Without decay it winds around single points; at 0.1 it can hardly bend. Read the title: the best on new points lies in between, where some of the points seen are wrong.
#
# </details>
#
# Strength is a dial between two faults: none, and the network learns the noise; too much, and it can no longer bend. You choose it as you
# choose everything that is not trained, on validation data.
#
# **AdamW.** With Adam this decay does something else than it says. $\lambda W$ goes into the gradient, and Adam divides a gradient by its usual size: where gradients are large, the pull is divided by much, and the
# weight hardly decays; where they are small, the pull is nearly all that is left, and the weight runs to zero. AdamW leaves the decay out of the gradient and shrinks the weights beside the step, all alike:
# $W \leftarrow W - \text{lr}\,\lambda\,W$. It is what large networks are trained with today.

# %%
# Two weights, one with large gradients and one with small ones, both only noise.
demo.decay_beside_adam(adam_step, weight_decay)

# %% [markdown]
# *A place to stop: what is left is a falling rate, one loop, and who wins when.*
#
# ## A learning rate that falls
#
# Large steps are good at the start and a nuisance at the end. The usual compromise follows half a cosine: flat at the top, steep in the middle, flat at the
# bottom. With epochs counted from 0 to $E - 1$:
#
# $$\text{lr}_e = \text{lr}_{min} + \tfrac12\,(\text{lr}_{max} - \text{lr}_{min})\left(1 + \cos\frac{\pi\,e}{E - 1}\right), \qquad e = 0, 1, \dots, E - 1.$$
#
# At $e = 0$ the cosine is 1 and the whole is lr_max; at $e = E - 1$ it is −1
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
# Try it on noisy moons, with the epochs of lesson 5 and a large learning rate of 1: once it stays, once it falls.
#
# **Predict first.** What will you see in the loss at the end?

# %%
# Compare a constant learning rate with half a cosine. Change either and run again.
schedules = {
    "constant 1": [1.0] * 60,
    "cosine from 1 to 0": [cosine_lr(epoch, 60, 1.0) for epoch in range(60)],
}
demo.schedules(schedules, train_epoch, init_params, forward, cross_entropy)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Both jump at first. At the constant rate the jumps go on to the end, and where the last epoch finds the loss is luck: between 0.18 and 0.26 in the five runs. Under the cosine the jumps die down, and all five end within 0.01 of each other. They
# end calm, not lower than a constant rate's best moments.
#
# </details>
#
# **Warm-up** is the other end of a schedule: the rate climbs from nearly zero over the first steps. Adam's very first steps have the length lr in every weight at once, however little its averages know yet. Where layers stand behind one another such a step
# changes the scores by far more than the slopes foretold, and the loss jumps. Here are four hidden layers of 64. They come back from the jump by themselves, and twenty steps later no gain is left. Large networks may not come back: transformers, the networks that read and write
# text, are usually trained with a warm-up.

# %%
# Adam at lr 0.05 on a deep network: at once, or after a warm-up of 15 steps.
demo.warm_up(adam_step, loss_and_grads, init_params)

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
# seeds each; the line is the median, the band reaches from the best seed to the worst.

# %%
# Train with your train_with: four optimizers at one learning rate.
same = {"sgd": 0.01, "momentum": 0.01, "rmsprop": 0.01, "adam": 0.01}
demo.race_on_the_spirals(train_with, init_params, same)

# %% [markdown]
# Clear, is it not? RMSProp and Adam far ahead, SGD hopeless; and that a step of theirs takes longer changes nothing in the order. But you have
# just let four runners race in shoes of one size.
#
# ## What the learning rate decides
#
# **Predict first.** Each optimizer now gets eight learning rates, from 0.001 to 3. Where does each have its best, and whose good region is widest?

# %%
# Map the loss after 15 epochs, the median of five seeds.
demo.learning_rates(train_with, init_params)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Read the rows. SGD's best is near 1, momentum's below it (as the sum $1/(1-\beta)$ made you expect), RMSProp's and Adam's between 0.03 and 0.1. Their good regions are the widest: from 0.01 to 0.1 both end below 0.02,
# which SGD and momentum reach in one field each. Adam's is no wider than RMSProp's here.
#
# </details>
#
# At 0.01 you compared the good region of two with the bad region of the others. Adam's usual 0.001 has not arrived after 15 epochs either: it is a careful first try that needs more epochs, and not the best rate.
# Look behind single fields of the map: the five runs whose median stands there, and the boundary of the median run.

# %%
# Choose a field of the map: its five runs, and the boundary of the median one.
demo.try_one_field_of_the_map(train_with, init_params, predict)

# %% [markdown]
# The race once more, each at its own best rate. Where your map says otherwise, write in yours.

# %%
# The same race, each optimizer at the best learning rate of its row.
best = {"sgd": 1.0, "momentum": 0.1, "rmsprop": 0.03, "adam": 0.1}
demo.race_on_the_spirals(train_with, init_params, best)

# %% [markdown]
# SGD, hopeless at 0.01, has learned the spirals after about ten epochs at its own rate, and momentum goes with it: $0.1/(1 - 0.9)$ is 1. RMSProp and Adam still end ten times lower and more. The price of a rate at the edge shows in their bands: some seeds
# jump. And they offer the scale: their learning rate is the length of a step, whatever the size of the gradients, so a rate that was good on one problem is a good first try on the next.
#
# ## When Adam does not win
#
# Back to the drawing board, three grounds: a round bowl, the valley, and the valley turned by 45°, so that neither parameter lies along it. For each optimizer the
# best of 17 learning rates (momentum's β stays 0.9), and how many steps it needs until the height stays below a thousandth of the start.
#
# **Predict first.** Who wins on the round bowl? And who notices that the valley was turned?

# %%
# Count the steps that each optimizer needs on three grounds.
demo.other_grounds(steps)

# %% [markdown]
# <details><summary>Answer</summary>
#
# On the **round bowl** one step of gradient descent with lr = 1 is exact: there is nothing to repair, and memory only makes a walker overshoot. RMSProp and Adam notice the turn.
#
# </details>
#
# - In the **valley** momentum and Adam need about half of SGD's steps. RMSProp is slow everywhere: at a constant rate it has to make small steps all the way, to be
#   calm at the end.
# - In the **turned valley** SGD and momentum need exactly as many steps as before: they do not know where the axes point. RMSProp and Adam need more,
#   since a scale for each parameter fits best where the valley lies along a parameter.
#
# On networks that look at images, well tuned SGD with momentum often does as well as Adam or better on data that it has not seen. Transformers are another matter: there Adam and AdamW are clearly ahead. Where
# nobody knows, try both, each with its own learning rate, and look at the validation curve.
#
# ## Where people go wrong
#
# Three pictures of bugs that raise no error. Look at each and guess before you read on.

# %%
# Bug 1, in the valley.
demo.forgotten_state(sgd_step, momentum_step)

# %% [markdown]
# **The state was not carried.** The loop called the step with `None` every time, so the velocity was always just the gradient. The run is not wrong, only plain SGD under
# another name. Test for it: give two steps with *different* gradients. With an optimizer that has a memory, the second must differ from a first step with that second gradient.

# %%
# Bug 2, under a constant gradient.
demo.no_correction()

# %% [markdown]
# **No bias correction.** Both averages start too small, but $s$ far more than $m$, since β₂ is nearer to 1; the quotient is too large for hundreds of steps, at the very time
# when the network knows least. At a small rate that even helps: on the spirals, 0.001 gets further with the bug. At 0.1 the loss rises within the first epoch to several times its start, and falls again before the epoch ends: look at it step by step, for one entry an epoch does not show it. (With $t$ starting at 0 it is worse: both averages are divided by
# $1 - \beta^0 = 0$ and become infinite, the first step is ∞/∞, and all is nan.)

# %%
# Bug 3: two runs on the spirals, from the same start.
demo.changed_in_place(momentum_step, loss_and_grads, init_params)

# %% [markdown]
# **The parameters were changed in place.** A step with `W -= lr * v` overwrites the caller's arrays. The first run trained the "start" itself, and the
# second began with trained weights. In a comparison of optimizers, whoever runs last wins. That is why every function of this course returns new arrays.
#
# ## Checkpoint

# %%
quiz(
    "Momentum with β = 0.9 and lr = 0.1; the gradient of a weight is 2 at every step. How long is one step in the end, without its sign?",
    number=2.0,
    because="The velocity tends to 2 / (1 − 0.9) = 20, and lr times that is 2.",
    wrong={-2.0: "The weight does go down by 2. Asked is how long the step is: 2, without the sign.",
           0.2: "That is the first step, before any memory has built up.",
           20: "That is the velocity. The step is lr times that.",
           0.18: "β does not shrink the gradient; it shrinks the old velocity."},
)

# %%
quiz(
    "What must `adam_step` find in its state?",
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
    "A weight has the gradient 0.0001 in the first step of Adam, with lr = 0.01. How far does it move, without the sign?",
    number=0.01,
    because="At t = 1 the corrected averages are g and g², so the step is lr · g/|g|, whatever the size of g.",
    wrong={-0.01: "The weight does go down. Asked is how far: 0.01, without the sign.",
           0.000001: "That is lr · g, the step of plain SGD.",
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
    right={"How does SGD do at larger learning rates?": "Each optimizer has its own good region; on the spirals SGD's best rate was ten to thirty times as high."},
    wrong={
        "Was Adam's bias correction on?": "It does matter: without it the first steps are longer, which at 0.001 may even help. But SGD at 0.001 is held at a rate that is not its own either way.",
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
# The run on the spirals, with fresh random numbers.
X, y = datasets.spirals(n=300, noise=0.1, seed=0)
start = init_params([2, 32, 32, 3], np.random.default_rng(7))
rng = np.random.default_rng(8)
trained, losses = train_with("adam", X, y, start, 40, 32, 0.01, rng)
demo.trained(trained, losses, predict)

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
