"""What a slip can make of one node of an answer: another operator, constant, axis, name; less; another order.

Each function takes a node and yields (what may stand in its place, the slip in words).
"""

import ast
import copy
from collections.abc import Callable, Iterator

Changes = Iterator[tuple[ast.AST, str]]
Change = Callable[[ast.AST], Changes]

ARITHMETIC = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add, ast.Mult),
    ast.Mult: (ast.Add, ast.Div, ast.MatMult, ast.Pow),
    ast.Div: (ast.Mult, ast.FloorDiv, ast.Sub),
    ast.FloorDiv: (ast.Div, ast.Mult),
    ast.MatMult: (ast.Mult,),
    ast.Pow: (ast.Mult, ast.Add),
}
COMPARISONS = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
SIGNS = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.MatMult: "@", ast.Pow: "**",
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
    ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in", ast.And: "and", ast.Or: "or",
}  # fmt: skip
OPERANDS = {  # what stands on either side of an operator; elsewhere it is a factor
    ast.Add: ("term", "term"), ast.Sub: ("term", "term"), ast.Pow: ("power", "power"),
    ast.Div: ("numerator", "divisor"), ast.FloorDiv: ("numerator", "divisor"),
}  # fmt: skip
ONE_SIDED = (ast.Sub, ast.Div, ast.FloorDiv, ast.MatMult, ast.Pow)  # where the order of the two matters
NUMBERS = {0: (1,), 1: (0, 2), 2: (1, 3)}
PAIRS = (
    "max min", "maximum minimum", "argmax argmin", "sum mean", "zeros ones", "zeros_like ones_like", "exp log", "log log10", "log1p log",
    "log1p exp", "cos sin", "sqrt square", "abs sign", "std var", "normal uniform", "repeat tile", "any all", "column_stack hstack",
    "floor ceil", "round int", "size ndim", "xlabel ylabel", "vmin vmax", "append remove",
)  # fmt: skip
NUMERIC = ast.BinOp | ast.Call | ast.Name | ast.Subscript | ast.Attribute  # what may be a number
DATA = ("T", "shape", "size", "ndim", "real")  # attributes that are no methods


def put(node: ast.AST, **fields: object) -> ast.AST:
    """A copy of the node with other fields."""
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def arithmetic(node: ast.AST) -> Changes:
    """Another operator of arithmetic."""
    if isinstance(node, ast.BinOp | ast.AugAssign):
        for operator in ARITHMETIC.get(type(node.op), ()):
            yield put(node, op=operator()), instead(SIGNS[operator], SIGNS[type(node.op)])


def sides(node: ast.AST) -> Changes:
    """The two sides of an operator exchanged."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ONE_SIDED):
        yield (
            put(node, left=node.right, right=node.left),
            f"the two sides of a `{SIGNS[type(node.op)]}` exchanged",
        )


def terms(node: ast.AST) -> Changes:
    """One side of an operator or a condition dropped."""
    if isinstance(node, ast.BinOp):
        first, second = OPERANDS.get(type(node.op), ("factor", "factor"))
        yield node.left, _left_out(second, node.right)
        yield node.right, _left_out(first, node.left)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield value, "one of two conditions left out"


def signs(node: ast.AST) -> Changes:
    """A minus dropped, or put before what is returned, assigned or collected."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield node.operand, "a minus left out"
    if isinstance(node, ast.ListComp | ast.GeneratorExp):
        yield from ((put(node, elt=value), says) for value, says in _turned(node.elt))
    elif isinstance(node, ast.Return | ast.AugAssign):
        yield from ((put(node, value=value), says) for value, says in _turned(node.value))
    elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple) == isinstance(
        node.value, ast.Tuple
    ):
        yield from ((put(node, value=value), says) for value, says in _turned(node.value))


def _turned(value: ast.expr | None) -> Changes:
    """A number with a minus before it; of a tuple, one number after another."""
    if isinstance(value, ast.Tuple):
        for i, one in enumerate(value.elts):
            for turned, says in _turned(one):
                yield put(value, elts=[*value.elts[:i], turned, *value.elts[i + 1 :]]), says
    elif isinstance(value, NUMERIC):
        yield ast.UnaryOp(ast.USub(), value), "a minus too many"


