"""Races down the valley, step by step."""

from collections.abc import Callable, Mapping

import matplotlib.pyplot as plt

from playground import style
from playground.figures import show
from playground.pictures.optimizers.valley import DASHES, Step, descend, fall, height, plain
from playground.race import Race

BOX = (-4.0, 11.5, -1.6, 1.6)


def _race(title, paths, alt, box=BOX):
    Race(height, paths, title, "weight w", "bias b", alt, box, equal=True).show()


def three_learning_rates(sgd_step: Callable) -> None:
    """Gradient descent with a small, a large and a too large learning rate: none reaches the bottom.

    Parameters
    ----------
    sgd_step : function (params, grads, lr) → params
    """
    paths = {f"learning rate {lr}": descend(plain(sgd_step), lr) for lr in (0.005, 0.035, 0.0402)}
    _race(
        "Gradient descent in a narrow valley, 40 steps",
        paths,
        "A small learning rate creeps along the floor of the valley, a larger one zigzags from wall to "
        "wall and then creeps, the largest zigzags ever higher; after 40 steps none is at the bottom.",
        (-1.0, 11.5, -1.6, 1.6),
    )


def momentum_in_the_valley(sgd_step: Callable, momentum_step: Step) -> None:
    """Momentum beside gradient descent: it swings, and is at the bottom long before.

    Parameters
    ----------
    sgd_step, momentum_step : the learner's steps
    """
    paths = {
        "SGD, lr 0.035": descend(plain(sgd_step), 0.035),
        "momentum, lr 0.01": descend(momentum_step, 0.01),
    }
    _race(
        "Momentum swings, and gets there",
        paths,
        "After 40 steps gradient descent is a quarter of the way from the bottom; momentum swings in waves, "
        "passes the bottom and turns back.",
    )


def rmsprop_in_the_valley(sgd_step: Callable, rmsprop_step: Step) -> None:
    """RMSProp beside gradient descent: straight along the floor, and a hop from wall to wall at the end.

    Parameters
    ----------
    sgd_step, rmsprop_step : the learner's steps
    """
    paths = {"SGD, lr 0.035": descend(plain(sgd_step), 0.035), "RMSProp, lr 0.3": descend(rmsprop_step, 0.3)}
    _race(
        "RMSProp walks along the floor",
        paths,
        "RMSProp goes to the floor at once, straight along it with steps of nearly equal length, and hops "
        "from wall to wall near the bottom; gradient descent zigzags and stays behind.",
    )


def four_optimizers(steps: Mapping[str, Step], rates: Mapping[str, float]) -> None:
    """All four from the same place, one step after the other.

    Parameters
    ----------
    steps : dict
        Name → step, in the form of `momentum_step`.
    rates : dict
        Name → learning rate.
    """
    paths = {f"{name}, lr {rates[name]:g}": descend(step, rates[name]) for name, step in steps.items()}
    _race(
        "Forty steps down a narrow valley",
        paths,
        "Four paths down the valley: at the rates of the lesson gradient descent zigzags and is left "
        "behind on the floor; momentum swings in wide waves; RMSProp walks straight and then hops about "
        "the bottom; Adam goes there in one gentle wave.",
    )


def heights(steps: Mapping[str, Step], rates: Mapping[str, float]) -> None:
    """The same race as height against steps: who is lowest depends on when one looks.

    Parameters
    ----------
    steps, rates : dict
        As in `four_optimizers`.
    """
    fig, ax = plt.subplots(figsize=(7, 3.6))
    for i, (name, step) in enumerate(steps.items()):
        line = fall(descend(step, rates[name]))
        ax.semilogy(
            line, DASHES[i], marker=style.MARKERS[i], markevery=8, label=f"{name}, lr {rates[name]:g}"
        )
    ax.set(title="The same race, as height against steps", xlabel="step", ylabel="height L(w, b)")
    ax.legend(loc="lower left")
    show(
        fig,
        "Height against steps: at the rates of the lesson momentum is lowest around step 15 and swings, "
        "RMSProp falls evenly, is lowest around step 30 and jumps up near the end, Adam falls later and "
        "evenly, SGD slowly.",
    )
