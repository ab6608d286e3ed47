"""The commands for learners that look at answers: check, watch, status, checkpoint."""

import contextlib
import json as jsonlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from autograder import lesson as lessons
from autograder import lookup
from autograder.checking.runner import examine, new_seed
from autograder.commands import terminal
from autograder.errors import Refusal
from autograder.workspace import learner, local_modules, releases, saved, status_lines

if TYPE_CHECKING:  # NumPy takes long: not every command needs it
    from autograder.checking.results import LessonResult

Folder = Annotated[
    Path | None, typer.Option("--lessons", metavar="FOLDER", help="The folder with your lessons.")
]
Seed = Annotated[int | None, typer.Option(min=0, help="Fixes the random inputs of the checks.")]


def check(
    name: Annotated[list[str] | None, typer.Argument(help="Lessons or exercises; none for all.")] = None,
    lessons_folder: Folder = None,
    seed: Seed = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> int:
    """Run the checks of a lesson or an exercise, or of all."""
    wanted, folder = lookup.chosen(name), with_lessons(lessons_folder)
    results = []
    with terminal.reserved() if json else contextlib.nullcontext(sys.stdout) as stdout:
        for lesson, only in wanted.items():
            if json:
                results.append(checked(folder, lesson, only, seed))
            else:
                results.append(checked_and_shown(folder, lesson, only, seed))
        if json:
            found = {"lessons": [result.to_json() for result in results]}
            print(jsonlib.dumps(found, ensure_ascii=False), file=stdout)
    return 0 if all(result.all_passed for result in results) else 1


def existing(folder: Path | None) -> Path:
    """The folder with the student's lessons; refuses where there is none."""
    folder = folder or learner.default_folder()
    if not folder.is_dir():
        raise Refusal(
            f"there is no folder {folder}: run hardway start to make one, or name yours with --lessons FOLDER"
        )
    return folder.resolve()  # a student's code may change the working directory


def with_lessons(folder: Path | None) -> Path:
    """As `existing`; refuses where no lesson lies in it."""
    found = existing(folder)
    if not any(lessons.find(found, name) for name in lessons.course()):
        raise Refusal(
            f"there are no lessons in {found}: run hardway start {found} to copy them there, or name"
            " your folder with --lessons FOLDER"
        )
    if told := local_modules.hiding(found):
        print(told, file=sys.stderr)
    return found


def checked(
    folder: Path, lesson: str, only: set[str] | None = None, seed: int | None = None, **wishes: Any
) -> "LessonResult":
    """The LessonResult of a student's lesson."""
    with local_modules.beside(folder):
        result = examine(
            lesson,
            learner.open_lesson(folder, lesson),
            seed=new_seed() if seed is None else seed,
            only=only,
            **wishes,
        )
    if only is None:
        learner.remember(folder, result)
    return result


def checked_and_shown(
    folder: Path, lesson: str, only: set[str] | None = None, seed: int | None = None, **wishes: Any
) -> "LessonResult":
    """The LessonResult, printed below the name of the file that it is about."""
    file = saved.about(folder, lesson)
    result = checked(folder, lesson, only, seed, **wishes)
    show(result, file)
    return result


def watch(lessons_folder: Folder = None) -> None:
    """Check a lesson again each time it is saved; Ctrl-C ends it."""
    from watchfiles import watch as changes

    folder = with_lessons(lessons_folder)
    print(f"watching {folder}: save a lesson to have it checked; Ctrl-C ends it", flush=True)
    for batch in changes(folder, recursive=False, raise_interrupt=True):
        for lesson in sorted({Path(path).stem for _, path in batch} & set(lessons.course())):
            checked_and_shown(folder, lesson)


def status(lessons_folder: Folder = None) -> None:
    """Progress by lesson and exercise, and what is next."""
    folder, following = with_lessons(lessons_folder), None
    for lesson in lessons.course():
        path = lessons.find(folder, lesson)
        if (
            said := learner.damage(path)
            if path
            else f"there is no {lesson}.ipynb here: hardway start {folder} copies it."
        ):
            print(f"{lesson}   {said}", flush=True)
            following = following or (f"hardway reset {lesson}" if path else f"hardway start {folder}")
            continue
        states = _states(folder, lesson)
        print("\n".join([status_lines.head(lesson, states), *status_lines.lines(states)]), flush=True)
        name = status_lines.following(states)
        following = following or (name and f"{name} (hardway hint {name} helps)")
    if said := releases.told(folder):
        print(said)
    print(f"next: {following}" if following else "all exercises pass; hardway assemble writes your nn.py")


def _states(folder, lesson):
    remembered = learner.remembered(folder, lesson)
    return (
        remembered
        if remembered is not None
        else {exercise.name: exercise.state for exercise in checked(folder, lesson).exercises}
    )


def checkpoint(
    lesson: Annotated[str, typer.Argument(help="The lesson.")],
    lessons_folder: Folder = None,
    seed: Seed = None,
) -> int:
    """The test at the end of a lesson: all exercises on fresh data, and the milestone run."""
    result = checked_and_shown(
        with_lessons(lessons_folder), lookup.lesson_named(lesson), seed=seed, milestone=True
    )
    reached = result.milestone is None or result.milestone.passed
    if result.milestone:
        print(f"  milestone {'reached' if reached else 'not reached'}: {result.milestone.title}")
        print(f"      {result.milestone.message}" if not reached else "", end="\n" if not reached else "")
    print(
        "checkpoint passed"
        if reached and result.all_passed
        else f"not yet; repeat this run with --seed {result.seed}"
    )
    return 0 if reached and result.all_passed else 1


def show(result: "LessonResult", file: Sequence[str] = ()) -> None:
    """Print a lesson's result and the lines on its file; of exercises that pass, only a line."""
    from rich.console import Console

    console = Console(highlight=False, markup=False, soft_wrap=True)
    console.print(f"{result.name}   {result.passed} of {result.total}", style="bold")
    for line in file:
        console.print(f"  {line}")
    said = {exercise.message for exercise in result.exercises if exercise.state in ("missing", "crashed")}
    if (
        len(said) == 1 and len(result.exercises) > 1 and not result.passed
    ):  # the whole file is missing or damaged
        return console.print(f"  {said.pop()}")
    for exercise in result.exercises:
        text = (
            " ".join(filter(None, [f"{exercise.name}   all {exercise.total} checks passed", exercise.whose]))
            if exercise.state == "passed"
            else str(exercise)
        )
        console.print(
            "\n".join(f"  {line}" for line in text.splitlines()),
            style="green" if exercise.state == "passed" else "",
        )
