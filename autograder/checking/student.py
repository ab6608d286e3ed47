"""What the checks need of a student, wherever the student's code runs."""

from collections.abc import Callable
from typing import Protocol

from autograder.running.namespace import Problem


class Student(Protocol):
    """A workbook, a notebook's namespace, or what stands for code in the sandbox."""

    def problem(self, name: str) -> Problem | None:
        """Why there is nothing to call under this name, or None."""

    def function(self, name: str) -> Callable:
        """The exercise as something to call; a new check begins."""

    def substitute(self, name: str, function: Callable) -> None:
        """From here on the student's code meets `function` under this name."""
