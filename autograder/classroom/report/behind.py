"""The pages behind the report: feedback to be read one after the other, similar notebooks side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from autograder.classroom.course_folder import Course
from autograder.classroom.gradebook import feedback
from autograder.classroom.report import files
from autograder.classroom.report.analysis import by_lesson
from autograder.classroom.report.class_rows import ClassRow
from autograder.classroom.report.similar import view
from autograder.classroom.report.similar.compare import Pair
from autograder.display.html import environment

ENVIRONMENT = environment(Path(__file__).with_name("templates"), feedback.TEMPLATES)
Feedback: TypeAlias = dict[str, list[tuple[str, str]]]  # lesson → [(student, address of the page)]


@dataclass
class Extras:
    """What the page shows besides the rows.

    Parameters
    ----------
    missing : sequence of (student, lesson)
        Those who handed in nothing of what is due.
    students : sequence of str
        All who are known.
    links : dict
        (student, lesson) → the address of the feedback page.
    names, addresses : dict
        Student → name, e-mail address, as far as the roster knows them.
    similar : dict
        Lesson → the pairs of students whose code is similar.
    anonymous : bool
    made : str
        The day and the time.
    """

    missing: Sequence[tuple[str, str]] = ()
    students: Sequence[str] = ()
    links: Mapping[tuple[str, str], str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)
    similar: Mapping[str, list[Pair]] = field(default_factory=dict)
    anonymous: bool = False
    made: str = ""


def rendered(name: str, **values: Any) -> str:
    """One of the report's templates, filled."""
    return ENVIRONMENT.get_template(f"{name}.html.j2").render(values)


def feedback_pages(course: Course, rows: list[ClassRow]) -> Feedback:
    """Lesson → [(student, address of the feedback page)] of those that are there."""
    found = {
        name: [(row["student"], files.feedback(course, row["student"], name)) for row in group]
        for name, group in by_lesson(rows).items()
    }
    return {name: sorted(one for one in pages if one[1]) for name, pages in found.items()}


def links(pages: Feedback) -> dict[tuple[str, str], str]:
    """(student, lesson) → the address of the page that shows the feedback and leads back."""
    return {
        (student, name): f"{files.PAGES}/{files.FEEDBACK.format(name)}#s{number}"
        for name, each in pages.items()
        for number, (student, _) in enumerate(each, 1)
    }


def texts(pages: Feedback, extras: Extras, words: frozenset[str]) -> dict[str, str]:
    """File → text; `words` are what no page may show where the report is anonymous."""
    made = {
        f"{files.PAGES}/{files.FEEDBACK.format(name)}": rendered("pages", lesson=name, pages=each)
        for name, each in pages.items()
    }
    return made | {
        f"{files.PAGES}/{files.SIMILAR.format(name, number)}": _similar(name, pair, extras, words)
        for name, pairs in extras.similar.items()
        for number, pair in enumerate(pairs[: view.MOST_LISTED], 1)
    }


def _similar(lesson: str, pair: Pair, extras: Extras, words: frozenset[str]) -> str:
    """The page of two students whose code is similar."""
    links = [extras.links.get((student, lesson), "") for student in pair.students]
    return rendered(
        "similar",
        lesson=lesson,
        pair=pair,
        compared=view.compared(pair, words if extras.anonymous else None),
        links=[link.removeprefix(f"{files.PAGES}/") for link in links],
        hint=view.HINT,
        anonymous=extras.anonymous,
    )
