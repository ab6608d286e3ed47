"""The catalogue of mistakes: wrong answers that people give, each with a docstring that is its hint."""

import importlib
import inspect
from types import ModuleType

from autograder.checking.evidence import Mistake


def mistakes(lesson: str, exercise: str | None = None) -> dict[str, Mistake]:
    """Name → function of the mistakes of a lesson, or of one exercise."""
    entries = module(lesson)
    wanted = f"{exercise}__" if exercise else ""
    return {
        name: mistake
        for name, mistake in vars(entries).items()
        if name.startswith(wanted)
        and "__" in name.strip("_")
        and getattr(mistake, "__module__", "") == entries.__name__
        and callable(mistake)
    }


def module(lesson: str) -> ModuleType:
    """The module with the mistakes of a lesson."""
    return importlib.import_module(f"autograder.mistakes.wrong_{lesson}")


def hint(mistake: Mistake) -> str:
    """The mistake's docstring as one paragraph."""
    return " ".join((inspect.getdoc(mistake) or "").split())
