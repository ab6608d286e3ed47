"""The commands for learners that look at answers: check, watch, checkpoint."""

import contextlib
import json as jsonlib
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from autograder import lesson as lessons
from autograder import lookup
from autograder.authoring.lint import rules
from autograder.checking.runner import examine, new_seed
from autograder.commands import desk, terminal
from autograder.errors import Refusal
from autograder.workspace import days, learner, local_modules, saved

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
    results, sound = [], _told_of_slips(folder, wanted)
    with terminal.reserved() if json else contextlib.nullcontext(sys.stdout) as stdout:
        for lesson, only in wanted.items():
            if json:
                results.append(checked(folder, lesson, only, seed))
            else:
                results.append(checked_and_shown(folder, lesson, only, seed))
        if json:
            found = {"lessons": [result.to_json() for result in results]}
            print(jsonlib.dumps(found, ensure_ascii=False), file=stdout)
    return 0 if sound and all(result.all_passed for result in results) else 1


def _told_of_slips(folder: Path, wanted: Iterable[str]) -> bool:
    """Name what is wrong in our own sources, where it is they that are checked; whether nothing is."""
    slips = rules.slips(list(wanted)) if learner.is_ours(folder) else []
    for slip in slips:
        print(slip, file=sys.stderr)
    return not slips


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
    if learner.is_ours(folder) and not result.all_passed:
        show_faults(result)
    else:
        show(result, file)
    return result


def show_faults(result: "LessonResult") -> None:
    """Print what our own answers fail, for whoever wrote them."""
    from autograder.authoring.trial.faults import faults

    print(f"{result.name}   {result.passed} of {result.total}")
    for fault in faults(result):
        print(f"  {fault}")


def watch(lessons_folder: Folder = None) -> None:
    """Check a lesson again each time it is saved; Ctrl-C ends it."""
    from watchfiles import watch as changes

    folder = with_lessons(lessons_folder)
    if learner.is_ours(folder):
        return desk.watch_ours()
    print(f"watching {folder}: save a lesson to have it checked; Ctrl-C ends it", flush=True)
    for batch in changes(folder, recursive=False, raise_interrupt=True):
        for lesson in sorted({Path(path).stem for _, path in batch} & set(lessons.course())):
            checked_and_shown(folder, lesson)


def checkpoint(
    lesson: Annotated[str, typer.Argument(help="The lesson.")],
    lessons_folder: Folder = None,
    seed: Seed = None,
) -> int:
    """The test at the end of a lesson: all exercises on fresh data, and the milestone run."""
    folder, name = with_lessons(lessons_folder), lookup.lesson_named(lesson)
    result = checked_and_shown(folder, name, seed=seed, milestone=True)
    reached = result.milestone is None or result.milestone.passed
    passed = reached and result.all_passed
    days.keep(folder, name, *[days.MILESTONE] * reached, *[days.CHECKPOINT] * passed)
    if result.milestone:
        print(f"  milestone {'reached' if reached else 'not reached'}: {result.milestone.title}")
        print(f"      {result.milestone.message}" if not reached else "", end="\n" if not reached else "")
    print("checkpoint passed" if passed else f"not yet; repeat this run with --seed {result.seed}")
    return 0 if passed else 1


def show(result: "LessonResult", file: Sequence[str] = ()) -> None:
    """Print a lesson's result and the lines on its file; of exercises that pass, only a line."""
    from rich.console import Console

    console = Console(highlight=False, markup=False, soft_wrap=True)
    console.print(f"{result.name}   {result.passed} of {result.total}", style="bold")
    if not result.total:
        return console.print("  there is nothing to check here: the course has no check for it")
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
