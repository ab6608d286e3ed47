"""A class is written method by method: what is there is judged, the next one is named, the rest waits."""

from collections.abc import Sequence

from autograder.checking import messages
from autograder.checking.outcome import Outcome


def let_stand_back(failed: Sequence[Outcome], methods: Sequence[str]) -> None:
    """All but what leads: what a method that is there does wrong, else which one is the next to write."""
    waiting = [outcome for outcome in failed if outcome.awaits]
    if not waiting:
        return
    leading = [outcome for outcome in failed if not (outcome.awaits or _comes_last(outcome))]
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
    """Whether a check ended where it read what a method leaves, as `history_`, and it is not there yet."""
    return any(call.reads and call.error and call.name.endswith("_") for call in outcome.tape.calls[-1:])
