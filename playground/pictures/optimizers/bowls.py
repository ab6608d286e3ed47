"""How many steps a bowl costs: what its condition number does, and where Adam does not win."""

from collections.abc import Callable, Mapping

import matplotlib.pyplot as plt
import numpy as np

from playground import style
from playground.figures import plain_logs, show
from playground.pictures.optimizers.valley import START, Step, descend, plain

TURN = np.array([[1.0, -1.0], [1.0, 1.0]]) / np.sqrt(2)
VALLEY = np.diag([1.0, 50.0])
GROUNDS = {
    "round bowl": (np.eye(2), np.array(START)),
    "valley": (VALLEY, np.array(START)),
    "turned valley": (TURN @ VALLEY @ TURN.T, TURN @ START),
}


def steps_needed(
    step: Step, lr: float, curvature: np.ndarray, start: np.ndarray, most: int, **options
) -> int:
    """How many steps until the height stays below a thousandth of that at the start; if ever."""
    with np.errstate(all="ignore"):
        path = descend(step, lr, most, curvature=curvature, start=start, **options)
        height = np.einsum("ti,ij,tj->t", path, curvature, path)
    return int(np.flatnonzero(~(height < 1e-3 * height[0]))[-1]) + 1


def condition_number(sgd_step: Callable, momentum_step: Step) -> None:
    """Steps needed against the condition number: plain descent pays κ, momentum little more than its root.

    Parameters
    ----------
    sgd_step, momentum_step : the learner's steps
    """
    kappas = np.array([3, 10, 30, 100, 300])
    counts = np.array([_best_of_theory(sgd_step, momentum_step, kappa) for kappa in kappas])
    fig, ax = plt.subplots(figsize=(6.4, 3.6))
    for i, (name, power) in enumerate([("plain descent", "κ"), ("momentum", "√κ")]):
        grows = kappas ** [1.0, 0.5][i]
        ax.loglog(kappas, counts[:, i], style.MARKERS[i], color=style.COLORS[i], label=name)
        ax.loglog(
            kappas,
            grows * counts[2, i] / grows[2],
            ["-", "--"][i],
            color=style.COLORS[i],
            linewidth=1,
            label=f"grows like {power}",
        )
    ax.set(
        title="Steps to a thousandth of the height, best settings",
        xlabel="condition number κ",
        ylabel="steps",
    )
    plain_logs(ax.yaxis)
    ax.set_xticks(kappas, [str(kappa) for kappa in kappas])
    ax.set_xticks([], minor=True)
    ax.legend()
    show(
        fig,
        "Steps needed against the condition number from 3 to 300, both axes logarithmic: those of plain "
        "descent lie on a line that grows like κ, those of momentum grow far more slowly, a little faster "
        "than its root.",
    )


def _best_of_theory(sgd_step, momentum_step, kappa):
    """The steps of both at the learning rate and β that are best for curvatures 1 and κ."""
    curvature, start, root = np.diag([1.0, float(kappa)]), np.array([1.0, kappa**-0.5]), np.sqrt(kappa)
    swift = dict(lr=(2 / (1 + root)) ** 2, beta=((root - 1) / (root + 1)) ** 2)
    slow = steps_needed(plain(sgd_step), 2 / (1 + kappa), curvature, start, int(5 * kappa) + 20)
    return slow, steps_needed(
        momentum_step, curvature=curvature, start=start, most=int(9 * root) + 20, **swift
    )


def other_grounds(steps: Mapping[str, Step]) -> None:
    """Steps needed on a round bowl, in the valley and in the turned valley, each at its best learning rate.

    Parameters
    ----------
    steps : dict
        Name → step, in the form of `momentum_step`.
    """
    fig, ax = plt.subplots(figsize=(8, 3.8))
    for i, (name, step) in enumerate(steps.items()):
        bars = ax.bar(
            np.arange(3) + 0.2 * (i - 1.5),
            _fewest(step),
            0.19,
            color=style.COLORS[i],
            edgecolor="white",
            hatch=["", "//", "..", "xx"][i],
            label=name,
        )
        ax.bar_label(bars)
    ax.set_xticks(range(3), list(GROUNDS))
    ax.set(title="Steps to a thousandth of the height, each at its best learning rate", ylabel="steps")
    ax.set(xlabel="ground", ylim=(0, 230))
    ax.legend(ncols=4, loc="upper center", bbox_to_anchor=(0.5, -0.2))
    show(
        fig,
        "Bars of the steps needed: on the round bowl SGD needs one step and the others dozens; in the "
        "valley momentum and Adam need about half of what SGD needs, RMSProp most; turning the valley "
        "changes nothing for SGD and momentum and costs RMSProp and Adam some steps.",
        narrow=False,
    )


def _fewest(step):
    """For each ground the steps needed at the best of 17 learning rates."""
    rates = 10.0 ** np.arange(-3, 1.01, 0.25)
    return [min(steps_needed(step, lr, *ground, most=220) for lr in rates) for ground in GROUNDS.values()]
