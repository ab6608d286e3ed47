"""Makes the calls of a check once more, on a mistake of the catalogue: does it answer as the student did?"""

import inspect
import re
from collections.abc import Callable, Collection, Sequence
from typing import Any

import numpy as np

from autograder.checking.blame import same_place
from autograder.comparison import same
from autograder.running.calls import Arguments, Call, Place, overheard, snapshot
from autograder.running.open_figures import close_figure_left
from autograder.running.recorder import Handle, StudentError
from autograder.running.tape import Tape

ALIKE = {"rtol": 1e-7, "atol": 1e-10}
SINGLE = {"rtol": 1e-4, "atol": 1e-6}  # how alike, where the numbers come in single precision
MISFITS = (  # how NumPy says that two factors do not fit, and that two terms do not
    r"\(size (?P<right>\d+) is different from (?P<left>\d+)\)",
    r"not aligned: (?P<left>\d+) \(dim \d\) != (?P<right>\d+)",
    r"broadcast together with shapes (?P<one>\(\S*\)) (?P<other>\(\S*\))",
)


def answers_alike(mistake: Callable, calls: Sequence[Call]) -> bool:
    """Whether the mistake, called as the student's function was, answers the same each time."""
    close_figure_left()
    return Replay(mistake).answers_all(calls)


class Replay:
    """A mistake that is called as the student's function was.

    What a function takes as `state` is its own, of any layout: the mistake gets back its own, and nobody
    compares it.
    """

    def __init__(self, mistake: Callable) -> None:
        self.mistake, self.tape = mistake, Tape()
        self.objects: dict[int, Any] = {}  # the number of a student's object → the mistake's
        self.states: dict[int, Any] = {}  # the id of a call → the state that the mistake returned from it
        self.stateful = "state" in parameters(mistake)

    def answers_all(self, calls: Sequence[Call]) -> bool:
        """Whether it answers every call as the student did."""
        return all(map(self._answers, calls))

    def answer(self, call: Call) -> Any:
        """What it answers to the call, its own earlier states handed on; a StudentError where it raises."""
        return self._ask(call, Call(call.name), self._given(call))

    def _given(self, call: Call) -> Arguments:
        """The arguments of the call, with its own state in the place of the student's."""
        given = snapshot((call.args, call.kwargs))
        if self.stateful and call.handed_on:
            place, earlier = call.handed_on
            given = _with(given, place, self.states[id(earlier)])
        return given

    def _ask(self, call: Call, own: Call, given: Arguments) -> Any:
        answer = self._perform(call, own, given)
        if self.stateful and isinstance(answer, tuple | list) and len(answer) == 2:
            self.states[id(call)] = answer[1]
        if call.made is not None:
            self.objects[call.made] = answer
        return answer

    def _answers(self, call: Call) -> bool:
        given, own, answer, raised = self._given(call), Call(call.name), None, None
        try:
            answer = self._ask(call, own, given)
        except StudentError as error:
            raised = error.__context__
        if not same_error(call, own) or not asked_alike(call, own):
            return False
        if own.error and call.subject is None and not same_place(call.where, raised, self.mistake):
            return False
        return call.error is not None or self.same_outcome(call, answer, given)

    def _perform(self, call: Call, own: Call, given: Arguments) -> Any:
        """What the mistake answers to the call; `own` is its own call, and remembers the rest."""
        function = self.mistake
        if call.subject is not None:
            function = self.tape.perform(own, getattr, (self.objects[call.subject], call.name), {})
        return function if call.reads else self.tape.perform(own, function, *overheard(own, *given))

    def same_outcome(self, call: Call, answer: Any, given: Arguments) -> bool:
        """Whether the answer is the student's, and the arguments are left as the student left them."""
        if self.stateful:
            return self._same_step(call, answer, given)
        if call.made is None:
            kept = Tape().keep(Call(call.name), answer)
            alike = SINGLE if is_single((call.args, call.kwargs)) else ALIKE
            if not same(call.answer, list(kept) if hasattr(kept, "__next__") else kept, **alike):
                return False
        elif not isinstance(Tape().keep(Call(call.name), answer), Handle):  # the student's was an object
            return False
        return call.reads or same(data(call.after), data(given), **ALIKE)

    def _same_step(self, call: Call, answer: Any, given: Arguments) -> bool:
        """The same of a function with a state: of its (new parameters, state) only the first are compared."""
        left, own_left = self._named(call.after), self._named(given)
        alike = SINGLE if is_single((call.args, call.kwargs)) else ALIKE
        if not same(_but_state(left), _but_state(own_left), **ALIKE):
            return False
        if _is_params(call.answer) or _is_params(answer):  # no state beside them
            return same(call.answer, answer, **alike)
        if not all(isinstance(pair, tuple | list) and len(pair) == 2 for pair in (call.answer, answer)):
            return False
        idle, own_idle = same(left.get("state"), call.answer[1]), same(own_left.get("state"), answer[1])
        # the state that came in is the one that went out
        return same(call.answer[0], answer[0], **alike) and idle == own_idle

    def _named(self, arguments: Any) -> dict[str, Any]:
        args, kwargs = arguments
        return inspect.signature(self.mistake).bind(*args, **kwargs).arguments


def _is_params(answer: Any) -> bool:
    """Whether an answer is a list of layers, each a pair of arrays, and nothing else."""
    return isinstance(answer, list) and all(
        isinstance(layer, tuple | list) and len(layer) == 2 and isinstance(layer[0], np.ndarray)
        for layer in answer
    )


def parameters(function: Callable) -> Collection[str]:
    """The names of what it takes; a signature takes long, and hundreds of slips are tried."""
    code = getattr(inspect.unwrap(function), "__code__", None)
    if code is None:
        return inspect.signature(function).parameters
    return code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]


def is_single(given: Any) -> bool:
    """Whether there is an array of single precision among what is given."""
    if isinstance(given, dict):
        return is_single(list(given.values()))
    if isinstance(given, list | tuple):
        return any(map(is_single, given))
    return isinstance(given, np.ndarray) and given.dtype == np.float32


def _with(given: Arguments, place: Place, value: Any) -> Arguments:
    """The arguments with another value in one place."""
    args, kwargs = given
    if isinstance(place, str):
        return args, {**kwargs, place: value}
    return (*args[:place], value, *args[place + 1 :]), kwargs


def same_error(call: Call, own: Call) -> bool:
    return own.error == call.error and (call.reads or _about(own.said) == _about(call.said))


def asked_alike(call: Call, own: Call) -> bool:
    """Whether the student asked the same functions; where the answer is one bit, all that is asked."""
    if {place for place, *_ in call.asked} != {place for place, *_ in own.asked}:
        return False
    return not isinstance(call.answer, bool | np.bool_) or own.asked <= call.asked


def _about(said: str) -> Any:
    """What an error complains of, without what is style: a function's name, `@` or np.dot, the order."""
    for pattern in MISFITS:
        found = re.search(pattern, said)
        if found and "left" in found.groupdict():
            return found["left"], found["right"]
        if found:
            return set(found.groups())
    return re.sub(r"^[\w.<>]+\(\)", "", said)


def _but_state(named: dict[str, Any]) -> list[Any]:
    """The arguments that are data, all but the state."""
    return data(([value for name, value in named.items() if name != "state"], {}))


def data(arguments: Any) -> list[Any]:
    """The arguments that are data: how far an rng has run is no part of an answer."""
    args, kwargs = arguments
    everything = [*args, *kwargs.values()]
    return [a for a in everything if not isinstance(a, np.random.Generator) and not callable(a)]
