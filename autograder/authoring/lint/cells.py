"""Slips in what belongs to an exercise: its hints, its check; and in the calls that name a lesson."""

import ast
import re
from collections.abc import Iterator

from autograder.authoring.lint.files import Course, Source
from autograder.authoring.lint.slip import Slip, meant
from autograder.lesson import Cell

FIRST = "from autograder import check, hint, milestone, progress, solution"
MOST_HINTS = 3
BELOW = "one to three, folded, in the cell below it: <details><summary>Hint 1</summary>"


def slips(course: Course, name: str) -> Iterator[Slip]:
    """Those of a lesson's source."""
    source = course.sources[name]
    if not source.exercises:
        mend = f"a function with a solution region, and check(name): hardway new-exercise {name} NAME"
        yield source.slip(1, "the lesson has no exercise", mend)
    yield from _imports(source)
    yield from _heading(source)
    yield from _checks(source)
    yield from _hints(source)
    yield from _folds(source)
    yield from _aside(source)
    yield from _naming_their_lesson(source)
    yield from _milestone(course, source)


def _imports(source: Source) -> Iterator[Slip]:
    if source.code and not (source.code[0].imports_only and FIRST in source.code[0].source):
        what = "the first cell of code does not import what every lesson offers"
        yield source.slip(source.line(source.code[0]), what, f"it holds imports only, with `{FIRST}`")


def _heading(source: Source) -> Iterator[Slip]:
    number = int(source.name[:2])
    if not re.match(rf"{number} · \S", source.lesson.title):
        what = f"the lesson's heading is {source.lesson.title!r}"
        yield source.slip(1, what, f"it begins with its number: `# {number} · Title`")


def _checks(source: Source) -> Iterator[Slip]:
    """Each exercise has one cell `check(name)`, below it; what checks another one there is a slip alone."""
    names, met = source.exercises, set[str]()
    due = ""
    for cell in source.code:
        exercise = next((name for name, one in names.items() if one is cell), "")
        if exercise and due and due not in met:
            yield _unchecked(source, due)
        due = exercise or due
        for asked, call in _calls_of(cell, "check"):
            line = source.at(cell, call)
            if (meant_name := asked.strip("'")) != asked and meant_name in names:
                what = f"check({asked}) has a name in quotation marks, and no function"
                yield source.slip(line, what, f"write check({meant_name})")
            elif cell.checks is None:
                yield source.slip(line, f"check({asked}) does not stand alone", "give it a cell of its own")
            elif asked not in names:
                mend = meant(asked, names, "an exercise is a function with a solution region")
                yield source.slip(line, f"check({asked}), and the lesson has no such exercise", mend)
            elif asked in met:
                yield source.slip(line, f"`{asked}` is checked a second time", "take one of the cells out")
            elif asked != due:
                yield source.slip(line, f"below `{due}` stands check({asked})", f"write check({due})")
            met.add(due if asked not in met and due not in met else asked)
    if due and due not in met:
        yield _unchecked(source, due)


def _unchecked(source: Source, name: str) -> Slip:
    what = f"`{name}` has no cell that checks it, and no points"
    mend = f"write check({name}) alone into a cell below its hints"
    return source.slip(source.line(source.exercises[name]), what, mend)


def _calls_of(cell: Cell, function: str) -> Iterator[tuple[str, ast.Call]]:
    """(the first argument as text, call) of each call of a function in a cell."""
    for node in ast.walk(cell.tree) if cell.tree else ():
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) == function:
            yield ", ".join(map(ast.unparse, node.args)), node


def _hints(source: Source) -> Iterator[Slip]:
    for name, exercise in source.lesson.exercises.items():
        line, count = source.line(exercise.cell), len(exercise.hints)
        if not count:
            yield source.slip(line, f"`{name}` has no hints", f"write {BELOW}")
        elif count > MOST_HINTS:
            yield source.slip(line, f"`{name}` has {count} hints", f"write {BELOW}")
        elif not all(exercise.hints):
            yield source.slip(line, f"a hint of `{name}` is empty", "write it, or take it out")
        below = source.lesson.cells[source.lesson.cells.index(exercise.cell) + 1 :][:1]
        numbers = [int(one) for cell in below for one in re.findall(r"<summary>Hint (\d+)", cell.source)]
        if numbers and count <= MOST_HINTS and numbers != [*range(1, len(numbers) + 1)]:
            told = ", ".join(map(str, numbers))
            yield source.slip(line, f"the hints of `{name}` have the numbers {told}", "count them from 1")


def _folds(source: Source) -> Iterator[Slip]:
    for cell in source.lesson.cells:
        opened, closed = (len(re.findall(tag, cell.source)) for tag in ("<details>", "</details>"))
        if cell.kind == "markdown" and opened != closed:
            what = f"{opened} <details> and {closed} </details> in one cell"
            yield source.slip(source.line(cell), what, "close each fold where it ends")


def _aside(source: Source) -> Iterator[Slip]:
    """What looks at a learner's work is a cell of its own: nobody runs it in grading."""
    for cell in source.code:
        for function in ("hint", "solution", "milestone", "progress"):
            for _, call in _calls_of(cell, function):
                if not cell.call_of(function):
                    what = f"`{ast.unparse(call)}` does not stand alone"
                    yield source.slip(source.at(cell, call), what, "give it a cell of its own")


def _naming_their_lesson(source: Source) -> Iterator[Slip]:
    for cell in source.code:
        for function in ("milestone", "progress"):
            for asked, call in _calls_of(cell, function):
                if asked != repr(source.name):
                    what = f"{function}({asked}) in {source.name}"
                    mend = f'write {function}("{source.name}")'
                    yield source.slip(source.at(cell, call), what, mend)


def _milestone(course: Course, source: Source) -> Iterator[Slip]:
    """The cell and the check come together."""
    shown = [cell for cell in source.code if cell.call_of("milestone")]
    named = [one for one in course.checks(source.name).functions if one.name.startswith("test_milestone")]
    if named and not shown:
        what = "the lesson has a milestone among its checks, and no cell that runs it"
        yield source.slip(1, what, f'write milestone("{source.name}") alone into a cell')
    checks = course.checks(source.name)
    if shown and not named and checks.there and not checks.error:
        what = "the lesson runs a milestone, and its checks have none"
        mend = f"write test_milestone_… in {course.checks(source.name).path}, marked @pytest.mark.milestone"
        yield source.slip(source.line(shown[0]), what, mend)
    for cell in shown[1:]:
        yield source.slip(source.line(cell), "a second cell runs the milestone", "take one of them out")
