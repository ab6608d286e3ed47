"""Stands between a check and the student's function: passes calls on and remembers them."""

import contextlib
import copy
import functools
import io
import itertools
import linecache
import numbers
import sys
import types
import warnings
from dataclasses import dataclass, field

import numpy as np

from autograder.running.defaults import numpy_defaults
from autograder.running.timeout import TimeLimit

MOST_ITEMS = 2_000  # what a generator may yield before it counts as endless
MOST_ASKED = 1_000  # calls of a function that it was handed, as one call remembers them
MOST_PRINTED, MOST_WARNED, LONGEST_WARNING = (
    20_000,
    20,
    300,
)  # characters, different warnings, characters of each that one check keeps


class StudentError(Exception):
    """The student's code raised; carries the type's name, the text, and the line where it happened."""

    def __init__(self, type_name, text="", where=""):
        super().__init__(type_name, text, where)
        self.type_name, self.text, self.where = type_name, text, where

    def __str__(self):
        said = f"{self.type_name}: {self.text}" if self.text else self.type_name
        return f"{said} ({self.where})" if self.where else said


class StudentTimeout(Exception):
    """The student's code ran out of time."""


@dataclass
class Call:
    """One call, or one reading of an attribute, with what came of it."""

    name: str
    args: tuple = ()
    kwargs: dict = field(default_factory=dict)
    subject: int | None = None  # the object it was asked of; None for the exercise itself
    reads: bool = False
    made: int | None = None  # the number of the object that it returned
    answer: object = None
    error: str | None = None  # the type of what it raised
    said: str = ""  # and its text
    after: tuple = ()  # the arguments as the call left them
    asked: set = field(
        default_factory=set
    )  # (place among the arguments, the numbers given) of the calls of functions handed to it
    handed_on: tuple | None = (
        None  # (place, call): the argument there is the second thing that an earlier call returned
    )


class Recorder:
    """A student's function (or class) as a check gets it."""

    def __init__(self, function, name, tape, subject=None):
        self._function, self._name, self._tape, self._subject = function, name, tape, subject

    def __call__(self, *args, **kwargs):
        call = Call(self._name, *snapshot((args, kwargs)), subject=self._subject)
        call.handed_on = self._tape.handed_on({**dict(enumerate(args)), **kwargs})
        self._tape.calls.append(call)
        answer = self._tape.perform(call, self._function, *overheard(call, args, kwargs))
        call.after = snapshot((args, kwargs))
        answer = self._tape.keep(call, answer)
        if isinstance(answer, tuple | list) and len(answer) == 2:
            self._tape.pairs.append((call, answer[1]))
        return answer


def snapshot(value):
    """A deep copy; what Python cannot copy, as a learner's own state may be, stands for itself."""
    try:
        return copy.deepcopy(value)
    except Exception:
        if type(value) in (list, tuple):
            return type(value)(map(snapshot, value))
        return {key: snapshot(one) for key, one in value.items()} if type(value) is dict else value


def overheard(call, args, kwargs):
    """The arguments of a call; each plain function among them notes in `call.asked` what it is asked."""

    def noting(place, function):
        if not isinstance(function, types.FunctionType):
            return function

        @functools.wraps(function)
        def asked(*given, **named):
            if len(call.asked) < MOST_ASKED:
                with contextlib.suppress(TypeError, ValueError):  # no numbers
                    call.asked.add((place, *map(_rounded, given)))
            return function(*given, **named)

        return asked

    return tuple(noting(i, a) for i, a in enumerate(args)), {
        name: noting(name, a) for name, a in kwargs.items()
    }


def _rounded(numbers):
    """Numbers as bytes: the same where they differ by far less than the step of any slope that is measured."""
    array = np.asarray(numbers, dtype=float)
    return array.shape, (np.round(array, 10) + 0.0).tobytes()  # + 0.0: of the two zeros the plain one


class Handle:
    """An object of the student's: what is called on it and read from it is remembered."""

    def __init__(self, thing, number, tape):
        self.__dict__.update(_thing=thing, _number=number, _tape=tape)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        call = Call(name, subject=self._number, reads=True)
        try:
            value = self._tape.perform(call, getattr, (self._thing, name), {}, passes=(AttributeError,))
        except AttributeError:
            call.error = "AttributeError"  # that a name is missing is an answer too
            self._tape.calls.append(call)
            raise
        if callable(value):
            return Recorder(value, name, self._tape, self._number)
        self._tape.calls.append(call)
        return self._tape.keep(call, value)

    def __deepcopy__(self, memo):
        return self

    def __repr__(self):
        return "the object"


class Kept(io.StringIO):
    """Text that is written, as far as one check keeps it."""

    def write(self, text):
        super().write(text[: max(0, MOST_PRINTED - self.tell())])
        return len(text)

    def close(self):
        """Nothing: what it prints to, a student's code may close, and we go on reading."""


