"""Which global names a piece of source loads and stores."""

import ast
import dis
import re
import sys
import types
import warnings
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=4096)
def global_names(source: str) -> tuple[set[str], set[str]]:
    """(loads, stores): the global names that source reads anywhere, and those it binds at its top level."""
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # whoever runs the source hears what Python says of it
            code = compile(python_in(source), "<cell>", "exec", flags, dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set(), set()  # it will not run either
    loads, stores, todo = set[str](), set[str](), [code]
    while todo:
        code = todo.pop()
        todo += [const for const in code.co_consts if isinstance(const, types.CodeType)]
        top, own = code.co_name == "<module>", set[str]()  # what the body of a class has bound so far
        for step in dis.get_instructions(code):
            if step.opname in ("LOAD_NAME", "LOAD_GLOBAL") and step.argval not in own:
                loads.add(step.argval)
            elif top and step.opname in ("STORE_NAME", "STORE_GLOBAL"):
                stores.add(step.argval)
            elif step.opname == "STORE_NAME":
                own.add(step.argval)
    return loads, stores


def python_in(source: str) -> str:
    """The source without IPython's own lines."""
    return re.sub(r"^[ \t]*[%!].*$", "", source, flags=re.MULTILINE)


def taker(name: str, value: Any, sources: Iterable[str]) -> str | None:
    """Which of the sources, run in order, gives `value` to a name that `def` or `class` has defined before.

    An assignment of a function is a definition like any other, and the last one counts: what takes a name is
    an import, or a value that is no function. None where no source takes it.
    """
    defined, found = False, None
    for source in sources:
        for kind, what in bindings(source):
            if kind == "def" and what == name:
                defined, found = True, None
            elif kind == "assign" and what == name and callable(value):
                defined, found = False, None
            elif defined and (what == name or (kind == "star" and _holds(what, name, value))):
                found = source
    return found


def _holds(module: str, name: str, value: Any) -> bool:
    return getattr(sys.modules.get(module), name, None) is value


@lru_cache(maxsize=4096)
def bindings(source: str) -> tuple[tuple[str, str], ...]:
    """The names that source binds at its top level, in order.

    Each is ("def", name), ("import", name), ("assign", name), or ("star", module) of `from module import *`.
    """
    try:
        tree = ast.parse(python_in(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    return tuple(_bound(tree))


def _bound(node: ast.AST) -> Iterator[tuple[str, str]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield "def", child.name
        elif isinstance(child, ast.Import | ast.ImportFrom):
            yield from (_imported(child, alias) for alias in child.names)
        elif isinstance(child, ast.Assign):  # `f = vectorize(f)` takes nothing away
            read = {n.id for n in ast.walk(child.value) if isinstance(n, ast.Name)}
            yield from (
                pair for target in child.targets for pair in _bound(ast.Expr(target)) if pair[1] not in read
            )
        elif isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
            yield "assign", child.id
        elif not isinstance(child, ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            yield from _bound(child)


def _imported(statement: ast.Import | ast.ImportFrom, alias: ast.alias) -> tuple[str, str]:
    if alias.name == "*":
        return "star", getattr(statement, "module", None) or ""
    return "import", alias.asname or alias.name.partition(".")[0]
