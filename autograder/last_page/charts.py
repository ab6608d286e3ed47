"""The curves of a training as pictures with alternative text."""

import io
from collections.abc import Mapping, Sequence
from typing import NamedTuple

CHARTS = {"loss": "Mean loss", "acc": "Accuracy"}
LINES = {"train": ("-", "training"), "val": ("--", "never seen")}


class Chart(NamedTuple):
    """A picture and what it shows."""

    png: bytes
    alt: str


def charts(curves: Mapping[str, Sequence[float]]) -> list[Chart]:
    """A chart of the losses and one of the accuracies, of whatever was recorded."""
    found = [(kind, {part: curves.get(f"{part}_{kind}", ()) for part in LINES}) for kind in CHARTS]
    return [_chart(kind, series) for kind, series in found if any(map(len, series.values()))]


def _chart(kind: str, series: Mapping[str, Sequence[float]]) -> Chart:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from playground import style

    figure = Figure(figsize=(4.2, 3.1), dpi=110, layout="constrained")
    FigureCanvasAgg(figure)
    ax, told = figure.subplots(), []
    for colour, (part, values) in zip(style.COLORS, series.items()):
        line, label = LINES[part]
        if len(values):
            epochs = range(1, len(values) + 1)
            ax.plot(epochs, values, line, color=colour, label=label, marker="." if len(values) < 3 else None)
            told.append(f"{label} from {values[0]:.3g} to {values[-1]:.3g}")
    ax.set(title=CHARTS[kind], xlabel="epoch")
    ax.legend()
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    return Chart(buffer.getvalue(), f"{CHARTS[kind]} after each epoch: {', '.join(told)}.")
