"""nbgrader's own finding of submissions, replaced by ours: by every door the same notebooks are graded, and no link is followed."""

import os
from fnmatch import fnmatchcase

from nbgrader.converters.base import NbGraderException

from autograder.classroom import course_folder
from autograder.classroom.gradebook.gradebook import Gradebook
from autograder.classroom.grading import grader
from autograder.classroom.submissions.discover import found
from autograder.classroom.submissions.vet import Rejected, has_place, vet


def use(converter):
    """Let nbgrader's Autograde find and open submissions as `hardway grade` does."""
    if converter.init_notebooks is init_notebooks:
        return
    original = converter.init_assignment
    converter.init_notebooks = init_notebooks
    converter.init_assignment = lambda self, lesson, student: _vetted(self, lesson, student, original)


def init_notebooks(self):
    """What is to be graded: folder as nbgrader names it → the one notebook that counts, whatever its file is called."""
    lesson, wanted = self.coursedir.assignment_id, self.coursedir.student_id
    everyone = list(found(course_folder.Course(self.coursedir.root, self.config).submitted, lesson))
    listed = [one for one in everyone if one.student == wanted] or [
        one for one in everyone if fnmatchcase(one.student, wanted)
    ]
    if not listed:
        raise NbGraderException(
            f"nothing is handed in of {lesson} by {wanted}: put notebooks into {self._format_source(lesson, 'STUDENT')}"
        )
    self.submissions = {one.student: one for one in listed}
    self.assignments = {
        folder: [os.path.join(folder, f"{lesson}.ipynb")]
        for folder in (self._format_source(lesson, one.student) for one in listed)
    }
    self.notebooks = []


def _vetted(self, lesson, student, original):
    """Look at a submission's files before nbgrader copies them."""
    try:
        vet(self.submissions[student])
    except Rejected as error:
        self.log.error("%s: rejected: %s", student, error)
        _record(self, lesson, student, grader.one_line(error))
        raise NbGraderException(f"{student}: {error}") from None
    return original(self, lesson, student)


def _record(self, lesson, student, reason):
    """A submission that must not be opened has its 0 in the gradebook by this door, too."""
    course = course_folder.Course(self.coursedir.root, self.config)
    if has_place(self.submissions[student], course.submitted):
        with Gradebook(course) as book:
            book.prepare(
                lesson,
                course.template(lesson),
                course_folder.worth(lesson, course.extra_for(lesson, course.options())),
            )
            book.save(
                student,
                lesson,
                grader.rejection(lesson, course.template(lesson), reason, course.seed(student, lesson)),
            )
