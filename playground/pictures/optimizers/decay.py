"""Weight decay: its strength to move, and what becomes of it beside Adam."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np

from playground import datasets
from playground.figures import boundary, show
from playground.pictures.optimizers.valley import Step
from playground.slide import slide

STRENGTHS = (0.0, 0.001, 0.003, 0.01, 0.03, 0.1)


def try_strength(
    weight_decay: Callable,
    momentum_step: Step,
    loss_and_grads: Callable,
    init_params: Callable,
    predict: Callable,
) -> None:
    """The boundary on 80 noisy moons, with the strength of the decay to move.

    Parameters
    ----------
    weight_decay, momentum_step, loss_and_grads, init_params, predict : the learner's functions
    """
    X, y = datasets.moons(80, 0.35, seed=5)
    X_new, y_new = datasets.moons(1000, 0.35, seed=2)

    def draw(strength):
        params, state = init_params([2, 64, 64, 2], np.random.default_rng(0)), None
        for _ in range(400):
            grads = weight_decay(params, loss_and_grads(X, y, params)[1], strength)
            params, state = momentum_step(params, grads, state, 0.1)
        seen, new = (np.mean(predict(A, params) == b) for A, b in ((X, y), (X_new, y_new)))
        fig, ax = plt.subplots(figsize=(6, 3.8))
        title = f"strength {strength:g}: {seen:.0%} of those seen, {new:.1%} of new ones"
        boundary(lambda A: predict(A, params), X, y, ax, title=title)
        return (
            fig,
            f"The boundary on eighty noisy moons at strength {strength:g}: {seen:.0%} right, {new:.1%} of "
            "new points.",
        )

    slide(draw, strength=STRENGTHS)


def decay_beside_adam(adam_step: Step, weight_decay: Callable) -> None:
    """Two weights whose gradients are only noise: decay in the gradient spares the one, AdamW neither.

    Parameters
    ----------
    adam_step, weight_decay : the learner's functions
    """
    fig, axes = plt.subplots(1, 2, figsize=(8.6, 3.4), sharey=True)
    titles = ("Decay in the gradient, then Adam", "Adam, and decay beside it (AdamW)")
    for ax, title, beside in zip(axes, titles, (False, True)):
        sizes = _sizes(adam_step, weight_decay, beside)
        for i, name in enumerate(("gradients large", "gradients small")):
            ax.plot(sizes[:, i], ["-", "--"][i], label=name)
        ax.set(title=title, xlabel="step", ylim=(-0.05, 1.1))
    axes[0].set_ylabel("weight, mean of 300 runs")
    axes[1].legend()
    show(
        fig,
        "Two weights that start at 1 and whose gradients are noise around zero. First, with the decay in "
        "the gradient: the one with small gradients is near zero after two hundred steps, the one with "
        "large gradients hardly decays. Second, AdamW: both fall alike.",
    )


def _sizes(adam_step, weight_decay, beside, lr=0.01, strength=0.5, steps=300):
    """The mean over many copies of each weight, (steps + 1, 2): its gradient is noise, 10 and 0.1 in size."""
    rng, state = np.random.default_rng(0), None
    params = [(np.ones((2, 300)), np.zeros(300))]
    found = [params[0][0].mean(axis=1)]
    for _ in range(steps):
        noise = [(rng.normal(size=(2, 300)) * [[10.0], [0.1]], np.zeros(300))]
        before = params[0][0]
        params, state = adam_step(
            params, noise if beside else weight_decay(params, noise, strength), state, lr
        )
        if beside:
            params = [(params[0][0] - lr * strength * before, params[0][1])]
        found.append(params[0][0].mean(axis=1))
    return np.array(found)
