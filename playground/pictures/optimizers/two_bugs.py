"""Two bugs of optimizers that raise no error: the state not carried, and parameters changed in place."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np

from playground import datasets, style
from playground.figures import show
from playground.pictures.optimizers.changing_rates import descent
from playground.pictures.optimizers.valley import Step, descend, fall, plain


def forgotten_state(sgd_step: Callable, momentum_step: Step) -> None:
    """Bug 1: a loop that hands in None each time makes plain descent of momentum.

    Parameters
    ----------
    sgd_step, momentum_step : the learner's steps
    """
    paths = {
        "momentum": descend(momentum_step, 0.01, 60),
        "momentum, with the bug": descend(lambda p, g, state, lr: momentum_step(p, g, None, lr), 0.01, 60),
        "SGD, same learning rate": descend(plain(sgd_step), 0.01, 60),
    }
    fig, ax = plt.subplots(figsize=(6.4, 3.6))
    for i, (name, path) in enumerate(paths.items()):
        ax.semilogy(
            fall(path), ["-", "--", ":"][i], linewidth=[1.5, 4, 1.8][i], alpha=[1, 0.5, 1][i], label=name
        )
    ax.set(
        title="Bug 1: what happened to the momentum?",
        xlabel="step",
        ylabel="height L(w, b)",
        ylim=(1e-4, 200),
    )
    ax.legend(loc="lower left")
    show(
        fig,
        "Height against steps: the buggy momentum lies exactly on the curve of SGD at the same learning "
        "rate, far above true momentum.",
    )


def changed_in_place(momentum_step: Step, loss_and_grads: Callable, init_params: Callable) -> None:
    """Bug 3: a step that overwrites its arguments lets the second run begin where the first one ended.

    Parameters
    ----------
    momentum_step, loss_and_grads, init_params : the learner's functions
    """
    data = datasets.spirals(n=300, noise=0.1, seed=0)
    titles = {
        "As it should be": momentum_step,
        "Bug 3: the second run is a miracle": _in_place(momentum_step),
    }
    fig, axes = plt.subplots(1, 2, figsize=(8.8, 3.4), sharey=True)
    for ax, (title, step) in zip(axes, titles.items()):
        start = init_params([2, 32, 32, 3], np.random.default_rng(0))
        for run in range(2):
            losses = descent(step, loss_and_grads, start, data, [0.1] * 80)
            ax.semilogy(
                losses,
                ["-", "--"][run],
                linewidth=[1.4, 3][run],
                alpha=[1, 0.6][run],
                marker=style.MARKERS[run],
                markevery=(5 * run, 10),
                label=f"run {run + 1}, from the same start",
            )
        ax.set(title=title, xlabel="step")
    axes[0].set_ylabel("cross entropy on all points")
    axes[1].legend()
    show(
        fig,
        "First, two runs from the same start lie on one curve; second, with the bug, the second run begins "
        "where the first one ended.",
    )


def _in_place(step):
    def overwriting(params, grads, state, lr):
        after, state = step(params, grads, state, lr)
        for (W, b), (W_new, b_new) in zip(params, after):
            W[...], b[...] = W_new, b_new
        return params, state

    return overwriting
