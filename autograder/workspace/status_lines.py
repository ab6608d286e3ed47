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
    return f"{lesson}   {sum(state == 'passed' for state in states.values())} of {len(states)}"


def lines(states: Mapping[str, State], marks: Mapping[State, tuple[str, str]] = MARKS) -> list[str]:
    """One line an exercise."""
    return [f"  {marks[state][0]} {marks[state][1]:<10} {name}" for name, state in states.items()]


def following(states: Mapping[str, State]) -> str | None:
    """The first exercise that does not pass, or None."""
    return next((name for name, state in states.items() if state != "passed"), None)
