"""Imports what students use, and makes the lesson and those before it known, before there is any student."""

from autograder.classroom.inside.settings import Settings


def load(settings: Settings) -> None:
    """Everything that is the same for all submissions of a lesson."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot
    import numpy.random  # noqa: F401

    import autograder.mine
    from autograder.classroom.inside import allowed_imports, serve

    earlier = autograder.mine.load(settings["earlier"])
    serve.hand_out(*settings["shipped"], earlier=earlier)
    allowed_imports.restrict(settings["packages"])
