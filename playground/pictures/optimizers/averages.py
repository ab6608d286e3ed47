"""What a velocity and a moving average become under a steady gradient."""

import matplotlib.pyplot as plt
import numpy as np

from playground import style
from playground.figures import legend_below, show
from playground.pictures.optimizers.valley import Step
from playground.slide import slide


def try_a_constant_gradient(momentum_step: Step) -> None:
    """The length of momentum's steps where every gradient is 1, with β to move.

    Parameters
    ----------
    momentum_step : the learner's step
    """

    def draw(β):
        lengths = _lengths(momentum_step, β)
        fig, ax = plt.subplots(figsize=(6, 3.2))
        ax.plot(range(1, 61), lengths, color=style.COLORS[0])
        ax.axhline(1, color=style.COLORS[1], linestyle="--")
        ax.annotate("without momentum", (60, 1), xytext=(0, 4), textcoords="offset points", ha="right")
        ax.set(title=f"Step length under a constant gradient, β = {β:g}", xlabel="step")
        ax.set(ylabel="step length / lr", ylim=(0, 1.15 * max(2, lengths[-1])))
        return (
            fig,
            f"With β = {β:g} the steps grow from 1 to {lengths[-1]:.3g} learning rates in sixty steps.",
        )

    slide(draw, start={"β": 0.9}, β=(0.0, 0.5, 0.8, 0.9, 0.95, 0.99))


def _lengths(momentum_step, beta):
    """How far each of sixty steps moves a weight whose gradient is always 1, at lr = 1."""
    params, state, places = [(np.zeros((1, 1)), np.zeros(1))], None, [0.0]
    for _ in range(60):
        params, state = momentum_step(params, [(np.ones((1, 1)), np.ones(1))], state, 1.0, beta)
        places.append(np.asarray(params[0][0]).item())
    return -np.diff(places)


def average_from_zero() -> None:
    """A moving average that starts at zero is too small; divided by the sum of its weights it is not."""
    t = np.arange(1, 61)
    g = 1 + 0.4 * np.random.default_rng(0).normal(size=60)
    average = np.array([0.1 * (0.9 ** np.arange(k)[::-1] * g[:k]).sum() for k in t])
    fig, ax = plt.subplots(figsize=(7, 3.4))
    ax.plot(t, g, ".", color=style.COLORS[7], label="gradients g, around 1")
    ax.plot(t, average, "--", color=style.COLORS[1], label="m, starting at zero")
    ax.plot(t, average / (1 - 0.9**t), color=style.COLORS[0], label="corrected, m / (1 − 0.9ᵗ)")
    ax.set(title="A moving average that starts at zero is too small at first", ylim=(0, 2.2))
    ax.set(xlabel="step t", ylabel="value")
    legend_below(fig, ax)
    show(
        fig,
        "Gradients scatter around 1; their moving average climbs from 0.1 to 1 within thirty steps, and the "
        "corrected average is near 1 from the start.",
    )


def no_correction() -> None:
    """How long Adam's steps are under a constant gradient, with the bias correction and without."""
    t = np.arange(1, 601)
    fig, ax = plt.subplots(figsize=(6.4, 3.4))
    ax.plot(t, np.ones(600), label="Adam")
    ax.plot(t, (1 - 0.9**t) / np.sqrt(1 - 0.999**t), "--", label="Adam, with the bug")
    ax.set(title="Bug 2: how long the first 600 steps are", xlabel="step t", ylabel="step length / lr")
    ax.set(ylim=(0, None))
    ax.legend()
    show(
        fig,
        "Under a constant gradient every step of Adam has length one; with the bug the first is three "
        "times as long, the tenth more than six times, the hundredth about three times, and the "
        "six hundredth still one and a half times.",
    )
