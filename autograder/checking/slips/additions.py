"""What may be missing at one node of a wrong answer: a factor, a root, an axis, a copy.

The changes of `changes.py` make a right answer wrong, and most of them also mend; these only mend. Each
function takes a node and yields (what may stand in its place, what is missing, in words).
"""

import ast
from collections.abc import Callable, Iterator, Sequence
from typing import cast

from autograder.checking.slips.changes import Change, Changes, put
from autograder.checking.slips.roles import called

REDUCES = ("sum", "mean", "max", "min", "std", "var", "argmax", "argmin", "prod", "any", "all")
MAKES = ("zeros", "zeros_like", "ones_like", "empty", "empty_like", "array", "full")
PRODUCTS = ("dot", "matmul", "outer")
COUNTS = ("len({})", "{}.size", "{}.shape[0]", "{}.shape[1]", "{}.shape[-1]")
WRAPPED = (  # what is missing, and how it may be written: what changes least comes first
    ("a change to floats", "np.asarray({}, dtype=float)"), ("a copy", "{}.copy()"),
    ("`.item()`", "{}.item()"), ("a minus", "-{}"), ("a square", "{} ** 2"),
    ("a root", "np.sqrt({})"), ("an `exp`", "np.exp({})"),
    ("a logarithm", "np.log({})"), ("an absolute value", "np.abs({})"), ("a mean", "np.mean({})"),
    ("a sum", "np.sum({})"), ("a largest value", "np.max({})"), ("rounding", "int(round({}))"),
    ("the turning round of its order", "{}[::-1]"),
)  # fmt: skip
OPERATIONS = (  # what repairs it, and what is so of it before
    (ast.Mult, "is what is due divided by `{}`"), (ast.Div, "is what is due times `{}`"),
    (ast.Add, "is too low by `{}`"), (ast.Sub, "is too high by `{}`"),
)  # fmt: skip
SAME_WAY = {ast.Mult: ast.Mult, ast.Div: ast.Mult, ast.Add: ast.Add, ast.Sub: ast.Add}
NUMBERS = ((ast.Mult, 2, "is half of what is due"), (ast.Mult, 0.5, "is twice what is due"))
MOST_NAMES = 8
RIVAL = 3  # a factor or a term more: where an answer is right with it too, nothing says which was missing


def additions(definition: ast.FunctionDef) -> list[list[Change]]:
    """The changes that may mend this function, in groups, those with the fewest ways first."""
    words: list[Change] = [_transposed, _along_an_axis, _of_floats, _kept, _brackets, _compared, _counted]
    return [words, [_wrapped], [_counts(definition), _with_operands(definition)]]


