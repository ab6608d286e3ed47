"""What stands in the code of a class: its methods, what they keep of the object, and what they ask of it."""

import ast
from collections import Counter
from collections.abc import Iterator, Sequence

LIBRARY = ("validate_data", "check_is_fitted", "callback")  # they ask a network for no argument
AT_ONCE = ("setattr", "getattr", "vars", "locals", "get_params", "__dict__")  # of all arguments


def methods(code: ast.ClassDef) -> Iterator[ast.FunctionDef]:
    return (node for node in code.body if isinstance(node, ast.FunctionDef))


def body(code: ast.ClassDef, method: str) -> list[ast.stmt]:
    return next((one.body for one in methods(code) if one.name == method), [])


def taken(code: ast.ClassDef) -> list[str]:
    """The names of the arguments that the class is made with, and of the object."""
    found = (node for method in methods(code) if method.name == "__init__" for node in ast.walk(method.args))
    return [node.arg for node in found if isinstance(node, ast.arg)]


def stored(code: ast.AST) -> list[str]:
    """The names of all attributes of the object that get a value."""
    nodes = (node for node in ast.walk(code) if is_own(node))
    return [node.attr for node in nodes if isinstance(node.ctx, ast.Store)]  # type: ignore[attr-defined]


def is_own(node: object) -> bool:
    """Whether it is an attribute of the object itself."""
    return isinstance(node, ast.Attribute) and _is_self(node.value)


def uses(code: ast.AST, names: Sequence[str]) -> bool:
    """Whether one of the names stands there, of a variable or an attribute that is read."""
    nodes = [node for node in ast.walk(code) if not isinstance(getattr(node, "ctx", None), ast.Store)]
    return any({getattr(node, "id", ""), getattr(node, "attr", "")} & set(names) for node in nodes)


def is_handed_on(nodes: Sequence[ast.AST]) -> bool:
    """Whether others may read the arguments: the object itself goes elsewhere, or all is asked for."""
    whole = Counter(getattr(node, "id", "") for node in nodes)["self"] - sum(map(is_own, nodes))
    known = [node.value for node in nodes if isinstance(node, ast.Return) and _is_self(node.value)]
    calls = [node for node in nodes if isinstance(node, ast.Call) and getattr(node.func, "id", "") in LIBRARY]
    known += [one for call in calls for one in call.args if _is_self(one)]
    return whole > len(known) or any(uses(node, AT_ONCE) for node in nodes)


def _is_self(node: object) -> bool:
    return getattr(node, "id", "") == "self"


def is_plain(statement: ast.stmt) -> bool:
    """Whether it does nothing, or calls the class above."""
    said = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return said or isinstance(statement, ast.Pass) or ast.unparse(statement).startswith("super()")


def root(node: ast.AST) -> str:
    """The name that an entry or an attribute is of."""
    while isinstance(node, ast.Subscript | ast.Attribute | ast.Starred):
        node = node.value
    return getattr(node, "id", "")


def first_line(statement: ast.stmt) -> str:
    return ast.unparse(statement).splitlines()[0]
