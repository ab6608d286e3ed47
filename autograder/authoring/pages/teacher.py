"""The teacher's page: what each lesson takes and gives, and what goes wrong in it."""

import functools
import re
import tomllib

from autograder import lesson as lessons
from autograder.address import page_of
from autograder.authoring import build
from autograder.authoring.pages import mistakes
from autograder.authoring.pages.markdown import raw
from autograder.display.html import hint as marked_up
from autograder.lesson import Lesson

MINUTES = re.compile(r"(\d+) to (\d+) minutes")
HOURS = re.compile(r"about (one|two|three|four|five|six)( and a half)? hours?")
WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
OUTCOMES = re.compile(r"\*\*What you will be able to do\*\*\n\n((?:- .*\n?|  .*\n?)+)")
HEAD = """\
| lesson | hours | exercises | points | questions | mistakes known |
| --- | --: | --: | --: | --: | --: |"""
NEEDS = re.compile(r"\*\*What you need first\*\*:? *(.*?)(?=\n\n|\Z)", re.DOTALL)


def sections() -> str:
    """Markdown: a table of all lessons, and a section for each."""
    rows = "\n".join(map(_row, lessons.course()))
    hours_in_all = sum(hours(lessons.lesson(name)) or 0 for name in lessons.course())
    exercises = len(lessons.exercises())
    points = sum(sum(_points(name).values()) for name in lessons.course())
    known = sum(len(mistakes.entries(name)) for name in lessons.course())
    total = f"| **in all** | **{hours_in_all:g}** | **{exercises}** | **{points}** | | **{known}** |"
    return "\n".join([HEAD, rows, total, "", *map(_section, lessons.course())])


def hours(lesson: Lesson) -> float | None:
    """What a lesson says of the time that it takes, in half hours; the middle of a range."""
    text = _text(lesson)
    if span := MINUTES.search(text):
        return round((int(span[1]) + int(span[2])) / 2 / 30) / 2
    told = HOURS.search(text)
    return WORDS[told[1]] + (0.5 if told[2] else 0) if told else None


def outcomes(lesson: Lesson) -> str:
    """The list of what one is able to do after a lesson, as Markdown."""
    found = OUTCOMES.search(_text(lesson))
    return found[1].strip() if found else ""


def needs(lesson: Lesson) -> str:
    """What a lesson builds on, as Markdown."""
    found = NEEDS.search(_text(lesson))
    return " ".join(found[1].split()) if found else ""


def misconceptions(lesson: str) -> list[mistakes.Entry]:
    """The mistakes that a class should hear of, by book/teaching.toml."""
    chosen = tomllib.loads((mistakes.BOOK / "teaching.toml").read_text(encoding="utf-8"))
    known = {entry.name: entry for entry in mistakes.entries(lesson)}
    return [known[name] for name in chosen.get(lesson, ()) if name in known]


@functools.cache
def _points(name: str) -> dict[str, int]:
    return build.points(lessons.lesson(name))


def _text(lesson: Lesson) -> str:
    return "\n\n".join(cell.source for cell in lesson.cells if cell.kind == "markdown")


def _row(name: str) -> str:
    lesson = lessons.lesson(name)
    questions = sum(1 for cell in lesson.cells if cell.call_of("quiz"))
    told, points = hours(lesson), sum(_points(name).values())
    time = "?" if told is None else f"{told:g}"
    known = f"[{len(mistakes.entries(name))}](../mistakes/{name})"
    title, exercises = f"[{lesson.title}](../lessons/{name})", len(lesson.exercises)
    return f"| {title} | {time} | {exercises} | {points} | {questions} | {known} |"


def _section(name: str) -> str:
    lesson = lessons.lesson(name)
    points = _points(name)
    exercises = ", ".join(f"`{exercise}` {points[exercise]}" for exercise in lesson.exercises)
    wrong = "".join(
        f'<li><a href="../{page_of(name)}#{entry.name}">{entry.exercise}: {entry.what}</a>. '
        f"{marked_up(entry.hint)}</li>\n"
        for entry in misconceptions(name)
    )
    return "\n\n".join(
        [
            f"## {lesson.title}",
            f"**After it they can**\n\n{outcomes(lesson)}",
            f"**They need first**: {needs(lesson)}",
            f"**Exercises and points**: {exercises}",
            "**What goes wrong in a class**",
            raw(f"<ul>\n{wrong}</ul>\n"),
        ]
    )
