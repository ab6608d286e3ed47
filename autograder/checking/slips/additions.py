"""What may be missing at one node of a wrong answer, or too much: a transpose, an axis, a comparison.

The changes of `changes.py` make a right answer wrong, and most of them also mend; these only mend. Each
function takes a node and yields (what may stand in its place, what is missing, in words).
"""

import ast
from collections.abc import Iterator

from autograder.checking.slips.changes import Change, Changes, put
from autograder.checking.slips.roles import called
from autograder.checking.slips.values import counted, counts, missing, with_item, with_operands, wrapped

REDUCES = ("sum", "mean", "max", "min", "std", "var", "argmax", "argmin", "prod", "any", "all")
MAKES = ("zeros", "zeros_like", "ones_like", "empty", "empty_like", "array", "full")
PRODUCTS = ("dot", "matmul", "outer")


def additions(definition: ast.FunctionDef) -> list[list[Change]]:
    """The changes that may mend this function, in groups, those with the fewest ways first."""
    words: list[Change] = [_transposed, _along_an_axis, _of_floats, _kept, _brackets, _compared, counted]
    return [words, [wrapped], [counts(definition), with_operands(definition)]]


def _transposed(node: ast.AST) -> Changes:
    """A factor of a matrix product with rows and columns exchanged."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        for side in ("left", "right"):
            one = getattr(node, side)
            yield put(node, **{side: ast.Attribute(one, "T", ast.Load())}), missing("a transpose", one)
    elif isinstance(node, ast.Call) and called(node) in PRODUCTS:
        for i, one in enumerate(node.args):
            turned = ast.Attribute(one, "T", ast.Load())
            yield put(node, args=[*node.args[:i], turned, *node.args[i + 1 :]]), missing("a transpose", one)


def _along_an_axis(node: ast.AST) -> Changes:
    """A sum or the like along one axis, or with the axis kept."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return
    if node.func.attr not in REDUCES:
        return
    given = {keyword.arg for keyword in node.keywords}
    for name, values in (("axis", (0, 1)), ("keepdims", (True,))):
        for value in () if name in given else values:
            keywords = [*node.keywords, ast.keyword(name, ast.Constant(value))]
            yield put(node, keywords=keywords), f"`{name}` is missing in the call of `{called(node)}`"
    if not given:
        for axis in (0, 1):
            keywords = [ast.keyword("axis", ast.Constant(axis)), ast.keyword("keepdims", ast.Constant(True))]
            yield (
                put(node, keywords=keywords),
                f"`axis` is missing in the call of `{called(node)}`, and `keepdims`",
            )


def _of_floats(node: ast.AST) -> Changes:
    """An array of floats, whatever it is made like."""
    if isinstance(node, ast.Call) and called(node) in MAKES:
        others = [keyword for keyword in node.keywords if keyword.arg != "dtype"]
        keywords = [*others, ast.keyword("dtype", ast.Name("float", ast.Load()))]
        yield (
            put(node, keywords=keywords),
            f"`{called(node)}` makes an array of another kind of numbers than is due",
        )


def _kept(node: ast.AST) -> Changes:
    """What a call returns, given to a name that stands among its arguments."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        for one in node.value.args:
            if isinstance(one, ast.Name):
                target = ast.Name(one.id, ast.Store())
                yield ast.Assign([target], node.value), f"what `{called(node.value)}` returns is not kept"


def _compared(node: ast.AST) -> Changes:
    """What is compared, without the comparison."""
    if isinstance(node, ast.Compare):
        says = ast.unparse(node).removeprefix(ast.unparse(node.left)).strip()
        yield node.left, f"`{says}` is too much in `{ast.unparse(node)}`"


def _brackets(node: ast.AST) -> Changes:
    """Brackets round another pair of two operations that stand side by side, or round what a sign turns."""
    for new in (*_around_another_pair(node), *_inside_a_call(node), *_outside_a_call(node)):
        yield new, "brackets are missing, or stand elsewhere than is due"


def _around_another_pair(node: ast.AST) -> Iterator[ast.AST]:
    """(a + b) / c → a + b / c, a / (b + c) → a / b + c, -a + b → -(a + b)."""
    if not isinstance(node, ast.BinOp):
        return
    if isinstance(node.left, ast.BinOp):
        yield put(node.left, right=ast.BinOp(node.left.right, node.op, node.right))
    if isinstance(node.right, ast.BinOp):
        yield put(node.right, left=ast.BinOp(node.left, node.op, node.right.left))
    if isinstance(node.left, ast.UnaryOp):
        yield put(node.left, operand=put(node, left=node.left.operand))


def _inside_a_call(node: ast.AST) -> Iterator[ast.AST]:
    """f(a) + b → f(a + b)."""
    for side in ("left", "right") if isinstance(node, ast.BinOp) else ():
        call = getattr(node, side)
        if isinstance(call, ast.Call) and len(call.args) == 1:
            yield put(call, args=[put(node, **{side: call.args[0]})])


def _outside_a_call(node: ast.AST) -> Iterator[ast.AST]:
    """f(a + b) → f(a) + b."""
    for i, one in enumerate(node.args) if isinstance(node, ast.Call) else ():
        if isinstance(one, ast.BinOp | ast.Compare):
            yield put(one, left=with_item(node, "args", i, one.left))
