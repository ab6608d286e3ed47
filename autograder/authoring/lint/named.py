"""Slips in the files beside the lessons that name them: a lesson, an exercise or a mistake that is gone."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree import ElementTree

from autograder.authoring.lint.files import Course
from autograder.authoring.lint.mistakes import entries_of
from autograder.authoring.lint.slip import Slip, meant

TEACHING = "book/teaching.toml"
BY_LESSON = ("book/cards.toml", TEACHING)
BY_EXERCISE = ("benchmarks/equivalent_mutants.toml",)
CARDS = "book/cards"
SAYS, FINDS = ("id", "see", "means", "rule", "section"), ("trained", "words", "exercises")
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
        yield from _symptom(course, symptom)
        lesson = symptom.get("section", "").partition(":")[0]
        yield from _unknown(course, SYMPTOMS, lesson, course.names, "lesson")
        for exercise in symptom.get("exercises", ()):
            yield from _unknown(course, SYMPTOMS, exercise, course.exercises, "exercise")
    yield from _on_pages(course)
    yield from _cards(course)


def _symptom(course: Course, symptom: dict[str, Any]) -> Iterator[Slip]:
    """One of the page of mistakes: what it has to say, and a section that is there."""
    line = _line(course, SYMPTOMS, str(symptom.get("see", "symptom")))
    for key in symptom.keys() - {*SAYS, *FINDS}:
        mend = meant(key, (*SAYS, *FINDS), f"there are {', '.join((*SAYS, *FINDS))}")
        yield Slip(SYMPTOMS, _line(course, SYMPTOMS, key), f"a symptom has no `{key}`", mend)
    for key in [one for one in SAYS if one not in symptom]:
        yield Slip(SYMPTOMS, line, f"a symptom without `{key}`", "write it")
    lesson, _, heading = symptom.get("section", "").partition(": ")
    if lesson in course.names and f"# ## {heading}\n" not in course.sources[lesson].text:
        headings = re.findall(r"(?m)^# ## (.*)", course.sources[lesson].text)
        what = f"{lesson} has no section `{heading}`"
        yield Slip(
            SYMPTOMS, _line(course, SYMPTOMS, symptom["section"]), what, meant(heading, headings, GONE)
        )
    try:
        re.compile(symptom.get("words", ""))
    except re.error as error:
        yield Slip(SYMPTOMS, line, f"`words` of a symptom is no pattern: {error}", "mend it")


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
                yield from _unknown(course, path, mistake, known, "mistake", lesson)


def _read(course: Course, path: str) -> dict[str, Any]:
    """What stands in a file of TOML; nothing of one that is not there, or is none: `_broken` says so."""
    file = course.root / path
    try:
        return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    except tomllib.TOMLDecodeError:
        return {}


def _unknown(
    course: Course, path: str, name: str, known: Iterable[str], what: str, below: str = ""
) -> Iterator[Slip]:
    if name not in known:
        line, where = _line(course, path, name, below), f" in {below}" if below else ""
        yield Slip(path, line, f"there is no {what} `{name}`{where}", meant(name, known, GONE))


def _line(course: Course, path: str, word: str, below: str = "") -> int:
    """The first line with a word, from the one with another word on."""
    lines = list(enumerate((course.root / path).read_text(encoding="utf-8").splitlines(), 1))
    first = next((at for at, line in lines if re.search(rf"\b{re.escape(below)}\b", line)), 1) if below else 1
    here = (at for at, line in lines[first - 1 :] if re.search(rf"\b{re.escape(word)}\b", line))
    return next(here, first)


def _broken(course: Course) -> Iterator[Slip]:
    for path in (*BY_LESSON, *BY_EXERCISE, SYMPTOMS):
        file = course.root / path
        try:
            tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else None
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"at line (\d+)", str(error))
            yield Slip(path, int(line[1]) if line else 1, f"this is no TOML: {error}", "mend that line")


def _cards(course: Course) -> Iterator[Slip]:
    """A picture on the cover is a lesson's, and a picture."""
    for file in sorted((course.root / CARDS).glob("*.svg")):
        path = file.relative_to(course.root).as_posix()
        if file.stem not in course.names:
            yield Slip(path, 1, f"there is no lesson `{file.stem}`", meant(file.stem, course.names, GONE))
        try:
            ElementTree.fromstring(file.read_text(encoding="utf-8"))
        except ElementTree.ParseError as error:
            yield Slip(path, error.position[0], f"this is no SVG: {error}", "mend that line, or draw it anew")


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
