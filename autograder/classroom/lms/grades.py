"""The class's marks as they go out: a row for each student, a column for each lesson."""

import re
from collections.abc import Callable, Iterator, Sequence

from autograder import lesson as lessons
from autograder.classroom.course_folder import Course
from autograder.classroom.gradebook.gradebook import opened
from autograder.classroom.lms.lesson_names import named_in
from autograder.classroom.students import Roster, Student
from autograder.errors import Refusal


class Grades:
    """Marks out of the gradebook, beside the roster.

    Parameters
    ----------
    course : Course
    roster : Roster
    lesson : str, optional
        Only this one.

    Attributes
    ----------
    unmatched : list of str
        Students with marks whom the file does not name; complete once a table was made.
    """

    def __init__(self, course: Course, roster: Roster, lesson: str | None = None) -> None:
        self.roster, self.maxima = roster, dict[str, float]()
        self._scores: dict[tuple[str, str], float] = {}
        with opened(course) as book:
            graded = {one.name: one for one in book.assignments if one.name in lessons.course()}
            for name in (one for one in lessons.course() if one in graded and lesson in (None, one)):
                self.maxima[name] = float(graded[name].max_score)
                for saved in book.notebook_submissions(name, name):
                    score = saved.score - (saved.late_submission_penalty or 0)
                    self._scores[saved.student.id, name] = max(0.0, float(score))
        self.lessons: Sequence[str] = [
            one for one in self.maxima if any(one == name for _, name in self._scores)
        ]
        if not self.lessons:
            what = f"nothing of {lesson}" if lesson else "nothing"
            raise Refusal(f"{what} has been graded yet: hardway grade {course.root}", status=1)
        known = {student.id for student in roster.students}
        self.unmatched = sorted({student for student, _ in self._scores} - known)

    def heading(self, lesson: str, numbered: str) -> str:
        """A lesson's column as the roster's file has it, with the platform's number in it; else its name."""
        of_lessons = (one for one in self.roster.headings if re.search(numbered, one))
        return next((one for one in of_lessons if named_in(one) == lesson), lesson)

    def possible(self) -> list[str]:
        """The points that each lesson has."""
        return [f"{self.maxima[lesson]:g}" for lesson in self.lessons]

    def of_roster(self, told_by: Callable[[Student], str]) -> Iterator[tuple[Student, list[str]]]:
        """(student, marks), in the roster's order; whom the platform could not tell is unmatched."""
        for student in self.roster.students:
            if told_by(student):
                yield student, self.marks(student.id)
            elif any(self.marks(student.id)):
                self.unmatched.append(student.id)

    def marks(self, student: str) -> list[str]:
        """A student's marks; empty where nothing was handed in."""
        scores = [self._scores.get((student, lesson)) for lesson in self.lessons]
        return ["" if score is None else f"{round(score, 2):g}" for score in scores]

    def fraction(self, student: str, lesson: str) -> float | None:
        """A mark as a part of what there is, or None."""
        score = self._scores.get((student, lesson))
        return None if score is None else score / (self.maxima[lesson] or 1)
