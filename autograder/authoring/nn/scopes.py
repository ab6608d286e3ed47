"""Which names a function or a class has for itself."""

import ast
from collections.abc import Iterator

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


class Scope:
    """The names that a piece of a module has for itself, and those that it declares to be the module's."""

    def __init__(self, names: set[str], declared: set[str], is_class: bool = False) -> None:
        self.names, self.declared, self.is_class = names, declared, is_class


def kinds_of(node: ast.AST) -> list[Scope]:
    """The scope around a `def f[T]` or `class A[T]`, which knows `T`, where there is one."""
    names = {kind.name for kind in getattr(node, "type_params", ())}  # from Python 3.12 on
    return [Scope(names, set())] if names else []


def _own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function's or class's own body, without those of functions and classes in it."""
    for child in ast.iter_child_nodes(node):
        if isinstance(node, ast.comprehension) and child is node.target:
            continue  # a comprehension keeps its names to itself
        yield child
        if not isinstance(child, Function | ast.ClassDef):
            yield from _own_nodes(child)


def declared(node: ast.AST) -> set[str]:
    """The names that a function or class declares to be global."""
    return {name for n in _own_nodes(node) if isinstance(n, ast.Global) for name in n.names}


def bound(part: ast.AST) -> Iterator[str]:
    """The names that a part of a function's body makes its own."""
    for node in (part, *(() if isinstance(part, Function | ast.ClassDef) else _own_nodes(part))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
            yield node.name
        elif isinstance(node, ast.Nonlocal):
            yield from node.names
