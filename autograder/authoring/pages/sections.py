"""Where in the book an exercise stands: its lesson, and the heading above it."""

import functools
import html
import re
from dataclasses import dataclass

from docutils.nodes import make_id as make_id

from autograder import lesson as lessons
from autograder.lesson import Lesson

HEADING = re.compile(r"^##+ (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """A section of a lesson's page."""

    lesson: str
    title: str

    @property
    def address(self) -> str:
        """As seen from the book's first page."""
        return f"lessons/{self.lesson}.html#{make_id(self.title)}"

    def link(self, up: str = "") -> str:
        """HTML: lesson 3, A slope, measured; `up` leads from the page to the book's first one."""
        return f'<a href="{up}{self.address}">Lesson {number(self.lesson)}, {html.escape(self.title)}</a>'


def number(lesson: str) -> int:
    """3, of 03_chain_rule."""
    return int(lesson[:2])


def titles(lesson: Lesson) -> list[str]:
    """The headings of a lesson, below its own title."""
    texts = [cell.source for cell in lesson.cells if cell.kind == "markdown"]
    return [title.strip() for text in texts for title in HEADING.findall(text)]


@functools.cache
def of_exercises(name: str) -> dict[str, Section]:
    """Exercise → its section, of a lesson."""
    lesson, title, found = lessons.lesson(name), "", dict[str, Section]()
    for cell in lesson.cells:
        if cell.kind == "markdown":
            title = (HEADING.findall(cell.source) or [title])[-1].strip()
        elif cell.defines in lesson.exercises:
            found[str(cell.defines)] = Section(name, title)
    return found
