"""How far a learner is in a lesson, in words."""

from collections.abc import Mapping

from autograder.running.states import State

MARKS: dict[State, tuple[str, str]] = {
    "passed": ("✓", "passed"),
    "failed": ("✗", "wrong"),
    "crashed": ("✗", "crashed"),
    "not_attempted": ("·", "not yet"),
    "missing": ("·", "missing"),
}


def head(lesson: str, states: Mapping[str, State]) -> str:
    """The lesson and how many of its exercises pass."""
    passed, count = share(states)
    return f"{lesson}   {passed} of {count}"


def share(states: Mapping[str, State]) -> tuple[int, int]:
    """How many exercises pass, and how many there are."""
    return sum(state == "passed" for state in states.values()), len(states)


def grouped(states: Mapping[str, State]) -> list[tuple[str, str, str]]:
    """The mark and the word of each state that there is, and the names of its exercises."""
    of: dict[State, list[str]] = {}
    for name, state in states.items():
        of.setdefault(state, []).append(name)
    return [(*MARKS[state], ", ".join(of[state])) for state in MARKS if state in of]


def lines(states: Mapping[str, State], marks: Mapping[State, tuple[str, str]] = MARKS) -> list[str]:
    """One line an exercise."""
    return [f"  {marks[state][0]} {marks[state][1]:<10} {name}" for name, state in states.items()]


def following(states: Mapping[str, State]) -> str | None:
    """The first exercise that does not pass, or None."""
    return next((name for name, state in states.items() if state != "passed"), None)
