"""Still pictures: figures with alternative text, labelled points, decision boundaries."""

import base64
import html
import io
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from playground import style
from playground.where import in_notebook, is_live

if TYPE_CHECKING:  # slow to import, and not needed before something is drawn
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

Box = tuple[float, float, float, float]  # left, right, bottom, top


def show(fig: "Figure", alt: str, *, narrow: bool = True) -> None:
    """Show a Matplotlib figure together with its alternative text, and close it.

    A page that nobody runs, the book's, gets it once more for telephones, unless `narrow` is False.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
    alt : str
        What the picture shows, for readers who do not see it. A terminal prints it.
    """
    import matplotlib.pyplot as plt

    if not alt.strip():
        raise ValueError("show needs alt: say in a sentence what the picture shows.")
    if in_notebook():
        from IPython.display import HTML, display

        from playground.narrow import narrowed  # a sandbox has no notebook, and not these modules
        from playground.pixels import encoded

        wide = encoded(fig)
        second = encoded(fig) if narrow and not is_live() and narrowed(fig) else None
        display(HTML(image(wide, alt, second=second)))
    else:
        print(f"[figure] {alt}")
    plt.close(fig)


NARROW = "(max-width:600px)"  # the pages that show a picture's second rendering
# White pictures would glare on a dark page: there they are turned over, hue kept. Print has white paper.
LOOK = (
    f"<style>@media {NARROW}"
    + """{.hw-figure source+img{min-width:0!important}}
.hw-figure{margin:0;overflow-x:auto}
.hw-figure img{max-width:100%;height:auto;background:white}
@media screen{:is(html[data-theme="dark"],body[data-jp-theme-light="false"],body.vscode-dark)
.hw-figure :is(img,svg){filter:invert(.93) hue-rotate(180deg)!important}}
</style>"""
)


def image(data: bytes, alt: str, kind: str = "png", second: bytes | None = None) -> str:
    """HTML of an encoded picture with its alternative text; a narrow page scrolls it, or shows the second."""
    from PIL import Image

    least = round(0.6 * Image.open(io.BytesIO(data)).width)  # smaller, its numbers could not be read
    picture = f'<img src="{address(data, kind)}" alt="{html.escape(alt)}" style="min-width:{least}px">'
    if second:
        source = f'<source media="{NARROW}" srcset="{address(second, kind)}">'
        picture = f"<picture>{source}{picture}</picture>"
    return f'<figure class="hw-figure">{LOOK}{picture}</figure>'


def address(data: bytes, kind: str) -> str:
    """An encoded picture as the address of itself."""
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def scatter(
    ax: "Axes",
    X: ArrayLike,
    y: ArrayLike,
    labels: Any = None,
    classes: ArrayLike | None = None,
    **options: Any,
) -> "Axes":
    """Draw the points X (n, 2), each class of y (n,) with its own colour and marker; returns `ax`.

    `classes` are all there are, where y has only some.
    """
    X, y = np.asarray(X), np.asarray(y)
    classes = np.unique(y) if classes is None else np.asarray(classes)
    for label, k in zip(classes, style.numbers(classes)):
        rows = X[y == label]
        if len(rows):
            name = labels[k] if labels is not None else f"class {label}"
            ax.scatter(
                rows[:, 0],
                rows[:, 1],
                label=name,
                **{
                    "s": 22,
                    "color": style.COLORS[k % 10],
                    "marker": style.MARKERS[k % 10],
                    "edgecolors": "white",
                    "linewidths": 0.6,
                    "zorder": 3,
                    **options,
                },
            )
    return ax


def legend_below(fig: "Figure", *axes: "Axes") -> None:
    """Put what has a label in the axes into a legend below the figure, where it covers nothing."""
    handles = [handle for ax in axes for handle in ax.get_legend_handles_labels()[0]]
    names_below(fig, handles, [str(handle.get_label()) for handle in handles])


def names_below(fig: "Figure", handles: list[Any], names: list[str]) -> None:
    """A legend below the figure, with as many columns as there is room for."""
    for columns in range(len(names), 0, -1):
        legend = fig.legend(handles, names, loc="outside lower center", ncols=columns, fontsize=9)
        if columns == 1 or legend.get_window_extent().width <= fig.bbox.width:
            return
        legend.remove()


def plain_logs(*axes: "Axis") -> None:
    """Write 20 and 100 along logarithmic axes, and not 2 × 10¹ and 10²."""
    from matplotlib.ticker import LogFormatter

    for axis in axes:
        axis.set_major_formatter("{x:g}")
        axis.set_minor_formatter(LogFormatter(labelOnlyBase=False, minor_thresholds=(2, 0.6)))


