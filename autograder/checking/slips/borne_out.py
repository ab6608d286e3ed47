"""Whether a slip can be in the student's code: what it says to stand there has to stand there.

Many slips answer alike, and so do other mistakes. That the answers are those of a slip does not make it one.
"""

import ast
from collections.abc import Callable

from autograder.checking.slips.changes import SIGNS, instead
from autograder.checking.slips.mutants import Slip
from autograder.checking.slips.roles import called, calls, in_a_loop, names, operators, role_of, roles

FUNCTIONS: dict[type, tuple[str, ...]] = {  # what does an operator's work
    ast.Add: ("add", "sum"), ast.Sub: ("subtract", "diff"), ast.Mult: ("multiply", "prod"),
    ast.Div: ("divide", "true_divide"), ast.FloorDiv: ("floor_divide", "int"), ast.Pow: ("power", "square"),
    ast.MatMult: ("matmul", "dot", "inner", "einsum"),
    ast.And: ("logical_and", "all"), ast.Or: ("logical_or", "any"),
    ast.Lt: ("less",), ast.LtE: ("less_equal",), ast.Gt: ("greater",), ast.GtE: ("greater_equal",),
    ast.Eq: ("equal",), ast.NotEq: ("not_equal",),
}  # fmt: skip
ALIKE: dict[type, type] = {  # the same with the sides exchanged, or of arrays
    ast.And: ast.BitAnd, ast.Or: ast.BitOr,
    ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE,
}  # fmt: skip
CHOICES = (ast.If, ast.IfExp, ast.While)


def told(slip: Slip, code: ast.FunctionDef | None) -> str:
    """The slip in words, where the code has what it says to stand there; empty where not, or not known."""
    seen = SEEN.get(slip.kind)
    if code is None or (seen is not None and not seen(slip, code)):
        return ""
    if slip.kind == "names":
        return _exchanged(slip, code)
    return _mirrored(slip, code) if slip.kind == "comparisons" else slip.says


def _mirrored(slip: Slip, code: ast.AST) -> str:
    """Two signs as they stand in the code: who writes `a < b` where ours has `b > a` reads of `<`."""
    new, old = (type(node.ops[0]) for node in (slip.new, slip.old) if isinstance(node, ast.Compare))
    if new in operators(code) or ALIKE.get(new) not in operators(code):
        return slip.says
    return instead(SIGNS[ALIKE[new]], SIGNS[ALIKE.get(old, old)])  # type: ignore[index]


def _exchanged(slip: Slip, code: ast.FunctionDef) -> str:
    """Two parameters by their names; a local of ours has another name there, or is not there."""
    new, old = (getattr(node, "id", "") for node in (slip.new, slip.old))
    parameters = {node.arg for node in ast.walk(code.args) if isinstance(node, ast.arg)}
    return instead(new, old) if old in parameters else f"`{new}` where another value is due"


def _operator(slip: Slip, code: ast.AST) -> bool:
    """Whether the operator that is told stands there, or a function that does its work."""
    new = slip.new
    wanted: object = getattr(new, "op", None) or next(iter(getattr(new, "ops", ())), None)
    kinds = {type(wanted), ALIKE.get(type(wanted))}
    return bool(operators(code) & kinds) or any(calls(code, name) for name in FUNCTIONS.get(type(wanted), ()))


def _condition(slip: Slip, code: ast.AST) -> bool:
    """Whether a condition about the same is there, and not the right one."""
    if isinstance(slip.old, ast.comprehension):
        return True
    if not isinstance(slip.old, CHOICES):
        return _operator(slip, code) or isinstance(slip.old, ast.UnaryOp)
    due, tests = slip.old.test, [node.test for node in ast.walk(code) if isinstance(node, CHOICES)]
    about = [test for test in tests if names(test) & names(due)]
    return bool(about) and ast.unparse(due) not in map(ast.unparse, about)


def _number(slip: Slip, code: ast.AST) -> bool:
    """Whether the number is written there, whatever its sign."""
    value = ast.literal_eval(slip.new) if isinstance(slip.new, ast.expr) else None
    value = value if isinstance(value, bool | None) else abs(value)
    there = (node.value for node in ast.walk(code) if isinstance(node, ast.Constant))
    return any(type(one) is type(value) and one == value for one in there)


def _call(slip: Slip, code: ast.AST) -> bool:
    """Whether what is called so, or is called too little, is called so there."""
    old, new = slip.old, slip.new
    if isinstance(old, ast.Attribute | ast.Name) and isinstance(new, type(old)):  # another function
        name = getattr(new, "attr", getattr(new, "id", ""))
        return name == getattr(old, "attr", None) or bool(calls(code, name))
    if isinstance(old, ast.Call) and isinstance(new, ast.Call) and called(old) == called(new):
        return bool(calls(code, called(old)))  # other arguments
    return True


def _keyword(slip: Slip, code: ast.AST) -> bool:
    if isinstance(slip.new, ast.Call):
        return bool(calls(code, called(slip.new)))
    wanted = getattr(slip.new, "arg", "")
    return any(isinstance(node, ast.keyword) and node.arg == wanted for node in ast.walk(code))


def _term(slip: Slip, code: ast.AST) -> bool:
    """Whether the name that is told to be left out does not stand there as it should."""
    old = slip.old
    if not isinstance(old, ast.BinOp) or slip.within is None:
        return True
    side, left_out = ("right", old.right) if slip.new is old.left else ("left", old.left)
    place = role_of(old, side, None), getattr(left_out, "id", "")
    return not isinstance(left_out, ast.Name) or roles(code)[place] <= roles(slip.within)[place]


def _sign(slip: Slip, code: ast.AST) -> bool:
    """Whether there is a minus that can be too many."""
    return "too many" not in slip.says or bool(operators(code) & {ast.USub, ast.Sub})


def _line(slip: Slip, code: ast.AST) -> bool:
    """Whether the line that is told to be left out does not stand there."""
    lines = (node for node in ast.walk(code) if isinstance(node, ast.stmt))
    return slip.old is not None and ast.unparse(slip.old) not in map(ast.unparse, lines)


def _name(slip: Slip, code: ast.AST) -> bool:
    """Whether the name stands there in the same role, as often as with the slip."""
    place = slip.role, getattr(slip.new, "id", "")
    return slip.within is not None and roles(code)[place] >= max(roles(slip.within)[place], 1)


def _word(slip: Slip, code: ast.AST) -> bool:
    word = getattr(slip.new, "value", None)
    return any(isinstance(node, ast.Constant) and node.value == word for node in ast.walk(code))


def _range(slip: Slip, code: ast.AST) -> bool:
    if isinstance(slip.old, ast.Call):
        return bool(calls(code, called(slip.old)))
    return not isinstance(slip.new, ast.Slice) or any(isinstance(node, ast.Slice) for node in ast.walk(code))


def _loop(slip: Slip, code: ast.AST) -> bool:
    """Whether a loop is there, and in it what is told of it."""
    inside = ast.Return | ast.Break if isinstance(slip.old, ast.For) else ast.Assign
    return in_a_loop(code, inside)


def _block(slip: Slip, code: ast.AST) -> bool:
    return in_a_loop(code, ast.Return if "return" in slip.says else ast.Assign)


SEEN: dict[str, Callable[[Slip, ast.AST], bool]] = {
    "arithmetic": _operator, "comparisons": _operator, "logic": _condition, "constants": _number,
    "calls": _call, "keywords": _keyword, "names": _name, "words": _word, "ranges": _range,
    "loops": _loop, "blocks": _block, "terms": _term, "signs": _sign, "statements": _line,
}  # fmt: skip
