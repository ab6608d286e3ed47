"""What a function that a check hands over computes, as its one line says it."""

import ast
import functools
import inspect
import linecache
import types
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from autograder.lesson import CHECKS

LONGEST = 80  # characters of a formula; a longer one says less than a name
DATA = (int, float, np.generic, np.ndarray, list, tuple, types.FunctionType)  # and no module, no fixture


def formula(function: Any) -> str:
    """A function of our checks as a lambda, where it is one line; of any other the name."""
    line = _line(function)
    if line is None:
        return _name(function)
    names = function.__code__.co_varnames[: function.__code__.co_argcount - len(function.__defaults__ or ())]
    return f"lambda {', '.join(names)}: {line}"


def given_to(values: Iterable[Any]) -> dict[str, Any]:
    """Name → value of what the formulas among the values use besides their arguments."""
    found: dict[str, Any] = {}
    for function in values:
        if _line(function) is not None:
            own = {name: value for name, value in _bound(function).items() if name not in found}
            found |= own
            found |= {name: value for name, value in given_to(own.values()).items() if name not in found}
    return found


def _bound(function: types.FunctionType) -> dict[str, Any]:
    """What a function of ours has from around it, or as a default."""
    code, defaults = function.__code__, function.__defaults__ or ()
    names = code.co_varnames[code.co_argcount - len(defaults) : code.co_argcount]
    found = dict(inspect.getclosurevars(function).nonlocals) | dict(zip(names, defaults))
    return {name: value for name, value in found.items() if isinstance(value, DATA)}


def _name(function: Any) -> str:
    name = getattr(function, "__name__", "f").replace("<lambda>", "f")
    return f"np.{name}" if getattr(np, name, None) is function else name


def _line(function: Any) -> str | None:
    """What the function returns, as it is written in a file of our checks; None where that is no one line."""
    code = getattr(function, "__code__", None)
    if not isinstance(function, types.FunctionType) or code is None:
        return None
    return _returned(code) if Path(code.co_filename).parent == CHECKS else None


@functools.cache
def _returned(code: types.CodeType) -> str | None:
    source = "".join(linecache.getlines(code.co_filename))
    for node in ast.walk(_tree(source)):
        value = _value(node)
        if value is not None and _is_code_of(value, node, code):
            text = " ".join((ast.get_source_segment(source, value) or "").split())
            return text if 0 < len(text) <= LONGEST else None
    return None


@functools.lru_cache(maxsize=4)
def _tree(source: str) -> ast.Module:
    return ast.parse(source)


def _value(node: ast.AST) -> ast.expr | None:
    """The expression that a lambda, or a function of one statement, returns."""
    if isinstance(node, ast.Lambda):
        return node.body
    only = node.body[0] if isinstance(node, ast.FunctionDef) and len(node.body) == 1 else None
    return only.value if isinstance(only, ast.Return) else None


def _is_code_of(value: ast.expr, node: ast.AST, code: types.CodeType) -> bool:
    """Whether the code is that of the node: several lambdas may stand in one line."""
    if getattr(node, "name", "<lambda>") != code.co_name:
        return False
    whole = (value.lineno, value.end_lineno, value.col_offset, value.end_col_offset)
    return whole in {tuple(position) for position in code.co_positions()}
