"""Whether a mistake answers a check as another does, told from what both have answered to it already.

A check follows from its random inputs and from the answers: as long as two mistakes answer alike, it asks
both the same. To ask each mistake of a network once more for each of the others would train thousands.
"""

import types
from collections.abc import Callable, Sequence
from typing import Any, cast

from autograder.checking.replay_calls import ALIKE, Replay, asked_alike, data, same_error
from autograder.comparison import same
from autograder.running.calls import Arguments, Call, by_place


def told_alike(mistake: Callable, own: Sequence[Call], calls: Sequence[Call]) -> bool | None:
    """Whether the mistake answers these calls as they were answered; None where only a replay can say.

    Parameters
    ----------
    mistake : callable
    own : sequence of Call
        What it has answered to the same check, under the same conditions.
    calls : sequence of Call
    """
    replay = Replay(mistake)
    if replay.stateful:
        return None  # each would have to get back its own state
    for place, call in enumerate(calls):
        if place < len(own) and call is own[place]:
            continue
        if place == len(own) or not _asked_the_same(call, own[place]):
            return None
        if call.error and own[place].error and call.subject is None:
            return None  # the line that raised counts too
        if not _answered_alike(replay, call, own[place]):
            return False
    return True


def _asked_the_same(call: Call, own: Call) -> bool:
    theirs, given = by_place(call.args, call.kwargs), by_place(own.args, own.kwargs)
    return (
        (call.name, call.subject, call.reads) == (own.name, own.subject, own.reads)
        and theirs.keys() == given.keys()
        and all(_same_argument(theirs[place], given[place]) for place in theirs)
    )


def _same_argument(one: Any, other: Any) -> bool:
    """Whether two arguments are the same; functions, which a check makes anew in each run, by their code."""
    if isinstance(one, types.FunctionType) and isinstance(other, types.FunctionType):
        return one.__code__ == other.__code__
    return same(one, other)


def _answered_alike(replay: Replay, call: Call, own: Call) -> bool:
    if not same_error(call, own) or not asked_alike(call, own):
        return False
    if call.error:
        return True
    if call.made is None or own.made is None:
        return call.made is own.made and replay.same_outcome(call, own.answer, cast(Arguments, own.after))
    return same(data(call.after), data(own.after), **ALIKE)
