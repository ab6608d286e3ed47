"""A test cell of an instructor's own, run as nbgrader runs it: in the notebook, beside the student's code."""

import ast
import linecache
import traceback
from typing import Any

from autograder.running.timeout import TimeLimit

FILE = "<the test>"
MOST = 200  # characters of a message


class Stopped(Exception):
    """How a test ended, and at which of its lines."""

    def __init__(self, error: BaseException) -> None:
        self.type_name = type(error).__name__
        lines = [frame.line for frame in traceback.extract_tb(error.__traceback__) if frame.filename == FILE]
        said = str(error)[:MOST]
        self.text = (f"{said}, " if said else "") + f"at `{lines[-1] if lines else 'its first line'}`"


def tested(source: str, names: dict[str, Any]) -> float | None:
    """The number that a test cell ends with, which nbgrader takes for points; None for anything else."""
    tree = parsed(source)
    last = tree.body[-1] if tree.body else None
    if isinstance(last, ast.Expr):
        tree.body.pop()
    linecache.cache[FILE] = (len(source), None, source.splitlines(keepends=True), FILE)
    try:
        exec(compile(tree, FILE, "exec"), names)
        value = None
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), FILE, "eval"), names)
    except TimeLimit:
        raise
    except BaseException as error:  # exit() too: it costs this test
        raise Stopped(error) from None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    return None


def parsed(source: str) -> ast.Module:
    """The cell's code; IPython's syntax is translated where Python cannot parse."""
    try:
        return ast.parse(source, FILE)
    except SyntaxError:
        from IPython.core.inputtransformer2 import TransformerManager

        transformed: str = TransformerManager().transform_cell(source)  # type: ignore[no-untyped-call]
        return ast.parse(transformed, FILE)
