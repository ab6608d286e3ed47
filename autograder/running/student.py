"""What the checks ask of a student, wherever the code behind the answers runs."""

from collections.abc import Callable
from typing import Any, Protocol

from autograder.running.namespace import Problem
from autograder.running.own_source import Definition


class Student(Protocol):
    """A student's exercises, by name: of a workbook here, of a kernel, or of a process in the sandbox."""

    def problem(self, name: str) -> Problem | None:
        """Why there is nothing to call under this name, or None."""

    def function(self, name: str) -> Callable[..., Any]:
        """What the name means, as something to call in a check of its own."""

    def definition(self, name: str) -> Definition | None:
        """The student's own code of an exercise, to be read and never run; None where it is not known."""

    def substitute(self, name: str, function: Callable[..., Any]) -> None:
        """From here on the student's code meets `function` under this name."""
