# %% [markdown]
# # 7 · Optimizers
#
# (text follows)

# %%
import numpy as np
from autograder import check, milestone
from autograder.mine import cross_entropy, forward, init_params, loss_and_grads, minibatches, sgd_step

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
# x
#
# </details>

# %%
check(momentum_step)

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
# x
#
# </details>

# %%
check(rmsprop_step)

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
# x
#
# </details>

# %%
check(adam_step)

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
# x
#
# </details>

# %%
check(weight_decay)

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
# x
#
# </details>

# %%
check(cosine_lr)

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
# x
#
# </details>

# %%
check(train_with)
