"""The learner's network beside scikit-learn's: accuracy, loss curves, seconds."""

import time
import warnings
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

from playground import style
from playground.figures import show


def side_by_side(ours: type, theirs: type, settings: dict[str, Any], train: tuple, valid: tuple) -> None:
    """Five networks of each kind with the same settings: validation accuracy, training loss, seconds.

    Parameters
    ----------
    ours, theirs : classifiers
    settings : dict
        What both are made with, beside `random_state`.
    train, valid : pairs (X, y)
    """
    runs = {"yours": _fitted(ours, settings, train), "scikit-learn's": _fitted(theirs, settings, train)}
    fig, (first, second, third) = plt.subplots(1, 3, figsize=(9, 3.4), width_ratios=[1, 1.7, 1])
    told = []
    for i, (name, (networks, seconds)) in enumerate(runs.items()):
        shares = [network.score(*valid) for network in networks]
        look = dict(color=style.COLORS[i], alpha=0.8)
        first.plot(i + np.linspace(-0.15, 0.15, 5), shares, style.MARKERS[i], **look)
        for j, network in enumerate(networks):
            label = None if j else name
            second.semilogy(
                range(1, len(network.loss_curve_) + 1),
                network.loss_curve_,
                ["-", "--"][i],
                label=label,
                **look,
            )
        bars = third.bar([i], [np.median(seconds)], 0.6, hatch=["", "//"][i], edgecolor="white", **look)
        third.bar_label(bars, fmt="%.2f")
        told.append(f"{name} {np.median(shares):.1%} right in {np.median(seconds):.2f} s")
    first.set(
        title="Accuracy, 5 seeds", ylabel="accuracy on the validation set", ylim=(0.95, 1.0), xlim=(-0.6, 1.6)
    )
    second.set(title="Training loss, 5 seeds", xlabel="epoch", ylabel="loss_curve_")
    third.set(title="Seconds, median", ylabel="seconds")
    for ax in (first, third):
        ax.set_xticks([0, 1], ["yours", "sklearn"])
    second.legend()
    show(
        fig,
        f"Five networks of each kind, medians: {'; '.join(told)}. The loss curves fall side by side to "
        "about a hundredth; scikit-learn's lie higher in the first epochs.",
    )


def _fitted(make, settings, train):
    """Five networks of one kind, and the seconds that each took."""
    networks, seconds = [], []
    for seed in range(5):
        began = time.perf_counter()
        with warnings.catch_warnings():
            warnings.filterwarnings(
                "ignore", message="Stochastic Optimizer"
            )  # scikit-learn would like more epochs
            networks.append(make(random_state=seed, **settings).fit(*train))
        seconds.append(time.perf_counter() - began)
    return networks, seconds
