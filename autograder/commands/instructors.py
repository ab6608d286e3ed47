"""The commands for instructors: grade and report."""

import contextlib
import json as jsonlib
import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from autograder import lesson as lessons
from autograder import lookup
from autograder.classroom import terminal
from autograder.classroom.sandbox import cores
from autograder.classroom.submissions import discover, vet
from autograder.errors import Refusal

CourseFolder = Annotated[Path, typer.Argument(help="The course's folder.")]


def grade(
    course: CourseFolder,
    lesson: Annotated[Optional[str], typer.Option(help="Only this lesson.")] = None,
    student: Annotated[Optional[str], typer.Option(help="Only this student.")] = None,
    seed: Annotated[
        Optional[int], typer.Option(min=0, help="Use these random inputs: a mark can be made again.")
    ] = None,
    workers: Annotated[
        Optional[int],
        typer.Option(help="Processes that grade; default: one for each core that this process may use."),
    ] = None,
    cluster: Annotated[
        Optional[str], typer.Option(help="Address of a Dask scheduler: its workers grade.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Grade what has not changed, too.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    unsafe: Annotated[
        bool, typer.Option("--unsafe", help="Without a sandbox: student code runs as you.")
    ] = False,
    extra_checks: Annotated[
        Optional[list[Path]], typer.Option(help="A folder with your own test_LESSON*.py.")
    ] = None,
    hide_extra: Annotated[
        bool,
        typer.Option("--hide-extra", help="Keep names and messages of extra checks out of the feedback."),
    ] = False,
):
    """Grade all that is in submitted/: sandboxed, in parallel; what did not change is left alone."""
    wishes = {
        "lesson": lesson,
        "student": student,
        "seed": seed,
        "workers": workers,
        "cluster": cluster,
        "force": force,
    }
    with (
        terminal.reserved() as result,
        _one_object(result) if json else contextlib.nullcontext([]) as sessions,
    ):
        session = _session(course, wishes, unsafe, extra_checks or (), hide_extra)
        sessions.append(session)
        rows = _graded(session, quiet=json or not sys.stderr.isatty())
        if not json:
            _table(rows, result)
        _tell_notes(rows)
    return int(any(row["state"] == "rejected" for row in rows))


@contextlib.contextmanager
def _one_object(result):
    """Print one JSON object whatever happens in the body, which puts its session into the list that comes in; what stops it stands in `stopped`."""
    sessions, said = [], {}
    try:
        yield sessions
    except BaseException as error:
        said = {
            "stopped": "by Ctrl-C; nothing is lost"
            if isinstance(error, KeyboardInterrupt)
            else " ".join(str(error).split()) or type(error).__name__
        }
        raise
    finally:
        rows = sessions[0].done if sessions else []
        print(jsonlib.dumps({"submissions": rows, **said}, indent=1), file=result)


def report(course: CourseFolder):
    """The class at a glance, as report.html and report.csv in the course's folder."""
    desk = _parts()[0]
    from autograder.classroom.report import report as reports

    for path in reports.make(desk.Course(course)):
        print(f"written: {path}")


def _parts():
    with importing_nbgrader():
        from autograder.classroom import course_folder
        from autograder.classroom.grading import session
    course_folder.quiet_nbgrader()
    return course_folder, session


@contextlib.contextmanager
def importing_nbgrader():
    """In the body nbgrader is imported: a Refusal where it is missing.

    jsonschema is spared the grammar of international addresses: it takes longer to build than all the rest, and no notebook has any.
    """
    name = "rfc3987_syntax"
    absent = sys.modules.setdefault(name, None) is None  # None: its import fails, which jsonschema expects
    try:
        yield
    except ImportError as error:
        raise Refusal(
            f"nbgrader is not installed ({error.name}): pip install -e '.[classroom]' -c constraints.txt"
        ) from None
    finally:
        if absent:
            del sys.modules[name]


def _session(course, wishes, unsafe, extra, hide_extra):
    """The grading that the command asks for; a Refusal where there can be none."""
    if wishes["workers"] is not None and wishes["workers"] < 1:
        raise Refusal(f"--workers {wishes['workers']}: give 1 or more")
    if wishes["lesson"] is not None:
        wishes["lesson"] = lookup.lesson_named(wishes["lesson"])
    _make_ready(wishes["cluster"])
    desk, session = _parts()
    home = desk.Course(course)
    options = home.options(unsafe=unsafe, extra=extra, hide_extra=hide_extra)
    for path in [
        path
        for path in options.extra
        if not any(Path(path).stem.startswith(f"test_{name}") for name in lessons.course())
    ]:
        _warn(
            f"{Path(path).name} holds checks of no lesson, and none of them runs: name it test_LESSON.py or test_LESSON_more.py, as in test_{lessons.course()[0]}.py"
        )
    if home.gradebook_is_new and any(home.folder("autograded", "", "").glob("*/*/*.ipynb")):
        _warn(
            "the gradebook is new, and there are gradings from before: due dates, and marks and comments by hand, went with the old one; put it back from a copy if you have one"
        )
    if unsafe:
        _warn("--unsafe: student code runs with your rights; it can read and change your files.")
    made = session.Session(home, options, **{**wishes, "workers": wishes["workers"] or cores.count()})
    student = wishes["student"]
    if student is None:
        _tell_strays(home.submitted)
    elif not made.submissions:
        there = sorted({vet.shown(one.student) for one in discover.found(home.submitted)})
        raise Refusal(
            f"nothing of `{student}` is in {home.submitted}{lookup.nearest(student, there)}; look for its folder's name there"
        )
    return made


def _make_ready(cluster):
    """Start what takes a while, or say that it is not there."""
    if not cluster:
        from autograder.classroom.grading import pool  # not at the top: every command would wait for it

        return pool.prepare()
    try:
        import distributed  # noqa: F401
    except ImportError:
        raise Refusal("Dask is not installed: pip install -e '.[cluster]' -c constraints.txt") from None


def _warn(text):
    print(f"WARNING: {vet.shown(text)}", file=sys.stderr)


def _tell_notes(rows, most=20):
    """The closing lines: what has to be known of how submissions were graded."""
    told = [
        f"{row['student']}, {row['lesson']}: {row['reason']}"
        for row in rows
        if row["reason"] and row["state"] != "rejected"
    ]
    for line in told[:most] + [f"and {len(told) - most} more such lines: see the reasons of --json"] * (
        len(told) > most
    ):
        _warn(line)


def _tell_strays(submitted, most=10):
    """Warn of what is left alone, since it lies in no lesson's folder."""
    strays = [vet.shown(name) for name in discover.strays(submitted)]
    if strays:
        listed = ", ".join(strays[:most]) + (f" and {len(strays) - most} more" if len(strays) > most else "")
        _warn(f"not graded: {listed}; put notebooks into {submitted.name}/STUDENT/LESSON/LESSON.ipynb")


def _graded(session, quiet):
    from autograder.classroom.sandbox.sandbox import NoSandbox

    try:
        if quiet:
            return session.rows()
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        rate = TextColumn("{task.fields[rate]}")
        columns = (TextColumn("grading"), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("grading", total=len(session.submissions), rate="")

            def step(done):
                elapsed = bar.tasks[0].elapsed or 0
                bar.update(
                    task, completed=done, rate=f"{60 * done / elapsed:.0f} a minute" if elapsed > 1 else ""
                )

            return session.rows(step)
    except NoSandbox as refusal:
        raise Refusal(str(refusal)) from None


def _table(rows, result):
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if not rows:
        print(
            "nothing to grade has been handed in: put notebooks into submitted/STUDENT/LESSON/LESSON.ipynb",
            file=result,
        )
        return
    table = Table(box=None)
    for heading in ("student", "lesson", "state", "score", "reason"):
        table.add_column(heading, justify="right" if heading == "score" else "left")
    for row in rows:
        score = f"{row['score']:g} of {row['max_score']:g}"
        table.add_row(
            *(
                Text(str(text))
                for text in (row["student"], row["lesson"], row["state"], score, row["reason"] or "")
            )
        )
    Console(file=result).print(table)
    counted = {
        state: sum(row["state"] == state for row in rows) for state in ("graded", "unchanged", "rejected")
    }
    print(", ".join(f"{count} {state}" for state, count in counted.items() if count), file=result)
