"""Which of pyplot's figures a student's code may leave open: the current one, until the next is drawn."""

import contextlib
import sys
from collections.abc import Iterable, Iterator
from typing import Any

_left: set[int] = set()  # the number of the figure that the last call left current
_made: set[int] = set()  # the numbers of all that it made


@contextlib.contextmanager
def one_figure_left() -> Iterator[None]:
    """Close what the body opens, but for the current figure: it stays, as in a cell that draws twice."""
    before = _open_figures()
    try:
        yield
    finally:
        new = _open_figures() - before
        _made.clear()
        _made.update(new)
        current = {sys.modules["matplotlib.pyplot"].gcf().number} & new if new else set()
        _close(new - current | (_left if current else set()))
        _left.update(current)


def pictured(answer: Any) -> Any:
    """A figure as its Picture, which knows of others that the same call made; anything else as it is."""
    if "matplotlib.figure" not in sys.modules:  # a figure cannot be there where Matplotlib is not
        return answer
    from autograder.figures import described

    picture = described(answer)
    if picture is not answer:
        picture.beside = len(_made - {getattr(answer, "number", None)})
    return picture


def close_figure_left() -> None:
    """Close the figure that an earlier call has left: a new check begins."""
    _close(_left & _open_figures())
    _left.clear()
    _made.clear()


def _close(numbers: Iterable[int]) -> None:
    for number in numbers:
        sys.modules["matplotlib.pyplot"].close(number)
    _left.difference_update(numbers)


def _open_figures() -> set[int]:
    pyplot = sys.modules.get("matplotlib.pyplot")  # no figure is open where nobody has imported it
    return set(pyplot.get_fignums()) if pyplot else set()
