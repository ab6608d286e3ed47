"""The command `regrade`: one submission once more, with its old mark kept and the difference shown."""

import json as as_json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from autograder import lookup
from autograder.classroom.submissions.text import shown
from autograder.commands import grade_output, instructors, terminal
from autograder.errors import Refusal

if TYPE_CHECKING:  # nbgrader takes long, and may be missing
    from autograder.classroom.grading.session import Session
    from autograder.classroom.task import Exercise, Remembered

Student = Annotated[str, typer.Argument(help="The student: the folder's name in submitted/.")]
Lesson = Annotated[str, typer.Argument(help="The lesson: its name, number or topic.")]
Seed = Annotated[int | None, typer.Option(min=0, help="Other random inputs, which the student then keeps.")]


def regrade(
    course: instructors.CourseFolder,
    student: Student,
    lesson: Lesson,
    seed: Seed = None,
    sandbox: instructors.Sandbox = None,
    unsafe: instructors.Unsafe = False,
    json: instructors.Json = False,
) -> int:
    """Grade one submission once more; the gradebook's comment keeps the old mark."""
    lesson = lookup.lesson_named(lesson)
    selection = {"lesson": lesson, "student": student, "seed": seed, "workers": 1, "cluster": None}
    with terminal.reserved() as result:
        session = instructors.session_for(
            course, {**selection, "force": True, "regrade": True}, {"wall": instructors.wall(sandbox, unsafe)}
        )
        home, before = session.course, session.course.before(student, lesson)
        if not before or not session.submissions:
            raise Refusal(
                f"{lesson} of {shown(student)} has not been graded yet:"
                f" hardway grade {course} --lesson {lesson} --student {shown(student)}"
            )
        (row,) = instructors.graded(session, quiet=True)
        if seed is not None and row["state"] == "graded":
            home.choose_seed(student, lesson, seed)
        now = home.before(student, lesson)
        said = [as_json.dumps(_plain(session, before, now))] if json else _told(session, before, now)
        for line in said:
            print(line, file=result)
        grade_output.changes(session.changes, student)
        grade_output.notes(session.notes)
    return int(row["state"] == "rejected")


def _plain(session: "Session", before: "Remembered", now: "Remembered") -> dict[str, Any]:
    """The row as `hardway grade --json` has it, with the seed, and under `before` the same of before."""
    (row,), old = session.done, session.mark_before or {}
    score, most = max(0.0, old.get("score", 0.0)), old.get("max_score", 0.0)
    was = {"score": score, "max_score": most, "seed": before.get("seed"), "exercises": before["exercises"]}
    return {**row, "seed": now.get("seed"), "before": was}


def _told(session: "Session", before: "Remembered", now: "Remembered") -> Iterator[str]:
    """The two marks, and a line for each exercise that came out otherwise."""
    (row,), old = session.done, session.mark_before
    mark = f"{max(0.0, old['score']):g} of {old['max_score']:g}" if old else "no mark"
    yield f"{row['student']}, {row['lesson']}"
    yield f"  before: {mark} (seed {before.get('seed')})"
    if row["state"] == "rejected":
        yield f"  now: rejected: {row['reason']}"
        return
    yield f"  now:    {row['score']:g} of {row['max_score']:g} (seed {now.get('seed')})"
    lines = list(_differences(before["exercises"], now["exercises"]))
    yield from lines
    yield "  the other exercises are as before" if lines else "  every exercise is as before"


def _differences(before: "Sequence[Exercise]", now: "Sequence[Exercise]") -> Iterator[str]:
    old, new = ({one["name"]: _outcome(one) for one in exercises} for exercises in (before, now))
    for name in dict.fromkeys([*old, *new]):
        if old.get(name) != new.get(name):
            yield f"  {name}: {old.get(name, 'not there')} → {new.get(name, 'not there')}"


def _outcome(one: "Exercise") -> str:
    return f"{one['passed']} of {one['total']} ({one['state'].replace('_', ' ')})"
