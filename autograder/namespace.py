"""The names that a student's code has left."""

import difflib
import inspect
import types
from collections import namedtuple

Problem = namedtuple("Problem", "state message")


class Namespace:
    """The student's names; an exercise that does not pass can be made to mean ours."""

    def __init__(self, namespace):
        self.namespace = namespace
        self._undo = []

    def problem(self, name):
        """Why there is nothing to call under this name, or None."""
        if name not in self.namespace:
            near = difflib.get_close_matches(name, [n for n, thing in self.namespace.items() if callable(thing)], n=1, cutoff=0.8)
            guess = f" There is a `{near[0]}`: is it that?" if near else ""
            return Problem("missing", f"`{name}` is not defined: write it, or run its cell, under exactly this name.{guess}")
        if not callable(self.namespace[name]):
            kind = type(self.namespace[name]).__name__
            return Problem("failed", f"`{name}` is a value of type {kind}, not a function: some cell gives the name to something else.")
        return None

    def function(self, name):
        """What the name means now."""
        return self.namespace[name]

    def substitute(self, name, function):
        """Let the exercise mean `function`, wherever the student's code has kept it (a table, a default argument)."""
        own = self.namespace.get(name)
        self._undo.append((self.namespace, name, own, name in self.namespace))
        self.namespace[name] = function
        plain = isinstance(own, types.FunctionType) and own.__globals__ is self.namespace and not own.__closure__
        if plain and not own.__code__.co_freevars:
            self._redirect(own, name, function)

    def _redirect(self, own, name, function):
        key = f"__ours_{name}__"
        call = f"{key}(*args, **kwargs)"
        stand_in = eval(f"lambda *args, **kwargs: {f'(yield from {call})' if inspect.isgeneratorfunction(own) else call}")  # code of the same kind
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
