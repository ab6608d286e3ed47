"""The command `hardway`."""

import io
import os
import sys
import threading
from collections.abc import Callable
from typing import Annotated, NoReturn

os.environ.setdefault("MPLBACKEND", "Agg")

import typer

from autograder import release
from autograder.commands import (
    assemble,
    authors,
    changing,
    check,
    desk,
    finish,
    handout,
    instructors,
    lms,
    regrade,
    status,
    update,
)
from autograder.errors import Refusal

COMMANDS: dict[str, list[Callable]] = {  # in the order in which people come to need them
    "For learners": [
        *(handout.start, check.check, check.watch, status.status, handout.hint, handout.solution),
        *(handout.reset, check.checkpoint, assemble.assemble, finish.finish, update.update),
    ],
    "For instructors": [
        *(instructors.course, lms.collect, instructors.grade, regrade.regrade, instructors.report),
        *(lms.feedback, lms.export, lms.gradescope),
    ],
    "For authors": [
        *(authors.build, desk.lint, desk.try_, authors.new_lesson, changing.new_exercise),
        *(changing.rename_, changing.remove, changing.mistake, authors.book),
    ],
}

app = typer.Typer(
    no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
)


def _tell_version(asked: bool) -> None:
    if asked:
        print(f"hardway {release.version()}")
        raise typer.Exit


@app.callback()
def hardway(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_tell_version, is_eager=True, help="Say which release it is."),
    ] = False,
) -> None:
    """Backpropagation the Hard Way: write every part of a neural network, learn why an answer is wrong."""


for readers, commands in COMMANDS.items():
    for command in commands:
        app.command(rich_help_panel=readers)(command)


def main() -> NoReturn:
    """Run the command; every error is one line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a sign gets a question mark
    try:
        status = app(standalone_mode=False) or 0
        if status == 130:  # what typer makes of Ctrl-C
            raise KeyboardInterrupt
        _leave(status)
    except Refusal as refusal:
        _fail(str(refusal), refusal.status)
    except KeyboardInterrupt:
        _fail("stopped; nothing is lost, run the same command again", 1)
    except Exception as error:
        _fail_unexpectedly(error)


def _fail_unexpectedly(error: Exception) -> NoReturn:
    if type(error).__name__ == "Abort":
        _fail("stopped at a question without an answer; nothing was changed", 1)
    if hasattr(error, "format_message"):  # the command line itself was wrong
        said = " ".join(error.format_message().split()).rstrip(".")
        _fail(f"{said}. Run hardway --help to see what there is.", 2)
    if os.environ.get("HARDWAY_DEBUG"):
        raise error
    if isinstance(error, OSError) and error.filename:
        mend = "see that you may read and write there, or name another folder"
        _fail(f"{error.filename}: {error.strerror}; {mend}", 1)
    said = " ".join(str(error).split())
    _fail(f"{type(error).__name__}: {said[:300]} (HARDWAY_DEBUG=1 hardway … shows where)", 1)


def _fail(message: str, status: int) -> NoReturn:
    print(f"hardway: {message}", file=sys.stderr)
    _leave(status)


def _leave(status: int) -> NoReturn:
    """End now: a thread that the learner's code started may never end, and Python would wait for it."""
    if any(not thread.daemon for thread in threading.enumerate() if thread is not threading.main_thread()):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    sys.exit(status)
