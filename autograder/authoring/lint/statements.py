"""Whether an answer stands in a piece of code: its statements, whatever the variables are called."""

import ast
from collections import Counter
from collections.abc import Iterator

SHARE = 2 / 3  # of an answer's statements: so many together give it away


def _told(node: ast.AST) -> str:
    """The code of an expression without the names of its variables."""
    called = [one.func for one in ast.walk(node) if isinstance(one, ast.Call)]
    modules = [one.value for one in ast.walk(node) if isinstance(one, ast.Attribute)]
    kept = {id(one) for one in called} | {id(one) for one in modules if getattr(one, "id", "") == "np"}
    copy = ast.parse(ast.unparse(node), mode="eval").body
    names = zip(_names(node), _names(copy))
    for original, name in names:
        if id(original) not in kept:
            name.id = "_"
    return ast.unparse(copy)


def _names(node: ast.AST) -> list[ast.Name]:
    return [one for one in ast.walk(node) if isinstance(one, ast.Name)]


def statements(tree: ast.AST) -> Counter[str]:
    """The statements of a piece of code that say something, each as text, with how often it stands there."""
    return Counter(text for text, _ in located(tree))


def located(tree: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """The same one by one, each with its node."""
    return ((text, node) for node in ast.walk(tree) if (text := _statement(node)))


def values(tree: ast.AST) -> Counter[str]:
    """All that is computed in a piece of code, also within a call: `print(2 * z)` computes `2 * z`."""
    inside = (node for node in ast.walk(tree) if isinstance(node, ast.Call | ast.BinOp | ast.Compare))
    return statements(tree) | Counter(map(_told, inside))


def _statement(node: ast.AST) -> str | None:
    if isinstance(node, ast.For | ast.comprehension):
        return f"for {_told(node.iter)}" if isinstance(node.iter, ast.Call) else None
    if isinstance(node, ast.While | ast.If | ast.Assert):
        return f"if {_told(node.test)}"
    if isinstance(node, ast.AugAssign):
        return f"{type(node.op).__name__} {_told(node.value)}"
    if isinstance(node, ast.Return | ast.Assign | ast.Expr | ast.AnnAssign | ast.Yield) and node.value:
        return _value(node.value)
    return None


def _value(node: ast.expr) -> str | None:
    """What is computed; None of a name, a constant, or several of them, which say nothing."""
    says = any(
        isinstance(one, ast.Call | ast.BinOp | ast.Compare | ast.Dict | ast.ListComp)
        for one in ast.walk(node)
    )
    return _told(node) if says and not isinstance(node, ast.Constant | ast.Yield) else None


def pieces(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Each function and method of a module with its name; those inside another belong to it."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        if isinstance(node, ast.ClassDef):
            yield from (
                (f"{node.name}.{one.name}", one) for one in node.body if isinstance(one, ast.FunctionDef)
            )


def gives_away(answer: Counter[str], code: Counter[str]) -> bool:
    """Whether two thirds of an answer's statements stand together in the code."""
    if answer.keys().isdisjoint(code):  # nearly always, and much faster
        return False
    return (answer & code).total() >= SHARE * answer.total()
