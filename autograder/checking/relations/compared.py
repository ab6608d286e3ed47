"""All that was answered beside what was due: call by call, and part by part of each answer."""

import dataclasses
import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.checking.relations.functions import Unfit
from autograder.checking.relations.numbers import ATOL, RTOL, alike
from autograder.checking.relations.parts import Incomparable, Part, Path, parts
from autograder.checking.replay_calls import Replay, is_single
from autograder.comparison import same
from autograder.figures.picture import Picture
from autograder.running.calls import Call
from autograder.running.recorder import StudentError

Function = Callable[..., Any]
CANNOT = (Incomparable, StudentError, Unfit)


@dataclass
class Seen:
    """One call, with the parts of its answer each beside what was due, and the arguments by their names."""

    call: Call
    parts: list[Part]
    given: dict[str, Any]

    def of(self, path: Path) -> list[Part]:
        """The parts of one path: one a layer, or one alone."""
        return [part for part in self.parts if part.path == path]


@dataclass
class Compared:
    """The calls of an exercise's checks beside what our function answers to them."""

    ours: Function
    seen: list[Seen]

    @property
    def paths(self) -> list[Path]:
        """Where the parts of an answer stand."""
        return list(dict.fromkeys(part.path for one in self.seen for part in one.parts))

    @property
    def wrong(self) -> list[Path]:
        """Those of the paths that are not right in every call."""
        return [path for path in self.paths if not all(map(is_right, self.of(path)))]

    def of(self, path: Path) -> list[Part]:
        """All parts of one path."""
        return [part for one in self.seen for part in one.of(path)]

    def beside(self, function: Function, paths: Iterable[Path] | None = None) -> "Compared | None":
        """The same answers beside another function's; None where it explains none of these paths."""
        replay, left, seen = Replay(function), set(paths or ()), []
        for one in self.seen:
            try:
                found = list(_taken_apart(one.call, replay.answer(one.call), replay.stateful))
            except CANNOT:
                return None
            left &= {part.path for part in found} - {part.path for part in found if not is_right(part)}
            if (paths is not None and not left) or len(found) != len(one.parts):
                return None
            seen.append(Seen(one.call, found, one.given))
        return Compared(function, seen)


def due_of(calls: Sequence[Call], ours: Function) -> list[tuple[Call, Any]]:
    """The calls with what is due; none where one raised, or drew a figure.

    Left out is what depends on the numbers drawn, or comes in single precision, where the order of the
    operations shows.
    """
    if any(call.error or call.subject is not None for call in calls) or _is_its_own(ours):
        return []
    if any(isinstance(call.answer, Picture) for call in calls):
        return []  # to draw ours takes the time in which a mistake could be found
    replay = Replay(ours)
    try:
        answered = [(call, replay.answer(call)) for call in calls]
        return [
            (call, due)
            for call, due in answered
            if not is_single((call.args, call.kwargs))
            and (not draws(call) or same(due, replay.answer(_redrawn(call)), RTOL, ATOL))
        ]
    except StudentError:
        return []


def compared(answered: Sequence[tuple[Call, Any]], ours: Function) -> Compared | None:
    """The calls beside what is due of ours; None where one is not of that form.

    Left out is what has no finite value.
    """
    signature, seen = inspect.signature(ours), []
    try:
        for call, due in answered:
            found = list(_taken_apart(call, due, "state" in signature.parameters))
            if all(np.all(np.isfinite(part.due)) for part in found):
                seen.append(Seen(call, found, signature.bind(*call.args, **call.kwargs).arguments))
    except CANNOT:
        return None
    return Compared(ours, seen) if seen else None


def is_right(part: Part) -> bool:
    """Whether what was found is what was due."""
    return alike(part.found, part.due)


def _is_its_own(ours: Function) -> bool:
    """Whether what it draws is the answer: points, a split; how, is the student's, and ours is not due."""
    wanted = inspect.signature(ours).parameters
    return "rng" in wanted and "params" not in wanted


def _taken_apart(call: Call, due: Any, stateful: bool) -> Iterator[Part]:
    """The parts of the call's answer; what comes back as a state is nobody's business."""
    if not stateful:
        return parts(call.answer, due)
    if not all(isinstance(pair, tuple | list) and len(pair) == 2 for pair in (call.answer, due)):
        raise Incomparable
    return parts(call.answer[0], due[0], (0,))


def draws(call: Call) -> bool:
    """Whether random numbers are drawn in the call."""
    return any(isinstance(value, np.random.Generator) for value in (*call.args, *call.kwargs.values()))


def _redrawn(call: Call) -> Call:
    """The same call with other random numbers to come."""

    def other(value: Any) -> Any:
        return np.random.default_rng(1) if isinstance(value, np.random.Generator) else value

    kwargs = {name: other(value) for name, value in call.kwargs.items()}
    return dataclasses.replace(call, args=tuple(map(other, call.args)), kwargs=kwargs)
