"""All that one check asked of a student's code, and what that printed and warned meanwhile."""

import contextlib
import itertools
import linecache
import numbers
import warnings
from collections.abc import Callable, Collection
from typing import Any

import numpy as np

from autograder.figures.picture import Picture
from autograder.running.calls import Call, Place, snapshot
from autograder.running.defaults import numpy_defaults
from autograder.running.methods import methods_of, stub_left_in
from autograder.running.open_figures import one_figure_left, pictured
from autograder.running.output import (
    LONGEST_WARNING,
    MOST_WARNED,
    Kept,
    numerical_first,
    plain,
    text_of,
    warnings_heard,
)
from autograder.running.recorder import Handle, StudentError, StudentTimeout
from autograder.running.timeout import TimeLimit

LONGEST_ERROR = 300  # characters of what an error says
MOST_ITEMS = 2_000  # what a generator may yield before it counts as endless
ARRAYS = (np.generic, np.ndarray, np.random.Generator)
DATA = (type(None), numbers.Number, str, bytes, list, tuple, dict, set, Picture, *ARRAYS)


class Tape:
    """All calls of one check, and what was printed and warned meanwhile.

    `exercises` are names of functions whose lines are not quoted where another one is called.
    """

    def __init__(self, exercises: Collection[str] = ()) -> None:
        self.exercises = exercises
        self.calls: list[Call] = []
        self.printed, self.warned = Kept(), list[str]()
        self.returned: list[tuple[Call, Any]] = []  # (call, what the check got of it)
        self._objects: list[Handle] = []

    copied = staticmethod(snapshot)  # how a value is remembered

    def handed_on(self, arguments: dict[Place, Any]) -> tuple[Place, Call] | None:
        """Where the second thing that an earlier call returned is given to this one: (place, that call)."""
        compound = {p: v for p, v in arguments.items() if not isinstance(v, numbers.Number | str | None)}
        for call, answer in reversed(self.returned):
            if isinstance(answer, tuple | list) and len(answer) == 2:
                for place, value in compound.items():
                    if value is answer[1]:
                        return place, call
        return None

    def perform(
        self,
        call: Call,
        function: Callable,
        args: tuple,
        kwargs: dict[str, Any],
        passes: tuple[type[Exception], ...] = (),
    ) -> Any:
        """function(*args): warnings pass on to the check, any exception becomes a StudentError."""
        seen: list[warnings.WarningMessage] = []
        try:
            with (
                warnings_heard() as seen,
                contextlib.redirect_stdout(self.printed),
                numpy_defaults(),
                one_figure_left(),
            ):
                answer = function(*args, **kwargs)
                answer = _drained(answer)
        except passes:
            raise
        except (TimeLimit, KeyboardInterrupt, StudentTimeout):
            raise
        except StudentError as error:
            call.error, call.said, call.where = error.type_name, error.text, error.where
            raise
        except BaseException as error:  # pytest.skip and sys.exit are a student's answer too: a wrong one
            call.error, call.said = type(error).__name__, plain(_in_short(" ".join(text_of(error).split())))
            call.where = place_of(error, function, self.exercises)
            raise StudentError(call.error, call.said, call.where) from None
        finally:
            for warning in numerical_first(seen)[:MOST_WARNED]:
                self._pass_on(warning)
        return answer

    def _pass_on(self, warning: warnings.WarningMessage) -> None:
        text = plain(text_of(warning.message)[:LONGEST_WARNING])
        if text not in self.warned and len(self.warned) < MOST_WARNED:
            self.warned.append(text)
        numerical = issubclass(warning.category, RuntimeWarning)
        warnings.warn(text, warning.category if numerical else UserWarning, stacklevel=1)

    def keep(self, call: Call, answer: Any) -> Any:
        """Remember the answer; an object comes back as a Handle, a figure as its description."""
        kept = self._kept(call, answer)
        self.returned.append((call, kept))
        return kept

    def _kept(self, call: Call, answer: Any) -> Any:
        answer = pictured(answer)
        if hasattr(answer, "__next__"):
            items = list(answer)
            call.answer = self.copied(items)
            return iter(items)
        if not isinstance(answer, DATA):
            handle = self._handle(answer)
            call.made, call.answer = handle._number, "an object"
            return handle
        call.answer = self.copied(answer)
        return answer

    def _handle(self, thing: Any) -> Handle:
        for handle in self._objects:
            if handle._thing is thing:
                return handle
        self._objects.append(Handle(thing, len(self._objects), self))
        return self._objects[-1]


class Counting(Tape):
    """Counts the calls, and remembers nothing of what was given and answered: to copy it takes the time."""

    copied = staticmethod(lambda value: None)

    def handed_on(self, arguments: dict[Place, Any]) -> None:
        """Nobody asks."""


def _drained(answer: Any) -> Any:
    """A generator's items as an iterator over a list: what they are is then known, and errors happen here."""
    if not hasattr(answer, "__next__"):
        return answer
    items = list(itertools.islice(answer, MOST_ITEMS + 1))
    if len(items) > MOST_ITEMS:
        raise RuntimeError(f"it yields more than {MOST_ITEMS} items: the loop that yields never ends")
    return iter(items)


def place_of(error: BaseException, function: Any, exercises: Collection[str] = ()) -> str:
    """The student's line that raised, as text; empty where it is not known.

    It is a line of the function itself or of one that helps it, and never of another of the exercises: what
    was handed to that is what has to be looked at, and then its name is added. Of a class it also says which
    method is left to write.
    """
    methods = methods_of(function)
    space = next((one.__globals__ for one in methods.values()), getattr(function, "__globals__", None))
    own = {_code(function), *map(_code, methods.values())}  # a method may bear the name of an exercise
    trace, place, code = error.__traceback__, "", None
    while trace:
        frame = trace.tb_frame
        if place and frame.f_code.co_name in exercises and frame.f_code not in own:
            return f"{place}, inside `{frame.f_code.co_name}`"
        if space is not None and frame.f_globals is space:
            code, line = frame.f_code, linecache.getline(frame.f_code.co_filename, trace.tb_lineno).strip()
            place = f"in the line `{line}`" if line else f"in line {trace.tb_lineno}"
        trace = trace.tb_next
    left = stub_left_in(code, methods) if isinstance(error, NotImplementedError) else ""
    return f"{left}, {place}" if left else place


def _code(function: Any) -> Any:
    """The code of a function or a method; None of anything else."""
    return getattr(getattr(function, "__func__", function), "__code__", None)


def _in_short(text: str) -> str:
    """The text, ended at a word where it is long."""
    start = text[:LONGEST_ERROR]
    return text if start == text else f"{start.rpartition(' ')[0] or start} …"
