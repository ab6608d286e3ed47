"""What a mistake does to training: each that a network meets is put into ours, which then learns the moons.

    python benchmarks/symptoms.py            counts, and what differs from book/trained.json
    python benchmarks/symptoms.py --write    write that file: mistake → symptom

The network is `solutions/nn.py` with one function exchanged. What is seen is what whoever wrote the mistake
would see: loss and accuracy by the exchanged functions. What most of three seeds show counts.
"""

import argparse
import importlib.util
import json
import re
import sys
import warnings
from collections import Counter
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np

from autograder import lesson as lessons
from autograder.checking import catalogue
from autograder.running.timeout import TimeLimit, time_limit
from playground import datasets

KEPT = lessons.ROOT / "book" / "trained.json"
SEEDS, EPOCHS = (0, 1, 2), 40
SECONDS = 5  # of one training; ours takes a tenth of one
CHANCE, WORSE, ALIKE = 0.65, 1.3, 0.03  # accuracy on two classes; loss, as a multiple of ours; the other way
SHAPES = re.compile(r"shape|broadcast|dimension|matmul|align|axis|axes|size|index", re.IGNORECASE)
Seen = tuple[list[float], float]  # losses after each epoch, accuracy at the end
Scenario = Callable[[ModuleType, int], Seen]


