"""Sliders for everything that shapes a training; each change retrains at once.

The training runs in a thread: a change of a slider ends the present one at its next epoch, and begins a
new one.
"""

import html
import inspect
import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import numpy as np
from PIL.Image import Image

from playground import datasets
from playground.canvas import Canvas, encode
from playground.figures import class_probabilities, image
from playground.unwritten import FIRST, stub_of
from playground.where import in_notebook, is_book, is_live

IN_ADDRESS = {"learning_rate": "lr", "batch_size": "batch"}  # what the book's playground calls them
CHOICES: dict[str, list[Any]] = {
    "data": ["moons", "circles", "blobs", "xor", "spirals"],
    "noise": [0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5],
    "width": [1, 2, 4, 8, 16, 32, 64],
    "depth": [0, 1, 2, 3, 4],
    "activation": ["relu", "tanh", "sigmoid"],
    "optimizer": ["sgd", "momentum", "rmsprop", "adam"],
    "learning_rate": [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0],
    "batch_size": [1, 8, 16, 32, 64, 200],
}
START = {
    "data": "moons",
    "noise": 0.2,
    "width": 8,
    "depth": 2,
    "activation": "relu",
    "optimizer": "adam",
    "learning_rate": 0.03,
    "batch_size": 32,
}
PAUSE = 0.08  # seconds between two pictures: a dozen a second leave the time to the training


class _Enough(BaseException):
    """Ends a training from inside its callback; no `except Exception` on the way may catch it."""


def explore(fit: Callable[..., Any], *, epochs: int = 100, n: int = 200, **settings: Any) -> None:
    """Sliders for data set, noise, width, depth, activation, optimizer, learning rate and batch size.

    Parameters
    ----------
    fit : function
        `fit(X, y, X_val, y_val, *, width, depth, activation, optimizer, learning_rate, batch_size, epochs,
        seed, callback)` trains a network and returns something that predicts: a function X → labels or
        probabilities, or an object with predict_proba or predict. It calls `callback(predicts, train_loss,
        val_loss)` after each epoch. Sliders appear for the names that it takes.
    epochs : int
        How long a training is.
    n : int
        Training points; half as many for validation.
    **settings
        Where a slider starts (`width=4`), or what it offers (`optimizer=["sgd"]`).
    """
    explorer = Explorer(fit, epochs, n, settings)
    explorer.open() if is_live() else explorer.still()


