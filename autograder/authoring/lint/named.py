"""Slips in the files beside the lessons that name them: a lesson, an exercise or a mistake that is gone."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from typing import Any

from autograder.authoring.lint.files import Course
from autograder.authoring.lint.mistakes import entries_of
from autograder.authoring.lint.slip import Slip, meant

TEACHING = "book/teaching.toml"
BY_LESSON = ("book/cards.toml", TEACHING)
BY_EXERCISE = ("benchmarks/equivalent_mutants.toml",)
SYMPTOMS = "book/symptoms.toml"
PAGES: tuple[str, ...] = (
    "book/*.md",
    "book/more/*.md",
    "book/_toc.yml",
    "README.md",
    "CONTRIBUTING.md",
    "ARCHITECTURE.md",
)
PAGES += ("autograder/classroom/course_file/course.toml", "autograder/classroom/lms/*.yml")
NEW = ("02_losses", "09_convolution", "09_dropout")  # what pages call a lesson that somebody might write
STEM = re.compile(r"(?<![\w.])\d\d_[a-z][a-z0-9_]*\b")
GONE = "take it out, or write the name that it has now"


def of_course(course: Course) -> Iterator[Slip]:
    """Those of a course."""
    yield from _broken(course)
    for path in BY_LESSON:
        yield from _by_lesson(course, path)
    for path in BY_EXERCISE:
        for exercise in _read(course, path):
            yield from _unknown(course, path, exercise, course.exercises, "exercise")
    for symptom in _read(course, SYMPTOMS).get("symptom", ()):
        lesson = symptom.get("section", "").partition(":")[0]
        yield from _unknown(course, SYMPTOMS, lesson, course.names, "lesson")
        for exercise in symptom.get("exercises", ()):
            yield from _unknown(course, SYMPTOMS, exercise, course.exercises, "exercise")
    yield from _on_pages(course)


def _by_lesson(course: Course, path: str) -> Iterator[Slip]:
    for lesson, values in _read(course, path).items():
        unknown = list(_unknown(course, path, lesson, course.names, "lesson"))
        yield from unknown
        if not values or not isinstance(values, list if path == TEACHING else str):
            due = "a list of names of mistakes" if path == TEACHING else "a question"
            yield Slip(
                path, _line(course, path, lesson), f"what {lesson} has here is {values!r}", f"write {due}"
            )
        elif isinstance(values, list) and not unknown:
            known = entries_of(course.mistakes(lesson))
            for mistake in values:
                yield from _unknown(course, path, mistake, known, "mistake")


def _read(course: Course, path: str) -> dict[str, Any]:
    """What stands in a file of TOML; nothing of one that is not there, or is none: `_broken` says so."""
    file = course.root / path
    try:
        return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    except tomllib.TOMLDecodeError:
        return {}


def _unknown(course: Course, path: str, name: str, known: Iterable[str], what: str) -> Iterator[Slip]:
    if name not in known:
        yield Slip(path, _line(course, path, name), f"there is no {what} `{name}`", meant(name, known, GONE))


def _line(course: Course, path: str, word: str) -> int:
    lines = (course.root / path).read_text(encoding="utf-8").splitlines()
    return next((at for at, line in enumerate(lines, 1) if re.search(rf"\b{re.escape(word)}\b", line)), 1)


def _broken(course: Course) -> Iterator[Slip]:
    for path in (*BY_LESSON, *BY_EXERCISE, SYMPTOMS):
        file = course.root / path
        try:
            tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else None
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"at line (\d+)", str(error))
            yield Slip(path, int(line[1]) if line else 1, f"this is no TOML: {error}", "mend that line")


def _on_pages(course: Course) -> Iterator[Slip]:
    """Pages name lessons as `02_loss`; what they call a new one is no slip."""
    for pattern in PAGES:
        for file in sorted(course.root.glob(pattern)):
            if not file.is_file():
                continue
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                for name in {*STEM.findall(line)} - {*course.names, *NEW}:
                    path = file.relative_to(course.root).as_posix()
                    yield Slip(path, number, f"there is no lesson `{name}`", meant(name, course.names, GONE))
