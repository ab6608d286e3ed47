"""What is due for the calls of one check: what answers otherwise need not be put to the whole check."""

import contextlib
import inspect
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from autograder.checking.relations.forms import alike_in_parts
from autograder.checking.replay_calls import Replay, is_single
from autograder.running.calls import Call, snapshot
from autograder.running.recorder import StudentError
from autograder.running.timeout import TimeLimit, time_limit

SECONDS = 0.1  # for the calls of one check: what is tried may never end, and fill the memory meanwhile


class Due:
    """The right answers to some calls, where they are known without a check.

    They are not where numbers are drawn; nor where a state is handed on, which is the student's own.
    """

    def __init__(self, calls: Sequence[Call], ours: Callable) -> None:
        self._stateful = "state" in inspect.signature(ours).parameters
        first = [call for call in calls if not (self._stateful and call.handed_on)]
        self._known = [(call, self._counts(due)) for call, due in _known(first, ours)]

    def fits(self, function: Callable) -> bool:
        """Whether a function can be right by these calls; it is where nothing is known."""
        with contextlib.suppress(Exception, SystemExit, TimeLimit), time_limit(SECONDS):
            return all(
                alike_in_parts(self._counts(_answer(function, call)), due) for call, due in self._known
            )
        return False

    def _counts(self, answer: Any) -> Any:
        """What is compared of an answer: of (params, state) the first alone."""
        return answer[0] if self._stateful else answer


def _known(calls: Sequence[Call], ours: Callable) -> Iterator[tuple[Call, Any]]:
    replay = Replay(ours)
    for call in calls:
        given = [*call.args, *call.kwargs.values()]
        if is_single(given) or any(isinstance(one, np.random.Generator) for one in given):
            continue
        try:
            due = replay.answer(call)
        except StudentError:
            continue
        counts = due[0] if "state" in inspect.signature(ours).parameters else due
        if alike_in_parts(counts, counts):
            yield call, due


def _answer(function: Callable, call: Call) -> Any:
    args, kwargs = snapshot((call.args, call.kwargs))
    return function(*args, **kwargs)
