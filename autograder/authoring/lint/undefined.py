"""Slips in names that a piece of code reads: nobody has defined them, or not in time."""

import ast
import builtins
from collections.abc import Collection, Iterable, Iterator, Mapping

from autograder.authoring.lint.checks import OFFERED as OFFERED_TO_CHECKS
from autograder.authoring.lint.checks import parameters
from autograder.authoring.lint.files import Course, File, Source
from autograder.authoring.lint.slip import Slip, meant
from autograder.lesson import Cell
from autograder.running.global_names import global_names

OFFERED = ("check", "hint", "milestone", "progress", "solution")  # `cells.py` says where they are missing
NOWHERE = "defined nowhere"
MINE, REFERENCE, COMPARISON = "autograder.mine", "autograder.reference", "autograder.comparison"
USUAL = {
    "np": "import numpy as np",
    "plt": "import matplotlib.pyplot as plt",
    "pytest": "import pytest",
    "quiz": "from playground import quiz",
}
PICTURES = "demo"
ALWAYS = {*dir(builtins), *OFFERED, "__name__", "__file__", "__doc__", "display", "get_ipython"}


def slips(course: Course, name: str) -> Iterator[Slip]:
    """Those of a lesson's three files."""
    from autograder import comparison  # with NumPy, and only for who lints

    source = course.sources[name]
    earlier = {one: MINE for one, holds in course.exercises.items() if holds < name}
    yield from _in_the_lesson(source, {**USUAL, **_imports(earlier)})
    ours = _imports({one: REFERENCE for one, holds in course.exercises.items() if holds <= name})
    compared = _imports(dict.fromkeys(vars(comparison), COMPARISON))
    yield from _in_a_module(
        course.checks(name), {**compared, **USUAL}, {*OFFERED_TO_CHECKS, *course.exercises}
    )
    yield from _in_a_module(course.mistakes(name), {**USUAL, **ours})
    for file in course.pictures(name):
        yield from _in_a_module(file, USUAL)


def _imports(places: Mapping[str, str]) -> dict[str, str]:
    """Name → the statement that imports it."""
    return {name: f"from {place} import {name}" for name, place in places.items()}


def _in_the_lesson(source: Source, imports: Mapping[str, str]) -> Iterator[Slip]:
    """An answer needs nothing but imports and exercises before it; a demonstration, what stands above it."""
    lasting, above = set(ALWAYS), set(ALWAYS)
    exercises = {id(exercise.cell): name for name, exercise in source.lesson.exercises.items()}
    for cell in source.code:
        reads, binds = global_names(cell.source)
        if cell.checks:
            continue
        if not cell.tree:
            binds = {name for name, one in source.exercises.items() if one is cell}
        answers = id(cell) in exercises
        for name in sorted(reads - binds - (lasting if answers else above)):
            where = _where(source, name, cell)
            who = f"the answer of `{exercises[id(cell)]}`" if answers else "a demonstration"
            mend = _mend(name, where, above, answers)
            if where == NOWHERE and name in imports:
                mend = f"import it at the top: {imports[name]}"
            yield source.slip(
                source.at(cell, _reading(cell, name)), f"in {who} `{name}` is read and {where}", mend
            )
        above |= binds | (reads & {PICTURES})  # one line for all pictures
        lasting |= binds if answers or cell.imports_only else set()


def _where(source: Source, name: str, reader: Cell) -> str:
    """Where a name is defined that is not there where it is read."""
    before = True
    for cell in source.code:
        if cell is reader:
            before = False
        elif name in global_names(cell.source)[1]:
            line = source.line(cell)
            if cell.imports_only:
                return f"imported in line {line} only"
            return (
                f"defined by the demonstration in line {line}" if before else f"defined in line {line} only"
            )
    return NOWHERE


def _mend(name: str, where: str, above: Iterable[str], answers: bool) -> str:
    needs = "an answer needs the imports at the top and earlier exercises, nothing else"
    otherwise = needs if answers else "import it at the top, or define it above"
    return otherwise if where != NOWHERE else _meant(name, above, otherwise)


def _meant(name: str, names: Iterable[str], otherwise: str) -> str:
    """As `meant`; Python's own names are many, and like everything."""
    if name == PICTURES:
        return "the pictures are imported at the top: from playground.pictures import TOPIC as demo"
    near = meant(name, sorted({*names} - {*dir(builtins)}), otherwise)
    return near if near != otherwise else meant(name, dir(builtins), otherwise, cutoff=0.8)


def _reading(cell: Cell, name: str) -> ast.AST:
    nodes = ast.walk(cell.tree) if cell.tree else ()
    return next((node for node in nodes if isinstance(node, ast.Name) and node.id == name), ast.Pass())


def _in_a_module(file: File, imports: Mapping[str, str], given: Collection[str] = ()) -> Iterator[Slip]:
    """The names that a module reads and binds nowhere; `given` are those that a check may ask for."""
    reads, binds = global_names(file.text)
    for name in sorted(reads - binds - ALWAYS):
        reader = next(node for node in file.tree.body if name in global_names(ast.unparse(node))[0])
        lines = [one.lineno for one in ast.walk(reader) if isinstance(one, ast.Name) and one.id == name]
        if not lines or (given and _told_by_its_parameters(reader, name, given)):
            continue  # Python's own, as in the body of a class; or `checks.py` says so
        mend = _meant(name, binds, "import or define it")
        if name in imports:
            mend = f"import it: {imports[name]}"
        if name in given and isinstance(reader, ast.FunctionDef) and reader.name.startswith("test_"):
            mend = f"ask for it: def {reader.name}(…, {name})"
        yield file.slip(min(lines), f"`{name}` is read and defined nowhere", mend)


def _told_by_its_parameters(check: ast.stmt, name: str, given: Collection[str]) -> bool:
    """Whether a check asks for what nobody gives, or not for the exercise that it is named after."""
    if not isinstance(check, ast.FunctionDef):
        return False
    asked = {one.arg for one in check.args.args}
    return not asked <= {*given, *parameters(check)} or check.name.startswith(f"test_{name}_")
