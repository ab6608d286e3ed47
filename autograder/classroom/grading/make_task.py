"""Makes the task of a submission, and writes into what comes back what it was made from."""

from dataclasses import replace
from pathlib import Path

from autograder.classroom.course_folder import Course
from autograder.classroom.gradebook.marks import add_notes
from autograder.classroom.settings import Options
from autograder.classroom.submissions.choose import notebook_in
from autograder.classroom.submissions.receipt import receipt
from autograder.classroom.submissions.submission import Submission
from autograder.classroom.submissions.text import shown
from autograder.classroom.submissions.timestamps import timestamp
from autograder.classroom.task import Outcome, Task, Wishes, remembered_in


def task_for(
    course: Course, options: Options, submission: Submission, seed: int | None = None, key: int = 0
) -> Task:
    """Everything that a worker needs to grade one submission, and what has to be known of it here.

    Raises
    ------
    Rejected
        Where no notebook counts, or the one that does cannot be read.
    """
    student, lesson = submission.student, submission.lesson
    name, data, choice = notebook_in(submission, options.limits)
    paths = [Path(path) for path in course.extra_for(lesson, options)]
    extra = tuple((path.name, path.read_text(encoding="utf-8")) for path in paths)
    task = Task(
        key=key,
        student=student,
        lesson=lesson,
        file_name=shown(name),
        data=data,
        template=course.template(lesson),
        seed=course.seed(student, lesson, seed),
        wishes=Wishes(options.limits, options.wall, extra, options.hide_extra, options.packages),
        rules=course.rules(lesson),
        hidden=tuple(course.hidden),
        time=timestamp(submission.folder),
        receipt=receipt(submission.folder),
        note=choice,
    )
    return replace(task, fingerprint=course.fingerprint(task))


def sign(outcome: Outcome, task: Task) -> None:
    """Write into a graded notebook what it was graded from, and what there is to say of that."""
    remembered_in(outcome.notebook)["fingerprint"] = task.fingerprint
    add_notes(outcome.notebook, task.note, *outcome.notes)
