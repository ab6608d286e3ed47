"""The names that a student's code has left."""

import ast
import difflib
import inspect
import re
import textwrap
import types
from collections import namedtuple

from autograder.running.global_names import taker

Problem = namedtuple("Problem", "state message")
LEFTOVER = "your lines are there, and so is `raise NotImplementedError` below them, where every call ends: delete that line."


class Namespace:
    """The student's names; an exercise that does not pass can be made to mean ours."""

    def __init__(self, namespace):
        self.namespace = namespace
        self._undo = []

    def problem(self, name):
        """Why there is nothing to call under this name, or None."""
        if name not in self.namespace:
            near = difflib.get_close_matches(
                name, [n for n, thing in self.namespace.items() if callable(thing)], n=1, cutoff=0.8
            )
            guess = f" There is a `{near[0]}`: is it that?" if near else ""
            return Problem(
                "missing",
                f"`{name}` is not defined: write it, or run its cell, under exactly this name.{guess}",
            )
        thing, ran = self.namespace[name], self.ran()
        cell = None if self.owns(name) else taker(name, thing, ran)
        taken = f"{f'the cell that starts with `{first_line(cell)}`' if cell else 'some cell'} gives the name to something else"
        if not callable(thing):
            return Problem(
                "failed", f"`{name}` is a value of type {type(thing).__name__}, not a function: {taken}."
            )
        if cell:
            return Problem(
                "failed",
                f"`{name}` is not the function that you wrote any more: {taken}. Change that cell, then run yours again.",
            )
        if leftover_stub(thing, always=True):
            return Problem("crashed", LEFTOVER)
        return None

    def owns(self, name):
        """Whether the notebook itself defines what the name means, rather than importing it."""
        thing = self.namespace.get(name)
        module = getattr(thing, "__module__", None)
        return getattr(thing, "__globals__", None) is self.namespace or module == self.namespace.get(
            "__name__", "__main__"
        )

    def ran(self):
        """The sources of the cells that ran, in order, where that is known: a kernel keeps them under `In`."""
        kept = self.namespace.get("In")
        return [source for source in kept if isinstance(source, str)] if isinstance(kept, list) else []

    def function(self, name):
        """What the name means now."""
        return self.namespace[name]

    def substitute(self, name, function):
        """Let the exercise mean `function`, wherever the student's code has kept it (a table, a default argument)."""
        own = self.namespace.get(name)
        self._undo.append((self.namespace, name, own, name in self.namespace))
        self.namespace[name] = function
        plain = (
            isinstance(own, types.FunctionType) and own.__globals__ is self.namespace and not own.__closure__
        )
        if plain and not own.__code__.co_freevars:
            self._redirect(own, name, function)

    def _redirect(self, own, name, function):
        key = f"__ours_{name}__"
        call = f"{key}(*args, **kwargs)"
        stand_in = eval(
            f"lambda *args, **kwargs: {f'(yield from {call})' if inspect.isgeneratorfunction(own) else call}"
        )  # code of the same kind
        self._undo.append((self.namespace, key, None, False))
        self._undo.append((own, own.__code__, own.__defaults__, own.__kwdefaults__))
        self.namespace[key] = function
        own.__code__, own.__defaults__, own.__kwdefaults__ = stand_in.__code__, None, None

    def restore(self):
        """Undo every substitution."""
        for where, *before in reversed(self._undo):
            if isinstance(where, types.FunctionType):
                where.__code__, where.__defaults__, where.__kwdefaults__ = before
            elif before[2]:
                where[before[0]] = before[1]
            else:
                where.pop(before[0], None)
        self._undo.clear()


def first_line(source, most=60):
    """The first line of a cell that says something: what names it for a reader, since JupyterLab shows no numbers."""
    lines = [line.strip() for line in source.splitlines() if line.strip()] or [""]
    telling = [line for line in lines if not re.match(r"[#%!]", line)] or lines
    line = telling[0].replace("`", "'")
    return line if len(line) <= most else line[: most - 1] + "…"


def leftover_stub(function, always=False):
    """Whether `raise NotImplementedError` is still there in a function, or in a method of a class, that has lines of its own.

    Parameters
    ----------
    function : callable
    always : bool
        Only where every call that gets so far ends at that line: nothing returns before it.
    """
    methods = (
        [m for m in vars(function).values() if isinstance(m, types.FunctionType)]
        if isinstance(function, type)
        else []
    )
    if methods:
        return not always and any(map(leftover_stub, methods))
    body = _body(function)
    at = next((i for i, statement in enumerate(body) if _is_stub_line(statement)), None)
    before = body[:at]
    if (
        at is None
        or always
        and any(
            isinstance(n, ast.Return | ast.Yield | ast.YieldFrom)
            for statement in before
            for n in ast.walk(statement)
        )
    ):
        return False
    return any(map(_says_something, before if always else body[:at] + body[at + 1 :]))


def _says_something(statement):
    """Whether a statement is more than a docstring, `...` or `pass`."""
    return not isinstance(statement, ast.Pass) and not (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )


def _body(function):
    """The statements of a function; none where its source is not known."""
    if not isinstance(function, types.FunctionType):
        return []
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError, ValueError, IndexError, RecursionError):
        return []
    return (
        getattr(tree.body[0], "body", []) if tree.body and isinstance(tree.body[0], ast.FunctionDef) else []
    )


def _is_stub_line(statement):
    raised = statement.exc if isinstance(statement, ast.Raise) else None
    return (
        getattr(raised.func if isinstance(raised, ast.Call) else raised, "id", None) == "NotImplementedError"
    )
