"""Slips in the marks of a text: left open, without their blank, a row with other cells than its table's."""

import itertools
import re
from collections.abc import Iterator

from autograder.authoring.lint import said
from autograder.authoring.lint.files import Course
from autograder.authoring.lint.latex import paragraphs, prose
from autograder.authoring.lint.slip import Slip

FENCE = re.compile(r"(?m)^ {0,3}```")
ITEM = re.compile(r"(?m)^-(?=[A-Za-z$*`])")
TWICE = re.compile(r"\b([A-Za-z]+)[ \n]\1\b")
RIGHT_TWICE = ("that", "had")


def slips(course: Course, name: str) -> Iterator[Slip]:
    """Those of a lesson."""
    return said.slips_of(said.in_lesson(course, name), wrong)


def of_course(course: Course) -> Iterator[Slip]:
    """Those of the pages."""
    return said.slips_of(said.on_pages(course), wrong)


def wrong(text: str) -> said.Wrong:
    """(line, what, mend) of each mark that is not read as it was meant; lines from 0."""
    fences = [text.count("\n", 0, found.start()) for found in FENCE.finditer(text)]
    if len(fences) % 2:
        yield fences[-1], "a block of code is not closed", "write ``` below it"
        return
    plain = prose(text)
    for at, paragraph in paragraphs(plain):
        if paragraph.count("**") % 2:
            inside = next(n for n, line in enumerate(paragraph.split("\n")) if line.count("**") % 2)
            yield at + inside, "bold letters are not closed", "write `**` before and behind them"
    for found in ITEM.finditer(plain):
        yield plain.count("\n", 0, found.start()), "`-` begins no item", "write a blank behind it"
    for found in TWICE.finditer(text):
        if found[1] not in RIGHT_TWICE and plain[found.start() : found.end()] == found[0]:
            yield text.count("\n", 0, found.start()), f"`{found[1]}` stands there twice", "take one out"
    yield from _rows(plain)


def _rows(plain: str) -> said.Wrong:
    lines = enumerate(plain.split("\n"))
    for is_table, rows in itertools.groupby(lines, key=lambda line: line[1].startswith("|")):
        counted = [(at, len(re.findall(r"(?<!\\)\|", row)) - 1) for at, row in rows] if is_table else []
        for at, count in counted[1:]:
            if count != counted[0][1]:
                what = f"a row of {count} cells in a table of {counted[0][1]}"
                yield at, what, r"write as many in each row; a `|` within a cell is `\|`"
