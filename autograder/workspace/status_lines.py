"""How far a learner is in a lesson, in words."""

MARKS = {
    "passed": ("✓", "passed"),
    "failed": ("✗", "wrong"),
    "crashed": ("✗", "crashed"),
    "not_attempted": ("·", "not yet"),
    "missing": ("·", "missing"),
}


def head(lesson, states):
    """The lesson and how many of its exercises pass."""
    return f"{lesson}   {sum(state == 'passed' for state in states.values())} of {len(states)}"


def lines(states, marks=MARKS):
    """One line an exercise."""
    return [f"  {marks[state][0]} {marks[state][1]:<10} {name}" for name, state in states.items()]


def following(states):
    """The first exercise that does not pass, or None."""
    return next((name for name, state in states.items() if state != "passed"), None)