def network() -> ModuleType:
    """A fresh copy of our nn.py."""
    spec = importlib.util.spec_from_file_location("nn_to_change", lessons.SOLUTIONS / "nn.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def lesson_5(nn: ModuleType, seed: int) -> Seen:
    """Split, standardize, train by plain steps."""
    X, y = datasets.moons(200, noise=0.2, seed=seed)
    rng = np.random.default_rng(seed)
    X, X_val, y, y_val = nn.train_val_split(X, y, 0.25, rng)
    X, X_val = nn.standardize(X, X_val)
    params = nn.init_params([2, 16, 2], rng)
    params, history = nn.train(X, y, X_val, y_val, params, EPOCHS, 16, 0.3, rng)
    return history["train_loss"], history["train_acc"][-1]


def activated(activation: str) -> Scenario:
    """Two hidden layers of another activation, with decay and a falling learning rate."""

    def run(nn: ModuleType, seed: int) -> Seen:
        X, y = datasets.moons(200, noise=0.2, seed=seed)
        rng = np.random.default_rng(seed)
        params, losses = nn.init_params([2, 8, 8, 2], rng), []
        for epoch in range(EPOCHS):
            lr = nn.cosine_lr(epoch, EPOCHS, 1.0, 0.1)
            for X_batch, y_batch in nn.minibatches(X, y, 16, rng):
                _, grads = nn.loss_and_grads(X_batch, y_batch, params, activation)
                params = nn.sgd_step(params, nn.weight_decay(params, grads, 1e-4), lr)
            losses.append(nn.loss_and_grads(X, y, params, activation)[0])
        return losses, float((nn.predict(X, params, activation) == y).mean())

    return run


def optimized(optimizer: str, lr: float) -> Scenario:
    """Lesson 7's loop."""

    def run(nn: ModuleType, seed: int) -> Seen:
        X, y = datasets.moons(200, noise=0.2, seed=seed)
        rng = np.random.default_rng(seed)
        params = nn.init_params([2, 16, 2], rng)
        params, losses = nn.train_with(optimizer, X, y, params, EPOCHS, 16, lr, rng)
        return losses, float((nn.predict(X, params) == y).mean())

    return run


def fitted(loss: str) -> Scenario:
    """Lesson 8's class."""

    def run(nn: ModuleType, seed: int) -> Seen:
        X, y = datasets.moons(200, noise=0.2, seed=seed)
        model = nn.NeuralNetwork((16,), loss=loss, max_iter=EPOCHS, batch_size=16, random_state=seed)
        model.set_params(learning_rate_init=0.01).fit(X, y)
        return model.history_["train_loss"], float((model.predict(X) == y).mean())

    return run


def regression(nn: ModuleType, seed: int) -> Seen:
    """A straight line by the mean squared error."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(200, 2))
    t = X @ np.array([[1.0], [-2.0]]) + 0.5
    W, b, losses = np.zeros((2, 1)), np.zeros(1), []
    for _ in range(EPOCHS):
        p = nn.dense(X, W, b)
        losses.append(nn.mse(p, t))
        _, dW, db = nn.dense_backward(nn.mse_grad(p, t), X, W)
        ((W, b),) = nn.sgd_step([(W, b)], [(dW, db)], 0.1)
    return losses, float((np.sign(nn.dense(X, W, b)) == np.sign(t)).mean())


SCENARIOS: list[Scenario] = [
    lesson_5,
    activated("tanh"),
    activated("sigmoid"),
    *(optimized(name, lr) for name, lr in [("momentum", 0.1), ("rmsprop", 0.01), ("adam", 0.02)]),
    *map(fitted, ["binary_cross_entropy", "cross_entropy"]),
    regression,
]


def reached(scenario: Scenario) -> set[str]:
    """The functions of nn.py that a scenario calls."""
    nn, called = network(), set[str]()

    def note(frame: Any, event: str, _: Any) -> None:
        if event == "call" and frame.f_globals is vars(nn):
            called.add(frame.f_code.co_name)

    sys.setprofile(note)
    try:
        scenario(nn, 0)
    finally:
        sys.setprofile(None)
    return called | ({"NeuralNetwork"} if "fit" in called else set())


def symptom(scenario: Scenario, exercise: str, mistake: Any, ours: dict[int, Seen]) -> str:
    """What is seen in most of the seeds."""
    return Counter(_symptom(scenario, exercise, mistake, seed, ours[seed]) for seed in SEEDS).most_common(1)[
        0
    ][0]


def _symptom(scenario: Scenario, exercise: str, mistake: Any, seed: int, ours: Seen) -> str:
    nn = network()
    setattr(nn, exercise, mistake)
    try:
        with time_limit(SECONDS), warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            losses, accuracy = scenario(nn, seed)
            losses, accuracy = [_number(loss) for loss in losses], _number(accuracy)
    except TimeLimit:
        return "slow"
    except Exception as error:
        return "shapes" if SHAPES.search(str(error)) else "error"
    if not losses or not np.all(np.isfinite(losses)):
        return "nan"
    if any(issubclass(one.category, RuntimeWarning) for one in warned):
        return "warns"
    return _learned(losses, accuracy, ours)


def _number(measured: Any) -> float:
    """One number, also of a loss that is an array: its mean, as a plot of it would be read."""
    return float(np.mean(np.asarray(measured, dtype=float)))


def _learned(losses: list[float], accuracy: float, ours: Seen) -> str:
    """Of a training that came to its end."""
    best, best_accuracy = ours
    if accuracy <= CHANCE:
        return "chance"
    if losses[-1] > 1.05 * losses[0]:
        return "rises"
    if accuracy < best_accuracy - ALIKE:
        return "slowly"
    if losses[-1] > WORSE * best[-1]:
        return "slowly" if losses[0] < WORSE * best[0] else "loss"
    return "alike" if losses[-1] > best[-1] / WORSE else "loss"


def measured() -> dict[str, str]:
    """Mistake → symptom, of all mistakes that a scenario meets."""
    found: dict[str, str] = {}
    for scenario in SCENARIOS:
        met, ours = reached(scenario), {seed: scenario(network(), seed) for seed in SEEDS}
        for lesson in lessons.course():
            for name, mistake in catalogue.mistakes(lesson).items():
                exercise = name.split("__")[0]
                if name not in found and exercise in met:
                    found[name] = symptom(scenario, exercise, mistake, ours)
    return dict(sorted(found.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write book/trained.json")
    write = parser.parse_args().write
    found = measured()
    print(dict(Counter(found.values()).most_common()), "of", len(found))
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    for name in sorted(found.keys() | kept.keys()):
        if kept.get(name) != found.get(name):
            print(f"{name}: {kept.get(name, 'not there')} → {found.get(name, 'gone')}")
    if write:
        KEPT.write_text(json.dumps(found, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
