"""The commands for learning platforms: collect, export, feedback, gradescope."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder import lookup
from autograder.classroom import nbgrader_compat
from autograder.classroom.submissions.text import shown
from autograder.commands.instructors import Lesson, opened_course
from autograder.errors import Refusal

if TYPE_CHECKING:  # nbgrader takes long, and may be missing
    from datetime import tzinfo

    from autograder.classroom.course_folder import Course


HERE = Path(".")


class Source(StrEnum):
    """Where an archive of submissions may come from."""

    canvas = "canvas"
    moodle = "moodle"


class Target(StrEnum):
    """What a file of grades may be for."""

    canvas = "canvas"
    moodle = "moodle"
    blackboard = "blackboard"
    csv = "csv"


Home = Annotated[Path, typer.Argument(help="The course's folder; default: this one.")]
CourseAndArchive = Annotated[
    list[Path],
    typer.Argument(
        metavar="[COURSE] ARCHIVE",
        help="The course's folder, by default this one, and all submissions as one zip of the platform's.",
    ),
]
From = Annotated[Source, typer.Option("--from", help="The platform that it comes from.")]
OfLesson = Annotated[str | None, typer.Option(help="What all of it is of; default: each notebook tells.")]
Times = Annotated[
    list[Path] | None,
    typer.Option(help="When each was handed in: Moodle's grading worksheet, Canvas's list as JSON."),
]
For = Annotated[Target, typer.Option("--for", help="Who is to read the file.")]
Out = Annotated[Path | None, typer.Option(help="The file to write; default: in the course's folder.")]
Archived = Annotated[Path | None, typer.Option("--out", help="The archive; default: LESSON-gradescope.zip.")]
Zip = Annotated[bool, typer.Option("--zip", help="With archives for Canvas and Moodle to take back.")]
Worksheet = Annotated[Path | None, typer.Option(help="With --lesson: fill in Moodle's grading worksheet.")]


def collect(paths: CourseAndArchive, source: From, lesson: OfLesson = None, times: Times = None) -> int:
    """Put what was handed in to Canvas or Moodle into submitted/, by the roster."""
    *courses, archive = paths
    if len(courses) > 1:
        raise Refusal(f"collect takes one archive at a time, and got {len(paths)} paths: [COURSE] ARCHIVE")
    home = opened_course(courses[0] if courses else HERE)
    from autograder.classroom import roster
    from autograder.classroom.lms import collect as collecting

    named = lookup.lesson_named(lesson) if lesson else None
    known = collecting.times(source, times or [], _zone(home))
    collection = collecting.Collection(home, source, roster.of_course(home), named, known)
    done = list(collection.run(archive))
    for one in done:
        if one.reason:
            print(f"{one.state}: {shown(one.path)}: {shown(one.reason)}")
    counts = {
        state: sum(one.state == state for one in done)
        for state in ("collected", "unchanged", "left", "not placed")
    }
    print(", ".join(f"{count} {state}" for state, count in counts.items() if count) or "the archive is empty")
    return int(counts["not placed"] > 0 or not done)


def _zone(course: "Course") -> "tzinfo":
    """The time zone of times without one: the course file's, or else nbgrader's own setting."""
    from dateutil import tz

    if course.file.timezone:
        return course.file.timezone

    name = str(course.config.get("Exchange", {}).get("timezone") or "UTC")
    zone = tz.gettz(name)
    if zone is None:
        raise Refusal(
            f"c.Exchange.timezone = {name!r} in nbgrader_config.py is no time zone: try Europe/Berlin"
        )
    return zone


def export(
    target: For,
    course: Home = HERE,
    lesson: Lesson = None,
    worksheet: Worksheet = None,
    out: Out = None,
) -> int:
    """Write the class's marks, late penalties taken off, as a file that a learning platform reads."""
    home = opened_course(course)
    from autograder.classroom.lms import export as exporting

    named = lookup.lesson_named(lesson) if lesson else None
    if worksheet and (target != "moodle" or not named):
        raise Refusal("--worksheet is of one lesson and of Moodle: give --for moodle --lesson LESSON with it")
    path = out or home.root / f"grades-{target}.csv"
    unmatched = exporting.write(home, target, path, named, worksheet)
    print(f"written: {path}")
    for name in unmatched:
        print(f"not in it: {shown(name)}: the roster does not tell who that is there")
    return int(bool(unmatched))


def feedback(course: Home = HERE, lesson: Lesson = None, zipped: Zip = False) -> int:
    """Lay the feedback pages out to be given back, in give-back/: a folder for each student."""
    home = opened_course(course)
    from autograder.classroom.lms.feedback import GiveBack

    back = GiveBack(home, lookup.lesson_named(lesson) if lesson else None)
    print(f"written: {len(back.pages)} pages, listed in {back.copies()}")
    if zipped:
        for path in back.archives():
            print(f"written: {path}")
        if elsewhere := len(back.elsewhere()):
            what = "1 page of a notebook" if elsewhere == 1 else f"{elsewhere} pages of notebooks"
            print(f"in all-pages.zip alone: {what} that no platform's archive brought")
    for student, name in back.stale:
        why = f"its page does not say what the gradebook says: hardway grade {course}"
        print(f"not given back: {shown(student)}, {name}: {why}")
    return int(bool(back.stale))


def gradescope(lesson: Annotated[str, typer.Argument(help="The lesson.")], out: Archived = None) -> None:
    """Write a lesson's autograder for Gradescope, as one zip archive to upload there."""
    name = lookup.lesson_named(lesson)
    with nbgrader_compat.importing_nbgrader():
        from autograder.classroom.lms import gradescope as autograders

    path = out or Path(f"{name}-gradescope.zip")
    points = autograders.make(name, path)
    print(f"written: {path}, for {points} points: upload it on Gradescope under Configure Autograder")
