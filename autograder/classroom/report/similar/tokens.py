"""The tokens of code: nodes of its syntax tree in the order in which it is read; variables have no names."""

import ast
from collections.abc import Collection, Iterator
from typing import TypeAlias

Token: TypeAlias = tuple[str, str]

VARIABLE = "a variable"
DEFINITIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
NO_CODE = frozenset(("ctx", "annotation", "returns", "type_comment", "type_params", "simple", "kind"))


def tokens(root: ast.AST, own: Collection[str]) -> Iterator[tuple[Token, int, str]]:
    """(token, line, name of the variable or "") of each node; by a stack, since a student's may be deep."""
    stack = [(root, first_line(root))]
    while stack:
        node, line = stack.pop()
        line = getattr(node, "lineno", line)
        token, name = _token(node, own)
        yield token, line, name
        stack += [(child, line) for child in reversed(list(children(node)))]


def children(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes below a node, without texts that stand alone, annotations and what says load or store."""
    for field, value in ast.iter_fields(node):
        if field in NO_CODE:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not is_text(child):
                yield child


def is_text(node: ast.AST) -> bool:
    """Whether a statement is a docstring, or another text that does nothing."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _token(node: ast.AST, own: Collection[str]) -> tuple[Token, str]:
    kind, name = type(node).__name__, ""
    match node:
        case ast.Name(id=name) | ast.arg(arg=name) | ast.ClassDef(name=name) | ast.FunctionDef(name=name):
            pass
        case ast.Attribute(value=ast.Name(id="self"), attr=attribute):
            return (kind, VARIABLE), f"self.{attribute}"
        case ast.Attribute(attr=attribute) | ast.keyword(arg=str(attribute)):
            return (kind, attribute), ""
        case ast.Constant(value=value):
            # One text is like another; 1, 1.0 and True are not.
            return (type(value).__name__, "" if isinstance(value, str | bytes) else _number(value)), ""
    return ((kind, VARIABLE), name) if name in own else ((kind, name), "")


def _number(value: object) -> str:
    """A number as text; one that has too many digits to be written is like all others of its kind."""
    try:
        return repr(value)
    except ValueError:
        return ""


def first_line(node: ast.AST) -> int:
    """The line in which a definition begins, decorators included."""
    lines: list[int] = [one.lineno for one in getattr(node, "decorator_list", ())]
    return min([*lines, getattr(node, "lineno", 1)])


def bound(root: ast.AST) -> set[str]:
    """All names that the code binds anywhere, but for methods."""
    names, methods = set[str](), set[str]()
    for node in ast.walk(root):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.add(node.id)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, DEFINITIONS):
            names.add(node.name)
        if isinstance(node, ast.ClassDef):
            methods |= {one.name for one in node.body if isinstance(one, DEFINITIONS)}
    return names - methods
