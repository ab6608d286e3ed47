"""What happened in one run of a check."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from autograder.checking.messages import Unavailable
from autograder.running.methods import unwritten_method
from autograder.running.recorder import StudentError, StudentTimeout
from autograder.running.tape import Tape


@dataclass
class Outcome:
    """What happened in one run of a check; `passed` is None where it was skipped."""

    title: str
    function: str  # one function is one check, however many parameters it has
    form: bool = False  # it asks for the form of an answer only
    ours: bool = True
    tape: Tape = field(default_factory=Tape)
    passed: bool | None = None
    error: BaseException | None = None
    message: str = ""
    seconds: float = 0.0  # of processor time
    stands_back: bool = False  # it only follows from a method that is still to be written

    @property
    def awaits(self) -> str:
        """The method of a class whose stub it has met; empty where it met none."""
        return unwritten_method(self.error.where) if isinstance(self.error, StudentError) else ""

    @property
    def timed_out(self) -> bool:
        return isinstance(self.error, StudentTimeout)

    @property
    def stopped_by(self) -> Hashable:
        """Why it ended before it looked at a value, to be compared; None where it did look at one."""
        if isinstance(self.error, StudentError):
            return self.error.type_name, self.error.where
        if isinstance(self.error, StudentTimeout | Unavailable):
            return type(self.error).__name__
        return getattr(self.about, "matter", None)

    @property
    def about(self) -> Any:
        """What an assertion complains of."""
        return self.error.args[0] if isinstance(self.error, AssertionError) and self.error.args else None
