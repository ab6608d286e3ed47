"""What a course says in sentences, each text with its file and the line that it begins in."""

import ast
from collections.abc import Callable, Iterator

from autograder.authoring.lint.files import Course
from autograder.authoring.lint.slip import Slip

PAGES = ("book/*.md", "book/more/*.md", "book/teach/*.md", "README.md", "CONTRIBUTING.md", "ARCHITECTURE.md")
Said = Iterator[tuple[str, int, str]]
Wrong = Iterator[tuple[int, str, str]]


def in_lesson(course: Course, name: str) -> Said:
    """The texts of a lesson, its docstrings, and those of its mistakes, which are hints."""
    source = course.sources[name]
    for line, cell in source.located:
        if cell.kind == "markdown":
            yield source.path, line, cell.source
    for file in (source, course.mistakes(name)):
        for node in file.nodes:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and (said := ast.get_docstring(node, False)):
                yield file.path, node.body[0].lineno, said


def in_strings(course: Course, name: str) -> Said:
    """The texts in a lesson's code: of questions, of messages and titles of checks, of its pictures."""
    for file in (course.sources[name], course.checks(name), *course.pictures(name)):
        for node in file.nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield file.path, node.lineno, node.value


def on_pages(course: Course) -> Said:
    """The book's pages, and those at the top."""
    for path in sorted(path for pattern in PAGES for path in course.root.glob(pattern)):
        yield path.relative_to(course.root).as_posix(), 1, path.read_text(encoding="utf-8")


def slips_of(texts: Said, wrong: Callable[[str], Wrong]) -> Iterator[Slip]:
    """What a rule finds wrong with each text: (line from 0, what, mend)."""
    for file, first, text in texts:
        yield from (Slip(file, first + at, what, mend) for at, what, mend in wrong(text))
