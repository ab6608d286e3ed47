"""The names that a student's code has left."""

import difflib
import inspect
import re
import types
from collections.abc import Callable
from typing import Any, NamedTuple

from autograder.running.global_names import taker
from autograder.running.leftover_stub import leftover_stub
from autograder.running.own_source import Definition, definition
from autograder.running.states import State

LEFTOVER = (
    "your lines are there, and so is `raise NotImplementedError` below them, where every call ends: "
    "delete that line."
)


class Problem(NamedTuple):
    """Why there is nothing to call under an exercise's name; `state` is one of OF_A_PROBLEM."""

    state: State
    message: str


class Namespace:
    """The student's names; an exercise that does not pass can be made to mean ours."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self.namespace = namespace
        self._undo: list[Callable[[], object]] = []

    def problem(self, name: str) -> Problem | None:
        """Why there is nothing to call under this name, or None."""
        if name not in self.namespace:
            return self._missing(name)
        thing = self.namespace[name]
        cell = None if self.owns(name) else taker(name, thing, self.ran())
        which = f"the cell that starts with `{first_line(cell)}`" if cell else "some cell"
        taken = f"{which} gives the name to something else"
        if not callable(thing):
            kind = type(thing).__name__
            return Problem("failed", f"`{name}` is a value of type {kind}, not a function: {taken}.")
        if cell:
            mend = "Change that cell, then run yours again."
            return Problem("failed", f"`{name}` is not the function that you wrote any more: {taken}. {mend}")
        if leftover_stub(thing, always=True):
            return Problem("crashed", LEFTOVER)
        return None

    def _missing(self, name: str) -> Problem:
        functions = [one for one, thing in self.namespace.items() if callable(thing)]
        near = difflib.get_close_matches(name, functions, n=1, cutoff=0.8)
        guess = f" There is a `{near[0]}`: is it that?" if near else ""
        mend = "write it, or run its cell, under exactly this name."
        return Problem("missing", f"`{name}` is not defined: {mend}{guess}")

    def owns(self, name: str) -> bool:
        """Whether the notebook itself defines what the name means, rather than importing it."""
        thing = self.namespace.get(name)
        if getattr(thing, "__globals__", None) is self.namespace:
            return True
        return getattr(thing, "__module__", None) == self.namespace.get("__name__", "__main__")

    def ran(self) -> list[str]:
        """The sources of the cells that ran, in order, where known: a kernel keeps them under `In`."""
        kept = self.namespace.get("In")
        return [source for source in kept if isinstance(source, str)] if isinstance(kept, list) else []

    def function(self, name: str) -> Callable:
        """What the name means now."""
        if name not in self.namespace:
            raise NameError(self._missing(name).message)
        return self.namespace[name]

    def definition(self, name: str) -> Definition | None:
        """The code of an exercise as the student wrote it; None where it is not known."""
        return definition(name, self.ran()) if self.owns(name) else None

    def substitute(self, name: str, function: Callable) -> None:
        """Let the exercise mean `function`, wherever the student's code keeps it: in a table, say."""
        own = self.namespace.get(name)
        self._assign(name, function)
        if isinstance(own, types.FunctionType) and own.__globals__ is self.namespace and not own.__closure__:
            self._redirect(own, name, function)

    def _assign(self, name: str, value: Any) -> None:
        if name in self.namespace:
            before = self.namespace[name]
            self._undo.append(lambda: self.namespace.update({name: before}))
        else:
            self._undo.append(lambda: self.namespace.pop(name, None))
        self.namespace[name] = value

    def _redirect(self, own: types.FunctionType, name: str, function: Callable) -> None:
        """Give the student's function the code of a call of ours, of the same kind: a generator stays one."""
        key = f"__ours_{name}__"
        call = f"{key}(*args, **kwargs)"
        body = f"(yield from {call})" if inspect.isgeneratorfunction(own) else call
        self._assign(key, function)
        before = own.__code__, own.__defaults__, own.__kwdefaults__
        self._undo.append(lambda: _recode(own, *before))
        _recode(own, eval(f"lambda *args, **kwargs: {body}").__code__, None, None)

    def restore(self) -> None:
        """Undo every substitution."""
        for undo in reversed(self._undo):
            undo()
        self._undo.clear()


def _recode(function: types.FunctionType, code: types.CodeType, defaults: Any, kwdefaults: Any) -> None:
    function.__code__, function.__defaults__, function.__kwdefaults__ = code, defaults, kwdefaults


def first_line(source: str, most: int = 60) -> str:
    """The first line of a cell that says something: it names the cell to a reader, who sees no numbers."""
    lines = [line.strip() for line in source.splitlines() if line.strip()] or [""]
    telling = [line for line in lines if not re.match(r"[#%!]", line)] or lines
    line = telling[0].replace("`", "'")
    return line if len(line) <= most else line[: most - 1] + "…"
