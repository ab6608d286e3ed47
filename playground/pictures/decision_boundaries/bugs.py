"""Two pictures of right labels that are wrong: a grid folded askew, and a surface drawn through names."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import ListedColormap

from playground import datasets, scatter, show, style
from playground.pictures.decision_boundaries.fitting import Network
from playground.pictures.decision_boundaries.places import three_parts


def bug_a(fit: Callable[..., Network], predict_grid: Callable) -> None:
    """Moons and the regions of a network, as they are and with rows and columns exchanged."""
    X, y = datasets.moons(300, noise=0.2, seed=0)
    net = fit(X, y, *datasets.moons(150, noise=0.2, seed=1), epochs=60)
    xx, yy = np.meshgrid(np.linspace(-2, 3, 150), np.linspace(-1.8, 2.2, 150))
    labels = np.asarray(predict_grid(net.predict, xx, yy))
    fig, axes = plt.subplots(1, 2, figsize=(9, 3.6))
    askew = labels.ravel().reshape(xx.shape, order="F")
    for ax, name, drawn in zip(axes, ("As it is", "Bug A"), (labels, askew)):
        ax.pcolormesh(xx, yy, drawn, cmap=ListedColormap(style.COLORS), vmin=0, vmax=9, alpha=0.3)
        scatter(ax, X, y)
        ax.set(title=name, xlabel="$x_1$", ylabel="$x_2$")
        ax.grid(False)
    show(
        fig,
        alt="First: two moons, each on its own region. Second: the same points; the regions are mirrored at "
        "the diagonal, and many points stand on the wrong colour.",
    )


def bug_b(predict_grid: Callable) -> None:
    """Labels of three classes, once by `contourf` with levels between them, once by `pcolormesh`."""
    xx, yy = np.meshgrid(np.linspace(-2, 2, 25), np.linspace(-2, 2, 25))
    labels = predict_grid(three_parts, xx, yy)
    fig, axes = plt.subplots(1, 2, figsize=(9, 3.9))
    colors = ListedColormap(style.COLORS[:3])
    axes[0].contourf(xx, yy, labels, levels=[-0.5, 0.5, 1.5, 2.5], cmap=colors, alpha=0.6)
    axes[1].pcolormesh(xx, yy, labels, cmap=colors, alpha=0.6)
    for ax, name in zip(axes, ("Bug B: contourf on labels", "pcolormesh on labels")):
        ax.set(title=name, xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
        ax.grid(False)
        for k, place in enumerate([(1, 1), (-1, 1), (0, -1)]):
            ax.text(*place, f"class {k}", ha="center")
    show(
        fig,
        alt="First: a disc of class 2; along its right half, where it borders on class 0, runs a seam in the "
        "colour of class 1. Second: the same labels as square cells, without a seam.",
    )
