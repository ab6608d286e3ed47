"""Before nbgrader's GenerateAssignment hands out: what cannot be, or what could not be graded, in one line.

The release of before stays where that is so; nbgrader would remove it first, and print a traceback.
"""

import contextlib
import logging
from collections.abc import Iterator
from pathlib import Path

from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException

from autograder import lesson as lessons
from autograder.classroom import course_folder
from autograder.classroom.gradebook import source
from autograder.classroom.gradebook.gradebook import opened
from autograder.classroom.grading.own_tests import require_runnable
from autograder.classroom.sound_source import require_graded, require_sound
from autograder.classroom.submissions.text import one_line
from autograder.errors import Refusal

WRITES = "SaveCells"  # the step that writes into the gradebook; steps are classes or names


def examine(converter: GenerateAssignment) -> None:
    """Look at all that is to be handed out; NbGraderException, its one line logged, where it cannot be."""
    try:
        _require_all(converter)
    except Refusal as error:
        converter.log.error("%s", error)
        raise NbGraderException(str(error)) from None


def _require_all(converter: GenerateAssignment) -> None:
    lesson = converter.coursedir.assignment_id
    course = course_folder.Course(converter.coursedir.root, converter.config)
    folder = course.root / course.settings.source_directory / lesson
    of_kit = lesson in lessons.course()
    if of_kit:
        course.require_used(lesson)
        if not (folder / f"{lesson}.ipynb").exists():
            raise Refusal(f"{folder / lesson}.ipynb is not there: hardway course . writes it")
    for path in sorted(folder.glob("*.ipynb")):
        book = require_sound(path)
        if of_kit and path.stem == lesson:
            require_graded(path, book)
            require_runnable(course, lesson, course.options())
            if not converter.no_database:
                _require_same_cells(course, lesson)
        _try(converter, path, lesson)


def _require_same_cells(course: course_folder.Course, lesson: str) -> None:
    """Refuse as nbgrader does to write other cells into the gradebook once marks are there."""
    if course.gradebook_is_new:
        return
    with opened(course) as book:
        changed = source.changed(book, lesson, course.template(lesson))
    if changed:
        names = ", ".join(f"`{name}`" for name in changed)
        raise Refusal(
            f"nbgrader takes no cells in or out once {lesson} was handed in, and source/ has changed in"
            f" {names}: hardway course . releases it all the same, and hardway grade . goes by it"
        )


def _try(converter: GenerateAssignment, path: Path, lesson: str) -> None:
    """Do all that nbgrader will do to a notebook, and write nothing; a Refusal where it fails."""
    exporter = converter.exporter_class(parent=converter, config=converter.config)
    for one in converter.preprocessors:
        if not str(getattr(one, "__name__", one)).endswith(WRITES):
            exporter.register_preprocessor(one)
    facts = {
        "assignment": lesson,
        "notebook": path.stem,
        "student": ".",
        "db_url": converter.coursedir.db_url,
    }
    with _kept_quiet(converter.log) as said:
        try:
            exporter.from_filename(
                str(path), resources={"nbgrader": facts, "unique_key": "", "output_files_dir": ""}
            )
            return
        except Refusal:
            raise
        except Exception as error:  # of several libraries
            why = (str(error).strip().splitlines() or [type(error).__name__])[0]
    told = one_line(why if why in said or not said else f"{why}: {said[0].splitlines()[0]}")
    raise Refusal(f"nbgrader cannot hand out {path}: {told}; mend the notebook, then try again")


@contextlib.contextmanager
def _kept_quiet(log: logging.Logger) -> Iterator[list[str]]:
    """In the body nothing is logged; the errors come in the list."""
    said: list[str] = []

    def keep(record: logging.LogRecord) -> bool:
        if record.levelno >= logging.ERROR:
            said.append(record.getMessage())
        return False

    log.addFilter(keep)
    try:
        yield said
    finally:
        log.removeFilter(keep)