class Explorer:
    """One panel of sliders and its picture."""

    def __init__(self, fit: Callable[..., Any], epochs: int, n: int, settings: dict[str, Any]) -> None:
        taken = inspect.signature(fit).parameters
        any_name = any(p.kind is p.VAR_KEYWORD for p in taken.values())
        self.fit, self.epochs, self.n = fit, epochs, n
        self.passes = [name for name in (*CHOICES, "epochs", "seed", "callback") if any_name or name in taken]
        _refuse_what_cannot_be_offered(settings, ("data", "noise", *self.passes))
        self.choices, self.now = {}, {}
        for name in ("data", "noise", *(name for name in CHOICES if name in self.passes)):
            wish = settings.get(name, START[name])
            self.choices[name] = wish if isinstance(wish, (list, tuple)) else sorted_in(CHOICES[name], wish)
            self.now[name] = wish[0] if isinstance(wish, (list, tuple)) else wish
        self.seed, self.image = 0, None
        self._of: tuple[Any, ...] | None = None  # the settings that the points are of
        self._turn, self._one_at_a_time = 0, threading.Lock()

    def _points(self):
        """The data of the present settings, and a canvas for them, made anew only where they have changed."""
        of = (self.now["data"], self.now["noise"], self.seed)
        if of != self._of:
            make = getattr(datasets, of[0])
            self.points = *make(self.n, of[1], seed=self.seed), *make(self.n // 2, of[1], seed=self.seed + 1)
            self.canvas, self._of = Canvas(*self.points), of
        self.canvas.start(self.epochs)

    def train(self, turn: int = 0) -> str:
        """Train with the present settings; returns the result in words. A newer turn ends it."""
        self._points()
        self.losses: tuple[list[float | None], list[float | None]] = ([], [])
        self.model, self._drawn_at = None, 0.0
        started = time.perf_counter()

        def callback(model, train_loss=None, val_loss=None):
            if turn != self._turn:
                raise _Enough
            self.model = model
            self.losses[0].append(train_loss)
            self.losses[1].append(val_loss)
            if self.image is not None and time.perf_counter() - self._drawn_at > PAUSE:
                self.draw()
                self._drawn_at = time.perf_counter()

        extra = {**self.now, "epochs": self.epochs, "seed": self.seed, "callback": callback}
        self.model = self.fit(*self.points, **{name: extra[name] for name in self.passes})
        seconds = time.perf_counter() - started
        self.draw()
        shares = [f"{self._accuracy(*self.points[i : i + 2]):.0%}" for i in (0, 2)]
        return (
            f"Accuracy: training {shares[0]}, validation {shares[1]}, "
            f"after {len(self.losses[0]) or self.epochs} epochs in {seconds:.2f} s."
        )

    def _accuracy(self, X, y):
        classes = self.canvas.classes
        return np.mean(classes[class_probabilities(self.model, X, classes).argmax(axis=1)] == y)

    def frame(self) -> Image:
        """The picture of the present state."""
        side = self.canvas.resolution
        p = class_probabilities(self.model, self.canvas.points, self.canvas.classes)
        p = np.nan_to_num(p).clip(0, 1).reshape(side, side, -1)
        return self.canvas.frame(p, len(self.losses[0]) or self.epochs, *self.losses)

    def draw(self) -> None:
        """Send the picture of the present state to the panel, where there is one."""
        if self.image is not None:
            self.image.value = encode(self.frame(), "jpeg")

    def still(self) -> None:
        """One picture with its description, for a book page or a terminal."""
        settings = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in self.now.items())
        alt = f"Decision boundary and loss for {settings}. {self.train()}"
        if in_notebook():
            from IPython.display import HTML, display

            display(HTML(image(encode(self.frame(), "png"), alt) + self._elsewhere() * is_book()))
        else:
            print(f"[figure] {alt}")

    def _elsewhere(self):
        """A link to the book's playground with these settings, as far as it has them."""
        asked = {IN_ADDRESS.get(name, name): value for name, value in self.now.items()}
        asked["hidden"] = "-".join([str(asked.pop("width", ""))] * asked.pop("depth", 1))
        link = f'<a href="../playground.html#{html.escape(urlencode(asked))}">playground</a>'
        does = "trains a network with these settings, as far as it has them"
        return f"<p>On this page nothing runs. The {link} {does}.</p>"

    def open(self) -> None:
        """The panel: sliders on the left, the picture on the right, the result in words below."""
        import ipywidgets as widgets
        from IPython.display import display

        self.controls = {
            name: _control(name, choices, self.now[name]) for name, choices in self.choices.items()
        }
        again = widgets.Button(description="Other random start", layout={"width": "270px"})
        self.image, self.said = widgets.Image(format="jpeg", layout={"width": "99%"}), widgets.HTML()
        for control in self.controls.values():
            control.observe(self._retrain, names="value")
        again.on_click(self._start_elsewhere)
        left = widgets.VBox([*self.controls.values(), again])
        right = widgets.VBox(
            [self.image, self.said], layout={"flex": "1 1 500px", "max_width": "900px", "overflow": "hidden"}
        )
        display(widgets.HBox([left, right], layout={"flex_flow": "row wrap"}))
        self._retrain()

    def _start_elsewhere(self, _):
        self.seed += 1
        self._retrain()

    def _retrain(self, _=None):
        self._turn += 1
        turn = threading.Thread(target=self._take_turn, args=(self._turn,), daemon=True)
        try:
            turn.start()
        except RuntimeError:  # WebAssembly has no threads: the panel waits for the training
            turn.run()

    def _take_turn(self, turn):
        """Train with what the controls say, unless a newer turn has come.

        What the learner's code raises is shown, and the sliders live on.
        """
        with self._one_at_a_time:
            if turn != self._turn:
                return
            self.now = {name: control.value for name, control in self.controls.items()}
            try:
                self.said.value = f'<p role="status">{self.train(turn)}</p>'
            except _Enough:
                pass
            except Exception as error:
                stub, stopped = stub_of(error), f"Your fit stopped with {type(error).__name__}: {error}"
                told = html.escape(FIRST.format(stub) if stub else stopped)
                self.said.value = f'<p role="alert">{told}</p>'


def _control(name, choices, value):
    """A slider over numbers, or a list of words."""
    import ipywidgets as widgets

    words = any(isinstance(choice, str) for choice in choices)
    kind, extra = (widgets.Dropdown, {}) if words else (widgets.SelectionSlider, {"continuous_update": False})
    return kind(
        options=[(f"{c:g}" if isinstance(c, float) else str(c), c) for c in choices],
        value=value,
        description=name.replace("_", " "),
        layout={"width": "270px"},
        style={"description_width": "90px"},
        **extra,
    )


def _refuse_what_cannot_be_offered(settings, taken):
    """TypeError or ValueError, in one line, where a wish names no slider or asks for what it cannot show."""
    for name, wish in settings.items():
        if name not in CHOICES:
            raise TypeError(f"explore knows no {name!r}; it knows {', '.join(CHOICES)}.")
        if name not in taken:
            raise TypeError(
                f"your fit takes no {name!r}, so that there can be no slider for it: "
                "add it to the arguments of fit, or leave it out here."
            )
        offered = wish if isinstance(wish, (list, tuple)) else [wish]
        words = isinstance(CHOICES[name][0], str)
        if not offered or any(isinstance(choice, str) != words for choice in offered):
            raise ValueError(
                f"{name}={wish!r} should be {'a word' if words else 'a number'}, or a list of such; "
                f"for instance {name}={CHOICES[name][1]!r}."
            )
        strange = [choice for choice in offered if name == "data" and choice not in CHOICES["data"]]
        if strange:
            raise ValueError(f"there is no data set {strange[0]!r}; there are {', '.join(CHOICES['data'])}.")


def sorted_in(choices: list[Any], wish: Any) -> list[Any]:
    """The choices, with the wish among them: a number in its place, a word at the end."""
    if wish in choices:
        return choices
    return [*choices, wish] if isinstance(wish, str) else sorted([*choices, wish])
