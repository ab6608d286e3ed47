"""What a lesson imports: `check` and its friends. In a workbook that is being graded they do nothing."""

from autograder.display import kernel

__all__ = ["check", "hint", "milestone", "progress", "solution"]

kernel.attach()


def check(exercise, seed=None):
    """Run the checks of an exercise on what its name means now; shows, and returns, what they found."""
    return _in_notebook("check", exercise, seed=seed)


def hint(exercise):
    """Show the next hint of an exercise."""
    return _in_notebook("hint", exercise)


def solution(exercise):
    """Show our answer to an exercise; asks first where yours does not pass."""
    return _in_notebook("solution", exercise)


def milestone(seed=None):
    """Run the milestone of this lesson with your functions."""
    return _in_notebook("milestone", seed=seed)


def progress():
    """Show which exercises of this lesson pass, and what is next."""
    return _in_notebook("progress")


def _in_notebook(verb, *args, **options):
    import sys

    from autograder.running import workbook

    if workbook.running:
        return None
    from autograder.display import notebook

    try:
        return getattr(notebook, verb)(sys._getframe(2).f_globals, *args, **options)
    except KeyboardInterrupt as stopped:
        stopped._render_traceback_ = lambda: ["stopped; nothing is lost, run the same cell again"]
        raise
