"""The class at a glance: an HTML page with pages of its own behind it, and a CSV for spreadsheets."""

from datetime import UTC, datetime
from pathlib import Path

from markupsafe import Markup

from autograder.classroom.course_folder import Course
from autograder.classroom.report import behind, charts, files, people, term
from autograder.classroom.report.analysis import by_lesson, needing_help
from autograder.classroom.report.behind import Extras, rendered
from autograder.classroom.report.class_rows import (
    ClassRow,
    as_csv,
    collected,
    handed_in_nothing,
    known_students,
)
from autograder.classroom.report.lesson_part import counted, of_lesson
from autograder.classroom.report.own_code import code_of
from autograder.classroom.report.similar import compare, view
from autograder.classroom.report.totals import Totals, totals
from autograder.errors import Refusal
from autograder.running.states import WORDS

MOST_LISTED = 45  # students who need help


def make(course: Course, anonymous: bool = False) -> list[Path]:
    """Write report.html, report.csv, totals.csv and the pages behind them; returns the paths of these three.

    They go into the course's folder; a report that names nobody has a folder of its own, to be given away.
    """
    found = list(collected(course))
    if not found:
        raise Refusal(f"nothing in {course.root} has been graded yet: hardway grade {course.root}", status=1)
    who = people.of_course(course, anonymous)
    students = known_students(course, [student.id for student in who.roster.students])
    rows = who.rows(found)
    pages = {} if anonymous else behind.feedback_pages(course, found)
    extras = Extras(
        missing=who.pairs(handed_in_nothing(course, students)),
        students=sorted(map(who.shown, students)),
        links=behind.links(pages),
        names=who.told("full_name"),
        addresses=who.told("email"),
        similar={
            name: view.similar(group, code_of(course.template(name)))
            for name, group in by_lesson(rows).items()
        },
        anonymous=anonymous,
        made=f"{datetime.now(UTC):%d %B %Y, %H:%M} UTC",
    )
    whole = totals(rows, extras.missing, course.file, extras.students)
    texts = {
        "report.html": page(course.course_id or course.root.name, rows, extras, whole),
        "report.csv": as_csv(rows),
        "totals.csv": whole.as_csv(),
    }
    more = behind.texts(pages, extras, who.words(students))
    written = files.write(files.home(course, anonymous), more | texts)
    return written[-len(texts) :]


def page(title: str, rows: list[ClassRow], extras: Extras | None = None, whole: Totals | None = None) -> str:
    """The page as HTML."""
    extras = extras or Extras()
    nothing = [(student, lesson, "handed in nothing") for student, lesson in extras.missing]
    groups = by_lesson(rows)
    help_wanted = [
        (student, extras.names.get(student, ""), lesson, why)
        for student, lesson, why in [*needing_help(rows), *nothing]
    ]
    counts = {
        "student": len({row["student"] for row in rows} | {*extras.students}),
        "submission": len(rows),
        "lesson": len(groups),
    }
    reached, most = sum(row["score"] for row in rows), sum(row["max_score"] for row in rows)
    return rendered(
        "report",
        title=title,
        counted=", ".join(counted(count, what) for what, count in counts.items()),
        points=f"{reached:,.8g} of {most:,.8g} points in all that was handed in",
        made=extras.made,
        anonymous=extras.anonymous,
        help_wanted=help_wanted[:MOST_LISTED],
        more=len(help_wanted[MOST_LISTED:]),
        totals=whole,
        open=term.open_things(rows, extras.missing, extras.links),
        students=term.table(rows, extras.missing, extras.links, extras.names, extras.students),
        term=Markup(
            charts.term(
                term.course_of_marks(rows), "First quartile, median and third quartile of each lesson"
            )
        ),
        linked_pages=bool(extras.links),
        states=list(WORDS.values()),
        lessons=[of_lesson(name, group, extras) for name, group in groups.items()],
        hint=view.HINT,
        most_sharing=compare.MOST_SHARING,
    )