def comparisons(node: ast.AST) -> Changes:
    """Another comparison."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        for operator in COMPARISONS[type(node.ops[0])]:
            yield put(node, ops=[operator()]), instead(SIGNS[operator], SIGNS[type(node.ops[0])])


def logic(node: ast.AST) -> Changes:
    """`and` for `or`, a `not` more or less, a condition that always or never holds."""
    if isinstance(node, ast.BoolOp):
        other = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield put(node, op=other()), instead(SIGNS[other], SIGNS[type(node.op)])
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand, "a `not` left out"
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        yield put(node, test=ast.UnaryOp(ast.Not(), node.test)), "a condition turned round"
        yield put(node, test=ast.Constant(True)), "a condition that always holds"
        yield put(node, test=ast.Constant(False)), "a condition that never holds"
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield put(node, ifs=[]), "a condition left out"


def constants(node: ast.AST) -> Changes:
    """Another number; True for False."""
    if isinstance(node, ast.Constant) and isinstance(node.value, bool | int | float):
        for value in _other_numbers(node.value):
            yield _number(value), instead(value, node.value)


def _other_numbers(value: bool | int | float) -> tuple[bool | int | float, ...]:
    if isinstance(value, bool):
        return (not value,)
    if isinstance(value, int):
        return (*NUMBERS.get(value, (value + 1, value - 1, 2 * value)), *((-value,) if value else ()))
    return (value * 10, value / 10, 1 - value, -value, 0.0, 1.0) if value else (1.0, -1.0)


def keywords(node: ast.AST) -> Changes:
    """The other axis; an argument that is given by name dropped; its name exchanged."""
    if isinstance(node, ast.keyword):
        yield from ((put(node, arg=other), instead(other, node.arg)) for other in _others(node.arg or ""))
    elif isinstance(node, ast.Call):
        for i, dropped in enumerate(node.keywords):
            yield (
                put(node, keywords=_without(node.keywords, i)),
                f"`{dropped.arg}` left out in a call of `{_called(node)}`",
            )


def calls(node: ast.AST) -> Changes:
    """f(x) → x, x.f() → x; an argument dropped; two of them exchanged; a related function."""
    if isinstance(node, ast.Call):
        name = _called(node)
        yield from ((argument, f"`{name}` not called") for argument in node.args[:1])
        if isinstance(node.func, ast.Attribute) and not _is_module(node.func.value):
            yield node.func.value, f"`{name}` not called"
        for arguments in _swapped(node.args):
            yield put(node, args=arguments), f"two arguments of `{name}` exchanged"
        for i in range(len(node.args) if len(node.args) > 1 else 0):
            yield put(node, args=_without(node.args, i)), f"an argument of `{name}` left out"
    elif isinstance(node, ast.Attribute):
        yield from ((put(node, attr=other), instead(other, node.attr)) for other in _others(node.attr))
        if node.attr in DATA:
            yield node.value, f"`.{node.attr}` left out"
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in ("max", "min", "sum"):
        yield from ((put(node, id=other), instead(other, node.id)) for other in _others(node.id))


def ranges(node: ast.AST) -> Changes:
    """A bound of a range, of a slice or of an index one further up or down; a slice that is none."""
    if isinstance(node, ast.Call) and _called(node) in ("range", "arange", "linspace"):
        for i, one in enumerate(node.args):
            for by in (1, -1):
                arguments = [*node.args[:i], _moved(one, by), *node.args[i + 1 :]]
                yield put(node, args=arguments), f"a number of `{_called(node)}` one too {_high(by)}"
        if len(node.args) == 1:
            yield put(node, args=[ast.Constant(1), *node.args]), f"a `{_called(node)}` that begins too late"
    elif isinstance(node, ast.Slice):
        for field in ("lower", "upper", "step"):
            if (bound := getattr(node, field)) is not None:
                yield put(node, **{field: None}), "a bound of a slice left out"
                for by in (1, -1):
                    yield put(node, **{field: _moved(bound, by)}), f"a bound of a slice one too {_high(by)}"
    elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
        yield node.value, "square brackets left out"


def orders(node: ast.AST) -> Changes:
    """Two neighbours of a tuple, a list or a dictionary exchanged, or one dropped."""
    exchanged = "two things that stand side by side exchanged"
    if isinstance(node, ast.Tuple | ast.List):
        yield from ((put(node, elts=elements), exchanged) for elements in _swapped(node.elts))
        for i in range(len(node.elts) if isinstance(node.ctx, ast.Load) and len(node.elts) > 1 else 0):
            yield put(node, elts=_without(node.elts, i)), "one of several things left out"
    elif isinstance(node, ast.Dict):
        yield from ((put(node, values=values), exchanged) for values in _swapped(node.values))


def loops(node: ast.AST) -> Changes:
    """A loop that ends after its first round; `+=` that only assigns."""
    if isinstance(node, ast.For):
        yield put(node, body=[*node.body, ast.Break()]), "a loop that ends after its first round"
    elif isinstance(node, ast.AugAssign):
        yield ast.Assign([node.target], node.value), f"a plain `=` in the place of `{SIGNS[type(node.op)]}=`"


CHANGES: tuple[Change, ...] = (
    arithmetic, sides, terms, signs, comparisons, logic, constants, keywords, calls, ranges, orders, loops,
)  # fmt: skip


# ---- words and small parts


def instead(new: object, old: object) -> str:
    """What stands in the place of what, in words."""
    return f"`{new}` in the place of `{old}`"


def _left_out(what: str, dropped: ast.expr) -> str:
    """That a term, a factor or the like is left out, with its name where it is a plain one."""
    plain = what != "power" and isinstance(dropped, ast.Constant | ast.Name)
    return f"the {what} `{ast.unparse(dropped)}` left out" if plain else f"a {what} left out"


def _called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", "a function"))


def _high(by: int) -> str:
    return "high" if by > 0 else "low"


def _others(name: str) -> list[str]:
    return [other for pair in map(str.split, PAIRS) if name in pair for other in pair if other != name]


def _number(value: bool | int | float) -> ast.expr:
    if isinstance(value, bool) or value >= 0:
        return ast.Constant(value)
    return ast.UnaryOp(ast.USub(), ast.Constant(-value))


def _moved(node: ast.expr, by: int) -> ast.expr:
    """node ± 1; of a number the number itself."""
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return _number(node.value + by)
    return ast.BinOp(node, ast.Add() if by > 0 else ast.Sub(), ast.Constant(1))


def _swapped(items: list) -> Iterator[list]:
    """The list with two neighbours exchanged."""
    for i in range(len(items) - 1):
        yield [*items[:i], items[i + 1], items[i], *items[i + 2 :]]


def _without(items: list, i: int) -> list:
    return items[:i] + items[i + 1 :]


def _is_module(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in ("np", "plt", "self", "warnings")
