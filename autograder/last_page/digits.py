"""How a network fares on handwritten digits."""

import contextlib
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.last_page.trained import Network, run

DIGITS: dict[str, Any] = dict(hidden_layer_sizes=(64,), learning_rate_init=0.01, batch_size=64, max_iter=25)
CURVES = ("train_loss", "val_loss", "train_acc", "val_acc")


@dataclass
class Digits:
    """How a network fares on handwritten digits that it has never seen."""

    share: float
    count: int
    curves: dict[str, list[float]]  # those of CURVES that the network has recorded
    told: str


def digits(network: Network) -> Digits:
    """Train on 1347 handwritten digits, and try 450 others: the split of the last lesson."""
    from sklearn.model_selection import train_test_split

    from playground import datasets

    X, y = datasets.digits()
    X, X_new, y, y_new = train_test_split(X, y, test_size=0.25, stratify=y, random_state=0)

    def look(net: Any) -> tuple[float, dict[str, float]]:
        return float(np.mean(np.asarray(net.predict(X_new)) == y_new)), _recorded(net)

    ran = run(network, DIGITS, look, X, y, X_new, y_new)
    seen = [latest for _, latest in ran.seen]
    curves = {name: [one[name] for one in seen] for name in CURVES if all(name in one for one in seen)}
    return Digits(ran.seen[-1][0], len(y_new), curves, ran.told)


def _recorded(net: Any) -> dict[str, float]:
    """The latest entry of each curve that a network has recorded."""
    latest = {}
    for name in CURVES:
        with contextlib.suppress(Exception):  # no history_, or of another form: then there is no curve
            latest[name] = float(net.history_[name][-1])
    return latest
