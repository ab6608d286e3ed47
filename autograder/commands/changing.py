"""The commands for authors that change a course: new-exercise, rename, remove, mistake."""

import ast
import builtins
import keyword
import shutil
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from autograder import lesson as lessons
from autograder import lookup
from autograder.authoring.changing import answers, beside, entry, insert, rename, users
from autograder.authoring.lint.names import TAKEN
from autograder.commands.desk import require_clean, require_lesson_name, require_sources
from autograder.errors import Refusal

MANY = 12  # files, of which a line has no more
NEXT = "next: hardway build, then hardway try"


def new_exercise(
    lesson: Annotated[str, typer.Argument(help="The lesson.")],
    name: Annotated[str, typer.Argument(help="The exercise's name: that of its function.")],
) -> None:
    """Put one more exercise below a lesson's last one: text, hints, checks and mistakes to start from."""
    require_sources()
    holds = lookup.lesson_named(lesson)
    _require_free(name)
    require_clean("nothing was changed", [holds])
    _write(insert.new_exercise(holds, name))
    print(f"next: write it, then hardway build and hardway try {holds} -k {name}")


def rename_(
    old: Annotated[str, typer.Argument(help="A lesson or an exercise.")],
    new: Annotated[str, typer.Argument(help="Its new name.")],
) -> None:
    """Give a lesson or an exercise another name, in every file of the lessons that has it."""
    require_sources()
    require_clean("nothing was changed")
    ((lesson, exercise),) = lookup.chosen([old]).items()
    if exercise:
        _rename_exercise(old, new)
    else:
        _rename_lesson(lesson, new)


rename_.__name__ = "rename"


def _rename_exercise(old: str, new: str) -> None:
    _require_free(new)
    _write(rename.exercise(lookup.exercise_named(old)[0], old, new))
    _look_through(old)
    print(f"a learner who has `{old}` keeps it with hardway update, and writes `{new}` anew; {NEXT}")


def _rename_lesson(old: str, new: str) -> None:
    if new == old:
        raise Refusal(f"{old} has this name already: choose another")
    require_lesson_name(new, [name for name in lessons.course() if name != old])
    using = [one for one in users.importing(old) if users.lesson_in(one) < new]
    if using:
        raise Refusal(f"{using[0]} is used there, before {new}: a lesson imports from earlier ones alone")
    moves, texts = rename.lesson(old, new)
    there = [path for path in moves.values() if path.exists()]
    if there:
        raise Refusal(f"{_shown(there[0])} exists already: choose another name")
    for path, place in moves.items():
        path.rename(place)
        print(f"moved: {_shown(path)} to {_shown(place)}")
    _write(texts)
    _look_through(old)
    print(f"a learner names {old}.ipynb {new}.ipynb, and hardway update carries the answers over; {NEXT}")


def remove(
    lesson: Annotated[str, typer.Argument(help="The lesson.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Take a lesson out of the course, with all files that are its own; Git still has what was committed."""
    require_sources()
    name = lookup.lesson_named(lesson)
    if used := list(users.importing(name)):
        _tell("uses it:", used)
        raise Refusal(
            f"other lessons use exercises of {name}: write without them, or rename the lesson they are in", 1
        )
    files = [*rename.belonging(name), *rename.pictures(name)]
    _tell("goes:", map(_shown, files))
    if not yes and not typer.confirm(f"remove {name}?"):
        raise Refusal("nothing was removed", status=1)
    without = beside.without_lesson(name)
    for path in files:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    _write(without)
    _look_through(name)
    print("a learner who has it keeps the file, and no command asks for it any more; next: hardway build")


def mistake(
    file: Annotated[Path, typer.Argument(help="A student's wrong answer: a notebook, or a module.")],
) -> None:
    """Make the stub of a catalogue entry of a student's wrong answer, where no entry tells it yet."""
    require_sources()
    try:
        found, broken = answers.answers(file), list(answers.errors(file))
    except lessons.LessonUnreadable as error:
        raise Refusal(str(error)) from None
    _tell("left out:", broken)
    if not found:
        why = "mend its syntax" if broken else "hardway status lists their names"
        raise Refusal(f"{file.name} has no function that is named as an exercise and parses: {why}")
    for answer in found.values():
        _enter(answer, file)


def _enter(answer: answers.Answer, file: Path) -> None:
    from autograder.authoring.trial.answer import told

    exercise = answer.exercise
    lesson = lookup.exercise_named(exercise)[0]
    result = told(lesson, exercise, answer.whole)
    if result.state == "passed":
        print(f"`{exercise}` of {file.name} passes all {result.total} checks: it is no mistake")
    elif result.timed_out:
        print(f"`{exercise}` of {file.name} does not end in its time: an entry has to answer")
    elif result.state != "failed" and not result.hint:
        print(f"`{exercise}` of {file.name}: {result.message}")
    elif result.mistake:
        print(f"`{exercise}` of {file.name} is told as `{result.mistake}`: {result.hint}")
    else:
        if result.hint:
            print(f"without an entry it is told so, look whether that is enough: {result.hint}")
        _make_entry(lesson, answer)


def _make_entry(lesson: str, answer: answers.Answer) -> None:
    try:
        path, line, text = entry.entry(lesson, answer)
    except ValueError as error:
        raise Refusal(str(error), status=1) from None
    path.write_text(text, encoding="utf-8")
    print(f"written: {_shown(path)}:{line}; name it and say what is wrong: hardway try -k {answer.exercise}")


def _require_free(name: str) -> None:
    """Refuse a name that no exercise can have."""
    if not name.isidentifier() or keyword.iskeyword(name) or "__" in name or name in TAKEN:
        raise Refusal(
            f"`{name}` is no name for an exercise: take a free one that Python allows: count_params"
        )
    if holds := lessons.lesson_of(name):
        raise Refusal(f"`{name}` is an exercise of {holds} already: choose another name")
    place = "Python itself" if hasattr(builtins, name) else users.standing(name)
    if place:
        raise Refusal(f"`{name}` stands for something else in {place}: choose another name")


def _write(texts: Mapping[Path, str]) -> None:
    """Write all of them, once it is sure that what is Python still is."""
    for path, text in texts.items():
        if path.suffix == ".py":
            ast.parse(text)
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
        print(f"written: {_shown(path)}")


def _look_through(name: str) -> None:
    """Name the files outside of the lessons that still have a name."""
    if found := users.naming(name):
        more = f" and {len(found) - MANY} more" if len(found) > MANY else ""
        print(f"`{name}` stands in these, too; look whether it is meant: {', '.join(found[:MANY])}{more}")


def _tell(what: str, lines: Iterable[str]) -> None:
    for line in lines:
        print(f"{what} {line}", file=sys.stderr)


def _shown(path: Path) -> str:
    return path.relative_to(lessons.ROOT).as_posix()
