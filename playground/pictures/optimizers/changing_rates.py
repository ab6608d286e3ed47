"""Learning rates that change: one that falls, and one that rises first."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np

from playground import datasets, style
from playground.figures import legend_below, show
from playground.pictures.optimizers.valley import Step


def schedules(rates: Mapping[str, Sequence[float]], *functions: Callable) -> None:
    """Learning rates against epochs, and beside them the losses that they lead to, from five seeds.

    Parameters
    ----------
    rates : dict
        Name → the learning rate of each epoch.
    *functions : the learner's train_epoch, init_params, forward, cross_entropy
    """
    fig, (left, right) = plt.subplots(1, 2, figsize=(8.8, 3.4))
    losses = {name: [_losses(rates[name], seed, *functions) for seed in range(5)] for name in rates}
    for i, name in enumerate(rates):
        look = dict(color=style.COLORS[i], linestyle=["-", "--"][i])
        left.plot(rates[name], **look, label=name)
        for seed, run in enumerate(losses[name]):
            right.plot(run, **look, linewidth=1, label=None if seed else name)
    left.set(title="Two schedules", xlabel="epoch", ylabel="learning rate", ylim=(0, None))
    right.set(title="Five seeds each; higher peaks are cut off", xlabel="epoch")
    # one jump of the first epochs would squeeze all that follows
    seen = np.nan_to_num(np.concatenate(sum(losses.values(), [])), nan=0.0, posinf=0.0)
    right.set(ylabel="cross entropy on all points", ylim=(None, np.percentile(seen, 98)))
    legend_below(fig, left)
    show(
        fig,
        "First, a constant learning rate and half a cosine; second, the loss of five runs: under the "
        "constant rate it jumps up and down to the end; under the cosine it becomes smooth, and all end at "
        "nearly the same loss.",
    )


def _losses(rates, seed, train_epoch, init_params, forward, cross_entropy):
    """The loss after each epoch of a training on noisy moons, with a learning rate for each."""
    (X, y), rng, found = datasets.moons(300, 0.35, seed=3), np.random.default_rng(seed), []
    params = init_params([2, 32, 32, 2], rng)
    for lr in rates:
        params = train_epoch(X, y, params, 32, lr, rng)
        found.append(cross_entropy(forward(X, params)[0], y))
    return found


def descent(
    step: Step, loss_and_grads: Callable, start: list, data: tuple, rates: Iterable[float]
) -> list[float]:
    """The loss before each step of a training on all examples at once; a learning rate for each step."""
    params, state, found = start, None, []
    for lr in rates:
        loss, grads = loss_and_grads(*data, params)
        params, state = step(params, grads, state, lr)
        found.append(float(loss))
    return found


def warm_up(adam_step: Step, loss_and_grads: Callable, init_params: Callable) -> None:
    """Adam on a deep network, at its learning rate from the first step on or after a warm-up of 15 steps.

    Parameters
    ----------
    adam_step, loss_and_grads, init_params : the learner's functions
    """
    data = datasets.spirals(n=99, noise=0.1, seed=0)
    steps = np.arange(1, 31)
    rates = {"at once": np.full(30, 0.05), "warm-up": 0.05 * np.minimum(1, steps / 15)}
    fig, (left, right) = plt.subplots(1, 2, figsize=(8.8, 3.4))
    for i, (name, each) in enumerate(rates.items()):
        look = dict(color=style.COLORS[i], linestyle=["-", "--"][i])
        left.plot(steps, each, **look, label=name)
        for seed in range(5):
            start = init_params([2, 64, 64, 64, 64, 3], np.random.default_rng(seed))
            losses = descent(adam_step, loss_and_grads, start, data, each)
            right.plot(steps, losses, **look, label=None if seed else name)
    left.set(title="The learning rate", xlabel="step", ylabel="learning rate", ylim=(0, 0.055))
    right.set(title="The loss, five seeds each", xlabel="step", ylabel="cross entropy on all points")
    right.legend()
    show(
        fig,
        "First, a learning rate of 0.05 from the first step on, and one that climbs to it in 15 "
        "steps; second, without "
        "the warm-up the loss jumps up within the first steps in each of five runs, and "
        "with it in none.",
    )
