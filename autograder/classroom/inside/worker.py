"""What serves a submission inside the sandbox: it runs the student's cells and answers calls."""

import contextlib
import json
import warnings

from autograder.classroom.rpc.endpoint import TEXT, Peer
from autograder.figures import described
from autograder.running.cells import Cell, Lesson
from autograder.running.defaults import numpy_defaults, process_defaults
from autograder.running.global_names import global_names
from autograder.running.open_figures import close_figure_left, one_figure_left
from autograder.running.output import MOST_WARNED, Kept, numerical_first, text_of
from autograder.running.own_cells import own_cells
from autograder.running.tape import place_of
from autograder.running.timeout import TimeLimit, time_limit
from autograder.running.workbook import Workbook

PRINTED = 2000  # characters of a call's output that are sent


_shipped = []  # the lesson as it was handed out


def hand_out(name, cells):
    """Take the lesson once for all submissions, and work out what is the same for each."""
    lesson = Lesson(name, tuple(Cell(*cell) for cell in cells))
    for cell in lesson.cells:
        if cell.kind == "code":
            global_names(cell.source)
    _shipped[:] = [lesson]
    own_cells(lesson, lesson.cells)


class Guarded(Workbook):
    """A workbook that says which cell it runs, and leaves out those that ended an earlier attempt."""

    heeds_ctrl_c = False  # nobody sits at this keyboard: an interrupt is the student's own

    def __init__(self, shipped, cells, seconds, skip, tell):
        super().__init__(shipped, cells, seconds)
        self._skip, self._tell = skip, tell

    def _outcome(self, source, filename):
        if filename in self._skip:
            return self._skip[filename]
        self._tell(filename)
        return super()._outcome(source, filename)


class Inside(Peer):
    """The sandbox's side of the conversation."""

    def on_run(self, number, name, args):
        """Run the notebook, whose cells come in `args`; (exercise → (state, message) where there is nothing to call, whether a cell took too long)."""
        shipped = _shipped[0]
        cells = [Cell(*cell) for cell in json.loads(args["cells"].tobytes())]
        self.seconds = args["seconds"]
        self.book = Guarded(
            shipped,
            cells,
            self.seconds,
            args["skip"],
            lambda cell: self.channel.send({"op": "note", "name": cell}),
        )
        self.book.run()
        problems = {exercise: self.book.problem(exercise) for exercise in shipped.exercises}
        return {
            exercise: (str(p[0]), str(p[1])[:TEXT]) for exercise, p in problems.items() if p
        }, self.book.timed_out

    def on_function(self, number, name, args):
        """What the name means; a new check begins."""
        close_figure_left()
        return self.book.function(name)

    def on_substitute(self, number, name, args):
        """From here on the exercise means a function of the grader's."""
        self.book.substitute(name, args)

    def on_get(self, number, name, args):
        """Read an attribute."""
        return getattr(self._own(number), name)

    def on_set(self, number, name, args):
        """Set an attribute."""
        setattr(self._own(number), name, args)

    def attempt(self, method, number, name, args):
        """Run the student's code with all that it may do: raise, print, warn, exit, take for ever."""
        reply, printed, value = {}, Kept(), None
        outermost = self._depth == 1 and method != self.on_run
        limit = time_limit(self.seconds) if outermost else contextlib.nullcontext()
        with (
            warnings.catch_warnings(record=True) as seen,
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(Kept()),
        ):
            warnings.simplefilter("always")
            try:
                with limit, one_figure_left(), process_defaults() if outermost else numpy_defaults():
                    value = described(method(number, name, args))
            except BaseException as error:
                reply["error"] = self._described_error(error, method, number)
        if seen:
            reply["warned"] = [
                [_kind(w.category), text_of(w.message)[:TEXT]] for w in numerical_first(seen)[:MOST_WARNED]
            ]
        if printed.tell():
            reply["printed"] = printed.getvalue()[:PRINTED]
        return reply, value

    def _described_error(self, error, method, number):
        if isinstance(error, TimeLimit):
            return ["TimeLimit", str(error), ""]
        if method == self.on_get and isinstance(error, AttributeError):
            return ["AttributeError", str(error)[:TEXT], "missing"]
        name, text = getattr(error, "type_name", type(error).__name__), getattr(error, "text", None)
        thing = self.things.get(number)
        place = place_of(error, getattr(thing, "__init__", thing) if isinstance(thing, type) else thing)
        return [str(name), " ".join(str(error if text is None else text).split())[:TEXT], place[:TEXT]]


def _kind(category):
    kinds = (RuntimeWarning, DeprecationWarning)
    return next((kind.__name__ for kind in kinds if issubclass(category, kind)), "UserWarning")


def serve(channel):
    """Answer until the grader hangs up."""
    inside = Inside(channel)
    while True:
        header, data = channel.receive()
        inside.serve(header, data)
