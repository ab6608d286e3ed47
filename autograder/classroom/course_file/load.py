"""Reads a course's course.toml; what it cannot mean is refused in one line, with the key and its line."""

import json
import os
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from autograder import lesson as lessons
from autograder import lookup
from autograder.classroom.course_file import values
from autograder.classroom.course_file.rules import CourseFile, ExerciseRules, LateRule, LessonRules
from autograder.classroom.course_file.tables import Kinds, Table, Tables
from autograder.classroom.course_file.values import Wrong
from autograder.errors import Refusal
from autograder.running.cells import exercise_of_check

NAME = "course.toml"
ALL = "all"  # in place of a lesson: all that have a due date
EXAMPLE = Path(__file__).with_name(NAME)


class HasRoot(Protocol):
    """A course, as far as its file is concerned."""

    root: Path


def read(course: HasRoot | Path) -> CourseFile:
    """What the file of a course, or of its folder, says; without one, what holds by itself.

    Raises
    ------
    Refusal
        Where it cannot be read, or a key or value is none.
    """
    root = course if isinstance(course, Path) else course.root
    path = root / NAME
    if not os.path.lexists(path):
        return CourseFile(tuple(lessons.course()))
    try:
        text = path.read_text(encoding="utf-8-sig")
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refusal(f"{NAME} is no TOML: {error}; mend that line and try again") from None
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise Refusal(f"{NAME} cannot be read ({why}): mend that, or take the file away") from None
    return _Reader(root, text).file(table)


