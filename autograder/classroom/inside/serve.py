"""What serves a submission inside the sandbox: it runs the student's cells and answers calls."""

import contextlib
import json
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from autograder.classroom.inside.own_test import tested
from autograder.classroom.rpc.channel import Channel, Header
from autograder.classroom.rpc.endpoint import Method, Peer
from autograder.classroom.rpc.protocol import PRINTED, TEXT, WARNINGS
from autograder.running.cells import Cell, Lesson
from autograder.running.defaults import leave_no_numbers, numpy_defaults, process_defaults
from autograder.running.global_names import global_names
from autograder.running.open_figures import close_figure_left, one_figure_left, pictured
from autograder.running.output import MOST_WARNED, Kept, numerical_first, text_of, warnings_heard
from autograder.running.own_cells import own_cells
from autograder.running.tape import place_of
from autograder.running.timeout import TimeLimit, time_limit
from autograder.running.workbook import Workbook

_shipped: list[Lesson] = []  # the lesson as it was handed out
_exercises: set[str] = set()  # the names of its exercises, and of those of the lessons before it


def hand_out(name: str, cells: Sequence[tuple[str, str]], *, earlier: Sequence[str] = ()) -> None:
    """Take the lesson once for all submissions, and work out what is the same for each."""
    lesson = Lesson(name, tuple(Cell(*cell) for cell in cells))
    for cell in lesson.cells:
        if cell.kind == "code":
            global_names(cell.source)
    _shipped[:] = [lesson]
    _exercises.update(lesson.exercises, earlier)
    own_cells(lesson, lesson.cells)


class Guarded(Workbook):
    """A workbook that says which cell it runs, and leaves out those that ended an earlier attempt.

    Parameters
    ----------
    skip : dict
        The name of a cell → how it failed before.
    tell : function
        Called with the name of each cell before it runs.
    """

    heeds_ctrl_c = False  # nobody sits at this keyboard: an interrupt is the student's own

    def __init__(
        self,
        shipped: Lesson,
        cells: Sequence[Cell],
        seconds: float,
        skip: dict[str, str],
        tell: Callable[[str], None],
    ) -> None:
        super().__init__(shipped, cells, seconds)
        self._skip, self._tell = skip, tell

    def _outcome(self, source: str, filename: str) -> Any:
        if filename in self._skip:
            return self._skip[filename]
        self._tell(filename)
        return super()._outcome(source, filename)


class Inside(Peer):
    """The sandbox's side of the conversation."""

    keeps = True
    book: Guarded
    seconds: float

    def on_run(
        self, number: int | None, name: str | None, args: Any
    ) -> tuple[dict[str, tuple[str, str]], bool]:
        """Run the notebook, whose cells come in `args`.

        Returns
        -------
        tuple
            Exercise → (state, message) where there is nothing to call; whether a cell took too long.
        """
        shipped = _shipped[0]
        cells = [Cell(*cell) for cell in json.loads(args["cells"].tobytes())]
        self.seconds = args["seconds"]
        self.book = Guarded(shipped, cells, self.seconds, args["skip"], self._tell)
        self.book.run()
        found = {exercise: self.book.problem(exercise) for exercise in shipped.exercises}
        return {name: (str(p[0]), str(p[1])[:TEXT]) for name, p in found.items() if p}, self.book.timed_out

    def _tell(self, cell: str) -> None:
        self.channel.send({"op": "note", "name": cell})

    def ask(
        self, op: str, number: int | None = None, name: str | None = None, args: Any = None, given: Any = None
    ) -> Any:
        """The grader's answer; what it hands over can be called, and shows nothing else."""
        if op == "get":
            raise AttributeError(f"it has no attribute {name!r}")
        return super().ask(op, number, name, args, given)

    def on_function(self, number: int | None, name: str, args: Any) -> Any:
        """What the name means; a new check begins."""
        close_figure_left()
        return self.book.function(name)

    def on_test(self, number: int | None, name: str | None, args: Any) -> float | None:
        """Run a test cell of the instructor's own."""
        return tested(args.tobytes().decode().rstrip(), self.book.namespace)

    def on_substitute(self, number: int | None, name: str, args: Any) -> None:
        """From here on the exercise means a function of the grader's."""
        self.book.substitute(name, args)

    def on_get(self, number: int | None, name: str, args: Any) -> Any:
        """Read an attribute."""
        return getattr(self.own(number), name)

    def on_set(self, number: int | None, name: str, args: Any) -> None:
        """Set an attribute."""
        setattr(self.own(number), name, args)

    def attempt(self, method: Method, number: int | None, name: str | None, args: Any) -> tuple[Header, Any]:
        """Run the student's code with all that it may do: raise, print, warn, exit, take for ever."""
        reply: Header = {}
        printed, value = Kept(), None
        outermost = self._depth == 1 and method != self.on_run
        limit = time_limit(self.seconds) if outermost else contextlib.nullcontext()
        with (
            warnings_heard() as seen,
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(Kept()),
        ):
            try:
                with limit, process_defaults() if outermost else numpy_defaults():
                    with one_figure_left():
                        value = method(number, name, args)
                    value = pictured(value)
            except BaseException as error:
                reply["error"] = self._described_error(error, method, number)
        if seen:
            kept = numerical_first(seen)[:MOST_WARNED]
            reply["warned"] = [[_kind(w.category), text_of(w.message)[:TEXT]] for w in kept]
        if printed.tell():
            reply["printed"] = printed.getvalue()[:PRINTED]
        return reply, value

    def _described_error(self, error: BaseException, method: Method, number: int | None) -> list[str]:
        if isinstance(error, TimeLimit):
            return ["TimeLimit", str(error), ""]
        if method == self.on_get and isinstance(error, AttributeError):
            return ["AttributeError", str(error)[:TEXT], "missing"]
        name, text = getattr(error, "type_name", type(error).__name__), getattr(error, "text", None)
        thing = self.things.get(number) if number is not None else None
        place = place_of(error, thing, _exercises)
        return [str(name), " ".join(str(error if text is None else text).split())[:TEXT], place[:TEXT]]


def _kind(category: type[Warning]) -> str:
    return next((name for name, kind in WARNINGS.items() if issubclass(category, kind)), "UserWarning")


def serve(channel: Channel) -> NoReturn:
    """Answer until the grader hangs up."""
    leave_no_numbers()
    inside = Inside(channel)
    while True:
        header, data = channel.receive()
        inside.serve(header, data)