class Tape:
    """All calls of one check, and what was printed and warned meanwhile."""

    def __init__(self):
        self.calls, self.printed, self.warned, self._objects = [], Kept(), [], []
        self.pairs = []  # (call, the second thing of the pair that it returned)

    def handed_on(self, arguments):
        """Where the second thing that an earlier call returned is given to this one: (place, call), or None."""
        compound = {
            place: value
            for place, value in arguments.items()
            if not isinstance(value, numbers.Number | str | None)
        }
        return next(
            ((p, call) for call, thing in reversed(self.pairs) for p, v in compound.items() if v is thing),
            None,
        )

    def perform(self, call, function, args, kwargs, passes=()):
        """function(*args): warnings pass on to the check, any exception becomes a StudentError."""
        seen = []
        try:
            with (
                warnings.catch_warnings(record=True) as seen,
                contextlib.redirect_stdout(self.printed),
                numpy_defaults(),
                one_figure_left(),
            ):
                warnings.simplefilter("always")
                answer = function(*args, **kwargs)
                answer = _drained(answer)
        except (TimeLimit, KeyboardInterrupt, StudentTimeout, *passes):
            raise
        except StudentError as error:
            call.error, call.said = error.type_name, error.text
            raise
        except BaseException as error:  # pytest.skip and sys.exit are a student's answer too: a wrong one
            call.error, call.said = type(error).__name__, plain(" ".join(text_of(error).split())[:300])
            raise StudentError(call.error, call.said, _place(error, function)) from None
        finally:
            for warning in numerical_first(seen)[:MOST_WARNED]:
                self._pass_on(warning)
        return answer

    def _pass_on(self, warning):
        text = plain(text_of(warning.message)[:LONGEST_WARNING])
        if text not in self.warned and len(self.warned) < MOST_WARNED:
            self.warned.append(text)
        warnings.warn(text, warning.category if issubclass(warning.category, RuntimeWarning) else UserWarning)

    def keep(self, call, answer):
        """Remember the answer; an object comes back as a Handle, a figure as its description."""
        if "matplotlib.figure" in sys.modules:  # a figure cannot be there where Matplotlib is not
            from autograder.figures import described

            answer = described(answer)
        if hasattr(answer, "__next__"):
            items = list(answer)
            call.answer = copy.deepcopy(items)
            return iter(items)
        if not _is_data(answer):
            handle = self._handle(answer)
            call.made, call.answer = handle._number, "an object"
            return handle
        call.answer = snapshot(answer)
        return answer

    def _handle(self, thing):
        for handle in self._objects:
            if handle._thing is thing:
                return handle
        self._objects.append(Handle(thing, len(self._objects), self))
        return self._objects[-1]


_left = set()  # the number of the figure that the last call left current


@contextlib.contextmanager
def one_figure_left():
    """Close what the body opens in pyplot, but for the current figure: it stays until the next one, as in a cell that draws twice."""
    before = _open_figures()
    try:
        yield
    finally:
        new = _open_figures() - before
        current = {sys.modules["matplotlib.pyplot"].gcf().number} & new if new else set()
        _close(new - current | (_left if current else set()))
        _left.update(current)


def close_figure_left():
    """Close the figure that an earlier call has left: a new check begins."""
    _close(_left & _open_figures())
    _left.clear()


def _close(numbers):
    for number in numbers:
        sys.modules["matplotlib.pyplot"].close(number)
    _left.difference_update(numbers)


def _open_figures():
    pyplot = sys.modules.get("matplotlib.pyplot")
    return set(pyplot.get_fignums()) if pyplot else set()


def plain(text):
    """Text that can be written anywhere: half a character of UTF-16 becomes a question mark."""
    return text.encode("utf-8", "replace").decode()


def numerical_first(warned):
    """Warnings with NumPy's first: no number of others hides one."""
    return sorted(warned, key=lambda warning: not issubclass(warning.category, RuntimeWarning))


def text_of(thing):
    """str(thing); a text that cannot be made is none."""
    try:
        return str(thing)
    except BaseException as error:  # the student's own __str__ may do anything
        if isinstance(error, TimeLimit | KeyboardInterrupt):
            raise
        return "its text cannot be made"


def _drained(answer):
    """A generator's items as an iterator over a list: what they hold is then known, and errors happen here."""
    if not hasattr(answer, "__next__"):
        return answer
    items = list(itertools.islice(answer, MOST_ITEMS + 1))
    if len(items) > MOST_ITEMS:
        raise RuntimeError(f"it yields more than {MOST_ITEMS} items: the loop that yields never ends")
    return iter(items)


def _is_data(value):
    plain = (
        type(None),
        numbers.Number,
        str,
        bytes,
        np.generic,
        np.ndarray,
        list,
        tuple,
        dict,
        set,
        np.random.Generator,
    )
    return isinstance(value, plain) or type(value).__module__ == "autograder.figures.picture"


def _place(error, function):
    """The student's line that raised, as text; empty where it is not known."""
    space = getattr(function, "__globals__", None) or getattr(
        getattr(function, "__func__", None), "__globals__", None
    )
    trace, place = error.__traceback__, ""
    while trace:
        frame = trace.tb_frame
        if space is not None and frame.f_globals is space:
            line = linecache.getline(frame.f_code.co_filename, trace.tb_lineno).strip()
            place = f"in the line `{line}`" if line else f"in line {trace.tb_lineno}"
        trace = trace.tb_next
    return place
