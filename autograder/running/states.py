"""The states of an exercise, by the names that `--json` prints; all that tells them apart begins here."""

from typing import Literal, TypeGuard, get_args

State = Literal[
    "passed",  # every check that counts passes
    "failed",  # a check says what is wrong with an answer, or the name means no function
    "crashed",  # the code, its cell or its file stops before there is an answer, or takes too long
    "not_attempted",  # the stub is as it was handed out
    "missing",  # there is nothing under this name
]
STATES: tuple[State, ...] = get_args(State)
WORDS: dict[State, str] = {  # as a class reads of them
    "passed": "passed",
    "failed": "not right",
    "crashed": "stopped with an error",
    "not_attempted": "not attempted",
    "missing": "missing",
}
OF_A_PROBLEM = tuple(state for state in STATES if state != "passed")  # why there may be nothing to call
NOTHING_THERE = ("not_attempted", "missing")  # there is no code to judge, and no check to list
TRIED = ("failed", "crashed")  # there is code, and it does not pass


def is_state(text: object) -> TypeGuard[State]:
    """Whether something that was kept or sent is the name of a state."""
    return text in STATES
