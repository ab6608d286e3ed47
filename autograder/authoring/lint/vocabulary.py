"""The names that a text may mean: of the course, of the kit, of Python and NumPy."""

import ast
import builtins
import functools
import inspect
import keyword
import re
import sys
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TypeGuard

from autograder.authoring.lint.files import Course, File

KIT = Path(__file__).parents[2]
OF_UFUNCS = frozenset(("out", "where", "casting", "order", "dtype", "subok", "signature"))
OF_GENERAL_UFUNCS = frozenset(("axes", "axis", "keepdims"))  # as of matmul
OFFERED = ("autograder", "playground", "autograder.comparison")


def offered(course: Course, lessons: Iterable[str]) -> set[str]:
    """What people write about: exercises, the lessons' own parameters and pictures, what the kit offers."""
    names = {*course.exercises, *kit_offers()}
    for lesson in lessons:
        for exercise in course.sources[lesson].lesson.exercises.values():
            names |= {*exercise.parameters, *exercise.methods}
        names |= {picture.name for file in course.pictures(lesson) for picture in file.functions}
    return names


@cache
def kit_offers() -> frozenset[str]:
    """The public functions of the kit, read and not imported: that would load what draws."""
    files = [Path(spec.origin) for name in OFFERED if (spec := find_spec(name)) and spec.origin]
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in files]
    nodes = [node for tree in trees for node in tree.body]
    own = {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
    names = (ast.literal_eval(node.value) for node in nodes if _is_all(node))
    return frozenset(name for name in own.union(*names) if not name.startswith("_"))


def _is_all(node: ast.stmt) -> TypeGuard[ast.Assign]:
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"


@cache
def commands() -> list[str]:
    """Those of `hardway`, as the command line groups them; it imports lint, and not the other way round."""
    tree = ast.parse((KIT / "cli.py").read_text(encoding="utf-8"))
    table = next(node for node in tree.body if isinstance(node, ast.AnnAssign))
    found = [node.attr for node in ast.walk(table) if isinstance(node, ast.Attribute)]
    return [name.strip("_").replace("_", "-") for name in found]


def defined(course: Course, name: str) -> bool:
    """Whether a name means something in Python, in the course's code or in the kit's."""
    if hasattr(builtins, name) or keyword.iskeyword(name) or name in sys.stdlib_module_names:
        return True
    word = re.compile(rf"(?<![\w`]){re.escape(name)}(?![\w`])")
    texts = (text for text in _kit_texts() if name in text)
    files = (file for file in _files(course) if word.search(file.text))
    return any(map(word.search, texts)) or any(name in _names(file) for file in files)


def _files(course: Course) -> list[File]:
    own = (
        file
        for name in course.names
        for file in (course.checks(name), course.mistakes(name), *course.pictures(name))
    )
    return [*course.sources.values(), *own]


@cache
def _names(file: File) -> frozenset[str]:
    """All names that a file binds or reads."""
    keys = ("id", "attr", "arg", "name", "asname")
    found = (getattr(node, key, None) for node in file.nodes for key in keys)
    return frozenset(name for name in found if isinstance(name, str))


@cache
def _kit_texts() -> list[str]:
    """The kit's own modules, without those of lessons: a course that is linted brings its own."""
    paths = (path for path in KIT.rglob("*.py") if path.parent.name not in ("checks", "mistakes"))
    return [path.read_text(encoding="utf-8") for path in paths]


@cache
def of_an_array() -> list[str]:
    """All that can be asked of an array."""
    import numpy  # only for who lints

    return dir(numpy.ndarray)


@cache
def keywords_in_numpy(dotted: str) -> frozenset[str] | None:
    """The keywords that `np.max` and the like take; None where nobody can say."""
    import numpy

    try:
        function = functools.reduce(getattr, dotted.split(".")[1:], numpy)
        if isinstance(function, numpy.ufunc):
            return OF_UFUNCS | (OF_GENERAL_UFUNCS if function.signature else frozenset())
        takes = inspect.signature(function).parameters  # type: ignore[arg-type]
    except (AttributeError, TypeError, ValueError):
        return None
    some = any(one.kind is one.VAR_KEYWORD for one in takes.values())
    return None if some else frozenset(takes)


@cache
def missing_in_numpy(dotted: str) -> tuple[str, list[str]] | None:
    """(what is not there, what is) of `np.random.maxmum` and the like; None where it is something."""
    import numpy  # only for who lints

    within: object = numpy
    for part in dotted.split(".")[1:]:
        if not hasattr(within, part):
            return part, dir(within)
        within = getattr(within, part)
    return None
