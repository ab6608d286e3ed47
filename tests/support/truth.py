"""What the tests of truth share: a network with anybody's activations, and how far ours is from theirs."""

import numpy as np

LEAST = 1e-3  # stands for the largest where all are smaller: what went into them was rounded, too


def scores(X, params, activation):
    """Of a network whose params come one after the other, W, b, W, b, …; the activation is a function."""
    *hidden, (W_last, b_last) = pairs(params)
    for W, b in hidden:
        X = activation(X @ W + b)
    return X @ W_last + b_last


def pairs(arrays):
    """[(W, b), …] of W, b, W, b, …"""
    return list(zip(arrays[::2], arrays[1::2]))


def agree(ours, theirs, within=1e-12):
    """Assert that two arrays, or lists of them, are alike; `pytest tests/truth -rP` shows how nearly."""
    ours, theirs = flat(ours), flat(theirs)
    assert [np.shape(a) for a in ours] == [np.shape(a) for a in theirs]
    worst = max(deviation(np.asarray(a, dtype=float), np.asarray(b)) for a, b in zip(ours, theirs))
    print(f"largest deviation {worst:.1e}, allowed {within:.0e}")
    assert worst <= within


def deviation(ours, theirs):
    """The largest difference, over the largest of theirs; nan where either has one."""
    return np.abs(ours - theirs).max() / np.maximum(np.abs(theirs).max(), LEAST)


def flat(answer):
    """The arrays in lists of lists, in their order."""
    return (
        [array for part in answer for array in flat(part)] if isinstance(answer, list | tuple) else [answer]
    )
