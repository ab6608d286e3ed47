"""All slips of a course, or of some lessons, by all rules."""

import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from autograder import lesson as lessons
from autograder.authoring.lint import (
    array_names,
    calls,
    cells,
    checks,
    code_in_text,
    comparisons,
    deeds,
    demands,
    demonstrations,
    docstrings,
    entries,
    formulas,
    given_away,
    imports,
    links,
    loops,
    markup,
    mistakes,
    named,
    names,
    numpy_names,
    pictures,
    quizzes,
    regions,
    sliders,
    stubs,
    texts,
    translations,
    undefined,
    warned,
)
from autograder.authoring.lint.files import Course
from autograder.authoring.lint.slip import Slip

RULES: list[Callable[[Course, str], Iterator[Slip]]] = [
    *(
        regions.slips,
        stubs.slips,
        texts.slips,
        formulas.slips,
        code_in_text.slips,
        markup.slips,
        cells.slips,
        names.slips,
        imports.slips,
        undefined.slips,
        numpy_names.slips,
        array_names.slips,
        warned.slips,
        docstrings.slips,
    ),
    *(
        demonstrations.slips,
        sliders.slips,
        pictures.slips,
        quizzes.slips,
        checks.slips,
        demands.slips,
        loops.slips,
        comparisons.slips,
        calls.slips,
        deeds.slips,
        mistakes.slips,
        entries.slips,
        given_away.slips,
    ),
]
OF_COURSE: list[Callable[[Course], Iterator[Slip]]] = [names.of_course]  # what lessons are to one another
OF_PAGES: list[Callable[[Course], Iterator[Slip]]] = [
    *(named.of_course, formulas.of_course, code_in_text.of_course, markup.of_course, links.of_course)
]


def slips(wanted: Iterable[str] | None = None, root: Path = lessons.ROOT) -> list[Slip]:
    """All slips, in the order of files and lines.

    Parameters
    ----------
    wanted : names of lessons, optional
        Those to read; None for all, and for the book's pages and the files beside the lessons.
    root : Path
        The top of the course.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what Python says of a file that is read is a slip: `warned.py`
        return _slips(Course(root), wanted)


def _slips(course: Course, wanted: Iterable[str] | None) -> list[Slip]:
    found = {slip for rule in OF_COURSE + (OF_PAGES if wanted is None else []) for slip in rule(course)}
    for name in course.names if wanted is None else wanted:
        for rule in RULES:
            found.update(rule(course, name))
    wrong = {slip.file for slip in found}  # what is wrong in a lesson differs from its translations
    found.update(
        slip for slip in translations.of_course(course) if translations.original(slip.file) not in wrong
    )
    return sorted(found)
