"""A progress bar that works in a notebook, in a terminal and, quietly, everywhere else."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import Any

from playground.where import is_live


class Progress:
    """Iterate over something and show how far it is: `for epoch in Progress(range(100), "training"): …`

    Parameters
    ----------
    iterable : anything that a `for` loop takes
    label : str
    total : int, optional
        Needed only where `len(iterable)` does not exist.
    """

    def __init__(self, iterable: Iterable[Any], label: str = "", total: int | None = None) -> None:
        self.iterable, self.label = iterable, label
        self.total = total if total is not None else getattr(iterable, "__len__", lambda: None)()
        self._drawn, self._handle, self._started = 0.0, None, 0.0

    def __iter__(self) -> Iterator[Any]:
        self._started = time.perf_counter()
        done = 0
        for item in self.iterable:
            yield item
            done += 1
            if time.perf_counter() - self._drawn > 0.1:  # ten times a second is plenty
                self._draw(done)
        self._draw(done, end=True)

    def text(self, done: int) -> str:
        """The bar as one line of text."""
        seconds = time.perf_counter() - self._started
        if not self.total:
            return f"{self.label} {done} · {seconds:.1f} s".strip()
        filled = 24 * done // self.total
        left = seconds / max(done, 1) * (self.total - done)
        bar = "█" * filled + "░" * (24 - filled)
        return f"{self.label} {bar} {done}/{self.total} · {left:.0f} s left".strip()

    def html(self, done: int) -> str:
        """The bar as an HTML progress element."""
        limits = f'max="{self.total}" value="{done}"' if self.total else ""
        label = f"{self.label} {done}" + (f" of {self.total}" if self.total else "")
        return (
            f'<label>{label} <progress {limits} style="width:16em;vertical-align:middle"></progress></label>'
        )

    def _draw(self, done, end=False):
        self._drawn = time.perf_counter()
        if is_live():
            from IPython.display import HTML, display

            if self._handle is None:
                self._handle = display(HTML(self.html(done)), display_id=True)
            else:
                self._handle.update(HTML(self.html(done)))
        elif sys.stderr is not None and sys.stderr.isatty():
            print("\r" + self.text(done), end="\n" if end else "", file=sys.stderr, flush=True)
