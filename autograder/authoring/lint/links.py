"""Slips in the links of the pages: to a file that is not there."""

import os.path
import re
from collections.abc import Iterator
from pathlib import Path

from autograder.authoring.lint import said
from autograder.authoring.lint.files import Course
from autograder.authoring.lint.latex import without_code
from autograder.authoring.lint.slip import Slip, meant

LINK = re.compile(r"\]\((?!\w+:)([^)\s#]+\.\w+)(?:#[^)\s]*)?\)")
DERIVED = ("book/mistakes/", "book/lessons/", "book/reference.md", "book/_build/")  # not there before a build


def of_course(course: Course) -> Iterator[Slip]:
    """Those of the book's pages, and of those at the top."""
    for file, first, text in said.on_pages(course):
        plain = without_code(text)
        for found in LINK.finditer(plain):
            path = os.path.normpath(os.path.join(os.path.dirname(file), found[1]))
            if not (course.root / path).exists() and not path.startswith(DERIVED):
                beside = [one.name for one in (course.root / path).parent.glob("*")]
                mend = meant(Path(path).name, beside, "link to what is there")
                line = first + plain.count("\n", 0, found.start())
                yield Slip(file, line, f"the link `{found[1]}` leads to no file", mend)
