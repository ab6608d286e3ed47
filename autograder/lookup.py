"""Finds lessons and exercises by the names that people type."""

import difflib

from autograder import lesson as lessons
from autograder.errors import Refusal


def lesson_named(text):
    """The lesson's full name, from the name itself, its number, or its topic."""
    for name in lessons.course():
        number, _, topic = name.partition("_")
        if text in (name, number, number.lstrip("0"), topic):
            return name
    holds = lessons.lesson_of(text)
    raise Refusal(
        f"there is no lesson `{text}`{f': it is an exercise of {holds}' if holds else nearest(text, lessons.course())}; hardway status lists them"
    )


def exercise_named(text):
    """(lesson, exercise) of an exercise's name."""
    lesson = lessons.lesson_of(text)
    if lesson is None:
        everything = [exercise for name in lessons.course() for exercise in lessons.lesson(name).exercises]
        raise Refusal(f"there is no exercise `{text}`{nearest(text, everything)}; hardway status lists them")
    return lesson, text


def chosen(texts):
    """Lesson → None for the whole of it, or the set of its exercises that were named."""
    if not texts:
        return dict.fromkeys(lessons.course())
    wanted = {}
    for text in texts:
        lesson, exercise = _one(text)
        if exercise is None or wanted.get(lesson, ()) is None:
            wanted[lesson] = None
        else:
            wanted.setdefault(lesson, set()).add(exercise)
    return wanted


def _one(text):
    if lessons.lesson_of(text):
        return lessons.lesson_of(text), text
    try:
        return lesson_named(text), None
    except Refusal:
        exercises = [exercise for name in lessons.course() for exercise in lessons.lesson(name).exercises]
        near = nearest(text, [*lessons.course(), *exercises])
        raise Refusal(f"there is no lesson or exercise `{text}`{near}; hardway status lists them") from None


def nearest(text, names):
    """The question whether the name most like the text was meant, or nothing where none is like it."""
    near = (
        difflib.get_close_matches(text, names, n=1, cutoff=0.5)
        or [n for n in names if text.lower() in n.lower()][:1]
    )
    return f": did you mean `{near[0]}`?" if near else ""
