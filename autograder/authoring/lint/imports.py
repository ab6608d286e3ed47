"""Slips in imports: a module that is not there, or a name that a module of the kit does not have."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from autograder import lesson as lessons
from autograder.authoring.lint.files import Course, File
from autograder.authoring.lint.names import OURS, THEIRS
from autograder.authoring.lint.slip import Slip, meant
from autograder.running.global_names import bindings

KIT = ("autograder", "playground")
ELSEWHERE = (OURS, THEIRS, "playground.pictures")  # `names.py` and `demonstrations.py` look at these


def slips(course: Course, name: str) -> Iterator[Slip]:
    """Those of a lesson's files."""
    for file in (course.sources[name], course.checks(name), course.mistakes(name), *course.pictures(name)):
        for node in file.nodes:
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield from _into_a_picture(file, node)
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield from _module(file, node, alias.name)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                if not node.module.startswith(ELSEWHERE):
                    yield from _module(file, node, node.module) or _names(file, node, node.module)


def _into_a_picture(file: File, node: ast.Import | ast.ImportFrom) -> Iterator[Slip]:
    """Pictures draw with what they are handed: our answers in them are what the student did not write."""
    if file.path.startswith("playground/") and re.search(
        rf"\b{OURS}\b|import reference\b", ast.unparse(node)
    ):
        what = f"`{ast.unparse(node)}` brings our answers into a picture"
        yield file.slip(node.lineno, what, "make the student's function its parameter")


def _module(file: File, node: ast.stmt, module: str) -> list[Slip]:
    top = module.partition(".")[0]
    if (top in KIT and _place(module)) or (top not in KIT and _installed(top)):
        return []
    return [file.slip(node.lineno, f"there is no module `{module}`", "see how it is spelled, or install it")]


def _names(file: File, node: ast.ImportFrom, module: str) -> Iterator[Slip]:
    there = _offered(module)
    for alias in node.names if module.partition(".")[0] in KIT else ():
        if alias.name != "*" and alias.name not in there and not _place(f"{module}.{alias.name}"):
            what = f"`{module}` has no `{alias.name}`"
            yield file.slip(node.lineno, what, meant(alias.name, there, "see what it offers"))


@cache
def _installed(module: str) -> bool:
    return find_spec(module) is not None


@cache
def _place(module: str) -> Path | None:
    """The file of a module of the kit."""
    path = lessons.ROOT.joinpath(*module.split("."))
    return next((one for one in (path.with_suffix(".py"), path / "__init__.py") if one.is_file()), None)


@cache
def _offered(module: str) -> frozenset[str]:
    place = _place(module)
    return (
        frozenset(name for _, name in bindings(place.read_text(encoding="utf-8"))) if place else frozenset()
    )
