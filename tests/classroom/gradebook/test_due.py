"""A due date is added, moved or taken out, or one student has more time: what is said, and what counts."""

import pytest

pytest.importorskip("nbgrader")

from support.handing_in import LESSON

from autograder.classroom.course_folder import Course
from autograder.classroom.gradebook.gradebook import Gradebook
from autograder.classroom.grading.graded_notebook import rejection

OTHER = "[lessons.2]\ndue = 2026-11-01\n"  # so that the file still has a due date
LATE = ("2026-10-07 12:00:00 UTC", None)
FIRST, LATER = "2026-10-05 24:00 Europe/Berlin", "2026-10-08 24:00 Europe/Berlin"


@pytest.fixture
def dated(course):
    """Writes the course file, enters the lesson once more; answers (what is said, who is late)."""

    def run(*lines, graded=True):
        (course / "course.toml").write_text("\n".join(["timezone = 'Europe/Berlin'", *lines]))
        home = Course(course)
        template = home.template(LESSON)
        with Gradebook(home) as book:
            said = book.prepare(LESSON, template, home.points(LESSON, home.options()))
            if graded:
                for student in ("ada", "bob"):
                    book.save(student, LESSON, rejection(LESSON, template, "it is broken", 7), LATE)
            saved = book.nb.assignment_submissions(LESSON)
            return said, {one.student_id for one in saved if one.total_seconds_late}

    return run


def due(day, *more):
    return [f"[lessons.1]\ndue = {day}", *more]


def test_a_date_that_is_added_moved_and_taken_out_is_said_and_counts(dated):
    assert dated() == ([], set())
    assert dated(*due("2026-10-05")) == ([f"due {FIRST}; it was due at no time"], {"ada", "bob"})
    assert dated(*due("2026-10-05")) == ([], {"ada", "bob"})
    assert dated(*due("2026-10-08")) == ([f"due {LATER}, no longer {FIRST}"], set())
    assert dated(OTHER) == ([f"due at no time any more; it was due {LATER}"], set())


def test_the_last_date_of_the_file_goes_from_the_gradebook_and_one_of_the_formgrader_stays(dated, course):
    dated(*due("2026-10-05", "[extensions.ada]\n1 = '1 day'"))
    assert dated() == (
        [
            f"due at no time any more; it was due {FIRST}",
            "`ada`: due at no time any more; it was due 2026-10-06 24:00 Europe/Berlin",
        ],
        set(),
    )
    with Gradebook(Course(course)) as book:
        book.nb.update_or_create_assignment(LESSON, duedate="2026-10-05 22:00:00 UTC")
    assert dated() == ([], {"ada", "bob"})


def test_an_extension_is_said_of_its_student_by_their_own_date(dated):
    dated(*due("2026-10-05"))
    extension = "[extensions.ada]\n1 = {}"
    more = dated(*due("2026-10-05", extension.format("2026-10-08")))
    assert more == ([f"`ada`: due {LATER}, no longer {FIRST}"], {"bob"})
    moved = dated(*due("2026-10-06", extension.format("2026-10-08")))
    assert moved == ([f"due 2026-10-06 24:00 Europe/Berlin, no longer {FIRST}"], {"bob"})
    gone = dated(*due("2026-10-06"))
    assert gone == ([f"`ada`: due 2026-10-06 24:00 Europe/Berlin, no longer {LATER}"], {"ada", "bob"})


def test_nothing_is_said_where_nothing_was_handed_in(dated):
    assert dated(*due("2026-10-05"), graded=False)[0] == []
    assert dated(*due("2026-10-08"), graded=False)[0] == []
