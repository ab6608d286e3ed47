"""What a beginner's error means, in any exercise: told by the exception and the line that is quoted of it.

A sentence is shown only where the text of the error, and what stands in the line, make it certain.
"""

import ast
import contextlib
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from autograder.running.recorder import StudentError

Found = Callable[[ast.AST], bool]
QUOTED = re.compile(r"in the line `(.*)`$", re.DOTALL)
OF_ARRAYS = r"(shape|T|dot|mean|sum|max|min|std|reshape|copy|ndim|size|astype|argmax|flatten)"
MODULES = r"(np|numpy|math|plt|random|copy|itertools|functools|time)"
MAKERS, EXTREMES, BUILT_IN = ("zeros", "ones", "empty"), ("max", "min"), ("max", "min", "sorted")
CLOSES = {"(": ")", "[": "]", "{": "}"}


def _calls(names: tuple[str, ...], least: int, attribute: bool = True) -> Found:
    """Whether a node calls one of these, with at least so many arguments by position."""

    def found(node: ast.AST) -> bool:
        if not isinstance(node, ast.Call) or len(node.args) < least:
            return False
        name = getattr(node.func, "attr" if attribute else "id", None)
        return name in names

    return found


def _is(*kinds: type[ast.AST]) -> Found:
    return lambda node: isinstance(node, kinds)


def _appended(node: ast.AST) -> bool:
    call = node.value if isinstance(node, ast.Assign) else None
    return isinstance(call, ast.Call) and getattr(call.func, "attr", None) == "append"


def _next_one(node: ast.AST) -> bool:
    index = node.slice if isinstance(node, ast.Subscript) else None
    return isinstance(index, ast.BinOp) and isinstance(index.op, ast.Add)


def _product_called(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Call | ast.BinOp)


class Rule(NamedTuple):
    """An error, what has to stand in the line, and what to say; `{0}` is the first group of the text."""

    error: str
    text: str
    says: str
    line: Found | None = None


RULES = (
    Rule("TypeError", r"'(?:numpy\.)?(?:ndarray|float64|float|int)' object is not callable", "Two brackets side by side are a call, not a product: between two factors stands `*`, or `@` for a matrix product.", _product_called),
    Rule("TypeError", r"'(?:numpy\.)?(?:ndarray|float64|float|int)' object is not callable", "A name that is followed by `(` is called, and there it means numbers: between two factors stands `*` or `@`, and an entry is taken with `[`."),
    Rule("TypeError", r"'tuple' object is not callable", "A tuple, such as a shape, is no function: one of its entries is taken with square brackets."),
    Rule("TypeError", r"'str' object is not callable", "There a text is called like a function. If it is the name of one, look the function up by it first."),
    Rule("ValueError", r"truth value of an array", "`if` and `while` ask one question of a whole array, which has no single answer: NumPy decides element by element, as `np.where` does.", _is(ast.If, ast.IfExp, ast.While)),
    Rule("ValueError", r"truth value of an array", "`and`, `or` and `not` ask one question of a whole array, which has no single answer: between arrays stand `&`, `|` and `~`, with brackets round each comparison.", _is(ast.BoolOp, ast.Not)),
    Rule("ValueError", r"truth value of an array", "Python's own `max` and `min` compare whole arrays, which have no single answer: `np.maximum` and `np.minimum` compare element by element.", _calls(BUILT_IN, 1, attribute=False)),
    Rule("TypeError", r"\^|bitwise_xor", "`^` is no power: it compares bits. A power is written `**`.", _is(ast.BitXor)),
    Rule("TypeError", r"Cannot interpret .* as a data type", "The shape is *one* argument: its numbers stand in brackets of their own, as a tuple.", _calls(MAKERS, 2)),
    Rule("TypeError", r"scalar index|interpreted as an integer", "The second argument of `np.max` and `np.min` is the axis. Two things are compared element by element by `np.maximum` and `np.minimum`.", _calls(EXTREMES, 2)),
    Rule("AttributeError", r"'NoneType' object has no attribute 'append'", "`append` changes the list and gives back None: nothing is left of a list that gets that value. Call it on a line of its own, without `=`.", _appended),
    Rule("AttributeError", r"'numpy.ndarray' object has no attribute 'append'", "An array keeps its size and has no `append`: collect the parts in a list, and make an array of it at the end."),
    Rule("AttributeError", rf"'list' object has no attribute '{OF_ARRAYS}'", "A list has no `{0}`, an array has: is it one entry of the list that is meant, or does it have to become an array?"),
    Rule("AttributeError", rf"'tuple' object has no attribute '{OF_ARRAYS}'", "A tuple has no `{0}`, an array has: take what you need out of the tuple first."),
    Rule("TypeError", r"unsupported operand type\(s\) for .*'(?:function|method|builtin_function_or_method)'", "One of the two is a function that was not called: the brackets with its argument are missing."),
    Rule("TypeError", r"can't multiply sequence by non-int", "A list or a tuple cannot be multiplied so, since `*` repeats it: take its arrays out, one by one."),
    Rule("TypeError", r"unsupported operand type\(s\) for .*'(?:list|tuple)'", "Lists and tuples have no arithmetic, arrays have: take the arrays out, one by one."),
    Rule("TypeError", r"(?=.*'axis')(?:.*for )?(sum|max|min)\b", "Python's own `{0}` knows no `axis`; NumPy's, `np.{0}`, does."),
    Rule("ValueError", r"inhomogeneous shape", "Arrays of different shapes stand together in a list or a tuple, and cannot become one array: take them out, one by one."),
    Rule("IndexError", r"must be of integer", "What stands in the square brackets are no whole numbers, and positions are."),
    Rule("IndexError", r"list index out of range", "Of n entries the last has the number n − 1: where you look at an entry and the one after it, the loop stops one earlier.", _next_one),
    Rule("TypeError", r"interpreted as an integer|slice indices must be integers", "`/` gives a number with a point even where it comes out even; `//` gives a whole number.", _is(ast.Div)),
    Rule("UnboundLocalError", r"variable '(\w+)'", "`{0}` gets its value further down, or in a branch that was not taken: it needs one before."),
    Rule("NameError", rf"name '{MODULES}' is not defined", "No cell that ran imports what is called `{0}` there: add the import to your cell, or run the first cell again."),
)  # fmt: skip


def beginner_hint(error: BaseException | None) -> str:
    """What to say of an error that the student's code raised; empty where nothing is certain."""
    if not isinstance(error, StudentError):
        return ""
    nodes = list(_nodes(error.where))
    for rule in RULES:
        found = re.search(rule.text, error.text) if rule.error == error.type_name else None
        if found and (rule.line is None or any(map(rule.line, nodes))):
            return rule.says.format(*found.groups())
    return ""


def _nodes(where: str) -> Iterator[ast.AST]:
    """What stands in the line that is quoted, be it a whole statement or a part of one."""
    quoted = QUOTED.search(where)
    line = re.sub(r"^el(?=if\b)", "", quoted[1].strip()) if quoted else ""
    for source in (line, f"{line} pass", _closed(line)):
        with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
            yield from ast.walk(ast.parse(source))
            return


def _closed(line: str) -> str:
    """The line with the brackets that stand in the lines before and after it."""
    due, before = "", ""
    for character in line:
        if character in CLOSES:
            due = CLOSES[character] + due
        elif character in CLOSES.values():
            before = before if due else next(o for o, c in CLOSES.items() if c == character) + before
            due = due[1:]
    return before + line + due
