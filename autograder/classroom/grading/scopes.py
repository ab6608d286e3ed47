"""What names are bound to, at the top level of a cell and within a function; nothing is run."""

import ast
from collections.abc import Iterator
from typing import TypeAlias

# What a name is bound to: the full name of an import, a definition or an expression, or unknown.
Meaning: TypeAlias = str | ast.AST | None
Scope: TypeAlias = dict[str, list[Meaning]]

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def bound(node: ast.AST) -> Iterator[tuple[str, Meaning]]:
    """(name, meaning) of all that a statement binds around it; `*` for `from module import *`."""
    if isinstance(node, DEFINITIONS):
        yield node.name, node
    elif isinstance(node, ast.Import):
        for alias in node.names:
            whole = alias.name if alias.asname else alias.name.partition(".")[0]
            yield alias.asname or whole, whole
    elif isinstance(node, ast.ImportFrom):
        for alias in node.names:
            path = node.module or "." if alias.name == "*" else f"{node.module}.{alias.name}"
            yield alias.asname or alias.name, path
    elif isinstance(node, ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        return
    else:
        yield from _assigned(node)
        for child in ast.iter_child_nodes(node):
            yield from bound(child)


def _assigned(node: ast.AST) -> Iterator[tuple[str, Meaning]]:
    if isinstance(node, ast.Assign):
        for target in node.targets:
            yield from _pairs(target, node.value)
    elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and node.value:
        yield from _pairs(node.target, node.value)
    elif isinstance(node, ast.For | ast.AsyncFor):
        yield from ((name, node.iter) for name, _ in _pairs(node.target, None))
    elif isinstance(node, ast.withitem) and node.optional_vars:
        yield from _pairs(node.optional_vars, None)
    elif isinstance(node, ast.AugAssign):
        yield from _pairs(node.target, None)
    elif isinstance(node, ast.ExceptHandler) and node.name:
        yield node.name, None


def _pairs(target: ast.expr, value: ast.expr | None) -> Iterator[tuple[str, Meaning]]:
    """(name, expression) of an assignment, element by element where both sides are written out."""
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Starred):
        yield from _pairs(target.value, None)
    elif isinstance(target, ast.Tuple | ast.List):
        written = isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts)
        values = (
            value.elts if written and isinstance(value, ast.Tuple | ast.List) else [value] * len(target.elts)
        )
        for one, its in zip(target.elts, values):
            yield from _pairs(one, its)


def local(node: ast.AST) -> Scope:
    """What a function, or a comprehension, binds for itself."""
    scope: Scope = {}
    if isinstance(node, COMPREHENSIONS):
        for part in node.generators:
            for name, _ in _pairs(part.target, None):
                scope[name] = [None]
        return scope
    arguments = getattr(node, "args", None)
    if isinstance(arguments, ast.arguments):
        every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        every += filter(None, [arguments.vararg, arguments.kwarg])
        scope |= {one.arg: [None] for one in every}
    body = node.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else []
    for statement in body:
        for name, meaning in bound(statement):
            scope.setdefault(name, []).append(None if isinstance(meaning, DEFINITIONS) else meaning)
    for name in _global(node):
        scope.pop(name, None)
    return scope


def _global(node: ast.AST) -> set[str]:
    return {name for inner in ast.walk(node) if isinstance(inner, ast.Global) for name in inner.names}
