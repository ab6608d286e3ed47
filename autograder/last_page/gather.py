"""Gathers what there is of a learner's course, and says what is not there yet."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from autograder import lesson as lessons
from autograder.checking.runner import milestone_of
from autograder.last_page import own_code
from autograder.last_page.charts import charts
from autograder.last_page.digits import digits
from autograder.last_page.film import film
from autograder.last_page.page import Chapter, Page
from autograder.last_page.trained import Network, NotTrained
from autograder.workspace import days, learner, local_modules, saved

NETWORK = "NeuralNetwork"  # the exercise that the course ends with
LENT = "Where an exercise of an earlier lesson does not pass, the network here was trained with ours."
Seen = TypeVar("Seen")


def gathered(folder: Path, network: Network | None = None) -> Page:
    """The page of a folder of lessons; the network is that of the saved lesson where none is handed over."""
    ours, chapters = learner.is_ours(folder), [_chapter(folder, name) for name in lessons.course()]
    states = {chapter.name: chapter.states for chapter in chapters}
    missing = [line for chapter in chapters for line in _not_as_saved(folder, chapter.name)]
    missing += [*_not_passing(chapters), *([] if ours else _not_reached(chapters))]
    with local_modules.beside(folder):
        network = network or _told(lambda: _network_in(folder), missing)
        drawn = _told(lambda: film(network), missing) if network else None
        shown = _told(lambda: digits(network), missing) if network and drawn else None
    missing += [LENT] if drawn and _is_lent(chapters) else []
    curves, code = charts(shown.curves) if shown else [], "" if ours else own_code.text(folder, states)
    return Page(chapters, code, drawn, shown, curves, missing, ours)


def _told(make: Callable[[], Seen], missing: list[str]) -> Seen | None:
    """What is made; where that cannot be, the reason is among what is missing."""
    try:
        return make()
    except NotTrained as reason:
        missing.append(
            f"No picture of your `{NETWORK}` at work: {reason}; hardway check {NETWORK} says more."
        )
        return None


def _chapter(folder: Path, name: str) -> Chapter:
    states = _ours(name) if learner.is_ours(folder) else learner.states(folder, name)
    passing = [exercise for exercise, state in states.items() if state == "passed"]
    lines = own_code.lines(own_code.cells(folder, name), passing)
    reached = days.of(folder, name).get(days.MILESTONE)
    return Chapter(name, lessons.lesson(name).title, states, lines, milestone_of(name), reached)


def _ours(name: str) -> learner.States:
    """Our own answers pass, which the tests of the kit look after: the book need not find it out."""
    return {exercise: "passed" for exercise in lessons.lesson(name).exercises}


def _not_as_saved(folder: Path, lesson: str) -> Iterator[str]:
    """What is the matter with a lesson's file, and what mends it."""
    path = lessons.find(folder, lesson)
    if path is None:
        yield f"{lesson}.ipynb is not in this folder: hardway start {folder} copies it."
    elif damaged := learner.damage(path):
        yield damaged
    else:
        yield from (f"Save {lesson} first: {line}." for line in saved.newer(path, lesson))


def _not_passing(chapters: Sequence[Chapter], most: int = 5) -> list[str]:
    """The exercises that do not pass, the first few by name."""
    names = [f"`{name}`" for c in chapters for name, state in c.states.items() if state != "passed"]
    few = ", ".join(names[:most]) + (f" and {len(names) - most} more" if names[most:] else "")
    which = "these do" if names[1:] else "this one does"
    return [f"Of the exercises {which} not pass yet: {few}; hardway status lists all."] if names else []


def _is_lent(chapters: Sequence[Chapter]) -> bool:
    """Whether an exercise before the network's lesson does not pass."""
    own = lessons.lesson_of(NETWORK) or ""
    return any(chapter.passed < len(chapter.states) for chapter in chapters if chapter.name < own)


def _not_reached(chapters: Sequence[Chapter]) -> list[str]:
    """The milestones that are left in lessons whose exercises pass."""
    left = [c.name for c in chapters if c.milestone and not c.reached and c.passed == len(c.states)]
    names = ", ".join(left)
    return (
        [f"Milestones left where all exercises pass: {names}; hardway checkpoint {left[0]} tries the first."]
        if left
        else []
    )


def _network_in(folder: Path) -> Network:
    """The learner's class, from their saved lesson."""
    lesson = lessons.lesson_of(NETWORK)
    if lesson is None:
        raise NotTrained("this course has no such exercise")
    own = learner.open_lesson(folder, lesson)
    if problem := own.problem(NETWORK):
        raise NotTrained(problem.message.rstrip("."))
    return own.function(NETWORK)
