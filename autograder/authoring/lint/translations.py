"""Slips in a translation: `solutions/NN_topic.de.py` has the lesson's cells, and other words."""

import ast
import re
from collections.abc import Iterator

from autograder import lesson as lessons
from autograder.authoring.lint import translated_words
from autograder.authoring.lint.files import Course
from autograder.authoring.lint.slip import Slip
from autograder.lesson import Cell

SAME = "a translation has other words in markdown, docstrings and quizzes, and nothing else"


def of_course(course: Course) -> Iterator[Slip]:
    """Those of all translations."""
    for path in sorted((course.root / "solutions").glob("*.*.py")):
        name, _, language = path.stem.partition(".")
        file = path.relative_to(course.root).as_posix()
        if name not in course.sources or not lessons.LANGUAGE.fullmatch(language):
            mend = "name it NN_topic.de.py: the lesson, and two letters for the language"
            yield Slip(file, 1, f"a translation of `{name}` into `{language}`", mend)
        else:
            located = lessons.located_cells(path.read_text(encoding="utf-8-sig"))
            yield from _compared(file, list(course.sources[name].lesson.cells), located)


def original(file: str) -> str:
    """The file of the lesson that a file translates."""
    return re.sub(r"^(solutions/[^/.]+)\.[^/.]+\.py$", r"\1.py", file)


def _compared(file: str, ours: list[Cell], theirs: list[tuple[int, Cell]]) -> Iterator[Slip]:
    """The first cell that differs, since those below it may only be out of step; the words of those above."""
    for cell, (line, other) in zip(ours, theirs):
        if cell.kind != other.kind:
            yield Slip(file, line, f"a cell of {other.kind}, where the lesson has one of {cell.kind}", SAME)
            return
        if cell.kind == "code" and _code(cell) != _code(other):
            first = other.source.splitlines()[0]
            yield Slip(file, line, f"the cell `{first}` differs from the lesson's in its code", SAME)
            return
        if cell.kind == "markdown" and _headings(cell) != _headings(other):
            what = f"the headings {_headings(other)}, where the lesson has {_headings(cell)}"
            yield Slip(file, line, what, SAME)
            return
        if _folds(cell) != _folds(other):
            yield Slip(file, line, f"{_folds(other)} folds, where the lesson has {_folds(cell)}", SAME)
            return
        for at, what, mend in translated_words.wrong(cell, other):
            yield Slip(file, line + at, what, mend)
    if len(ours) != len(theirs):
        yield Slip(file, theirs[-1][0], f"{len(theirs)} cells, where the lesson has {len(ours)}", SAME)


def _headings(cell: Cell) -> list[str]:
    """The signs of its headings, with the number of the lesson's own."""
    return [one.strip() for one in re.findall(r"^#+ (?:\d+ · )?", cell.source, re.MULTILINE)]


def _folds(cell: Cell) -> int:
    return len(re.findall("<details>", cell.source)) if cell.kind == "markdown" else 0


def _code(cell: Cell) -> str:
    """What has to be equal: of an exercise all but its docstring, of a quiz its form, else the text."""
    if cell.call_of("quiz"):
        return ast.dump(_without_words(cell))
    definition = cell.tree.body[0] if cell.tree and cell.defines else None
    if isinstance(definition, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(definition):
        said, lines = definition.body[0], cell.source.splitlines()
        return "\n".join([*lines[: said.lineno - 1], *lines[said.end_lineno :]])
    return cell.source


def _without_words(cell: Cell) -> ast.Module:
    tree = ast.parse(cell.source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return tree
