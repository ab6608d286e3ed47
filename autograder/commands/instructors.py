"""The commands for instructors: course, grade, report."""

import contextlib
import sys
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder import lesson as lessons
from autograder import lookup
from autograder.classroom import nbgrader_compat
from autograder.classroom.sandbox import cores
from autograder.classroom.submissions import discover
from autograder.classroom.submissions.text import shown
from autograder.commands import grade_output, terminal
from autograder.errors import Refusal
from autograder.release import with_extra

if TYPE_CHECKING:  # nbgrader takes long, and may be missing
    from autograder.classroom.course_folder import Course
    from autograder.classroom.grading.rows import Row
    from autograder.classroom.grading.session import Session
    from autograder.classroom.limits import Wall
    from autograder.classroom.settings import Options


class Walls(Enum):
    """What `--sandbox` may name."""

    BUBBLEWRAP = "bubblewrap"
    WASM = "wasm"


CourseFolder = Annotated[Path, typer.Argument(help="The course's folder.")]
Lesson = Annotated[str | None, typer.Option(help="Only this lesson.")]
Student = Annotated[str | None, typer.Option(help="Only this student.")]
Seed = Annotated[int | None, typer.Option(min=0, help="Use these random inputs: a mark can be made again.")]
Workers = Annotated[
    int | None,
    typer.Option(help="Processes that grade; default: one for each core that this process may use."),
]
Cluster = Annotated[str | None, typer.Option(help="Address of a Dask scheduler: its workers grade.")]
Force = Annotated[bool, typer.Option("--force", help="Grade what has not changed, too.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Anonymous = Annotated[
    bool,
    typer.Option("--anonymous", help="Name nobody: pseudonyms, in a folder that can be shown."),
]
Sandbox = Annotated[
    Walls | None,
    typer.Option(help="What student code runs in; default: bubblewrap, or wasm where that is missing."),
]
Unsafe = Annotated[bool, typer.Option("--unsafe", help="Without a sandbox: student code runs as you.")]
Extra = Annotated[list[Path] | None, typer.Option(help="A folder with your own test_LESSON*.py.")]
HideExtra = Annotated[
    bool,
    typer.Option("--hide-extra", help="Keep names and messages of extra checks out of the feedback."),
]


def course(folder: CourseFolder) -> None:
    """Make a ready nbgrader course: config, source, release."""
    with nbgrader_compat.importing_nbgrader():
        from autograder.classroom.make_course import make

    for line in make(folder):
        print(line)


def grade(
    course: CourseFolder,
    lesson: Lesson = None,
    student: Student = None,
    seed: Seed = None,
    workers: Workers = None,
    cluster: Cluster = None,
    force: Force = False,
    json: Json = False,
    sandbox: Sandbox = None,
    unsafe: Unsafe = False,
    extra_checks: Extra = None,
    hide_extra: HideExtra = False,
) -> int:
    """Grade all that is in submitted/: sandboxed, in parallel; what did not change is left alone."""
    selection = {
        "lesson": lesson,
        "student": student,
        "seed": seed,
        "workers": workers,
        "cluster": cluster,
        "force": force,
    }
    options = {"wall": wall(sandbox, unsafe), "extra": extra_checks or (), "hide_extra": hide_extra}
    with terminal.reserved() as result, contextlib.ExitStack() as stack:
        sessions = stack.enter_context(grade_output.one_object(result)) if json else []
        session = session_for(course, selection, options)
        sessions.append(session)
        rows = graded(session, quiet=json or not sys.stderr.isatty())
        if not json:
            grade_output.table(rows, result)
        grade_output.changes(session.changes, student)
        grade_output.notes(session.notes)
    return int(any(row["state"] == "rejected" for row in rows))


def wall(sandbox: Walls | None, unsafe: bool) -> "Wall | None":
    """What the options of a command wish to stand around student code; None where they wish nothing."""
    if sandbox and unsafe:
        raise Refusal(f"--sandbox {sandbox.value} and --unsafe exclude each other: give one of them")
    return "none" if unsafe else sandbox.value if sandbox else None


def report(course: CourseFolder, anonymous: Anonymous = False) -> None:
    """The class at a glance: report.html, report.csv and totals.csv in the course's folder."""
    home = opened_course(course)
    from autograder.classroom.report import report as reports

    for path in reports.make(home, anonymous):
        print(f"written: {path}")


def opened_course(folder: Path) -> "Course":
    """The course in a folder, with all of nbgrader at hand and its log quiet."""
    with nbgrader_compat.importing_nbgrader():
        from autograder.classroom.course_folder import Course
        from autograder.classroom.grading import session  # noqa: F401  brings the rest of nbgrader
    nbgrader_compat.quiet()
    return Course(folder)


def session_for(folder: Path, selection: dict, given: dict) -> "Session":
    """The grading that the command asks for; a Refusal where there can be none."""
    if selection["workers"] is not None and selection["workers"] < 1:
        raise Refusal(f"--workers {selection['workers']}: give 1 or more")
    if selection["lesson"] is not None:
        selection["lesson"] = lookup.lesson_named(selection["lesson"])
    _require_dask(selection["cluster"])
    course = opened_course(folder)
    if selection["lesson"] is not None:
        course.require_used(selection["lesson"])
    from autograder.classroom.grading.session import Session

    options = course.options(**given)
    _warn_of(course, options)
    session = Session(course, options, **{**selection, "workers": selection["workers"] or cores.count()})
    if selection["student"] is None:
        grade_output.strays(course.submitted)
        for told in course.doubtful():
            grade_output.warn(told)
    elif not session.submissions:
        raise _no_student(selection["student"], selection["lesson"], course.submitted)
    return session


def _require_dask(cluster):
    """Refuse where what a cluster needs is not there."""
    if not cluster:
        return
    try:
        import distributed  # noqa: F401
    except ImportError:
        raise Refusal(f"Dask is not installed: {with_extra('cluster')}") from None


def _warn_of(course: "Course", options: "Options") -> None:
    """Warn of what an instructor may not have meant."""
    first = lessons.course()[0]
    of_a_lesson = {path for name in lessons.course() for path in course.extra_for(name, options)}
    for path in options.extra:
        if path not in of_a_lesson:
            grade_output.warn(
                f"{Path(path).name} holds checks of no lesson, and none of them runs:"
                f" name it test_LESSON.py or test_LESSON_more.py, as in test_{first}.py"
            )
    for name in lessons.course():
        for path in sorted((course.root / course.settings.source_directory / name).glob("*.ipynb")):
            if path.stem != name:
                grade_output.warn(
                    f"{path.relative_to(course.root)} is handed out with {name} and never graded:"
                    f" move what counts into {name}.ipynb"
                )
    if course.gradebook_is_new and any(course.folder("autograded", "", "").glob("*/*/*.ipynb")):
        grade_output.warn(
            "the gradebook is new, and there are gradings from before: due dates, and marks and"
            " comments by hand,"
            " went with the old one; put it back from a copy if you have one"
        )
    if options.wall == "none":
        grade_output.warn("--unsafe: student code runs with your rights; it can read and change your files.")


def _no_student(student, lesson, submitted):
    there = sorted({shown(one.student) for one in discover.found(submitted)})
    if student in there:
        return Refusal(f"{student} has handed in nothing of {lesson}: look into {submitted / student}")
    near = lookup.nearest(student, there)
    return Refusal(
        lookup.then(f"nothing of `{student}` is in {submitted}{near}", "look for its folder's name there")
    )


def graded(session: "Session", quiet: bool) -> "list[Row]":
    """The rows of the run; no sandbox is a Refusal."""
    from autograder.classroom.sandbox.sandbox import NoSandbox

    try:
        with terminal.stopped_as_by_ctrl_c():
            if session.options.wall == "wasm":
                _have_it_compiled()
            if quiet:
                return session.rows()
            with grade_output.progress(len(session.submissions)) as step:
                return session.rows(step)
    except NoSandbox as refusal:
        raise Refusal(str(refusal)) from None
    except KeyboardInterrupt:
        raise Refusal(grade_output.stopped(len(session.done), len(session.submissions)), status=1) from None


def _have_it_compiled() -> None:
    from autograder.classroom.sandbox.wasm import WasmSandbox

    with grade_output.said_if_it_takes_long(
        "the WebAssembly sandbox is compiled for this machine: some minutes, once, then it lies in a cache"
    ):
        WasmSandbox.compile()
