"""A class is written method by method: what is there is judged, the next one is named, the rest waits.

A record that is missing, as `history_`, may be what is still to be written: it is told where nothing else is.
"""

import re
from collections.abc import Sequence

from autograder.checking import messages
from autograder.checking.outcome import Outcome
from autograder.running.recorder import StudentError

RECORD = re.compile(r"has no attribute '\w*[^\W_]_'")


def let_stand_back(failed: Sequence[Outcome], methods: Sequence[str]) -> None:
    """All but what leads: what a method that is there does wrong, else which one is the next to write.

    Parameters
    ----------
    failed : sequence of Outcome
    methods : sequence of str
        Those of the class, in order; none of a function, of which nothing stands back.
    """
    waiting = [outcome for outcome in failed if outcome.awaits]
    comes_last = _comes_last if waiting else misses_a_record
    leading = [outcome for outcome in failed if not (outcome.awaits or comes_last(outcome))]
    if not methods or not (waiting or leading):
        return
    if not leading:
        leading = [min(waiting, key=lambda outcome: _when_due(outcome, methods))]
        leading[0].message = messages.NEXT_METHOD.format(leading[0].awaits)
    for outcome in failed:
        outcome.stands_back = outcome not in leading


def _when_due(outcome: Outcome, methods: Sequence[str]) -> tuple[bool, int]:
    """Sorts by what is due first: a method that one already written calls, then in the order of the class."""
    asked = outcome.tape.calls[-1].name if outcome.tape.calls else ""
    called = asked in methods and asked != outcome.awaits
    return not called, methods.index(outcome.awaits) if outcome.awaits in methods else -1


def _comes_last(outcome: Outcome) -> bool:
    """Whether it asks for a record, or for a refusal: neither is due before the methods are there."""
    return misses_a_record(outcome) or outcome.title.startswith("raises")


def misses_a_record(outcome: Outcome) -> bool:
    """Whether a check ended where what a method leaves was read, as `history_`, and it is not there yet."""
    last = any(call.reads and call.error and call.name.endswith("_") for call in outcome.tape.calls[-1:])
    error = outcome.error
    return last or (
        isinstance(error, StudentError)
        and error.type_name == "AttributeError"
        and bool(RECORD.search(error.text))
    )
