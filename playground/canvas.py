"""One moment of a training run as pixels: the boundary on the left, the curves of the loss on the right.

Matplotlib draws the axes, the labels and the points once. A frame then only pastes the shaded region between
them and redraws the curves, which takes a few milliseconds.
"""

import io
from collections.abc import Sequence
from typing import Any

import matplotlib
import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image, ImageDraw, ImageFont

from playground import style
from playground.figures import extent, grid, scatter

BILINEAR = Image.Resampling.BILINEAR
FONT = matplotlib.get_data_path() + "/fonts/ttf/DejaVuSans.ttf"


class Canvas:
    """Draws frames of one run.

    Parameters
    ----------
    X, y : arrays (n, 2) and (n,)
        Training points.
    X_val, y_val : arrays, optional
        Validation points, drawn hollow.
    epochs : int, optional
        Where the axis of the curves ends; it grows as needed.
    resolution : int
        Points of the grid in each direction.
    curves : bool
        Whether there are losses to draw.
    """

    def __init__(
        self,
        X: ArrayLike,
        y: ArrayLike,
        X_val: ArrayLike | None = None,
        y_val: ArrayLike | None = None,
        epochs: int | None = None,
        resolution: int = 100,
        curves: bool = True,
    ) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self.box, self.resolution = extent(np.asarray(X, dtype=float)), resolution
        self.points, self.classes = grid(self.box, resolution), np.unique(y)
        # Fixed margins: nothing moves, and nothing has to be worked out.
        # A fifth of a pixel more: 4.6 × 100 is a little less than 460, and Matplotlib 3.9 cuts it to 459.
        width = (880.2 if curves else 460.2) / 100
        self.figure = Figure(figsize=(width, 3.9), dpi=100, layout="none")  # type: ignore[arg-type]
        self.agg = FigureCanvasAgg(self.figure)
        self.left: Any
        self.right: Any  # Axes, or None where there are no curves
        self.left, self.right = self.figure.subplots(1, 2) if curves else (self.figure.subplots(), None)
        self.figure.subplots_adjust(
            left=0.085 if curves else 0.16,
            right=0.978 if curves else 0.985,
            bottom=0.21,
            top=0.92,
            wspace=0.2,
        )
        self._draw_points(X, y, X_val, y_val)
        self.lines = self._prepare_curves() if curves else []
        self.named = 0  # how many of them stand in the legend
        self._name(1 if X_val is None else 2)
        self._keep_background()
        self.start(epochs)

    def start(self, epochs: int | None = None) -> None:
        """Begin a new run on the same points: the axes of the curves forget the last one."""
        self.fitted = False
        if self.right:
            self.right.set(xlim=(0, epochs or 20), ylim=(0, 1))

    def _draw_points(self, X, y, X_val, y_val):
        from matplotlib.legend_handler import HandlerTuple

        ax = self.left
        ax.set(xlim=self.box[:2], ylim=self.box[2:], xlabel="$x_1$", ylabel="$x_2$")
        ax.grid(False)
        ax.set_title("Decision boundary", loc="left")
        scatter(ax, X, y, classes=self.classes)
        handles, labels = ax.get_legend_handles_labels()
        if X_val is not None:
            hollow = {"color": "none", "edgecolors": "#222222", "linewidths": 0.8, "s": 26}
            scatter(ax, X_val, y_val, classes=self.classes, **hollow)
            handles, labels = [*handles, tuple(ax.collections[len(handles) :])], [*labels, "validation"]
        side_by_side = {tuple: HandlerTuple(ndivide=None)}
        self.figure.legend(
            handles, labels, loc="lower left", ncols=6, fontsize=9, handlelength=2, handler_map=side_by_side
        )

    def _prepare_curves(self):
        ax = self.right
        ax.set_title("Loss", loc="left")
        ax.set(xlabel="epoch", ylabel="mean loss")
        lines = [
            ax.plot([], [], color=style.COLORS[0], label="training")[0],
            ax.plot([], [], "--", color=style.COLORS[1], label="validation")[0],
        ]
        return lines

    def _name(self, count):
        """Put so many of the curves into the legend: one that is never drawn has no place in it."""
        if self.named:
            self.figure.legends.pop()
        shown, self.named = self.lines[:count], count
        if shown:
            self.figure.legend(handles=shown, loc="lower right", ncols=count, fontsize=9)

    def _keep_background(self):
        """Draw what stays: once, and again only where the axis of the curves must grow."""
        for line in self.lines:
            line.set_animated(True)
        self.agg.draw()
        self.background = self.agg.copy_from_bbox(self.figure.bbox)
        x0, y0, x1, y1 = (int(round(v)) for v in self.left.get_window_extent().extents)
        height = self.agg.get_width_height()[1]
        self.region = (x0, height - y1, x1, height - y0)  # left, top, right, bottom in pixels
        self.dots = self._points_alone()
        self.label_at = (x1, height - y1 - 7)  # above the right corner
        self.font = ImageFont.truetype(FONT, 14)

    def _points_alone(self):
        """The points as a picture with transparency, to be laid over the shades."""
        views = []
        for background in ("white", "black"):
            self.left.patch.set_facecolor(background)
            for artist in (self.left.patch, *self.left.collections):
                self.left.draw_artist(artist)
            views.append(np.asarray(self._picture().crop(self.region), dtype=float))
        self.left.patch.set_facecolor("white")
        on_white, on_black = views
        opacity = 1 - (on_white - on_black).mean(axis=2, keepdims=True) / 255
        colour = on_black / np.maximum(opacity, 1e-3)
        rgba = np.concatenate([colour, 255 * opacity], axis=2).clip(0, 255).round().astype(np.uint8)
        return Image.fromarray(rgba)

    def _picture(self):
        size = self.agg.get_width_height()  # whole pixels, as drawn
        return Image.frombuffer("RGBA", size, self.agg.buffer_rgba(), "raw", "RGBA", 0, 1).convert("RGB")

    def frame(
        self,
        probabilities: NDArray,
        epoch: int,
        train_loss: Sequence[float | None] = (),
        val_loss: Sequence[float | None] = (),
    ) -> Image.Image:
        """The picture of one moment.

        Parameters
        ----------
        probabilities : array (resolution, resolution, k)
            From the bottom row to the top.
        epoch : int
        train_loss, val_loss : sequences
            One value an epoch so far; None where there is none.

        Returns
        -------
        PIL.Image.Image
        """
        # None becomes nan: a gap
        losses = [np.array(values, dtype=float) for values in (train_loss, val_loss)]
        if self.named < 2 and np.isfinite(losses[1]).any():
            self._name(2)
            self.fitted = False
        self._fit_axis(epoch, np.concatenate(losses))
        self.agg.restore_region(self.background)
        for line, values in zip(self.lines, losses):
            line.set_data(np.arange(1, len(values) + 1), values)
            self.right.draw_artist(line)
        picture = self._picture()
        picture.paste(self._shades(probabilities), self.region)
        picture.paste(self.dots, self.region, mask=self.dots)
        ImageDraw.Draw(picture).text(
            self.label_at, f"epoch {epoch}", fill="black", font=self.font, anchor="rs"
        )
        return picture

    def _fit_axis(self, epoch, losses):
        """Let the axes of the curves grow where the run has left them: rarely, it is a whole drawing."""
        if not self.lines:
            return
        highest = losses[np.isfinite(losses)].max(initial=0)
        right, top = self.right.get_xlim()[1], self.right.get_ylim()[1]
        if epoch > right or highest > top or not self.fitted and highest > 0:
            self.right.set_xlim(0, right if epoch <= right else 2 * max(epoch, right))
            self.right.set_ylim(0, 1.15 * highest if highest > top or not self.fitted else top)
            self.fitted = True
            self.agg.draw()
            self.background = self.agg.copy_from_bbox(self.figure.bbox)

    def _shades(self, probabilities):
        """The classes' colours mixed by probability, with a dark line where the label changes."""
        left, top, right, bottom = self.region
        size, p = (right - left, bottom - top), probabilities[::-1].astype(np.float32)
        shades = Image.fromarray(
            (style.shades(p, style.numbers(self.classes)) * 255).clip(0, 255).astype(np.uint8)
        ).resize(size, BILINEAR)
        label, best = np.zeros(size[::-1], dtype=np.uint8), None
        for k in range(p.shape[-1]):  # argmax, three times as fast
            layer = np.asarray(Image.fromarray(np.ascontiguousarray(p[..., k])).resize(size, BILINEAR))
            if best is not None:
                np.copyto(label, k, where=layer > best)
            best = layer if best is None else np.maximum(best, layer)
        edge = np.zeros(label.shape, dtype=np.uint8)
        edge[:, 1:] |= label[:, 1:] != label[:, :-1]
        edge[1:] |= label[1:] != label[:-1]
        edge[:, :-1] |= edge[:, 1:]  # two pixels wide
        shades.paste((40, 40, 40), mask=Image.fromarray(edge * 255))
        return shades


OPTIONS: dict[str, dict[str, Any]] = {
    "jpeg": {"quality": 90, "subsampling": 0},
    "png": {"compress_level": 6},
    "webp": {"quality": 70, "method": 2},
}


def encode(picture: Image.Image, kind: str) -> bytes:
    """A PIL image as the bytes of a file; JPEG is four times as fast as PNG, WebP lighter, PNG exact."""
    buffer = io.BytesIO()
    picture.save(buffer, kind, **OPTIONS[kind])
    return buffer.getvalue()
