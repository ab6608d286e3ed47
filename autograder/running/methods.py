"""A class is written method by method: which of its methods a call found still to be written."""

import re
import types
from collections.abc import Callable, Mapping
from typing import Any

from autograder.running.leftover_stub import unwritten

UNWRITTEN = re.compile(r"in the stub of `(\w{1,60})`, ")
IN_PART = re.compile(r"in `(\w{1,60})`, ")
Methods = Mapping[str, Callable]


def methods_of(thing: Any) -> Methods:
    """Name → function of a class, or of the class behind a bound method; none of anything else."""
    owner = thing if isinstance(thing, type) else type(getattr(thing, "__self__", None))
    named = {name: one for base in reversed(owner.__mro__) for name, one in vars(base).items()}
    functions = {name: one for name, one in named.items() if isinstance(one, types.FunctionType)}
    # not what a parent or a decorator of another module has put there
    return {k: one for k, one in functions.items() if one.__globals__.get("__name__") == owner.__module__}


def stub_left_in(code: types.CodeType | None, methods: Methods) -> str:
    """In which of the methods, whose code it is, `raise NotImplementedError` stands; empty for no method."""
    name = next((name for name, one in methods.items() if one.__code__ is code), "")
    if not name:
        return ""
    return f"in the stub of `{name}`" if unwritten(methods[name]) else f"in `{name}`"


def unwritten_method(where: str) -> str:
    """The method whose stub an error came from, by the place that is quoted; empty where there is none."""
    found = UNWRITTEN.match(where)
    return found[1] if found else ""


def method_in_part(where: str) -> str:
    """The method that has lines of its own and the stub's among them; empty where there is none."""
    found = IN_PART.match(where)
    return found[1] if found else ""
