"""The decision boundary, live, while a network trains; afterwards a slider goes back through the run.

Drawing has a budget: it takes at most a set share of the time that training takes, so a fast training shows
fewer frames instead of becoming a slow one.
"""

import os
import time
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL.Image import Image

from playground.canvas import Canvas, encode
from playground.figures import class_probabilities, image
from playground.where import in_notebook, is_draft, is_live

SHARE = 0.42  # seconds of drawing for each second of training, at most; sending takes a little more
PAUSE = 1 / 40  # seconds between two pictures, at least: the eye sees no more
KEPT = 300  # moments that are kept for the slider, at most
SHOWN = 24  # of them, in a page that nobody runs


class LiveBoundary:
    """Show how the decision boundary of a network moves while it learns.

    Parameters
    ----------
    X, y : arrays (n, 2) and (n,)
        Training points.
    X_val, y_val : arrays, optional
        Validation points, drawn hollow.
    epochs : int, optional
        How many there will be, for the axis of the curves.
    resolution : int
        Points of the grid in each direction.
    every : int, optional
        Keep and draw every so many epochs, whatever it costs. Without it the budget decides.

    Examples
    --------
    >>> with LiveBoundary(X, y, epochs=100) as live:                     # doctest: +SKIP
    ...     for epoch in range(100):
    ...         params = train_epoch(X, y, params, 32, 0.1, rng)
    ...         live.update(lambda P: predict(P, params), train_loss=…)

    An estimator's own hook works too: `network.fit(X, y, callback=live)`.
    """

    def __init__(
        self,
        X: ArrayLike,
        y: ArrayLike,
        X_val: ArrayLike | None = None,
        y_val: ArrayLike | None = None,
        epochs: int | None = None,
        resolution: int = 100,
        every: int | None = None,
    ) -> None:
        self.data, self.epochs, self.resolution, self.every = (X, y, X_val, y_val), epochs, resolution, every
        self.epoch = 0
        self.train_loss: list[float | None] = []
        self.val_loss: list[float | None] = []
        self.moments: list[tuple[int, NDArray]] = []  # epoch and probabilities as bytes, for the slider
        self.closed = False
        self._canvas = self._new_canvas(curves=True)
        self._shown = False
        if is_live():
            self._build()
        self._cost = {"record": 0.0, "draw": 0.0}  # seconds that each took the last time
        self._drawing = self._training = self._drawn_at = 0.0
        self._left_at = time.perf_counter()

    def _new_canvas(self, curves):
        return Canvas(*self.data, epochs=self.epochs, resolution=self.resolution, curves=curves)

    def update(self, model: Any, train_loss: float | None = None, val_loss: float | None = None) -> None:
        """Tell what the network is now; call it once an epoch.

        Parameters
        ----------
        model : function X → labels or probabilities (n, k), or an object with predict_proba or predict
        train_loss, val_loss : float, optional
            Losses after this epoch.
        """
        entered = time.perf_counter()
        self._training += entered - self._left_at
        self.epoch += 1
        self.train_loss.append(train_loss)
        self.val_loss.append(val_loss)
        self._model = model
        draw = is_live() and entered - self._drawn_at >= PAUSE
        if self.every:
            if self.epoch % self.every == 0 or self.epoch == 1:
                self._record()
                self._draw()
        elif (draw or self._wants_more()) and self._can_pay(self._cost["record"] + draw * self._cost["draw"]):
            self._record()
            if draw:
                self._draw()
        self._left_at = time.perf_counter()
        self._drawing += self._left_at - entered

    __call__ = update  # a callback: called with the estimator, or with whatever predicts

    def _wants_more(self):
        """Whether to keep what nobody sees live: always without a live picture, else in a short run."""
        return not is_live() or len(self.moments) < 40

    def _can_pay(self, cost):
        return self._drawing + cost <= SHARE * self._training

    def _record(self):
        started = time.perf_counter()
        p = class_probabilities(self._model, self._canvas.points, self._canvas.classes)
        p = np.nan_to_num(p).clip(0, 1).reshape(self.resolution, self.resolution, -1)
        self.moments.append((self.epoch, (p * 255).round().astype(np.uint8)))
        if len(self.moments) > KEPT:  # every second one is plenty; the first and the last stay
            self.moments = self.moments[:-1:2] + self.moments[-1:]
        self._cost["record"] = time.perf_counter() - started

    def frame(self, moment: int = -1) -> Image:
        """The picture of a recorded moment: a PIL image."""
        if self._canvas.lines and not any(v is not None for v in self.train_loss + self.val_loss):
            self._canvas = self._new_canvas(curves=False)
            if self._shown or is_live():
                self._image.layout.width = "460px"
        epoch, p = self.moments[moment]
        return self._canvas.frame(p / np.float32(255), epoch, self.train_loss[:epoch], self.val_loss[:epoch])

    def _draw(self, moment=-1):
        """Send a picture to the browser, in place of the last: an image widget does not flicker."""
        if not is_live():
            return
        started = time.perf_counter()
        self._image.value = encode(self.frame(moment), "jpeg")
        self._drawn_at = time.perf_counter()
        self._cost["draw"] = self._drawn_at - started
        if not self._shown:
            from IPython.display import display

            self._shown = True
            display(self._panel)

    def _build(self):
        """The widgets: made before the training begins, for that takes longer than a picture."""
        import ipywidgets

        # An image widget has no alternative text: a caption comes below it at the end.
        self._image = ipywidgets.Image(format="jpeg", layout={"width": "880px", "max_width": "100%"})
        # Without `overflow` there is a scroll bar for a pixel or two.
        self._panel = ipywidgets.VBox([self._image], layout={"overflow": "hidden"})

    def close(self) -> None:
        """Draw the last state; a live notebook gets a slider under the picture, back through the run."""
        if self.closed or not self.epoch:
            return
        self.closed = True
        if not self.moments or self.moments[-1][0] != self.epoch:
            self._record()
        if is_live():
            self._draw()
            self._add_slider()
        elif in_notebook():
            from IPython.display import HTML, display

            display(HTML(self._page()))
        else:
            print(f"[figure] {self.alt}")

    def _page(self):
        """The run for a page that nobody runs: moments to go through, the boundary alone on a narrow one."""
        from playground.page_slider import page

        last, narrow = len(self.moments) - 1, self._new_canvas(curves=False)
        chosen = np.unique(np.linspace(0, last, 3 if is_draft() else SHOWN).round().astype(int))
        if last == 0:
            return image(encode(self.frame(), "png"), self.alt)
        frames = []
        for moment in chosen:
            wide, (epoch, p) = encode(self.frame(moment), "webp"), self.moments[moment]
            second = encode(narrow.frame(p / np.float32(255), epoch), "webp") if self._canvas.lines else None
            frames.append((wide, self.alt if moment == last else self._told(epoch), second))
        epochs = [self.moments[moment][0] for moment in chosen]
        return page(frames, {"epoch": epochs}, {"epoch": epochs[-1]}, play=True)

    def _told(self, epoch):
        losses = (("training", self.train_loss[epoch - 1]), ("validation", self.val_loss[epoch - 1]))
        told = ", ".join(f"the {name} loss is {loss:.3f}" for name, loss in losses if loss is not None)
        return f"Decision boundary after {epoch} epoch{'s' * (epoch != 1)}{': ' * bool(told)}{told}."

    @property
    def alt(self) -> str:
        """What the last picture shows, in a sentence."""
        self._needs_a_moment()
        X, y = (np.asarray(a) for a in self.data[:2])
        classes = self._canvas.classes
        right = np.mean(classes[class_probabilities(self._model, X, classes).argmax(axis=1)] == y)
        loss = "" if self.train_loss[-1] is None else f"; the training loss is {self.train_loss[-1]:.3f}"
        loss += "" if self.val_loss[-1] is None else f", the validation loss {self.val_loss[-1]:.3f}"
        return (
            f"Decision boundary after {self.epoch} epoch{'s' * (self.epoch != 1)}: "
            f"{right:.0%} of the {len(y)} training points lie in the region of their class{loss}."
        )

    def _needs_a_moment(self):
        if not self.epoch:
            raise ValueError("nothing is recorded yet: call update once an epoch, then ask again.")

    def _add_slider(self):
        import ipywidgets

        last = len(self.moments) - 1
        play = ipywidgets.Play(min=0, max=last, value=last, interval=50, tooltip="play the run again")
        slider = ipywidgets.IntSlider(min=0, max=last, value=last, description="moment", readout=False)
        label = ipywidgets.Label(value=f"epoch {self.epoch}")
        slider.layout.width = "60%"
        ipywidgets.jslink((play, "value"), (slider, "value"))

        def scrub(change):
            self._draw(change["new"])
            label.value = f"epoch {self.moments[change['new']][0]}"

        slider.observe(scrub, names="value")
        caption = ipywidgets.HTML(f"<p>{self.alt}</p>")
        self._panel.children = [self._image, ipywidgets.HBox([play, slider, label]), caption]

    def save(self, path: str | os.PathLike, seconds: float = 6.0) -> None:
        """Write the run as a small moving picture: `.webp`, `.gif`, or `.mp4` where ffmpeg is installed."""
        self._needs_a_moment()
        moments = np.unique(np.linspace(0, len(self.moments) - 1, 120).round().astype(int))
        frames = [self.frame(m) for m in moments]
        pause = max(20, int(1000 * seconds / len(frames)))
        if str(path).endswith(".mp4"):
            return save_mp4(frames, path, 1000 / pause)
        pauses = [pause] * (len(frames) - 1) + [1500]  # rest on the last one
        frames[0].save(path, save_all=True, append_images=frames[1:], duration=pauses, loop=0, quality=70)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> None:
        if kind is None or issubclass(kind, KeyboardInterrupt):  # a stopped training is worth a picture
            self.close()


def save_mp4(frames: list[Image], path: str | os.PathLike, rate: float) -> None:
    """Write pictures as H.264 through ffmpeg, which browsers play everywhere."""
    import shutil
    import subprocess

    if shutil.which("ffmpeg") is None:
        raise RuntimeError("Writing .mp4 needs ffmpeg, which is not installed. Save as .webp instead.")
    width, height = frames[0].size
    command = [
        *"ffmpeg -y -loglevel error -f rawvideo -pix_fmt rgb24".split(),
        *f"-s {width}x{height} -r {rate:.3f} -i -".split(),
        *"-pix_fmt yuv420p -vf crop=trunc(iw/2)*2:trunc(ih/2)*2".split(),
        str(path),
    ]
    subprocess.run(command, input=b"".join(f.tobytes() for f in frames), check=True)
