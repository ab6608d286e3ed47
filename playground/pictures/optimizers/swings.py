"""What momentum does in the valley, with its two settings to move, and Nesterov's look ahead."""

import matplotlib.pyplot as plt
import numpy as np

from playground import style
from playground.figures import show
from playground.pictures.optimizers.valley import DASHES, Step, descend, fall, height
from playground.race import short
from playground.slide import slide

RATES, BETAS = (0.003, 0.01, 0.02, 0.035, 0.05, 0.075), (0.0, 0.5, 0.8, 0.9, 0.95, 0.99)
BOX, TOP = (-11.0, 11.0, -2.0, 2.0), 1e4


def _ground(ax):
    """Contour lines of the valley at equal steps of the height's root, both axes in one scale."""
    w, b = np.meshgrid(np.linspace(*BOX[:2], 200), np.linspace(*BOX[2:], 100))
    root = np.sqrt(height(w, b))
    ax.contour(w, b, root, np.linspace(0, root.max(), 13)[1:], colors="#8a8a8a", linewidths=0.6)
    ax.set(xlim=BOX[:2], ylim=BOX[2:], xlabel="weight w", ylabel="bias b", aspect="equal")
    ax.grid(False)


def _two_views(paths, title, size):
    """The paths from above and, below, their height against steps."""
    fig, (above, below) = plt.subplots(2, 1, figsize=size, height_ratios=[1, 1.5])
    _ground(above)
    for i, (name, path) in enumerate(paths.items()):
        look = dict(color=style.COLORS[i], linestyle=DASHES[i], label=name)
        above.plot(*path.T, **look, marker=style.MARKERS[i], markersize=3)
        below.semilogy(fall(path), **look)
    above.set(title=title)
    below.set(xlabel="step", ylabel="height", ylim=(1e-4, TOP), xlim=(0, 60))
    return fig, below


def try_momentum(momentum_step: Step) -> None:
    """Learning rate and β to move: the path in the valley, and its height against steps.

    Parameters
    ----------
    momentum_step : the learner's step
    """

    def draw(learning_rate, β):
        path = descend(momentum_step, learning_rate, 60, beta=β)
        fig, _ = _two_views({"": path}, f"Momentum, 60 steps: lr = {learning_rate:g}, β = {β:g}", (6.4, 3.8))
        end = fall(path)[-1]
        where = "far above the picture" if end > TOP else f"at height {short(end)}"
        return fig, f"The path of momentum in the valley at lr {learning_rate:g} and β {β:g} ends {where}."

    slide(draw, start={"learning_rate": 0.01, "β": 0.9}, learning_rate=RATES, β=BETAS)


def nesterov(momentum_step: Step) -> None:
    """Momentum with the slope taken here, and with the slope taken where the velocity leads: it swings less.

    Parameters
    ----------
    momentum_step : the learner's step
    """
    paths = {
        "momentum: slope taken here": descend(momentum_step, 0.01, 60),
        "Nesterov: slope taken ahead": descend(momentum_step, 0.01, 60, ahead=0.9),
    }
    fig, below = _two_views(paths, "Nesterov momentum brakes earlier (lr = 0.01, β = 0.9)", (7.6, 4.4))
    below.legend(loc="lower left", handlelength=2)
    show(
        fig,
        "Two paths in the valley: plain momentum swings from wall to wall; Nesterov's is on the floor after "
        "a few steps, and its height falls without the ripples.",
    )
