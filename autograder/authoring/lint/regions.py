"""Slips in the marks of an answer, in the cells' own marks, and in what stands beside an exercise."""

import ast
import re
from collections.abc import Iterator

from autograder.authoring.lint.files import Course, Source
from autograder.authoring.lint.marks import MARKS, kind_of
from autograder.authoring.lint.slip import Slip
from autograder.lesson import Cell, stub
from autograder.running.cells import REGION

MARKER = re.compile(r"# %%( \[markdown\])?[ \t]*")
EXACTLY = "the marks are `### BEGIN SOLUTION` and `### END SOLUTION`, alone in their lines"
SHIPS = "the answer would stand in the student's notebook"
DEFINITIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def slips(course: Course, name: str) -> Iterator[Slip]:
    """Those of a lesson's source."""
    source = course.sources[name]
    yield from _markers(source)
    for cell in source.code:
        marked = list(_marks(source, cell))
        yield from marked
        yield from _python(source, cell)
        if not marked and cell.tree:
            yield from _alone(source, cell)
    yield from _without_region(source)


def _markers(source: Source) -> Iterator[Slip]:
    for number, line in enumerate(source.text.splitlines(), 1):
        if re.match(r"\s*#\s*%%", line) and not MARKER.fullmatch(line):
            what = f"`{line.strip()}` begins no cell as it should"
            yield source.slip(number, what, "write `# %%`, or `# %% [markdown]` for text")


def _marks(source: Source, cell: Cell) -> Iterator[Slip]:
    """What is wrong with the marks of one cell; one that is misspelt counts for what it was meant to be."""
    opened = 0
    for inside, line in enumerate(cell.source.splitlines(), 1):
        number, kind = source.line(cell, inside), kind_of(line)
        if kind and not MARKS[kind].fullmatch(line):
            yield source.slip(number, f"`{line.strip()}` is no mark, and {SHIPS}", EXACTLY)
        if kind == "BEGIN" and opened:
            twice = f"BEGIN SOLUTION a second time, after line {opened}"
            yield source.slip(number, twice, "end the first region before it, or take one of them out")
        if kind == "END" and not opened:
            lost = f"END SOLUTION without a BEGIN SOLUTION before it: {SHIPS}"
            yield source.slip(
                number, lost, "write ### BEGIN SOLUTION above the answer, or take this mark out"
            )
        opened = number if kind == "BEGIN" else 0 if kind == "END" else opened
    if opened:
        open_end = f"BEGIN SOLUTION without an END SOLUTION below it: {SHIPS}"
        yield source.slip(opened, open_end, "write ### END SOLUTION below the answer")


def _python(source: Source, cell: Cell) -> Iterator[Slip]:
    for what, text in (("", cell.source), ("the stub: ", stub(cell.source))):
        try:
            ast.parse(text)
        except SyntaxError as error:
            line = source.line(cell, min(error.lineno or 1, len(cell.source.splitlines())))
            yield source.slip(line, f"a syntax error, {what}{error.msg}", "a cell of code is plain Python")
            return


def _alone(source: Source, cell: Cell) -> Iterator[Slip]:
    """An exercise stands alone in its cell, and its region is inside of it."""
    body = cell.tree.body if cell.tree else []
    if not REGION.search(cell.source):
        return
    own = [node for node in body if isinstance(node, DEFINITIONS)]
    if not own:
        what, mend = "a solution region outside of a function", "an exercise is one function or class"
        yield source.slip(source.line(cell), what, mend)
    elif len(own) > 1:
        names = " and ".join(f"`{node.name}`" for node in own)
        what = f"{names} stand in one cell: none of them is an exercise"
        yield source.slip(source.at(cell, own[1]), what, "begin a cell for each, `# %%`")
    else:
        more = (node for node in body if node is not own[0])
        for node in more:
            line = cell.source.splitlines()[node.lineno - 1]
            what = f"`{line}` stands in the cell of `{own[0].name}`, which is no exercise so"
            yield source.slip(source.at(cell, node), what, "move it to a cell of its own")


def _without_region(source: Source) -> Iterator[Slip]:
    for name, exercise in source.lesson.exercises.items():
        if any(kind_of(line) for line in exercise.cell.source.splitlines()):
            empty = [inside for _, inside in REGION.findall(exercise.cell.source) if not inside.strip()]
            if empty:
                what = f"the region of `{name}` is empty"
                yield source.slip(source.line(exercise.cell), what, "write the answer into it")
        else:
            what = f"`{name}` is checked and has no solution region: {SHIPS}"
            yield source.slip(source.line(exercise.cell), what, f"put the answer between them: {EXACTLY}")
