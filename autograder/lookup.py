"""Finds lessons, exercises and our answers by the names that people type."""

import difflib
from collections.abc import Iterable, Sequence

from autograder import lesson as lessons
from autograder.errors import Refusal


def lesson_named(text: str) -> str:
    """The lesson's full name, from the name itself, its number, or its topic.

    Raises
    ------
    Refusal
        Where no lesson is named so; one line with the nearest name, and all there are.
    """
    for name in lessons.course():
        number, _, topic = name.partition("_")
        if text in (name, number, number.lstrip("0"), topic):
            return name
    holds = lessons.lesson_of(text)
    more = f": it is an exercise of {holds}" if holds else nearest(text, lessons.course())
    raise Refusal(then(f"there is no lesson `{text}`{more}", all_lessons()))


def all_lessons() -> str:
    """What a message says after its semicolon: which lessons there are."""
    return f"there are {', '.join(lessons.course())}"


def exercise_named(text: str) -> tuple[str, str]:
    """(lesson, exercise) of an exercise's name.

    Raises
    ------
    Refusal
        Where no exercise is named so; one line with the nearest name.
    """
    lesson = lessons.lesson_of(text)
    if lesson is None:
        near = nearest(text, lessons.exercises())
        raise Refusal(then(f"there is no exercise `{text}`{near}", "hardway status lists them"))
    return lesson, text


def our_answer(text: str) -> str:
    """The source of our answer to an exercise.

    Raises
    ------
    Refusal
        Where there is no such exercise, or the answers are not in this copy.
    """
    lesson, name = exercise_named(text)
    if not (lessons.SOLUTIONS / f"{lesson}.py").exists():
        raise Refusal("our answers are not in this copy of the course: ask your instructor")
    return lessons.answer(lessons.lesson(lesson).exercises[name].cell.source)


def chosen(texts: Iterable[str] | None) -> dict[str, set[str] | None]:
    """Lesson → None for the whole of it, or the set of its exercises that were named.

    Raises
    ------
    Refusal
        Where a name is of neither; one line with the nearest name.
    """
    if not texts:
        return dict.fromkeys(lessons.course())
    wanted: dict[str, set[str] | None] = {}
    for text in texts:
        lesson, exercise = _one(text)
        others = wanted.get(lesson, set())
        wanted[lesson] = None if exercise is None or others is None else others | {exercise}
    return wanted


def _one(text: str) -> tuple[str, str | None]:
    if lesson := lessons.lesson_of(text):
        return lesson, text
    try:
        return lesson_named(text), None
    except Refusal:
        near = nearest(text, [*lessons.course(), *lessons.exercises()])
        refused = then(f"there is no lesson or exercise `{text}`{near}", "hardway status lists them")
        raise Refusal(refused) from None


def then(said: str, more: str) -> str:
    """What was said and what comes next, in one line; a question has its own sign at the end."""
    return f"{said} {more}" if said.endswith("?") else f"{said}; {more}"


def nearest(text: str, names: Sequence[str]) -> str:
    """The question whether the name most like the text was meant, or nothing where none is like it."""
    near = (
        difflib.get_close_matches(text, names, n=1, cutoff=0.5)
        or [n for n in names if text.lower() in n.lower()][:1]
    )
    return f": did you mean `{near[0]}`?" if near else ""
