"""What nbgrader's Autograde grades: by every door the same notebooks are graded, and no link is followed."""

from fnmatch import fnmatchcase

from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException

from autograder import lesson as lessons
from autograder.classroom import course_folder
from autograder.classroom.gradebook.gradebook import Gradebook
from autograder.classroom.grading.graded_notebook import rejection
from autograder.classroom.grading.own_tests import require_runnable
from autograder.classroom.nbgrader_compat import submission_folder
from autograder.classroom.submissions.discover import found
from autograder.classroom.submissions.receipt import receipt
from autograder.classroom.submissions.submission import Rejected, Submission
from autograder.classroom.submissions.text import MOST_REASON, one_line
from autograder.classroom.submissions.vet import has_place, vet
from autograder.errors import Refusal


def submissions(converter: Autograde) -> dict[str, Submission]:
    """What is to be graded, by student: a student's name counts as it is, or else as nbgrader's pattern."""
    lesson, wanted = converter.coursedir.assignment_id, converter.coursedir.student_id
    try:
        course = _course(converter)
    except Refusal as error:
        raise _refused(converter, str(error)) from None
    everyone = list(found(course.submitted, lesson))
    listed = [one for one in everyone if one.student == wanted] or [
        one for one in everyone if fnmatchcase(one.student, wanted)
    ]
    if not listed:
        folder = submission_folder(converter, lesson, "STUDENT")
        raise _refused(
            converter, f"nothing is handed in of {lesson} by {wanted}: put notebooks into {folder}"
        )
    if lesson in lessons.course():
        try:
            course.require_used(lesson)
            require_runnable(course, lesson, course.options())
        except Refusal as error:
            raise _refused(converter, str(error)) from None
    return {one.student: one for one in listed}


def _refused(converter: Autograde, why: str) -> NbGraderException:
    """The error that ends nbgrader's command, which would do so without a word."""
    converter.log.error("%s", why)
    return NbGraderException(why)


def examine(converter: Autograde, lesson: str, student: str) -> None:
    """Look at a submission's files before nbgrader copies them, and have its lesson in the gradebook."""
    submission = converter.submissions[student]
    reason = None
    try:
        vet(submission)
    except Rejected as error:
        reason = one_line(error, MOST_REASON)
        converter.log.error("%s: rejected: %s", student, reason)
    course = _course(converter)
    if reason is None or has_place(submission, course.submitted):
        _record(converter, course, submission, reason)
    if reason is not None:
        raise NbGraderException(f"{student}: {reason}")


def _record(
    converter: Autograde, course: course_folder.Course, submission: Submission, reason: str | None
) -> None:
    """Enter the lesson, and the 0 of a submission that must not be opened: by this door, too."""
    student, lesson = submission.student, submission.lesson
    template = course.template(lesson)
    with Gradebook(course) as book:
        for told in book.prepare(lesson, template, course.points(lesson, course.options())):
            converter.log.warning("%s: the course changed since it was graded: %s", lesson, told)
        if reason is not None:
            outcome = rejection(lesson, template, reason, course.seed(student, lesson))
            book.save(student, lesson, outcome, receipt=receipt(submission.folder))


def _course(converter: Autograde) -> course_folder.Course:
    return course_folder.Course(converter.coursedir.root, converter.config)
