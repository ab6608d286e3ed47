"""The commands for learners that hand something out: start, reset, hint, solution."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from autograder import lesson as lessons
from autograder import lookup
from autograder.commands.check import Folder, checked, existing
from autograder.errors import Refusal
from autograder.workspace import learner, releases, replace, store

QUIET = Path(__file__).with_name("jupyter")  # settings for what we open: no news, no request to another host
HINTS = "hints"  # how many of each exercise were shown is kept under this name


def start(
    folder: Annotated[Path, typer.Argument(help="Where your copy of the lessons goes.")] = Path(
        learner.DEFAULT
    ),
    browser: Annotated[bool, typer.Option(help="Open a browser window.")] = True,
    jupyter: Annotated[bool, typer.Option(help="Start JupyterLab; without it, only copy.")] = True,
    language: Annotated[
        str, typer.Option(metavar="LANGUAGE", help="Lessons that are translated come so: de for German.")
    ] = "",
) -> None:
    """Copy the lessons to FOLDER, leaving what is there as it is, and open JupyterLab at lesson 1."""
    if folder.exists() and not folder.is_dir():
        raise Refusal(f"{folder} is a file: name a folder for your lessons, as in hardway start my-lessons")
    folder.mkdir(parents=True, exist_ok=True)
    _require_language(language)
    every = [lessons.handed_out(path.stem, language) for path in sorted(lessons.LESSONS.glob("[0-9]*.ipynb"))]
    new = [path for path in every if not (folder / path.name).exists()]
    for path in new:
        replace.put(path.read_bytes(), folder / path.name)
    print(f"{folder}: {len(new)} lessons copied, {len(every) - len(new)} already there")
    if language and (english := [path.stem for path in new if path.parent == lessons.LESSONS]):
        print(f"in English, since nobody has translated them yet: {', '.join(english)}")
    damaged = (learner.damage(folder / path.name) for path in every)
    for said in filter(None, (*damaged, releases.told(folder))):
        print(said)
    if jupyter:
        _open_jupyterlab(folder, browser)


def _require_language(language: str) -> None:
    there = sorted(path.name for path in lessons.LESSONS.iterdir() if path.is_dir())
    if language and language not in there:
        raise Refusal(f"there is no translation into `{language}`: there are {', '.join(there) or 'none'}")


def _open_jupyterlab(folder, browser):
    first = next(iter(lessons.course()))
    opened = ["--no-browser"] if not browser else []
    url = f"--LabApp.default_url=/lab/tree/{first}.ipynb"
    print("JupyterLab starts; its address follows. Ctrl-C here ends it.", flush=True)
    root = ["--allow-root"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
    paths = filter(None, (str(QUIET), os.environ.get("JUPYTER_CONFIG_PATH")))  # before the learner's own
    command = [sys.executable, "-m", "jupyterlab", *opened, *root, url]
    env = {**os.environ, "JUPYTER_CONFIG_PATH": os.pathsep.join(paths)}
    try:
        subprocess.run(command, cwd=folder, check=False, env=env)
    except OSError as error:  # a Python in the browser, which starts none
        raise Refusal(
            f"JupyterLab does not start ({error}): open {folder / first}.ipynb where you are", status=1
        ) from None


def reset(lesson: Annotated[str, typer.Argument(help="The lesson.")], lessons_folder: Folder = None) -> None:
    """Put a lesson back as it was handed out; your work is kept beside it."""
    name, folder = lookup.lesson_named(lesson), existing(lessons_folder)
    mine = folder / f"{name}.ipynb"
    fresh = releases.handed_out(mine, name).read_bytes()
    kept = replace.place_aside(mine)
    replace.put(fresh, mine, kept)
    if kept:
        print(f"your work is kept as {kept}")
    print(f"{mine} is as it was handed out")


def hint(
    exercise: Annotated[str, typer.Argument(help="The exercise.")], lessons_folder: Folder = None
) -> None:
    """The next hint: each call shows one more."""
    lesson, name = lookup.exercise_named(exercise)
    hints, folder = lessons.lesson(lesson).exercises[name].hints, existing(lessons_folder)
    shown = store.read(folder, HINTS)
    before = shown.get(name)
    shown[name] = min(before + 1 if isinstance(before, int) and before > 0 else 1, len(hints))
    store.write(folder, HINTS, shown)
    print(f"Hint {shown[name]} of {len(hints)}: {hints[shown[name] - 1]}")


def solution(
    exercise: Annotated[str, typer.Argument(help="The exercise.")],
    lessons_folder: Folder = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Our answer; asks first where yours does not pass."""
    lesson, name = lookup.exercise_named(exercise)
    text = lookup.our_answer(name)
    if not yes and not _passes(lessons_folder, lesson, name):
        help_first = f"Your `{name}` does not pass yet (hardway hint {name} gives a hint)."
        question = f"{help_first} Show our answer all the same?"
        if not sys.stdin.isatty() or not typer.confirm(question):
            raise Refusal(
                f"not shown: your `{name}` does not pass yet; --yes shows our answer all the same", status=1
            )
    print(text)


def _passes(folder, lesson, name):
    folder = folder or learner.default_folder()
    return folder.is_dir() and checked(folder, lesson, {name})[name].state == "passed"
