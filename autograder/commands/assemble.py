"""The command that ends the course for a learner: assemble."""

import os
from pathlib import Path
from typing import Annotated

import typer

from autograder import lesson as lessons
from autograder.authoring.nn import trial
from autograder.authoring.nn.assemble import Assembly, assembled
from autograder.commands.check import Folder, with_lessons
from autograder.errors import Refusal
from autograder.workspace import learner

AGAIN = "run hardway assemble again"


def assemble(
    file: Annotated[
        Path | None, typer.Argument(help="Where to write it; default nn.py beside your lessons.")
    ] = None,
    lessons_folder: Folder = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file.")] = False,
) -> None:
    """Write your nn.py from your lessons, once it has been imported and has fitted a network."""
    folder = with_lessons(lessons_folder)
    file = file or folder / "nn.py"
    if file.is_dir():
        raise Refusal(f"{file} is a folder: name a file, as in hardway assemble {file / 'nn.py'}")
    if file.suffix != ".py" or not file.stem.isidentifier():
        raise Refusal(f"{file} could not be imported: name a file such as {file.with_name('nn.py')}")
    if file.exists() and not force:
        raise Refusal(f"{file} exists: name another file, or say --force to overwrite it")
    _refuse_unfinished(folder)
    course = [lessons.read(path) for name in lessons.course() if (path := lessons.find(folder, name))]
    assembly = assembled(course, "your lessons")
    _write(file, assembly, folder)
    print("\n".join(_said(file, assembly)))


def _refuse_unfinished(folder):
    missing = [
        exercise
        for lesson in lessons.course()
        for exercise, state in learner.states(folder, lesson).items()
        if state != "passed"
    ]
    if missing:
        few = ", ".join(missing[:8]) + (f" and {len(missing) - 8} more" if len(missing) > 8 else "")
        raise Refusal(
            f"not written, since these do not pass yet: {few}; next: hardway check {missing[0]}", status=1
        )


def _write(file, assembly, folder):
    """Put the file in its place once it has proved to stand alone; else all is as it was."""
    part = file.absolute().with_name(f".{file.name}.{os.getpid()}.py")
    try:
        part.write_text(assembly.text, encoding="utf-8")
        if trouble := trial.trouble(part, assembly.exercises, folder):
            raise Refusal(f"not written: {trouble}; mend that in its lesson, then {AGAIN}", status=1)
        part.replace(file)
    except OSError as error:
        mend = f"make room, or see that you may write there, then {AGAIN}"
        raise Refusal(f"{file} cannot be written: {error.strerror}; {mend}", 1) from None
    finally:
        part.unlink(missing_ok=True)


def _said(file: Path, assembly: Assembly) -> list[str]:
    size = f"{len(assembly.text.splitlines()):,} lines, {assembly.lines_of_code:,} of them code"
    lines = [f"{file} is your own network ({size}): from {file.stem} import NeuralNetwork"]
    for package in dict.fromkeys(assembly.left_out.values()):
        names = ", ".join(name for name, needed in assembly.left_out.items() if needed == package)
        lines.append(f"left out: {names}, since nn.py needs NumPy and scikit-learn alone, and not {package}")
    renamed = [f"`{name}` of {lesson} is `{given}`" for (lesson, name), given in assembly.renamed.items()]
    if renamed:
        lines.append(f"two lessons mean different things by one name, so there {', '.join(renamed)}")
    return lines