class _Reader(Tables):
    """Reads one file, and knows its text for what it refuses."""

    def __init__(self, root: Path, text: str) -> None:
        super().__init__(NAME, text)
        self.root = root

    def file(self, table: Table) -> CourseFile:
        """The whole of it."""
        parts = ("lessons", "late", "extensions", "use", "timezone")
        kinds: dict[str, Callable[[Any], Any]] = {
            "roster": lambda value: values.place(
                value, self.root, "a CSV file of the students", Path.is_file
            ),
            "extra_checks": self._folders,
            "hide_extra": values.yes_or_no,
            "packages": values.packages,
        }
        made = self.table(table, [], kinds, parts)
        with self.at(["timezone"], table.get("timezone")):
            zone = values.zone(table["timezone"]) if "timezone" in table else None
        used = self._used(table)
        rules = self._lessons(table.get("lessons", {}), used, zone)
        late = self._late(table["late"]) if "late" in table else None
        extensions = self._extensions(table.get("extensions", {}), rules, zone)
        return CourseFile(lessons=used, timezone=zone, late=late, rules=rules, extensions=extensions, **made)

    def _folders(self, value: Any) -> tuple[Path, ...]:
        named = [value] if isinstance(value, str) else values.texts(value)
        return tuple(values.place(one, self.root, "a folder with extra checks") for one in named)

    def _used(self, table: Table) -> tuple[str, ...]:
        """The lessons that are used, in the kit's order, which they build upon."""
        if "use" not in table:
            return tuple(lessons.course())
        with self.at(["use"], table["use"]):
            named = values.texts(table["use"])
            if not named:
                raise Wrong("name one lesson at least, or take the line out to use all")
            wanted = {_lesson(name) for name in named}
        return tuple(name for name in lessons.course() if name in wanted)

    def _lessons(self, table: Any, used: Sequence[str], zone: ZoneInfo | None) -> dict[str, LessonRules]:
        found: dict[str, LessonRules] = {}
        for key, name, inner in self._by_lesson(table, ["lessons"], used):
            found[name] = self._lesson(inner, ["lessons", key], name, zone)
        return found

    def _lesson(self, table: Any, path: list[str], name: str, zone: ZoneInfo | None) -> LessonRules:
        kinds: Kinds = {
            "due": lambda value: values.moment(value, zone),
            "weight": values.number(),
            "all_or_nothing": values.yes_or_no,
        }
        made = self.table(table, path, kinds, ["exercises"])
        every = {"all_or_nothing": made.pop("all_or_nothing", False)}
        own, path = table.get("exercises", {}), [*path, "exercises"]
        if not isinstance(own, dict):
            self.refuse(path, own, "give a table for each exercise, as in [lessons.01.exercises.tanh]")
        names = [*lessons.lesson(name).exercises, *_own_exercises(self.root, name)]
        for key in own.keys() - set(names):
            self.refuse([*path, key], None, self.unknown(f"no exercise of {name}", key, names))
        rules = {key: self._exercise(inner, [*path, key], every) for key, inner in own.items()}
        whole = ExerciseRules(**every)
        others = {} if whole == ExerciseRules() else dict.fromkeys(names, whole)
        return LessonRules(exercises=others | rules, **made)

    def _exercise(self, table: Any, path: list[str], every: Table) -> ExerciseRules:
        kinds: Kinds = {
            "points": values.number(),
            "weight": values.number(),
            "all_or_nothing": values.yes_or_no,
            "banned": values.banned,
            "banned_percent": values.number(0, 100),
        }
        made = every | self.table(table, path, kinds)
        if {"points", "weight"} <= made.keys():
            self.refuse([*path, "weight"], None, "stands beside points: give one of the two")
        if "banned_percent" in made and "banned" not in made:
            self.refuse([*path, "banned_percent"], None, 'needs banned = [...], as in banned = ["np.tanh"]')
        return ExerciseRules(**made)

    def _late(self, table: Any) -> LateRule:
        percent = values.number(0, 100)
        kinds: Kinds = {
            **{"free": values.lasting, "zero_after": values.lasting},
            **{"percent_per_day": percent, "at_most": percent},
        }
        return LateRule(**self.table(table, ["late"], kinds))

    def _extensions(
        self, table: Any, rules: Mapping[str, LessonRules], zone: ZoneInfo | None
    ) -> dict[str, dict[str, timedelta]]:
        due = {name: one.due for name, one in rules.items() if one.due}
        if not isinstance(table, dict):
            self.refuse(["extensions"], table, "give a table for each student, as in [extensions.ada]")
        found: dict[str, dict[str, timedelta]] = {}
        for student, inner in table.items():
            path = ["extensions", student]
            own = dict(inner) if isinstance(inner, dict) else inner
            everywhere = own.pop(ALL, None) if isinstance(own, dict) else None
            with self.at([*path, ALL], everywhere):
                found[student] = {} if everywhere is None else dict.fromkeys(due, values.lasting(everywhere))
            for key, name, value in self._by_lesson(own, path, list(rules)):
                with self.at([*path, key], value):
                    found[student][name] = _extension(value, due.get(name), zone)
        return found

    def _by_lesson(self, table: Any, path: list[str], used: Sequence[str]) -> Iterator[tuple[str, str, Any]]:
        """(key, lesson, value) of a table whose keys name lessons."""
        if not isinstance(table, dict):
            self.refuse(path, table, f"give a table, as in [{'.'.join(path)}.{lessons.course()[0]}]")
        seen: dict[str, str] = {}
        for key, value in table.items():
            with self.at([*path, key], None):
                name = _lesson(key)
                if name in seen:
                    raise Wrong(f"names the same lesson as {seen[name]}: put both into one")
                if path == ["lessons"] and name not in used:
                    raise Wrong("is of a lesson that use = [...] leaves out: name it there, or take this out")
            seen[name] = key
            yield key, name, value


def _lesson(name: str) -> str:
    """The lesson that a key or a text names; Wrong where it names none."""
    try:
        return lookup.lesson_named(name)
    except Refusal as error:
        raise Wrong(str(error)) from None


def _extension(value: Any, due: datetime | None, zone: ZoneInfo | None) -> timedelta:
    if due is None:
        raise Wrong("is more time than none: give the lesson a due date first")
    if isinstance(value, str):
        return values.lasting(value)
    more = values.moment(value, zone) - due
    if more < timedelta():
        raise Wrong(f"is before the lesson is due ({due:%Y-%m-%d %H:%M} UTC): give a later time")
    return more


def _own_exercises(root: Path, lesson: str) -> list[str]:
    """Exercises of the instructor's own, as the course's notebook names them."""
    try:
        text = (root / "source" / lesson / f"{lesson}.ipynb").read_text(encoding="utf-8")
        infos = [cell["metadata"].get("nbgrader") or {} for cell in json.loads(text)["cells"]]
        return [exercise_of_check(info["grade_id"]) for info in infos if info.get("grade")]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []
