"""What a function calls, at any depth, and which of it meets a global name."""

import dis
import functools
import types
from collections.abc import Iterator
from typing import Any

HELD = (staticmethod, classmethod)  # what stands around a function in a class
CACHED = type(functools.cache(lambda: None))
EMPTY = object()  # a variable that has no value yet
GLOBAL = ("LOAD_GLOBAL", "LOAD_NAME", "LOAD_FROM_DICT_OR_GLOBALS")  # how code asks for a global name


def reaching(start: Any, names: dict[str, Any]) -> set[int]:
    """The ids of all things from which a function is called that mentions one of the names."""
    met: dict[int, Any] = {}
    held_by: dict[int, set[int]] = {}
    waiting = [start]
    while waiting:
        thing = waiting.pop()
        if id(thing) in met:
            continue
        met[id(thing)] = thing  # kept: an id is good as long as its thing lives
        for part in _parts(thing, names):
            held_by.setdefault(id(part), set()).add(id(thing))
            waiting.append(part)
    found: set[int] = set()
    spreading = [key for key, thing in met.items() if mentioned(thing) & names.keys()]
    while spreading:
        key = spreading.pop()
        if key not in found:
            found.add(key)
            spreading += held_by.get(key, ())
    return found


def _parts(thing: Any, names: dict[str, Any]) -> Iterator[Any]:
    """What a thing calls or holds."""
    if isinstance(thing, types.FunctionType):
        space = thing.__globals__
        yield from (space[name] for name in mentioned(thing) - names.keys() if name in space)
        yield from (content(cell) for cell in thing.__closure__ or ())
        yield from (*(thing.__defaults__ or ()), *(thing.__kwdefaults__ or {}).values())
    elif isinstance(thing, functools.partial):
        yield from (thing.func, *thing.args, *thing.keywords.values())
    elif type(thing) in (list, tuple, dict):
        yield from thing.values() if isinstance(thing, dict) else thing
    elif isinstance(thing, type):
        yield from members(thing).values()
    elif isinstance(thing, property):
        yield from (thing.fget, thing.fset, thing.fdel)
    elif isinstance(thing, (*HELD, types.MethodType)):
        yield thing.__func__
    elif isinstance(thing, CACHED):
        yield thing.__wrapped__


def mentioned(thing: Any) -> set[str]:
    """The global names in a function's code, nested functions included."""
    if not isinstance(thing, types.FunctionType | types.CodeType):
        return set()
    code = thing if isinstance(thing, types.CodeType) else thing.__code__
    own = {one.argval for one in dis.get_instructions(code) if one.opname in GLOBAL}
    return own.union(*(mentioned(one) for one in code.co_consts if isinstance(one, types.CodeType)))


def content(cell: types.CellType) -> Any:
    """What a variable of an enclosing function means, or EMPTY."""
    try:
        return cell.cell_contents
    except ValueError:
        return EMPTY


def members(owner: type) -> dict[str, Any]:
    """Name → what stands under it in a class, what it inherits included."""
    return {name: one for parent in reversed(owner.__mro__) for name, one in vars(parent).items()}
