"""Learning rates that change: one that falls, and one that rises first."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np

from playground import datasets, style
from playground.figures import show
from playground.pictures.optimizers.valley import Step


def schedules(rates: Mapping[str, Sequence[float]], train: Callable) -> None:
    """Learning rates against epochs, and beside them the losses that they lead to.

    Parameters
    ----------
    rates : dict
        Name → the learning rate of each epoch.
    train : function
        From the learning rates to the loss after each epoch.
    """
    fig, (left, right) = plt.subplots(1, 2, figsize=(8.8, 3.4))
    for i, name in enumerate(rates):
        left.plot(rates[name], ["-", "--"][i], label=name)
        right.plot(list(train(rates[name])), ["-", "--"][i], label=name)
    left.set(title="Two schedules", xlabel="epoch", ylabel="learning rate", ylim=(0, None))
    right.set(title="What they do to the loss", xlabel="epoch", ylabel="cross entropy on all points")
    right.legend()
    show(
        fig,
        "Left, a constant learning rate and half a cosine; right, the loss under the constant rate jumps "
        "up and down to the end, while under the cosine it becomes smooth and ends lower.",
    )


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
        "Left, a learning rate of 0.05 from the first step on, and one that climbs to it in 15 "
        "steps; right, without "
        "the warm-up the loss jumps up within the first steps in each of five runs, and "
        "with it in none.",
    )
