"""What a lesson imports: `check` and its friends. In a workbook that is being graded they do nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from autograder.display import kernel

if TYPE_CHECKING:
    from autograder.display.notebook import Shown

__all__ = ["check", "finish", "hint", "milestone", "progress", "solution"]

kernel.attach()


def check(exercise: str | Callable, seed: int | None = None) -> Shown | float | None:
    """Run the checks of an exercise on what its name means now; shows, and returns, what they found."""
    return _in_notebook("check", exercise, seed=seed)


def hint(exercise: str | Callable) -> Shown | None:
    """Show the next hint of an exercise."""
    return _in_notebook("hint", exercise)


def solution(exercise: str | Callable) -> Shown | None:
    """Show our answer to an exercise; asks first where yours does not pass."""
    return _in_notebook("solution", exercise)


def milestone(lesson: str | None = None, seed: int | None = None) -> Shown | None:
    """Run the milestone of a lesson, of this one where none is named, with your functions."""
    return _in_notebook("milestone", lesson, seed=seed)


def progress(lesson: str | None = None) -> Shown | None:
    """Show which exercises of a lesson, of this one where none is named, pass, and what is next."""
    return _in_notebook("progress", lesson)


def finish(network: type) -> Shown | None:
    """Show the page at the end of the course: what your network does, and what you wrote."""
    return _in_notebook("finish", network, room="last_page")


def _in_notebook(verb: str, *args: Any, room: str = "display", **options: Any) -> Any:
    import importlib
    import sys

    from autograder.running import context

    if context.current().lesson:
        return None
    notebook = importlib.import_module(f"autograder.{room}.notebook")

    try:
        return getattr(notebook, verb)(sys._getframe(2).f_globals, *args, **options)
    except KeyboardInterrupt as stopped:
        kernel.in_place_of_traceback(stopped, "stopped; nothing is lost, run the same cell again")
        raise
