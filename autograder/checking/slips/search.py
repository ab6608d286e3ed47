"""Whether a wrong answer is what comes of the right one by one slip."""

import ast
import contextlib
import inspect
import warnings
from collections.abc import Callable, Iterator, Sequence

from autograder import lesson as lessons
from autograder import reference
from autograder.checking.replay_calls import answers_alike
from autograder.checking.slips.mutants import Slip, slips
from autograder.figures.picture import Picture
from autograder.running.calls import Call
from autograder.running.timeout import TimeLimit, time_limit

MOST = 3  # slips that are named where several answer alike
SECONDS = 0.2  # for one of them: some never end


def slip(calls: Sequence[Call], exercise: str) -> str:
    """The slip with which the right answer answers every call so, in words; empty where there is none.

    Parameters
    ----------
    calls : sequence of Call
        All that the checks of the exercise asked, those of failed checks first.
    exercise : str
    """
    if inspect.isclass(getattr(reference, exercise)) or any(isinstance(c.answer, Picture) for c in calls):
        return ""  # to train networks and to draw figures takes too long
    found: list[str] = []
    for one, mutant in mutants(exercise):
        with contextlib.suppress(TimeLimit), time_limit(SECONDS):
            if one.says not in found and answers_alike(mutant, calls):
                found.append(one.says)
    return ", or ".join(found[:MOST])


def mutants(exercise: str) -> Iterator[tuple[Slip, Callable]]:
    """Each slip that can be made in our answer, with the function that it makes."""
    lesson = lessons.lesson(lessons.lesson_of(exercise) or "")
    tree, space = ast.parse(lesson.exercises[exercise].cell.source), reference.namespace(lesson.name)
    for one in slips(tree):
        own = dict(space)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # Python sees some of the slips
                exec(compile(ast.fix_missing_locations(tree), "<slip>", "exec"), own)
        except (SyntaxError, ValueError, TypeError, NameError):
            continue  # no Python, or none that can be defined
        yield one, own[exercise]
