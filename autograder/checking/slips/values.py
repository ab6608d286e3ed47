"""What may be missing at a value in a wrong answer: something done to it, a factor, a term; another count.

Each function takes a node and yields (what may stand in its place, what is wrong there, in words).
"""

import ast
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import cast

from autograder.checking.slips.changes import Change, Changes, put
from autograder.checking.slips.roles import called

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


def counted(node: ast.AST) -> Changes:
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


def wrapped(node: ast.AST) -> Changes:
    """Something done to a value before it is used."""
    for inner, again in _values(node):
        if not isinstance(inner, ast.Constant):
            for what, form in WRAPPED:
                yield again(_filled(form, inner)), missing(what, inner)
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


def counts(definition: ast.FunctionDef) -> Change:
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


def with_operands(definition: ast.FunctionDef) -> Change:
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
                new.rival = partial(_rival, again, inner, operator, operand)  # type: ignore[attr-defined]
                yield new, f"`{ast.unparse(inner)}` {says}"

    return more


def _rival(
    again: Callable[[ast.expr], ast.AST], inner: ast.expr, operator: type[ast.operator], operand: ast.expr
) -> ast.AST:
    """The same with another operand."""
    other = ast.BinOp(operand, SAME_WAY[operator](), ast.Constant(RIVAL))
    return again(ast.BinOp(inner, operator(), other))


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
            yield one, lambda new, i=i: with_item(node, "args", i, new)  # type: ignore[misc]
    elif isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load):
        for i, one in enumerate(node.elts):
            yield one, lambda new, i=i: with_item(node, "elts", i, new)  # type: ignore[misc]


def with_item(node: ast.AST, field: str, i: int, new: ast.expr) -> ast.AST:
    """The node with another item in one of its lists."""
    held: Sequence[ast.AST] = getattr(node, field)
    return put(node, **{field: [*held[:i], new, *held[i + 1 :]]})


def missing(what: str, node: ast.expr) -> str:
    """That something is missing at a value, in words."""
    return f"{what} is missing at `{ast.unparse(node)}`"
