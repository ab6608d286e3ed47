"""A figure as an encoded picture, drawn once.

Figures of one size are drawn on one sheet: a renderer remembers how wide each of its words is, and to measure
them anew, formulas above all, takes a tenth of the time that a lesson's page does.
"""

import gc
import io
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from PIL import Image

from playground import text_layouts, ticks
from playground.where import is_book

DPI = 110
_sheet = lru_cache(maxsize=8)(RendererAgg)  # (width, height, dpi) → where such figures are drawn
SELDOM = 50_000  # new objects before Python looks for garbage in a page that nobody touches
if is_book():
    text_layouts.remember()
    ticks.remember()
    gc.set_threshold(SELDOM)


class Shared(FigureCanvasAgg):
    """A figure's canvas whose renderer is that of all figures of its size."""

    def get_renderer(self) -> RendererAgg:
        """The sheet of this size; what another figure has left there goes when this one is drawn."""
        self.renderer = _sheet(*self.get_width_height(physical=True), self.figure.dpi)
        return self.renderer


def encoded(fig: Figure, kind: str = "png", **options: Any) -> bytes:
    """The figure as a picture of this kind; `savefig` draws twice what has a layout."""
    fig.set_dpi(DPI)
    canvas, buffer = Shared(fig), io.BytesIO()
    canvas.draw()
    Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB").save(buffer, kind, **options)
    return buffer.getvalue()
