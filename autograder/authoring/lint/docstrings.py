"""Slips in the docstring of an exercise, which is all that a student has to write it from."""

import ast
import re
from collections.abc import Iterator

from autograder.authoring.lint.files import Course
from autograder.authoring.lint.slip import Slip
from autograder.lesson import Exercise

SHAPE = re.compile(r"\(\s*(?:[\w…·+\-−*/ ]+,\s*)*[\w…·+\-−*/ ]*,?\s*\)|shape|length|scalar")
SECTION = re.compile(
    r"^ *(Parameters|Returns|Yields)\n *-+\n(.*?)(?=^ *\w+\n *-+\n|\Z)", re.MULTILINE | re.DOTALL
)


def slips(course: Course, name: str) -> Iterator[Slip]:
    """Those of a lesson's source."""
    source = course.sources[name]
    for exercise in source.lesson.exercises.values():
        for what, mend in _wrong(exercise):
            yield source.slip(source.line(exercise.cell), f"`{exercise.name}` {what}", mend)


def kinds(exercise: Exercise) -> dict[str, str]:
    """Parameter → what the docstring of an exercise says that it is."""
    definition = exercise.cell.tree.body[0] if exercise.cell.tree else None
    documented = isinstance(definition, ast.FunctionDef | ast.ClassDef)
    said = ast.get_docstring(definition) if documented else None  # type: ignore[arg-type]
    return dict(_entries(dict(SECTION.findall(f"{said}\n")).get("Parameters", "")))


def _wrong(exercise: Exercise) -> Iterator[tuple[str, str]]:
    """(what, mend) of each thing that is wrong with a docstring."""
    definition = exercise.cell.tree.body[0] if exercise.cell.tree else None
    if not isinstance(definition, ast.FunctionDef | ast.ClassDef):
        return
    said = ast.get_docstring(definition)
    if not said:
        yield "has no docstring", "say in a sentence or a formula what it gives, then the shapes"
        return
    first = said.splitlines()[0]
    if not first.endswith(".") or len(said.splitlines()) > 1 and said.splitlines()[1]:
        yield f"begins with {first!r}", "the first line is a sentence or a formula, with its full stop"
    if isinstance(definition, ast.FunctionDef):
        yield from _sections(exercise, dict(SECTION.findall(said + "\n")))


def _sections(exercise: Exercise, sections: dict[str, str]) -> Iterator[tuple[str, str]]:
    told = dict(_entries(sections.get("Parameters", "")))
    missing = [name for name in exercise.parameters if name not in told]
    if missing:
        yield f"does not say what {', '.join(missing)} is", "write each below Parameters: `X : array (n, d)`"
    for name in told:
        if name not in exercise.parameters:
            yield f"tells of `{name}`, which is no parameter", f"its own: {', '.join(exercise.parameters)}"
    if not missing and [name for name in told if name in exercise.parameters] != exercise.parameters:
        what = f"tells of {', '.join(told)}, and takes ({', '.join(exercise.parameters)})"
        yield what, "write them in the order of the parameters"
    for name, kind in told.items():
        if re.match(r"arrays?\b", kind) and not SHAPE.search(kind):
            yield f"does not say which shape `{name}` has", f"write it: `{name} : array (n, d)`"
    if "Returns" not in sections and "Yields" not in sections:
        yield "does not say what it returns", "write it below Returns, with its shape"
        return
    given = sections.get("Returns", sections.get("Yields", ""))
    if re.search(r"^arrays?\s*$", given.strip().splitlines()[0] if given.strip() else ""):
        if not SHAPE.search(given):
            yield "does not say which shape it returns", "write it below Returns: `array (n, k)`"


def _entries(section: str) -> Iterator[tuple[str, str]]:
    """(name, kind) of each parameter; several may share a line."""
    for names, kind in re.findall(r"^([\w, ]+?) : (.*)$", section, re.MULTILINE):
        yield from ((name.strip(), kind) for name in names.split(","))
