"""What `hardway grade` says: progress and warnings on standard error, its result as a table or as JSON."""

import contextlib
import json
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from autograder.classroom.submissions import discover
from autograder.classroom.submissions.text import shown

if TYPE_CHECKING:  # nbgrader takes long, and may be missing
    from autograder.classroom.grading.rows import Row
    from autograder.classroom.grading.session import Session

MOST_NOTES, MOST_STRAYS = 20, 10
NOTHING = "nothing to grade has been handed in: put notebooks into submitted/STUDENT/LESSON/LESSON.ipynb"


@contextlib.contextmanager
def one_object(result: TextIO) -> Iterator[list["Session"]]:
    """Print one JSON object whatever happens in the body, which puts its session into the list that comes in.

    What stops the body stands in `stopped`.
    """
    sessions: list[Session] = []
    said: dict[str, str] = {}
    try:
        yield sessions
    except KeyboardInterrupt:
        said = {"stopped": "by Ctrl-C; nothing is lost"}
        raise
    except BaseException as error:
        said = {"stopped": " ".join(str(error).split()) or type(error).__name__}
        raise
    finally:
        rows = sessions[0].done if sessions else []
        print(json.dumps({"submissions": rows, **said}, indent=1), file=result)


@contextlib.contextmanager
def said_if_it_takes_long(line: str, seconds: float = 3) -> Iterator[None]:
    """Print a line on standard error once the body has taken so many seconds."""
    timer = threading.Timer(seconds, print, [line], {"file": sys.stderr, "flush": True})
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@contextlib.contextmanager
def progress(total: int) -> Iterator[Callable[[int], None]]:
    """A bar on standard error; what comes in is called with the number of submissions that are done."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    rate = TextColumn("{task.fields[rate]}")
    columns = (TextColumn("grading"), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("grading", total=total, rate="")

        def step(done):
            elapsed = bar.tasks[0].elapsed or 0
            rate = f"{60 * done / elapsed:.0f} a minute" if elapsed > 1 else ""
            bar.update(task, completed=done, rate=rate)

        yield step


def table(rows: "list[Row]", result: TextIO) -> None:
    """Print a line for each submission, and how many there are of each state."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if not rows:
        print(NOTHING, file=result)
        return
    lines = Table(box=None)
    for heading in ("student", "lesson", "state", "score", "reason"):
        lines.add_column(heading, justify="right" if heading == "score" else "left")
    for row in rows:
        score = f"{row['score']:g} of {row['max_score']:g}"
        texts = (row["student"], row["lesson"], row["state"], score, row["reason"] or "")
        lines.add_row(*map(Text, texts))
    Console(file=result).print(lines)
    counted = {
        state: sum(row["state"] == state for row in rows) for state in ("graded", "unchanged", "rejected")
    }
    print(", ".join(f"{count} {state}" for state, count in counted.items() if count), file=result)


def stopped(done: int, of: int) -> str:
    """What is said of a run that was stopped: how far it came, and what goes on from there."""
    left = of - done
    return (
        f"stopped: {done} of {of} submission{'' if of == 1 else 's'} {'is' if done == 1 else 'are'} done,"
        f" {left} {'is' if left == 1 else 'are'} left; nothing is lost, run the same command again"
    )


def warn(text: str) -> None:
    """A warning, in one line."""
    print(f"WARNING: {shown(text)}", file=sys.stderr)


def notes(told: "list[tuple[Row, str]]") -> None:
    """The closing lines: what has to be known of how submissions were graded."""
    for row, note in told[:MOST_NOTES]:
        warn(f"{row['student']}, {row['lesson']}: {note}")
    if len(told) > MOST_NOTES:
        warn(f"and {len(told) - MOST_NOTES} more such lines: see the reasons of --json")


def changes(told: list[str], only: str | None = None) -> None:
    """Warn of what a course has otherwise than when its lesson was graded last; `only` one student."""
    graded = f"only {only} is graded by that: run hardway grade for all" if only else "all are graded by that"
    for line in told:
        warn(f"the course changed since it was graded: {line}; {graded}")


def strays(submitted: Path) -> None:
    """Warn of what is left alone, since it lies in no lesson's folder."""
    names = [shown(name) for name in discover.strays(submitted)]
    if names:
        more = f" and {len(names) - MOST_STRAYS} more" if len(names) > MOST_STRAYS else ""
        listed = ", ".join(names[:MOST_STRAYS]) + more
        warn(f"not graded: {listed}; put notebooks into {submitted.name}/STUDENT/LESSON/LESSON.ipynb")