def _transposed(node: ast.AST) -> Changes:
    """A factor of a matrix product with rows and columns exchanged."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        for side in ("left", "right"):
            one = getattr(node, side)
            yield put(node, **{side: ast.Attribute(one, "T", ast.Load())}), _missing("a transpose", one)
    elif isinstance(node, ast.Call) and called(node) in PRODUCTS:
        for i, one in enumerate(node.args):
            turned = ast.Attribute(one, "T", ast.Load())
            yield put(node, args=[*node.args[:i], turned, *node.args[i + 1 :]]), _missing("a transpose", one)


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


def _counted(node: ast.AST) -> Changes:
    """Another count of the same array: of its rows, its columns, all its numbers."""
    if array := _array_of_a_count(node):
        for count in COUNTS:
            new = _filled(count, array)
            if ast.dump(new) != ast.dump(node):
                yield new, f"`{ast.unparse(node)}` is not the count that is due"


def _array_of_a_count(node: ast.AST) -> ast.expr | None:
    """The a of `len(a)`, `a.size`, `a.shape[i]`."""
    if isinstance(node, ast.Call) and called(node) == "len":
        return next(iter(node.args), None)
    if isinstance(node, ast.Subscript) and getattr(node.value, "attr", "") == "shape":
        return cast(ast.Attribute, node.value).value
    return node.value if isinstance(node, ast.Attribute) and node.attr == "size" else None


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
            yield put(one, left=_with(node, "args", i, one.left))


def _wrapped(node: ast.AST) -> Changes:
    """Something done to a value before it is used."""
    for inner, again in _values(node):
        if not isinstance(inner, ast.Constant):
            for what, form in WRAPPED:
                yield again(_filled(form, inner)), _missing(what, inner)
            yield again(_filled("1 - {}", inner)), f"`{ast.unparse(inner)}` is 1 less what is due"


def _filled(form: str, inner: ast.expr) -> ast.expr:
    """The form with a value in its place: the value itself, so that it can be changed once more there."""
    new = ast.parse(form.format("_"), mode="eval").body
    for node in ast.walk(new):
        ast.copy_location(node, inner)
        for field, value in ast.iter_fields(node):
            if isinstance(value, ast.Name) and value.id == "_":
                setattr(node, field, inner)
            elif isinstance(value, list):
                setattr(node, field, [inner if getattr(one, "id", "") == "_" else one for one in value])
    return new


def _counts(definition: ast.FunctionDef) -> Change:
    """A count of the first argument in the place of what is computed."""
    array = ast.Name(next((one.arg for one in definition.args.args), "_"), ast.Load())

    def change(node: ast.AST) -> Changes:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp | ast.Call | ast.Subscript):
            for count in COUNTS:
                yield (
                    put(node, value=_filled(count, array)),
                    f"`{ast.unparse(node.value)}` is not what is due",
                )

    return change


def _with_operands(definition: ast.FunctionDef) -> Change:
    """A factor, a divisor or a term more: a number, a name of the function, or a count of an array."""
    operands = [ast.parse(text, mode="eval").body for text in _operands(definition)]
    known = [
        (operator, one, says.format(ast.unparse(one))) for operator, says in OPERATIONS for one in operands
    ]
    numbers = [(operator, ast.Constant(number), says) for operator, number, says in NUMBERS]

    def more(node: ast.AST) -> Changes:
        made = {getattr(one, "id", "") for one in getattr(node, "targets", ())}  # is no part of itself
        due = [one for one in (*numbers, *known) if getattr(one[1], "id", None) not in made]
        for inner, again in _values(node):
            for operator, operand, says in due:
                new = again(ast.BinOp(inner, operator(), operand))
                rival = ast.BinOp(operand, SAME_WAY[operator](), ast.Constant(RIVAL))
                new.rival = again(ast.BinOp(inner, operator(), rival))  # type: ignore[attr-defined]
                yield new, f"`{ast.unparse(inner)}` {says}"

    return more


def _operands(definition: ast.FunctionDef) -> Iterator[str]:
    yield "1"
    parameters = [node.arg for node in definition.args.args]
    names = (node for node in ast.walk(definition) if isinstance(node, ast.Name))
    bound = [node.id for node in names if isinstance(node.ctx, ast.Store)]
    yield from list(dict.fromkeys([*parameters, *bound]))[:MOST_NAMES]
    for name in parameters[:1]:
        yield from (f"len({name})", f"{name}.size", f"{name}.shape[-1]")


def _values(node: ast.AST) -> Iterator[tuple[ast.expr, Callable[[ast.expr], ast.AST]]]:
    """(a value that a node uses, the node with another one in its place)."""
    if isinstance(node, ast.Return | ast.Assign | ast.AugAssign):
        if isinstance(node.value, ast.expr) and not isinstance(node.value, ast.Tuple):
            yield node.value, lambda new: put(node, value=new)
    elif isinstance(node, ast.BinOp):
        yield node.left, lambda new: put(node, left=new)
        yield node.right, lambda new: put(node, right=new)
    elif isinstance(node, ast.Call):
        for i, one in enumerate(node.args):
            yield one, lambda new, i=i: _with(node, "args", i, new)  # type: ignore[misc]
    elif isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load):
        for i, one in enumerate(node.elts):
            yield one, lambda new, i=i: _with(node, "elts", i, new)  # type: ignore[misc]


def _with(node: ast.AST, field: str, i: int, new: ast.expr) -> ast.AST:
    held: Sequence[ast.AST] = getattr(node, field)
    return put(node, **{field: [*held[:i], new, *held[i + 1 :]]})


def _missing(what: str, node: ast.expr) -> str:
    return f"{what} is missing at `{ast.unparse(node)}`"
