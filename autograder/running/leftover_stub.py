"""Whether `raise NotImplementedError` was left in a function that has lines of its own."""

import ast
import inspect
import textwrap
import types
from collections.abc import Callable, Sequence

STUB = "NotImplementedError"


def leftover_stub(function: Callable, always: bool = False) -> bool:
    """Whether `raise NotImplementedError` is still in a function, or a class's method, with lines of its own.

    Parameters
    ----------
    function : callable
    always : bool
        Only where every call that gets so far ends at that line: nothing returns before it.
    """
    methods = _methods(function)
    if methods:
        return not always and any(map(leftover_stub, methods))
    body = _body(function)
    at = next((i for i, statement in enumerate(body) if _is_stub_line(statement)), None)
    if at is None or (always and _returns(body[:at])):
        return False
    return any(map(_says_something, body[:at] if always else [*body[:at], *body[at + 1 :]]))


def is_stub(body: Sequence[ast.stmt]) -> bool:
    """Whether these statements are a stub as it was handed out, and nothing besides."""
    lines = [statement for statement in body if _says_something(statement)]
    return bool(lines) and all(map(_is_stub_line, lines))


def unwritten(function: Callable) -> bool:
    """Whether a function is the stub as it was handed out."""
    code = getattr(function, "__code__", None)
    return code is not None and code.co_names == (STUB,) and not leftover_stub(function)


def _methods(function: Callable) -> list[types.FunctionType]:
    if not isinstance(function, type):
        return []
    return [method for method in vars(function).values() if isinstance(method, types.FunctionType)]


def _returns(statements: Sequence[ast.stmt]) -> bool:
    ends = ast.Return | ast.Yield | ast.YieldFrom
    return any(isinstance(node, ends) for statement in statements for node in ast.walk(statement))


def _says_something(statement: ast.stmt) -> bool:
    """Whether a statement is more than a docstring, `...` or `pass`."""
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        return False
    return not isinstance(statement, ast.Pass)


def _body(function: Callable) -> list[ast.stmt]:
    """The statements of a function; none where its source is not known, or plainly holds no such line."""
    if not isinstance(function, types.FunctionType):
        return []
    try:
        if STUB not in inspect.unwrap(function).__code__.co_names:
            return []  # to read the source takes as long as a check, and each check asks
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, AttributeError, SyntaxError, ValueError, IndexError, RecursionError):
        return []
    return tree.body[0].body if tree.body and isinstance(tree.body[0], ast.FunctionDef) else []


def _is_stub_line(statement: ast.stmt) -> bool:
    raised = statement.exc if isinstance(statement, ast.Raise) else None
    named = raised.func if isinstance(raised, ast.Call) else raised
    return getattr(named, "id", None) == STUB
