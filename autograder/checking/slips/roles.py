"""What stands in the code of a function, and where: what can be compared with another tree."""

import ast
from collections import Counter
from collections.abc import Iterator

LOOPS = (ast.For, ast.While)


def roles(tree: ast.AST) -> Counter[tuple[str, str]]:
    """(where it stands, the name) of all names that are read: a side of an operator, a place in a call."""
    return Counter(
        (role, child.id)
        for node in ast.walk(tree)
        for role, child in _children(node)
        if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Load)
    )


def role_of(parent: ast.AST, field: str, i: int | None) -> str:
    """Where a node stands below its parent, in words that are the same in another tree."""
    own = getattr(parent, "op", None) or next(iter(getattr(parent, "ops", ())), None)
    name = called(parent) if isinstance(parent, ast.Call) else getattr(parent, "attr", "")
    side = "" if isinstance(own, ast.Add | ast.Mult) else field
    return " ".join(map(str, (type(parent).__name__, type(own).__name__, name, side, "" if i is None else i)))


def _children(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    for field, value in ast.iter_fields(node):
        for i, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.AST):
                yield role_of(node, field, i), child


def called(call: ast.Call) -> str:
    """The name of what is called; empty where it has none."""
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def operators(code: ast.AST) -> set[type]:
    """The kinds of all operators, comparisons among them."""
    return {
        type(op) for node in ast.walk(code) for op in (getattr(node, "op", None), *getattr(node, "ops", ()))
    }


def calls(code: ast.AST, name: str) -> int:
    """How often a function or an attribute of this name is used."""
    return sum(name in (getattr(node, "id", None), getattr(node, "attr", None)) for node in ast.walk(code))


def names(node: ast.AST) -> set[str]:
    """All names below a node."""
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}


def in_a_loop(code: ast.AST, kind: type | object) -> bool:
    """Whether something of this kind stands in a loop."""
    loops = (node for node in ast.walk(code) if isinstance(node, LOOPS))
    return any(isinstance(inner, kind) for loop in loops for inner in ast.walk(loop))  # type: ignore[arg-type]
