"""Which global names a piece of source loads and stores."""

import ast
import dis
import re
import sys
import types
from functools import lru_cache


@lru_cache(maxsize=4096)
def global_names(source):
    """(loads, stores): the global names that source reads anywhere, and those that it binds at its top level."""
    try:
        code = compile(_python(source), "<cell>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set(), set()  # it will not run either
    loads, stores, todo = set(), set(), [code]
    while todo:
        code = todo.pop()
        todo += [const for const in code.co_consts if isinstance(const, types.CodeType)]
        for step in dis.get_instructions(code):
            if step.opname in ("LOAD_NAME", "LOAD_GLOBAL"):
                loads.add(step.argval)
            elif step.opname in ("STORE_NAME", "STORE_GLOBAL") and code.co_name == "<module>":
                stores.add(step.argval)
    return loads, stores


def _python(source):
    """The source without IPython's own lines."""
    return re.sub(r"^[ \t]*[%!].*$", "", source, flags=re.MULTILINE)


def taker(name, value, sources):
    """Which of the sources, run in order, gives `value` to a name that was defined by `def` or `class` before; None for none.

    An assignment of a function is a definition like any other, and the last one counts: what takes a name is an import, or a value that is no function.
    """
    defined, found = False, None
    for source in sources:
        for kind, what in bindings(source):
            if kind == "def" and what == name:
                defined, found = True, None
            elif kind == "assign" and what == name and callable(value):
                defined, found = False, None
            elif defined and (
                what == name or kind == "star" and getattr(sys.modules.get(what), name, None) is value
            ):
                found = source
    return found


@lru_cache(maxsize=4096)
def bindings(source):
    """The names that source binds at its top level, in order: ("def", name), ("import", name), ("assign", name), or ("star", module) of `from module import *`."""
    try:
        tree = ast.parse(_python(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    return tuple(_bound(tree))


def _bound(node):
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield "def", child.name
        elif isinstance(child, ast.Import | ast.ImportFrom):
            for alias in child.names:
                yield (
                    ("star", child.module)
                    if alias.name == "*"
                    else ("import", alias.asname or alias.name.partition(".")[0])
                )
        elif isinstance(child, ast.Assign):  # `f = vectorize(f)` takes nothing away
            read = {n.id for n in ast.walk(child.value) if isinstance(n, ast.Name)}
            yield from (
                pair for target in child.targets for pair in _bound(ast.Expr(target)) if pair[1] not in read
            )
        elif isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
            yield "assign", child.id
        elif not isinstance(child, ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            yield from _bound(child)