def class_probabilities(predict: Any, X: NDArray, classes: ArrayLike) -> NDArray:
    """Probabilities (n, k), one column for each of the classes.

    `predict` is whatever predicts: an object with `predict_proba` or `predict`, or a function. Labels
    count as certainty. One column, or a plain vector of fractions, is the probability of the second class.
    """
    answer = next(
        (getattr(predict, name) for name in ("predict_proba", "predict") if hasattr(predict, name)), predict
    )
    if not callable(answer):
        raise TypeError(
            "a function, or an object with predict, is needed to draw a boundary; "
            f"this is {answer!r}. Is a `return` missing?"
        )
    p, classes = np.asarray(answer(X)), np.asarray(classes)
    if p.shape[:1] != (len(X),):
        raise ValueError(
            f"the prediction for {len(X)} points has shape {p.shape}: "
            "it should have an entry or a row for each. Does it use its argument?"
        )
    if p.ndim == 2 and p.shape[1] > 1:
        return _columns(_checked(p), getattr(predict, "classes_", None), classes)
    p = p.reshape(len(X))
    if p.dtype.kind == "f" and not np.array_equal(p, np.round(p)):
        if len(classes) != 2:
            raise ValueError(
                f"one probability a point tells two classes apart, and there are {len(classes)}: "
                "return one column for each, or labels."
            )
        p = _checked(p)
        return np.stack([1 - p, p], axis=1)
    return (p[:, None] == classes).astype(float)


def _checked(p):
    if (p < -1e-6).any() or (p > 1 + 1e-6).any():
        raise ValueError(
            f"numbers from {np.nanmin(p):.4g} to {np.nanmax(p):.4g} are scores, not probabilities: "
            "put softmax on them, or return labels."
        )
    return p


def _columns(p, own, classes):
    """The columns of p (n, k) that belong to the classes.

    `own` are the labels of all columns: 0 to k − 1 where the model does not say.
    """
    if own is None and p.shape[1] == len(classes):
        return p
    own = np.arange(p.shape[1]) if own is None else np.asarray(own)
    return np.stack([p[:, own == label].sum(axis=1) for label in classes], axis=1)


def extent(X: NDArray, margin: float = 0.15) -> Box:
    """Left, right, bottom, top of the points, with a margin: a fraction of their span."""
    if X.ndim != 2 or X.shape[1] != 2:
        raise ValueError(
            f"a boundary is drawn over two coordinates: X should have shape (n, 2), and it has {X.shape}."
        )
    low, high = X.min(axis=0), X.max(axis=0)
    space = margin * np.maximum(high - low, 1e-9)
    return low[0] - space[0], high[0] + space[0], low[1] - space[1], high[1] + space[1]


def grid(box: Box, resolution: int = 100) -> NDArray:
    """The points of a regular grid over a box, row by row from the bottom: (resolution², 2)."""
    left, right, bottom, top = box
    xx, yy = np.meshgrid(np.linspace(left, right, resolution), np.linspace(bottom, top, resolution))
    return np.stack([xx.ravel(), yy.ravel()], axis=1)


def boundary(
    predict: Any,
    X: ArrayLike,
    y: ArrayLike,
    ax: "Axes | None" = None,
    title: str | None = None,
    resolution: int = 200,
) -> "Axes":
    """Draw where `predict` puts the classes: shades of probability, a line between them, the points on top.

    Parameters
    ----------
    predict : function X → labels or probabilities (n, k), or an object with predict_proba or predict
    X : array (n, 2)
    y : array (n,)
    ax : matplotlib Axes, optional
    title : str, optional

    Returns
    -------
    matplotlib Axes
    """
    import matplotlib.pyplot as plt

    ax = ax or plt.subplots(figsize=(4.4, 3.8))[1]
    box, classes = extent(np.asarray(X, dtype=float)), np.unique(y)
    p = class_probabilities(predict, grid(box, resolution), classes).reshape(resolution, resolution, -1)
    ax.imshow(
        style.shades(p, style.numbers(classes)),
        extent=box,
        origin="lower",
        aspect="auto",
        interpolation="bilinear",
        zorder=0,
    )
    outline(ax, p, box)
    scatter(ax, X, y)
    ax.set(xlim=box[:2], ylim=box[2:], xlabel="$x_1$", ylabel="$x_2$", title=title or "Decision boundary")
    ax.grid(False)
    return ax


def outline(ax: "Axes", p: NDArray, box: Box) -> None:
    """Draw a dark line where the most probable class changes."""
    resolution = len(p)
    xs, ys = np.linspace(*box[:2], resolution), np.linspace(*box[2:], resolution)
    for k in range({1: 1, 2: 1}.get(p.shape[-1], 0), p.shape[-1]):  # one line between two classes
        others = np.delete(p, k, axis=-1).max(axis=-1)
        lead = p[..., k] - others
        if lead.min() < 0 < lead.max():
            ax.contour(xs, ys, lead, levels=[0], colors="#222222", linewidths=1.2, zorder=2)
