"""What nbgrader's Autograde grades: by every door the same notebooks are graded, and no link is followed."""

from fnmatch import fnmatchcase

from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException

from autograder.classroom import course_folder
from autograder.classroom.gradebook.gradebook import Gradebook
from autograder.classroom.grading.graded_notebook import rejection
from autograder.classroom.nbgrader_compat import submission_folder
from autograder.classroom.submissions.discover import found
from autograder.classroom.submissions.receipt import receipt
from autograder.classroom.submissions.submission import Rejected, Submission
from autograder.classroom.submissions.text import MOST_REASON, one_line
from autograder.classroom.submissions.vet import has_place, vet


def submissions(converter: Autograde) -> dict[str, Submission]:
    """What is to be graded, by student: a student's name counts as it is, or else as nbgrader's pattern."""
    lesson, wanted = converter.coursedir.assignment_id, converter.coursedir.student_id
    everyone = list(found(_course(converter).submitted, lesson))
    listed = [one for one in everyone if one.student == wanted] or [
        one for one in everyone if fnmatchcase(one.student, wanted)
    ]
    if not listed:
        folder = submission_folder(converter, lesson, "STUDENT")
        raise NbGraderException(f"nothing is handed in of {lesson} by {wanted}: put notebooks into {folder}")
    return {one.student: one for one in listed}


def examine(converter: Autograde, lesson: str, student: str) -> None:
    """Look at a submission's files before nbgrader copies them."""
    try:
        vet(converter.submissions[student])
    except Rejected as error:
        converter.log.error("%s: rejected: %s", student, error)
        _record(converter, lesson, student, one_line(error, MOST_REASON))
        raise NbGraderException(f"{student}: {error}") from None


def _record(converter: Autograde, lesson: str, student: str, reason: str) -> None:
    """A submission that must not be opened has its 0 in the gradebook by this door, too."""
    course, submission = _course(converter), converter.submissions[student]
    if not has_place(submission, course.submitted):
        return
    template = course.template(lesson)
    with Gradebook(course) as book:
        book.prepare(lesson, template, course.points(lesson, course.options()))
        outcome = rejection(lesson, template, reason, course.seed(student, lesson))
        book.save(student, lesson, outcome, receipt=receipt(submission.folder))


def _course(converter: Autograde) -> course_folder.Course:
    return course_folder.Course(converter.coursedir.root, converter.config)
